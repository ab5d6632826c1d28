/* `blether import`: the folder that it comes to, as it is before anything is written. */
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/source.h"
#include "import_show.h"
#include "model/site.h"
#include "read/read.h"

static bool is_there(const struct importing *im, const char *name)
{
	return access(path_join(im->content, name, im->arena), F_OK) == 0;
}

/* Hidden names are those of tools: a folder that git has begun is still empty. */
static bool is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	bool empty = true;

	for (struct dirent *e; d && (e = readdir(d));)
		empty = empty && *e->d_name == '.';
	if (d)
		closedir(d);
	return empty;
}

/* An import that was killed may have begun a site: its folder of what is on its way tells. */
static bool may_become_site(const struct importing *im)
{
	return is_empty(im->content) || access(import_folder(im, "import"), F_OK) == 0;
}

static void report_unreadable(struct importing *im, const struct diag *why, const char *path)
{
	const char *said = diag_first_error(why);

	diag_report(&im->diag, DIAG_IMPORT_UNREADABLE, span_path(path, im->arena),
		    "it cannot be read%s%s; mend it, and import again", said ? ": " : "",
		    said ? said : "");
}

bool import_check_folder(struct importing *im)
{
	if (is_there(im, "site.yaml") || may_become_site(im))
		return true;
	diag_report(&im->diag, DIAG_IMPORT_FOLDER, span_path(im->content, im->arena),
		    "there is something in this folder, and no site.yaml; name a site's folder, or "
		    "a new one, with --into");
	return false;
}

bool import_read_content(struct importing *im)
{
	const char *path = path_join(im->content, "site.yaml", im->arena);
	struct diag said;

	diag_init(&said, im->arena);
	if (!is_there(im, "site.yaml"))
		return true;
	im->site = read_site(im->content, im->now, im->arena, &said);
	if (im->site && im->site->title && im->site->address)
		return true;
	report_unreadable(im, &said, path);
	return false;
}

/* --- episodes ------------------------------------------------------------------------------ */

static const struct record_row *row_of(const struct importing *im, const struct import_episode *e)
{
	const struct record_row key = { .kind = RECORD_EPISODE,
					.show = im->show->slug,
					.guid = import_identity(e, im->arena) };

	return import_record_find(&im->old, &key);
}

/* Its place is taken: by an episode that cannot be read, or by something of somebody's own. */
static void check_place(struct importing *im, const char *folder, const char *guid)
{
	const char *place = arena_printf(im->arena, "%s/%s", import_place(im, NULL), folder);

	if (access(place, F_OK) == 0)
		diag_report(&im->diag, DIAG_IMPORT_UNREADABLE, span_path(place, im->arena),
			    "this folder is there already, and is no episode with the guid '%s' "
			    "that can be read; mend it or take it away, and import again",
			    guid);
}

static void remove_from_plan(struct importing *im, struct import_episode *e)
{
	e->is_removed = true;
	im->removed++;
	import_note(im->show, e, IMPORT_LOST, NULL,
		    "somebody has taken it out of this site, so it was not brought again; to have "
		    "it again, delete the lines with its guid '%s' in " IMPORT_RECORD,
		    import_identity(e, im->arena));
}

bool import_check_places(struct importing *im)
{
	const char *show = path_join(import_place(im, NULL), "show.yaml", im->arena);
	bool is_known = access(show, F_OK) == 0;

	for (size_t i = 0; i < im->show->count; i++) {
		struct import_episode *e = &im->show->episodes[i];
		const struct record_row *row = e->is_new ? row_of(im, e) : NULL;

		if (!e->is_new)
			continue;
		check_place(im, row && row->name ? row->name : e->folder, e->guid);
		if (is_known && row && row->name)
			remove_from_plan(im, e);
	}
	return diag_ok(&im->diag);
}
