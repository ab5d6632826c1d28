#include <string.h>

#include "base/mem.h"
#include "model/ledger.h"

/* What a release does to a copy of the ledger. */
struct release {
	const struct site *site;
	struct ledger *ledger;
	struct ledger_row *fresh; /* to be added when nothing is looked up any more */
	size_t fresh_count;
	struct arena *arena;
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_row(const struct ledger_row *a, const struct ledger_row *b)
{
	return a->kind == b->kind && same_text(a->guid, b->guid) && same_text(a->slug, b->slug) &&
	       strcmp(a->permalink, b->permalink) == 0 && same_text(a->audio, b->audio) &&
	       same_text(a->recording, b->recording) && same_text(a->title, b->title) &&
	       a->first.utc == b->first.utc;
}

/* A ledger keeps `-` for nothing; so must what is compared with it. */
static const char *cell(const char *text)
{
	return text && *text && strcmp(text, "-") != 0 ? text : NULL;
}

static struct ledger_row row_of(const struct release *r, const struct ledger_item *item)
{
	const struct episode *e = item->episode;
	struct ledger_row row = {
		.kind = item->kind,
		.guid = item->guid,
		.slug = cell(item->slug),
		.permalink = item->permalink,
		.title = cell(item->title),
		.first = e ? e->date : r->site->now,
		.changed = r->site->now,
	};

	if (e && e->recording.path) {
		row.audio = e->recording.path;
		row.recording = cell(e->recording.sha256);
	}
	return row;
}

static void record(struct release *r, struct ledger_row *had, struct ledger_row row)
{
	if (!had) {
		row.changed = row.first;
		r->fresh[r->fresh_count++] = row;
		return;
	}
	if (row.kind != LEDGER_EPISODE && had->first.set)
		row.first = had->first;
	row.at = had->at;
	if (!same_row(had, &row))
		*had = row;
}

static void release_item(struct release *r, const struct ledger_item *item)
{
	struct ledger_row *had = ledger_by_guid(r->ledger, item->guid);
	const struct episode *e = item->episode;

	if (item->is_out) {
		record(r, had, row_of(r, item));
	} else if (e && episode_is_withdrawn(e) && had && had->kind == LEDGER_EPISODE) {
		had->kind = LEDGER_WITHDRAWN;
		had->changed = r->site->now;
	}
}

static void release_site(struct release *r)
{
	const struct site *site = r->site;

	record(r, ledger_site(r->ledger),
	       (struct ledger_row){ .kind = LEDGER_SITE,
				    .guid = site->guid,
				    .permalink = site->address,
				    .audio = site->audio_address,
				    .title = cell(site->title),
				    .first = site->now,
				    .changed = site->now });
}

struct ledger *ledger_release(const struct site *site, struct arena *a)
{
	const struct ledger_items items = ledger_items(site, a);
	struct release r = {
		.site = site,
		.ledger = ledger_copy(site->ledger, a),
		.fresh = arena_array(a, items.count + 1, sizeof(struct ledger_row)),
		.arena = a,
	};

	release_site(&r);
	for (size_t i = 0; i < items.count; i++)
		release_item(&r, &items.all[i]);
	for (size_t i = 0; i < r.fresh_count; i++)
		ledger_add(r.ledger, &r.fresh[i], a);
	ledger_tidy(r.ledger, a);
	return r.ledger;
}
