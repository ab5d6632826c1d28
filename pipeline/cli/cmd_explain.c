#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "commands.h"
#include "model/fields.h"

struct explain_opts {
	bool list;
};

static const struct opt explain_options[] = {
	OPT_FLAG(struct explain_opts, list, 'l', "list", "list every message there is"),
	OPT_END,
};

/* Advice is stored as one line and printed in lines of this width. */
#define TEXT_WIDTH 76

static void print_wrapped(const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t word = strcspn(text, " ");

		if (column && column + 1 + word > TEXT_WIDTH) {
			putchar('\n');
			column = 0;
		}
		printf("%s%.*s", column ? " " : "", (int)word, text);
		column += (column ? 1 : 0) + word;
		text += word + (text[word] == ' ');
	}
	putchar('\n');
}

/* The list that the advice speaks of. */
static void print_categories(void)
{
	putchar('\n');
	for (const char *const *top = category_tops(); *top; top++) {
		puts(*top);
		for (const char *const *sub = category_subs(*top); sub && *sub; sub++)
			printf("%s > %s\n", *top, *sub);
	}
}

static void print_all(void)
{
	for (int i = 0; i < DIAG_COUNT; i++)
		printf("%-22s %s\n", diag_slug((enum diag_id)i),
		       severity_name(diag_severity((enum diag_id)i)));
}

static int fail(const char *slug)
{
	const char *slugs[DIAG_COUNT + 1] = { 0 };

	for (int i = 0; i < DIAG_COUNT; i++)
		slugs[i] = diag_slug((enum diag_id)i);
	const char *near = text_nearest(slug, slugs);

	fprintf(stderr, "error: there is no message '%s'%s%s%s\ntry: blether explain --list\n",
		slug, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return STATUS_USAGE;
}

/* The word as it stands behind a message, or copied together with its brackets. */
static enum diag_id find_message(const char *word)
{
	char slug[64];

	if (word[0] != '[')
		return diag_find(word);
	snprintf(slug, sizeof(slug), "%.*s", (int)strcspn(word + 1, "]"), word + 1);
	return diag_find(slug);
}

static int explain_run(const void *opts, int argc, char **argv)
{
	const struct explain_opts *o = opts;

	if (o->list || !argc) {
		print_all();
		return STATUS_GOOD;
	}
	enum diag_id id = find_message(argv[0]);
	if (id == DIAG_COUNT)
		return fail(argv[0]);
	printf("%s (%s)\n\n", diag_slug(id), severity_name(diag_severity(id)));
	print_wrapped(diag_advice(id));
	if (id == DIAG_BAD_CATEGORY)
		print_categories();
	return STATUS_GOOD;
}

const struct command cmd_explain = {
	.name = "explain",
	.operands = "[SLUG]",
	.summary = "Tells more about a message: the word in [brackets] behind it.",
	.opts = explain_options,
	.opts_size = sizeof(struct explain_opts),
	.operands_max = 1,
	.run = explain_run,
};
