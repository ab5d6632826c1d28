/* map: the themed map as tables, out of the content and back into it. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "commands.h"
#include "map.h"

static const struct opt map_options[] = {
	OPT_STRING(struct map_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct map_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_CHOICE(struct map_opts, as, 0, "as", "groups|services|long|wide|json",
		   "export: which table (groups)"),
	OPT_STRING(struct map_opts, output, 'o', "output", "FILE",
		   "export: where to write it (else to standard output)"),
	OPT_FLAG(struct map_opts, bom, 0, "bom",
		 "export: begin with a byte order mark, without which Excel spoils accents"),
	OPT_FLAG(struct map_opts, dry_run, 'n', "dry-run",
		 "import: say what would be done, and change nothing"),
	OPT_FLAG(struct map_opts, yes, 'y', "yes", "import: write without asking"),
	OPT_CHOICE(struct map_opts, prefer, 0, "prefer", "sheet|content",
		   "import: whose value counts where both were changed (neither)"),
	OPT_END,
};

static const struct action {
	const char *name;
	int operands_min, operands_max; /* behind the name */
	int (*run)(const struct map_opts *o, int argc, char **argv);
} actions[] = {
	{ "export", 0, 0, map_export },
	{ "import", 1, 1, map_import },
};

static int refuse(const char *name)
{
	fprintf(stderr, "error: '%s' is nothing that 'blether map' does; expected ", name);
	for (size_t i = 0; i < COUNT(actions); i++)
		fprintf(stderr, "%s'%s'", i ? " or " : "", actions[i].name);
	fputc('\n', stderr);
	return STATUS_USAGE;
}

static int map_run(const void *opts, int argc, char **argv)
{
	for (size_t i = 0; i < COUNT(actions); i++) {
		const struct action *a = &actions[i];

		if (strcmp(argv[0], a->name) != 0)
			continue;
		if (argc - 1 >= a->operands_min && argc - 1 <= a->operands_max)
			return a->run(opts, argc - 1, argv + 1);
		fprintf(stderr, "error: 'blether map %s' takes %s\n", a->name,
			a->operands_max ? "one FILE" : "no further word");
		return STATUS_USAGE;
	}
	return refuse(argv[0]);
}

const struct command cmd_map = {
	.name = "map",
	.operands = "export | import FILE",
	.summary = "Writes the map of groups as a table, and takes such a table back.",
	.details = "'map export' writes CSV for LibreOffice, Excel or Google Sheets: a row for "
		   "each group with "
		   "all its fields,\n"
		   "or with --as what else there is: services, the areas that each group leads, "
		   "helps or "
		   "refers in, one a row\n"
		   "(long) or as a matrix (wide), or everything as JSON.\n"
		   "\n"
		   "'map import' takes such a table back when people have changed it. Only the "
		   "cells that "
		   "somebody has changed\n"
		   "become changes of the files: the last column, 'as_exported', tells what each "
		   "cell was. "
		   "Where a file was\n"
		   "changed in the meantime too, and differently, both values are shown and that "
		   "group stays "
		   "as it is. A new row\n"
		   "makes a new file; a row that is gone deletes nothing. Every change is shown "
		   "first, and "
		   "written when you say\n"
		   "yes. Comments and everything else in the files stay.",
	.opts = map_options,
	.opts_size = sizeof(struct map_opts),
	.operands_min = 1,
	.operands_max = 2,
	.run = map_run,
};
