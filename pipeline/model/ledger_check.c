#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/ledger.h"

struct comparison {
	const struct site *site;
	const struct ledger *ledger;
	struct ledger_items items;
	const char **gone; /* folders of shows that are not at their place: said once a show */
	size_t gone_count;
	struct arena *arena;
	struct diag *diag;
};

static struct span place_of(const struct ledger_item *i, const char *key)
{
	return i->item ? item_field_span(i->item, key) : (struct span){ 0 };
}

/* The same address, whatever stands at its end. */
static bool same_address(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);

	n -= n && a[n - 1] == '/';
	m -= m && b[m - 1] == '/';
	return n == m && memcmp(a, b, n) == 0;
}

static void check_address(struct comparison *c)
{
	const struct ledger_row *row = ledger_site(c->ledger);

	if (row && c->site->address && !same_address(row->permalink, c->site->address))
		diag_report(c->diag, DIAG_ADDRESS_MOVED, item_field_span(&c->site->item, "address"),
			    "the site was published at '%s'; write back 'address: %s', or if it "
			    "has moved: blether move",
			    row->permalink, row->permalink);
}

static bool has_audio(const struct ledger *l)
{
	for (size_t i = 0; i < l->count; i++) {
		if (l->rows[i].kind == LEDGER_EPISODE && l->rows[i].audio)
			return true;
	}
	return false;
}

/* Where recordings are: it is in the address of every enclosure. */
static void check_audio_address(struct comparison *c)
{
	const struct ledger_row *row = ledger_site(c->ledger);
	const struct span at = item_field_span(&c->site->item, "audio_address");
	const char *was = row ? row->audio : NULL, *now = c->site->audio_address;

	if (!row || (was && now ? same_address(was, now) : was == now) || !has_audio(c->ledger))
		return;
	if (was)
		diag_report(c->diag, DIAG_AUDIO_MOVED, at,
			    "the recordings were published at '%s'; write back 'audio_address: "
			    "%s', or if they have moved: blether move audio",
			    was, was);
	else
		diag_report(c->diag, DIAG_AUDIO_MOVED, at,
			    "the recordings were published with the pages; delete "
			    "'audio_address', or if they have moved: blether move audio");
}

/* The moment of a row as people write one, in the zone of the site or of `like`. */
static const char *as_written(const struct comparison *c, struct moment m, struct moment like)
{
	m.zone = like.zone;
	if (c->site->time_zone)
		m = date_in_zone(m, c->site->time_zone);
	return m.utc % 60 ? date_rfc3339(m, c->arena)
			  : arena_printf(c->arena, "%s %s %s", date_day(m, c->arena),
					 date_time(m, c->arena), date_offset(m, c->arena));
}

/* --- an item that is where it was ------------------------------------------- */

static void check_date(struct comparison *c, const struct ledger_row *row,
		       const struct ledger_item *i)
{
	const struct episode *e = i->episode;

	if (e->date.set && row->first.set && e->date.utc != row->first.utc)
		diag_report(c->diag, DIAG_REDATED, place_of(i, "date"),
			    "this episode was published with another date; write back 'date: %s', "
			    "or if the new one is meant: blether redate %s",
			    as_written(c, row->first, e->date), ledger_item_place(i, c->arena));
}

static void check_recording(struct comparison *c, const struct ledger_row *row,
			    const struct ledger_item *i)
{
	const struct recording *r = &i->episode->recording;

	if (r->file && *r->sha256 && row->recording && strcmp(r->sha256, row->recording) != 0)
		diag_report(c->diag, DIAG_RECORDING_CHANGED, r->at,
			    "'%s' is another recording than was published; put the old one back, "
			    "or if the new one is meant: blether replace %s",
			    path_base(r->file), ledger_item_place(i, c->arena));
}

/* It would disappear, without a word in its front matter that this is meant. */
static void check_out(struct comparison *c, const struct ledger_row *row,
		      const struct ledger_item *i)
{
	const struct episode *e = i->episode;

	if (i->is_out || episode_is_withdrawn(e))
		return;
	if (episode_is_draft(e))
		diag_report(c->diag, DIAG_ITEM_LOST, place_of(i, "status"),
			    "this episode was published and would disappear as a draft; delete "
			    "'status: draft', or if it shall go: blether withdraw %s",
			    ledger_item_place(i, c->arena));
	else if (e->date.utc == row->first.utc)
		diag_report(c->diag, DIAG_ITEM_LOST, place_of(i, "date"),
			    "this episode is out since %s, but the present of this run is %s; set "
			    "the clock of the computer, or --now, right",
			    date_rfc3339(row->first, c->arena),
			    date_rfc3339(c->site->now, c->arena));
}

static void check_details(struct comparison *c, const struct ledger_row *row,
			  const struct ledger_item *i)
{
	if (!i->episode)
		return;
	if (row->kind != LEDGER_WITHDRAWN)
		check_out(c, row, i);
	if (episode_is_withdrawn(i->episode))
		return;
	check_date(c, row, i);
	check_recording(c, row, i);
}

/* --- one that is not ---------------------------------------------------------- */

static void report_guid(struct comparison *c, const struct ledger_row *row,
			const struct ledger_item *i)
{
	diag_report(c->diag, DIAG_GUID_CHANGED, place_of(i, "guid"),
		    "this %s was published with another guid; write back 'guid: %s', or if it is "
		    "another one in the place of the old: blether withdraw %s",
		    ledger_kind_name(row->kind), row->guid, row->guid);
}

/* `named`: how to tell `blether rename` which item is meant. */
static void report_moved(struct comparison *c, const struct ledger_row *row,
			 const struct ledger_item *i, const char *named)
{
	diag_report(c->diag, DIAG_PERMALINK_MOVED, span_of(i->item->src),
		    "this %s was published at '%s' and would move to '%s'; give its %s the old "
		    "name back, or if the new one is meant: blether rename %s %s",
		    ledger_kind_name(i->kind), row->permalink, i->permalink,
		    i->kind == LEDGER_EPISODE || i->kind == LEDGER_SHOW ? "folder" : "file", named,
		    i->slug);
}

/* Where a file could not be read, that is what has to be mended: nothing may be lost at all. */
static void report_lost(struct comparison *c, const struct ledger_row *row)
{
	bool renamed = row->kind != LEDGER_EPISODE && row->kind != LEDGER_FEED;
	const char *name = row->kind == LEDGER_EPISODE ? row->guid : row->permalink;

	if (c->site->has_unread)
		return;
	diag_report(c->diag, DIAG_ITEM_LOST, row->at,
		    "the %s '%s' was published at '%s' and is not there any more; put it back, or "
		    "%s%s%sif it shall go: blether withdraw %s",
		    ledger_kind_name(row->kind), row->title ? row->title : row->slug,
		    row->permalink, renamed ? "if it has another name now: blether rename " : "",
		    renamed ? name : "", renamed ? " NEW-NAME, or " : "", name);
}

/* A page that was never published has the title of one that is missing. */
static const struct ledger_item *same_title(const struct comparison *c,
					    const struct ledger_row *row)
{
	const struct ledger_item *found = NULL;

	for (size_t i = 0; i < c->items.count; i++) {
		const struct ledger_item *it = &c->items.all[i];

		if (it->kind != row->kind || !it->title || !row->title || !it->item ||
		    strcmp(it->title, row->title) != 0 || ledger_at(c->ledger, it->permalink))
			continue;
		if (found)
			return NULL;
		found = it;
	}
	return found;
}

static void report_missing(struct comparison *c, const struct ledger_row *row)
{
	const struct ledger_item *now =
		row->kind == LEDGER_SHOW ? ledger_show_now(c->ledger, &c->items, row, c->arena)
		: row->kind == LEDGER_PAGE || row->kind == LEDGER_AREA ? same_title(c, row)
								       : NULL;

	if (now)
		report_moved(c, row, now, row->permalink);
	else
		report_lost(c, row);
}

/* Is it an episode of a show, or the feed of an area, of which it has been said already? */
static bool is_explained(const struct comparison *c, const struct ledger_row *row)
{
	const char *dir = path_dir(row->permalink, c->arena);

	if (row->kind == LEDGER_FEED && text_starts(row->permalink, "areas/")) {
		size_t stem = strlen(row->permalink) - strlen(path_suffix(row->permalink));
		const char *page = arena_printf(c->arena, "%.*s.html", (int)stem, row->permalink);
		return ledger_at(c->ledger, page) && !ledger_item_at(&c->items, page);
	}
	for (size_t i = 0; row->kind == LEDGER_EPISODE && i < c->gone_count; i++) {
		if (strcmp(c->gone[i], dir) == 0)
			return true;
	}
	return false;
}

/* --- all ------------------------------------------------------------------------ */

static const struct ledger_item *of_kind(const struct ledger_item *i, enum ledger_kind kind)
{
	return i && i->kind == kind ? i : NULL;
}

static bool has_recording(const struct ledger_row *row, const struct ledger_item *i)
{
	return i->episode && row->recording &&
	       strcmp(i->episode->recording.sha256, row->recording) == 0;
}

/*
 * Did two published items swap their guids, `at` being where the row says, and
 * `same` what has its guid now? When the recording went with the guid, it was
 * their folders that were swapped.
 */
static bool are_swapped(const struct comparison *c, const struct ledger_row *row,
			const struct ledger_item *at, const struct ledger_item *same)
{
	return at && same && at != same && ledger_by_guid(c->ledger, at->guid) &&
	       (has_recording(row, at) || !has_recording(row, same));
}

static void check_row(struct comparison *c, const struct ledger_row *row)
{
	const struct ledger_item *at =
		of_kind(ledger_item_at(&c->items, row->permalink), row->kind);
	const struct ledger_item *same =
		of_kind(ledger_item_by_guid(&c->items, row->guid), row->kind);
	bool swapped = are_swapped(c, row, at, same);

	if (same && !swapped)
		check_details(c, row, same);
	if (same && strcmp(same->permalink, row->permalink) == 0)
		return;
	if (at && (!same || swapped))
		report_guid(c, row, at);
	else if (is_explained(c, row))
		return;
	else if (same && same->item)
		report_moved(c, row, same, ledger_item_place(same, c->arena));
	else
		report_missing(c, row);
}

/* What was taken back may come back: as it was, too, and asked about before its day. */
static void check_withdrawn(struct comparison *c, const struct ledger_row *row)
{
	const struct ledger_item *same = ledger_item_by_guid(&c->items, row->guid);

	if (!same || !ledger_item_is_meant(same))
		return;
	check_details(c, row, same);
	if (same->item && strcmp(same->permalink, row->permalink) != 0)
		report_moved(c, row, same, ledger_item_place(same, c->arena));
}

static void note_redirect(struct comparison *c, const struct ledger_row *row)
{
	const struct ledger_item *at = ledger_item_at(&c->items, row->permalink);
	const char *target = at && at->is_out ? ledger_target(c->ledger, row, c->arena) : NULL;

	if (target)
		diag_report(
			c->diag, DIAG_REDIRECT_ENDED, at->item ? span_of(at->item->src) : row->at,
			"'%s' led to '%s' until now; this takes its place", row->permalink, target);
}

/* The shows whose folders are gone, so that nothing is said of each of their episodes. */
static void find_gone(struct comparison *c)
{
	c->gone = arena_array(c->arena, c->ledger->count, sizeof(*c->gone));
	for (size_t i = 0; i < c->ledger->count; i++) {
		const struct ledger_row *row = &c->ledger->rows[i];

		if (row->kind == LEDGER_SHOW && !ledger_item_at(&c->items, row->permalink))
			c->gone[c->gone_count++] = path_dir(row->permalink, c->arena);
	}
}

void ledger_check(const struct site *site, struct diag *diag)
{
	struct comparison c = {
		.site = site, .ledger = site->ledger, .arena = diag->arena, .diag = diag
	};

	if (!c.ledger || !c.ledger->count)
		return;
	c.items = ledger_items(site, c.arena);
	find_gone(&c);
	check_address(&c);
	check_audio_address(&c);
	for (size_t i = 0; i < c.ledger->count; i++) {
		const struct ledger_row *row = &c.ledger->rows[i];

		if (row->kind == LEDGER_MOVED)
			note_redirect(&c, row);
		else if (row->kind == LEDGER_WITHDRAWN)
			check_withdrawn(&c, row);
		else if (row->kind != LEDGER_SITE)
			check_row(&c, row);
	}
}
