/*
 * Neocities: each file is uploaded by itself, and visible at once.
 *
 * Facts, from neocities.org/api and github.com/neocities/neocities (app/api.rb, models/site.rb):
 *   - Authorization: Bearer KEY. Answers are JSON: "result" is "success" or "error", with
 * `error_type` and `message`; errors are 400, but for invalid_auth and email_not_validated, which
 * are 403.
 *   - POST /api/upload, multipart/form-data; the name of each part is the path. All parts are
 * looked at before the first is stored: invalid_file_type, too_large, too_many_files,
 * directory_exists. What is there is replaced.
 *   - POST /api/upload_hash with PATH=SHA1 answers {"files": {PATH: true}} where these bytes are
 * there.
 *   - POST /api/delete with filenames[]=PATH; missing_files when it is not there, and
 * cannot_delete_index for index.html at the top. A folder goes with all that is in it.
 *   - GET /api/list, or with ?path=FOLDER, has path, is_directory, size, sha1_hash.
 *   - The free plan takes the endings below, 1 GB and 15,000 files; a supporter's any, 50 GB and
 * 100,000. A file has at most 100 MB.
 *   - Sites are at https://NAME.neocities.org/, behind a cache that learns of changes with a delay.
 *
 * A file is a request: a group must be complete before the next, and an upload of many files would
 * be refused as a whole for one of them. Nothing can be claimed: two volunteers at once are not
 * kept apart.
 */
#include <errno.h>
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "hosted.h"
#include "hosts.h"
#include "spool.h"

#define API "https://neocities.org"
#define ASK_FIRST                                                                                  \
	((int64_t)64 << 10) /* bytes: smaller files are sent again rather than asked for */
#define FREE_FILES  15000
#define FREE_BYTES  1000000000
#define OTHER_FILES 100000
#define OTHER_BYTES 50000000000
#define FILE_BYTES  100000000

static const char free_endings[] = "html htm txt text css js jpg jpeg png gif svg md markdown eot "
				   "ttf woff woff2 json geojson csv tsv mf "
				   "ico pdf asc key pgp xml mid midi manifest otf webapp less sass "
				   "rss kml dae obj mtl scss webp xcf epub "
				   "gltf bin webmanifest knowl atom opml rdf";

struct neocities {
	const char *api;
	const char *site; /* address of the pages */
};

/* What a job of ours has learnt. */
struct state {
	const char *folder; /* that is looked at */
	const char *sha;
	bool lists, asks, sends;
};

static struct state *state_of(struct job *j)
{
	if (!j->own)
		j->own = arena_new(&j->arena, struct state);
	return j->own;
}

static const char *call(struct job *j, const char *what)
{
	const struct neocities *n = j->host->own;

	return arena_printf(&j->arena, "%s/api/%s", n->api, what);
}

static const char *error_type(struct job *j)
{
	const char *type = j->status == 400 ? tree_text(hosted_answer(j), "error_type") : NULL;

	return type ? type : "";
}

/* --- uploads ------------------------------------------------------------------------- */

/* In the name of a part, quotes and ends of lines are percent-encoded (HTML,
 * "multipart/form-data"). */
static const char *part_name(struct job *j)
{
	struct strbuf name STRBUF_SCOPED = STRBUF_INIT(65536);

	for (const char *c = j->path; *c; c++) {
		if (*c == '"' || *c == '\r' || *c == '\n')
			strbuf_addf(&name, "%%%02X", (unsigned)*c);
		else
			strbuf_addc(&name, *c);
	}
	return arena_strdup(&j->arena, name.data);
}

static void take_bytes(void *arg, const void *bytes, size_t len)
{
	spool_write(arg, bytes, len);
}

/* A boundary that no file has: it is as good as a password. */
static bool boundary(char into[static 64])
{
	char id[UUID_LEN + 1];

	if (!uuid_v4(id))
		return false;
	snprintf(into, 64, "blether-%s", id);
	return true;
}

static enum outcome upload(struct job *j)
{
	const char *name = part_name(j);
	struct spool *s = spool_new();
	char mark[64] = "";
	int64_t size;

	if (!boundary(mark))
		spool_fail(s, errno);
	const char *head = arena_printf(&j->arena,
					"--%s\r\nContent-Disposition: form-data; name=\"%s\"; "
					"filename=\"%s\"\r\nContent-Type: %s\r\n\r\n",
					mark, name, name, job_type(j));
	const char *tail = arena_printf(&j->arena, "\r\n--%s--\r\n", mark);
	spool_write(s, head, strlen(head));
	if (j->file)
		spool_file(s, j->file, take_bytes, s);
	else
		spool_write(s, j->bytes, j->len);
	spool_write(s, tail, strlen(tail));
	int fd = spool_end(s, &size);
	if (fd < 0)
		return job_failed(j, "'%s' cannot be sent: %s", j->path,
				  errno == ESTALE
					  ? "it changed while it was being published; build again"
					  : strerror(errno));
	hosted_request(j, "POST", call(j, "upload"));
	job_header(j, "Content-Type: multipart/form-data; boundary=%s", mark);
	job_send_fd(j, fd, size);
	state_of(j)->sends = true;
	return JOB_REQUEST;
}

static enum outcome send_form(struct job *j, const char *what, const char *name, const char *value)
{
	const char *form = arena_printf(&j->arena, "%s=%s", name, value);

	hosted_request(j, "POST", call(j, what));
	job_header(j, "Content-Type: application/x-www-form-urlencoded");
	job_send_bytes(j, form, strlen(form));
	return JOB_REQUEST;
}

/* For a form every character may be encoded; path_to_url() leaves '&', '+' and '='. */
static const char *form_encoded(struct job *j, const char *text)
{
	struct strbuf out STRBUF_SCOPED = STRBUF_INIT(65536);

	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if ((*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') ||
		    (*c >= 'A' && *c <= 'Z') || strchr("-._~", *c))
			strbuf_addc(&out, (char)*c);
		else
			strbuf_addf(&out, "%%%02X", *c);
	}
	return arena_strdup(&j->arena, out.data);
}

static enum outcome ask_hash(struct job *j)
{
	char sha[HASH_HEX];

	if (!digest_file(DIGEST_SHA1, j->file->disk, j->file->size, sha))
		return upload(j);
	state_of(j)->asks = true;
	return send_form(j, "upload_hash", form_encoded(j, j->path), sha);
}

static enum outcome put(struct job *j)
{
	struct state *s = state_of(j);

	if (!j->stage)
		return j->unsure && j->file && j->file->size >= ASK_FIRST ? ask_hash(j) : upload(j);
	enum outcome o = hosted_must(j);
	if (o != JOB_DONE || s->sends)
		return o;
	const struct tree *files = tree_member(hosted_answer(j), "files");
	const struct tree *same = tree_member(files, j->path);
	return same && same->kind == TREE_FLAG && same->number != 0 ? JOB_DONE : upload(j);
}

/* --- lists ---------------------------------------------------------------------------- */

static enum outcome ask_list(struct job *j, const char *folder)
{
	struct state *s = state_of(j);

	s->lists = true;
	s->folder = folder;
	hosted_request(
		j, "GET",
		*folder ? call(j, arena_printf(&j->arena, "list?path=%s", form_encoded(j, folder)))
			: call(j, "list"));
	return JOB_REQUEST;
}

static const struct tree *listed(struct job *j, const char *path)
{
	const struct tree *files = tree_list(hosted_answer(j), "files");

	for (const struct tree *t = files ? files->first : NULL; t; t = t->next) {
		const char *have = tree_text(t, "path");

		if (have && strcmp(have, path) == 0)
			return t;
	}
	return NULL;
}

static enum outcome list(struct job *j)
{
	if (!j->stage)
		return ask_list(j, "");
	enum outcome o = hosted_must(j);
	if (o != JOB_DONE)
		return o;
	const struct tree *files = tree_list(hosted_answer(j), "files");
	if (!files)
		return hosted_puzzle(j, "list of files");
	strbuf_clear(&j->body);
	for (const struct tree *t = files->first; t; t = t->next) {
		const char *path = tree_text(t, "path");

		if (path && !strchr(path, '/'))
			hosted_list_top(&j->body, path);
	}
	return JOB_DONE;
}

static enum outcome check(struct job *j)
{
	double size;

	if (!j->stage)
		return ask_list(j, path_dir(j->path, &j->arena));
	enum outcome o = hosted_must(j);
	if (o != JOB_DONE)
		return o;
	return tree_number(listed(j, j->path), "size", &size) && (int64_t)size == job_size(j)
		       ? JOB_DONE
		       : JOB_ABSENT;
}

/* The list knows what the file is; the cache before the pages may not know yet. */
static enum outcome get(struct job *j)
{
	const struct neocities *n = j->host->own;
	struct state *s = state_of(j);
	char have[HASH_HEX];

	if (!j->stage)
		return ask_list(j, path_dir(j->path, &j->arena));
	enum outcome o = j->stage == 1 ? hosted_must(j) : hosted_judge(j);
	if (o != JOB_DONE && o != JOB_ABSENT)
		return o;
	if (j->stage == 1) {
		s->sha = tree_text(listed(j, j->path), "sha1_hash");
		if (!s->sha)
			return JOB_ABSENT;
		curl_easy_setopt(
			j->curl, CURLOPT_URL,
			arena_printf(&j->arena, "%s?%s", job_url(j, n->site, j->path), s->sha));
		return JOB_REQUEST;
	}
	digest_bytes(DIGEST_SHA1, j->body.data, j->body.len, have);
	if (o == JOB_DONE && strcmp(have, s->sha) == 0)
		return JOB_DONE;
	return job_later(j, "Neocities does not show '%s' as it is yet", j->path);
}

/* --- deleting -------------------------------------------------------------------------- */

static enum outcome delete (struct job *j, const char *path) {
	state_of(j)->lists = false;
	return send_form(j, "delete", "filenames[]", form_encoded(j, path));
}

/* The folders above go when nothing is in them; not before that is known, as a folder goes with all
 * that it has. */
static enum outcome take_away(struct job *j)
{
	struct state *s = state_of(j);

	if (!j->stage) {
		s->folder = j->path;
		return delete (j, j->path);
	}
	if (strcmp(error_type(j), "cannot_delete_index") == 0)
		return job_failed(j, "Neocities keeps 'index.html' as long as there is a site; put "
				     "another page in its place");
	bool gone = strcmp(error_type(j), "missing_files") == 0;
	enum outcome o = gone ? JOB_DONE : hosted_must(j);
	if (o != JOB_DONE)
		return o;
	if (s->lists) {
		const struct tree *files = tree_list(hosted_answer(j), "files");

		return files && !files->count ? delete (j, s->folder) : JOB_DONE;
	}
	const char *above = path_dir(s->folder, &j->arena);
	return *above ? ask_list(j, above) : JOB_DONE;
}

static enum outcome next(struct job *j)
{
	switch (j->task) {
	case TASK_GET:
		return get(j);
	case TASK_CLAIM:
	case TASK_PUT:
		return put(j);
	case TASK_CHECK:
		return check(j);
	case TASK_REMOVE:
		return take_away(j);
	case TASK_LIST:
		return list(j);
	case TASK_BEGIN:
	case TASK_FINISH:
		break;
	}
	return JOB_DONE;
}

static bool open_site(struct host *h, struct diag *diag)
{
	struct neocities *n = arena_new(h->arena, struct neocities);
	const struct target *t = h->target;

	n->api = hosted_open(h, API, diag);
	if (!n->api)
		return false;
	n->site = t->endpoint && h->address
			  ? h->address
			  : arena_printf(h->arena, "https://%s.neocities.org/", t->to);
	if (t->plan && strcmp(t->plan, "supporter") == 0) {
		h->traits.accepts = NULL;
		h->traits.site_bytes = OTHER_BYTES;
		h->traits.file_count = OTHER_FILES;
	}
	h->own = n;
	return true;
}

const struct host_kind host_neocities = {
	.name = "neocities",
	.traits = { .file_bytes = FILE_BYTES,
		    .site_bytes = FREE_BYTES,
		    .file_count = FREE_FILES,
		    .accepts = free_endings,
		    .note_ending = ".json",
		    .no_lock = true,
		    .ranges = true,
		    .connections = 4,
		    .skips = ".htaccess web.config site.nginx.conf _headers _redirects",
		    .remedy = "Neocities sets types by the ending of the name and takes no headers "
			      "of ours; recordings "
			      "need a supporter's account ('plan: supporter') or another target" },
	.open = open_site,
	.next = next,
};
