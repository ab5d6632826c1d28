/*
 * git-pages, as codeberg.page and grebedoc.dev run it: the whole site is one archive, which one
 * request puts in place of the one before.
 *
 * Facts, from codeberg.org/git-pages/git-pages (README.md; src/pages.go, src/extract.go,
 * src/patch.go, src/update.go, conf/config.example.toml) and codeberg.org/git-pages/git-pages-cli
 * (main.go):
 *   - PUT https://SITE/ or https://SITE/PROJECT/ with Content-Type application/x-tar+gzip replaces
 * the site at one moment. 200 has Update-Result: created, replaced or no-change.
 *   - "Authorization: Pages PASSWORD" is for a site whose DNS has SHA256("HOST PASSWORD") as TXT
 * record at _git-pages-challenge.HOST; "Forge-Authorization: token TOKEN" for one that belongs to a
 *     repository that this token of the forge may push to. 401 and 403 say in text what was tried.
 *   - A symbolic link to /git/blobs/DIGEST, by SHA-256 of Git's blob, stands for bytes that the
 *     site has already. With Accept: application/vnd.git-pages.unresolved the answer to links that
 * it cannot resolve is 422 of that type, and in its body a DIGEST a line; then nothing has changed.
 *   - PATCH changes a part, by the same rules; it wants "Atomic: yes" or "no". 409: another update
 * came first. It answers 404 or 503 where there is no site yet, and older servers 405.
 *   - max-site-size is 128 MB if not set otherwise, and counts for the archive, packed and
 * unpacked: 413 or 422.
 *   - If-Match and its like are refused: who publishes last wins, whole.
 *   - GET /.git-pages/manifest.json lists the files, if the site allows it.
 *
 * An older server would take the links for links, and show a broken site. So the first request is a
 * PATCH that can never succeed, as one of its links leads to bytes that nobody has: what it answers
 * says which bytes it needs, or that it knows nothing of this, and then everything is sent.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "hosted.h"
#include "hosts.h"
#include "tarball.h"

#define ARCHIVE    "application/x-tar+gzip"
#define UNRESOLVED "application/vnd.git-pages.unresolved"
#define LINK       "/git/blobs/"
#define PROBE      ".blether-probe-"
#define NOBODYS    "0000000000000000000000000000000000000000000000000000000000000000"
#define SMALL      256 /* bytes: a link and a second look cost more, as their own program finds */

struct git_pages {
	const char *to; /* ends in '/' */
	bool forge;     /* the secret is a token of the forge */
	struct hosted_site files;
};

static void request(struct job *j, const char *method, const char *url)
{
	const struct git_pages *g = j->host->own;

	curl_easy_setopt(j->curl, CURLOPT_URL, url);
	curl_easy_setopt(j->curl, CURLOPT_PROTOCOLS_STR,
			 text_starts(url, "http:") ? "http" : "https");
	if (strcmp(method, "HEAD") == 0)
		curl_easy_setopt(j->curl, CURLOPT_NOBODY, 1L);
	else if (strcmp(method, "GET") != 0)
		curl_easy_setopt(j->curl, CURLOPT_CUSTOMREQUEST, method);
	job_header(j, g->forge ? "Forge-Authorization: token %s" : "Authorization: Pages %s",
		   j->host->secret);
}

/* It says what it refuses in plain text. */
static enum outcome judge(struct job *j)
{
	long s = j->status;

	if (j->code == CURLE_OK && (s == 401 || s == 403))
		return job_failed(j, "the token is not taken, or is for another site (%ld)", s);
	if (s == 429)
		return hosted_judge(j);
	if (j->code == CURLE_OK && s == 409)
		return job_later(j, "another update of the site came first (409)");
	if (s == 413 || s == 422)
		return job_failed(
			j,
			"the site is larger than this server takes (%ld); recordings can go to "
			"another target",
			s);
	return job_judge_http(j);
}

static enum outcome send_archive(struct job *j, struct tarball *t)
{
	int64_t size;
	int fd = tarball_end(t, &size);

	if (fd < 0)
		return job_failed(
			j, "the archive cannot be made: %s",
			errno == ESTALE ? "a file changed while it was being published; build again"
					: strerror(errno));
	job_header(j, "Content-Type: " ARCHIVE);
	job_header(j, "Accept: " UNRESOLVED ";q=1.0, text/plain;q=0.9");
	job_send_fd(j, fd, size);
	return JOB_REQUEST;
}

/* Did it answer which bytes it has not got? Then they, and no others, are needed. */
static bool take_unresolved(struct job *j)
{
	struct git_pages *g = j->host->own;
	const char *type = job_answer(j, "Content-Type");
	char *rest = j->body.data, *line;

	if (j->code != CURLE_OK || j->status != 422 || !type || !text_starts(type, UNRESOLVED))
		return false;
	while ((line = strsep(&rest, "\n"))) {
		struct hosted_file **f = hosted_by_digest(&g->files, line);
		struct hosted_file **end = g->files.order + g->files.count;

		for (; f && f < end && strcmp((*f)->digest, line) == 0; f++)
			(*f)->needed = true;
	}
	return true;
}

static enum outcome probe(struct job *j)
{
	struct git_pages *g = j->host->own;
	struct tarball *t = tarball_new();
	char name[64];

	for (size_t i = 0; i < g->files.count; i++) {
		struct hosted_file *f = &g->files.files[i];

		f->needed = f->file->size <= SMALL;
		if (f->needed || hosted_is_double(&g->files, f))
			continue;
		snprintf(name, sizeof(name), PROBE "%zu", i);
		tarball_link(t, name, arena_printf(&j->arena, LINK "%s", f->digest));
	}
	tarball_link(t, PROBE, LINK NOBODYS);
	request(j, "PATCH", g->to);
	job_header(j, "Atomic: no");
	return send_archive(j, t);
}

static enum outcome begin(struct job *j)
{
	struct git_pages *g = j->host->own;

	if (!j->stage) {
		enum outcome o =
			g->files.count ? JOB_DONE : hosted_digest(j, DIGEST_GIT_SHA256, &g->files);

		return o == JOB_DONE ? probe(j) : o;
	}
	if (j->code != CURLE_OK && !j->status)
		return job_judge_curl(j);
	if (j->status == 401 || j->status == 403 || j->status == 429)
		return judge(j);
	if (take_unresolved(j))
		return JOB_DONE;
	for (size_t i = 0; i < g->files.count; i++)
		g->files.files[i].needed = true;
	return JOB_DONE;
}

static enum outcome replace_site(struct job *j)
{
	struct git_pages *g = j->host->own;
	struct tarball *t = tarball_new();

	for (size_t i = 0; i < g->files.count; i++) {
		const struct hosted_file *f = &g->files.files[i];

		if (!f->needed)
			tarball_link(t, f->path, arena_printf(&j->arena, LINK "%s", f->digest));
		else
			tarball_file(t, f->file);
	}
	request(j, "PUT", g->to);
	return send_archive(j, t);
}

static enum outcome finish(struct job *j)
{
	if (!j->stage)
		return replace_site(j);
	/* What it had a moment ago went with another update. */
	if (take_unresolved(j))
		return job_later(j, "another update of the site came first (422)");
	enum outcome o = judge(j);
	return o == JOB_ABSENT || o == JOB_TAKEN
		       ? job_failed(j, "there is no git-pages server at '%s' (%ld)",
				    j->host->target->to, j->status)
		       : o;
}

/* --- what is there ---------------------------------------------------------------------- */

static enum outcome get(struct job *j)
{
	const struct git_pages *g = j->host->own;

	if (!j->stage) {
		request(j, "GET", job_url(j, g->to, j->path));
		job_header(j, "Cache-Control: no-cache");
		return JOB_REQUEST;
	}
	return judge(j);
}

static enum outcome check(struct job *j)
{
	const struct git_pages *g = j->host->own;

	if (!j->stage) {
		request(j, "HEAD", job_url(j, g->to, j->path));
		return JOB_REQUEST;
	}
	enum outcome o = judge(j);
	if (o != JOB_DONE)
		return o;
	const char *length = job_answer(j, "Content-Length");
	return length && strtoll(length, NULL, 10) == job_size(j) ? JOB_DONE : JOB_ABSENT;
}

/* Where the list is not for us, an answer at the top shows at least that something is there. */
static enum outcome list(struct job *j)
{
	const struct git_pages *g = j->host->own;
	const struct tree *t = NULL;

	if (j->stage < 1) {
		request(j, "GET", job_url(j, g->to, ".git-pages/manifest.json"));
		return JOB_REQUEST;
	}
	if (j->code != CURLE_OK || j->status == 429 || j->status >= 500)
		return judge(j);
	if (j->stage == 1 && j->status != 200) {
		request(j, "GET", g->to);
		return JOB_REQUEST;
	}
	if (j->stage == 1)
		t = tree_member(hosted_answer(j), "contents");
	strbuf_clear(&j->body);
	for (t = t && t->kind == TREE_MAP ? t->first : NULL; t; t = t->next)
		hosted_list_top(&j->body, t->key);
	if (j->stage > 1 && j->status == 200)
		strbuf_adds(&j->body, "index.html\n");
	return JOB_DONE;
}

static enum outcome next(struct job *j)
{
	struct git_pages *g = j->host->own;

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
		return hosted_file(&g->files, j) ? JOB_DONE : hosted_stranger(j);
	case TASK_FINISH:
		return finish(j);
	case TASK_CLAIM:
	case TASK_REMOVE:
		break; /* what is not in the archive is gone */
	}
	return JOB_DONE;
}

/* A site of codeberg.page belongs to a repository; for others 'user' says that they do. */
static bool is_forge(const struct target *t)
{
	const char *host = strstr(t->to, "://");
	size_t len = host ? strcspn(host + 3, "/:") : 0;
	size_t end = strlen(".codeberg.page");

	return t->user || (len > end && memcmp(host + 3 + len - end, ".codeberg.page", end) == 0);
}

static bool open_site(struct host *h, struct diag *diag)
{
	struct git_pages *g = arena_new(h->arena, struct git_pages);
	const char *to = hosted_open(h, h->target->to, diag);

	if (!to)
		return false;
	g->to = arena_printf(h->arena, "%s/", to);
	g->forge = is_forge(h->target);
	h->own = g;
	return true;
}

const struct host_kind host_git_pages = {
	.name = "git-pages",
	.traits = { .site_bytes = (int64_t)128 << 20,
		    .at_once = true,
		    .no_lock = true,
		    .ranges = true,
		    .connections = 1,
		    .skips = ".htaccess web.config site.nginx.conf",
		    .remedy = "git-pages takes headers from the file '_headers' at the top of the "
			      "site, which "
			      "blether writes; types it knows by the ending of the name" },
	.open = open_site,
	.next = next,
};
