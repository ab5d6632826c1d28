/*
 * What servers answer, without a network: a kind of host is asked what comes next, as the courier
 * asks it, and what a server would say is in the input:
 *
 *   KIND TASK TASK:FLAGS …          flags: u(nsure), r(eplaces), n(ote of blether's own), l(arge)
 *   (0x1e) CODE STATUS (end of line) header fields (empty line) body
 *   (0x1e) …
 *
 * Whatever it says, every job comes to a legal end or a legal request: one that goes to the host's
 * own server, sends only what there is, and has no line in its headers and commands that nobody
 * meant.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../pipeline/publish/host.h"
#include "../../pipeline/publish/memo.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NEXT        '\x1e' /* parts one answer from another */
#define SECRET      "s3cret/that+is=nowhere"
#define SERVER      "https://host.example.org"
#define MOST_STAGES 200
#define SMALL_BYTES 1000
#define LARGE_BYTES (((int64_t)8 << 20) + 1000) /* more than one part of S3 */

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* --- what is published, and where --------------------------------------------------------- */

static const struct {
	const char *word;
	enum task task;
} tasks[] = {
	{ "get", TASK_GET },     { "claim", TASK_CLAIM },   { "put", TASK_PUT },
	{ "check", TASK_CHECK }, { "remove", TASK_REMOVE }, { "list", TASK_LIST },
	{ "begin", TASK_BEGIN }, { "finish", TASK_FINISH },
};

static const struct {
	const char *kind, *to, *endpoint, *server; /* server: the end of every name that is asked */
} places[] = {
	{ "ftps", "ftp://host.example.org/web", NULL, "host.example.org" },
	{ "sftp", "sftp://host.example.org/~/web", NULL, "host.example.org" },
	{ "webdav", SERVER "/dav", NULL, "host.example.org" },
	{ "s3", "s3://pod/show", SERVER, "host.example.org" },
	{ "netlify", "show.netlify.app", SERVER, "host.example.org" },
	{ "git-pages", SERVER "/show/", NULL, "host.example.org" },
	{ "github", "net/show", SERVER, "host.example.org" },
	{ "neocities", "show", SERVER, "host.example.org" },
	{ "archive.org", "my-show", NULL, "archive.org" },
};

/* A file of zero bytes that has no name: its path, as long as it is open. */
static const char *nameless(struct arena *a, int64_t size, int *fd)
{
	*fd = memfd_create("blether", MFD_CLOEXEC);
	must(*fd > 0 && ftruncate(*fd, size) == 0);
	return arena_printf(a, "/proc/self/fd/%d", *fd);
}

static struct output_file file_of(const char *path, const char *type, const char *disk)
{
	struct output_file f = { .path = path, .type = type, .disk = disk };
	struct hash h;

	must(hash_file(disk, &h, &f.size));
	hash_hex(&h, f.sha256);
	f.group = text_starts(type, "audio/") ? OUTPUT_MEDIA : OUTPUT_PAGE;
	return f;
}

/* --- the input ----------------------------------------------------------------------------- */

struct answers {
	char *at; /* the next; NULL: there is none */
};

/* The next part of the input; NULL: it is over. */
static char *next_part(struct answers *in)
{
	char *part = in->at, *end = part ? strchr(part, NEXT) : NULL;

	in->at = end ? end + 1 : NULL;
	if (end)
		*end = '\0';
	return part;
}

/* False: the server says no more. */
static bool take_answer(struct job *j, struct answers *in)
{
	char *line = next_part(in), *rest;

	if (!line)
		return false;
	j->code = (CURLcode)(strtoul(line, &rest, 10) % CURL_LAST);
	j->status = (long)(strtoul(rest, &rest, 10) % 1000);
	j->length = -1;
	rest = strchr(line, '\n');
	char *body = rest ? strstr(rest, "\n\n") : NULL;
	strbuf_clear(&j->head);
	strbuf_clear(&j->body);
	if (rest)
		strbuf_add(&j->head, rest + 1, body ? (size_t)(body - rest) : strlen(rest + 1));
	if (body)
		strbuf_adds(&j->body, body + 2);
	return true;
}

/* --- what must be true of a request ------------------------------------------------------- */

static void check_lines(const struct curl_slist *l)
{
	for (; l; l = l->next)
		must(!strpbrk(l->data, "\r\n"));
}

static void check_server(CURLU *url, const char *server)
{
	char *host = NULL;

	must(curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK);
	must(strcmp(host, server) == 0 ||
	     (text_ends(host, server) && host[strlen(host) - strlen(server) - 1] == '.') ||
	     strcmp(host, "show.neocities.org") == 0);
	curl_free(host);
}

/* As curl's own parser of addresses understands it, which is the one that counts. */
static void check_url(struct job *j, const char *server)
{
	char *url = NULL;
	CURLU *parsed = curl_url();

	curl_easy_getinfo(j->curl, CURLINFO_EFFECTIVE_URL, &url);
	must(url && (!strstr(url, SECRET) || strstr(j->head.data, SECRET)));
	/* What it does not take for an address, it does not ask for. */
	if (curl_url_set(parsed, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK)
		check_server(parsed, server);
	curl_url_cleanup(parsed);
}

static unsigned sum_of(const char *bytes, int64_t size)
{
	unsigned sum = 0;

	for (int64_t i = 0; i < size; i++)
		sum += (unsigned char)bytes[i];
	return sum;
}

static void check_cargo(struct cargo *c)
{
	struct stat st;

	must(c->from >= 0 && c->size >= 0);
	if (c->fd)
		must(fstat(c->fd, &st) == 0 && c->from + c->size <= st.st_size);
	else if (c->disk)
		must(stat(c->disk, &st) == 0 && c->from + c->size <= st.st_size);
	else if (c->bytes)
		must(sum_of(c->bytes + c->from, c->size) < UINT32_MAX); /* all of it can be read */
	if (c->fd)
		close(c->fd);
}

static void drop_request(struct job *j)
{
	curl_slist_free_all(j->headers);
	curl_slist_free_all(j->before);
	curl_slist_free_all(j->after);
	j->headers = j->before = j->after = NULL;
	j->cargo = (struct cargo){ 0 };
}

/* --- a job, as the courier runs it -------------------------------------------------------- */

static void begin_again(struct job *j)
{
	j->stage = 0;
	j->offset = 0;
	j->own = NULL;
	j->unsure = true;
	j->waits = false;
	j->after_seconds = 0;
}

static void check_end(struct job *j, enum outcome o)
{
	must(o <= JOB_FAILED);
	if (o == JOB_FAILED || o == JOB_LATER)
		must(j->why && *j->why && !strstr(j->why, SECRET));
	must(j->after_seconds >= 0 && j->after_seconds <= 3600);
	/* Of a job that sends nothing, it only has to grow, so that the courier has patience. */
	must(j->offset >= 0 && (j->task != TASK_PUT || j->offset <= job_size(j)));
}

/* False: nothing more is known of what the server says. */
static bool run_job(struct job *j, const char *server, struct answers *in)
{
	for (int i = 0; i < MOST_STAGES; i++) {
		curl_easy_reset(j->curl);
		if (!j->stage)
			strbuf_clear(&j->body);
		enum outcome o = j->host->kind->next(j);
		check_end(j, o);
		if (o == JOB_REQUEST) {
			check_lines(j->headers);
			check_lines(j->before);
			check_lines(j->after);
			check_cargo(&j->cargo);
			check_url(j, server);
			j->stage++;
		} else if (o == JOB_LATER) {
			begin_again(j);
		}
		drop_request(j);
		if (o != JOB_REQUEST && o != JOB_LATER)
			return true;
		if (o == JOB_REQUEST && !take_answer(j, in))
			return false;
	}
	return false;
}

static bool set_job(struct job *j, const char *word, const struct output_tree *want)
{
	size_t len = strcspn(word, ":"), i = 0;
	const char *flags = word + len;

	while (i < COUNT(tasks) &&
	       (strlen(tasks[i].word) != len || strncmp(tasks[i].word, word, len) != 0))
		i++;
	if (i == COUNT(tasks))
		return false;
	j->task = tasks[i].task;
	j->unsure = strchr(flags, 'u');
	j->replaces = strchr(flags, 'r');
	if (strchr(flags, 'n') || j->task == TASK_CLAIM) {
		j->path = ".blether-publishing";
		j->bytes = "a note\n";
		j->len = strlen(j->bytes);
	} else if (j->task <= TASK_REMOVE) {
		j->file = &want->files[strchr(flags, 'l') ? 2 : strchr(flags, 'r') ? 1 : 0];
		j->path = j->file->path;
	} else {
		j->path = "";
	}
	return true;
}

static bool one_job(struct host *h, const char *word, const char *server, struct answers *in)
{
	struct job j = { .curl = curl_easy_init(),
			 .host = h,
			 .body = STRBUF_INIT(HOST_BODY_MOST),
			 .head = STRBUF_INIT((size_t)64 << 10) };
	bool more = set_job(&j, word, h->want) && run_job(&j, server, in);

	curl_easy_cleanup(j.curl);
	strbuf_release(&j.body);
	strbuf_release(&j.head);
	arena_free(&j.arena);
	return more;
}

/* --- a host -------------------------------------------------------------------------------- */

static void run_jobs(struct host *h, const char *server, char *words, struct answers *in)
{
	char *left;
	bool more = true;

	for (char *w = strtok_r(words, " ", &left); w && more; w = strtok_r(NULL, " ", &left))
		more = one_job(h, w, server, in);
}

static void run_host(struct target *t, const char *server, char *words, struct answers *in,
		     struct arena *a)
{
	int small, large, notes;
	const char *disk = nameless(a, SMALL_BYTES, &small);
	const char *long_disk =
		nameless(a, strstr(words, ":l") ? LARGE_BYTES : SMALL_BYTES, &large);
	struct output_file files[] = {
		file_of("a folder/hope-0123456789ab.mp3", "audio/mpeg", disk),
		file_of("index.html", "text/html", disk),
		file_of("loss-ba9876543210.mp3", "audio/mpeg", long_disk),
	};
	struct output_tree want = { files, COUNT(files) };
	struct diag diag;
	struct host h = {
		.target = t, .secret = SECRET, .dir = "/", .address = SERVER "/", .arena = a
	};

	diag_init(&diag, a);
	h.want = &want;
	h.memo = memo_open(nameless(a, 0, &notes), &diag);
	must(h.memo && memo_begin(h.memo, "id"));
	if (host_open(&h, &diag))
		run_jobs(&h, server, words, in);
	host_close(&h);
	memo_close(h.memo);
	close(small);
	close(large);
	close(notes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct answers in = { arena_strndup(&arena, (const char *)data, size) };
	char *first = next_part(&in);
	size_t len = strcspn(first, " \n");

	first[strcspn(first, "\n")] = '\0';
	for (size_t i = 0; i < COUNT(places); i++) {
		if (strlen(places[i].kind) != len || strncmp(first, places[i].kind, len) != 0)
			continue;
		struct target t = { .name = "web",
				    .kind = places[i].kind,
				    .to = places[i].to,
				    .takes = "all",
				    .user = "me",
				    .endpoint = places[i].endpoint,
				    .region = "eu-west-1",
				    .style = "path",
				    .branch = "pages",
				    .known_hosts = "/dev/null" };
		run_host(&t, places[i].server, first + len, &in, &arena);
	}
	arena_free(&arena);
	return 0;
}
