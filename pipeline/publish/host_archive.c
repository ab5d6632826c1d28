/*
 * archive.org: an item of the Internet Archive, for recordings. What is uploaded is kept for ever,
 * by a library; an item cannot be deleted.
 *
 * Uploads speak a little S3 (https://archive.org/developers/ias3.html), with keys that are sent as
 * they are. A file that was taken is not there yet: it is put away by a task of its own, which can
 * take minutes. So a file counts as put when the item's metadata
 * (https://archive.org/developers/md-read.html) has it, with the same MD5; what was sent is
 * remembered meanwhile, so that a run that was stopped while it waited does not send it again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/json_tree.h"
#include "base/path.h"
#include "base/text.h"
#include "hosts.h"
#include "model/address.h"
#include "s3_answer.h"

#define UPLOADS        "https://s3.us.archive.org"
#define WEB            "https://archive.org"
#define MOST_REDIRECTS 4
/* How often it is asked whether a file was put away: each time a quarter later, half an hour in
 * all. */
#define FIRST_WAIT   0.5
#define LONGEST_WAIT 60
#define MOST_WAITS   48

struct archive {
	const char *uploads, *web; /* addresses, without '/' at the end */
	const char *name;
};

struct progress {
	enum { BEGIN, LOOK, SEND, WAIT } asked;
	const char *md5;       /* of what is put */
	const char *elsewhere; /* where the server said to go; NULL: the usual place */
	int redirects;
};

/* What the metadata say of one file. */
struct entry {
	const char *size, *md5; /* NULL: it is not there */
};

/* --- requests -------------------------------------------------------------------------------- */

static void set_key(struct job *j)
{
	job_header(j, "Authorization: LOW %s:%s", j->host->target->user, j->host->secret);
}

static const char *upload_url(struct job *j)
{
	const struct archive *item = j->host->own;

	return job_url(j, arena_printf(&j->arena, "%s/%s", item->uploads, item->name), j->path);
}

static enum outcome ask_metadata(struct job *j)
{
	const struct archive *item = j->host->own;

	curl_easy_setopt(j->curl, CURLOPT_URL,
			 arena_printf(&j->arena, "%s/metadata/%s", item->web, item->name));
	return JOB_REQUEST;
}

/* All that will be in the item, so that it gets a disk with room for it. */
static int64_t bytes_of_item(const struct job *j)
{
	const struct output_tree *t = j->host->want;
	int64_t sum = 0;

	for (size_t i = 0; t && i < t->count; i++)
		sum += target_takes(j->host->target, &t->files[i]) ? t->files[i].size : 0;
	return sum > job_size(j) ? sum : job_size(j);
}

static bool is_plain(const char *value)
{
	while (*value >= ' ' && *value <= '~')
		value++;
	return !*value;
}

/* What is not plain ASCII is sent as `uri(…)` (ias3.html, "Use of UTF-8 in metadata headers"). */
static void add_metadata(struct job *j, const char *name, const char *value)
{
	if (!value)
		return;
	if (is_plain(value))
		job_header(j, "x-archive-meta-%s: %s", name, value);
	else
		job_header(j, "x-archive-meta-%s: uri(%s)", name, path_to_url(value, &j->arena));
}

/* Metadata count only when the upload makes the item; later they are changed on its page. */
static enum outcome send_file(struct job *j, struct progress *p)
{
	const struct archive *item = j->host->own;

	set_key(j);
	job_header(j, "x-archive-auto-make-bucket: 1");
	job_header(j, "x-archive-meta-mediatype: audio");
	job_header(j, "x-archive-meta-collection: opensource_audio");
	add_metadata(j, "title", j->host->title ? j->host->title : item->name);
	add_metadata(j, "licenseurl", j->host->licence);
	add_metadata(j, "source", j->host->site);
	job_header(j, "x-archive-queue-derive: 0");
	job_header(j, "x-archive-keep-old-version: 0");
	job_header(j, "x-archive-size-hint: %lld", (long long)bytes_of_item(j));
	job_header(j, "Content-Type: %s", job_type(j));
	job_send(j, 0, -1);
	curl_easy_setopt(j->curl, CURLOPT_URL, p->elsewhere ? p->elsewhere : upload_url(j));
	p->asked = SEND;
	return JOB_REQUEST;
}

static enum outcome send_removal(struct job *j, struct progress *p)
{
	set_key(j);
	job_header(j, "x-archive-cascade-delete: 1");
	job_header(j, "x-archive-keep-old-version: 0");
	curl_easy_setopt(j->curl, CURLOPT_CUSTOMREQUEST, "DELETE");
	curl_easy_setopt(j->curl, CURLOPT_URL, p->elsewhere ? p->elsewhere : upload_url(j));
	p->asked = SEND;
	return JOB_REQUEST;
}

/* --- answers -----------------------------------------------------------------------------------
 */

/* The key goes to archive.org's own servers only, whatever an answer says. */
static bool is_trusted(struct job *j, const char *url)
{
	size_t len = strlen("https://");

	if (j->host->target->endpoint && address_is_local(j->host->target->endpoint))
		return address_is_local(url);
	if (!text_starts(url, "https://"))
		return false;
	const char *server = arena_strndup(&j->arena, url + len, strcspn(url + len, "/?#"));
	return !strpbrk(server, "@:\\") &&
	       (strcmp(server, "archive.org") == 0 || text_ends(server, ".archive.org"));
}

/* Uploads are often sent on to another server: then there the same once more. */
static bool is_sent_on(struct job *j, struct progress *p)
{
	const char *to = job_answer(j, "Location");

	if ((j->status != 307 && j->status != 308) || !to || !is_trusted(j, to) ||
	    ++p->redirects > MOST_REDIRECTS)
		return false;
	p->elsewhere = to;
	return true;
}

static enum outcome judge(struct job *j)
{
	const struct archive *item = j->host->own;

	if (j->status / 100 == 3)
		return job_failed(j, "the server sends on to an address that is not archive.org's");
	if (j->status == 403 && strcmp(s3_code(j), "AccessDenied") == 0)
		return job_failed(
			j,
			"this key may not write to the item '%s'; if it is somebody else's, "
			"choose another name",
			item->name);
	return s3_judge(j);
}

/* --- what is in the item
 * -------------------------------------------------------------------------- */

/* The files of the item in the last answer; NULL: there is no item. False after *outcome says why.
 */
static bool read_metadata(struct job *j, const struct tree **files, enum outcome *outcome)
{
	struct tree_fault fault;
	const struct tree *all;

	*outcome = job_judge_http(j);
	if (*outcome != JOB_DONE)
		return false;
	all = tree_read(j->body.data, j->body.len, &j->arena, &fault);
	*files = tree_list(all, "files");
	if (!all)
		*outcome = job_later(j, "the server's answer cannot be understood");
	return all;
}

static struct entry find_entry(const struct tree *files, const char *path)
{
	for (const struct tree *f = files ? files->first : NULL; f; f = f->next) {
		const char *name = tree_text(f, "name");

		if (name && strcmp(name, path) == 0)
			return (struct entry){ tree_text(f, "size"), tree_text(f, "md5") };
	}
	return (struct entry){ 0 };
}

/* --- putting
 * ---------------------------------------------------------------------------------------- */

/* What was sent and is waited for, "MD5 COUNT" under its path: how often it was looked for. */
static const char *note_of(struct job *j)
{
	return arena_printf(&j->arena, "archive.org %s", j->path);
}

static void note_waits(struct job *j, const struct progress *p, int waits)
{
	job_remember(j, note_of(j), arena_printf(&j->arena, "%s %d", p->md5, waits));
}

/* How often the job's file was looked for since it was sent; -1: it was not sent by this
 * publication. */
static int waits_of(struct job *j, const struct progress *p)
{
	const char *note = job_recall(j, note_of(j));
	size_t len = strlen(p->md5);

	return note && strncmp(note, p->md5, len) == 0 ? (int)strtol(note + len, NULL, 10) : -1;
}

static bool is_there(const struct job *j, const struct progress *p, struct entry e)
{
	return e.size && e.md5 && strtoll(e.size, NULL, 10) == job_size(j) &&
	       strcmp(e.md5, p->md5) == 0;
}

static enum outcome begin(struct job *j, struct progress *p)
{
	char *md5 = arena_alloc(&j->arena, HASH_MD5_HEX);

	if (!j->file)
		hash_bytes_md5(j->bytes, j->len, md5);
	else if (!hash_file_md5(j->file->disk, md5))
		return job_failed(j, "'%s' cannot be read", j->file->disk);
	p->md5 = md5;
	p->asked = waits_of(j, p) >= 0 ? WAIT : LOOK;
	return ask_metadata(j);
}

static enum outcome after_look(struct job *j, struct progress *p)
{
	const struct tree *files;
	enum outcome o;

	if (!read_metadata(j, &files, &o))
		return o;
	struct entry e = find_entry(files, j->path);
	if (is_there(j, p, e))
		return JOB_DONE;
	if (e.md5 && !j->replaces && j->file)
		return job_failed(j,
				  "another file has this name in the item already, and it is not "
				  "blether's; look at it there");
	return send_file(j, p);
}

static enum outcome after_send(struct job *j, struct progress *p)
{
	if (is_sent_on(j, p))
		return send_file(j, p);
	enum outcome o = judge(j);
	if (o != JOB_DONE)
		return o == JOB_ABSENT || o == JOB_TAKEN
			       ? job_failed(j, "the server answered %ld when a file was put there",
					    j->status)
			       : o;
	note_waits(j, p, 0);
	p->asked = WAIT;
	return ask_metadata(j);
}

static double pause_after(int waits)
{
	double pause = FIRST_WAIT;

	while (waits-- > 0 && pause < LONGEST_WAIT)
		pause *= 1.25;
	return pause < LONGEST_WAIT ? pause : LONGEST_WAIT;
}

static enum outcome after_wait(struct job *j, struct progress *p)
{
	int waits = waits_of(j, p);
	const struct tree *files;
	enum outcome o;

	if (!read_metadata(j, &files, &o))
		return o;
	if (is_there(j, p, find_entry(files, j->path))) {
		job_remember(j, note_of(j), NULL);
		return JOB_DONE;
	}
	if (waits >= MOST_WAITS) {
		note_waits(j, p, 0);
		return job_failed(j, "archive.org has taken it, and has not put it away in half an "
				     "hour; publish again later, and it goes on");
	}
	note_waits(j, p, waits + 1);
	j->waits = true;
	j->after_seconds = pause_after(waits);
	return job_later(j, "archive.org is putting it away");
}

static enum outcome put(struct job *j, struct progress *p)
{
	switch (p->asked) {
	case BEGIN:
		return begin(j, p);
	case LOOK:
		return after_look(j, p);
	case SEND:
		return after_send(j, p);
	case WAIT:
		break;
	}
	return after_wait(j, p);
}

/* --- the rest
 * ------------------------------------------------------------------------------------------ */

/* Without the key: whatever server has it, it is public. */
static enum outcome get(struct job *j)
{
	const struct archive *item = j->host->own;

	if (j->stage)
		return job_judge_http(j);
	curl_easy_setopt(j->curl, CURLOPT_URL,
			 job_url(j,
				 arena_printf(&j->arena, "%s/download/%s", item->web, item->name),
				 j->path));
	curl_easy_setopt(j->curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(j->curl, CURLOPT_MAXREDIRS, (long)MOST_REDIRECTS);
	curl_easy_setopt(j->curl, CURLOPT_REDIR_PROTOCOLS_STR,
			 address_is_local(item->web) ? "http,https" : "https");
	return JOB_REQUEST;
}

static enum outcome check(struct job *j)
{
	const struct tree *files;
	enum outcome o;

	if (!j->stage)
		return ask_metadata(j);
	if (!read_metadata(j, &files, &o))
		return o;
	struct entry e = find_entry(files, j->path);
	return e.size && strtoll(e.size, NULL, 10) == job_size(j) ? JOB_DONE : JOB_ABSENT;
}

static enum outcome take_away(struct job *j, struct progress *p)
{
	if (!j->stage || is_sent_on(j, p))
		return send_removal(j, p);
	enum outcome o = judge(j);
	return o == JOB_ABSENT ? JOB_DONE : o;
}

static void add_name(struct strbuf *names, const char *name, struct arena *a)
{
	const char *line = arena_printf(a, "\n%.*s\n", (int)strcspn(name, "/"), name);

	if (!strstr(names->data, line))
		strbuf_adds(names, line + 1);
}

/* What was uploaded; not what archive.org made of it. */
static enum outcome list(struct job *j)
{
	STRBUF_SCOPED struct strbuf names = STRBUF_INIT(HOST_BODY_MOST);
	const struct tree *files;
	enum outcome o;

	if (!j->stage)
		return ask_metadata(j);
	if (!read_metadata(j, &files, &o))
		return o;
	strbuf_addc(&names, '\n'); /* so that every name stands between two */
	for (const struct tree *f = files ? files->first : NULL; f; f = f->next) {
		const char *name = tree_text(f, "name"), *source = tree_text(f, "source");

		if (name && source && strcmp(source, "original") == 0)
			add_name(&names, name, &j->arena);
	}
	strbuf_clear(&j->body);
	strbuf_add(&j->body, names.data + 1, names.len - 1);
	return JOB_DONE;
}

static enum outcome next(struct job *j)
{
	if (!j->own)
		j->own = arena_new(&j->arena, struct progress);
	switch (j->task) {
	case TASK_GET:
		return get(j);
	case TASK_CLAIM:
		return job_failed(j, "archive.org has no locks");
	case TASK_PUT:
		return put(j, j->own);
	case TASK_CHECK:
		return check(j);
	case TASK_REMOVE:
		return take_away(j, j->own);
	case TASK_LIST:
		return list(j);
	case TASK_BEGIN:
	case TASK_FINISH:
		break;
	}
	return JOB_DONE;
}

static const char *without_slash(const char *url, struct arena *a)
{
	size_t len = strlen(url);

	while (len && url[len - 1] == '/')
		len--;
	return arena_strndup(a, url, len);
}

static bool open_place(struct host *h, struct diag *diag)
{
	struct archive *item = arena_new(h->arena, struct archive);
	const char *endpoint = h->target->endpoint;

	*item = (struct archive){ UPLOADS, WEB, h->target->to };
	if (endpoint)
		item->uploads = item->web = without_slash(endpoint, h->arena);
	if (h->secret) {
		h->own = item;
		return true;
	}
	diag_report(diag, DIAG_CANNOT_PUBLISH, h->target->at,
		    "'%s': the secret half of the key that 'user' names is missing",
		    h->target->name);
	return false;
}

const struct host_kind host_archive = {
	.name = "archive.org",
	.traits = { .accepts = "mp3 m4a m4b aac ogg oga opus flac wav jpg jpeg png",
		    .no_lock = true,
		    .ranges = true,
		    .forever = true,
		    .connections = 2,
		    .remedy = "archive.org tells types by the endings of names, and gives ranges "
			      "of every file; what is missing "
			      "may still be on its way into the item" },
	.open = open_place,
	.next = next,
};
