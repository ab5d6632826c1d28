#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "commands.h"
#include "downloads.h"
#include "environment.h"
#include "places.h"
#include "prepare.h"
#include "read/csv.h"
#include "read/read.h"
#include "report.h"

struct stats_opts {
	const char *content, *output, *cache, *now, *from, *to, *format;
};

static const struct opt stats_options[] = {
	OPT_STRING(struct stats_opts, from, 0, "from", "DAY", "the first day that counts"),
	OPT_STRING(struct stats_opts, to, 0, "to", "DAY", "the last one"),
	OPT_CHOICE(struct stats_opts, format, 'f', "format", "text|json|csv",
		   "how to print the numbers"),
	OPT_STRING(struct stats_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct stats_opts, output, 'o', "output", "DIR",
		   "where the site is built; it is only looked at (public)"),
	OPT_STRING(struct stats_opts, cache, 0, "cache", "DIR",
		   "where facts and tagged recordings are kept (.blether)"),
	OPT_STRING(struct stats_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_END,
};

/* What is counted, and what came out. */
struct counting {
	const struct stats_opts *opts;
	const char *content, *cache;
	struct site *site;
	struct downloads downloads;
	struct stats_result result;
	struct arena arena;
	struct diag diag;
};

/* A log and when it begins. */
struct dated_log {
	const char *path;
	int64_t first;
};

static int by_first(const void *x, const void *y)
{
	const struct dated_log *a = x, *b = y;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return strcmp(a->path, b->path);
}

static bool read_day(const char *text, int64_t otherwise, int64_t *into)
{
	struct moment m;
	const bool good = !text || date_parse_day(text, &m) == DATE_OK;

	*into = otherwise;
	if (!good)
		fprintf(stderr, "error: '%s' is no day; write it like 2026-01-31\n", text);
	else if (text)
		*into = m.utc;
	return good;
}

static bool prepare(struct counting *c)
{
	struct media_run run = { .cache_dir = c->cache,
				 .here = environment_here(&c->arena),
				 .quiet = true,
				 .known_only = true,
				 .arena = &c->arena,
				 .diag = &c->diag };
	const char *output = c->opts->output
				     ? c->opts->output
				     : environment_beside(c->opts->content ? "." : c->content,
							  "public", &c->arena);

	prepare_facts(&run, c->site, c->content, false);
	prepare_audio(&run, c->site, output);
	c->downloads = downloads_of(c->site, &c->arena);
	if (c->downloads.file_count)
		return true;
	fputs("error: there are no recordings whose size is known; run 'blether build' first\n",
	      stderr);
	return false;
}

static const char *base_of(const struct site *site, struct arena *a)
{
	const char *host = site->address ? strstr(site->address, "://") : NULL;
	const char *path = host ? strchr(host + 3, '/') : NULL;

	if (!path)
		return "/";
	return arena_printf(a, "%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/");
}

static bool count_logs(struct counting *c, struct dated_log *logs, size_t count,
		       struct stats_wanted *w)
{
	struct arena *a = &c->arena;

	w->files = c->downloads.files;
	w->count = c->downloads.file_count;
	w->episodes = c->downloads.episode_count;
	w->base = base_of(c->site, a);
	struct stats *s = stats_new(w);

	if (count > 1)
		qsort(logs, count, sizeof(*logs), by_first);
	for (size_t i = 0; i < count; i++)
		stats_read(s, logs[i].path, a, &c->diag);
	c->result = stats_end(s, a);
	stats_free(s);
	return diag_ok(&c->diag);
}

/* Sums */

static int64_t sum_of(const struct counting *c, size_t episode)
{
	int64_t sum = 0;

	for (size_t i = 0; i < c->result.count; i++) {
		if (episode == SIZE_MAX || c->result.counts[i].episode == episode)
			sum += c->result.counts[i].downloads;
	}
	return sum;
}

static const char *month_words(int64_t month, struct arena *a)
{
	return arena_printf(a, "%04d-%02d", (int)(month / 12), (int)(month % 12) + 1);
}

/* A line of a list of sums. */
struct sum {
	const char *name;
	int64_t downloads;
};

static void add_sum(struct sum *all, size_t *count, const char *name, int64_t downloads)
{
	for (size_t i = 0; i < *count; i++) {
		if (strcmp(all[i].name, name) == 0) {
			all[i].downloads += downloads;
			return;
		}
	}
	all[(*count)++] = (struct sum){ name, downloads };
}

static int by_name(const void *x, const void *y)
{
	return strcmp(((const struct sum *)x)->name, ((const struct sum *)y)->name);
}

static int by_downloads(const void *x, const void *y)
{
	const struct sum *a = x, *b = y;

	if (a->downloads != b->downloads)
		return a->downloads > b->downloads ? -1 : 1;
	return by_name(x, y);
}

static size_t sums_by_month(struct counting *c, struct sum **all)
{
	size_t count = 0;

	*all = arena_array(&c->arena, c->result.count, sizeof(**all));
	for (size_t i = 0; i < c->result.count; i++)
		add_sum(*all, &count, month_words(c->result.counts[i].month, &c->arena),
			c->result.counts[i].downloads);
	qsort(*all, count, sizeof(**all), by_name);
	return count;
}

static size_t sums_by_app(struct counting *c, struct sum **all)
{
	size_t count = 0;

	*all = arena_array(&c->arena, c->result.count, sizeof(**all));
	for (size_t i = 0; i < c->result.count; i++)
		add_sum(*all, &count, c->result.counts[i].app, c->result.counts[i].downloads);
	qsort(*all, count, sizeof(**all), by_downloads);
	return count;
}

/* As text */

static void print_sums(const char *title, const struct sum *all, size_t count)
{
	printf("\n%s:\n", title);
	for (size_t i = 0; i < count; i++)
		printf("%8lld  %s\n", (long long)all[i].downloads, all[i].name);
}

static void print_text(struct counting *c)
{
	static const char *const reasons[STATS_REASONS] = {
		[STATS_METHOD] = "only asked whether it is there",
		[STATS_STATUS] = "were not answered with the file",
		[STATS_ROBOT] = "came from robots and other programs without a listener",
		[STATS_NAMELESS] = "came from programs that give no name",
		[STATS_OUTSIDE] = "lie outside of the days that count",
	};
	const struct stats_result *r = &c->result;
	struct sum *sums;
	size_t count;

	printf("%lld downloads\n\nby episode:\n", (long long)sum_of(c, SIZE_MAX));
	for (size_t i = 0; i < c->downloads.episode_count; i++)
		printf("%8lld  %s\n", (long long)sum_of(c, i), c->downloads.episodes[i]->title);
	count = sums_by_month(c, &sums);
	print_sums("by month", sums, count);
	count = sums_by_app(c, &sums);
	print_sums("by app", sums, count);
	printf("\n%lld lines, %lld requests for recordings", (long long)r->lines,
	       (long long)r->requests);
	printf("; not counted:\n");
	for (int i = 0; i < STATS_REASONS; i++) {
		if (r->left_out[i])
			printf("%8lld  %s\n", (long long)r->left_out[i], reasons[i]);
	}
	printf("%8lld  listeners who loaded less than a minute\n", (long long)r->too_short);
	if (r->unread)
		printf("%8lld  lines that cannot be read\n", (long long)r->unread);
}

/* As JSON and CSV */

static void write_sums(struct json *j, const char *key, const char *name, const struct sum *all,
		       size_t count)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(j, NULL, '{');
		json_text(j, name, all[i].name);
		json_int(j, "downloads", all[i].downloads);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_episodes(struct counting *c, struct json *j)
{
	json_open(j, "episodes", '[');
	for (size_t i = 0; i < c->downloads.episode_count; i++) {
		const struct episode *e = c->downloads.episodes[i];
		struct sum *months = arena_array(&c->arena, c->result.count, sizeof(*months));
		size_t count = 0;

		for (size_t k = 0; k < c->result.count; k++) {
			if (c->result.counts[k].episode == i)
				add_sum(months, &count,
					month_words(c->result.counts[k].month, &c->arena),
					c->result.counts[k].downloads);
		}
		json_open(j, NULL, '{');
		json_text(j, "show", e->show->item.slug);
		json_text(j, "episode", e->item.slug);
		json_text(j, "title", e->title);
		json_int(j, "downloads", sum_of(c, i));
		write_sums(j, "months", "month", months, count);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_left_out(const struct stats_result *r, struct json *j)
{
	static const char *const keys[STATS_REASONS] = {
		[STATS_METHOD] = "method",      [STATS_STATUS] = "status",
		[STATS_ROBOT] = "robots",       [STATS_NAMELESS] = "nameless",
		[STATS_OUTSIDE] = "other_days",
	};

	json_open(j, "not_counted", '{');
	for (int i = 0; i < STATS_REASONS; i++)
		json_int(j, keys[i], r->left_out[i]);
	json_int(j, "too_short", r->too_short);
	json_close(j, '}');
}

static void print_json(struct counting *c)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct json j = JSON_INIT_PRETTY(&out);
	struct sum *sums;
	size_t count;

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(&c->diag));
	json_int(&j, "downloads", sum_of(c, SIZE_MAX));
	write_episodes(c, &j);
	count = sums_by_month(c, &sums);
	write_sums(&j, "months", "month", sums, count);
	count = sums_by_app(c, &sums);
	write_sums(&j, "apps", "app", sums, count);
	json_int(&j, "lines", c->result.lines);
	json_int(&j, "unread", c->result.unread);
	json_int(&j, "requests", c->result.requests);
	write_left_out(&c->result, &j);
	diag_write_json(&c->diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}

/* A line an episode and month, as 'blether year' takes it again. */
static void print_csv(struct counting *c)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_FEED_BYTES);
	const struct stats_count *all = c->result.counts;

	strbuf_adds(&out, "show,episode,title,month,downloads\r\n");
	for (size_t i = 0, next; i < c->result.count; i = next) {
		const struct episode *e = c->downloads.episodes[all[i].episode];
		int64_t sum = 0;

		for (next = i; next < c->result.count && all[next].episode == all[i].episode &&
			       all[next].month == all[i].month;
		     next++)
			sum += all[next].downloads;
		csv_put(&out, e->show->item.slug, ',');
		strbuf_addc(&out, ',');
		csv_put(&out, e->item.slug, ',');
		strbuf_addc(&out, ',');
		csv_put(&out, e->title, ',');
		strbuf_addf(&out, ",%s,%lld\r\n", month_words(all[i].month, &c->arena),
			    (long long)sum);
	}
	fputs(out.data, stdout);
}

static void print(struct counting *c)
{
	const char *format = c->opts->format;

	if (report_is_json(format))
		print_json(c);
	else
		report_messages(&c->diag);
	if (report_is_json(format) || !diag_ok(&c->diag))
		return;
	if (format && strcmp(format, "csv") == 0)
		print_csv(c);
	else
		print_text(c);
}

static int count(struct counting *c, int argc, char **argv)
{
	struct stats_wanted wanted = { 0 };
	struct dated_log *logs = arena_array(&c->arena, (size_t)argc, sizeof(*logs));
	struct moment now;

	if (!read_day(c->opts->from, INT64_MIN, &wanted.from) ||
	    !read_day(c->opts->to, INT64_MAX - 86400, &wanted.to) ||
	    !environment_now(c->opts->now, &now))
		return STATUS_USAGE;
	wanted.to += 86400; /* the last day counts as a whole */
	c->site = read_site(c->content, now, &c->arena, &c->diag);
	if (!c->site) {
		report_messages(&c->diag);
		return report_status(&c->diag);
	}
	if (!prepare(c))
		return STATUS_CONTENT;
	diag_init(&c->diag,
		  &c->arena); /* what there is to say of the content is said by 'blether check' */
	for (int i = 0; i < argc; i++)
		logs[i] = (struct dated_log){ argv[i], stats_first_moment(argv[i]) };
	count_logs(c, logs, (size_t)argc, &wanted);
	print(c);
	return report_status(&c->diag);
}

static int stats_run(const void *opts, int argc, char **argv)
{
	struct counting c = { .opts = opts };
	int status = STATUS_USAGE;

	diag_init(&c.diag, &c.arena);
	c.content = environment_content(c.opts->content, &c.arena);
	if (!argc)
		fputs("error: no log is named; it is often called access.log\n", stderr);
	if (argc && c.content) {
		c.cache = c.opts->cache ? c.opts->cache
					: environment_beside(c.opts->content ? "." : c.content,
							     ".blether", &c.arena);
		status = count(&c, argc, argv);
	}
	arena_free(&c.arena);
	return status;
}

const struct command cmd_stats = {
	.name = "stats",
	.operands = "LOG...",
	.summary = "Counts downloads from the logs of the web server, on this computer.",
	.details =
		"Reads what Apache, nginx, Caddy, IIS and CloudFront write, plain or packed with "
		"gzip, and counts as\n"
		"services for podcasts do (IAB Podcast Measurement Guidelines 2.1): what one "
		"listener loads of an\n"
		"episode within 24 hours is one download, if it is a minute of sound or all of it. "
		"Robots, previews\n"
		"and other programs without a listener are left out; which they are, and the names "
		"of apps, stands in\n"
		"feeds/agents.tsv. A listener is an address with a program: several people behind "
		"one router with\n"
		"the same app are one.\n\n"
		"No address is kept or printed, and nothing leaves this computer. Months are those "
		"of the log's own\n"
		"clock. Earlier versions of a recording count for its episode.\n\n"
		"With --format=csv: show, episode, title, month, downloads, as 'blether year' "
		"takes "
		"it. With\n"
		"--format=json: ok, downloads, episodes (with months), months, apps, lines, "
		"unread, "
		"requests,\n"
		"not_counted, messages.",
	.opts = stats_options,
	.opts_size = sizeof(struct stats_opts),
	.operands_max = -1,
	.run = stats_run,
};
