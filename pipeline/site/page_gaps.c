/* Where nothing is listed, area by area; pairs of areas that nobody spans; and how that has
 * changed. */
#include <inttypes.h>
#include <string.h>

#include "group_lines.h"
#include "map_boxes.h"
#include "map_words.h"
#include "model/map_pages.h"
#include "press.h"
#include "versions.h"

/* One gap, with what somebody wrote about it. */
struct gap_line {
	const char *id, *what;        /* "Gourock", "in the evening" */
	const char *state;            /* "none listed" */
	const char *only, *only_path; /* the one group there is; NULL */
	const char *status; /* of the note: "Somebody is working on it"; NULL: there is none */
	const char *who, *since, *since_day, *note_html, *note_id;
};

/* The gaps of an area in one dimension: "Place". */
struct gap_group {
	const char *title;
	struct list gaps; /* of struct gap_line */
};

struct gap_area {
	const char *title, *path, *id;
	struct list groups; /* of struct gap_group */
	struct list pairs;  /* of struct gap_line: areas behind this one */
};

/* How many gaps there were in an edition. */
struct gap_count {
	const char *edition; /* "Edition 3, 1 October 2026"; "Now" */
	int64_t none, one, pairs;
};

struct gaps_page {
	struct shell shell;
	struct list areas, spans; /* of struct gap_area: with gaps; with pairs */
	struct list counts;       /* of struct gap_count: editions, then now */
	const char *as_of, *correct, *table_path;
};

static const struct name gap_line_names[] = {
	TEXT_NAME(struct gap_line, id),        TEXT_NAME(struct gap_line, what),
	TEXT_NAME(struct gap_line, state),     TEXT_NAME(struct gap_line, only),
	TEXT_NAME(struct gap_line, only_path), TEXT_NAME(struct gap_line, status),
	TEXT_NAME(struct gap_line, who),       TEXT_NAME(struct gap_line, since),
	TEXT_NAME(struct gap_line, since_day), HTML_NAME(struct gap_line, note_html),
	TEXT_NAME(struct gap_line, note_id),   { 0 },
};
static const struct view view_gap_line = { .name = "gap",
					   .size = sizeof(struct gap_line),
					   .names = gap_line_names };

static const struct name gap_group_names[] = {
	TEXT_NAME(struct gap_group, title),
	LIST_NAME(struct gap_group, gaps, &view_gap_line),
	{ 0 },
};
static const struct view view_gap_group = { .name = "dimension",
					    .size = sizeof(struct gap_group),
					    .names = gap_group_names };

static const struct name gap_area_names[] = {
	TEXT_NAME(struct gap_area, title),
	TEXT_NAME(struct gap_area, path),
	TEXT_NAME(struct gap_area, id),
	LIST_NAME(struct gap_area, groups, &view_gap_group),
	LIST_NAME(struct gap_area, pairs, &view_gap_line),
	{ 0 },
};
static const struct view view_gap_area = { .name = "area",
					   .size = sizeof(struct gap_area),
					   .names = gap_area_names };

static const struct name gap_count_names[] = {
	TEXT_NAME(struct gap_count, edition),
	NUMBER_NAME(struct gap_count, none),
	NUMBER_NAME(struct gap_count, one),
	NUMBER_NAME(struct gap_count, pairs),
	{ 0 },
};
static const struct view view_gap_count = { .name = "edition",
					    .size = sizeof(struct gap_count),
					    .names = gap_count_names };

static const struct name gaps_names[] = {
	LIST_NAME(struct gaps_page, areas, &view_gap_area),
	LIST_NAME(struct gaps_page, spans, &view_gap_area),
	LIST_NAME(struct gaps_page, counts, &view_gap_count),
	TEXT_NAME(struct gaps_page, as_of),
	TEXT_NAME(struct gaps_page, correct),
	TEXT_NAME(struct gaps_page, table_path),
	INCLUDE(struct gaps_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_gaps = { .name = "gaps",
				       .size = sizeof(struct gaps_page),
				       .names = gaps_names };

static const char *dimension_words(const struct interface *t, enum gap_dimension dimension)
{
	const char *const words[GAP_DIMENSIONS] = {
		[GAP_PLACE] = t->group_where, [GAP_AUDIENCE] = t->group_for,
		[GAP_TIME] = t->group_when,   [GAP_WAY_IN] = t->group_how,
		[GAP_COST] = t->group_cost,   [GAP_PAIR] = t->gap_pairs,
	};

	return words[dimension];
}

static const char *state_words(const struct interface *t, enum gap_state state)
{
	return state == GAP_NONE_LISTED ? t->map_none
	       : state == GAP_ONLY_ONE  ? t->gap_one_only
					: t->gap_unchecked;
}

static const char *status_words(const struct interface *t, const char *status)
{
	return strcmp(status, "talking") == 0  ? t->gap_status_talking
	       : strcmp(status, "closed") == 0 ? t->gap_status_closed
	       : strcmp(status, "no-gap") == 0 ? t->gap_status_no_gap
					       : t->gap_status_open;
}

static void add_note(struct press *p, struct gap_line *line, const struct gap_note *note)
{
	const struct interface *t = p->site->interface;

	line->status = status_words(t, note->status);
	line->who = note->who;
	line->note_html = note->body_html;
	line->note_id = note->item.slug;
	if (note->since.set) {
		line->since = words_fill(t->since_date, "date",
					 interface_date(t, note->since, &p->page), &p->page);
		line->since_day = date_day(note->since, &p->page);
	}
}

static struct gap_line line_of(struct press *p, const struct gap *gap)
{
	struct gap_line line = {
		.id = gap->id,
		.what = gap_subject(p, gap),
		.state = state_words(p->site->interface, gap->state),
	};
	const struct group *only = gap->only ? presence_group(p->site, gap->only) : NULL;

	if (only) {
		line.only = only->name;
		line.only_path = only->item.path;
	}
	if (gap->note)
		add_note(p, &line, gap->note);
	return line;
}

static void add_line(struct list *lines, struct gap_line line)
{
	((struct gap_line *)lines->items)[lines->count++] = line;
}

/* The dimensions of an area that have gaps; `all` are those of the area alone. */
static struct list groups_of(struct press *p, const struct gap *all, size_t count)
{
	struct gap_group *groups = arena_array(&p->page, GAP_DIMENSIONS, sizeof(*groups));
	struct list list = { .items = groups };

	for (size_t i = 0; i < count; i++) {
		struct gap_group *last = list.count ? &groups[list.count - 1] : NULL;

		if (all[i].dimension == GAP_PAIR)
			continue;
		if (!i || all[i].dimension != all[i - 1].dimension) {
			last = &groups[list.count++];
			last->title = dimension_words(p->site->interface, all[i].dimension);
			last->gaps.items =
				arena_array(&p->page, count - i, sizeof(struct gap_line));
		}
		add_line(&last->gaps, line_of(p, &all[i]));
	}
	return list;
}

static struct list pairs_of(struct press *p, const struct gap *all, size_t count)
{
	struct list list = { .items = arena_array(&p->page, count, sizeof(struct gap_line)) };

	for (size_t i = 0; i < count; i++) {
		if (all[i].dimension == GAP_PAIR)
			add_line(&list, line_of(p, &all[i]));
	}
	return list;
}

static void fill_areas(struct press *p, struct gaps_page *page)
{
	const struct map *m = p->site->map;
	const struct gaps *gaps = p->site->gaps;
	struct gap_area *areas = arena_array(&p->page, m->areas.count, sizeof(*areas));
	struct gap_area *spans = arena_array(&p->page, m->areas.count, sizeof(*spans));

	page->areas.items = areas;
	page->spans.items = spans;
	for (size_t from = 0, to; from < gaps->count; from = to) {
		const uint32_t number = gaps->all[from].area;
		const struct map_link link =
			link_to(p->site, &kind_area, m->areas.all[number].slug);
		struct gap_area area = { .title = link.title,
					 .path = link.path,
					 .id = m->areas.all[number].slug };

		for (to = from; to < gaps->count && gaps->all[to].area == number;)
			to++;
		area.groups = groups_of(p, &gaps->all[from], to - from);
		area.pairs = pairs_of(p, &gaps->all[from], to - from);
		if (area.groups.count)
			areas[page->areas.count++] = area;
		if (area.pairs.count)
			spans[page->spans.count++] = area;
	}
}

static struct gap_count count_gaps(const struct gaps *gaps)
{
	struct gap_count count = { 0 };

	for (size_t i = 0; i < gaps->count; i++) {
		const struct gap *g = &gaps->all[i];

		count.pairs += g->dimension == GAP_PAIR;
		count.none += g->dimension != GAP_PAIR && g->state == GAP_NONE_LISTED;
		count.one += g->dimension != GAP_PAIR && g->state == GAP_ONLY_ONE;
	}
	return count;
}

/* Today's areas and places are laid over each edition, so that numbers can be compared. */
static struct list counts_of(struct press *p)
{
	const struct site *site = p->site;
	struct gap_count *counts = arena_array(&p->page, site->edition_count + 1, sizeof(*counts));

	for (size_t i = 0; i < site->edition_count; i++) {
		const struct edition *e = &site->editions[i];
		const struct gaps gaps = map_gaps(&e->map, site, &p->page);

		counts[i] = count_gaps(&gaps);
		counts[i].edition = edition_words(p, e);
	}
	counts[site->edition_count] = count_gaps(site->gaps);
	counts[site->edition_count].edition = site->interface->gaps_now;
	return (struct list){ .items = counts, .count = site->edition_count + 1 };
}

const char *edition_words(struct press *p, const struct edition *e)
{
	const struct filling with[] = {
		{ "n", arena_printf(&p->page, "%" PRId64, e->number) },
		{ "date", interface_date(p->site->interface, e->date, &p->page) },
		{ 0 },
	};

	return interface_fill(p->site->interface->map_edition, with, &p->page);
}

void render_gaps(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "gaps", &view_gaps);
	const struct site *site = p->site;
	const struct page_meta meta = {
		.path = site_gaps_path(site),
		.group = OUTPUT_LIST,
		.title = site->interface->gaps_title,
		.summary = site->interface->gaps_lead,
		.above = navigation_above(p, site->interface->map_title, site_map_path(site)),
		.offers_reuse = true,
	};

	if (!t || !meta.path || !press_wants(p, meta.path))
		return;
	struct gaps_page page = { .shell = press_shell(p, &meta), .counts = counts_of(p) };

	page.shell.is_wide = true;
	fill_areas(p, &page);
	press_page(p, t, &meta, &page, page.shell.root);
}
