/* How files and empty folders go from a WebDAV server, and what is there. */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "dav_names.h"
#include "webdav.h"

/* --- what goes ----------------------------------------------------------------------- */

void dav_ask_sweep(struct job *j)
{
	dav_request(j, "DELETE", dav_folder_url(j, NEW_FOLDER));
}

enum outcome dav_took_sweep(struct job *j)
{
	if (!dav_found(j) && !dav_status(j, 404) && !dav_status(j, 410))
		return dav_judge(j);
	tdelete(NEW_FOLDER, &dav_place(j)->folders, dav_by_name);
	return dav_go(j, STEP_DELETE);
}

void dav_ask_delete(struct job *j)
{
	dav_request(j, "DELETE", dav_url(j, j->path));
}

static enum outcome look_above(struct job *j)
{
	struct way *w = dav_way(j);

	w->folder = path_dir(w->folder, &j->arena);
	if (!*w->folder || dav_place(j)->hidden == YES)
		return JOB_DONE;
	return dav_go(j, dav_place(j)->hidden == UNKNOWN ? STEP_SHOWS : STEP_INSIDE);
}

enum outcome dav_took_delete(struct job *j)
{
	if ((!dav_found(j) && !dav_status(j, 404) && !dav_status(j, 410)) || dav_status(j, 207))
		return dav_judge(j);
	dav_way(j)->folder = j->path;
	return look_above(j);
}

static struct dav_names names_of(struct job *j, const char *folder)
{
	return dav_names_read(j->body.data, dav_folder_url(j, folder), &j->arena);
}

void dav_ask_shows(struct job *j)
{
	dav_ask_names(j, "");
}

/*
 * DELETE takes a folder with all that is in it (section 9.6.1), and nginx shows no names that begin
 * with a dot: what it calls empty can hold somebody's .htaccess. Our own notes tell whether it
 * does; where they are not shown, empty folders stay.
 */
enum outcome dav_took_shows(struct job *j)
{
	const struct dav_names n = names_of(j, "");

	if (j->code != CURLE_OK)
		return dav_judge(j);
	dav_place(j)->hidden = YES;
	for (size_t i = 0; i < n.count; i++) {
		if (*n.names[i] == '.')
			dav_place(j)->hidden = NO;
	}
	return dav_place(j)->hidden == YES ? JOB_DONE : dav_go(j, STEP_INSIDE);
}

void dav_ask_inside(struct job *j)
{
	dav_ask_names(j, dav_way(j)->folder);
}

enum outcome dav_took_inside(struct job *j)
{
	const struct dav_names n = names_of(j, dav_way(j)->folder);

	if (j->code != CURLE_OK)
		return dav_judge(j);
	if (dav_status(j, 404))
		return look_above(j);
	return dav_status(j, 207) && n.whole && !n.count ? dav_go(j, STEP_EMPTY) : JOB_DONE;
}

void dav_ask_empty(struct job *j)
{
	dav_request(j, "DELETE", dav_folder_url(j, dav_way(j)->folder));
}

/* The file is gone; that its folder stays is no reason to stop. */
enum outcome dav_took_empty(struct job *j)
{
	if (j->code != CURLE_OK)
		return dav_judge(j);
	tdelete(dav_way(j)->folder, &dav_place(j)->folders, dav_by_name);
	return dav_found(j) || dav_status(j, 404) ? look_above(j) : JOB_DONE;
}

void dav_ask_list(struct job *j)
{
	dav_ask_names(j, "");
}

enum outcome dav_took_list(struct job *j)
{
	if (dav_status(j, 404) || dav_status(j, 410))
		return strbuf_clear(&j->body), JOB_DONE;
	if (!dav_status(j, 207))
		return dav_found(j)
			       ? job_failed(j,
					    "the server tells no names of files (%ld); is 'to' "
					    "the address "
					    "of its WebDAV?",
					    j->status)
			       : dav_judge(j);
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
