#include <stdio.h>
#include <string.h>

#include "announcements.h"
#include "base/json.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "build.h"
#include "commands.h"
#include "diff_feeds.h"
#include "model/consent.h"
#include "model/ledger.h"
#include "model/site.h"
#include "read/read.h"
#include "report.h"
#include "shipping.h"
#include "unwanted.h"
#include "verify/verify.h"

struct publish_opts {
	const char *content, *output, *cache, *now;
	bool due, no_build, transcribe;
	struct shipping_opts shipping;
};

static const struct opt publish_options[] = {
	OPT_FLAG(struct publish_opts, shipping.dry_run, 'n', "dry-run",
		 "only show what would be done, with the files"),
	OPT_FLAG(struct publish_opts, shipping.yes, 'y', "yes", "do it without a question"),
	OPT_FLAG(struct publish_opts, shipping.verbose, 'v', "verbose",
		 "list the files that will be sent and deleted"),
	OPT_FLAG(struct publish_opts, shipping.all_files, 0, "all-files",
		 "list them all, however many there are"),
	OPT_FLAG(struct publish_opts, due, 0, "due",
		 "publish only when something became due; else end with status 4"),
	OPT_FLAG(struct publish_opts, no_build, 0, "no-build",
		 "publish the output as it is, once it is found whole"),
	OPT_FLAG(struct publish_opts, transcribe, 0, "transcribe",
		 "run the programs that the content names under 'transcribe'"),
	OPT_FLAG(struct publish_opts, shipping.again, 0, "again",
		 "send everything, whatever is said to be there"),
	OPT_FLAG(struct publish_opts, shipping.take_over, 0, "take-over",
		 "replace files that blether did not put there"),
	OPT_FLAG(struct publish_opts, shipping.break_lock, 0, "break-lock",
		 "another publication there is known to be dead"),
	OPT_FLAG(struct publish_opts, shipping.no_grace, 0, "no-grace",
		 "keep no old file for a while: what is gone from the site goes at once"),
	OPT_FLAG(struct publish_opts, shipping.allow_deletions, 0, "allow-deletions",
		 "delete more than 'most_deletions' of publish.yaml"),
	OPT_FLAG(struct publish_opts, shipping.no_check, 0, "no-check",
		 "do not look whether listeners get it"),
	OPT_FLAG(struct publish_opts, shipping.no_announce, 0, "no-announce",
		 "do not tell hubs and directories"),
	OPT_STRING(struct publish_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct publish_opts, output, 'o', "output", "DIR",
		   "where the site is built (public)"),
	OPT_STRING(struct publish_opts, cache, 0, "cache", "DIR",
		   "where facts, recordings and releases are kept (.blether)"),
	OPT_STRING(struct publish_opts, now, 0, "now", "TIME",
		   "what counts as the present: later episodes are held back"),
	OPT_CHOICE(struct publish_opts, shipping.format, 'f', "format", "text|json",
		   "how to print the plan, the result and messages"),
	OPT_FLAG(struct publish_opts, shipping.quiet, 'q', "quiet", "print messages only"),
	OPT_END,
};

struct publishing_run {
	const struct publish_opts *opts;
	struct build build;
	struct shipping shipping;
	bool sent; /* or nothing was to be sent */
};

/* --- the files ------------------------------------------------------------------- */

static void build(struct publishing_run *r)
{
	struct build *b = &r->build;
	const struct releases *kept = r->shipping.releases;

	b->unfinished = releases_begun(kept) || announcements_wait(b->cache, &b->arena);
	b->has_releases = releases_count(kept);
	build_site(b);
	if (b->not_due || !diag_ok(&b->diag))
		return;
	if (!folder_files(b->output, &r->shipping.tree, &b->arena))
		diag_report(&b->diag, DIAG_NO_OUTPUT, span_path(b->output, &b->arena),
			    "the output cannot be read again");
}

/* Is every episode of the output in the ledger? */
static void check_recorded(struct build *b, const struct output_tree *tree)
{
	const struct feed_source source = { &b->arena, &b->diag, true };
	const struct feed_set feeds = feeds_of(&source, tree);

	for (size_t i = 0; i < feeds.count; i++) {
		const struct remote_list *l = &feeds.feeds[i]->items;
		const struct remote_episode *all = l->items;

		for (size_t k = 0; k < l->count; k++) {
			const struct ledger_row *row =
				all[k].guid ? ledger_by_guid(b->site->ledger, all[k].guid) : NULL;

			if (row && row->kind != LEDGER_WITHDRAWN)
				continue;
			diag_report(
				&b->diag, DIAG_NOT_RECORDED, span_path(b->output, &b->arena),
				row ? "'%s' was withdrawn since this was built; leave out "
				      "--no-build"
				    : "'%s' is not in published.tsv; leave out --no-build, or say "
				      "'blether build --release' first",
				all[k].title ? all[k].title : "(without title)");
			return;
		}
	}
}

/* Takes the output as it is. The content is read for what it says of addresses, people and consent.
 */
static void take_output(struct publishing_run *r)
{
	struct build *b = &r->build;
	struct output_tree *tree = &r->shipping.tree;
	struct diag of_site;

	if (!folder_listing(b->output, tree, &b->arena, &b->diag) || !diag_ok(&b->diag))
		return;
	diag_init(&of_site, &b->arena);
	b->site = read_site(b->content, b->now, &b->arena, &of_site);
	if (!b->site || !b->site->address || !b->site->ledger || b->site->consents->is_faulty) {
		b->diag = of_site;
		return;
	}
	verify_output(tree, b->site->address, &b->arena, &b->diag);
	unwanted_verify(b->site, tree, &b->arena, &b->diag);
	check_recorded(b, tree);
}

/* --- the publication --------------------------------------------------------------- */

/* Once a listener can see it, the ledger has it. */
static bool record(struct publishing_run *r)
{
	return r->opts->no_build || build_record(&r->build);
}

/* What there is to say of the content, so that what the host says stands last. */
static void print_output(struct publishing_run *r)
{
	const struct shipping *s = &r->shipping;

	if (s->opts->quiet || report_is_json(s->opts->format))
		return;
	report_messages(&r->build.diag);
	diag_init(&r->build.diag, &r->build.arena);
	printf("%s: %zu files, %s\n", r->build.output, s->tree.count,
	       r->opts->no_build ? "found whole and verified" : "built and verified");
	fflush(stdout);
}

static void print_plan(struct publishing_run *r)
{
	const struct shipping *s = &r->shipping;

	if (s->opts->quiet || report_is_json(s->opts->format))
		return;
	shipping_print_plan(&r->shipping);
	fflush(stdout);
}

static void ship(struct publishing_run *r)
{
	struct shipping *s = &r->shipping;

	s->site = r->build.site;
	print_output(r);
	if (!shipping_plan(s))
		return;
	print_plan(r);
	if (s->is_empty)
		r->sent = s->opts->dry_run || (record(r) && shipping_settle(s));
	else if (shipping_ask(s))
		r->sent = record(r) && shipping_send(s);
}

static void publish(struct publishing_run *r)
{
	if (r->opts->no_build)
		take_output(r);
	else
		build(r);
	if (diag_ok(&r->build.diag) && !r->build.not_due)
		ship(r);
}

/* --- telling ------------------------------------------------------------------------ */

static void print_json(struct publishing_run *r)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(&r->build.diag));
	if (r->opts->due)
		json_bool(&j, "due", !r->build.not_due);
	shipping_write_json(&r->shipping, &j);
	diag_write_json(&r->build.diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}

static void print_text(struct publishing_run *r)
{
	const struct diag *diag = &r->build.diag;

	report_messages(diag);
	if (r->opts->shipping.quiet)
		return;
	if (r->build.not_due)
		puts("nothing is due: nothing was done");
	else if (diag_ok(diag) || r->sent)
		shipping_print_end(&r->shipping);
	else
		shipping_print_stop(&r->shipping);
}

static int finish(struct publishing_run *r)
{
	if (report_is_json(r->opts->shipping.format))
		print_json(r);
	else
		print_text(r);
	if (r->build.not_due)
		return STATUS_NOT_DUE;
	const int status = report_status(&r->build.diag);
	return status == STATUS_GOOD && (r->shipping.refused || r->shipping.faulty) ? STATUS_CONTENT
										    : status;
}

static int refuse_both(void)
{
	fputs("error: --due asks whether to build, and --no-build says not to; leave one of them "
	      "out\n",
	      stderr);
	return STATUS_USAGE;
}

static int run(struct publishing_run *r, int argc, char **argv)
{
	struct build *b = &r->build;
	struct shipping *s = &r->shipping;
	int status = r->opts->due && r->opts->no_build ? refuse_both() : shipping_may_ask(s);

	if (status == STATUS_GOOD &&
	    !build_choose_places(b, &(struct build_places){ .content = r->opts->content,
							    .output = r->opts->output,
							    .cache = r->opts->cache,
							    .now = r->opts->now }))
		status = STATUS_USAGE;
	if (status != STATUS_GOOD)
		return status;
	diag_init(&b->diag, &b->arena);
	s->content = b->content;
	s->output = b->output;
	s->cache = b->cache;
	s->now = b->now;
	status = shipping_open(s, argc, argv);
	if (status == STATUS_GOOD)
		publish(r);
	if (status != STATUS_USAGE)
		status = finish(r);
	shipping_close(s);
	return status;
}

static int publish_run(const void *opts, int argc, char **argv)
{
	const struct publish_opts *o = opts;
	struct publishing_run r = {
		.opts = o,
		.build = { .quiet = o->shipping.quiet || report_is_json(o->shipping.format),
			   .allow_deletions = o->shipping.allow_deletions,
			   .transcribe = o->transcribe,
			   .due = o->due,
			   .ledger = BUILD_RECORDS_LATER },
		.shipping = { .opts = &o->shipping, .command = "publish", .question = "Publish?" }
	};

	r.shipping.arena = &r.build.arena;
	r.shipping.diag = &r.build.diag;
	int status = run(&r, argc, argv);
	arena_free(&r.build.arena);
	return status;
}

const struct command cmd_publish = {
	.name = "publish",
	.operands = "[TARGET...]",
	.summary = "Builds the site and puts it where publish.yaml says, safely.",
	.details =
		"Builds and verifies, compares with what each target has, shows what will be done "
		"and what\n"
		"subscribers will see, and asks. Then files go out in an order in which no reader "
		"and no app ever\n"
		"finds a name without its file: audio and pictures, pages, lists, feeds; deletions "
		"last. What has\n"
		"a successor stays for some days, as apps still ask for it; but nothing stays once "
		"anything was\n"
		"withdrawn, or with --no-grace, which is right after something was cut out of a "
		"recording. Stopped\n"
		"at whatever moment, what is online is whole, and the next run goes on where it "
		"stopped. Without a\n"
		"TARGET, all of publish.yaml get it. 'blether help publishing' and 'blether help "
		"target' tell what\n"
		"stands in that file.\n\n"
		"Before the first byte is sent, published.tsv of the content has what is out, as "
		"with\n"
		"blether build --release: keep it with the content. Afterwards the release is "
		"kept, so that it can\n"
		"be brought back: see blether releases and blether rollback.\n\n"
		"Where nobody can be asked, --yes must be said, or --dry-run, which changes "
		"nothing but the output.\n"
		"For cron: blether publish --due --yes. It also goes on with what was stopped, and "
		"tells those who\n"
		"could not be told. The exit status is 4 when nothing is due, 1 when something is "
		"wrong with content\n"
		"or settings, with what is online, or the answer was no, 3 when a host or the "
		"network fails.\n\n"
		"With --format=json: ok, dry_run, nothing_to_do, release (0: none), targets (name, "
		"kind, new,\n"
		"changed, deleted, unchanged, kept, bytes, first, resumes, files), subscribers "
		"(known, new, changed,\n"
		"vanished, download_again, audio_moved, shown_twice, episodes), looked, silent and "
		"findings as "
		"of "
		"blether verify\n"
		"--online, when it was looked, and messages.",
	.opts = publish_options,
	.opts_size = sizeof(struct publish_opts),
	.operands_max = -1,
	.run = publish_run,
};
