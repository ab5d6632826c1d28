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
#include "read/read.h"
#include "report.h"

struct import_opts {
	const char *content, *now;
	bool dry_run;
};

static const struct opt import_options[] = {
	OPT_STRING(struct import_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_FLAG(struct import_opts, dry_run, 'n', "dry-run",
		 "say what would be written, and write nothing"),
	OPT_STRING(struct import_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_END,
};

/* Where drafts come from. */
static const struct import_source {
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

static const struct import_source *find_source(const char *name)
{
	const char *names[COUNT(sources) + 1] = { NULL };

	for (size_t i = 0; i < COUNT(sources); i++) {
		if (strcmp(sources[i].name, name) == 0)
			return &sources[i];
		names[i] = sources[i].name;
	}
	const char *near = text_nearest(name, names);

	fprintf(stderr, "error: nothing can be imported from '%s'%s%s%s\nusage:", name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	for (size_t i = 0; i < COUNT(sources); i++)
		fprintf(stderr, "%s blether import %s FILE\n", i ? "      " : "", sources[i].name);
	return NULL;
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

static void print_end(const struct drafts *d, const struct import_source *s, bool dry_run)
{
	if (d->known)
		printf("%zu %s there already\n", d->known, report_plural(d->known, "is", "are"));
	if (dry_run)
		puts("nothing was written");
	else if (d->count)
		fputs(s->next, stdout);
}

static int import_into(const struct import_opts *o, const struct import_source *s, const char *file,
		       struct arena *a)
{
	struct diag diag, unheard;
	struct moment now;
	const char *content = environment_content(o->content, a);
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
	const struct import_source *s = find_source(argv[0]);
	struct arena arena = { 0 };

	if (!s)
		return STATUS_USAGE;
	if (argc < 2) {
		fprintf(stderr,
			"error: the file to import is not named\nusage: blether import %s FILE\n",
			s->name);
		return STATUS_USAGE;
	}
	int status = import_into(opts, s, argv[1], &arena);

	arena_free(&arena);
	return status;
}

const struct command cmd_import = {
	.name = "import",
	.operands = "SOURCE FILE",
	.summary = "Makes drafts of what others have written: groups from a saved answer of ALISS.",
	.details =
		"  blether import aliss FILE.json   a saved answer of "
		"https://www.aliss.org/api/v5/services/\n"
		"\n"
		"Each organisation becomes a page in groups/ with its services. Its categories "
		"become areas\n"
		"where an area names them at 'aliss:', its towns and people the places and "
		"audiences of that\n"
		"name; what has no place here stands in comments. What only you can decide is left "
		"empty, so\n"
		"that the site cannot be built before you have looked at it.\n"
		"\n"
		"Nothing that exists is overwritten, and groups that are there already, by their "
		"page on ALISS\n"
		"or by their name, are passed over. Nothing is fetched over the network.",
	.opts = import_options,
	.opts_size = sizeof(struct import_opts),
	.operands_min = 1,
	.operands_max = 2,
	.run = import_run,
};
