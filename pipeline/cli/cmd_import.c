#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "import/import.h"
#include "import_show.h"
#include "read/read.h"
#include "report.h"

static const struct opt import_options[] = {
	OPT_STRING(struct import_opts, into, 'i', "into", "DIR",
		   "the content folder that it comes to; it is made where there is none (else: "
		   "here, or ./content)"),
	OPT_FLAG(struct import_opts, dry_run, 'n', "dry-run",
		 "say what would be fetched and written, and do nothing"),
	OPT_STRING(struct import_opts, address, 0, "address", "URL",
		   "where a new site will stand (else: where the show's page is now)"),
	OPT_STRING(struct import_opts, show, 0, "show", "NAME",
		   "the name of its folder in podcasts/ (else: made of its title)"),
	OPT_STRING(struct import_opts, email, 0, "email", "ADDRESS",
		   "who is asked about the show, where the feed does not say"),
	OPT_STRING(struct import_opts, language, 0, "language", "CODE",
		   "the language of the show, where the feed does not say: en-GB"),
	OPT_FLAG(struct import_opts, owned, 0, "i-own-this-show",
		 "take over a show that is locked, because it is yours"),
	OPT_FLAG(struct import_opts, agreed, 0, "people-agreed",
		 "write into private/consent.csv that everybody who is named agreed to it"),
	OPT_FLAG(struct import_opts, unwrap, 0, "unwrap",
		 "fetch recordings past the counters whose addresses stand before theirs"),
	OPT_FLAG(struct import_opts, local, 0, "local",
		 "fetch from this computer and from private networks, too"),
	OPT_CHOICE(struct import_opts, format, 'f', "format", "text|json",
		   "how to print what was done"),
	OPT_STRING(struct import_opts, content, 'c', "content", "DIR", "the same as --into"),
	OPT_STRING(struct import_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_END,
};

/* Where drafts come from. */
static const struct draft_source {
	const char *name;
	void (*read)(const struct source *src, struct drafts *into);
	const char *next; /* what is left to do for each draft */
} sources[] = {
	{ "aliss", import_aliss,
	  "Now, in each of them:\n"
	  "  1. say at 'kind' what sort of organisation it is\n"
	  "  2. read the rest, ring them up, and write the day into 'checked'\n"
	  "  3. leave 'attribution' where the words are still theirs: their licence asks for "
	  "it\n" },
};

static const struct draft_source *find_source(const char *name)
{
	for (size_t i = 0; i < COUNT(sources); i++) {
		if (strcmp(sources[i].name, name) == 0)
			return &sources[i];
	}
	return NULL;
}

static int tell_usage(const char *why, const char *name, const char *near)
{
	fprintf(stderr, "error: %s '%s'%s%s%s\nusage: blether import FEED\n", why, name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	for (size_t i = 0; i < COUNT(sources); i++)
		fprintf(stderr, "       blether import %s FILE\n", sources[i].name);
	return STATUS_USAGE;
}

static int tell_unknown(const char *name)
{
	const char *names[COUNT(sources) + 1] = { NULL };

	for (size_t i = 0; i < COUNT(sources); i++)
		names[i] = sources[i].name;
	return tell_usage("nothing can be imported from", name, text_nearest(name, names));
}

/* Writes each that is not there; false after saying which could not be written. */
static bool write_drafts(const struct drafts *d, const char *content, bool dry_run)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct draft *one = &d->all[i];
		const char *path = path_join(content, one->path, d->arena);

		if (dry_run) {
			puts(path);
		} else if (blank_write(path, one->text, one->len, d->arena)) {
			puts(path);
		} else if (errno == EEXIST) {
			fprintf(stderr, "warning: '%s' is there already, and stays as it is\n",
				path);
		} else {
			blank_failed(path);
			return false;
		}
	}
	return true;
}

static void print_end(const struct drafts *d, const struct draft_source *s, bool dry_run)
{
	if (d->known)
		printf("%zu %s there already\n", d->known, report_plural(d->known, "is", "are"));
	if (dry_run)
		puts("nothing was written");
	else if (d->count)
		fputs(s->next, stdout);
}

static int import_into(const struct import_opts *o, const struct draft_source *s, const char *file,
		       struct arena *a)
{
	struct diag diag, unheard;
	struct moment now;
	const char *content = environment_content(o->into ? o->into : o->content, a);
	bool is_written = true;

	if (!content || !environment_now(o->now, &now))
		return STATUS_USAGE;
	diag_init(&diag, a);
	diag_init(&unheard, a);
	struct drafts drafts = { .site = read_site(content, now, a, &unheard),
				 .arena = a,
				 .diag = &diag };
	const struct source *src = source_load(file, span_path(file, a), a, &diag);

	if (drafts.site && src)
		s->read(src, &drafts);
	if (diag_ok(&diag))
		is_written = write_drafts(&drafts, content, o->dry_run);
	report_messages(&diag);
	if (diag_ok(&diag) && is_written)
		print_end(&drafts, s, o->dry_run);
	return is_written ? report_status(&diag) : STATUS_MACHINE;
}

static int import_run(const void *opts, int argc, char **argv)
{
	const struct draft_source *s = find_source(argv[0]);
	struct arena arena = { 0 };

	if (!s)
		return argc == 1 ? import_show_run(opts, argv[0]) : tell_unknown(argv[0]);
	if (argc == 1)
		return tell_usage("the file to import is not named, from", s->name, NULL);
	int status = import_into(opts, s, argv[1], &arena);

	arena_free(&arena);
	return status;
}

const struct command cmd_import = {
	.name = "import",
	.operands = "FEED | aliss FILE",
	.summary = "Brings a show here that lives elsewhere, so that no subscriber notices; or "
		   "drafts of groups.",
	.details =
		"  blether import https://example.org/feed.xml   a show, by the address of its "
		"feed\n"
		"  blether import FILE                           a feed, an export of WordPress, "
		"a list of feeds\n"
		"  blether import FOLDER                         a site of Hugo or Jekyll, or "
		"recordings with tags\n"
		"  blether import aliss FILE.json                groups, from a saved answer of "
		"ALISS\n"
		"\n"
		"A show: every episode becomes a folder of podcasts/SHOW with its notes, "
		"recording, cover,\n"
		"chapters and transcript. What apps know it by stays as it was: GUIDs, dates, "
		"numbers, and\n"
		"the recordings byte for byte. Run again, it goes on where it stopped, and later "
		"takes over\n"
		"what is new: what you have changed meanwhile stays, and is listed where the feed "
		"has changed\n"
		"it too. import-report.md says what came over, what was guessed, what was lost, "
		"and how to send\n"
		"subscribers here.\n"
		"\n"
		"Addresses of this computer and of private networks are refused without --local.\n"
		"\n"
		"Groups, from https://www.aliss.org/api/v5/services/: each organisation becomes a "
		"page in groups/\n"
		"with its services. Its categories become areas where an area names them at "
		"'aliss:', its towns and\n"
		"people the places and audiences of that name; what has no place here stands in "
		"comments. What only\n"
		"you can decide is left empty, so that the site cannot be built before you have "
		"looked at it. Nothing\n"
		"that exists is overwritten, and groups that are there already, by their page on "
		"ALISS or by their\n"
		"name, are passed over. Nothing is fetched over the network.",
	.opts = import_options,
	.opts_size = sizeof(struct import_opts),
	.operands_min = 1,
	.operands_max = 2,
	.run = import_run,
};
