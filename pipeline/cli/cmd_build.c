#include <stdio.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "build.h"
#include "commands.h"
#include "environment.h"
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

static int build(const struct build_opts *o, bool plays_here)
{
	const struct build_places places = { .content = o->content,
					     .output = o->output,
					     .cache = o->cache,
					     .now = o->now,
					     .plays_here = plays_here };
	struct build b = {
		.json = report_is_json(o->format),
		.quiet = o->quiet,
		.allow_deletions = o->allow_deletions,
		.transcribe = o->transcribe,
		.ledger = o->release ? BUILD_RECORDS : BUILD_COMPARES,
		.due = o->due,
	};

	if (!build_choose_places(&b, &places)) {
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
