#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "manual.h"
#include "model/fields.h"

struct help_opts {
	const char *as;
};

static const struct opt help_options[] = {
	OPT_CHOICE(struct help_opts, as, 0, "as", "text|man|completion",
		   "print help, the manual page, or completion for bash"),
	OPT_END,
};

static void print_usage(void)
{
	puts("usage: blether COMMAND [options] [operands]\n\n"
	     "Publishes podcasts and resource pages from one folder.\n\nCommands:");
	for (const struct command *const *c = commands; *c; c++)
		printf("  %-10s %s\n", (*c)->name, (*c)->summary);
	fputs("\nblether help COMMAND tells more about a command; blether help KIND lists the "
	      "fields of a kind of\n"
	      "file:",
	      stdout);
	for (const struct kind *const *k = content_kinds; *k; k++)
		printf(" %s%s", (*k)->name, k[1] ? "," : "");
	puts(". blether --version prints the version.");
}

static int help_run(const void *opts, int argc, char **argv)
{
	const struct help_opts *o = opts;
	const struct command *cmd = argc ? command_find(argv[0]) : NULL;
	const struct kind *kind = argc ? manual_kind(argv[0]) : NULL;

	if (o->as && strcmp(o->as, "man") == 0)
		manual_roff(stdout);
	else if (o->as && strcmp(o->as, "completion") == 0)
		manual_completion(stdout);
	else if (cmd)
		opt_help(cmd, stdout);
	else if (kind)
		manual_fields(kind, stdout);
	else if (!argc)
		print_usage();
	else {
		fprintf(stderr,
			"error: there is no command or kind of file '%s'\ntry: blether help\n",
			argv[0]);
		return STATUS_USAGE;
	}
	return STATUS_GOOD;
}

const struct command cmd_help = {
	.name = "help",
	.operands = "[COMMAND | KIND]",
	.summary = "Explains a command, or lists the fields of a kind of file: a site, a show, an "
		   "episode, a page.",
	.details = "What stands in a file has fields too: try blether help person, chapter, owner "
		   "or funding.",
	.opts = help_options,
	.opts_size = sizeof(struct help_opts),
	.operands_max = 1,
	.run = help_run,
};
