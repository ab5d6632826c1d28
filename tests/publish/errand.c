/*
 * Jobs at one host, for the tests of hosts:
 *
 *   errand DIR TARGET put PATH FILE | replace PATH FILE | resume PATH FILE | put-all FOLDER
 *          | publish FOLDER (the whole engine; BLETHER_TEST_CACHE has its notes; it does nothing
 *            while there is a file BLETHER_TEST_WAIT, as if it asked somebody; TARGET "all")
 *          | get PATH | claim PATH TEXT | check PATH BYTES | remove PATH | list | settle
 *          | begin FOLDER NOTE (all that shall be there; NOTE is a file) | finish ...
 *
 * DIR has the publish.yaml with the target; BLETHER_TEST_SECRET is its secret. With
 * BLETHER_TEST_SHA256, files are thought to have that hash, as if they had changed since. Prints
 * what became of each, and of `get` and `list` the body; ends with 1 at the first that failed.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../pipeline/publish/courier.h"
#include "../../pipeline/publish/memo.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "publish/folder.h"
#include "publish/publication.h"
#include "read/publishing.h"

static struct arena arena;
static struct diag diag;
static struct output_tree all;

static const char *type_of(const char *path)
{
	return text_ends(path, ".mp3")    ? "audio/mpeg"
	       : text_ends(path, ".jpg")  ? "image/jpeg"
	       : text_ends(path, ".html") ? "text/html"
					  : "application/xml";
}

static struct output_file *file_of(const char *path, const char *disk)
{
	struct output_file *f = arena_new(&arena, struct output_file);
	struct hash h = { 0 };

	if (!hash_file(disk, &h, &f->size))
		perror(disk), exit(2);
	f->path = path;
	f->disk = disk;
	f->type = type_of(path);
	f->group = text_starts(f->type, "text/") || text_ends(f->type, "xml") ? OUTPUT_PAGE
									      : OUTPUT_MEDIA;
	hash_hex(&h, f->sha256);
	if (getenv("BLETHER_TEST_SHA256"))
		snprintf(f->sha256, sizeof(f->sha256), "%s", getenv("BLETHER_TEST_SHA256"));
	return f;
}

static const char *top;
static size_t room;

static int add_file(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)at;
	if (kind != FTW_F)
		return 0;
	const char *rel = arena_strdup(&arena, path + strlen(top) + 1);

	all.files = arena_grow(&arena, all.files, all.count, &room, sizeof(*all.files));
	all.files[all.count++] = *file_of(rel, arena_strdup(&arena, path));
	return 0;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct output_file *)a)->path, ((const struct output_file *)b)->path);
}

static void read_folder(const char *folder)
{
	top = folder;
	all.count = room = 0;
	all.files = NULL;
	nftw(folder, add_file, 16, FTW_PHYS);
	qsort(all.files, all.count, sizeof(*all.files), by_path);
}

static const char *const outcomes[] = { "request", "done", "absent", "taken", "later", "failed" };

static int tell(const char *what, const char *path, enum outcome o, const char *why)
{
	printf("%s %s: %s%s%s\n", what, path, outcomes[o], o == JOB_FAILED && why ? ": " : "",
	       o == JOB_FAILED && why ? why : "");
	return o == JOB_FAILED;
}

static int put_all(struct courier *c, const char *folder)
{
	const char *why;

	if (!all.count)
		read_folder(folder);
	struct errand *e = arena_array(&arena, all.count, sizeof(*e));
	for (size_t i = 0; i < all.count; i++)
		e[i] = (struct errand){ .task = TASK_PUT,
					.path = all.files[i].path,
					.file = &all.files[i] };
	bool ok = courier_run(c, e, all.count, NULL, &why);
	return tell("put-all", folder, ok ? JOB_DONE : JOB_FAILED, why);
}

/* The group is told by the name: audio, then feeds (.xml), lists (index.html), pages. */
static void set_groups(void)
{
	for (size_t i = 0; i < all.count; i++) {
		struct output_file *f = &all.files[i];

		if (text_ends(f->path, "feed.xml"))
			f->group = OUTPUT_FEED;
		else if (text_ends(f->path, "index.html"))
			f->group = OUTPUT_LIST;
	}
	qsort(all.files, all.count, sizeof(*all.files), by_path);
}

static int publish(const struct publishing *settings, struct target *t, const char *dir,
		   const char *folder, const struct courier_patience *patience)
{
	/* TARGET "all": everything goes to each of them. */
	const size_t count = t ? 1 : settings->targets.count;
	struct publication_target *targets = arena_array(&arena, count, sizeof(*targets));
	const char *wait = getenv("BLETHER_TEST_WAIT");
	const char *now = getenv("BLETHER_TEST_NOW");
	const struct publication_options o = { .dir = dir,
					       .cache = getenv("BLETHER_TEST_CACHE"),
					       .address = getenv("BLETHER_TEST_ADDRESS"),
					       .self = getenv("BLETHER"),
					       .patience = patience,
					       .now = { .utc = now ? atoll(now) : time(NULL),
							.set = true },
					       .settings = settings,
					       .targets = targets,
					       .count = count,
					       .again = getenv("BLETHER_TEST_AGAIN"),
					       .take_over = getenv("BLETHER_TEST_TAKE_OVER"),
					       .break_lock = getenv("BLETHER_TEST_BREAK_LOCK") };
	bool ok = false;

	for (size_t i = 0; i < count; i++)
		targets[i] = (struct publication_target){ t ? t : (struct target *)settings->targets.items + i,
							  getenv("BLETHER_TEST_SECRET") };
	/* What a build has made says itself what is in it. */
	if (!folder_files(folder, &all, &arena)) {
		top = folder;
		nftw(folder, add_file, 16, FTW_PHYS);
		set_groups();
	}
	struct publication *p = publication_open(&o, &arena, &diag);
	if (!p)
		return 3;
	if (publication_compare(p, &all)) {
		const struct shipment_plan *plan = publication_plan(p, 0);

		printf("%zu new, %zu changed, %zu deleted, %zu unchanged, %zu kept, %lld "
		       "bytes%s%s\n",
		       plan->created, plan->changed, plan->deleted, plan->unchanged, plan->kept,
		       (long long)plan->bytes, plan->first ? ", first" : "",
		       plan->resumes ? ", goes on" : "");
		fflush(stdout);
		while (wait && access(wait, F_OK) == 0)
			usleep(10000);
		ok = publication_is_empty(p) || publication_apply(p, 1);
	}
	publication_close(p);
	return ok ? 0 : 3;
}

/* Takes its words from `argv`, and says how many there were. */
static int run_one(struct courier *c, struct host *h, char **argv, int *used)
{
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(SIZE_MAX / 2);
	const char *what = argv[0], *why = NULL, *path = argv[1] ? argv[1] : "";
	struct errand e = { .path = path };

	*used = 2;
	if (strcmp(what, "put-all") == 0)
		return put_all(c, path);
	if (strcmp(what, "begin") == 0) {
		read_folder(path);
		all.files = arena_grow(&arena, all.files, all.count, &room, sizeof(*all.files));
		all.files[all.count++] = *file_of(".blether-manifest", argv[2]);
		qsort(all.files, all.count, sizeof(*all.files), by_path);
		e = (struct errand){ .task = TASK_BEGIN, .path = "" };
		enum outcome o = courier_ask(c, &e, NULL, &why);
		*used = 3;
		return tell(what, path, o, why);
	}
	if (strcmp(what, "put") == 0 || strcmp(what, "replace") == 0 || strcmp(what, "resume") == 0)
		e = (struct errand){ .task = TASK_PUT,
				     .path = path,
				     .file = file_of(path, argv[2]),
				     .replaces = *what == 'r' && what[2] == 'p',
				     .unsure = what[2] == 's' },
		*used = 3;
	else if (strcmp(what, "claim") == 0)
		e.task = TASK_CLAIM, e.bytes = argv[2], e.len = strlen(argv[2]), *used = 3;
	else if (strcmp(what, "get") == 0)
		e.task = TASK_GET;
	else if (strcmp(what, "remove") == 0)
		e.task = TASK_REMOVE;
	else if (strcmp(what, "check") == 0) {
		struct output_file *f = arena_new(&arena, struct output_file);

		f->path = path;
		f->type = type_of(path);
		f->size = atoll(argv[2]);
		e.task = TASK_CHECK, e.file = f, *used = 3;
	} else {
		*used = 1;
		e.path = "";
		if (strcmp(what, "settle") == 0) {
			bool ok = !h->kind->settle || h->kind->settle(h, &why);
			return tell(what, "", ok ? JOB_DONE : JOB_FAILED, why);
		}
		e.task = strcmp(what, "list") == 0 ? TASK_LIST : TASK_FINISH;
	}
	enum outcome o = courier_ask(c, &e, &body, &why);

	fwrite(body.data, 1, o == JOB_DONE ? body.len : 0, stdout);
	return tell(what, e.path, o, why);
}

/* ssh asks for the secret, as it asks blether. */
static int answer_ssh(void)
{
	const char *secret = getenv("BLETHER_TEST_SECRET");

	return secret && puts(secret) >= 0 ? 0 : 1;
}

/* BLETHER_TEST_PATIENCE: tries, first and longest wait, seconds to connect and of stall, bytes a
 * second, seconds for an answer, farewell; and between two signs of life of a lock. */
static struct courier_patience patience_of(const char *words)
{
	struct courier_patience p = courier_usual_patience;

	if (words && *words &&
	    sscanf(words, "%d %lf %lf %ld %ld %ld %ld %lf %lf", &p.tries, &p.first_wait,
		   &p.longest_wait, &p.connect, &p.stall, &p.slowest, &p.answer, &p.farewell,
		   &p.pulse) < 8)
		fprintf(stderr, "BLETHER_TEST_PATIENCE needs eight numbers\n"), exit(2);
	return p;
}

int main(int argc, char **argv)
{
	const struct courier_patience patience = patience_of(getenv("BLETHER_TEST_PATIENCE"));
	int status = 0, used;

	if (getenv("BLETHER_ASKPASS"))
		return answer_ssh();
	if (argc < 4)
		return 2;
	diag_init(&diag, &arena);
	struct publishing *p = read_publishing(argv[1], &arena, &diag);
	struct target *t = p ? publishing_target(p, argv[2]) : NULL;
	struct host h = { .target = t,
			  .secret = getenv("BLETHER_TEST_SECRET"),
			  .dir = argv[1],
			  .address = getenv("BLETHER_TEST_ADDRESS"),
			  .site = getenv("BLETHER_TEST_ADDRESS"),
			  .title = getenv("BLETHER_TEST_TITLE"),
			  .licence = getenv("BLETHER_TEST_LICENCE"),
			  .notes = getenv("BLETHER_TEST_NOTES"),
			  .self = getenv("BLETHER"),
			  .arena = &arena,
			  .want = &all };
	const char *notes = getenv("BLETHER_TEST_MEMO");

	if (p && strcmp(argv[3], "publish") == 0) {
		status = publish(p, t, argv[1], argv[4], &patience);
	} else {
		if (notes)
			h.memo = memo_open(notes, &diag);
		if (h.memo && !*memo_id(h.memo))
			memo_begin(h.memo, "errands");
		if (t && host_open(&h, &diag)) {
			struct courier *c = courier_open(&h, &patience);

			for (int i = 3; i < argc && !status; i += used)
				status = run_one(c, &h, argv + i, &used);
			courier_close(c);
			host_close(&h);
		} else {
			status = 2;
		}
		memo_close(h.memo);
	}
	diag_print(&diag, stderr, false);
	arena_free(&arena);
	return status;
}
