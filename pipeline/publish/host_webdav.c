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
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/text.h"
#include "hosts.h"
#include "model/address.h"
#include "record.h"
#include "webdav.h"

/* --- one file ------------------------------------------------------------------------ */

static void ask_get(struct job *j)
{
	dav_request(j, "GET", dav_url(j, j->path));
}

static enum outcome took_get(struct job *j)
{
	return dav_status(j, 404) || dav_status(j, 410) || dav_found(j) ? job_judge_http(j)
									: dav_judge(j);
}

static enum outcome took_check(struct job *j)
{
	if (dav_status(j, 404) || dav_status(j, 410))
		return JOB_ABSENT;
	if (!dav_found(j))
		return dav_judge(j);
	return dav_length(j) == job_size(j) ? JOB_DONE : JOB_ABSENT;
}

/* --- the lock ------------------------------------------------------------------------ */

static void ask_claim(struct job *j)
{
	dav_put(j, dav_way(j)->temp, 0, -1);
}

static enum outcome took_claim(struct job *j)
{
	return dav_written(j, STEP_ENTER);
}

/*
 * Apache looks whether a name is free, and renames then: of two at the same moment, both would be
 * told that the lock is theirs. But only one of them can make a folder (mkdir(2)), so that is what
 * a claim begins with.
 */
static void ask_enter(struct job *j)
{
	dav_request(j, "MKCOL", dav_folder_url(j, CLAIM_DOOR));
}

static enum outcome took_enter(struct job *j)
{
	if (dav_found(j) || (dav_status(j, 405) && dav_place(j)->inside)) {
		dav_place(j)->inside = true;
		return dav_go(j, STEP_TAKE);
	}
	if (!dav_status(j, 405))
		return dav_status(j, 409) ? job_later(j, "another publication ends at this moment")
					  : dav_judge(j);
	if (++dav_place(j)->waits < DOOR_TRIES)
		return job_later(j, "another computer begins to publish at this moment");
	dav_place(j)->waits = 0;
	return dav_go(j, STEP_BREAK);
}

static void ask_door(struct job *j)
{
	dav_request(j, "DELETE", dav_folder_url(j, CLAIM_DOOR));
}

static enum outcome took_break(struct job *j)
{
	return dav_found(j) || dav_status(j, 404) ? dav_go(j, STEP_ENTER) : dav_judge(j);
}

static void ask_take(struct job *j)
{
	dav_move(j, dav_way(j)->temp, false);
}

static enum outcome took_take(struct job *j)
{
	return j->code == CURLE_OK && j->status < 500 ? dav_go(j, STEP_LEAVE) : dav_judge(j);
}

/* It may be ours also when it was refused: the answer to an earlier try was lost. */
static enum outcome took_leave(struct job *j)
{
	if (!dav_found(j) && !dav_status(j, 404))
		return dav_judge(j);
	dav_place(j)->inside = false;
	return dav_go(j, STEP_MINE);
}

static enum outcome took_mine(struct job *j)
{
	if (!dav_found(j))
		return dav_status(j, 404) ? job_later(j, "the lock could not be put there")
					  : dav_judge(j);
	bool mine = j->body.len == j->len && memcmp(j->body.data, j->bytes, j->len) == 0;

	strbuf_clear(&j->body);
	return mine ? JOB_DONE : JOB_TAKEN;
}

/* --- the kind ------------------------------------------------------------------------ */

static const struct {
	void (*ask)(struct job *j);
	enum outcome (*took)(struct job *j);
} steps[] = {
	[STEP_GET] = { ask_get, took_get },
	[STEP_LIST] = { dav_ask_list, dav_took_list },
	[STEP_CHECK] = { dav_ask_head, took_check },
	[STEP_WHO] = { dav_ask_who, dav_took_who },
	[STEP_HAVE] = { dav_ask_head, dav_took_have },
	[STEP_FOLDER] = { dav_ask_folder, dav_took_folder },
	[STEP_PUT] = { dav_ask_put, dav_took_put },
	[STEP_FIRST] = { dav_ask_first, dav_took_first },
	[STEP_REST] = { dav_ask_rest, dav_took_rest },
	[STEP_NEW] = { dav_ask_new, dav_took_new },
	[STEP_MOVE] = { dav_ask_move, dav_took_move },
	[STEP_PROVE] = { dav_ask_head, dav_took_prove },
	[STEP_CLAIM] = { ask_claim, took_claim },
	[STEP_ENTER] = { ask_enter, took_enter },
	[STEP_BREAK] = { ask_door, took_break },
	[STEP_TAKE] = { ask_take, took_take },
	[STEP_LEAVE] = { ask_door, took_leave },
	[STEP_MINE] = { ask_get, took_mine },
	[STEP_SWEEP] = { dav_ask_sweep, dav_took_sweep },
	[STEP_DELETE] = { dav_ask_delete, dav_took_delete },
	[STEP_SHOWS] = { dav_ask_shows, dav_took_shows },
	[STEP_INSIDE] = { dav_ask_inside, dav_took_inside },
	[STEP_EMPTY] = { dav_ask_empty, dav_took_empty },
};

enum outcome dav_go(struct job *j, enum step step)
{
	dav_way(j)->step = step;
	steps[step].ask(j);
	return JOB_REQUEST;
}

static enum outcome begin(struct job *j)
{
	j->own = arena_new(&j->arena, struct way);
	switch (j->task) {
	case TASK_GET:
		return dav_go(j, STEP_GET);
	case TASK_CLAIM:
		dav_way(j)->temp = dav_new_name(j);
		return dav_begin_writing(j, STEP_CLAIM);
	case TASK_PUT:
		return dav_begin_put(j);
	case TASK_CHECK:
		return dav_go(j, STEP_CHECK);
	case TASK_REMOVE:
		return dav_go(j, strcmp(j->path, TOUCHED_NAME) == 0 ? STEP_SWEEP : STEP_DELETE);
	case TASK_LIST:
		return dav_go(j, STEP_LIST);
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
	struct place *p = dav_place(j);

	if (!dav_status(j, 401) || p->auth == CURLAUTH_DIGEST || !j->host->target->user)
		return false;
	if (!strcasestr(j->head.data, "\nWWW-Authenticate: Digest") ||
	    strcasestr(j->head.data, "\nWWW-Authenticate: Basic"))
		return false;
	p->auth = CURLAUTH_DIGEST;
	return true;
}

static enum outcome next(struct job *j)
{
	if (!j->own)
		return begin(j);
	if (wants_digest(j))
		return dav_go(j, dav_way(j)->step);
	return steps[dav_way(j)->step].took(j);
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
	char run[UUID_LEN + 1];

	if (fault) {
		/* Not the address itself: a password may stand in it. */
		diag_report(diag, DIAG_CANNOT_PUBLISH, h->target->at,
			    "'to' of '%s' cannot be used: %s", h->target->name, fault);
		return false;
	}
	p->url = arena_printf(h->arena, "%s%s", to, text_ends(to, "/") ? "" : "/");
	p->run = uuid_v4(run) ? arena_strdup(h->arena, run)
			      : arena_printf(h->arena, "%ld", (long)getpid());
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
		    .connections =
			    4, /* as fast as two on loopback, and twice as fast over a slow line */
		    .remedy = "types, headers and ranges are set in the web server that shows the "
			      "files "
			      "(the build writes .htaccess and site.nginx.conf for it)" },
	.open = open_place,
	.close = close_place,
	.next = next,
};
