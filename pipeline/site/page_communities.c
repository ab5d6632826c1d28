/* The communities that take part: how many of which kind, and all of them by name. */
#include <stddef.h>
#include <string.h>

#include "model/community.h"
#include "model/programme.h"
#include "model/translation.h"
#include "press.h"
#include "views.h"

struct community_row {
	const char *id, *name, *kind, *council, *cohort;
	const char *story, *story_path; /* its title; NULL: there is none */
};

static const struct name row_names[] = {
	TEXT_NAME(struct community_row, id),         TEXT_NAME(struct community_row, name),
	TEXT_NAME(struct community_row, kind),       TEXT_NAME(struct community_row, council),
	TEXT_NAME(struct community_row, cohort),     TEXT_NAME(struct community_row, story),
	TEXT_NAME(struct community_row, story_path), { 0 },
};
static const struct view view_row = { .name = "community",
				      .size = sizeof(struct community_row),
				      .names = row_names };

static const struct name tally_names[] = {
	TEXT_NAME(struct tally, name),
	NUMBER_NAME(struct tally, count),
	{ 0 },
};
static const struct view view_tally = { .name = "count",
					.size = sizeof(struct tally),
					.names = tally_names };

/* How many of each, by one of the columns. */
struct community_count {
	const char *title;
	struct list rows; /* of struct tally */
};

static const struct name count_names[] = {
	TEXT_NAME(struct community_count, title),
	LIST_NAME(struct community_count, rows, &view_tally),
	{ 0 },
};
static const struct view view_count = { .name = "count",
					.size = sizeof(struct community_count),
					.names = count_names };

struct communities_page {
	struct shell shell;
	const char *how_many; /* "39 communities" */
	const char *data_path;
	struct list counts;      /* of struct community_count; those that somebody says */
	struct list communities; /* of struct community_row */
};

static const struct name page_names[] = {
	TEXT_NAME(struct communities_page, how_many),
	TEXT_NAME(struct communities_page, data_path),
	LIST_NAME(struct communities_page, counts, &view_count),
	LIST_NAME(struct communities_page, communities, &view_row),
	INCLUDE(struct communities_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_communities = { .name = "communities",
					      .size = sizeof(struct communities_page),
					      .names = page_names };

static const char *kind_said(const struct interface *t, const char *kind)
{
	if (!kind)
		return NULL;
	return strcmp(kind, "rural") == 0   ? t->community_rural
	       : strcmp(kind, "urban") == 0 ? t->community_urban
					    : t->community_mixed;
}

static struct community_row row_of(struct press *p, const struct community *c)
{
	const struct story *story = c->story ? site_item(p->site, &kind_story, c->story) : NULL;

	return (struct community_row){
		.id = c->id,
		.name = c->name,
		.kind = kind_said(p->site->interface, c->kind),
		.council = c->council,
		.cohort = c->cohort,
		.story = story ? story->title : NULL,
		.story_path = story ? story->item.path : NULL,
	};
}

static void add_count(struct press *p, struct list *counts, const char *title, size_t text)
{
	struct community_count *all = counts->items;
	const struct list rows = communities_tally(p->site, text, &p->page);
	struct tally *tallies = rows.items;

	for (size_t i = 0; text == offsetof(struct community, kind) && i < rows.count; i++)
		tallies[i].name = kind_said(p->site->interface, tallies[i].name);
	if (rows.count)
		all[counts->count++] = (struct community_count){ title, rows };
}

static struct list counts_of(struct press *p)
{
	const struct interface *t = p->site->interface;
	struct list counts = { .items = arena_array(&p->page, 3, sizeof(struct community_count)) };

	add_count(p, &counts, t->community_kind, offsetof(struct community, kind));
	add_count(p, &counts, t->community_cohort, offsetof(struct community, cohort));
	add_count(p, &counts, t->community_council, offsetof(struct community, council));
	return counts;
}

void render_communities(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "communities", &view_communities);
	const struct site *site = p->site;
	const struct page_meta meta = { .path = community_list_path(site),
					.group = OUTPUT_LIST,
					.title = site->interface->communities_title,
					.summary = site->interface->communities_lead,
					.offers_reuse = true };
	struct community_row *rows = arena_array(&p->page, site->community_count, sizeof(*rows));
	struct communities_page page = { .communities = { .items = rows,
							  .count = site->community_count } };

	if (!t || !meta.path)
		return;
	for (size_t i = 0; i < site->community_count; i++)
		rows[i] = row_of(p, &site->communities[i]);
	page.how_many = interface_count(site->interface, &site->interface->count_communities,
					(int64_t)site->community_count, &p->page);
	page.data_path = community_data_path(site);
	page.counts = counts_of(p);
	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}
