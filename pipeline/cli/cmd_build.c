#include <stdio.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "build.h"
#include "commands.h"
#include "environment.h"
#include "feed/feed.h"
#include "ledger_file.h"
#include "media.h"
#include "model/audio_place.h"
#include "model/consent.h"
#include "model/ledger.h"
#include "report.h"

struct build_opts {
	const char *content, *output, *cache, *now, *format;
	bool quiet, allow_deletions, transcribe, release, due;
};

static const struct opt build_options[] = {
	OPT_STRING(struct build_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct build_opts, output, 'o', "output", "DIR",
		   "where the site is put (public)"),
	OPT_STRING(struct build_opts, cache, 0, "cache", "DIR",
		   "where facts and tagged recordings are kept (.blether)"),
	OPT_STRING(struct build_opts, now, 0, "now", "TIME",
		   "what counts as the present: later episodes are held back"),
	OPT_CHOICE(struct build_opts, format, 'f', "format", "text|json",
		   "how to print the result and messages"),
	OPT_FLAG(struct build_opts, allow_deletions, 0, "allow-deletions",
		 "delete feeds, or most of the site, if this build would"),
	OPT_FLAG(struct build_opts, due, 0, "due",
		 "build only when something became due; else end with status 4"),
	OPT_FLAG(struct build_opts, release, 0, "release",
		 "write what is out now, and its addresses, into published.tsv"),
	OPT_FLAG(struct build_opts, transcribe, 0, "transcribe",
		 "run the programs that the content names under 'transcribe'"),
	OPT_FLAG(struct build_opts, quiet, 'q', "quiet", "print messages only"),
	OPT_END,
};

/* One build: what it was told, and what became of it. */
struct build {
	const char *content, *output, *cache;
	bool quiet, json, allow_deletions, transcribe, release, due;
	bool plays_here; /* model/audio_place.h */
	struct moment now;
	struct arena arena;
	struct diag diag;
	struct site *site;
	const struct ledger *published; /* as it was before a release */
	struct folder_plan plan;
	size_t listened, tagged;  /* jobs that the cache could not answer */
	size_t recorded, updated; /* lines of the ledger */
	bool begun;               /* something of the output was changed */
	bool nothing_to_do;
	bool not_due;      /* it was asked for what became due, and nothing did */
	unsigned standing; /* warnings that stand since the last build */
};

/*
 * Did something become due since the site was last published? Told by the ledger,
 * so that a fresh copy of the content knows it too; the record of the last build,
 * where there is one, knows of live items besides.
 */
static bool is_due(struct build *b, const struct state *state)
{
	return schedule_is_due(b->site) || state_has_run_out(state, b->now.utc, &b->arena);
}

static bool has_example_address(const struct site *site)
{
	return site->address &&
	       strcmp(site->address, kind_field(&kind_site, "address")->example) == 0;
}

/* The guids of shows are made of the first address, and what is written down stays. */
static void check_release(struct build *b)
{
	ledger_file_writable(b->content, &b->diag);
	if (has_example_address(b->site))
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
	if (b->release)
		check_release(b);
	if (!diag_ok(&b->diag))
		return;
	b->tagged = prepare_audio(&run, b->site, b->output);
	prepare_drawings(&run, b->site);
	b->published = b->site->ledger;
	/* Feeds tell when something changed: what is written agrees with the ledger behind it. */
	if (b->release && diag_ok(&b->diag))
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
	static const char how[] = "if that is meant: blether build --allow-deletions";
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

/* Nothing names who took their consent back. */
static void verify_withdrawn(struct build *b, const struct output_tree *tree)
{
	const struct consent_names all = consent_names(b->site, &b->arena);
	const struct absent_names absent = { .names = all.withdrawn,
					     .count = all.withdrawn_count,
					     .allowed = all.allowed,
					     .allowed_count = all.allowed_count };

	if (absent.count)
		verify_absent(tree, &absent, &b->arena, &b->diag);
}

/* Nothing has the links by which members join. */
static void verify_join_links(struct build *b, const struct output_tree *tree)
{
	const struct strings links = site_join_links(b->site, &b->arena);

	verify_private(tree, &links, &b->arena, &b->diag);
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
	verify_withdrawn(b, folder_tree(folder));
	verify_join_links(b, folder_tree(folder));
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

/* Everything is in its place: from now on, it is known to have been published. */
static void release(struct build *b, struct state *state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_LEDGER_BYTES);
	const struct ledger *old = b->published, *l = b->site->ledger;

	b->recorded = l->count > old->count ? l->count - old->count : 0;
	b->updated = count_changed(old, l);
	if (!ledger_file_write(b->content, l, &out, &b->diag))
		return;
	state_note_ledger(state, out.data, out.len);
	ledger_file_keep(b->cache, &out, &b->arena);
}

static void build_site(struct build *b)
{
	struct state state = state_take(b->content, b->output, b->cache, b->plays_here, &b->arena);

	b->nothing_to_do = !b->transcribe && !b->release &&
			   state_is_current(&state, b->now.utc, &b->standing, &b->arena) &&
			   folder_intact(b->output, &b->arena);
	b->not_due = b->nothing_to_do && b->due;
	if (b->nothing_to_do)
		return;
	read_everything(b, &state);
	if (b->not_due || !diag_ok(&b->diag))
		return;
	state_forget(&state);
	struct folder *folder = folder_open(b->output, &b->arena, &b->diag);
	if (!folder)
		return;
	write_everything(b, folder);
	b->begun = folder_begun(folder);
	folder_close(folder);
	if (diag_ok(&b->diag) && b->release)
		release(b, &state);
	if (diag_ok(&b->diag))
		state_save(&state, b->site, b->diag.count[SEV_WARNING], &b->arena);
}

static void write_held(struct build *b, struct json *j)
{
	json_open(j, "held", '[');
	for (size_t i = 0; i < b->site->show_count; i++) {
		const struct show *show = b->site->shows[i];

		for (size_t k = 0; k < show->held_count; k++) {
			const struct episode *e = show->held[k];

			json_open(j, NULL, '{');
			json_text(j, "file", e->item.src->path);
			json_bool(j, "draft", episode_is_draft(e));
			json_text(j, "date", e->date.set ? date_rfc3339(e->date, &b->arena) : NULL);
			json_close(j, '}');
		}
	}
	json_close(j, ']');
}

static void print_json(struct build *b)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(&b->diag));
	json_text(&j, "output", b->output);
	json_bool(&j, "nothing_to_do", b->nothing_to_do || b->not_due);
	if (b->due)
		json_bool(&j, "due", !b->not_due);
	json_int(&j, "created", (int64_t)b->plan.created);
	json_int(&j, "changed", (int64_t)b->plan.changed);
	if (!b->nothing_to_do)
		json_int(&j, "unchanged", (int64_t)b->plan.unchanged);
	json_int(&j, "deleted", (int64_t)b->plan.deleted);
	json_int(&j, "bytes_written", b->plan.bytes);
	json_int(&j, "recordings_listened_to", (int64_t)b->listened);
	json_int(&j, "recordings_tagged", (int64_t)b->tagged);
	if (b->ledger == BUILD_RECORDS) {
		json_int(&j, "ledger_new", (int64_t)b->recorded);
		json_int(&j, "ledger_changed", (int64_t)b->updated);
	}
	if (b->site)
		write_held(b, &j);
	json_int(&j, "warnings", b->nothing_to_do ? b->standing : b->diag.count[SEV_WARNING]);
	diag_write_json(&b->diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}

static void print_held(struct build *b)
{
	for (size_t i = 0; i < b->site->show_count; i++) {
		const struct show *show = b->site->shows[i];

		for (size_t k = 0; k < show->held_count; k++) {
			const struct episode *e = show->held[k];

			printf("  held back: %s (%s%s%s)\n", e->title,
			       episode_is_draft(e) ? "a draft" : "appears on ",
			       episode_is_draft(e) ? "" : date_time_words(e->date, &b->arena),
			       episode_is_draft(e) ? "" : "; build again after that");
		}
	}
}

static void print_feeds(struct build *b)
{
	for (size_t i = 0; i < b->site->show_count; i++) {
		const struct show *show = b->site->shows[i];

		printf("  feed of %s: %s (%zu %s)\n", show->title,
		       path_join(b->output, show->feed_path, &b->arena), show->episode_count,
		       report_plural(show->episode_count, "episode", "episodes"));
	}
}

/* A feed that names the address of the example would be read by nobody. */
static void print_example_address(const struct site *site)
{
	if (build_has_example_address(site))
		printf("  before you publish it, write your own 'address' in site.yaml: it is "
		       "still %s\n",
		       site->address);
}

static void print_text(struct build *b)
{
	report_messages(&b->diag);
	if (b->quiet)
		return;
	if (!diag_ok(&b->diag)) {
		fprintf(stderr,
			b->begun ? "'%s' is partly changed; the next build finishes it\n"
				 : "nothing was changed in '%s'\n",
			b->output);
		return;
	}
	if (b->not_due) {
		puts("nothing is due: nothing was done");
		return;
	}
	if (b->nothing_to_do) {
		printf("%s is up to date: nothing has changed\n", b->output);
		if (b->standing)
			printf("  %u %s, as before; 'blether check' shows them\n", b->standing,
			       report_plural(b->standing, "warning", "warnings"));
		return;
	}
	printf("%s: %zu new, %zu changed, %zu unchanged, %zu deleted; %.1f MB written\n", b->output,
	       b->plan.created, b->plan.changed, b->plan.unchanged, b->plan.deleted,
	       (double)b->plan.bytes / 1e6);
	print_feeds(b);
	print_held(b);
	if (b->ledger == BUILD_RECORDS)
		printf("  %s: %zu new, %zu changed; keep it with the content\n",
		       path_join(b->content, LEDGER_NAME, &b->arena), b->recorded, b->updated);
	printf("  to look at it, open %s in a browser\n",
	       path_join(b->output, "index.html", &b->arena));
	print_example_address(b->site);
}

static int build_and_print(struct build *b)
{
	build_site(b);
	if (b->json)
		print_json(b);
	else
		print_text(b);
	return b->not_due ? STATUS_NOT_DUE : report_status(&b->diag);
}

static int build_run(const void *opts, int argc, char **argv)
/* False after printing what is wrong with them. */
static bool choose_places(struct build *b, const struct build_opts *o)
{
	b->content = environment_content(o->content, &b->arena);
	if (!b->content)
		return false;
	const char *beside = o->content ? "." : b->content;

	b->output = o->output ? o->output : environment_beside(beside, "public", &b->arena);
	b->cache = o->cache ? o->cache : environment_beside(beside, ".blether", &b->arena);
	/* Whoever chose such an output knows where it lies: `pack` has one in the cache. */
	return places_ok(b->content, b->plays_here ? NULL : b->output, b->cache, &b->arena);
}

static int build(const struct build_opts *o, bool plays_here)
{
	struct build b = {
		.plays_here = plays_here,
		.json = report_is_json(o->format),
		.quiet = o->quiet,
		.allow_deletions = o->allow_deletions,
		.transcribe = o->transcribe,
		.ledger = o->release ? BUILD_RECORDS : BUILD_COMPARES,
		.due = o->due,
	};

	(void)argc;
	(void)argv;
	if (!build_choose_places(
		    &b, &(struct build_places){ o->content, o->output, o->cache, o->now })) {
	if (!choose_places(&b, o) || !environment_now(o->now, &b.now)) {
		arena_free(&b.arena);
		return STATUS_USAGE;
	}
	diag_init(&b.diag, &b.arena);
	int status = build_and_print(&b);
	arena_free(&b.arena);
	return status;
}

static int build_run(const void *opts, int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return build(opts, false);
}

int build_quietly(const struct build_places *places)
{
	const struct build_opts o = { .content = places->content,
				      .output = places->output,
				      .cache = places->cache,
				      .now = places->now,
				      .quiet = true };

	return build(&o, places->plays_here);
}

const struct command cmd_build = {
	.name = "build",
	.operands = "",
	.summary = "Makes the site and its feeds from the content folder.",
	.details = "Checks everything first; with an error in the content nothing is written. What "
		   "a listener can\n"
		   "see is whole at every moment: audio appears before pages, pages before lists, "
		   "lists before\n"
		   "feeds. Only what differs is written, and only files that blether wrote are "
		   "ever replaced or\n"
		   "deleted. A build that would delete a feed, or more than half of the site, "
		   "stops unless it is\n"
		   "told that this is meant. Programs that the content names are run with "
		   "--transcribe only: use it\n"
		   "with content that you trust.\n\n"
		   "With --release, what is out now is written into published.tsv beside the "
		   "content: the guid,\n"
		   "address, recording and date of each item. From then on a build that would "
		   "change one of them by\n"
		   "accident stops, and says which command is for doing it on purpose. Nothing "
		   "else in the content\n"
		   "folder is ever changed. Use it for what you put on the web.\n\n"
		   "With --due nothing is built unless an episode appeared, or was withdrawn, "
		   "since what published.tsv\n"
		   "says, or a live item began or ended since the last build: then the exit "
		   "status is 4. It is for\n"
		   "cron and CI, with --release: blether build --due --release && ./upload. "
		   "Without a published.tsv\n"
		   "everything is due that the last build does not know.\n\n"
		   "With --format=json: ok, output, nothing_to_do, created, changed, deleted, "
		   "bytes_written,\n"
		   "recordings_listened_to, recordings_tagged, warnings (how many) and messages. "
		   "When there was\n"
		   "something to do also unchanged and held; else the content was not read, and "
		   "warnings counts\n"
		   "those that stand since the last build, which messages does not repeat.",
	.opts = build_options,
	.opts_size = sizeof(struct build_opts),
	.run = build_run,
};
