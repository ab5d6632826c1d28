#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "clone.h"
#include "commands.h"

static const struct opt clone_options[] = {
	OPT_STRING(struct clone_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct clone_opts, cohort, 0, "cohort", "NAME",
		   "which time round it is: \"2026–27\""),
	OPT_END,
};

/* What can be cloned. */
static const struct {
	const char *name;
	int (*clone)(const struct clone_opts *o, const char *name, struct arena *a);
} things[] = {
	{ "programme", clone_programme },
};

static int tell_unknown(const char *name)
{
	const char *names[COUNT(things) + 1] = { NULL };

	for (size_t i = 0; i < COUNT(things); i++)
		names[i] = things[i].name;
	const char *near = text_nearest(name, names);

	fprintf(stderr, "error: '%s' cannot be cloned%s%s%s\n", name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	for (size_t i = 0; i < COUNT(things); i++)
		fprintf(stderr, "usage: blether clone %s NAME --cohort NAME\n", things[i].name);
	return STATUS_USAGE;
}

static int clone_run(const void *opts, int argc, char **argv)
{
	struct arena arena = { 0 };
	int status = -1;

	(void)argc;
	for (size_t i = 0; i < COUNT(things); i++) {
		if (strcmp(things[i].name, argv[0]) == 0)
			status = things[i].clone(opts, argv[1], &arena);
	}
	if (status < 0)
		status = tell_unknown(argv[0]);
	arena_free(&arena);
	return status;
}

const struct command cmd_clone = {
	.name = "clone",
	.operands = "programme NAME",
	.summary = "Makes a programme anew for another cohort, as a draft.",
	.details = "Copies programme.md, the sessions, their translations and pictures into a "
		   "folder of their own.\n"
		   "What was true of the first cohort alone is left out: dates, who takes part and "
		   "how many came,\n"
		   "recordings, links to join, and the names of people, who are asked anew. "
		   "Nothing that exists is\n"
		   "overwritten, and nothing of the first is changed.",
	.opts = clone_options,
	.opts_size = sizeof(struct clone_opts),
	.operands_min = 2,
	.operands_max = 2,
	.run = clone_run,
};
