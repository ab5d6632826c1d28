/*
 * A branch of a git repository, such as the one that a forge shows as a site.
 *
 * Everything becomes one commit in a bare repository of blether's own, which has the last commit of
 * the branch and, where the server can leave them out, none of its files. The new tree is that of
 * the last commit with what is new or changed put in, and with what blether put there and is gone
 * now taken out: whatever else stands there (a CNAME, a README) stays. It is pushed without force,
 * so that nobody's work is undone; with 'history: none' a commit without parents takes the place of
 * the one that was seen, and of no other (git push --force-with-lease).
 *
 * Each command does its work for all files; none is run for a single one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "git.h"
#include "hosts.h"
#include "record.h"

#define USUAL_BRANCH "gh-pages"
#define ID_MOST      65          /* of an object: SHA-256 in hexadecimal */
#define NOJEKYLL     ".nojekyll" /* else GitHub Pages leaves out files that begin with '_' */

struct place {
	struct git git;
	const char *branch; /* "refs/heads/gh-pages" */
	char tip[ID_MOST];  /* its last commit; "" : there is none */
	bool is_known;      /* tip was asked for */
	int lock;           /* only one blether works in the repository at a time */
	const struct output_file **puts;
	size_t count, room;
};

static const char *beside(const struct place *p, const char *name)
{
	return arena_printf(p->git.host->arena, "%s/%s", p->git.dir, name);
}

/* --- the branch as it is ------------------------------------------------------------------- */

/* The first word of what git printed; "" : it printed nothing. */
static void take_id(const struct strbuf *out, char id[static ID_MOST])
{
	size_t len = strspn(out->data, "0123456789abcdef");

	snprintf(id, ID_MOST, "%.*s", (int)(len < ID_MOST ? len : 0), out->data);
}

static bool has_commit(const struct place *p, struct job *j, const char *id)
{
	const char *const words[] = { "cat-file", "-e", arena_printf(&j->arena, "%s^{tree}", id),
				      NULL };

	return git_run(&p->git, j, words, NULL, NULL) == JOB_DONE;
}

/* Asks the server, and fetches what is not here yet: one commit and its names, if possible no
 * files. */
static enum outcome learn(struct place *p, struct job *j)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(65536);
	const char *const ask[] = { "ls-remote", "--heads", "origin", p->branch, NULL };
	const char *const fetch[] = { "fetch",
				      "-q",
				      "--depth=1",
				      "--no-tags",
				      "--filter=blob:none",
				      "origin",
				      arena_printf(&j->arena, "+%s:refs/blether/tip", p->branch),
				      NULL };

	if (p->is_known)
		return JOB_DONE;
	enum outcome o = git_run(&p->git, j, ask, NULL, &out);
	if (o != JOB_DONE)
		return o;
	take_id(&out, p->tip);
	if (*p->tip && !has_commit(p, j, p->tip))
		o = git_run(&p->git, j, fetch, NULL, NULL);
	p->is_known = o == JOB_DONE;
	return o;
}

/* Is there a file at this path? `form`: "blob" for its bytes, "-s" for their number. */
static enum outcome show(struct place *p, struct job *j, const char *path, const char *form,
			 struct strbuf *out)
{
	STRBUF_SCOPED struct strbuf found = STRBUF_INIT(65536);
	enum outcome o = learn(p, j);

	if (o != JOB_DONE || !*p->tip)
		return o == JOB_DONE ? JOB_ABSENT : o;
	const char *const list[] = { "--literal-pathspecs", "ls-tree", "-z", p->tip, "--", path,
				     NULL };
	o = git_run(&p->git, j, list, NULL, &found);
	if (o != JOB_DONE || !strstr(found.data, " blob "))
		return o == JOB_DONE ? JOB_ABSENT : o;
	const char *name = arena_printf(&j->arena, "%s:%s", p->tip, path);
	const char *const read[] = { "cat-file", form, name, NULL };
	return git_run(&p->git, j, read, NULL, out);
}

static enum outcome check(struct place *p, struct job *j)
{
	STRBUF_SCOPED struct strbuf size = STRBUF_INIT(64);
	char wanted[32];
	enum outcome o = show(p, j, j->path, "-s", &size);

	snprintf(wanted, sizeof(wanted), "%lld\n", (long long)job_size(j));
	return o != JOB_DONE ? o : strcmp(size.data, wanted) == 0 ? JOB_DONE : JOB_ABSENT;
}

static enum outcome list(struct place *p, struct job *j)
{
	const char *const words[] = { "ls-tree", "--name-only", p->tip, NULL };
	enum outcome o = learn(p, j);

	return o != JOB_DONE || !*p->tip ? o : git_run(&p->git, j, words, NULL, &j->body);
}

/* --- the next commit ------------------------------------------------------------------------ */

static bool write_lines(struct place *p, const char *name, struct strbuf *lines, struct job *j)
{
	bool ok = strbuf_ok(lines) && file_write(beside(p, name), lines->data, lines->len);

	if (!ok)
		job_failed(j, "cannot write '%s': %s", beside(p, name), strerror(errno));
	return ok;
}

/* The ids of all files that were put, and of an empty one, one a line. */
static enum outcome store_files(struct place *p, struct job *j, struct strbuf *ids)
{
	static const char *const words[] = { "hash-object", "-w", "--no-filters", "--stdin-paths",
					     NULL };
	STRBUF_SCOPED struct strbuf paths = STRBUF_INIT(SIZE_MAX / 2), nothing = STRBUF_INIT(1);

	for (size_t i = 0; i < p->count; i++)
		strbuf_addf(&paths, "%s%s\n", *p->puts[i]->disk == '"' ? "./" : "",
			    p->puts[i]->disk);
	strbuf_addf(&paths, "%s\n", beside(p, "blether-empty"));
	if (!write_lines(p, "blether-empty", &nothing, j) ||
	    !write_lines(p, "blether-paths", &paths, j))
		return JOB_FAILED;
	return git_run(&p->git, j, words, beside(p, "blether-paths"), ids);
}

/* What blether put into the last commit, and is not wanted any more. */
static enum outcome add_removals(struct place *p, struct job *j, struct strbuf *info)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(HOST_BODY_MOST);
	enum outcome o = show(p, j, RECORD_NAME, "blob", &text);
	struct record_note note = { 0 };

	if (o == JOB_ABSENT)
		return JOB_DONE;
	if (o != JOB_DONE || record_parse(&note, text.data, text.len, &j->arena))
		return o != JOB_DONE ? o
				     : job_failed(j, "blether's own note '%s' there is damaged",
						  RECORD_NAME);
	for (size_t i = 0; i < note.count; i++) {
		const char *path = note.files[i].file.path;

		if (!output_find(j->host->want, path)) {
			strbuf_addf(info, "0 %040d\t%s", 0, path);
			strbuf_addc(info, '\0');
		}
	}
	return JOB_DONE;
}

static bool add_file(struct strbuf *info, const char **id, const char *path)
{
	size_t len = strcspn(*id, "\n");
	bool ok = (*id)[len] == '\n';

	strbuf_addf(info, "100644 %.*s\t%s", (int)len, *id, path);
	strbuf_addc(info, '\0');
	*id += len + ok;
	return ok;
}

/* What the index is told: first what goes, as a folder may take the place of a file. */
static enum outcome list_changes(struct place *p, struct job *j)
{
	STRBUF_SCOPED struct strbuf ids = STRBUF_INIT(SIZE_MAX / 2),
				    info = STRBUF_INIT(SIZE_MAX / 2);
	enum outcome o = add_removals(p, j, &info);
	bool ok = true;

	if (o == JOB_DONE)
		o = store_files(p, j, &ids);
	if (o != JOB_DONE)
		return o;
	const char *id = ids.data;
	for (size_t i = 0; ok && i < p->count; i++)
		ok = add_file(&info, &id, p->puts[i]->path);
	if (!ok || !add_file(&info, &id, NOJEKYLL))
		return job_failed(j, "git did not take all files");
	return write_lines(p, "blether-changes", &info, j) ? JOB_DONE : JOB_FAILED;
}

static enum outcome make_tree(struct place *p, struct job *j, char tree[static ID_MOST])
{
	const char *const begin[] = { "read-tree", *p->tip ? p->tip : "--empty", NULL };
	static const char *const change[] = { "update-index", "--add",        "--replace",
					      "-z",           "--index-info", NULL };
	static const char *const end[] = { "write-tree", "--missing-ok", NULL };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(256);
	enum outcome o = list_changes(p, j);

	unlink(p->git.index);
	if (o == JOB_DONE)
		o = git_run(&p->git, j, begin, NULL, NULL);
	if (o == JOB_DONE)
		o = git_run(&p->git, j, change, beside(p, "blether-changes"), NULL);
	if (o == JOB_DONE)
		o = git_run(&p->git, j, end, NULL, &out);
	take_id(&out, tree);
	return o;
}

static bool keeps_history(const struct host *h)
{
	return !h->target->history || strcmp(h->target->history, "none") != 0;
}

static enum outcome commit(struct place *p, struct job *j, const char *tree,
			   char made[static ID_MOST])
{
	const char *message = arena_printf(&j->arena, "Publish %s",
					   j->host->address ? j->host->address : "the site");
	const bool has_parent = *p->tip && keeps_history(j->host);
	const char *const words[] = { "commit-tree", tree, "-m", message, has_parent ? "-p" : NULL,
				      p->tip,        NULL };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(256);
	enum outcome o = git_run(&p->git, j, words, NULL, &out);

	take_id(&out, made);
	return o;
}

static enum outcome push(struct place *p, struct job *j, const char *made)
{
	const char *lease = arena_printf(&j->arena, "--force-with-lease=%s:%s", p->branch, p->tip);
	const char *to = arena_printf(&j->arena, "%s:%s", made, p->branch);
	const char *const careful[] = { "push", "-q", "origin", to, NULL };
	const char *const instead[] = { "push", "-q", lease, "origin", to, NULL };
	const char *const keep[] = { "update-ref", "refs/blether/tip", made, NULL };
	static const char *const tidy[] = { "gc", "--auto", "-q", NULL };
	enum outcome o =
		git_run(&p->git, j, keeps_history(j->host) ? careful : instead, NULL, NULL);

	p->is_known = false; /* whatever it was: next time the server is asked */
	if (o == JOB_DONE) {
		git_run(&p->git, j, keep, NULL, NULL);
		git_run(&p->git, j, tidy, NULL, NULL);
	}
	return o;
}

/* A tree that is the last one's needs no commit. */
static bool is_same_tree(struct place *p, struct job *j, const char *tree)
{
	const char *const words[] = { "rev-parse", arena_printf(&j->arena, "%s^{tree}", p->tip),
				      NULL };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(256);
	char last[ID_MOST];

	if (!*p->tip || git_run(&p->git, j, words, NULL, &out) != JOB_DONE)
		return false;
	take_id(&out, last);
	return strcmp(last, tree) == 0;
}

static enum outcome finish(struct place *p, struct job *j)
{
	char tree[ID_MOST] = "", made[ID_MOST] = "";
	enum outcome o = learn(p, j);

	if (o == JOB_DONE)
		o = make_tree(p, j, tree);
	if (o != JOB_DONE || is_same_tree(p, j, tree))
		return o;
	o = commit(p, j, tree, made);
	return o == JOB_DONE ? push(p, j, made) : o;
}

static enum outcome next(struct job *j)
{
	struct place *p = j->host->own;

	switch (j->task) {
	case TASK_GET:
		return show(p, j, j->path, "blob", &j->body);
	case TASK_CHECK:
		return check(p, j);
	case TASK_LIST:
		return list(p, j);
	case TASK_BEGIN:
		p->count = 0;
		return learn(p, j);
	case TASK_PUT:
		p->puts = arena_grow(j->host->arena, p->puts, p->count, &p->room, sizeof(*p->puts));
		p->puts[p->count++] = j->file;
		return JOB_DONE;
	case TASK_FINISH:
		return finish(p, j);
	case TASK_CLAIM:
	case TASK_REMOVE:
		break;
	}
	return JOB_DONE;
}

/* --- the repository on this computer -----------------------------------------------------------
 */

/* Locks of a git that was killed. No other works here now: ours is held. */
static void drop_locks(const struct place *p)
{
	static const char *const names[] = {
		"blether-index.lock", "config.lock",     "shallow.lock",         "packed-refs.lock",
		"HEAD.lock",          "FETCH_HEAD.lock", "refs/blether/tip.lock"
	};

	for (size_t i = 0; i < COUNT(names); i++)
		unlink(beside(p, names[i]));
}

/* One for each repository and branch that the target ever had. */
static const char *dir_for(const struct host *h, const char *url, const char *branch)
{
	const char *what = arena_printf(h->arena, "%s %s", url, branch);
	struct hash hash = hash_bytes(what, strlen(what));
	char hex[HASH_HEX];

	hash_hex(&hash, hex);
	return arena_printf(h->arena, "%s/git-%.12s", h->notes ? h->notes : ".blether", hex);
}

static const char *url_of(const struct host *h)
{
	const char *to = h->target->to;
	const bool is_folder = !strstr(to, "://") && strcspn(to, "/") <= strcspn(to, ":");

	return is_folder && *to != '/' ? path_join(h->dir, to, h->arena) : to;
}

static bool cannot_use(struct diag *diag, const char *what, const char *path)
{
	diag_report_errno(diag, DIAG_CANNOT_WRITE, what, path);
	return false;
}

static bool hold(struct place *p, struct diag *diag)
{
	const char *path = beside(p, "blether-lock");

	p->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (p->lock >= 0 && flock(p->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	return cannot_use(diag,
			  p->lock >= 0 ? "another blether publishes there at this moment"
				       : "cannot write",
			  path);
}

static bool open_place(struct host *h, struct diag *diag)
{
	static const char *const make[] = { "init", "-q", "--bare", "--template=", NULL };
	struct place *p = arena_new(h->arena, struct place);
	struct job j = { .host = h };

	h->own = p;
	p->lock = -1;
	p->branch = arena_printf(h->arena, "refs/heads/%s",
				 h->target->branch ? h->target->branch : USUAL_BRANCH);
	p->git = (struct git){ .host = h, .url = url_of(h) };
	p->git.dir = dir_for(h, p->git.url, p->branch);
	p->git.index = beside(p, "blether-index");
	git_init(&p->git, h);
	if (!file_mkdirs(p->git.dir))
		return cannot_use(diag, "cannot make the folder", p->git.dir);
	if (!hold(p, diag))
		return false;
	drop_locks(p);
	if (access(beside(p, "HEAD"), F_OK) == 0)
		return true;
	bool ok = git_run(&p->git, &j, make, NULL, NULL) == JOB_DONE;
	if (!ok)
		diag_report(diag, DIAG_CANNOT_PUBLISH, h->target->at, "'%s': %s", h->target->name,
			    j.why);
	arena_free(&j.arena);
	return ok;
}

static void close_place(struct host *h)
{
	const struct place *p = h->own;

	if (p->lock >= 0)
		close(p->lock);
}

const struct host_kind host_git = {
	.name = "git",
	.traits = { .at_once = true, .remembers = true, .ranges = true, .connections = 1 },
	.open = open_place,
	.close = close_place,
	.next = next,
};
