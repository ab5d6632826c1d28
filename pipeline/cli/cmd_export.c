#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "amount.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "build.h"
#include "commands.h"
#include "diff_feeds.h"
#include "environment.h"
#include "export.h"
#include "model/site.h"
#include "places.h"
#include "progress.h"
#include "publish/folder.h"
#include "read/read.h"
#include "report.h"
#include "unwanted.h"

struct export_opts {
	const char *content, *site, *cache, *now, *into;
	bool quiet, dry_run, drafts;
};

static const struct opt export_options[] = {
	OPT_STRING(struct export_opts, into, 0, "into", "DIR",
		   "the folder to write (else: export, here or beside the content folder)"),
	OPT_FLAG(struct export_opts, drafts, 0, "drafts",
		 "write episodes that are not out yet as well, into drafts/"),
	OPT_FLAG(struct export_opts, dry_run, 'n', "dry-run", "say what would be written"),
	OPT_STRING(struct export_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct export_opts, site, 0, "site", "DIR", "where the site is built (public)"),
	OPT_STRING(struct export_opts, cache, 0, "cache", "DIR",
		   "where facts and tagged recordings are kept (.blether)"),
	OPT_STRING(struct export_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_FLAG(struct export_opts, quiet, 'q', "quiet", "print messages only"),
	OPT_END,
};

/* An export, from its options to what became of it. */
struct exporting {
	const struct export_opts *opts;
	struct build_places places;
	const char *into;
	char **slugs; /* of the shows that were asked for */
	int slug_count;
	struct site *site;
	struct output_tree tree, before; /* the built output; what an earlier export left */
	const struct export_show **shows;
	size_t show_count;
	size_t episodes;
	struct export_run run;
	struct folder_plan plan;
	struct arena arena;
	struct diag diag;
};

/* --- what would be done, without doing it ---------------------------------------------------- */

/* Takes files and only counts them. */
struct counting {
	struct output_sink sink; /* must be first */
	const struct output_tree *before;
	struct folder_plan plan;
	size_t known;
};

static void count_file(struct counting *c, const char *path, const char *sha256, int64_t size)
{
	const struct output_file *old = output_find(c->before, path);

	c->known += old != NULL;
	if (old && strcmp(old->sha256, sha256) == 0) {
		c->plan.unchanged++;
		return;
	}
	if (old)
		c->plan.changed++;
	else
		c->plan.created++;
	c->plan.bytes += size;
}

static void count_bytes(struct output_sink *sink, struct output_meta meta, const void *bytes,
			size_t len)
{
	const struct hash hash = hash_bytes(bytes, len);
	char hex[HASH_HEX];

	hash_hex(&hash, hex);
	count_file((struct counting *)sink, meta.path, hex, (int64_t)len);
}

static void count_copy(struct output_sink *sink, struct output_meta meta, const char *file,
		       const char *sha256, int64_t size)
{
	(void)file;
	count_file((struct counting *)sink, meta.path, sha256, size);
}

/* --- where ----------------------------------------------------------------------------------- */

static bool is_elsewhere(struct exporting *e)
{
	struct arena *a = &e->arena;
	const char *into = place_real(e->into, a);
	const char *const folders[] = { e->places.content, e->places.output, e->places.cache };

	for (size_t i = 0; i < COUNT(folders); i++) {
		const char *folder = place_real(folders[i], a);

		if (!path_within(into, folder) && !path_within(folder, into))
			continue;
		fprintf(stderr,
			"error: the export cannot be in '%s', where '%s' lies; choose another "
			"place "
			"with --into\n",
			e->into, folders[i]);
		return false;
	}
	return true;
}

/* Here; or beside the content, for whoever stands in it. */
static const char *usual_folder(struct exporting *e)
{
	struct arena *a = &e->arena;

	return path_within(place_real(".", a), place_real(e->places.content, a))
		       ? path_join(e->places.content, "../export", a)
		       : "export";
}

/* False after printing what is wrong with them. */
static bool choose_places(struct exporting *e)
{
	const struct export_opts *o = e->opts;
	struct build_places *b = &e->places;
	struct arena *a = &e->arena;

	b->content = environment_content(o->content, a);
	if (!b->content)
		return false;
	const char *beside = o->content ? "." : b->content;

	b->output = o->site ? o->site : environment_beside(beside, "public", a);
	b->cache = o->cache ? o->cache : environment_beside(beside, ".blether", a);
	b->now = o->now;
	e->into = o->into ? o->into : usual_folder(e);
	return places_ok(b->content, b->output, b->cache, a) && is_elsewhere(e);
}

/* Somebody has written something into a list of an earlier export, which is theirs then. */
static bool is_as_written(struct exporting *e)
{
	for (size_t i = 0; i < e->before.count; i++) {
		const struct output_file *f = &e->before.files[i];
		struct hash hash;
		char hex[HASH_HEX];
		int64_t size;

		if (f->group == OUTPUT_MEDIA || !hash_file(f->disk, &hash, &size))
			continue;
		hash_hex(&hash, hex);
		if (strcmp(hex, f->sha256) == 0)
			continue;
		fprintf(stderr,
			"error: '%s' was changed since it was exported; move it away, or choose "
			"another folder with --into\n",
			f->disk);
		return false;
	}
	return true;
}

static bool is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	size_t count = 0;

	if (!d)
		return true; /* none is there yet; what else it is, the folder itself says */
	while (readdir(d))
		count++;
	closedir(d);
	return count == 2; /* itself, and what it is in */
}

/* Nobody's files are mixed with an export, and no other output of blether's is replaced by one. */
static bool look_before(struct exporting *e)
{
	const bool known = folder_files(e->into, &e->before, &e->arena);

	if (known && output_find(&e->before, EXPORT_MARK))
		return is_as_written(e);
	if (!known && is_empty(e->into))
		return true;
	fprintf(stderr, "error: '%s' %s; choose another folder with --into\n", e->into,
		known ? "is a site that blether built, and no export"
		      : "has files in it that no export has written");
	return false;
}

/* --- what ------------------------------------------------------------------------------------- */

/* One that was asked for; or one that the folder has from an earlier export, so that it stays
 * there. */
static bool is_wanted(const struct exporting *e, const struct show *show)
{
	if (output_find(&e->before, path_join(show->item.slug, "episodes.json", e->run.arena)))
		return true;
	for (int i = 0; i < e->slug_count; i++) {
		if (strcmp(e->slugs[i], show->item.slug) == 0)
			return true;
	}
	return !e->slug_count;
}

static bool know_slugs(const struct exporting *e)
{
	for (int i = 0; i < e->slug_count; i++) {
		bool known = false;

		for (size_t k = 0; k < e->site->show_count && !known; k++)
			known = strcmp(e->slugs[i], e->site->shows[k]->item.slug) == 0;
		if (known)
			continue;
		fprintf(stderr, "error: there is no show '%s'; shows are the folders in '%s'\n",
			e->slugs[i], path_join(e->places.content, "podcasts", e->run.arena));
		return false;
	}
	return true;
}

static const struct remote_feed *feed_of(const struct feed_set *feeds, const struct show *show)
{
	for (size_t i = 0; i < feeds->count; i++) {
		if (strcmp(feeds->feeds[i]->from, show->feed_path) == 0)
			return feeds->feeds[i];
	}
	return NULL;
}

/* What the site has, and what its output says of it. What there is to say of the content the build
 * has said. */
static bool read_all(struct exporting *e)
{
	struct diag unheard;
	struct moment now;

	diag_init(&unheard, &e->arena);
	if (!environment_now(e->places.now, &now))
		return false;
	e->site = read_site(e->places.content, now, &e->arena, &unheard);
	return e->site && folder_files(e->places.output, &e->tree, &e->arena);
}

static void plan_shows(struct exporting *e)
{
	const struct feed_source source = { &e->arena, &e->diag, true };
	const struct feed_set feeds = feeds_of(&source, &e->tree);

	e->shows = arena_array(&e->arena, e->site->show_count, sizeof(*e->shows));
	for (size_t i = 0; i < e->site->show_count; i++) {
		const struct show *show = e->site->shows[i];
		const struct remote_feed *feed = is_wanted(e, show) ? feed_of(&feeds, show) : NULL;

		if (!feed)
			continue;
		e->shows[e->show_count++] = export_plan(&e->run, show, feed);
		e->episodes += e->shows[e->show_count - 1]->count;
	}
}

/* --- doing it --------------------------------------------------------------------------------- */

static void put_all(struct exporting *e, struct output_sink *sink)
{
	struct progress progress;

	e->run.sink = sink;
	if (!e->opts->quiet) {
		progress_begin(&progress, "exporting");
		e->run.progress = progress_show;
		e->run.progress_arg = &progress;
	}
	for (size_t i = 0; i < e->show_count; i++)
		export_show(&e->run, e->shows[i]);
	for (size_t i = 0; e->opts->drafts && i < e->site->show_count; i++) {
		if (is_wanted(e, e->site->shows[i]))
			export_drafts(&e->run, e->site->shows[i], &e->diag);
	}
	export_top(&e->run, e->shows, e->show_count);
	if (!e->opts->quiet)
		progress_end(&progress);
}

static void count_only(struct exporting *e)
{
	struct counting c = { .sink = { .put = count_bytes, .put_file = count_copy },
			      .before = &e->before };

	put_all(e, &c.sink);
	e->plan = c.plan;
	e->plan.deleted = e->before.count - c.known;
}

static void write_all(struct exporting *e)
{
	struct folder *folder = folder_open(e->into, &e->arena, &e->diag);

	if (!folder)
		return;
	put_all(e, folder_sink(folder));
	e->plan = folder_stage(folder);
	if (diag_ok(&e->diag))
		unwanted_verify(e->site, folder_tree(folder), &e->arena, &e->diag);
	if (diag_ok(&e->diag))
		folder_commit(folder);
	folder_close(folder);
}

static void print_counts(const struct exporting *e)
{
	printf("%zu %s, %zu %s, %zu files: %zu new, %zu changed, %zu as they were, %zu taken away; "
	       "%s to write\n",
	       e->show_count, report_plural(e->show_count, "show", "shows"), e->episodes,
	       report_plural(e->episodes, "episode", "episodes"), e->run.files, e->plan.created,
	       e->plan.changed, e->plan.unchanged, e->plan.deleted,
	       amount_bytes(e->plan.bytes).text);
}

static int finish(struct exporting *e)
{
	report_messages(&e->diag);
	if (diag_ok(&e->diag) && !e->opts->quiet) {
		printf("%s: ", e->into);
		print_counts(e);
		if (e->opts->dry_run)
			puts("nothing was written");
		else
			printf("begin with %s\n", path_join(e->into, "README.txt", &e->arena));
	}
	return report_status(&e->diag);
}

static int do_export(struct exporting *e)
{
	if (!choose_places(e) || !look_before(e))
		return STATUS_USAGE;
	int status = build_quietly(&e->places);

	if (status != STATUS_GOOD)
		return status;
	if (!read_all(e))
		return STATUS_CONTENT;
	e->run.site = e->site;
	e->run.tree = &e->tree;
	if (!know_slugs(e))
		return STATUS_USAGE;
	plan_shows(e);
	if (e->opts->dry_run)
		count_only(e);
	else
		write_all(e);
	return finish(e);
}

static int export_main(const void *opts, int argc, char **argv)
{
	struct exporting e = { .opts = opts,
			       .slugs = argv,
			       .slug_count = argc,
			       .run = { .out = STRBUF_INIT(LIMIT_FEED_BYTES * 4) } };

	e.run.arena = &e.arena;
	diag_init(&e.diag, &e.arena);
	int status = do_export(&e);
	strbuf_release(&e.run.out);
	arena_free(&e.arena);
	return status;
}

const struct command cmd_export = {
	.name = "export",
	.operands = "[SHOW...]",
	.summary = "Writes the way out: shows with recordings and notes, as other tools read them.",
	.details =
		"For each show a folder: the feed with all episodes, the recordings under readable "
		"names, covers,\n"
		"transcripts, chapters, the notes as HTML and as Markdown for Hugo or Jekyll, "
		"tables of everything\n"
		"with guids and checksums, and a list of the addresses that must be redirected. "
		"README.txt says in\n"
		"plain words how to move to another host, to WordPress, or to another program.\n\n"
		"The site is built first, and only what it publishes is written: no drafts but "
		"with "
		"--drafts, nothing\n"
		"private, nobody who took their consent back. Without a SHOW, all are. The folder "
		"appears when it is\n"
		"whole. Written again, only what differs is replaced; a folder that is no export "
		"is "
		"left alone, and\n"
		"so is a list of an earlier export in which somebody has written.",
	.opts = export_options,
	.opts_size = sizeof(struct export_opts),
	.operands_max = -1,
	.run = export_main,
};
