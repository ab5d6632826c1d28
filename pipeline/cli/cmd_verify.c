#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "commands.h"
#include "environment.h"
#include "publish/fetch.h"
#include "publish/folder.h"
#include "report.h"
#include "verdict.h"
#include "verify/verify.h"
#include "verify_online.h"

/* Of a feed: more than any has. */
#define MOST_PAGES 1000

struct verify_opts {
	const char *now, *format, *address, *content, *cache;
	bool quiet, online, all;
};

static const struct opt verify_options[] = {
	OPT_STRING(struct verify_opts, address, 'a', "address", "URL",
		   "the address of a folder on the web (else: as its robots.txt tells)"),
	OPT_FLAG(struct verify_opts, online, 0, "online",
		 "look whether what is online is what was published"),
	OPT_FLAG(struct verify_opts, all, 0, "all",
		 "with --online: every file, and not some of each kind"),
	OPT_STRING(struct verify_opts, content, 'c', "content", "DIR",
		   "with --online: the folder with site.yaml (else as for build)"),
	OPT_STRING(struct verify_opts, cache, 0, "cache", "DIR",
		   "with --online: what is remembered (else .blether)"),
	OPT_STRING(struct verify_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_CHOICE(struct verify_opts, format, 'f', "format", "text|json",
		   "how to print the report"),
	OPT_FLAG(struct verify_opts, quiet, 'q', "quiet",
		 "print nothing; only set the exit status"),
	OPT_END,
};

/* One run: the feeds that were judged, and everything that was found. */
struct run {
	const struct verify_opts *opts;
	int64_t now;
	struct verdict *verdicts;
	size_t count, room;
	struct arena arena;
	struct diag diag;
};

static void judge(struct run *r, const struct feed_file *file)
{
	r->verdicts = arena_grow(&r->arena, r->verdicts, r->count, &r->room, sizeof(*r->verdicts));
	r->verdicts[r->count++] =
		(struct verdict){ file->name, judge_feed(file, &r->arena, &r->diag) };
}

static void judge_path(struct run *r, const char *path, const char *url)
{
	struct feed_file file = { .name = path, .url = url, .now = r->now };
	char *bytes;

	if (file_read(path, LIMIT_FEED_BYTES, &bytes, &file.len, &r->arena)) {
		file.bytes = bytes;
		judge(r, &file);
	} else if (errno == EFBIG) {
		diag_report(&r->diag, DIAG_FILE_TOO_BIG, span_path(path, &r->arena),
			    "the file has more than %zu MB", LIMIT_FEED_BYTES >> 20);
	} else {
		diag_report_errno(&r->diag, DIAG_CANNOT_READ, "cannot read the file", path);
	}
}

/* Can the page be read? What it names as its own next one goes into `next`. */
static bool read_page(struct run *r, const char *url, const char **next)
{
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct arena a = { 0 };
	struct diag unsaid; /* the page is asked for here, not judged */
	struct fetched about;
	bool there;

	diag_init(&unsaid, &a);
	*next = NULL;
	there = fetch_url(url, &body, &about, &a, &unsaid);
	if (there) {
		const struct feed_file page = { url, body.data, body.len, about.url, r->now };
		const struct judgement of = judge_feed(&page, &a, &unsaid);

		there = !of.times[DIAG_XML_BROKEN] && !of.times[DIAG_NOT_A_FEED];
		*next = of.next ? arena_strdup(&r->arena, of.next) : NULL;
	}
	arena_free(&a);
	return there;
}

static bool was_seen(const char **seen, size_t count, const char *url)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(seen[i], url) == 0)
			return true;
	}
	return false;
}

/* Follows the pages of a feed, as gPodder does, which gives up where one is missing. */
static void follow_pages(struct run *r, const struct judgement *of, const char *url)
{
	const char **seen = arena_array(&r->arena, MOST_PAGES + 1, sizeof(*seen));
	const char *next = of->times[DIAG_PAGING_LOOP] ? NULL : of->next;
	size_t count = 0;

	seen[count++] = url;
	while (next) {
		const char *page = next;

		if (count > MOST_PAGES || was_seen(seen, count, page)) {
			of->times[DIAG_PAGING_LOOP]++;
			diag_report(&r->diag, DIAG_PAGING_LOOP, of->next_at,
				    "the pages from here on lead back to '%s'", page);
			return;
		}
		seen[count++] = page;
		if (read_page(r, page, &next))
			continue;
		of->times[DIAG_PAGE_MISSING]++;
		diag_report(&r->diag, DIAG_PAGE_MISSING, of->next_at,
			    "the page '%s' of this feed cannot be read", page);
		return;
	}
}

static void judge_url(struct run *r, const char *url)
{
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct fetched about;

	if (!fetch_url(url, &body, &about, &r->arena, &r->diag))
		return;
	const struct feed_file file = { .name = url,
					.bytes = arena_strndup(&r->arena, body.data, body.len),
					.len = body.len,
					.url = about.url,
					.now = r->now };
	judge(r, &file);
	follow_pages(r, &r->verdicts[r->count - 1].judgement, about.url);
}

/* All that can be said of an output: its own rules, and what directories make of its feeds. */
static void verify_folder(struct run *r, const char *dir)
{
	struct output_tree tree;

	if (!folder_listing(dir, &tree, &r->arena, &r->diag))
		return;
	const char *address =
		r->opts->address ? r->opts->address : verify_address(&tree, &r->arena);
	if (!address) {
		diag_report(
			&r->diag, DIAG_NO_ADDRESS, span_path(dir, &r->arena),
			"the folder does not say its address on the web; say it with --address");
		return;
	}
	verify_output(&tree, address, &r->arena, &r->diag);
	for (size_t i = 0; i < tree.count; i++) {
		const struct output_file *f = &tree.files[i];

		if (f->type && strcmp(f->type, "application/rss+xml") == 0)
			judge_path(r, f->disk, NULL);
	}
}

static void verify_operand(struct run *r, const char *operand)
{
	struct stat st;

	if (fetch_is_url(operand))
		judge_url(r, operand);
	else if (stat(operand, &st) == 0 && S_ISDIR(st.st_mode))
		verify_folder(r, operand);
	else
		judge_path(r, operand, NULL);
}

static bool is_there(const char *operand)
{
	struct stat st;

	return fetch_is_url(operand) || stat(operand, &st) == 0 || errno != ENOENT;
}

static void print(struct run *r)
{
	const struct verdicts all = { r->verdicts, r->count };

	if (r->opts->quiet)
		return;
	if (report_is_json(r->opts->format)) {
		verdict_print_json(&all, &r->diag);
		return;
	}
	diag_print(&r->diag, stdout, environment_colour(stdout));
	verdict_print(&all, &r->diag);
}

/* At most one operand. */
static int run_online(const struct verify_opts *o, struct moment now, int argc, char **argv)
{
	const struct online_request request = { .address = argc ? argv[0] : NULL,
						.content = o->content,
						.cache = o->cache,
						.now = now,
						.all = o->all,
						.json = report_is_json(o->format),
						.quiet = o->quiet };

	if (argc > 1 || (argc && !fetch_is_url(argv[0]))) {
		fputs("error: expected 'blether verify --online', or the address of one site after "
		      "it\n",
		      stderr);
		return STATUS_USAGE;
	}
	return verify_online(&request);
}

static int verify_run(const void *opts, int argc, char **argv)
{
	struct run r = { .opts = opts };
	struct moment now;

	if (!environment_now(r.opts->now, &now))
		return STATUS_USAGE;
	if (r.opts->online)
		return run_online(opts, now, argc, argv);
	if (!argc) {
		fputs("error: expected FEED.xml, DIR or URL; 'blether help verify' shows how\n",
		      stderr);
		return STATUS_USAGE;
	}
	for (int i = 0; i < argc; i++) {
		if (!is_there(argv[i])) {
			fprintf(stderr, "error: there is no '%s'\n", argv[i]);
			return STATUS_USAGE;
		}
	}
	r.now = now.utc;
	diag_init(&r.diag, &r.arena);
	for (int i = 0; i < argc; i++)
		verify_operand(&r, argv[i]);
	print(&r);
	int status = report_status(&r.diag);
	arena_free(&r.arena);
	return status;
}

const struct command cmd_verify = {
	.name = "verify",
	.operands = "FEED.xml|DIR|URL... | --online [URL]",
	.summary = "Judges a podcast feed, or an output folder, as directories and apps will.",
	.details =
		"FEED.xml or URL is any podcast feed, whoever made it: the report says what is "
		"wrong with it and\n"
		"where, what Apple Podcasts, Spotify, YouTube Music, Podcast Index, the W3C's "
		"validator and podcast\n"
		"apps make of that, and how to mend it. DIR is a folder that blether build wrote; "
		"its pages, links\n"
		"and files are checked as well. The exit status is 1 when a directory or an app "
		"refuses a feed, or\n"
		"when something is wrong with the folder.\n"
		"\n"
		"With --online, for cron: is what is online still what was published? Recordings, "
		"feeds and lists, and\n"
		"some of all other files, are asked for as listeners and readers do. It says what "
		"is not as it was,\n"
		"since when, and what to do at that kind of host; when all is well it says nothing "
		"and ends with 0.\n"
		"What was published is known from this computer's notes, from .blether-manifest "
		"beside the site, or, of\n"
		"names alone, from published.tsv.",
	.opts = verify_options,
	.opts_size = sizeof(struct verify_opts),
	.operands_min = 0,
	.operands_max = -1,
	.run = verify_run,
};
