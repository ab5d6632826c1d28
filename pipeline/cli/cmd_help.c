#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "commands.h"
#include "manual.h"
#include "model/fields.h"
#include "model/interface.h"
#include "outline.h"

struct help_opts {
	const char *as;
};

static const struct opt help_options[] = {
	OPT_CHOICE(struct help_opts, as, 0, "as", "text|man|completion|schema|texts",
		   "print help, a manual page, completion for bash, the JSON Schema of what a "
		   "command prints, or the words of pages for a translator"),
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
	puts(",\ncommunities, subscribers.\nblether help FIELD shows how a field is written: "
	     "podroll, people, categories. "
	     "blether --version\nprints the version.");
}

static int no_such_page(const char *as, const char *name)
{
	fprintf(stderr, "error: there is no %s of '%s'\ntry: blether help\n", as, name);
	return STATUS_USAGE;
}

/* A page of a command's own, where it has one. */
static int print_page(const struct command *cmd, const char *name)
{
	if (!cmd || !cmd->sections)
		return no_such_page("manual page", name);
	manual_page(cmd, stdout);
	return STATUS_GOOD;
}

static int print_schema(const struct command *cmd, const char *name)
{
	if (!cmd || !cmd->prints)
		return no_such_page("JSON Schema", name);
	STRBUF_SCOPED struct strbuf title = STRBUF_INIT(SIZE_MAX / 2);

	strbuf_addf(&title, "What blether %s --format=json prints", cmd->name);
	outline_schema(cmd->prints, title.data, stdout);
	return STATUS_GOOD;
}

/* In the quotation marks of YAML. */
static void print_quoted(const char *text, FILE *out)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

/* A file to begin a language with: the words around the content, in English. */
static void print_texts(FILE *out)
{
	fputs("# The words that pages put around the content. Save this as "
	      "theme/texts/LANGUAGE.yaml,\n"
	      "# such as pl.yaml, and translate what stands in quotation marks. What stands in "
	      "{braces}\n"
	      "# is filled in: keep it. Lines that are left out stay English.\n",
	      out);
	for (const struct interface_key *k = interface_keys; k->key; k++) {
		const char *at = (const char *)&interface_english + k->offset;
		const struct counted *forms = (const void *)at;

		fprintf(out, "%s: %s", k->key, k->is_counted ? "{ one: " : "");
		print_quoted(k->is_counted ? forms->one : *(const char *const *)(const void *)at,
			     out);
		if (k->is_counted) {
			fputs(", other: ", out);
			print_quoted(forms->other, out);
		}
		fputs(k->is_counted ? " }\n" : "\n", out);
	}
}

static int help_run(const void *opts, int argc, char **argv)
{
	const struct help_opts *o = opts;
	const struct command *cmd = argc ? command_find(argv[0]) : NULL;
	const struct manual_place *place = argc ? manual_place(argv[0]) : NULL;
	const struct kind *kind = argc ? manual_kind(place ? place->name : argv[0]) : NULL;

	if (o->as && strcmp(o->as, "schema") == 0)
		return print_schema(cmd, argc ? argv[0] : "blether");
	if (o->as && strcmp(o->as, "texts") == 0) {
		print_texts(stdout);
		return STATUS_GOOD;
	}
	if (o->as && strcmp(o->as, "man") == 0 && argc)
		return print_page(cmd, argv[0]);
	if (o->as && strcmp(o->as, "man") == 0)
		manual_roff(stdout);
	else if (o->as && strcmp(o->as, "completion") == 0)
		manual_completion(stdout);
	else if (cmd)
		opt_help(cmd, stdout);
	else if (kind)
		manual_fields(kind, stdout);
	else if (place)
		manual_table(place, stdout);
	else if (!argc)
		print_usage();
	else if (!manual_field(argv[0], stdout)) {
		fprintf(stderr,
			"error: there is no command, kind of file or field '%s'\ntry: blether "
			"help\n",
			argv[0]);
		return STATUS_USAGE;
	}
	return STATUS_GOOD;
}

const struct command cmd_help = {
	.name = "help",
	.operands = "[COMMAND | KIND | FIELD]",
	.summary = "Explains a command, a kind of file (episode, group, meeting …) or one of its "
		   "fields.",
	.details = "For a field it shows how it is written: try blether help chapters, people, "
		   "funding, "
		   "podroll,\n"
		   "soundbites, live or categories.",
	.opts = help_options,
	.opts_size = sizeof(struct help_opts),
	.operands_max = 1,
	.run = help_run,
};
