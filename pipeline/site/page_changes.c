/* What has changed on the map since its last edition, and in each edition before. */
#include <inttypes.h>
#include <string.h>

#include "map_boxes.h"
#include "map_words.h"
#include "model/map_news.h"
#include "model/map_pages.h"
#include "press.h"

/* What became of a group. */
struct change_line {
	const char *title, *path; /* NULL: it has no page any more */
	const char *words;
};

static const struct name line_names[] = {
	TEXT_NAME(struct change_line, title),
	TEXT_NAME(struct change_line, path),
	TEXT_NAME(struct change_line, words),
	{ 0 },
};
static const struct view view_line = { .name = "group",
				       .size = sizeof(struct change_line),
				       .names = line_names };

/* Those to which the same happened. */
struct change_part {
	const char *title;
	struct list groups; /* of struct change_line */
};

static const struct name part_names[] = {
	TEXT_NAME(struct change_part, title),
	LIST_NAME(struct change_part, groups, &view_line),
	{ 0 },
};
static const struct view view_part = { .name = "part",
				       .size = sizeof(struct change_part),
				       .names = part_names };

/* From one map to the next. */
struct change_step {
	const char *title, *id;
	bool is_first;     /* there was none before it */
	struct list parts; /* of struct change_part */
};

static const struct name step_names[] = {
	TEXT_NAME(struct change_step, title),
	TEXT_NAME(struct change_step, id),
	FLAG_NAME(struct change_step, is_first),
	LIST_NAME(struct change_step, parts, &view_part),
	{ 0 },
};
static const struct view view_step = { .name = "step",
				       .size = sizeof(struct change_step),
				       .names = step_names };

struct changes_page {
	struct shell shell;
	const char *feed_path, *editions_path;
	struct list steps; /* of struct change_step, the newest first */
};

static const struct name page_names[] = {
	TEXT_NAME(struct changes_page, feed_path),
	TEXT_NAME(struct changes_page, editions_path),
	LIST_NAME(struct changes_page, steps, &view_step),
	INCLUDE(struct changes_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_changes = { .name = "changes",
					  .size = sizeof(struct changes_page),
					  .names = page_names };

static struct change_line line_of(struct press *p, const struct group_change *c)
{
	const struct map_link link = link_to(p->site, &kind_group, c->group.slug);

	return (struct change_line){
		.title = link.title ? link.title : c->group.title,
		.path = link.title ? link.path : NULL,
		.words = group_change_words(p->site->interface, c, &p->page),
	};
}

static struct list lines_of(struct press *p, const struct group_changes *changes,
			    enum map_change_kind kind)
{
	struct change_line *lines = arena_array(&p->page, changes->count, sizeof(*lines));
	struct list list = { .items = lines };

	for (size_t i = 0; i < changes->count; i++) {
		if (changes->all[i].kind == kind)
			lines[list.count++] = line_of(p, &changes->all[i]);
	}
	return list;
}

static struct list parts_of(struct press *p, const struct map *before, const struct map *now)
{
	const struct interface *t = p->site->interface;
	const struct group_changes changes = map_group_changes(before, now, &p->page);
	const struct change_part all[] = {
		{ t->changes_came, lines_of(p, &changes, MAP_ADDED) },
		{ t->changes_went, lines_of(p, &changes, MAP_REMOVED) },
		{ t->changes_others, lines_of(p, &changes, MAP_ROLE_CHANGED) },
	};
	struct change_part *parts = arena_array(&p->page, COUNT(all), sizeof(*parts));
	struct list list = { .items = parts };

	for (size_t i = 0; i < COUNT(all); i++) {
		if (all[i].groups.count)
			parts[list.count++] = all[i];
	}
	return list;
}

/* Since the last edition. */
static struct change_step step_now(struct press *p)
{
	const struct site *site = p->site;
	const struct edition *last = &site->editions[site->edition_count - 1];
	const struct filling with[] = {
		{ "n", arena_printf(&p->page, "%" PRId64, last->number) },
		{ "date", interface_date(site->interface, last->date, &p->page) },
		{ 0 },
	};

	return (struct change_step){
		.title = interface_fill(site->interface->changes_since, with, &p->page),
		.id = "now",
		.parts = parts_of(p, &last->map, site->map),
	};
}

static struct change_step step_of(struct press *p, size_t i)
{
	const struct edition *e = &p->site->editions[i];
	struct change_step step = { .title = edition_words(p, e),
				    .id = edition_id(e, &p->page),
				    .is_first = i == 0 };

	if (i)
		step.parts = parts_of(p, &e[-1].map, &e->map);
	return step;
}

static struct list steps_of(struct press *p)
{
	const size_t editions = p->site->edition_count;
	struct change_step *steps = arena_array(&p->page, editions + 1, sizeof(*steps));

	steps[0] = step_now(p);
	for (size_t i = 0; i < editions; i++)
		steps[editions - i] = step_of(p, i);
	return (struct list){ .items = steps, .count = editions + 1 };
}

void render_changes(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "changes", &view_changes);
	const struct site *site = p->site;
	const struct page_meta meta = {
		.path = site_changes_path(site),
		.group = OUTPUT_LIST,
		.title = site->interface->map_changes,
		.summary = site->interface->changes_lead,
		.above = navigation_above(p, site->interface->map_title, site_map_path(site)),
		.offers_reuse = true,
	};

	if (!t || !meta.path || !press_wants(p, meta.path))
		return;
	const struct changes_page page = {
		.shell = press_shell(p, &meta),
		.feed_path = site_changes_feed_path(site),
		.editions_path = site_editions_path(site),
		.steps = steps_of(p),
	};

	press_page(p, t, &meta, &page, page.shell.root);
}
