#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "build.h"
#include "commands.h"
#include "model/consent.h"
#include "model/ledger.h"
#include "model/site.h"
#include "read/read.h"
#include "report.h"
#include "shipping.h"
#include "withheld.h"

struct rollback_opts {
	const char *content, *cache, *now;
	struct shipping_opts shipping;
};

static const struct opt rollback_options[] = {
	OPT_FLAG(struct rollback_opts, shipping.dry_run, 'n', "dry-run",
		 "only show what would be done, with the files"),
	OPT_FLAG(struct rollback_opts, shipping.yes, 'y', "yes", "do it without a question"),
	OPT_FLAG(struct rollback_opts, shipping.verbose, 'v', "verbose",
		 "list the files that will be sent and deleted"),
	OPT_FLAG(struct rollback_opts, shipping.all_files, 0, "all-files",
		 "list them all, however many there are"),
	OPT_FLAG(struct rollback_opts, shipping.break_lock, 0, "break-lock",
		 "another publication there is known to be dead"),
	OPT_FLAG(struct rollback_opts, shipping.no_grace, 0, "no-grace",
		 "keep no old file for a while: what is taken back goes at once"),
	OPT_FLAG(struct rollback_opts, shipping.allow_deletions, 0, "allow-deletions",
		 "delete more than 'most_deletions' of publish.yaml"),
	OPT_FLAG(struct rollback_opts, shipping.no_check, 0, "no-check",
		 "do not look whether listeners get it"),
	OPT_FLAG(struct rollback_opts, shipping.no_announce, 0, "no-announce",
		 "do not tell hubs and directories"),
	OPT_STRING(struct rollback_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct rollback_opts, cache, 0, "cache", "DIR",
		   "where releases are kept (.blether)"),
	OPT_STRING(struct rollback_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_CHOICE(struct rollback_opts, shipping.format, 'f', "format", "text|json",
		   "how to print the plan, the result and messages"),
	OPT_FLAG(struct rollback_opts, shipping.quiet, 'q', "quiet", "print messages only"),
	OPT_END,
};

struct rollback {
	const struct rollback_opts *opts;
	struct build build; /* its places, arena and messages */
	struct shipping shipping;
};

/* --- which release ------------------------------------------------------------------ */

/* The one before what was published last. */
static const struct release *usual(const struct releases *r)
{
	const struct release *last = releases_last(r, NULL);

	for (size_t i = releases_count(r); i-- > 0;) {
		const struct release *one = releases_at(r, i);

		if (last && one->number < last->number && one->ended)
			return one;
	}
	return NULL;
}

static int refuse(const char *text)
{
	fprintf(stderr, "error: %s; 'blether releases' lists what there is\n", text);
	return STATUS_USAGE;
}

static int choose(struct rollback *r, const char *operand, const struct release **into)
{
	struct arena *a = &r->build.arena;
	const struct releases *all = r->shipping.releases;
	char *end = NULL;
	const long long number = operand ? strtoll(operand, &end, 10) : 0;

	*into = operand ? releases_find(all, number) : usual(all);
	if (operand && (*end || number < 1))
		return refuse(arena_printf(a, "'%s' is not the number of a release", operand));
	if (!*into)
		return refuse(operand ? arena_printf(a, "there is no release %lld here", number)
				      : "there is no earlier release here");
	if (!(*into)->ended)
		return refuse(arena_printf(a, "release %lld was stopped and never whole online",
					   (long long)(*into)->number));
	if ((*into)->purged)
		return refuse(arena_printf(a,
					   "release %lld cannot be brought back: something in it "
					   "was withdrawn",
					   (long long)(*into)->number));
	return STATUS_GOOD;
}

/* --- its files ----------------------------------------------------------------------- */

/* What the content says of consent and of what was withdrawn; its own faults do not matter now. */
static bool read_content(struct rollback *r)
{
	struct build *b = &r->build;
	struct diag of_site;

	diag_init(&of_site, &b->arena);
	b->site = read_site(b->content, b->now, &b->arena, &of_site);
	if (b->site && b->site->address && b->site->ledger && !b->site->consents->is_faulty)
		return true;
	b->diag = of_site;
	return false;
}

static void ship(struct rollback *r)
{
	struct shipping *s = &r->shipping;
	const bool is_text = !s->opts->quiet && !report_is_json(s->opts->format);

	s->site = r->build.site;
	if (!shipping_plan(s))
		return;
	if (is_text) {
		printf("back to release %lld of %s: %zu files\n", (long long)s->like,
		       date_words(releases_find(s->releases, s->like)->when, s->arena),
		       s->tree.count);
		shipping_print_plan(s);
	}
	if (!s->is_empty && shipping_ask(s))
		shipping_send(s);
}

static void roll_back(struct rollback *r, const struct release *to)
{
	struct shipping *s = &r->shipping;

	s->like = to->number;
	if (!releases_whole_tree(s->releases, to->number, &s->tree) || !read_content(r))
		return;
	if (withheld_check(r->build.site, s->releases, to->number, &s->tree, s->diag))
		ship(r);
}

/* --- telling -------------------------------------------------------------------------- */

static void print_json(struct rollback *r)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(&r->build.diag));
	json_int(&j, "like", r->shipping.like);
	shipping_write_json(&r->shipping, &j);
	diag_write_json(&r->build.diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}

static int finish(struct rollback *r)
{
	struct shipping *s = &r->shipping;
	const bool quiet = s->opts->quiet;

	if (report_is_json(s->opts->format)) {
		print_json(r);
	} else {
		fflush(stdout);
		report_messages(&r->build.diag);
		if (!quiet && diag_ok(&r->build.diag))
			shipping_print_end(s);
		else if (!quiet)
			shipping_print_stop(s);
		if (!quiet && s->release.number)
			puts("  your content is as it was: the next 'blether publish' brings its "
			     "state again");
	}
	const int status = report_status(&r->build.diag);
	return status == STATUS_GOOD && (s->refused || s->faulty) ? STATUS_CONTENT : status;
}

static int run(struct rollback *r, int argc, char **argv)
{
	struct shipping *s = &r->shipping;
	const bool numbered = argc && strspn(argv[0], "0123456789") == strlen(argv[0]);
	const struct release *to;

	s->content = r->build.content;
	s->cache = r->build.cache;
	s->now = r->build.now;
	int status = shipping_open(s, argc - numbered, argv + numbered);
	if (status == STATUS_GOOD)
		status = choose(r, numbered ? argv[0] : NULL, &to);
	if (status == STATUS_GOOD)
		roll_back(r, to);
	if (status != STATUS_USAGE)
		status = finish(r);
	shipping_close(s);
	return status;
}

static int rollback_run(const void *opts, int argc, char **argv)
{
	const struct rollback_opts *o = opts;
	struct rollback r = { .opts = o,
			      .shipping = { .opts = &o->shipping,
					    .command = "rollback",
					    .question = "Bring it back?" } };

	r.shipping.arena = &r.build.arena;
	r.shipping.diag = &r.build.diag;
	diag_init(&r.build.diag, &r.build.arena);
	int status = shipping_may_ask(&r.shipping);
	if (status == STATUS_GOOD &&
	    !build_choose_places(&r.build, &(struct build_places){ .content = o->content,
								   .cache = o->cache,
								   .now = o->now }))
		status = STATUS_USAGE;
	if (status == STATUS_GOOD)
		status = run(&r, argc, argv);
	arena_free(&r.build.arena);
	return status;
}

const struct command cmd_rollback = {
	.name = "rollback",
	.operands = "[RELEASE] [TARGET...]",
	.summary = "Brings back what was published before.",
	.details =
		"Shows the same plan as blether publish, asks, and puts the files of an earlier "
		"release online: the one\n"
		"before the last, or the one with the number RELEASE, as blether releases lists "
		"them. That becomes a\n"
		"release of its own. The content, the output and published.tsv stay as they are: "
		"the next publication\n"
		"brings the state of the content again.\n\n"
		"What was withdrawn never comes back: a release with an item that published.tsv "
		"says is withdrawn, or\n"
		"with the name of somebody who took their consent back, is refused.\n\n"
		"With --format=json: what blether publish prints, and like, the release that is "
		"brought back.",
	.opts = rollback_options,
	.opts_size = sizeof(struct rollback_opts),
	.operands_max = -1,
	.run = rollback_run,
};
