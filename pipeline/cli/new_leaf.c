#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "model/consent.h"
#include "model/fields.h"
#include "new.h"
#include "skeleton.h"

/* Things with one Markdown file each. */

/* The file of a new leaf, or NULL after saying why there is none. */
static const char *leaf_path(const struct new_opts *o, const char *folder, const char *slug,
			     struct arena *a)
{
	const char *content = slug ? environment_content(o->content, a) : NULL;

	if (!content)
		return NULL;
	const char *path = path_join(content, arena_printf(a, "%s/%s.md", folder, slug), a);
	if (access(path, F_OK) != 0)
		return path;
	fprintf(stderr, "error: '%s' is there already\n", path);
	return NULL;
}

static const char *today_row(const char *slug, struct moment now, struct arena *a)
{
	return arena_printf(a, "%s,%s,site feed,,,", slug, date_day(now, a));
}

int new_person(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *slug = blank_slug(operands[0], "name", a);
	const char *path = leaf_path(o, "people", slug, a);
	const struct skeleton_value values[] = { { "name", blank_quoted(operands[0], a) }, { 0 } };
	struct moment now;

	if (!path || !environment_now(o->now, &now))
		return STATUS_USAGE;
	if (!blank_page(path, &kind_profile, values, "", a))
		return blank_failed(path);
	const char *content = path_dir(path_dir(path, a), a);
	printf("%s is ready. Now:\n"
	       "  1. ask them where they may be named, and tell them that they can take it back at "
	       "any time\n"
	       "  2. when they have agreed, add their row to %s:\n"
	       "       %s\n"
	       "  3. name them in show.yaml or episode.md, below 'people:', as '- person: %s'\n",
	       path, path_join(content, CONSENT_FILE, a), today_row(slug, now, a), slug);
	return STATUS_GOOD;
}

/* A number, hours and a day that nobody has looked at are left empty: an example could be dialled.
 */
int new_help(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *slug = blank_slug(operands[0], "name", a);
	const char *path = leaf_path(o, "help", slug, a);
	const struct skeleton_value values[] = { { "title", blank_quoted(operands[0], a) },
						 { "phone", "" },
						 { "hours", "" },
						 { "checked", "" },
						 { 0 } };

	if (!path)
		return STATUS_USAGE;
	if (!blank_page(path, &kind_help, values, "", a))
		return blank_failed(path);
	printf("%s is ready. Now:\n"
	       "  1. write its number into 'phone' (or delete that line and fill in 'web'), and "
	       "its "
	       "hours\n"
	       "  2. ring it, and write the day into 'checked'\n"
	       "  3. is it for one thing, such as bereavement? Name that below 'for:'\n",
	       path);
	return STATUS_GOOD;
}

static int new_titled(const struct new_opts *o, const char *title, const struct kind *kind,
		      const char *folder, struct arena *a)
{
	const char *slug = blank_slug(title, "title", a), *path = leaf_path(o, folder, slug, a);
	const struct skeleton_value values[] = { { "title", blank_quoted(title, a) }, { 0 } };

	if (!path)
		return STATUS_USAGE;
	if (!blank_page(path, kind, values, "", a))
		return blank_failed(path);
	printf("%s is ready. Now:\n  1. fill in the page\n", path);
	if (kind == &kind_area)
		printf("  2. write 'areas: [%s]' into the episodes that belong to it\n", slug);
	return STATUS_GOOD;
}

int new_area(const struct new_opts *o, char **operands, struct arena *a)
{
	return new_titled(o, operands[0], &kind_area, "areas", a);
}

int new_page(const struct new_opts *o, char **operands, struct arena *a)
{
	return new_titled(o, operands[0], &kind_page, "pages", a);
}
