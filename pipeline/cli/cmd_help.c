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
	puts("\nblether help COMMAND tells more about a command; blether help site, show, episode or page\n"
	     "lists the fields of that kind of file. blether --version prints the version.");
}

static const struct kind *find_kind(const char *name)
{
	for (const struct kind *const *k = content_kinds; *k; k++) {
		if (strcmp((*k)->name, name) == 0)
			return *k;
	}
	return NULL;
}

static int help_run(const void *opts, int argc, char **argv)
{
	const struct help_opts *o = opts;
	const struct command *cmd = argc ? command_find(argv[0]) : NULL;
	const struct kind *kind = argc ? find_kind(argv[0]) : NULL;

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
		fprintf(stderr, "error: there is no command or kind of file '%s'\ntry: blether help\n", argv[0]);
		return STATUS_USAGE;
	}
	return STATUS_GOOD;
}

const struct command cmd_help = {
	.name = "help",
	.operands = "[COMMAND | site | show | episode | page]",
	.summary = "Explains a command, or lists the fields of a kind of file.",
	.opts = help_options,
	.opts_size = sizeof(struct help_opts),
	.operands_max = 1,
	.run = help_run,
};
