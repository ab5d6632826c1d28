#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "advice.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "commands.h"
#include "environment.h"
#include "feed/feed.h"
#include "media.h"
#include "model/audio_place.h"
#include "model/check.h"
#include "model/collect.h"
#include "model/ledger.h"
#include "places.h"
#include "read/publishing.h"
#include "read/read.h"
#include "report.h"
#include "site/site.h"
#include "stale.h"
#include "targets.h"
#include "transcribe.h"

struct check_opts {
	const char *content, *cache, *now, *format;
	bool quiet, advice, stale;
};

static const struct opt check_options[] = {
	OPT_STRING(struct check_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct check_opts, cache, 0, "cache", "DIR",
		   "where facts about recordings are kept (.blether)"),
	OPT_STRING(struct check_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_CHOICE(struct check_opts, format, 'f', "format", "text|json", "how to print messages"),
	OPT_FLAG(struct check_opts, advice, 0, "advice",
		 "tell also how hard the pages are to read (English only)"),
	OPT_FLAG(struct check_opts, stale, 0, "stale",
		 "check nothing; list what nobody has looked at for long, the oldest first"),
	OPT_FLAG(struct check_opts, quiet, 'q', "quiet", "print nothing; only set the exit status"),
	OPT_END,
};

/* The PATHs that messages are wanted for, resolved. */
struct wanted {
	const char **paths;
	size_t count;
	struct arena *arena;
};

static const char *resolved(const char *path, struct arena *a)
{
	char *real = realpath(path, NULL);
	const char *kept = real ? arena_strdup(a, real) : NULL;

	free(real);
	return kept;
}

static bool is_wanted(const char *path, const void *arg)
{
	const struct wanted *w = arg;
	const char *real = resolved(path, w->arena);

	for (size_t i = 0; real && i < w->count; i++) {
		if (path_within(real, w->paths[i]))
			return true;
	}
	return !real;
}

/* The folder above `path` that has a site.yaml, or NULL. */
static const char *content_above(const char *path, struct arena *a)
{
	const char *dir = resolved(path, a);

	while (dir && *dir) {
		if (access(path_join(dir, "site.yaml", a), F_OK) == 0)
			return dir;
		dir = path_dir(dir, a);
	}
	return NULL;
}

/* A path as people would type it from here. */
static const char *seen_from_here(const char *real, struct arena *a)
{
	const char *here = resolved(".", a);
	size_t len = here ? strlen(here) : 0;

	if (!here || strncmp(real, here, len) != 0 || (real[len] && real[len] != '/'))
		return real;
	return real[len] ? real + len + 1 : ".";
}

/* The content folder of the operands; NULL after printing what is wrong with them. */
static const char *choose_content(const struct check_opts *o, int argc, char **argv,
				  struct wanted *w)
{
	const char *content = o->content;

	w->paths = arena_array(w->arena, (size_t)argc + 1, sizeof(char *));
	for (int i = 0; i < argc; i++) {
		const char *real = resolved(argv[i], w->arena);
		const char *above = content_above(argv[i], w->arena);

		if (!real || (!above && !content)) {
			fprintf(stderr, "error: %s '%s'%s\n",
				real ? "no content folder holds" : "there is no", argv[i],
				real ? "; expected a file or folder below one with a site.yaml"
				     : "");
			return NULL;
		}
		if (!content)
			content = seen_from_here(above, w->arena);
		w->paths[w->count++] = real;
	}
	return environment_content(content, w->arena);
}

/* `advised` is NULL where nobody asked for advice. */
static void print_json(const struct diag *diag, const struct site *advised)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(diag));
	diag_write_json(diag, "messages", &j);
	if (advised)
		advice_write_json(advised, &j, diag->arena);
	json_close(&j, '}');
	puts(out.data);
}

/* What was looked at: "Our site: 1 show, 3 episodes (1 a draft), 2 pages: ". */
static void print_what(const struct site *site)
{
	unsigned long episodes = 0, drafts = 0, pages = 0;

	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		episodes += show->episode_count + show->held_count;
		for (size_t k = 0; k < show->held_count; k++)
			drafts += episode_is_draft(show->held[k]);
	}
	printf("%s: %zu %s, %lu %s", site->title, site->show_count,
	       report_plural(site->show_count, "show", "shows"), episodes,
	       report_plural(episodes, "episode", "episodes"));
	if (drafts)
		printf(" (%lu %s)", drafts, report_plural(drafts, "a draft", "drafts"));
	for (size_t i = 0; i < site->page_count; i++)
		pages += !site->pages[i]->is_made;
	printf(", %lu %s", pages, report_plural(pages, "page", "pages"));
	if (site->group_count)
		printf(", %zu %s", site->group_count,
		       report_plural(site->group_count, "group", "groups"));
	if (site->meeting_count)
		printf(", %zu %s", site->meeting_count,
		       report_plural(site->meeting_count, "meeting", "meetings"));
	fputs(": ", stdout);
}

/* `site` is NULL when only a part of it was asked for. */
static void print_result(const struct check_opts *o, const struct site *site,
			 const struct diag *diag)
{
	if (o->quiet)
		return;
	if (report_is_json(o->format)) {
		print_json(diag, o->advice ? site : NULL);
		return;
	}
	report_messages(diag);
	if (!diag_ok(diag))
		return;
	if (site)
		print_what(site);
	puts(diag->count[SEV_WARNING] ? "ready to build" : "everything is in order");
	if (site && o->advice)
		advice_print(site, diag->arena);
}

static void forget(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	(void)sink;
	(void)meta;
	(void)bytes;
	(void)len;
}

static void forget_file(struct output_sink *sink, struct output_meta meta, const char *file,
			const char *sha256, int64_t size)
{
	(void)sink;
	(void)meta;
	(void)file;
	(void)sha256;
	(void)size;
}

/* A check makes no files for listeners; pages and feeds are rendered as if it did. */
static void stand_in(struct show *show)
{
	for (size_t i = 0; i < show->episode_count; i++) {
		struct recording *r = &show->episodes[i]->recording;

		if (!r->file)
			continue;
		r->path = "audio.mp3";
		r->published = (struct published_audio){ .file = r->file,
							 .suffix = "mp3",
							 .type = "audio/mpeg",
							 .sha256 = "",
							 .bytes = 1,
							 .seconds = r->facts.seconds };
	}
}

/* Renders everything and keeps nothing: a fault in the theme shows only so. */
static void check_rendering(struct site *site, const char *content, struct diag *diag)
{
	struct output_sink nowhere = { .put = forget, .put_file = forget_file };

	for (size_t i = 0; i < site->show_count; i++)
		stand_in(site->shows[i]);
	site_render(site, environment_theme(content, diag->arena), &nowhere, diag);
	feed_render(site, &nowhere, diag);
}

/* Only where there is something: a site need not be published from here. */
static void check_publishing(const struct site *site, const char *content, struct arena *a,
			     struct diag *diag)
{
	if (access(path_join(content, PUBLISHING_FILE, a), F_OK) != 0)
		return;
	const struct publishing *p = read_publishing(content, a, diag);

	targets_check_places(p, content, NULL, a, diag);
	if (p)
		check_audio_target(site, p, diag);
}

static int check_site(const struct check_opts *o, const char *content, const struct wanted *w)
{
	const char *cache =
		o->cache ? o->cache
			 : environment_beside(o->content ? "." : content, ".blether", w->arena);
	struct moment now;
	struct diag diag;

	if (!environment_now(o->now, &now) || !places_ok(content, NULL, cache, w->arena))
		return STATUS_USAGE;
	diag_init(&diag, w->arena);
	struct site *site = read_site(content, now, w->arena, &diag);
	if (site) {
		struct media_run run = {
			.cache_dir = cache,
			.here = environment_here(w->arena),
			.quiet = o->quiet,
			.arena = w->arena,
			.diag = &diag,
		};

		media_probe(&run, site);
		transcribe_site(&run, site, false);
		site_complete(site, w->arena);
		site_collect(site, w->arena, &diag);
		site_check_media(site, &diag);
		ledger_check(site, &diag);
		if (diag_ok(&diag))
			check_rendering(site, content, &diag);
		check_publishing(site, content, w->arena, &diag);
	}
	if (w->count)
		diag_filter(&diag, is_wanted, w);
	print_result(o, w->count ? NULL : site, &diag);
	return report_status(&diag);
}

/* However much is wrong otherwise, this can be told. */
static int list_stale(const struct check_opts *o, const char *content, struct arena *a)
{
	struct moment now;
	struct diag diag;

	if (!environment_now(o->now, &now))
		return STATUS_USAGE;
	diag_init(&diag, a);
	const struct site *site = read_site(content, now, a, &diag);

	if (!site) {
		report_messages(&diag);
		return report_status(&diag);
	}
	if (report_is_json(o->format))
		stale_print_json(site, a);
	else
		stale_print(site, a);
	return STATUS_GOOD;
}

static int check_run(const void *opts, int argc, char **argv)
{
	struct arena arena = { 0 };
	struct wanted wanted = { .arena = &arena };
	const char *content = choose_content(opts, argc, argv, &wanted);
	const struct check_opts *o = opts;
	int status = !content   ? STATUS_USAGE
		     : o->stale ? list_stale(o, content, &arena)
				: check_site(o, content, &wanted);

	arena_free(&arena);
	return status;
}

const struct command cmd_check = {
	.name = "check",
	.operands = "[PATH...]",
	.summary = "Checks pages, recordings, pictures and the theme without building anything.",
	.details = "Reports everything that is wrong, sorted by file and line. With PATHs, reports "
		   "only what is\n"
		   "wrong in these files and folders. Recordings are listened to from beginning to "
		   "end the first\n"
		   "time; what was learnt is remembered.\n\n"
		   "--stale lists groups and resources that nobody has checked for a year, and "
		   "entries of "
		   "help after half\n"
		   "a year. With --format=json: kind, slug, title, checked (null: never), "
		   "checked_by and "
		   "file.",
	.opts = check_options,
	.opts_size = sizeof(struct check_opts),
	.operands_max = -1,
	.run = check_run,
};
