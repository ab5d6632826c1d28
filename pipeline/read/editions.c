#include "editions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/cell.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "listing.h"
#include "model/map_maker.h"
#include "model/map_table.h"
#include "read/csv.h"

#define FOLDER "editions"
#define NONE   ((size_t)-1)

/* Without these there is no map. */
static const enum map_column needed[] = { MAP_COLUMN_GROUP, MAP_COLUMN_AREA, MAP_COLUMN_ROLE };

/* One table that is being read. */
struct table_reader {
	struct reader *r;
	const struct source *src;
	struct moment date;     /* of the edition */
	size_t at[MAP_COLUMNS]; /* where each column is; NONE: there is none */
	struct csv_row *rows;
	size_t count, room;
	struct map_maker maker;
};

/* --- names of files --------------------------------------------------------------------- */

/* `03-2026-10-01.csv` */
static bool parse_name(const char *name, struct edition *e, struct arena *a)
{
	const size_t digits = strspn(name, "0123456789");

	if (digits < 2 || digits > 6 || name[digits] != '-' || !text_ends(name, ".csv"))
		return false;
	const char *day = name + digits + 1;

	e->number = strtoll(name, NULL, 10);
	return e->number > 0 && strlen(day) == strlen("2026-10-01.csv") &&
	       date_parse_day(arena_strndup(a, day, 10), &e->date) == DATE_OK;
}

/* --- a table ---------------------------------------------------------------------------- */

static const struct csv_cell *cell_at(const struct table_reader *t, size_t row, enum map_column c)
{
	const size_t at = t->at[c];

	return at < t->rows[row].count ? &t->rows[row].cells[at] : NULL;
}

static const char *text_at(const struct table_reader *t, size_t row, enum map_column c)
{
	const struct csv_cell *cell = cell_at(t, row, c);

	return cell ? cell_text(cell->text) : "";
}

/* Columns that we do not know were added by somebody, or by a later blether. */
static bool take_header(struct table_reader *t, const struct csv_row *row)
{
	for (size_t c = 0; c < MAP_COLUMNS; c++) {
		t->at[c] = NONE;
		for (size_t i = 0; i < row->count; i++) {
			if (strcmp(row->cells[i].text, map_column_names[c]) == 0)
				t->at[c] = i;
		}
	}
	for (size_t i = 0; i < COUNT(needed); i++) {
		if (t->at[needed[i]] != NONE)
			continue;
		diag_report(t->r->diag, DIAG_EDITION_TABLE, span_of(t->src),
			    "this edition has no column '%s'; editions are frozen by 'blether map "
			    "freeze', so take the file as it was from a copy",
			    map_column_names[needed[i]]);
		return false;
	}
	return true;
}

static bool take_rows(struct table_reader *t)
{
	struct csv csv;
	struct csv_row row;
	const unsigned faults = t->r->diag->reported;

	csv_open(&csv, t->src);
	if (!csv_next(&csv, &row, t->r->arena, t->r->diag) || !take_header(t, &row)) {
		if (t->r->diag->reported == faults)
			diag_report(t->r->diag, DIAG_EDITION_TABLE, span_of(t->src),
				    "this edition is empty; take the file as it was from a copy");
		return false;
	}
	while (csv_next(&csv, &row, t->r->arena, t->r->diag)) {
		t->rows = arena_grow(t->r->arena, t->rows, t->count, &t->room, sizeof(*t->rows));
		t->rows[t->count++] = row;
	}
	return true;
}

static struct strings split(const char *text, struct arena *a)
{
	struct strings all = { 0 };
	size_t room = 0;

	while (*text) {
		const size_t len = strcspn(text, ";");

		all.items = arena_grow(a, all.items, all.count, &room, sizeof(*all.items));
		all.items[all.count++] = arena_strndup(a, text, len);
		text += len;
		text += strspn(text, "; ");
	}
	return all;
}

static int by_slug(const void *x, const void *y)
{
	return strcmp(((const struct map_name *)x)->slug, ((const struct map_name *)y)->slug);
}

/* What it is called now; of what is no more the slug is all that is known. */
static const char *title_of(const struct reader *r, enum map_axis axis, const char *slug)
{
	const void *item;

	switch (axis) {
	case MAP_AREAS:
		item = site_item(r->site, &kind_area, slug);
		return item ? ((const struct area *)item)->title : slug;
	case MAP_PLACES:
		item = site_item(r->site, &kind_place, slug);
		return item ? ((const struct place_item *)item)->title : slug;
	default:
		item = site_item(r->site, &kind_audience, slug);
		return item ? ((const struct audience *)item)->title : slug;
	}
}

/* All names of a column, by slug. */
static void take_names(struct table_reader *t, enum map_axis axis, enum map_column c)
{
	struct map_name *names = NULL;
	size_t count = 0, room = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct strings slugs = split(text_at(t, i, c), t->r->arena);

		for (size_t k = 0; k < slugs.count; k++) {
			names = arena_grow(t->r->scratch, names, count, &room, sizeof(*names));
			names[count++] = (struct map_name){
				.slug = slugs.items[k],
				.title = axis == MAP_GROUPS ? text_at(t, i, MAP_COLUMN_NAME)
							    : title_of(t->r, axis, slugs.items[k]),
			};
		}
	}
	if (count > 1)
		qsort(names, count, sizeof(*names), by_slug);
	for (size_t i = 0; i < count; i++)
		map_maker_name(&t->maker, axis, names[i]);
}

static unsigned bits_at(const struct table_reader *t, size_t row, enum map_column c,
			const char *const *words)
{
	const struct strings all = split(text_at(t, row, c), t->r->scratch);
	unsigned bits = 0;

	for (size_t i = 0; i < all.count; i++)
		bits |= map_bit(all.items[i], words);
	return bits;
}

static uint64_t names_at(const struct table_reader *t, size_t row, enum map_column c,
			 enum map_axis axis)
{
	const struct strings all = split(text_at(t, row, c), t->r->scratch);

	return map_maker_bits(&t->maker, axis, &all);
}

/* "helps" → MAP_HELPS; MAP_NONE: it is no role. */
static enum map_role role_named(const char *word)
{
	for (enum map_role role = MAP_REFERS; map_role_words[role]; role++) {
		if (strcmp(word, map_role_words[role]) == 0)
			return role;
	}
	return MAP_NONE;
}

static void take_presence(struct table_reader *t, size_t row)
{
	struct presence p = {
		.role = role_named(text_at(t, row, MAP_COLUMN_ROLE)),
		.places = names_at(t, row, MAP_COLUMN_PLACES, MAP_PLACES),
		.audiences = names_at(t, row, MAP_COLUMN_AUDIENCES, MAP_AUDIENCES),
		.times = bits_at(t, row, MAP_COLUMN_TIMES, map_times),
		.ways_in = bits_at(t, row, MAP_COLUMN_WAYS_IN, map_ways_in),
		.costs = bits_at(t, row, MAP_COLUMN_COST, map_costs),
	};

	if (p.role == MAP_NONE ||
	    !map_maker_find(&t->maker, MAP_GROUPS, text_at(t, row, MAP_COLUMN_GROUP), &p.group) ||
	    !map_maker_find(&t->maker, MAP_AREAS, text_at(t, row, MAP_COLUMN_AREA), &p.area)) {
		diag_report(t->r->diag, DIAG_EDITION_TABLE, t->rows[row].cells[0].at,
			    "this row names no group, no area, or no role (leads, helps, refers); "
			    "take the file as it was from a copy");
		return;
	}
	date_parse_day(text_at(t, row, MAP_COLUMN_CHECKED), &p.checked);
	p.is_stale = !p.checked.set ||
		     (t->date.utc - p.checked.utc) / 86400 > MAP_STALE_DAYS; /* on that day */
	map_maker_add(&t->maker, &p);
}

static bool read_table(struct reader *r, struct edition *e)
{
	struct table_reader t = {
		.r = r,
		.date = e->date,
		.src = source_load(e->file, (struct span){ 0 }, r->arena, r->diag),
	};

	if (!t.src || !take_rows(&t))
		return false;
	map_maker_begin(&t.maker, r->arena);
	take_names(&t, MAP_GROUPS, MAP_COLUMN_GROUP);
	take_names(&t, MAP_AREAS, MAP_COLUMN_AREA);
	take_names(&t, MAP_PLACES, MAP_COLUMN_PLACES);
	take_names(&t, MAP_AUDIENCES, MAP_COLUMN_AUDIENCES);
	for (size_t i = 0; i < t.count; i++)
		take_presence(&t, i);
	e->map = *map_maker_end(&t.maker);
	arena_reset(r->scratch);
	return true;
}

/* --- all of them -------------------------------------------------------------------------- */

static int by_number(const void *x, const void *y)
{
	const struct edition *a = x, *b = y;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return strcmp(a->name, b->name);
}

static void check_order(struct reader *r, const struct edition *before, const struct edition *e)
{
	const struct span at = span_path(e->file, r->arena);

	if (before && e->number == before->number)
		diag_report(r->diag, DIAG_EDITION_ORDER, at,
			    "'%s' has the same number; each edition has one of its own",
			    before->name);
	else if (before && e->date.utc <= before->date.utc)
		diag_report(r->diag, DIAG_EDITION_ORDER, at,
			    "this edition is not later than '%s' before it; number and day of "
			    "each are higher than those of the last",
			    before->name);
	else if (e->date.utc > r->now.utc + 86400)
		diag_report(r->diag, DIAG_EDITION_ORDER, at,
			    "this edition is of a day that is still to come");
}

/* Its bytes go out as they are, and not as source_load() mends them. */
static bool weigh(struct reader *r, struct edition *e)
{
	struct hash hash;

	if (!hash_file(e->file, &hash, &e->bytes)) {
		diag_report_errno(r->diag, DIAG_CANNOT_READ, "read", e->file);
		return false;
	}
	hash_hex(&hash, e->sha256);
	return true;
}

static bool read_edition(struct reader *r, const char *name, struct edition *e)
{
	const char *rel = path_join(FOLDER, name, r->arena);

	*e = (struct edition){ .file = reader_path(r, rel), .name = name };
	if (parse_name(name, e, r->arena))
		return read_table(r, e) && weigh(r, e);
	diag_report(r->diag, DIAG_UNREAD, span_path(e->file, r->arena),
		    "this is no edition of the map; theirs are called '01-2026-10-01.csv', and "
		    "'blether map freeze' makes them");
	return false;
}

void editions_read(struct reader *r)
{
	const struct listing l = listing_read(r, FOLDER);
	struct edition *all = arena_array(r->arena, l.count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < l.count; i++)
		count += read_edition(r, l.entries[i].name, &all[count]);
	if (count > 1)
		qsort(all, count, sizeof(*all), by_number);
	for (size_t i = 0; i < count; i++)
		check_order(r, i ? &all[i - 1] : NULL, &all[i]);
	r->site->editions = all;
	r->site->edition_count = count;
}
