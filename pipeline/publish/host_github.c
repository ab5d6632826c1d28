/*
 * GitHub Pages, through the interface to Git's objects: what differs becomes a tree, the tree a
 * commit, and the branch is moved to it at one moment, unless somebody else has moved it.
 *
 * Facts, from docs.github.com (REST: "Git trees", "Git blobs", "Git commits", "Git references",
 * "Branches", "Repository contents"; "Getting started with the Git database API"; "Rate limits" and
 * "Best practices for using the REST API"; "GitHub Pages limits"):
 *   - Accept: application/vnd.github+json, X-GitHub-Api-Version: 2022-11-28, a User-Agent, Bearer
 *     token with "contents: write". 404 stands also for what a token may not see.
 *   - GET /repos/O/R/branches/B names commit and tree; GET /git/trees/SHA?recursive=1 lists all,
 *     up to 100,000 entries or 7 MB, else "truncated": true.
 *   - POST /git/trees takes `base_tree` and entries with `sha`, or with `content` for text in
 *     UTF-8, which makes the blob as well; "sha": null deletes, and is an error for what is not
 *     there.
 *   - POST /git/blobs with Base64; more than 40 MiB is refused (measured: 41,820,160 bytes pass),
 *     Git refuses 100 MB.
 *   - POST /git/commits, then PATCH /git/refs/heads/B; 422 "Update is not a fast forward" when
 *     another commit came in between. POST /git/refs makes a branch; 422 when it is there.
 *   - A repository without any commit answers 409; PUT /contents/PATH makes its first one.
 *   - Limits: 5,000 requests an hour; of those that make content 80 a minute and 500 an hour;
 *     requests are to be made one after another. Answers beyond them are 403 or 429 with
 *     Retry-After, or with X-RateLimit-Remaining: 0 and X-RateLimit-Reset; else a minute is to be
 *     waited.
 *   - A site has at most 1 GB. `.nojekyll` at the top shows all files as they are. GitHub shows
 *     the new commit after a minute or so, whole.
 *
 * As 500 an hour are soon used up, text goes with the tree: a site of a thousand pages is a handful
 * of requests. Before the commit, the new tree is read back and compared with what it shall be.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "base/version.h"
#include "branch.h"
#include "hosted.h"
#include "hosts.h"
#include "spool.h"

#define API          "https://api.github.com"
#define BRANCH       "gh-pages"
#define INLINE_BYTES (256 << 10)       /* a text up to this goes with the tree */
#define PART_BYTES   ((size_t)4 << 20) /* of text in one request, about */
#define PART_ENTRIES 1000
#define PART_MOST    ((size_t)32 << 20)
#define MEMO_KEY     "github-blob-"
#define NO_JEKYLL    ".nojekyll"

/* What a request asked for. */
enum asked {
	ASKED_NOTHING,
	ASKED_BRANCH,
	ASKED_REPOSITORY,
	ASKED_REF,
	ASKED_FIRST,
	ASKED_LISTING,
	ASKED_BLOB,
	ASKED_TREE,
	ASKED_RESULT,
	ASKED_COMMIT,
	ASKED_MOVE,
	ASKED_WHERE,
};

struct github {
	const char *api; /* …/repos/OWNER/NAME */
	const char *branch;
	struct hosted_site files;
	const char *parent, *base; /* commit and tree of the branch; NULL: there is none yet */
	struct branch has;         /* what the branch has */
	const char **removals;     /* paths that the branch has and shall not have */
	size_t removal_count, removal_room;

	/* --- while it is finished --- */
	size_t at;        /* files and removals that are in the tree so far */
	size_t part_end;  /* and after the request under way */
	const char *tree; /* so far */
	bool verified;
	const char *commit;  /* ours */
	const char *refusal; /* ": what was said" when the branch was not moved */
	enum asked asked;
	struct hosted_file *blob; /* on its way */
};

static void request(struct job *j, enum asked asked, const char *method, const char *path)
{
	struct github *g = j->host->own;

	g->asked = asked;
	hosted_request(j, method, arena_printf(&j->arena, "%s%s", g->api, path));
	job_header(j, "Accept: application/vnd.github+json");
	job_header(j, "X-GitHub-Api-Version: 2022-11-28");
}

static const char *encoded(struct job *j, const char *path)
{
	return job_url(j, "", path) + 1;
}

/* --- what the branch has ------------------------------------------------------------- */

static bool is_inline(const struct hosted_file *f)
{
	return f->file->size > 0 && f->file->size <= INLINE_BYTES &&
	       (text_starts(f->file->type, "text/") || strstr(f->file->type, "xml") ||
		strstr(f->file->type, "json") || strstr(f->file->type, "javascript"));
}

static bool is_remembered(struct job *j, const char *sha)
{
	struct github *g = j->host->own;

	if (!job_recall(j, arena_printf(&j->arena, MEMO_KEY "%s", sha)))
		return false;
	hosted_has(&g->files, sha);
	return true;
}

/* Which files differ, and which of them have bytes that GitHub has not got. */
static void compare(struct job *j)
{
	struct github *g = j->host->own;

	for (size_t i = 0; i < g->files.count; i++) {
		struct hosted_file *f = &g->files.files[i];
		const struct entry *e = branch_at(&g->has, f->path);

		f->known = e && strcmp(e->sha, f->digest) == 0;
		f->needed = !f->known && !is_inline(f) && !is_remembered(j, f->digest);
	}
	for (size_t i = 0; i < g->has.count; i++)
		hosted_has(&g->files, g->has.entries[i].sha);
}

static enum outcome ask_branch(struct job *j, enum asked asked)
{
	const struct github *g = j->host->own;

	request(j, asked, "GET", arena_printf(&j->arena, "/branches/%s", encoded(j, g->branch)));
	return JOB_REQUEST;
}

static const char *commit_of(struct job *j, const char **tree)
{
	const struct tree *commit = tree_member(hosted_answer(j), "commit");
	const char *sha = tree_text(commit, "sha");

	*tree = tree_text(tree_member(tree_member(commit, "commit"), "tree"), "sha");
	return *tree ? sha : NULL;
}

static enum outcome take_branch(struct job *j, enum outcome o)
{
	struct github *g = j->host->own;
	const char *tree;

	if (o == JOB_ABSENT) {
		request(j, ASKED_REPOSITORY, "GET", "");
		return JOB_REQUEST;
	}
	const char *sha = commit_of(j, &tree);
	if (!sha)
		return hosted_puzzle(j, "commit");
	g->parent = arena_strdup(j->host->arena, sha);
	g->base = arena_strdup(j->host->arena, tree);
	request(j, ASKED_LISTING, "GET",
		arena_printf(&j->arena, "/git/trees/%s?recursive=1", g->base));
	return JOB_REQUEST;
}

/* A repository that nobody has put anything into takes no trees. */
static enum outcome make_first(struct job *j)
{
	const struct github *g = j->host->own;
	struct strbuf text STRBUF_SCOPED = STRBUF_INIT(PART_MOST);
	struct json json = JSON_INIT(&text);

	json_open(&json, NULL, '{');
	json_text(&json, "message", "Begin with GitHub Pages");
	json_text(&json, "content", "");
	json_text(&json, "branch", g->branch);
	json_close(&json, '}');
	request(j, ASKED_FIRST, "PUT", "/contents/" NO_JEKYLL);
	hosted_json(j, &text);
	return JOB_REQUEST;
}

static enum outcome know_branch(struct job *j, enum outcome o)
{
	struct github *g = j->host->own;

	switch (g->asked) {
	case ASKED_BRANCH:
		return take_branch(j, o);
	case ASKED_REPOSITORY:
		if (o == JOB_ABSENT)
			return hosted_must(j);
		request(j, ASKED_REF, "GET",
			arena_printf(&j->arena, "/git/ref/heads/%s", encoded(j, g->branch)));
		return JOB_REQUEST;
	case ASKED_REF:
		if (j->status == 409 && j->task == TASK_BEGIN)
			return make_first(j);
		g->parent = g->base = NULL;
		g->has.count = 0;
		return o == JOB_ABSENT || j->status == 409 ? JOB_DONE : o;
	case ASKED_FIRST:
		return ask_branch(j, ASKED_BRANCH);
	default:
		return branch_read(j, &g->has);
	}
}

/* JOB_DONE when the branch is known. */
static enum outcome learn(struct job *j)
{
	struct github *g = j->host->own;

	if (!j->stage)
		return ask_branch(j, ASKED_BRANCH);
	enum outcome o = hosted_judge(j);
	if (o == JOB_LATER || (o == JOB_FAILED && !(g->asked == ASKED_REF && j->status == 409)))
		return o;
	return know_branch(j, o);
}

static enum outcome begin(struct job *j)
{
	struct github *g = j->host->own;

	if (!j->stage && !g->files.count) {
		enum outcome o = hosted_digest(j, DIGEST_GIT_SHA1, &g->files);

		if (o != JOB_DONE)
			return o;
	}
	enum outcome o = learn(j);
	if (o != JOB_DONE)
		return o;
	g->commit = g->tree = NULL;
	g->at = g->removal_count = 0;
	g->verified = false;
	compare(j);
	return JOB_DONE;
}

/* --- blobs --------------------------------------------------------------------------- */

static void take_base64(void *arg, const void *bytes, size_t len)
{
	spool_base64(arg, bytes, len);
}

static enum outcome send_blob(struct job *j, struct hosted_file *f)
{
	static const char before[] = "{\"encoding\":\"base64\",\"content\":\"", after[] = "\"}";
	struct github *g = j->host->own;
	struct spool *s = spool_new();
	int64_t size;

	spool_write(s, before, sizeof(before) - 1);
	spool_file(s, f->file, take_base64, s);
	spool_write(s, after, sizeof(after) - 1);
	int fd = spool_end(s, &size);
	if (fd < 0)
		return job_failed(j, "'%s' cannot be read: %s", f->file->disk,
				  errno == ESTALE
					  ? "it changed while it was being published; build again"
					  : strerror(errno));
	request(j, ASKED_BLOB, "POST", "/git/blobs");
	job_header(j, "Content-Type: application/json");
	job_send_fd(j, fd, size);
	g->blob = f;
	return JOB_REQUEST;
}

static enum outcome took_blob(struct job *j, struct hosted_file *f)
{
	struct github *g = j->host->own;
	enum outcome o = hosted_must(j);
	const char *sha = o == JOB_DONE ? tree_text(hosted_answer(j), "sha") : NULL;

	if (o != JOB_DONE)
		return o;
	if (!sha || strcmp(sha, f->digest) != 0)
		return job_later(j, "'%s' did not arrive as it was sent", f->path);
	hosted_has(&g->files, sha);
	job_remember(j, arena_printf(&j->arena, MEMO_KEY "%s", sha), "1");
	return JOB_DONE;
}

static enum outcome put(struct job *j)
{
	struct github *g = j->host->own;
	struct hosted_file *f = hosted_file(&g->files, j);

	if (!f)
		return hosted_stranger(j);
	if (j->stage)
		return took_blob(j, f);
	return f->needed ? send_blob(j, f) : JOB_DONE;
}

static enum outcome take_away(struct job *j)
{
	struct github *g = j->host->own;
	struct arena *a = j->host->arena;

	if (!branch_at(&g->has, j->path) || hosted_file(&g->files, j))
		return JOB_DONE;
	g->removals = arena_grow(a, g->removals, g->removal_count, &g->removal_room,
				 sizeof(*g->removals));
	g->removals[g->removal_count++] = arena_strdup(a, j->path);
	return JOB_DONE;
}

/* --- the tree ------------------------------------------------------------------------- */

static void begin_entry(struct json *json, const char *path)
{
	json_open(json, NULL, '{');
	json_text(json, "path", path);
	json_text(json, "mode", "100644");
	json_text(json, "type", "blob");
}

/* False: its bytes must be sent as a blob first. */
static bool put_entry(struct job *j, struct json *json, const struct hosted_file *f)
{
	const char *text = is_inline(f) ? branch_text(j, f->file) : NULL;

	if (!text && !f->has)
		return false;
	begin_entry(json, f->path);
	json_text(json, text ? "content" : "sha", text ? text : f->digest);
	json_close(json, '}');
	return true;
}

/* What the tree is made of: files, then removals, then the mark that this is no Jekyll. */
static size_t thing_count(const struct github *g)
{
	return g->files.count + g->removal_count + 1;
}

/* How many entries it wrote: 0 or 1; -1: g->blob must be sent first. */
static int put_thing(struct job *j, struct json *json, size_t at)
{
	struct github *g = j->host->own;

	if (at < g->files.count) {
		if (g->files.files[at].known)
			return 0;
		g->blob = &g->files.files[at];
		return put_entry(j, json, g->blob) ? 1 : -1;
	}
	at -= g->files.count;
	if (at < g->removal_count) {
		begin_entry(json, g->removals[at]);
		json_text(json, "sha", NULL);
	} else if (!output_find(j->host->want, NO_JEKYLL) && !branch_at(&g->has, NO_JEKYLL)) {
		begin_entry(json, NO_JEKYLL);
		json_text(json, "content", "These are finished pages.\n");
	} else {
		return 0;
	}
	json_close(json, '}');
	return 1;
}

static enum outcome send_tree(struct job *j)
{
	struct github *g = j->host->own;
	struct strbuf text STRBUF_SCOPED = STRBUF_INIT(PART_MOST);
	struct json json = JSON_INIT(&text);
	int n = 0, written = 0;

	json_open(&json, NULL, '{');
	if (g->tree)
		json_text(&json, "base_tree", g->tree);
	json_open(&json, "tree", '[');
	for (g->part_end = g->at; g->part_end < thing_count(g); g->part_end++) {
		if (n == PART_ENTRIES || text.len > PART_BYTES)
			break;
		written = put_thing(j, &json, g->part_end);
		if (written < 0)
			return send_blob(j, g->blob);
		n += written;
	}
	json_close(&json, ']');
	json_close(&json, '}');
	if (!n)
		return JOB_DONE;
	request(j, ASKED_TREE, "POST", "/git/trees");
	hosted_json(j, &text);
	return JOB_REQUEST;
}

static enum outcome verify(struct job *j)
{
	const struct github *g = j->host->own;
	struct branch new = { 0 };
	enum outcome o = branch_read(j, &new);

	if (o != JOB_DONE)
		return o;
	for (size_t i = 0; i < g->files.count; i++) {
		const struct hosted_file *f = &g->files.files[i];
		const struct entry *e = branch_at(&new, f->path);

		if (!e || strcmp(e->sha, f->digest) != 0)
			return job_failed(
				j,
				"GitHub's copy of '%s' is not what was sent; nothing was published",
				f->path);
	}
	for (size_t i = 0; i < g->removal_count; i++) {
		if (branch_at(&new, g->removals[i]))
			return job_failed(j, "GitHub did not delete '%s'; nothing was published",
					  g->removals[i]);
	}
	return JOB_DONE;
}

/* --- commit and branch ---------------------------------------------------------------- */

static enum outcome send_commit(struct job *j)
{
	const struct github *g = j->host->own;
	const char *user = j->host->target->user;
	struct strbuf text STRBUF_SCOPED = STRBUF_INIT(PART_MOST);
	struct json json = JSON_INIT(&text);

	json_open(&json, NULL, '{');
	json_text(&json, "message",
		  arena_printf(&j->arena, "Publish %zu files\n\nBy blether " BLETHER_VERSION "\n",
			       g->files.count));
	json_text(&json, "tree", g->tree);
	json_open(&json, "parents", '[');
	if (g->parent)
		json_text(&json, NULL, g->parent);
	json_close(&json, ']');
	/* Else it would be the name and address of whoever the token belongs to. */
	json_open(&json, "author", '{');
	json_text(&json, "name", user ? user : "blether");
	json_text(&json, "email", "blether@localhost.invalid");
	json_close(&json, '}');
	json_close(&json, '}');
	request(j, ASKED_COMMIT, "POST", "/git/commits");
	hosted_json(j, &text);
	return JOB_REQUEST;
}

static enum outcome move_branch(struct job *j)
{
	const struct github *g = j->host->own;
	struct strbuf text STRBUF_SCOPED = STRBUF_INIT(PART_MOST);
	struct json json = JSON_INIT(&text);

	json_open(&json, NULL, '{');
	json_text(&json, "sha", g->commit);
	if (g->parent)
		json_bool(&json, "force", false);
	else
		json_text(&json, "ref", arena_printf(&j->arena, "refs/heads/%s", g->branch));
	json_close(&json, '}');
	if (g->parent)
		request(j, ASKED_MOVE, "PATCH",
			arena_printf(&j->arena, "/git/refs/heads/%s", encoded(j, g->branch)));
	else
		request(j, ASKED_MOVE, "POST", "/git/refs");
	hosted_json(j, &text);
	return JOB_REQUEST;
}

/* The answer to the request that moved it may have been lost: then the branch is at our commit. */
static enum outcome know_where(struct job *j, enum outcome o)
{
	const struct github *g = j->host->own;
	const char *tree, *sha = o == JOB_DONE ? commit_of(j, &tree) : NULL;

	if (sha && strcmp(sha, g->commit) == 0)
		return JOB_DONE;
	if (sha && g->parent && strcmp(sha, g->parent) == 0)
		return job_failed(j,
				  "GitHub does not let this token move the branch '%s'%s; look at "
				  "the rules that protect it",
				  g->branch, g->refusal);
	return job_failed(j,
			  "somebody else published to the branch '%s' in between; publish again, "
			  "which looks at what is there now",
			  g->branch);
}

static enum outcome forget_blobs(struct job *j)
{
	struct github *g = j->host->own;

	for (size_t i = 0; i < g->files.count; i++) {
		const char *key = arena_printf(&j->arena, MEMO_KEY "%s", g->files.files[i].digest);

		if (job_recall(j, key))
			job_remember(j, key, NULL);
	}
	return job_failed(j,
			  "GitHub does not take the list of files (%ld); publish again, which "
			  "sends them anew",
			  j->status);
}

static const char *sha_of(struct job *j)
{
	const char *sha = tree_text(hosted_answer(j), "sha");

	return sha ? arena_strdup(j->host->arena, sha) : NULL;
}

/* What came of the last request; JOB_DONE: go on. */
static enum outcome take_answer(struct job *j)
{
	struct github *g = j->host->own;
	enum outcome o = hosted_judge(j);

	if (o == JOB_LATER)
		return o;
	if (g->asked == ASKED_MOVE && j->status == 422) {
		g->refusal = arena_strdup(j->host->arena, hosted_words(j));
		return ask_branch(j, ASKED_WHERE);
	}
	if (g->asked == ASKED_WHERE)
		return know_where(j, o);
	if (g->asked == ASKED_TREE && j->status == 422)
		return forget_blobs(j);
	if (o != JOB_DONE)
		return hosted_must(j);
	switch (g->asked) {
	case ASKED_BLOB:
		return took_blob(j, g->blob);
	case ASKED_TREE:
		g->tree = sha_of(j);
		g->at = g->part_end;
		return g->tree ? JOB_DONE : hosted_puzzle(j, "tree");
	case ASKED_RESULT:
		o = verify(j);
		g->verified = o == JOB_DONE;
		return o;
	case ASKED_COMMIT:
		g->commit = sha_of(j);
		return g->commit ? JOB_DONE : hosted_puzzle(j, "commit");
	default:
		return JOB_DONE;
	}
}

static enum outcome go_on(struct job *j)
{
	struct github *g = j->host->own;
	struct hosted_file *needed = hosted_next_needed(&g->files);

	if (needed)
		return send_blob(j, needed);
	if (!g->at)
		g->tree = g->base;
	if (g->at < thing_count(g)) {
		enum outcome o = send_tree(j);

		if (o != JOB_DONE)
			return o;
		g->at = g->part_end;
	}
	if (g->tree == g->base || (g->base && strcmp(g->tree, g->base) == 0))
		return JOB_DONE;
	if (!g->verified) {
		request(j, ASKED_RESULT, "GET",
			arena_printf(&j->arena, "/git/trees/%s?recursive=1", g->tree));
		return JOB_REQUEST;
	}
	return g->commit ? move_branch(j) : send_commit(j);
}

static enum outcome finish(struct job *j)
{
	const struct github *g = j->host->own;

	if (!g->files.count)
		return job_failed(j, "nothing was begun");
	if (j->stage) {
		enum outcome o = take_answer(j);

		if (o != JOB_DONE || g->asked == ASKED_MOVE || g->asked == ASKED_WHERE)
			return o;
	}
	return go_on(j);
}

/* --- what is there ---------------------------------------------------------------------- */

static enum outcome get(struct job *j)
{
	const struct github *g = j->host->own;

	if (!j->stage) {
		const char *url = job_url(j, "/contents", j->path);

		hosted_request(
			j, "GET",
			arena_printf(&j->arena, "%s%s?ref=%s", g->api, url, encoded(j, g->branch)));
		job_header(j, "Accept: application/vnd.github.raw+json");
		job_header(j, "X-GitHub-Api-Version: 2022-11-28");
		return JOB_REQUEST;
	}
	return hosted_judge(j);
}

static enum outcome check(struct job *j)
{
	const struct github *g = j->host->own;
	enum outcome o = learn(j);

	if (o != JOB_DONE)
		return o;
	const struct entry *e = branch_at(&g->has, j->path);
	return e && e->size == (double)job_size(j) ? JOB_DONE : JOB_ABSENT;
}

static enum outcome list(struct job *j)
{
	struct github *g = j->host->own;
	enum outcome o = learn(j);

	if (o != JOB_DONE)
		return o;
	strbuf_clear(&j->body);
	for (size_t i = 0; i < g->has.count; i++) {
		if (strcmp(g->has.entries[i].path, NO_JEKYLL) != 0)
			hosted_list_top(&j->body, g->has.entries[i].path);
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
	case TASK_REMOVE:
		return take_away(j);
	case TASK_FINISH:
		return finish(j);
	case TASK_CLAIM:
		break;
	}
	return JOB_DONE;
}

static bool open_repository(struct host *h, struct diag *diag)
{
	struct github *g = arena_new(h->arena, struct github);
	const char *api = hosted_open(h, API, diag);

	if (!api)
		return false;
	g->api = arena_printf(h->arena, "%s/repos/%s", api, h->target->to);
	g->branch = h->target->branch ? h->target->branch : BRANCH;
	h->own = g;
	return true;
}

const struct host_kind host_github = {
	.name = "github",
	.traits = { .file_bytes = (int64_t)40 << 20,
		    .site_bytes = 1000000000,
		    .at_once = true,
		    .no_lock = true,
		    .ranges = true,
		    .connections = 1,
		    .skips = ".htaccess web.config site.nginx.conf _headers _redirects",
		    .remedy = "GitHub Pages sets types by the ending of the name and takes no "
			      "headers of ours; where "
			      "that is not enough, recordings can go to another target" },
	.open = open_repository,
	.next = next,
};
