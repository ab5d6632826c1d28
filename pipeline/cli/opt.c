#include "opt.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "outline.h"
#include "paragraph.h"

/* The arguments that are still to be read. */
struct args {
	const struct command *cmd;
	void *into;
	int argc, next;
	char **argv;
};

static int fail(const struct args *a, const char *what, const char *arg)
{
	fprintf(stderr, "error: %s '%s'\ntry: blether help %s\n", what, arg, a->cmd->name);
	return -1;
}

#define OPTIONS_MAX 16

static int fail_unknown(const struct args *a, const char *arg)
{
	const char *names[OPTIONS_MAX + 1] = { 0 };
	char word[32];

	for (size_t i = 0; i < OPTIONS_MAX && a->cmd->opts[i].name; i++)
		names[i] = a->cmd->opts[i].name;
	snprintf(word, sizeof(word), "%.*s", (int)strcspn(arg + 1, "="), arg + 1);
	const char *near = word[0] == '-' ? text_nearest(word + 1, names) : NULL;

	if (near)
		fprintf(stderr, "error: unknown option '%s'; did you mean '--%s'?\n", arg, near);
	else
		fprintf(stderr, "error: unknown option '%s'\n", arg);
	fprintf(stderr, "try: blether help %s\n", a->cmd->name);
	return -1;
}

static const struct opt *find_long(const struct opt *o, const char *name, size_t len)
{
	for (; o->name; o++) {
		if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
			return o;
	}
	return NULL;
}

static const struct opt *find_short(const struct opt *o, char letter)
{
	for (; o->name; o++) {
		if (o->letter == letter)
			return o;
	}
	return NULL;
}

/* Is `value` one of the words in "text|json"? */
static bool is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	for (const char *c = choices; c; c = strchr(c, '|') ? strchr(c, '|') + 1 : NULL) {
		if (strncmp(c, value, len) == 0 && (c[len] == '|' || !c[len]))
			return len > 0;
	}
	return false;
}

static int set(const struct args *a, const struct opt *o, const char *value)
{
	char *field = (char *)a->into + o->offset;

	if (o->kind == OPT_KIND_FLAG) {
		*(bool *)field = true;
		return 0;
	}
	if (o->kind == OPT_KIND_CHOICE && !is_choice(o->arg, value)) {
		fprintf(stderr, "error: --%s takes %s, not '%s'\ntry: blether help %s\n", o->name,
			o->arg, value, a->cmd->name);
		return -1;
	}
	*(const char **)(void *)field = value;
	return 0;
}

/* One option, with its argument behind '=' or in the next word. */
static int take_option(struct args *a, char *arg)
{
	bool is_long = arg[1] == '-';
	const char *value = is_long ? strchr(arg, '=') : arg[2] ? arg + 2 : NULL;
	size_t len = value && is_long ? (size_t)(value - arg) - 2 : strlen(arg) - 2;
	const struct opt *o =
		is_long ? find_long(a->cmd->opts, arg + 2, len) : find_short(a->cmd->opts, arg[1]);

	if (!o)
		return fail_unknown(a, arg);
	if (value && is_long)
		value++;
	if (o->kind == OPT_KIND_FLAG && value)
		return fail(a, "option takes no argument", arg);
	if (o->kind != OPT_KIND_FLAG && !value) {
		if (a->next == a->argc)
			return fail(a, "option needs an argument", arg);
		value = a->argv[a->next++];
	}
	if (value && !*value)
		return fail(a, "option needs an argument that is not empty", arg);
	return set(a, o, value);
}

static int check_operands(const struct command *cmd, int count, char **argv)
{
	for (int i = 0; i < count; i++) {
		if (*argv[i])
			continue;
		fprintf(stderr,
			"error: operand %d is empty; expected a name\ntry: blether help %s\n",
			i + 1, cmd->name);
		return -1;
	}
	if (count >= cmd->operands_min && (cmd->operands_max < 0 || count <= cmd->operands_max))
		return count;
	if (count < cmd->operands_min)
		fprintf(stderr, "error: nothing is named; 'blether %s' needs %s\n", cmd->name,
			cmd->operands);
	else
		fprintf(stderr, "error: '%s' is a word too many\n", argv[cmd->operands_max]);
	fprintf(stderr, "usage: blether %s%s%s%s\ntry: blether help %s\n", cmd->name,
		cmd->opts->name ? " [options]" : "", *cmd->operands ? " " : "", cmd->operands,
		cmd->name);
	return -1;
}

int opt_parse(const struct command *cmd, void *into, int argc, char **argv)
{
	struct args a = { .cmd = cmd, .into = into, .argc = argc, .argv = argv, .next = 1 };
	int operands = 0;
	bool only_operands = false;

	while (a.next < argc) {
		char *arg = argv[a.next++];

		if (!only_operands && strcmp(arg, "--") == 0)
			only_operands = true;
		else if (only_operands || arg[0] != '-' || !arg[1])
			argv[operands++] = arg;
		else if (take_option(&a, arg) != 0)
			return -1;
	}
	return check_operands(cmd, operands, argv);
}

/* A paragraph of its own, this far to the right. */
static void help_words(const char *text, size_t indent, FILE *out)
{
	STRBUF_SCOPED struct strbuf lines = STRBUF_INIT(SIZE_MAX / 2);

	paragraph_add(&lines, text, indent, indent);
	fprintf(out, "%*s%s", (int)indent, "", lines.data);
}

static void help_section(const struct section *s, FILE *out)
{
	fprintf(out, "\n%s:\n", s->title);
	if (s->text)
		help_words(s->text, 2, out);
	for (const struct command_term *t = s->terms; t && t->name; t++) {
		fprintf(out, "  %s\n", t->name);
		help_words(t->meaning, 6, out);
	}
}

void opt_help(const struct command *cmd, FILE *out)
{
	fprintf(out, "usage: blether %s%s%s%s\n\n%s\n", cmd->name,
		cmd->opts->name ? " [options]" : "", *cmd->operands ? " " : "", cmd->operands,
		cmd->summary);
	if (cmd->details)
		fprintf(out, "\n%s\n", cmd->details);
	if (cmd->opts->name)
		fputs("\nOptions:\n", out);
	for (const struct opt *o = cmd->opts; o->name; o++) {
		char left[64];

		snprintf(left, sizeof(left), "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
			 o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
			 o->arg ? "=" : "", o->arg ? o->arg : "");
		fprintf(out, "  %-26s %s\n", left, o->help);
	}
	for (const struct section *s = cmd->sections; s && s->title; s++)
		help_section(s, out);
	if (cmd->prints) {
		fputs("\nWith --format=json:\n", out);
		outline_help(cmd->prints, out);
	}
}
