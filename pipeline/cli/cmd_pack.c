#include <stdio.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "build.h"
#include "commands.h"
#include "environment.h"
#include "places.h"
#include "progress.h"
#include "publish/folder.h"
#include "publish/pack.h"
#include "read/read.h"
#include "report.h"
#include "site/site.h"

struct pack_opts {
	const char *content, *site, *cache, *now, *file;
	bool quiet;
};

static const struct opt pack_options[] = {
	OPT_STRING(struct pack_opts, file, 'o', "output", "FILE",
		   "the ZIP file (else: the site's name, here or beside the content folder)"),
	OPT_STRING(struct pack_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct pack_opts, site, 0, "site", "DIR", "where the site is built (public)"),
	OPT_STRING(struct pack_opts, cache, 0, "cache", "DIR",
		   "where facts and tagged recordings are kept (.blether)"),
	OPT_STRING(struct pack_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_FLAG(struct pack_opts, quiet, 'q', "quiet", "print messages only"),
	OPT_END,
};

/* What is packed, and what became of it. */
struct packed {
	struct build_places places;
	const char *file;
	bool quiet, plays_here;
	struct site *site;
	struct output_tree tree;
	struct arena arena;
	struct diag diag;
};

/* False after printing what is wrong with them. */
static bool choose_places(struct packed *p, const struct pack_opts *o)
{
	struct build_places *b = &p->places;

	b->content = environment_content(o->content, &p->arena);
	if (!b->content)
		return false;
	const char *beside = o->content ? "." : b->content;

	b->output = o->site ? o->site : environment_beside(beside, "public", &p->arena);
	b->cache = o->cache ? o->cache : environment_beside(beside, ".blether", &p->arena);
	b->now = o->now;
	p->file = o->file;
	return places_ok(b->content, b->output, b->cache, &p->arena);
}

static const char *folder_name(struct packed *p)
{
	const char *slug = slug_make(p->site->title, &p->arena);

	return *slug ? slug : PACK_SITE;
}

/* It would be published, or read, with the next build. */
static bool file_is_elsewhere(const struct packed *p, struct arena *a)
{
	const char *file = place_real(p->file, a);

	for (int i = 0; i < 2; i++) {
		const char *folder = i ? p->places.output : p->places.content;

		if (!path_within(file, place_real(folder, a)))
			continue;
		fprintf(stderr,
			"error: '%s' would lie inside '%s'; choose another place with --output\n",
			p->file, folder);
		return false;
	}
	return true;
}

/* Here; or beside the content, for whoever stands in it. */
static const char *usual_file(struct packed *p)
{
	struct arena *a = &p->arena;
	const char *name = arena_printf(a, "%s.zip", folder_name(p));

	if (!path_within(place_real(".", a), place_real(p->places.content, a)))
		return name;
	return path_join(p->places.content, arena_printf(a, "../%s", name), a);
}

static void pack(struct packed *p)
{
	STRBUF_SCOPED struct strbuf start = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct progress progress;
	struct pack pack = { .file = p->file,
			     .folder = folder_name(p),
			     .time = site_updated(p->site),
			     .progress = p->quiet ? NULL : progress_show,
			     .progress_arg = &progress };

	if (!folder_listing(p->places.output, &p->tree, &p->arena, &p->diag) || !diag_ok(&p->diag))
		return;
	site_start_page(p->site, environment_theme(p->places.content, &p->arena),
			PACK_SITE "/index.html", &start, &p->diag);
	pack.start = start.data;
	pack.start_len = start.len;
	progress_begin(&progress, "packing");
	pack_write(&pack, &p->tree, &p->arena, &p->diag);
	progress_end(&progress);
}

static int print_packed(struct packed *p)
{
	report_messages(&p->diag);
	if (diag_ok(&p->diag) && !p->quiet)
		printf("%s: %zu files; unpack it anywhere, and open " PACK_START "\n", p->file,
		       p->tree.count + 1);
	return report_status(&p->diag);
}

/* What will be built, for its name, dates and audio; what there is to say of it the build says. */
static bool read_first(struct packed *p)
{
	struct moment now;
	struct diag unheard;

	diag_init(&unheard, &p->arena);
	if (!environment_now(p->places.now, &now))
		return false;
	p->site = read_site(p->places.content, now, &p->arena, &unheard);
	return true;
}

/*
 * Pages that ask another host for recordings are of no use without internet: then others are built
 * for the file, in a place of their own unless one was named.
 */
static void keep_recordings(struct packed *p, const struct pack_opts *o)
{
	p->plays_here = p->site && p->site->audio_address;
	if (p->plays_here && !o->site)
		p->places.output = path_join(p->places.cache, "packed", &p->arena);
}

static int pack_site(struct packed *p, const struct pack_opts *o)
{
	if (!read_first(p))
		return STATUS_USAGE;
	keep_recordings(p, o);
	p->places.plays_here = p->plays_here;
	int status = build_quietly(&p->places);

	if (status != STATUS_GOOD)
		return status;
	if (!p->site)
		return STATUS_CONTENT;
	if (!p->file)
		p->file = usual_file(p);
	if (!file_is_elsewhere(p, &p->arena))
		return STATUS_USAGE;
	pack(p);
	return print_packed(p);
}

static int pack_run(const void *opts, int argc, char **argv)
{
	const struct pack_opts *o = opts;
	struct packed p = { .quiet = o->quiet };

	(void)argc;
	(void)argv;
	diag_init(&p.diag, &p.arena);
	int status = choose_places(&p, o) ? pack_site(&p, o) : STATUS_USAGE;
	arena_free(&p.arena);
	return status;
}

const struct command cmd_pack = {
	.name = "pack",
	.operands = "",
	.summary = "Packs the whole site with its recordings into one ZIP file.",
	.details =
		"For a memory stick, an intranet or an e-mail: unpacked anywhere, it works without "
		"a server and\n"
		"without internet. START-HERE.html at its top leads in. The site is built first; "
		"where recordings have\n"
		"an address of their own (audio_address), with pages that play the files beside "
		"them. The same site\n"
		"gives the same bytes. A file that could not be written whole is not left behind.",
	.opts = pack_options,
	.opts_size = sizeof(struct pack_opts),
	.run = pack_run,
};
