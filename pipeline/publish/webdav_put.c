/* How a file gets to a WebDAV server, and the folders above it (host_webdav.c says why so). */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "dav_names.h"
#include "webdav.h"

/* --- folders ------------------------------------------------------------------------- */

int dav_by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool is_there(struct place *p, const char *folder)
{
	return tfind(folder, &p->folders, dav_by_name) != NULL;
}

static void note_folder(struct job *j, const char *folder)
{
	struct place *p = dav_place(j);

	if (!is_there(p, folder))
		tsearch(arena_strdup(j->host->arena, folder), &p->folders, dav_by_name);
}

/* The folder of `path`, or the highest above it that is not known to be there; NULL: all are. */
static const char *missing_folder(struct job *j, const char *path)
{
	struct place *p = dav_place(j);

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
	const struct way *w = dav_way(j);

	return w->after == STEP_NEW || w->after == STEP_CLAIM ? w->temp : j->path;
}

void dav_ask_folder(struct job *j)
{
	dav_request(j, "MKCOL", dav_folder_url(j, dav_way(j)->folder));
}

/* Makes what is missing above a file, then goes on with `after`. */
static enum outcome make_folders(struct job *j, enum step after)
{
	struct way *w = dav_way(j);

	w->after = after;
	w->folders_made = true;
	w->folder = missing_folder(j, destination(j));
	return w->folder ? dav_go(j, STEP_FOLDER) : dav_go(j, after);
}

/*
 * 405: it is there already (section 9.3.1). Another refusal need not matter, as two that make the
 * same folder at once get any: what is put there next will tell.
 */
enum outcome dav_took_folder(struct job *j)
{
	const struct way *w = dav_way(j);

	if (j->code != CURLE_OK || j->status == 401 || j->status == 507)
		return dav_judge(j);
	note_folder(j, w->folder);
	return make_folders(j, w->after);
}

/* Did a request fail because a folder is missing? Apache's MOVE says 500 then, and nginx's PUT. */
static bool lacks_folder(const struct job *j)
{
	return !dav_way(j)->folders_made && j->code == CURLE_OK &&
	       (j->status == 404 || j->status == 409 || j->status == 500);
}

/* What became of a request that writes, and is made again once its folder is there. */
enum outcome dav_written(struct job *j, enum step next)
{
	struct way *w = dav_way(j);

	if (lacks_folder(j)) {
		dav_place(j)->makes_no_folders = true;
		return make_folders(j, w->step);
	}
	if (j->code != CURLE_OK || j->status / 100 != 2 || j->status == 207)
		return dav_judge(j);
	return next == w->step ? JOB_DONE : dav_go(j, next);
}

enum outcome dav_begin_writing(struct job *j, enum step step)
{
	return dav_place(j)->makes_no_folders ? make_folders(j, step) : dav_go(j, step);
}

const char *dav_new_name(struct job *j)
{
	struct place *p = dav_place(j);

	return arena_printf(&j->arena, NEW_FOLDER "/%s-%u", p->run, p->count++);
}

/* --- a file -------------------------------------------------------------------------- */

static bool is_media(const struct job *j)
{
	return j->file && j->file->group == OUTPUT_MEDIA;
}

static bool may_resume(const struct job *j)
{
	return is_media(j) && !j->replaces && job_size(j) >= RESUME_LEAST &&
	       dav_place(j)->file_store == YES;
}

/* The server is known; how does this file get there? */
static enum outcome choose(struct job *j)
{
	struct way *w = dav_way(j);

	if (j->replaces && dav_place(j)->file_store == NO) {
		w->temp = dav_new_name(j);
		return dav_begin_writing(j, STEP_NEW);
	}
	return dav_begin_writing(j, may_resume(j) && w->fresh ? STEP_FIRST : STEP_PUT);
}

void dav_ask_who(struct job *j)
{
	dav_request(j, "OPTIONS", dav_place(j)->url);
}

/* The property set is that of mod_dav_fs, and of nothing else. */
enum outcome dav_took_who(struct job *j)
{
	struct place *p = dav_place(j);

	if (j->code != CURLE_OK || j->status == 401 || j->status >= 500)
		return dav_judge(j);
	p->file_store = strstr(j->head.data, "<http://apache.org/dav/propset/fs/1>") ? YES : NO;
	return choose(j);
}

enum outcome dav_begin_put(struct job *j)
{
	/* The length tells only of a name that no other bytes ever had. */
	if (j->unsure && !j->replaces && job_size(j) >= ASK_LEAST && job_path_has_hash(j))
		return dav_go(j, STEP_HAVE);
	dav_way(j)->fresh = !j->unsure;
	if ((j->replaces || (is_media(j) && job_size(j) >= RESUME_LEAST)) &&
	    dav_place(j)->file_store == UNKNOWN)
		return dav_go(j, STEP_WHO);
	return choose(j);
}

enum outcome dav_took_have(struct job *j)
{
	struct way *w = dav_way(j);
	int64_t there = dav_found(j) ? dav_length(j) : 0;

	if (!dav_found(j) && !dav_status(j, 404) && !dav_status(j, 410))
		return dav_judge(j);
	if (there == job_size(j))
		return JOB_DONE;
	w->fresh = there <= 0;
	if (there > 0 && there < job_size(j))
		j->offset = there;
	if (dav_place(j)->file_store == UNKNOWN && job_size(j) >= RESUME_LEAST)
		return dav_go(j, STEP_WHO);
	if (j->offset && may_resume(j))
		return dav_go(j, STEP_REST);
	return choose(j);
}

void dav_ask_put(struct job *j)
{
	j->offset = 0;
	dav_put(j, j->path, 0, -1);
	if (is_media(j) && dav_way(j)->fresh && !j->replaces)
		job_header(j, "If-None-Match: *");
}

enum outcome dav_took_put(struct job *j)
{
	if (dav_status(j, 412))
		return dav_go(j, STEP_PROVE);
	return dav_written(j, is_media(j) ? STEP_PROVE : STEP_PUT);
}

void dav_ask_first(struct job *j)
{
	dav_put(j, j->path, 0, FIRST_BYTES);
	job_header(j, "If-None-Match: *");
}

enum outcome dav_took_first(struct job *j)
{
	if (dav_status(j, 412))
		return dav_go(j, STEP_HAVE);
	if (dav_found(j))
		j->offset = FIRST_BYTES;
	return dav_written(j, STEP_REST);
}

void dav_ask_rest(struct job *j)
{
	dav_put(j, j->path, j->offset, -1);
	job_header(j, "Content-Range: bytes %lld-%lld/%lld", (long long)j->offset,
		   (long long)job_size(j) - 1, (long long)job_size(j));
}

/* Something between us and Apache may not like it: then it goes in one piece. */
enum outcome dav_took_rest(struct job *j)
{
	if (j->code == CURLE_OK && (j->status == 400 || j->status == 416 || j->status == 501)) {
		dav_place(j)->file_store = NO;
		dav_way(j)->fresh = false;
		return dav_go(j, STEP_PUT);
	}
	return dav_written(j, STEP_PROVE);
}

void dav_ask_new(struct job *j)
{
	dav_put(j, dav_way(j)->temp, 0, -1);
}

enum outcome dav_took_new(struct job *j)
{
	if (dav_found(j))
		dav_way(j)->folders_made = false; /* those of its own name */
	return dav_written(j, STEP_MOVE);
}

void dav_ask_move(struct job *j)
{
	dav_move(j, dav_way(j)->temp, true);
}

/*
 * 404: what was to be moved is gone (409 would be said of the folder, section 9.9.4). On a
 * connection that broke before the answer came, the library sends a request again, and the first
 * may have been heard.
 */
enum outcome dav_took_move(struct job *j)
{
	if (dav_status(j, 404))
		return job_later(j, "the connection broke while a file got its name");
	return dav_written(j, is_media(j) ? STEP_PROVE : STEP_MOVE);
}

/* The length of a recording is looked at before anybody is told of it. */
enum outcome dav_took_prove(struct job *j)
{
	int64_t there = dav_found(j) ? dav_length(j) : 0;

	if (dav_found(j) && (there == job_size(j) || there < 0))
		return JOB_DONE;
	if (!dav_found(j) && !dav_status(j, 404))
		return dav_judge(j);
	if (dav_way(j)->fresh && dav_place(j)->file_store != YES) {
		dav_way(j)->fresh = false; /* of a name that was taken: 412 */
		return dav_go(j, STEP_PUT);
	}
	return job_later(j, "of %lld bytes the server has %lld", (long long)job_size(j),
			 (long long)there);
}
