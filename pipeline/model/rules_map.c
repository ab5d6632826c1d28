/* What is checked of areas, of notes on gaps and chances, and of the map as a whole. */
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "model/check.h"
#include "model/map.h"
#include "rules.h"

/* After so many days a gap that nobody works on is asked about. */
#define GAP_OLD_DAYS 365

static uint64_t key_of_text(uint64_t start, const char *text)
{
	return key_of(start, text, strlen(text));
}

/* --- areas ------------------------------------------------------------------------------ */

static void check_count(const struct site *site, struct diag *diag)
{
	if (!site->areas_expected || site->has_unread ||
	    site->areas_expected == (int64_t)site->area_count)
		return;
	diag_report(diag, DIAG_AREA_COUNT, item_field_span(&site->item, "areas_expected"),
		    "there are %zu areas, and 'areas_expected' says %lld; write the missing ones "
		    "into areas/, or the number that is right",
		    site->area_count, (long long)site->areas_expected);
}

static bool is_written(const struct item *item, const char *key)
{
	return item_field_span(item, key).len > 0;
}

static void check_twin(struct table *seen, uint64_t key, size_t i, const char *field,
		       const struct site *site, struct diag *diag)
{
	const struct area *area = site->areas[i];
	uint32_t *first = table_at(seen, key);

	if (*first)
		diag_report(diag, DIAG_AREA_TWIN, item_field_span(&area->item, field),
			    "'%s' has the same '%s'; give one of the two another",
			    site->areas[*first - 1]->item.src->path, field);
	else
		*first = (uint32_t)i + 1;
}

static void check_area_twins(const struct site *site, struct diag *diag)
{
	struct table orders = { 0 }, names = { 0 };

	for (size_t i = 0; i < site->area_count; i++) {
		const struct area *area = site->areas[i];
		const char *label = area->label ? area->label : area->title;

		if (is_written(&area->item, "order"))
			check_twin(&orders, (uint64_t)area->order << 20, i, "order", site, diag);
		if (label)
			check_twin(&names, key_of_text(0, slug_make(label, diag->arena)), i,
				   area->label ? "short" : "title", site, diag);
	}
	table_release(&orders);
	table_release(&names);
}

static void note_slugs(struct table *used, const struct strings *slugs)
{
	for (size_t i = 0; i < slugs->count; i++)
		*table_at(used, key_of_text(0, slugs->items[i])) = 1;
}

/* The slugs of areas that episodes and meetings name, whenever they appear. */
static void note_used(struct table *used, const struct site *site)
{
	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < show_all_count(site->shows[i]); k++)
			note_slugs(used, &show_any(site->shows[i], k)->area_names);
	}
	for (size_t i = 0; i < site->meeting_count; i++)
		note_slugs(used, &site->meetings[i]->areas);
	for (size_t i = 0; i < site->map->count; i++) {
		const char *slug = site->map->areas.all[site->map->presences[i].area].slug;

		*table_at(used, key_of_text(0, slug)) = 1;
	}
}

/* A site without groups has no map, and its areas need not have what belongs to one. */
static void check_areas(const struct site *site, struct diag *diag)
{
	struct table used = { 0 };

	check_count(site, diag);
	check_area_twins(site, diag);
	note_used(&used, site);
	for (size_t i = 0; site->group_count && i < site->area_count; i++) {
		const struct area *area = site->areas[i];

		if (!table_find(&used, key_of_text(0, area->item.slug)) && !site->has_unread)
			diag_report(diag, DIAG_AREA_EMPTY, span_of(area->item.src),
				    "nobody is in this area: no group, no episode and no meeting "
				    "names '%s'",
				    area->item.slug);
		if (!area->lead && !is_written(&area->item, "lead"))
			diag_report(diag, DIAG_AREA_NO_LEAD, span_of(area->item.src),
				    "nobody looks after this area; name a group in 'lead'");
	}
	table_release(&used);
}

static void check_ceiling(const struct item *first, size_t count, size_t most, struct diag *diag)
{
	if (count > most)
		diag_report(diag, DIAG_MAP_CEILING, span_of(first->src),
			    "there are %zu in '%s/', and the map has room for %zu; join some",
			    count, first->kind->folder, most);
}

/* --- notes -------------------------------------------------------------------------------- */

static bool is_state(const char *status, const char *const *states)
{
	for (size_t i = 0; status && states[i]; i++) {
		if (strcmp(status, states[i]) == 0)
			return true;
	}
	return false;
}

/* Are people to do something about it still? */
static bool is_pending(const char *status)
{
	return is_state(status, (const char *const[]){ "open", "talking", NULL });
}

static void report_twin(const struct item *item, const struct item *first, struct diag *diag)
{
	diag_report(diag, DIAG_NOTE_TWIN, span_of(item->src),
		    "'%s' is a note on the same; join the two", first->src->path);
}

static void check_gap_age(const struct gap_note *n, const struct site *site, struct diag *diag)
{
	const int64_t days = (site->now.utc - n->since.utc) / 86400;

	if (n->since.set && days > GAP_OLD_DAYS && n->status && strcmp(n->status, "open") == 0 &&
	    !site->is_example)
		diag_report(diag, DIAG_GAP_OLD, item_field_span(&n->item, "since"),
			    "this has been open since %s; who could do something about it?",
			    date_words(n->since, diag->arena));
}

static void check_gap_note(const struct gap_note *n, const struct table *gaps,
			   const struct site *site, struct diag *diag)
{
	const char *id = gap_note_id(n, diag->arena);

	if (!id || (n->cost && strcmp(n->cost, "free") != 0) ||
	    (n->with && strcmp(n->with, n->area) == 0)) {
		diag_report(diag, DIAG_GAP_NOTE, span_of(n->item.src),
			    "this note is on no gap that there could be; besides 'area' it names "
			    "one of 'place', 'audience', 'time', 'way_in', 'cost: free', and "
			    "'with' another area");
		return;
	}
	if (is_pending(n->status) && !table_find(gaps, key_of_text(0, id)))
		diag_report(diag, DIAG_GAP_CLOSED, span_of(n->item.src),
			    "the map has no gap '%s'; if it is filled, write 'status: closed'", id);
	check_gap_age(n, site, diag);
}

static void check_gap_notes(const struct site *site, struct diag *diag)
{
	struct table gaps = { 0 }, seen = { 0 };

	for (size_t i = 0; i < site->gaps->count; i++)
		*table_at(&gaps, key_of_text(0, site->gaps->all[i].id)) = 1;
	for (size_t i = 0; i < site->gap_note_count; i++) {
		const struct gap_note *n = site->gap_notes[i];
		const char *id = gap_note_id(n, diag->arena);
		uint32_t *first = id ? table_at(&seen, key_of_text(0, id)) : NULL;

		if (!n->area) /* reported when it was read */
			continue;
		check_gap_note(n, &gaps, site, diag);
		if (first && *first)
			report_twin(&n->item, &site->gap_notes[*first - 1]->item, diag);
		else if (first)
			*first = (uint32_t)i + 1;
	}
	table_release(&gaps);
	table_release(&seen);
}

static void check_chance_notes(const struct site *site, struct diag *diag)
{
	struct table chances = { 0 }, seen = { 0 };

	for (size_t i = 0; i < site->chances->count; i++)
		*table_at(&chances, key_of_text(0, site->chances->all[i].id)) = 1;
	for (size_t i = 0; i < site->chance_note_count; i++) {
		const struct chance_note *n = site->chance_notes[i];
		const char *id = chance_note_id(n, diag->arena);
		uint32_t *first = id ? table_at(&seen, key_of_text(0, id)) : NULL;

		if (id && is_pending(n->status) && !table_find(&chances, key_of_text(0, id)))
			diag_report(diag, DIAG_CHANCE_NOTE, span_of(n->item.src),
				    "'%s' and '%s' are in no chance to work together; if they do "
				    "already, write 'status: working'",
				    n->groups.items[0], n->groups.items[1]);
		if (first && *first)
			report_twin(&n->item, &site->chance_notes[*first - 1]->item, diag);
		else if (first)
			*first = (uint32_t)i + 1;
	}
	table_release(&chances);
	table_release(&seen);
}

void site_check_map(const struct site *site, struct diag *diag)
{
	check_areas(site, diag);
	if (site->place_count)
		check_ceiling(&site->places[0]->item, site->place_count, MAP_PLACES_MOST, diag);
	if (site->audience_count)
		check_ceiling(&site->audiences[0]->item, site->audience_count, MAP_AUDIENCES_MOST,
			      diag);
	groups_check(site, diag);
	check_gap_notes(site, diag);
	check_chance_notes(site, diag);
}
