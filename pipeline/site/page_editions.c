/* The editions of the map, and the table of each as it was frozen. */
#include "card.h"
#include "map_boxes.h"
#include "map_words.h"
#include "model/map_news.h"
#include "model/map_pages.h"
#include "press.h"

struct edition_row {
	const char *title, *id;
	const char *facts; /* "88 groups · 13 areas · 212 entries · 40 gaps" */
	const char *table_path, *table_words;
	const char *changes_path;
};

static const struct name row_names[] = {
	TEXT_NAME(struct edition_row, title),
	TEXT_NAME(struct edition_row, id),
	TEXT_NAME(struct edition_row, facts),
	TEXT_NAME(struct edition_row, table_path),
	TEXT_NAME(struct edition_row, table_words),
	TEXT_NAME(struct edition_row, changes_path),
	{ 0 },
};
static const struct view view_row = { .name = "edition",
				      .size = sizeof(struct edition_row),
				      .names = row_names };

struct editions_page {
	struct shell shell;
	struct list editions; /* of struct edition_row, the newest first */
};

static const struct name page_names[] = {
	LIST_NAME(struct editions_page, editions, &view_row),
	INCLUDE(struct editions_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_editions = { .name = "editions",
					   .size = sizeof(struct editions_page),
					   .names = page_names };

/* Gaps as the page of gaps counts them: today's areas and places laid over the edition. */
static const char *facts_of(struct press *p, const struct edition *e)
{
	const struct interface *t = p->site->interface;
	const struct gaps gaps = map_gaps(&e->map, p->site, &p->page);
	struct arena *a = &p->page;
	const char *const facts[] = {
		interface_count(t, &t->map_groups, (int64_t)e->map.groups.count, a),
		interface_count(t, &t->map_areas, (int64_t)e->map.areas.count, a),
		interface_count(t, &t->edition_entries, (int64_t)e->map.count, a),
		interface_count(t, &t->edition_gaps, (int64_t)gaps.count, a),
	};

	return words_dotted(facts, COUNT(facts), a);
}

static struct edition_row row_of(struct press *p, const struct edition *e)
{
	const struct site *site = p->site;
	struct arena *a = &p->page;
	const char *id = edition_id(e, a);

	return (struct edition_row){
		.title = edition_words(p, e),
		.id = id,
		.facts = facts_of(p, e),
		.table_path = edition_table_path(e, a),
		.table_words = words_fill(site->interface->edition_table, "size",
					  size_in_words(site, e->bytes, a), a),
		.changes_path = arena_printf(a, "%s#%s", site_changes_path(site), id),
	};
}

static struct list rows_of(struct press *p)
{
	const size_t count = p->site->edition_count;
	struct edition_row *rows = arena_array(&p->page, count, sizeof(*rows));

	for (size_t i = 0; i < count; i++)
		rows[count - 1 - i] = row_of(p, &p->site->editions[i]);
	return (struct list){ .items = rows, .count = count };
}

static void put_tables(struct press *p)
{
	const struct site *site = p->site;

	for (size_t i = 0; i < site->edition_count; i++) {
		const struct edition *e = &site->editions[i];
		const struct output_meta meta = { edition_table_path(e, p->run), OUTPUT_MEDIA,
						  "text/csv" };

		p->sink->put_file(p->sink, meta, e->file, e->sha256, e->bytes);
	}
}

void render_editions(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "editions", &view_editions);
	const struct site *site = p->site;
	const struct page_meta meta = {
		.path = site_editions_path(site),
		.group = OUTPUT_LIST,
		.title = site->interface->map_editions,
		.summary = site->interface->editions_lead,
		.above = navigation_above(p, site->interface->map_title, site_map_path(site)),
		.offers_reuse = true,
	};

	if (!t || !meta.path)
		return;
	put_tables(p);
	if (!press_wants(p, meta.path))
		return;
	const struct editions_page page = { .shell = press_shell(p, &meta),
					    .editions = rows_of(p) };

	press_page(p, t, &meta, &page, page.shell.root);
}
