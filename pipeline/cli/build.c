#include "build.h"

#include <string.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "environment.h"
#include "feed/feed.h"
#include "ledger_file.h"
#include "media.h"
#include "model/audio_place.h"
#include "model/ledger.h"
#include "model/schedule.h"
#include "places.h"
#include "prepare.h"
#include "read/read.h"
#include "site/site.h"
#include "unwanted.h"
#include "verify/verify.h"

/*
 * Did something become due since the site was last published? Told by the ledger,
 * so that a fresh copy of the content knows it too; the record of the last build,
 * where there is one, knows of live items besides.
 */
static bool is_due(struct build *b, const struct state *state)
{
	return b->unfinished || (b->has_releases && !state_is_known(state)) ||
	       schedule_is_due(b->site) || state_has_run_out(state, b->now.utc, &b->arena);
}

bool build_has_example_address(const struct site *site)
{
	return site->address &&
	       strcmp(site->address, kind_field(&kind_site, "address")->example) == 0;
}

/* The guids of shows are made of the first address, and what is written down stays. */
static void check_release(struct build *b)
{
	ledger_file_writable(b->content, &b->diag);
	if (build_has_example_address(b->site))
		diag_report(&b->diag, DIAG_EXAMPLE_ADDRESS,
			    item_field_span(&b->site->item, "address"),
			    "'address' is still the example; write where the site will stand on "
			    "the web, before anything is published");
}

static void read_everything(struct build *b, const struct state *state)
{
	struct media_run run = { .cache_dir = b->cache,
				 .here = environment_here(&b->arena),
				 .quiet = b->quiet,
				 .arena = &b->arena,
				 .diag = &b->diag };

	b->site = read_site(b->content, b->now, &b->arena, &b->diag);
	if (b->site && b->plays_here) {
		site_play_here(b->site);
		b->site->audio_host = NULL; /* nobody is asked for anything */
	}
	b->not_due = b->due && b->site && diag_ok(&b->diag) && !is_due(b, state);
	if (!b->site || b->not_due)
		return;
	b->listened = prepare_facts(&run, b->site, b->content, b->transcribe);
	if (b->ledger != BUILD_COMPARES)
		check_release(b);
	if (!diag_ok(&b->diag))
		return;
	b->tagged = prepare_audio(&run, b->site, b->output);
	prepare_drawings(&run, b->site);
	b->published = b->site->ledger;
	/* Feeds tell when something changed: what is written agrees with the ledger behind it. */
	if (b->ledger != BUILD_COMPARES && diag_ok(&b->diag))
		b->site->ledger = ledger_release(b->site, &b->arena);
}

/* A site of no more files than this may become any other. */
#define FEW_FILES 10

/* What this build would delete, but for what the ledger lets go. */
struct loss {
	size_t files, feeds;
	const char *feed; /* the first */
};

/* Do people or apps come back to it by themselves? Records of the open data come and go with their
 * groups. */
static bool is_followed(const struct output_file *file)
{
	static const char *const types[] = { "application/json", "text/csv", "text/vcard",
					     "application/graphml+xml", NULL };

	return file->group == OUTPUT_FEED && !text_is_one_of(file->type, types);
}

static struct loss count_loss(const struct build *b)
{
	struct loss l = { 0 };

	for (size_t i = 0; i < b->plan.deleted; i++) {
		const struct output_file *file = b->plan.gone[i];

		if (ledger_lets_go(b->site, file->path))
			continue;
		l.files++;
		if (is_followed(file) && !l.feeds++)
			l.feed = file->path;
	}
	return l;
}

/* A renamed folder or the output of another site must not make a published show vanish. */
static void check_deletions(struct build *b)
{
	const char *how = arena_printf(&b->arena, "if that is meant: blether %s --allow-deletions",
				       b->ledger == BUILD_RECORDS_LATER ? "publish" : "build");
	const struct loss l = count_loss(b);

	if (b->allow_deletions)
		return;
	if (l.feeds)
		diag_report(&b->diag, DIAG_WOULD_DELETE, span_path(b->output, &b->arena),
			    "this build would delete the feed '%s'%s and %zu files in all; %s",
			    path_join(b->output, l.feed, &b->arena), l.feeds > 1 ? ", others" : "",
			    b->plan.deleted, how);
	else if (b->plan.listed > FEW_FILES && l.files > b->plan.listed / 2)
		diag_report(&b->diag, DIAG_WOULD_DELETE, span_path(b->output, &b->arena),
			    "this build would delete %zu of the %zu files in '%s'; %s",
			    b->plan.deleted, b->plan.listed, b->output, how);
}

/* Renders into the folder's sink, checks what waits there, and only then shows it. */
static void write_everything(struct build *b, struct folder *folder)
{
	const char *theme = environment_theme(b->content, &b->arena);

	site_render(b->site, theme, folder_sink(folder), &b->diag);
	feed_render(b->site, folder_sink(folder), &b->diag);
	b->plan = folder_stage(folder);
	if (diag_ok(&b->diag))
		check_deletions(b);
	if (!diag_ok(&b->diag))
		return;
	verify_output(folder_tree(folder), b->site->address, &b->arena, &b->diag);
	unwanted_verify(b->site, folder_tree(folder), &b->arena, &b->diag);
	if (diag_ok(&b->diag))
		folder_commit(folder);
}

static size_t count_changed(const struct ledger *old, const struct ledger *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++) {
		const struct ledger_row *row = &l->rows[i];
		const struct ledger_row *was = row->guid ? ledger_by_guid(old, row->guid) : NULL;

		n += was && row->kind != LEDGER_MOVED && was->changed.utc != row->changed.utc;
	}
	return n;
}

/* From now on, what is in its place is known to have been published. */
static bool record(struct build *b)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_LEDGER_BYTES);
	const struct ledger *old = b->published, *l = b->site->ledger;

	b->recorded = l->count > old->count ? l->count - old->count : 0;
	b->updated = count_changed(old, l);
	if (!ledger_file_write(b->content, l, &out, &b->diag))
		return false;
	state_note_ledger(&b->state, out.data, out.len);
	ledger_file_keep(b->cache, &out, &b->arena);
	return true;
}

bool build_record(struct build *b)
{
	if (!record(b))
		return false;
	state_save(&b->state, b->site, b->diag.count[SEV_WARNING], &b->arena);
	return true;
}

static void make_output(struct build *b)
{
	state_forget(&b->state);
	struct folder *folder = folder_open(b->output, &b->arena, &b->diag);

	if (!folder)
		return;
	write_everything(b, folder);
	b->begun = folder_begun(folder);
	folder_close(folder);
}

void build_site(struct build *b)
{
	b->state = state_take(b->content, b->output, b->cache, b->plays_here, &b->arena);
	b->nothing_to_do = !b->transcribe && b->ledger == BUILD_COMPARES &&
			   state_is_current(&b->state, b->now.utc, &b->standing, &b->arena) &&
			   folder_intact(b->output, &b->arena);
	b->not_due = b->nothing_to_do && b->due;
	if (b->nothing_to_do)
		return;
	read_everything(b, &b->state);
	if (b->not_due || !diag_ok(&b->diag))
		return;
	make_output(b);
	if (!diag_ok(&b->diag) || b->ledger == BUILD_RECORDS_LATER)
		return;
	if (b->ledger == BUILD_RECORDS)
		build_record(b);
	else
		state_save(&b->state, b->site, b->diag.count[SEV_WARNING], &b->arena);
}

bool build_choose_places(struct build *b, const struct build_places *given)
{
	b->content = environment_content(given->content, &b->arena);
	if (!b->content)
		return false;
	const char *beside = given->content ? "." : b->content;

	b->output = given->output ? given->output : environment_beside(beside, "public", &b->arena);
	b->cache = given->cache ? given->cache : environment_beside(beside, ".blether", &b->arena);
	b->plays_here = given->plays_here;
	/* Whoever chose such an output knows where it lies: `pack` has one in the cache. */
	return places_ok(b->content, b->plays_here ? NULL : b->output, b->cache, &b->arena) &&
	       environment_now(given->now, &b->now);
}
