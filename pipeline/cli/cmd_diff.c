#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "commands.h"
#include "diff_feeds.h"
#include "diff_report.h"
#include "environment.h"
#include "publish/fetch.h"
#include "report.h"

struct diff_opts {
	const char *content, *output, *show, *format;
	bool next, exit_code;
};

static const struct opt diff_options[] = {
	OPT_STRING(struct diff_opts, content, 'c', "content", "DIR",
		   "the content folder, beside which the output is (else: here, or ./content)"),
	OPT_STRING(struct diff_opts, output, 'o', "output", "DIR",
		   "the folder with the new feeds, or one feed (public)"),
	OPT_STRING(struct diff_opts, show, 0, "show", "SLUG", "compare the feed of this show only"),
	OPT_FLAG(struct diff_opts, next, 0, "next",
		 "read the further pages of a long feed too (each names the next)"),
	OPT_FLAG(struct diff_opts, exit_code, 0, "exit-code",
		 "end with status 1 when anything differs"),
	OPT_CHOICE(struct diff_opts, format, 'f', "format", "text|json",
		   "how to print what differs"),
	OPT_END,
};

/* One comparison of what is here with what is elsewhere. */
struct comparing {
	const struct diff_opts *opts;
	struct feed_source source;
	struct feed_set new;
	struct feed_pair *pairs;
	size_t count, room;
};

static void add_pair(struct comparing *c, struct feed_pair p)
{
	struct arena *a = c->source.arena;

	if (p.old && p.new)
		p.diff = feed_compare(p.old, p.new, a);
	c->pairs = arena_grow(a, c->pairs, c->count, &c->room, sizeof(p));
	c->pairs[c->count++] = p;
}

static void keep_show(struct comparing *c)
{
	const char *show = c->opts->show;
	struct feed_set kept = { 0 };
	struct arena *a = c->source.arena;

	if (!show || !c->new.count)
		return;
	for (size_t i = 0; i < c->new.count; i++) {
		if (strcmp(feed_folder(c->new.feeds[i], a), show) == 0)
			feed_set_add(&kept, c->new.feeds[i], a);
	}
	c->new = kept;
	if (!kept.count)
		diag_report(c->source.diag, DIAG_NO_FEED_HERE, span_path(c->opts->output, a),
			    "no feed here is that of the show '%s'", show);
}

static bool is_other(const char *path, const void *url)
{
	return strcmp(path, url) != 0;
}

/* To a feed that is not out yet, 404 is a good answer. */
static void compare_live(struct comparing *c, struct remote_feed *new)
{
	struct diag *diag = c->source.diag;
	long status = 0;

	if (!new->self || !fetch_is_url(new->self)) {
		diag_report(diag, DIAG_NO_FEED_HERE, span_path(new->from, c->source.arena),
			    "this feed does not say its own address; name what to compare it with");
		return;
	}
	const struct remote_feed *old = feed_at_url(&c->source, new->self, &status);
	bool is_missing = !old && (status == 404 || status == 410);
	if (is_missing)
		diag_filter(diag, is_other, new->self);
	if (old || is_missing)
		add_pair(c, (struct feed_pair){ .old = old, .new = new, .old_from = new->self });
}

static struct feed_set read_old(struct comparing *c, const char *operand)
{
	struct feed_set old = { 0 };
	long status;

	if (!fetch_is_url(operand))
		return feeds_at(&c->source, operand);
	struct remote_feed *f = feed_at_url(&c->source, operand, &status);
	if (f)
		feed_set_add(&old, f, c->source.arena);
	return old;
}

static bool was_compared(const struct comparing *c, const struct remote_feed *old)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->pairs[i].old == old)
			return true;
	}
	return false;
}

/* One with one belong together whatever they say; else each new feed looks for what it was. */
static void compare_sets(struct comparing *c, const struct feed_set *old, const char *operand)
{
	struct arena *a = c->source.arena;
	bool is_folder = strcmp(old->feeds[0]->from, operand) != 0 && !fetch_is_url(operand);
	bool one = c->new.count == 1 && old->count == 1;

	for (size_t i = 0; i < c->new.count; i++) {
		struct remote_feed *new = c->new.feeds[i];
		struct remote_feed *was = one ? old->feeds[0] : feed_partner(old, new);

		if (was || is_folder)
			add_pair(c, (struct feed_pair){ .old = was,
							.new = new,
							.old_from = was ? was->from : operand });
	}
	for (size_t i = 0; is_folder && !c->opts->show && i < old->count; i++) {
		if (!was_compared(c, old->feeds[i]))
			add_pair(c, (struct feed_pair){ .old = old->feeds[i],
							.old_from = old->feeds[i]->from });
	}
	if (!c->count)
		diag_report(c->source.diag, DIAG_NO_FEED_HERE, span_path(old->feeds[0]->from, a),
			    "no feed of '%s' was this one; name the show with --show",
			    c->opts->output);
}

static void compare_with(struct comparing *c, const char *operand)
{
	struct feed_set old = read_old(c, operand);

	if (old.count)
		compare_sets(c, &old, operand);
}

static void compare(struct comparing *c, const char *operand)
{
	if (access(c->opts->output, F_OK) != 0) {
		diag_report(c->source.diag, DIAG_NO_FEED_HERE,
			    span_path(c->opts->output, c->source.arena),
			    "nothing is there to compare; 'blether build' makes it");
		return;
	}
	c->new = feeds_at(&c->source, c->opts->output);
	keep_show(c);
	if (!c->new.count)
		return;
	if (operand) {
		compare_with(c, operand);
		return;
	}
	for (size_t i = 0; i < c->new.count; i++)
		compare_live(c, c->new.feeds[i]);
}

static void print(const struct comparing *c)
{
	const struct diff_report r = { .arena = c->source.arena,
				       .pairs = c->pairs,
				       .count = c->count,
				       .utf8 = environment_utf8(),
				       .colour = environment_colour(stdout) };

	if (report_is_json(c->opts->format)) {
		diff_print_json(&r, c->source.diag);
		return;
	}
	diff_print_text(&r);
	fflush(stdout); /* both may be the same terminal */
	report_messages(c->source.diag);
}

static int status_of(const struct comparing *c)
{
	int status = report_status(c->source.diag);

	for (size_t i = 0; !status && c->opts->exit_code && i < c->count; i++)
		status = feed_pair_differs(&c->pairs[i]) ? STATUS_CONTENT : STATUS_GOOD;
	return status;
}

/* Where the new feeds are; NULL after printing that there is no telling. */
static const char *choose_output(const struct diff_opts *o, struct arena *a)
{
	if (o->output)
		return o->output;
	const char *content = environment_content(o->content, a);
	return content ? environment_beside(o->content ? "." : content, "public", a) : NULL;
}

static int diff_run(const void *opts, int argc, char **argv)
{
	struct diff_opts o = *(const struct diff_opts *)opts;
	struct arena arena = { 0 };
	struct diag diag;
	struct comparing c = { .opts = &o, .source = { &arena, &diag, o.next } };
	int status = STATUS_USAGE;

	diag_init(&diag, &arena);
	o.output = choose_output(&o, &arena);
	if (o.output) {
		compare(&c, argc ? argv[0] : NULL);
		print(&c);
		status = status_of(&c);
	}
	arena_free(&arena);
	return status;
}

const struct command cmd_diff = {
	.name = "diff",
	.operands = "[URL|FILE|DIR]",
	.summary = "Shows what subscribers will see: what is new, changed or gone, what apps "
		   "download again.",
	.details =
		"Compares the feeds that the last build wrote with those that are published: each "
		"is "
		"fetched from\n"
		"its own address, and one that is not there yet is all new. With an operand they "
		"are "
		"compared with\n"
		"that feed, or with the feeds of an earlier output folder; shows are matched by "
		"their "
		"podcast:guid,\n"
		"else by their address, else by the names of file and folder. What is compared is "
		"what "
		"feeds say,\n"
		"not how they are written, and any podcast feed can be read, also one that blether "
		"did "
		"not make.\n\n"
		"The exit status is 0 whether anything differs or not; with --exit-code it is 1 "
		"when "
		"something\n"
		"does. It is 1, too, when a feed cannot be read, and 3 when no server answers.\n\n"
		"With --format=json: ok, messages and feeds, each with title, old, new, published, "
		"vanishes,\n"
		"differs; of feeds that are in both also the counts new_items, changed_items, "
		"vanished_items,\n"
		"unchanged_items, duplicate_items, download_again, audio_moved, shown_twice, "
		"appear_late, and\n"
		"what differs: channel (field, from, to) and items (change, guid, title, date, "
		"audio, fields,\n"
		"downloads_again, audio_moved, shown_twice, below).",
	.opts = diff_options,
	.opts_size = sizeof(struct diff_opts),
	.operands_max = 1,
	.run = diff_run,
};
