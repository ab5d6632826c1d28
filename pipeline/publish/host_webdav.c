/*
 * WebDAV (RFC 4918): nginx, Apache, Nextcloud, what hosters and storage boxes offer.
 *
 * How a file is replaced depends on the server, as measured: Apache's own file store (mod_dav_fs)
 * writes a PUT beside the file and renames it, but deletes the old file before a MOVE onto it; with
 * any other server a PUT may write into the file that is read, so that what replaces something is
 * put under a name of ours and moved. RFC 4918 section 9.9.3 lets a server delete first there;
 * nginx renames.
 *
 * Only Apache's file store is known to go on with a file (PUT with Content-Range); others would
 * take the rest for the whole (RFC 9110 section 14.5). There a large recording is begun with its
 * first bytes under its own name, which nobody knows yet, and whatever comes of the rest stays when
 * the line breaks.
 */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/diag.h"
#include "base/path.h"
#include "base/text.h"
#include "dav_names.h"
#include "hosts.h"
#include "manifest.h"
#include "model/address.h"

#define NEW_FOLDER   ".blether-new"     /* all that is there is ours, and goes with it */
#define RESUME_LEAST ((int64_t)1 << 20) /* bytes of a file for which it is worth more requests */
#define ASK_LEAST    ((int64_t)64 << 10)
#define FIRST_BYTES  ((int64_t)64 << 10) /* that a file is begun with */
#define EXPECT_MS    400L /* that a server has to say "100 Continue"; many never do */

enum truth { UNKNOWN, NO, YES };

struct place {
	const char *url; /* ends in '/' */
	const char
		*run; /* random: what two computers put under NEW_FOLDER is never the same file */
	unsigned count;
	unsigned long auth;
	enum truth file_store; /* is it mod_dav_fs? */
	enum truth hidden;     /* does it show names that begin with a dot? */
	bool makes_no_folders;
	void *folders; /* that are there: a tree (tsearch) of their paths */
};

enum step {
	STEP_GET,
	STEP_LIST,
	STEP_CHECK,
	STEP_WHO,  /* what the server is */
	STEP_HAVE, /* how much of a file is there */
	STEP_FOLDER,
	STEP_PUT,   /* all of it, under its own name */
	STEP_FIRST, /* the first bytes of it */
	STEP_REST,
	STEP_NEW, /* all of it, under a name of ours */
	STEP_MOVE,
	STEP_PROVE, /* has it come whole? */
	STEP_CLAIM,
	STEP_TAKE,
	STEP_MINE,
	STEP_SWEEP, /* what earlier runs left */
	STEP_DELETE,
	STEP_SHOWS,
	STEP_INSIDE,
	STEP_EMPTY,
};

/* What a job does, and what it has found out. */
struct way {
	enum step step, after; /* `after` the folders are made */
	const char *folder;    /* being made, or looked at */
	const char *temp;      /* under NEW_FOLDER */
	bool folders_made, fresh;
};

static enum outcome go(struct job *j, enum step step);

static struct place *place_of(const struct job *j)
{
	return j->host->own;
}

static struct way *way_of(const struct job *j)
{
	return j->own;
}

/* --- requests ---------------------------------------------------------------------------- */

static const char *url_of(struct job *j, const char *path)
{
	return job_url(j, place_of(j)->url, path);
}

static const char *folder_url(struct job *j, const char *folder)
{
	return *folder ? arena_printf(&j->arena, "%s/", url_of(j, folder)) : place_of(j)->url;
}

static void request(struct job *j, const char *method, const char *url)
{
	const struct host *h = j->host;

	curl_easy_setopt(j->curl, CURLOPT_URL, url);
	curl_easy_setopt(j->curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(j->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(j->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(j->curl, CURLOPT_EXPECT_100_TIMEOUT_MS, EXPECT_MS);
	if (h->target->user) {
		curl_easy_setopt(j->curl, CURLOPT_HTTPAUTH, place_of(j)->auth);
		curl_easy_setopt(j->curl, CURLOPT_USERNAME, h->target->user);
		curl_easy_setopt(j->curl, CURLOPT_PASSWORD, h->secret ? h->secret : "");
	}
}

static void ask_head(struct job *j)
{
	request(j, "HEAD", url_of(j, j->path));
	curl_easy_setopt(j->curl, CURLOPT_NOBODY, 1L);
}

static void put(struct job *j, const char *path, int64_t from, int64_t size)
{
	request(j, "PUT", url_of(j, path));
	job_header(j, "Content-Type: %s", job_type(j));
	job_send(j, from, size);
}

static void ask_names(struct job *j, const char *folder)
{
	static const char what[] =
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<propfind xmlns=\"DAV:\"><prop><resourcetype/></prop></propfind>\n";

	request(j, "PROPFIND", folder_url(j, folder));
	job_header(j, "Depth: 1");
	job_header(j, "Content-Type: application/xml; charset=utf-8");
	job_send_bytes(j, what, strlen(what));
}

static void move(struct job *j, const char *from, bool over)
{
	request(j, "MOVE", url_of(j, from));
	job_header(j, "Destination: %s", url_of(j, j->path));
	job_header(j, "Overwrite: %s", over ? "T" : "F");
}

/* --- answers ------------------------------------------------------------------------------- */

static bool is_found(const struct job *j)
{
	return j->code == CURLE_OK && j->status / 100 == 2;
}

static bool is_status(const struct job *j, long status)
{
	return j->code == CURLE_OK && j->status == status;
}

/* As job_judge_http(), for a request that writes: nothing is ABSENT or TAKEN then. */
static enum outcome judge(struct job *j)
{
	const char *to = job_answer(j, "Location");

	if (j->code != CURLE_OK && j->status < 400)
		return job_judge_curl(j);
	switch (j->status) {
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		return job_failed(j,
				  "the server sends us to '%s' (%ld); nothing is sent there "
				  "unasked: if that is "
				  "the right address, write it at 'to'",
				  to ? to : "another address", j->status);
	case 207:
		return job_failed(j, "the server could do only a part of it (207)");
	case 404:
	case 409:
	case 410:
		return job_failed(j,
				  "the server has no folder for it, and makes none (%ld); look at "
				  "'to' in publish.yaml",
				  j->status);
	case 405:
	case 501:
		return job_failed(j,
				  "the server takes no files at this address (%ld); is WebDAV "
				  "switched on there, "
				  "and is 'to' its address?",
				  j->status);
	case 412:
		return job_later(j, "the file changes there at this moment (412)");
	case 413:
		return job_failed(
			j, "the server takes no file as large as this (413); its host can allow it "
			   "(nginx: client_max_body_size, Apache: LimitRequestBody)");
	case 423:
		return job_later(j, "another program has locked the file there (423)");
	default:
		return job_judge_http(j);
	}
}

/* Bytes of the file that was asked for; -1: the server does not say. */
static int64_t length_there(struct job *j)
{
	curl_off_t length = -1;

	curl_easy_getinfo(j->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	return length;
}

static bool is_media(const struct job *j)
{
	return j->file && j->file->group == OUTPUT_MEDIA;
}

/* --- folders ---------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool is_there(struct place *p, const char *folder)
{
	return tfind(folder, &p->folders, by_name) != NULL;
}

static void note_folder(struct job *j, const char *folder)
{
	struct place *p = place_of(j);

	if (!is_there(p, folder))
		tsearch(arena_strdup(j->host->arena, folder), &p->folders, by_name);
}

/* The folder of `path`, or the highest above it that is not known to be there; NULL: all are. */
static const char *missing_folder(struct job *j, const char *path)
{
	struct place *p = place_of(j);

	if (!is_there(p, ""))
		return "";
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		const char *folder = arena_strndup(&j->arena, path, (size_t)(slash - path));

		if (!is_there(p, folder))
			return folder;
	}
	return NULL;
}

static const char *destination(const struct job *j)
{
	const struct way *w = way_of(j);

	return w->after == STEP_NEW || w->after == STEP_CLAIM ? w->temp : j->path;
}

static void ask_folder(struct job *j)
{
	request(j, "MKCOL", folder_url(j, way_of(j)->folder));
}

/* Makes what is missing above a file, then goes on with `after`. */
static enum outcome make_folders(struct job *j, enum step after)
{
	struct way *w = way_of(j);

	w->after = after;
	w->folders_made = true;
	w->folder = missing_folder(j, destination(j));
	return w->folder ? go(j, STEP_FOLDER) : go(j, after);
}

/*
 * 405: it is there already (section 9.3.1). Another refusal need not matter, as two that make the
 * same folder at once get any: what is put there next will tell.
 */
static enum outcome took_folder(struct job *j)
{
	const struct way *w = way_of(j);

	if (j->code != CURLE_OK || j->status == 401 || j->status == 507)
		return judge(j);
	note_folder(j, w->folder);
	return make_folders(j, w->after);
}

/* Did a request fail because a folder is missing? Apache's MOVE says 500 then, and nginx's PUT. */
static bool lacks_folder(const struct job *j)
{
	return !way_of(j)->folders_made && j->code == CURLE_OK &&
	       (j->status == 404 || j->status == 409 || j->status == 500);
}

/* What became of a request that writes, and is made again once its folder is there. */
static enum outcome written(struct job *j, enum step next)
{
	struct way *w = way_of(j);

	if (lacks_folder(j)) {
		place_of(j)->makes_no_folders = true;
		return make_folders(j, w->step);
	}
	if (j->code != CURLE_OK || j->status / 100 != 2 || j->status == 207)
		return judge(j);
	return next == w->step ? JOB_DONE : go(j, next);
}

static enum outcome begin_writing(struct job *j, enum step step)
{
	return place_of(j)->makes_no_folders ? make_folders(j, step) : go(j, step);
}

static const char *new_name(struct job *j)
{
	struct place *p = place_of(j);

	return arena_printf(&j->arena, NEW_FOLDER "/%s-%u", p->run, p->count++);
}

/* --- one file ------------------------------------------------------------------------------- */

static void ask_get(struct job *j)
{
	request(j, "GET", url_of(j, j->path));
}

static enum outcome took_get(struct job *j)
{
	return is_status(j, 404) || is_status(j, 410) || is_found(j) ? job_judge_http(j) : judge(j);
}

static enum outcome took_check(struct job *j)
{
	if (is_status(j, 404) || is_status(j, 410))
		return JOB_ABSENT;
	if (!is_found(j))
		return judge(j);
	return length_there(j) == job_size(j) ? JOB_DONE : JOB_ABSENT;
}

static bool may_resume(const struct job *j)
{
	return is_media(j) && !j->replaces && job_size(j) >= RESUME_LEAST &&
	       place_of(j)->file_store == YES;
}

/* The server is known; how does this file get there? */
static enum outcome choose(struct job *j)
{
	struct way *w = way_of(j);

	if (j->replaces && place_of(j)->file_store == NO) {
		w->temp = new_name(j);
		return begin_writing(j, STEP_NEW);
	}
	return begin_writing(j, may_resume(j) && w->fresh ? STEP_FIRST : STEP_PUT);
}

static void ask_who(struct job *j)
{
	request(j, "OPTIONS", place_of(j)->url);
}

/* The property set is that of mod_dav_fs, and of nothing else. */
static enum outcome took_who(struct job *j)
{
	struct place *p = place_of(j);

	if (j->code != CURLE_OK || j->status == 401 || j->status >= 500)
		return judge(j);
	p->file_store = strstr(j->head.data, "<http://apache.org/dav/propset/fs/1>") ? YES : NO;
	return choose(j);
}

static enum outcome begin_put(struct job *j)
{
	if (j->unsure && !j->replaces && job_size(j) >= ASK_LEAST)
		return go(j, STEP_HAVE);
	way_of(j)->fresh = true;
	if ((j->replaces || (is_media(j) && job_size(j) >= RESUME_LEAST)) &&
	    place_of(j)->file_store == UNKNOWN)
		return go(j, STEP_WHO);
	return choose(j);
}

static enum outcome took_have(struct job *j)
{
	struct way *w = way_of(j);
	int64_t there = is_found(j) ? length_there(j) : 0;

	if (!is_found(j) && !is_status(j, 404) && !is_status(j, 410))
		return judge(j);
	if (there == job_size(j))
		return JOB_DONE;
	w->fresh = there <= 0;
	if (there > 0 && there < job_size(j))
		j->offset = there;
	if (place_of(j)->file_store == UNKNOWN && job_size(j) >= RESUME_LEAST)
		return go(j, STEP_WHO);
	if (j->offset && may_resume(j))
		return go(j, STEP_REST);
	return choose(j);
}

static void ask_put(struct job *j)
{
	j->offset = 0;
	put(j, j->path, 0, -1);
	if (is_media(j) && way_of(j)->fresh && !j->replaces)
		job_header(j, "If-None-Match: *");
}

static enum outcome took_put(struct job *j)
{
	if (is_status(j, 412))
		return go(j, STEP_PROVE);
	return written(j, is_media(j) ? STEP_PROVE : STEP_PUT);
}

static void ask_first(struct job *j)
{
	put(j, j->path, 0, FIRST_BYTES);
	job_header(j, "If-None-Match: *");
}

static enum outcome took_first(struct job *j)
{
	if (is_status(j, 412))
		return go(j, STEP_HAVE);
	if (is_found(j))
		j->offset = FIRST_BYTES;
	return written(j, STEP_REST);
}

static void ask_rest(struct job *j)
{
	put(j, j->path, j->offset, -1);
	job_header(j, "Content-Range: bytes %lld-%lld/%lld", (long long)j->offset,
		   (long long)job_size(j) - 1, (long long)job_size(j));
}

/* Something between us and Apache may not like it: then it goes in one piece. */
static enum outcome took_rest(struct job *j)
{
	if (j->code == CURLE_OK && (j->status == 400 || j->status == 416 || j->status == 501)) {
		place_of(j)->file_store = NO;
		way_of(j)->fresh = false;
		return go(j, STEP_PUT);
	}
	return written(j, STEP_PROVE);
}

static void ask_new(struct job *j)
{
	put(j, way_of(j)->temp, 0, -1);
}

static enum outcome took_new(struct job *j)
{
	if (is_found(j))
		way_of(j)->folders_made = false; /* those of its own name */
	return written(j, STEP_MOVE);
}

static void ask_move(struct job *j)
{
	move(j, way_of(j)->temp, true);
}

static enum outcome took_move(struct job *j)
{
	return written(j, is_media(j) ? STEP_PROVE : STEP_MOVE);
}

/* The length of a recording is looked at before anybody is told of it. */
static enum outcome took_prove(struct job *j)
{
	int64_t there = is_found(j) ? length_there(j) : 0;

	if (is_found(j) && (there == job_size(j) || there < 0))
		return JOB_DONE;
	if (!is_found(j) && !is_status(j, 404))
		return judge(j);
	if (way_of(j)->fresh && place_of(j)->file_store != YES) {
		way_of(j)->fresh = false; /* of a name that was taken: 412 */
		return go(j, STEP_PUT);
	}
	return job_later(j, "of %lld bytes the server has %lld", (long long)job_size(j),
			 (long long)there);
}

/* --- the lock --------------------------------------------------------------------------------- */

static void ask_claim(struct job *j)
{
	put(j, way_of(j)->temp, 0, -1);
}

static enum outcome took_claim(struct job *j)
{
	return written(j, STEP_TAKE);
}

static void ask_take(struct job *j)
{
	move(j, way_of(j)->temp, false);
}

/*
 * Also when it is refused, it may be ours: the answer to an earlier try was lost. And servers look
 * before they rename, so that of two at the same moment only who finds his own has it.
 */
static enum outcome took_take(struct job *j)
{
	if (is_status(j, 412))
		return go(j, STEP_MINE);
	return written(j, STEP_MINE);
}

static enum outcome took_mine(struct job *j)
{
	if (!is_found(j))
		return is_status(j, 404) ? job_later(j, "the lock is gone again") : judge(j);
	bool mine = j->body.len == j->len && memcmp(j->body.data, j->bytes, j->len) == 0;

	strbuf_clear(&j->body);
	return mine ? JOB_DONE : JOB_TAKEN;
}

/* --- what goes
 * ------------------------------------------------------------------------------------ */

static void ask_sweep(struct job *j)
{
	request(j, "DELETE", folder_url(j, NEW_FOLDER));
}

static enum outcome took_sweep(struct job *j)
{
	if (!is_found(j) && !is_status(j, 404) && !is_status(j, 410))
		return judge(j);
	tdelete(NEW_FOLDER, &place_of(j)->folders, by_name);
	return go(j, STEP_DELETE);
}

static void ask_delete(struct job *j)
{
	request(j, "DELETE", url_of(j, j->path));
}

static enum outcome look_above(struct job *j)
{
	struct way *w = way_of(j);

	w->folder = path_dir(w->folder, &j->arena);
	if (!*w->folder || place_of(j)->hidden == YES)
		return JOB_DONE;
	return go(j, place_of(j)->hidden == UNKNOWN ? STEP_SHOWS : STEP_INSIDE);
}

static enum outcome took_delete(struct job *j)
{
	if ((!is_found(j) && !is_status(j, 404) && !is_status(j, 410)) || is_status(j, 207))
		return judge(j);
	way_of(j)->folder = j->path;
	return look_above(j);
}

static struct dav_names names_of(struct job *j, const char *folder)
{
	return dav_names_read(j->body.data, folder_url(j, folder), &j->arena);
}

static void ask_shows(struct job *j)
{
	ask_names(j, "");
}

/*
 * DELETE takes a folder with all that is in it (section 9.6.1), and nginx shows no names that begin
 * with a dot: what it calls empty can hold somebody's .htaccess. Our own notes tell whether it
 * does; where they are not shown, empty folders stay.
 */
static enum outcome took_shows(struct job *j)
{
	const struct dav_names n = names_of(j, "");

	if (j->code != CURLE_OK)
		return judge(j);
	place_of(j)->hidden = YES;
	for (size_t i = 0; i < n.count; i++) {
		if (*n.names[i] == '.')
			place_of(j)->hidden = NO;
	}
	return place_of(j)->hidden == YES ? JOB_DONE : go(j, STEP_INSIDE);
}

static void ask_inside(struct job *j)
{
	ask_names(j, way_of(j)->folder);
}

static enum outcome took_inside(struct job *j)
{
	const struct dav_names n = names_of(j, way_of(j)->folder);

	if (j->code != CURLE_OK)
		return judge(j);
	if (is_status(j, 404))
		return look_above(j);
	return is_status(j, 207) && n.whole && !n.count ? go(j, STEP_EMPTY) : JOB_DONE;
}

static void ask_empty(struct job *j)
{
	request(j, "DELETE", folder_url(j, way_of(j)->folder));
}

/* The file is gone; that its folder stays is no reason to stop. */
static enum outcome took_empty(struct job *j)
{
	if (j->code != CURLE_OK)
		return judge(j);
	tdelete(way_of(j)->folder, &place_of(j)->folders, by_name);
	return is_found(j) || is_status(j, 404) ? look_above(j) : JOB_DONE;
}

static void ask_list(struct job *j)
{
	ask_names(j, "");
}

static enum outcome took_list(struct job *j)
{
	if (is_status(j, 404) || is_status(j, 410))
		return strbuf_clear(&j->body), JOB_DONE;
	if (!is_status(j, 207))
		return is_found(j) ? job_failed(j,
						"the server tells no names of files (%ld); is 'to' "
						"the address "
						"of its WebDAV?",
						j->status)
				   : judge(j);
	const struct dav_names n = names_of(j, "");
	if (!n.whole)
		return job_failed(j, "the server's list of files cannot be understood");
	strbuf_clear(&j->body);
	for (size_t i = 0; i < n.count; i++) {
		if (*n.names[i])
			strbuf_addf(&j->body, "%s\n", n.names[i]);
	}
	return JOB_DONE;
}

/* --- the kind
 * ----------------------------------------------------------------------------------------- */

static const struct {
	void (*ask)(struct job *j);
	enum outcome (*took)(struct job *j);
} steps[] = {
	[STEP_GET] = { ask_get, took_get },          [STEP_LIST] = { ask_list, took_list },
	[STEP_CHECK] = { ask_head, took_check },     [STEP_WHO] = { ask_who, took_who },
	[STEP_HAVE] = { ask_head, took_have },       [STEP_FOLDER] = { ask_folder, took_folder },
	[STEP_PUT] = { ask_put, took_put },          [STEP_FIRST] = { ask_first, took_first },
	[STEP_REST] = { ask_rest, took_rest },       [STEP_NEW] = { ask_new, took_new },
	[STEP_MOVE] = { ask_move, took_move },       [STEP_PROVE] = { ask_head, took_prove },
	[STEP_CLAIM] = { ask_claim, took_claim },    [STEP_TAKE] = { ask_take, took_take },
	[STEP_MINE] = { ask_get, took_mine },        [STEP_SWEEP] = { ask_sweep, took_sweep },
	[STEP_DELETE] = { ask_delete, took_delete }, [STEP_SHOWS] = { ask_shows, took_shows },
	[STEP_INSIDE] = { ask_inside, took_inside }, [STEP_EMPTY] = { ask_empty, took_empty },
};

static enum outcome go(struct job *j, enum step step)
{
	way_of(j)->step = step;
	steps[step].ask(j);
	return JOB_REQUEST;
}

static enum outcome begin(struct job *j)
{
	j->own = arena_new(&j->arena, struct way);
	switch (j->task) {
	case TASK_GET:
		return go(j, STEP_GET);
	case TASK_CLAIM:
		way_of(j)->temp = new_name(j);
		return begin_writing(j, STEP_CLAIM);
	case TASK_PUT:
		return begin_put(j);
	case TASK_CHECK:
		return go(j, STEP_CHECK);
	case TASK_REMOVE:
		return go(j, strcmp(j->path, JOURNAL_NAME) == 0 ? STEP_SWEEP : STEP_DELETE);
	case TASK_LIST:
		return go(j, STEP_LIST);
	case TASK_BEGIN:
	case TASK_FINISH:
		break;
	}
	return JOB_DONE;
}

/*
 * The name and the secret go with each request from the first on, so that none is made twice. A
 * server that wants them by Digest (RFC 7616) says so once.
 */
static bool wants_digest(struct job *j)
{
	struct place *p = place_of(j);
	long offered = 0;

	if (!is_status(j, 401) || p->auth == CURLAUTH_DIGEST || !j->host->target->user)
		return false;
	curl_easy_getinfo(j->curl, CURLINFO_HTTPAUTH_AVAIL, &offered);
	if (!((unsigned long)offered & CURLAUTH_DIGEST) ||
	    ((unsigned long)offered & CURLAUTH_BASIC))
		return false;
	p->auth = CURLAUTH_DIGEST;
	return true;
}

static enum outcome next(struct job *j)
{
	if (!j->own)
		return begin(j);
	if (wants_digest(j))
		return go(j, way_of(j)->step);
	return steps[way_of(j)->step].took(j);
}

/* What is wrong with an address; NULL: nothing. */
static const char *place_fault(const char *to)
{
	CURLU *u = curl_url();
	char *host = NULL, *name = NULL, *query = NULL, *fragment = NULL;
	const char *fault = NULL;

	if (curl_url_set(u, CURLUPART_URL, to, 0) != CURLUE_OK ||
	    curl_url_get(u, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		fault = "expected an address that begins with 'https://'";
	else if (!text_starts(to, "https://") && !text_starts(to, "http://"))
		fault = "expected an address that begins with 'https://'";
	else if (text_starts(to, "http://") && !address_is_local(to))
		fault = "without encryption, everybody on the way could read the password: write "
			"'https://'";
	else if (curl_url_get(u, CURLUPART_USER, &name, 0) == CURLUE_OK)
		fault = "the name stands in 'user', and the password in no file that is published";
	else if (curl_url_get(u, CURLUPART_QUERY, &query, 0) == CURLUE_OK ||
		 curl_url_get(u, CURLUPART_FRAGMENT, &fragment, 0) == CURLUE_OK)
		fault = "the address of a folder has no '?' and no '#'";
	curl_free(host);
	curl_free(name);
	curl_free(query);
	curl_free(fragment);
	curl_url_cleanup(u);
	return fault;
}

static bool open_place(struct host *h, struct diag *diag)
{
	const char *to = h->target->to, *fault = place_fault(to);
	struct place *p = arena_new(h->arena, struct place);
	unsigned long long random;

	if (fault) {
		/* Not the address itself: a password may stand in it. */
		diag_report(diag, DIAG_CANNOT_PUBLISH, h->target->at,
			    "'to' of '%s' cannot be used: %s", h->target->name, fault);
		return false;
	}
	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		random = (unsigned long long)(uintptr_t)p;
	p->url = arena_printf(h->arena, "%s%s", to, text_ends(to, "/") ? "" : "/");
	p->run = arena_printf(h->arena, "%016llx", random);
	p->auth = CURLAUTH_BASIC;
	h->own = p;
	return true;
}

static void keep(void *name)
{
	(void)name; /* it is in the host's arena */
}

static void close_place(struct host *h)
{
	struct place *p = h->own;

	tdestroy(p->folders, keep);
}

const struct host_kind host_webdav = {
	.name = "webdav",
	.traits = { .ranges = true,
		    .connections = 2,
		    .remedy = "types, headers and ranges are set in the web server that shows the "
			      "files "
			      "(the build writes .htaccess and site.nginx.conf for it)" },
	.open = open_place,
	.close = close_place,
	.next = next,
};
