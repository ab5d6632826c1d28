#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "commands.h"
#include "environment.h"
#include "map_command.h"
#include "read/read.h"
#include "report.h"

static const struct opt map_options[] = {
	OPT_STRING(struct map_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct map_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_CHOICE(struct map_opts, format, 'f', "format", "text|json", "how to print lists"),
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

struct map_action {
	const char *name;
	int operands;                     /* behind its name */
	void (*run)(struct map_run *run); /* on content without error */
	int (*act)(struct map_run *run);  /* or: reads the content itself, and says how it ended */
};

static const struct map_action actions[] = {
	{ "gaps", 0, map_print_gaps, NULL }, { "chances", 0, map_print_chances, NULL },
	{ "freeze", 0, map_freeze, NULL },   { "export", 0, NULL, map_export },
	{ "import", 1, NULL, map_import },
};

static const struct map_action *find_action(const char *name)
{
	for (size_t i = 0; i < COUNT(actions); i++) {
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	}
	return NULL;
}

/* NULL after printing what is wrong. */
static const struct map_action *choose_action(int argc, char **argv)
{
	const struct map_action *action = find_action(argv[0]);

	if (action && argc - 1 == action->operands)
		return action;
	if (action && argc - 1 < action->operands) {
		fprintf(stderr, "error: 'map %s' takes the name of a file\n", action->name);
		return NULL;
	}
	if (action) {
		fprintf(stderr, "error: 'map %s' takes nothing more, and there is '%s'\n",
			action->name, argv[1 + action->operands]);
		return NULL;
	}
	fprintf(stderr, "error: there is no 'map %s'; expected ", argv[0]);
	for (size_t i = 0; i < COUNT(actions); i++)
		fprintf(stderr, "%s%s", i ? i + 1 < COUNT(actions) ? ", " : " or " : "",
			actions[i].name);
	fputs("\n", stderr);
	return NULL;
}

static int act(const struct map_action *action, struct map_run *run)
{
	struct diag diag;

	diag_init(&diag, run->arena);
	run->diag = &diag;
	run->site = read_site(run->content, run->now, run->arena, &diag);
	if (run->site && diag_ok(&diag))
		action->run(run);
	if (!diag_ok(&diag))
		report_messages(&diag);
	return report_status(&diag);
}

static int map_run_command(const void *opts, int argc, char **argv)
{
	struct arena arena = { 0 };
	struct map_run run = { .opts = opts, .arena = &arena, .argc = argc - 1, .argv = argv + 1 };
	const struct map_action *action = choose_action(argc, argv);
	int status = STATUS_USAGE;

	run.content = action ? environment_content(run.opts->content, &arena) : NULL;
	if (run.content && environment_now(run.opts->now, &run.now))
		status = action->act ? action->act(&run) : act(action, &run);
	arena_free(&arena);
	return status;
}

const struct command cmd_map = {
	.name = "map",
	.operands = "gaps|chances|freeze|export|import FILE",
	.summary = "Lists what the themed map has gaps in and who could work together; freezes an "
		   "edition.",
	.details =
		"gaps     lists areas in which nobody is listed, or only one group, for a "
		"place, an audience, a time,\n"
		"         a way in or free of charge, and pairs of areas that nobody spans.\n"
		"chances  lists groups that could work together, and why.\n"
		"freeze   writes the map as it is into editions/NN-YYYY-MM-DD.csv; what is "
		"frozen never changes.\n"
		"export   writes a table for LibreOffice, Excel or Google Sheets (CSV): a row for "
		"each group with all its\n"
		"         fields, or with --as its services, what it does in which area, a row "
		"each (long) or as a\n"
		"         matrix (wide), or everything as JSON.\n"
		"import   takes such a table back when people have changed it. The last column, "
		"'as_exported', tells\n"
		"         what each cell was: so only what somebody changed becomes a change of "
		"the files, and where a\n"
		"         file was changed in the meantime too, both values are shown and that "
		"group stays as it is. A\n"
		"         new row makes a new file; a row that is gone deletes nothing. Every "
		"change is shown first,\n"
		"         and written when you say yes. Comments stay.\n\n"
		"With --format=json: for gaps id, area, dimension, value, state, only, and the "
		"status, date and keeper\n"
		"of the note; for chances id, one, other, reason, thing, areas, place, meeting, "
		"and the note's status.",
	.opts = map_options,
	.opts_size = sizeof(struct map_opts),
	.operands_min = 1,
	.operands_max = -1,
	.run = map_run_command,
};
