#include <stdio.h>

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

	return content ? blank_place(content, arena_printf(a, "%s/%s.md", folder, slug), a) : NULL;
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
	       "  3. name them in an episode, a show, a meeting, a session or a story, below\n"
	       "     'people:', as '- person: %s'\n",
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

/* What to do with a new page of a kind, after filling it in. */
struct next_step {
	const struct kind *kind;
	const char *words, *behind; /* before and behind the slug; behind NULL: it is not said */
};

static const struct next_step next_steps[] = {
	{ &kind_area, "write '",
	  "' below 'leads', 'helps' or 'refers' of groups, and 'areas' of episodes and meetings" },
	{ &kind_group,
	  "name areas under 'leads', 'helps' or 'refers', and how to reach them\n"
	  "  3. ring them, and write the day into 'checked'",
	  NULL },
	{ &kind_place, "write 'places: [", "]' into the groups that are there" },
	{ &kind_audience, "write 'audiences: [", "]' into the groups that are for them" },
	{ &kind_resource,
	  "put its file beside it and name it in 'file', write its address into 'url', or "
	  "write it here",
	  NULL },
	{ &kind_story,
	  "ask whose story it is before anything is published; who wants to be named is made by\n"
	  "     'blether new person \"NAME\"', and named below 'people:'",
	  NULL },
	{ &kind_journey, "walk through it as somebody who needs it", NULL },
};

static void tell_next(const char *path, const struct kind *kind, const char *slug)
{
	printf("%s is ready. Now:\n  1. fill in the page\n", path);
	for (size_t i = 0; i < COUNT(next_steps); i++) {
		const struct next_step *s = &next_steps[i];

		if (s->kind == kind)
			printf("  2. %s%s%s\n", s->words, s->behind ? slug : "",
			       s->behind ? s->behind : "");
	}
}

static int new_titled(const struct new_opts *o, const char *title, const struct kind *kind,
		      struct arena *a)
{
	const char *key = kind_field(kind, "title") ? "title" : "name";
	const char *slug = blank_slug(title, key, a), *path = leaf_path(o, kind->folder, slug, a);
	const struct skeleton_value values[] = { { key, blank_quoted(title, a) },
						 { kind == &kind_group ? "checked" : NULL, "" },
						 { 0 } };

	if (!path)
		return STATUS_USAGE;
	if (!blank_page(path, kind, values, "", a))
		return blank_failed(path);
	tell_next(path, kind, slug);
	return STATUS_GOOD;
}

#define NEW_TITLED(name, kind_)                                                                    \
	int new_##name(const struct new_opts *o, char **operands, struct arena *a)                 \
	{                                                                                          \
		return new_titled(o, operands[0], &kind_, a);                                      \
	}
NEW_TITLED(area, kind_area)
NEW_TITLED(audience, kind_audience)
NEW_TITLED(group, kind_group)
NEW_TITLED(journey, kind_journey)
NEW_TITLED(page, kind_page)
NEW_TITLED(place, kind_place)
NEW_TITLED(resource, kind_resource)
NEW_TITLED(story, kind_story)
