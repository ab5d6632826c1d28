/* Stories of what changed, and the list of them. */
#include <stdlib.h>
#include <string.h>

#include "model/network.h"
#include "press.h"
#include "versions.h"
#include "views.h"

struct story_page {
	struct shell shell;
	const struct story *story;
	const char *body_html, *own_lang;
	bool own_rtl;
	const char *date_words, *date_machine;
	const char *community_name;
	struct list areas, groups, people; /* of struct item_line; of struct person */
};

static const struct name story_fields[] = {
	TEXT_NAME(struct story, title),
	TEXT_NAME(struct story, summary),
	TEXT_NAME(struct story, before),
	TEXT_NAME(struct story, what_changed),
	TEXT_NAME(struct story, after),
	TEXT_NAME(struct story, quote),
	{ 0 },
};
static const struct view view_story = { .name = "story",
					.size = sizeof(struct story),
					.names = story_fields };

static const struct name story_names[] = {
	HTML_NAME(struct story_page, body_html),
	TEXT_NAME(struct story_page, own_lang),
	FLAG_NAME(struct story_page, own_rtl),
	TEXT_NAME(struct story_page, date_words),
	TEXT_NAME(struct story_page, date_machine),
	TEXT_NAME(struct story_page, community_name),
	LIST_NAME(struct story_page, areas, &view_item_line),
	LIST_NAME(struct story_page, groups, &view_item_line),
	LIST_NAME(struct story_page, people, &view_person),
	BORROW(struct story_page, story, &view_story),
	INCLUDE(struct story_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_story_page = { .name = "story",
					     .size = sizeof(struct story_page),
					     .names = story_names };

struct stories_page {
	struct shell shell;
	struct list lines; /* of struct item_line */
};

static const struct name stories_names[] = {
	LIST_NAME(struct stories_page, lines, &view_item_line),
	INCLUDE(struct stories_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_stories = { .name = "stories",
					  .size = sizeof(struct stories_page),
					  .names = stories_names };

const char *stories_path(const struct site *site)
{
	return site->story_count ? "stories/index.html" : NULL;
}

static const char *community_name(const struct site *site, const char *id)
{
	for (size_t i = 0; id && i < site->community_count; i++) {
		if (strcmp(site->communities[i].id, id) == 0)
			return site->communities[i].name;
	}
	return NULL;
}

static void render_story(struct press *p, const struct item *item, void *arg)
{
	const struct story *story = (const struct story *)item;
	const struct page_meta meta = { .path = item->path,
					.group = OUTPUT_PAGE,
					.title = story->title,
					.summary = story->summary,
					.item = item,
					.above = navigation_above(p, p->site->interface->stories,
								  stories_path(p->site)),
					.offers_reuse = true };
	struct story_page page = {
		.shell = press_shell(p, &meta),
		.story = story,
		.body_html = story->body_html,
		.own_lang = item_own_language(p->site, item),
		.date_words = interface_date(p->site->interface, story->date, &p->page),
		.date_machine = date_day(story->date, &p->page),
		.community_name = community_name(p->site, story->community),
		.areas = item_lines(p->site, &kind_area, &story->areas, &p->page),
		.groups = item_lines(p->site, &kind_group, &story->groups, &p->page),
		.people = story->people, /* without roles: one that is left out would say "host" */
	};

	page.own_rtl = language_is_rtl(page.own_lang);
	press_page(p, arg, &meta, &page, page.shell.root);
}

/* The newest first. */
static int by_date(const void *x, const void *y)
{
	const struct story *a = *(struct story *const *)x, *b = *(struct story *const *)y;

	if (a->date.utc != b->date.utc)
		return a->date.utc > b->date.utc ? -1 : 1;
	return strcmp(a->item.slug, b->item.slug);
}

static struct list lines_of(struct press *p)
{
	const size_t count = p->site->story_count;
	struct story **all = arena_array(&p->page, count, sizeof(struct story *));
	struct item_line *lines = arena_array(&p->page, count, sizeof(*lines));

	memcpy(all, p->site->stories, count * sizeof(struct story *));
	qsort(all, count, sizeof(struct story *), by_date);
	for (size_t i = 0; i < count; i++)
		lines[i] =
			item_line_make(p->site, &all[i]->item,
				       interface_date(p->site->interface, all[i]->date, &p->page));
	return (struct list){ .items = lines, .count = count };
}

void render_stories(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "story", &view_story_page);
	const struct template *all = theme_template(&p->theme, "stories", &view_stories);
	const struct page_meta meta = { .path = stories_path(p->site),
					.group = OUTPUT_LIST,
					.title = p->site->interface->stories,
					.summary = p->site->interface->stories_lead,
					.offers_reuse = true };

	if (!one || !all || !meta.path)
		return;
	for (size_t i = 0; i < p->site->story_count; i++)
		versions_render(p, &p->site->stories[i]->item, render_story, (void *)one);
	const struct stories_page page = { .shell = press_shell(p, &meta), .lines = lines_of(p) };

	press_page(p, all, &meta, &page, page.shell.root);
}
