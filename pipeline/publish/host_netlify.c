/*
 * Netlify: a deploy is told as a list of paths with SHA-1, the service says which bytes it has not
 * got, and shows all of it at once when they have come.
 *
 * Facts, from docs.netlify.com ("Get started with the Netlify API", "Deploy with the API", "Rate
 * limiting"), github.com/netlify/open-api (swagger.yml, go/porcelain/deploy.go) and
 * github.com/netlify/cli (deploy/util, deploy-site):
 *   - POST /api/v1/sites/SITE/deploys with {"files": {PATH: SHA1}} answers with `id`, `state` and
 *     `required`, the SHA-1 that are missing. SITE is an id or a name like example.netlify.app.
 *     What the list leaves out is gone from the site.
 *   - With many files (their program: more than 100) "async": true is asked for; then `state` is
 *     "preparing" first, and `required` comes with GET /deploys/ID once it is "prepared" or
 * "uploading".
 *   - PUT /deploys/ID/files/PATH, Content-Type application/octet-stream. Of files with the same
 *     SHA-1 one is enough. Names have no '#' and no '?'.
 *   - The deploy is public when its state is "ready"; "error" comes with `error_message`.
 *   - GET /sites/SITE/files/PATH describes a file of the published deploy (`sha`, `size`). Its
 * bytes come with Accept and Content-Type application/vnd.bitballoon.v1.raw; as some report that
 *     they do not, the site itself is asked then, and the SHA-1 decides.
 *   - 500 requests a minute, 3 deploys a minute and 100 a day; the answer to more is 429 with
 *     X-RateLimit-Reset, in seconds since 1970 or as a date.
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted.h"
#include "hosts.h"

#define API          "https://api.netlify.com"
#define RAW          "application/vnd.bitballoon.v1.raw"
#define SYNC_FILES   100 /* more are compared while we wait */
#define LONGEST_POLL 900 /* times that a deploy is looked at, a second apart */
#define MEMO_KEY     "netlify-deploy"
#define JSON_MOST    ((size_t)64 << 20)

struct netlify {
	const char *api;  /* …/api/v1 */
	const char *site; /* percent-encoded */
	struct hosted_site files;
	const char *deploy;  /* NULL: none was begun */
	char list[HASH_HEX]; /* digest of the list of files: what a later run must have, too, to go
				on */
	bool creates;        /* the request under way makes a deploy */
	int polls;
	const char *sha; /* of what is fetched */
};

static const char *deploy_url(struct job *j, const char *more)
{
	const struct netlify *n = j->host->own;

	return arena_printf(&j->arena, "%s/deploys/%s%s", n->api, n->deploy, more);
}

/* --- beginning ------------------------------------------------------------------------ */

static enum outcome refuse_names(struct job *j)
{
	const struct netlify *n = j->host->own;

	for (size_t i = 0; i < n->files.count; i++) {
		if (strpbrk(n->files.files[i].path, "#?"))
			return job_failed(
				j,
				"Netlify takes no names with '#' or '?'; give '%s' another "
				"one",
				n->files.files[i].path);
	}
	return JOB_DONE;
}

static void list_files(struct netlify *n, struct strbuf *text)
{
	struct json json = JSON_INIT(text);

	json_open(&json, NULL, '{');
	json_open(&json, "files", '{');
	for (size_t i = 0; i < n->files.count; i++)
		json_text(&json, n->files.files[i].path, n->files.files[i].digest);
	json_close(&json, '}');
	if (n->files.count > SYNC_FILES)
		json_bool(&json, "async", true);
	json_close(&json, '}');
}

static enum outcome create(struct job *j)
{
	struct netlify *n = j->host->own;
	struct strbuf text STRBUF_SCOPED = STRBUF_INIT(JSON_MOST);

	list_files(n, &text);
	if (!strbuf_ok(&text))
		return job_failed(j, "the site has too many files for one list");
	n->creates = true;
	n->deploy = NULL;
	hosted_request(j, "POST", arena_printf(&j->arena, "%s/sites/%s/deploys", n->api, n->site));
	hosted_json(j, &text);
	return JOB_REQUEST;
}

static enum outcome look(struct job *j)
{
	struct netlify *n = j->host->own;

	n->creates = false;
	hosted_request(j, "GET", deploy_url(j, ""));
	return JOB_REQUEST;
}

/* Once more, a second later. Each look is progress, so that the courier's patience is not used up.
 */
static enum outcome look_again(struct job *j, const char *state)
{
	struct netlify *n = j->host->own;

	if (++n->polls > LONGEST_POLL)
		return job_failed(j,
				  "Netlify has not finished its part in %d minutes ('%s'); look at "
				  "its page of deploys",
				  LONGEST_POLL / 60, state);
	j->offset = n->polls;
	j->after_seconds = 1;
	return job_later(j, "Netlify is at work on it");
}

static void recall(struct job *j)
{
	struct netlify *n = j->host->own;
	const char *memo = n->deploy ? NULL : job_recall(j, MEMO_KEY);
	const char *blank = memo ? strchr(memo, ' ') : NULL;

	if (blank && strcmp(blank + 1, n->list) == 0)
		n->deploy = arena_strndup(j->host->arena, memo, (size_t)(blank - memo));
}

static void remember(struct job *j, const char *id)
{
	struct netlify *n = j->host->own;

	n->deploy = arena_strdup(j->host->arena, id);
	job_remember(j, MEMO_KEY, arena_printf(&j->arena, "%s %s", id, n->list));
}

static void mark_needed(struct netlify *n, const struct tree *required)
{
	for (size_t i = 0; i < n->files.count; i++)
		n->files.files[i].needed = false;
	for (const struct tree *t = required ? required->first : NULL; t; t = t->next) {
		struct hosted_file **f = t->text ? hosted_by_digest(&n->files, t->text) : NULL;

		if (f)
			(*f)->needed = true;
	}
}

static enum outcome prepare(struct job *j)
{
	struct netlify *n = j->host->own;
	struct strbuf text STRBUF_SCOPED = STRBUF_INIT(JSON_MOST);
	enum outcome o = n->files.count ? JOB_DONE : hosted_digest(j, DIGEST_SHA1, &n->files);

	if (o == JOB_DONE)
		o = refuse_names(j);
	if (o != JOB_DONE)
		return o;
	list_files(n, &text);
	digest_bytes(DIGEST_SHA1, text.data, text.len, n->list);
	recall(j);
	return n->deploy ? look(j) : create(j);
}

static bool has_word(const char *word, const char *const *words)
{
	return text_is_one_of(word, words);
}

static const char *const waits[] = { "new", "pending_review", "preparing", "enqueued", NULL };
static const char *const takes[] = { "prepared",  "uploading", "uploaded", "processing",
				     "processed", "ready",     NULL };

static enum outcome begin(struct job *j)
{
	struct netlify *n = j->host->own;

	if (!j->stage)
		return prepare(j);
	/* What was begun by an earlier run may have been thrown away since. */
	enum outcome o = n->creates ? hosted_must(j) : hosted_judge(j);
	if (o == JOB_ABSENT)
		return create(j);
	if (o != JOB_DONE)
		return o;
	const struct tree *answer = hosted_answer(j);
	const char *id = tree_text(answer, "id"), *state = tree_text(answer, "state");
	if (!id || !state)
		return hosted_puzzle(j, "deploy");
	if (n->creates)
		remember(j, id);
	if (has_word(state, waits))
		return look_again(j, state);
	if (has_word(state, takes)) {
		mark_needed(n, tree_list(answer, "required"));
		return JOB_DONE;
	}
	if (!n->creates)
		return create(j);
	const char *said = tree_text(answer, "error_message");
	return job_failed(j, "Netlify does not take the list of files ('%s')%s%s", state,
			  said ? ": " : "", said ? said : "");
}

/* --- files, and the end --------------------------------------------------------------- */

static enum outcome upload(struct job *j, struct hosted_file *f)
{
	hosted_request(j, "PUT", job_url(j, deploy_url(j, "/files"), f->path));
	job_header(j, "Content-Type: application/octet-stream");
	hosted_send(j, f);
	j->own = f;
	return JOB_REQUEST;
}

static enum outcome put(struct job *j)
{
	struct netlify *n = j->host->own;
	struct hosted_file *f = hosted_file(&n->files, j);

	if (!f)
		return hosted_stranger(j);
	if (!f->needed)
		return JOB_DONE;
	if (!j->stage)
		return upload(j, f);
	enum outcome o = hosted_must(j);
	if (o == JOB_DONE)
		f->needed = false;
	return o;
}

static enum outcome failed(struct job *j, const struct tree *answer)
{
	const char *said = tree_text(answer, "error_message");

	job_remember(j, MEMO_KEY, NULL);
	return job_failed(j, "Netlify gave up this deploy; the site is as it was%s%s",
			  said ? ": " : "", said ? said : "");
}

/* What nobody put goes now: what only the service knew to be missing. */
static enum outcome finish(struct job *j)
{
	struct netlify *n = j->host->own;
	struct hosted_file *next;

	if (!n->deploy)
		return job_failed(j, "no deploy was begun");
	if (j->stage) {
		enum outcome o = hosted_must(j);

		if (o != JOB_DONE)
			return o;
		if (j->own) {
			((struct hosted_file *)j->own)->needed = false;
			j->own = NULL;
		} else {
			const struct tree *answer = hosted_answer(j);
			const char *state = tree_text(answer, "state");

			if (!state)
				return hosted_puzzle(j, "deploy");
			if (strcmp(state, "ready") == 0) {
				job_remember(j, MEMO_KEY, NULL);
				return JOB_DONE;
			}
			return has_word(state, takes) ? look_again(j, state) : failed(j, answer);
		}
	}
	next = hosted_next_needed(&n->files);
	return next ? upload(j, next) : look(j);
}

/* --- what is there --------------------------------------------------------------------- */

static void ask_file(struct job *j, const char *path)
{
	const struct netlify *n = j->host->own;
	const char *base = arena_printf(&j->arena, "%s/sites/%s/files", n->api, n->site);

	hosted_request(j, "GET", path ? job_url(j, base, path) : base);
}

static bool is_what_was_asked(struct job *j)
{
	const struct netlify *n = j->host->own;
	char have[HASH_HEX];

	digest_bytes(DIGEST_SHA1, j->body.data, j->body.len, have);
	return j->status == 200 && strcmp(have, n->sha) == 0;
}

static enum outcome get(struct job *j)
{
	struct netlify *n = j->host->own;

	if (!j->stage) {
		ask_file(j, j->path);
		return JOB_REQUEST;
	}
	enum outcome o = hosted_judge(j);
	if (j->stage == 1) {
		if (o != JOB_DONE)
			return o;
		const char *sha = tree_text(hosted_answer(j), "sha");
		if (!sha)
			return hosted_puzzle(j, "SHA-1");
		n->sha = arena_strdup(j->host->arena, sha);
		ask_file(j, j->path);
		job_header(j, "Accept: " RAW);
		job_header(j, "Content-Type: " RAW);
		return JOB_REQUEST;
	}
	if (is_what_was_asked(j))
		return JOB_DONE;
	if (j->stage == 2 && j->host->address) {
		curl_easy_setopt(j->curl, CURLOPT_URL, job_url(j, j->host->address, j->path));
		return JOB_REQUEST;
	}
	return job_later(j, "Netlify does not give back '%s' as it was put there", j->path);
}

static enum outcome check(struct job *j)
{
	if (!j->stage) {
		ask_file(j, j->path);
		return JOB_REQUEST;
	}
	enum outcome o = hosted_judge(j);
	if (o != JOB_DONE)
		return o;
	return hosted_is_number(hosted_answer(j), "size", job_size(j)) ? JOB_DONE : JOB_ABSENT;
}

static enum outcome list(struct job *j)
{
	if (!j->stage) {
		ask_file(j, NULL);
		return JOB_REQUEST;
	}
	enum outcome o = hosted_must(j);
	if (o != JOB_DONE)
		return o;
	const struct tree *files = hosted_answer(j);
	strbuf_clear(&j->body);
	for (const struct tree *t = files ? files->first : NULL; t; t = t->next) {
		const char *path = tree_text(t, "path");

		if (path)
			hosted_list_top(&j->body, path + (*path == '/'));
	}
	return JOB_DONE;
}

static enum outcome next(struct job *j)
{
	switch (j->task) {
	case TASK_GET:
		return get(j);
	case TASK_CHECK:
		return check(j);
	case TASK_LIST:
		return list(j);
	case TASK_BEGIN:
		return begin(j);
	case TASK_PUT:
		return put(j);
	case TASK_FINISH:
		return finish(j);
	case TASK_CLAIM:
	case TASK_REMOVE:
		break; /* what the list leaves out is gone */
	}
	return JOB_DONE;
}

static bool open_site(struct host *h, struct diag *diag)
{
	struct netlify *n = arena_new(h->arena, struct netlify);
	const char *api = hosted_open(h, API, diag);
	struct arena *a = h->arena;

	if (!api)
		return false;
	n->api = arena_printf(a, "%s/api/v1", api);
	n->site = h->target->to;
	h->own = n;
	return true;
}

const struct host_kind host_netlify = {
	.name = "netlify",
	.traits = { .at_once = true,
		    .no_lock = true,
		    .ranges = true,
		    .connections = 5, /* as their own program has */
		    .skips = ".htaccess web.config site.nginx.conf",
		    .remedy = "Netlify takes types and headers from the file '_headers' at the top "
			      "of the "
			      "site, which blether writes" },
	.open = open_site,
	.next = next,
};
