#include "manual.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "commands.h"
#include "model/care.h"
#include "model/fields.h"
#include "model/licence.h"
#include "model/taxonomy.h"
#include "outline.h"
#include "paragraph.h"
#include "skeleton.h"

static const char *type_words(const struct field *f)
{
	static const char *const words[] = {
		[FIELD_TEXT] = "text",
		[FIELD_LONG_TEXT] = "text",
		[FIELD_URL] = "web address",
		[FIELD_ADDRESS] = "https address",
		[FIELD_EMAIL] = "e-mail address",
		[FIELD_OLD_URL] = "web address",
		[FIELD_UUID] = "UUID",
		[FIELD_GUID] = "text",
		[FIELD_LANGUAGE] = "language code",
		[FIELD_CHOICE] = "choice",
		[FIELD_FILE] = "file name",
		[FIELD_REF] = "slug",
		[FIELD_LICENCE] = "licence",
		[FIELD_CATEGORY] = "category",
		[FIELD_ROLE] = "role",
		[FIELD_GROUP] = "group of roles",
		[FIELD_RRULE] = "recurrence rule",
		[FIELD_ZONE] = "time zone",
		[FIELD_GEO] = "geo URI",
		[FIELD_OSM] = "OpenStreetMap id",
		[FIELD_COUNTRY] = "country code",
		[FIELD_FLAG] = "true or false",
		[FIELD_NUMBER] = "number",
		[FIELD_DECIMAL] = "number",
		[FIELD_COLOUR] = "colour",
		[FIELD_MOMENT] = "date, time and zone",
		[FIELD_DATE] = "day",
		[FIELD_TIME] = "time in the recording",
		[FIELD_CLOCK] = "time of the day",
		[FIELD_SHOW_ELEMENT] = "XML element",
		[FIELD_EPISODE_ELEMENT] = "XML element",
		[FIELD_MAP] = "keys and values",
	};

	return words[f->type];
}

/* What a field takes, as one line: for people and for the manual alike. */
static void describe_type(const struct field *f, struct strbuf *out)
{
	strbuf_addf(out, "(%s%s%s)", f->list ? "list of: " : "", type_words(f),
		    f->required ? ", required" : "");
}

/*
 * The sentences that follow its help: its choices and what it is when left out; "" when there are
 * none.
 */
static void describe_values(const struct field *f, const char *before, struct strbuf *out)
{
	if (f->type == FIELD_CHOICE) {
		bool has_blanks = false;

		for (const char *const *c = f->choices; *c; c++)
			has_blanks |= strchr(*c, ' ') != NULL;
		strbuf_addf(out, "%sone of:", before);
		for (const char *const *c = f->choices; *c; c++)
			strbuf_addf(out, " %s%s", *c, has_blanks && c[1] ? "," : "");
	}
	if (f->fallback)
		strbuf_addf(out, "%sif left out: %s", before, f->fallback);
}

static void print_field(const struct field *f, const char *indent, FILE *out)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2), before = STRBUF_INIT(64),
				    deeper = STRBUF_INIT(64);

	strbuf_addf(&before, "\n%s    ", indent);
	strbuf_addf(&text, "%s%s  ", indent, f->key);
	describe_type(f, &text);
	strbuf_addf(&text, "%s%s", before.data, f->help);
	describe_values(f, before.data, &text);
	fprintf(out, "%s\n", text.data);
	strbuf_addf(&deeper, "%s      ", indent);
	for (const struct field *s = f->sub ? f->sub->fields : NULL; s && s->key; s++)
		print_field(s, deeper.data, out);
}

static const struct kind *find_kind(const struct kind *k, const char *name)
{
	const struct kind *found = strcmp(k->name, name) == 0 ? k : NULL;

	for (const struct field *f = k->fields; f->key && !found; f++)
		found = f->sub ? find_kind(f->sub, name) : NULL;
	return found;
}

const struct kind *manual_kind(const char *name)
{
	const struct kind *found = NULL;

	for (const struct kind *const *k = content_kinds; *k && !found; k++)
		found = find_kind(*k, name);
	return found;
}

/* --- one field -------------------------------------------------------------------- */

static void add_each(const char *const *words, struct strbuf *out)
{
	for (; *words; words++)
		strbuf_addf(out, "%s%s", out->len ? ", " : "", *words);
}

static void print_words(const struct strbuf *words, FILE *out)
{
	STRBUF_SCOPED struct strbuf lines = STRBUF_INIT(SIZE_MAX / 2);

	strbuf_adds(&lines, "      ");
	paragraph_add(&lines, words->data, 6, 6);
	fputs(lines.data, out);
}

/* Topics are words of one's own, but some of them ask for more. */
static void add_care(struct strbuf *out)
{
	strbuf_adds(out,
		    "An episode about one of these needs a 'note' that tells people before they "
		    "listen, and an entry in help/ that is for it (other words for the same are "
		    "understood too):");
	for (const struct care_topic *t = care_topics; t->name; t++)
		strbuf_addf(out, "%s%s", t == care_topics ? " " : ", ", t->name);
	strbuf_addc(out, '.');
}

/* The list that its values are taken from. */
static void print_values(const struct field *f, FILE *out)
{
	STRBUF_SCOPED struct strbuf words = STRBUF_INIT(SIZE_MAX / 2);

	if (f->type == FIELD_ROLE)
		add_each(role_names(), &words);
	else if (f->type == FIELD_GROUP)
		add_each(groups(), &words);
	else if (f->type == FIELD_LICENCE)
		add_each(licence_ids(), &words);
	else if (f->type == FIELD_CATEGORY)
		strbuf_adds(&words, "'blether explain bad-category' lists them all");
	else if (strcmp(f->key, "topics") == 0)
		add_care(&words);
	if (words.len)
		print_words(&words, out);
}

static void print_sample(const struct field *f, FILE *out)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2);

	skeleton_sample(f, 4, &text);
	if (text.len)
		fprintf(out, "\n  It is written:\n\n%s", text.data);
}

/* What `blether help WORD` looks for: the key of a field, or else what others call it or it can be.
 */
struct sought {
	const char *word;
	bool by_key;
	const struct field *found[16]; /* what stands below several fields is told once */
	size_t count;
	FILE *out;
};

static bool is_sought(const struct sought *s, const struct field *f)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->found[i] == f)
			return false;
	}
	if (s->count == COUNT(s->found))
		return false;
	if (s->by_key)
		return strcmp(f->key, s->word) == 0;
	return text_has_word(f->also, s->word) || text_is_one_of(s->word, f->choices);
}

static void print_found(struct sought *s, const struct kind *k, const struct field *f)
{
	fprintf(s->out, "%sOf %s %s:\n\n", s->count ? "\n" : "",
		strchr("aeiou", k->name[0]) ? "an" : "a", k->name);
	print_field(f, "  ", s->out);
	print_values(f, s->out);
	print_sample(f, s->out);
	s->found[s->count++] = f;
}

static void seek(struct sought *s, const struct kind *k)
{
	for (const struct field *f = k->fields; f->key; f++) {
		if (is_sought(s, f))
			print_found(s, k, f);
		else if (f->sub)
			seek(s, f->sub);
	}
}

bool manual_field(const char *name, FILE *out)
{
	struct sought s = { .word = name, .by_key = true, .out = out };

	for (const struct kind *const *k = content_kinds; *k; k++)
		seek(&s, *k);
	s.by_key = s.count > 0;
	for (const struct kind *const *k = content_kinds; !s.by_key && *k; k++)
		seek(&s, *k);
	return s.count > 0;
}

/* The field that holds what is of this kind. */
static const struct field *holder(const struct kind *k, const struct kind *of)
{
	const struct field *found = NULL;

	for (const struct field *f = k->fields; f->key && !found; f++)
		found = f->sub == of ? f : f->sub ? holder(f->sub, of) : NULL;
	return found;
}

/* --- a kind ------------------------------------------------------------------------ */

void manual_fields(const struct kind *kind, FILE *out)
{
	bool told = false;

	manual_where(kind, out);
	for (const struct field *f = kind->fields; f->key; f++) {
		if (!f->rare)
			print_field(f, "  ", out);
	}
	for (const struct field *f = kind->fields; f->key; f++) {
		if (!f->rare)
			continue;
		if (!told)
			fputs("\nSeldom needed:\n", out);
		told = true;
		print_field(f, "  ", out);
	}
	if (manual_example(manual_place(kind->name), out))
		return;
	const struct field *in = NULL;
	for (const struct kind *const *k = content_kinds; *k && !in; k++)
		in = holder(*k, kind);
	if (in)
		print_sample(in, out);
}

/* --- for man ------------------------------------------------------------------------ */

/* Text for roff: backslashes, hyphens and dots at the start of a line are not commands. */
static void roff_text(const char *s, FILE *out)
{
	bool start = true;

	for (; *s; s++) {
		if (start && (*s == '.' || *s == '\''))
			fputs("\\&", out);
		if (*s == '\\')
			fputs("\\e", out);
		else if (*s == '"')
			fputs("\\(dq", out);
		else if (*s == '-')
			fputs("\\-", out);
		else
			fputc(*s, out);
		start = *s == '\n';
	}
}

static void roff_option(const struct opt *o, FILE *out)
{
	fputs(".TP\n", out);
	if (o->letter)
		fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
	fputs("\\fB\\-\\-", out);
	roff_text(o->name, out);
	fputs("\\fR", out);
	if (o->arg)
		fprintf(out, "=\\fI%s\\fR", o->arg);
	fputc('\n', out);
	roff_text(o->help, out);
	fputc('\n', out);
}

static void roff_command(const struct command *c, FILE *out)
{
	fprintf(out, ".SS blether %s ", c->name);
	roff_text(c->operands, out);
	fputc('\n', out);
	roff_text(c->summary, out);
	fputc('\n', out);
	if (c->details) {
		fputs(".PP\n", out);
		roff_text(c->details, out);
		fputc('\n', out);
	}
	for (const struct opt *o = c->opts; o->name; o++)
		roff_option(o, out);
	if (c->sections)
		fprintf(out, ".PP\nIt has a page of its own: blether\\-%s(1).\n", c->name);
}

static void roff_field(const struct field *f, FILE *out)
{
	STRBUF_SCOPED struct strbuf type = STRBUF_INIT(SIZE_MAX / 2),
				    values = STRBUF_INIT(SIZE_MAX / 2);

	describe_type(f, &type);
	describe_values(f, "; ", &values);
	fprintf(out, ".TP\n\\fB%s\\fR %s\n", f->key, type.data);
	roff_text(f->help, out);
	if (values.len) {
		fputs("\n.br\n", out);
		roff_text(values.data + 2, out);
	}
	fputc('\n', out);
	if (!f->sub)
		return;
	fputs(".RS\n", out);
	for (const struct field *s = f->sub->fields; s->key; s++)
		roff_field(s, out);
	fputs(".RE\n", out);
}

/* What every page ends with. */
static void roff_ends(FILE *out)
{
	fputs(".SH EXIT STATUS\n"
	      ".TP\n0\nall is well\n.TP\n1\nthe content has errors\n.TP\n2\nthe command was not "
	      "understood\n"
	      ".TP\n3\nthe machine failed: disk, permission, a lost worker\n"
	      ".TP\n4\nbuild \\-\\-due: nothing is due, and nothing was done\n"
	      ".SH ENVIRONMENT\n"
	      ".TP\nBLETHER_SECRET_WEB\nthe password, token or key of the target 'web' of "
	      "publish.yaml; so for each; of podping and webhook, too\n"
	      ".TP\nBLETHER_MEDIA\nthe program that opens recordings, if it is not beside blether\n"
	      ".TP\nNO_COLOR\nno colours, whatever the terminal can do\n"
	      ".TP\nSOURCE_DATE_EPOCH\nwhat counts as the present, in seconds since 1970\n",
	      out);
}

void manual_roff(FILE *out)
{
	fputs(".TH BLETHER 1 \"\" \"blether " BLETHER_VERSION "\"\n"
	      ".SH NAME\nblether \\- publish podcasts and resource pages from one folder\n"
	      ".SH SYNOPSIS\n.B blether\n.I COMMAND\n[options] [operands]\n"
	      ".SH DESCRIPTION\n"
	      "One folder of recordings and Markdown goes in; a checked, tagged, accessible site "
	      "and a podcast feed\n"
	      "come out, and are published without a listener ever seeing a half\\-finished "
	      "state.\n"
	      ".SH COMMANDS\n",
	      out);
	for (const struct command *const *c = commands; *c; c++)
		roff_command(*c, out);
	fputs(".SH FIELDS\nWhat stands at the top of each kind of file.\n", out);
	for (const struct kind *const *k = content_kinds; *k; k++) {
		fprintf(out, ".SS %s\n", (*k)->name);
		for (const struct field *f = (*k)->fields; f->key; f++)
			roff_field(f, out);
	}
	roff_ends(out);
	fputs(".SH FILES\n"
	      ".TP\n.I content/\nwhat people write: site.yaml, podcasts/, areas/, groups/, "
	      "meetings/, people/, pages/ "
	      "…\n"
	      ".TP\n.I content/private/\nwhat is never published; consent.csv in it says who "
	      "agreed "
	      "to be named\n"
	      ".TP\n.I content/published.tsv\nwhat build \\-\\-release writes: what is out, under "
	      "which names; keep it with the content\n"
	      ".TP\n.I public/\nwhat blether makes\n"
	      ".TP\n.I .blether/\nwhat it remembers; without it the next build takes longer\n"
	      ".SS Files that blether new does not make\n",
	      out);
	manual_files(out);
}

static void roff_outline(const struct outline *members, FILE *out)
{
	for (const struct outline *o = members; o->name; o++) {
		STRBUF_SCOPED struct strbuf type = STRBUF_INIT(SIZE_MAX / 2);

		outline_type_words(o, &type);
		fprintf(out, ".TP\n\\fB%s\\fR (%s)\n", o->name, type.data);
		roff_text(o->help, out);
		fputc('\n', out);
		if (!o->members)
			continue;
		fputs(".RS\n", out);
		roff_outline(o->members, out);
		fputs(".RE\n", out);
	}
}

static void roff_section(const struct section *s, FILE *out)
{
	fputs(".SH ", out);
	for (const char *c = s->title; *c; c++)
		fputc(toupper((unsigned char)*c), out);
	fputc('\n', out);
	if (s->text) {
		roff_text(s->text, out);
		fputc('\n', out);
	}
	for (const struct command_term *t = s->terms; t && t->name; t++) {
		fputs(".TP\n\\fB", out);
		roff_text(t->name, out);
		fputs("\\fR\n", out);
		roff_text(t->meaning, out);
		fputc('\n', out);
	}
}

static void roff_head(const struct command *cmd, FILE *out)
{
	fputs(".TH BLETHER\\-", out);
	for (const char *c = cmd->name; *c; c++)
		fputc(toupper((unsigned char)*c), out);
	fprintf(out, " 1 \"\" \"blether " BLETHER_VERSION "\"\n.SH NAME\nblether\\-%s \\- ",
		cmd->name);
	fputc(tolower((unsigned char)cmd->summary[0]), out);
	fprintf(out, "%.*s\n", (int)strlen(cmd->summary) - 2, cmd->summary + 1);
	fprintf(out, ".SH SYNOPSIS\n.B blether %s\n[options] ", cmd->name);
	roff_text(cmd->operands, out);
	fputs("\n.SH DESCRIPTION\n", out);
	roff_text(cmd->details, out);
	fputc('\n', out);
}

void manual_page(const struct command *cmd, FILE *out)
{
	roff_head(cmd, out);
	fputs(".SH OPTIONS\n", out);
	for (const struct opt *o = cmd->opts; o->name; o++)
		roff_option(o, out);
	for (const struct section *s = cmd->sections; s->title; s++)
		roff_section(s, out);
	if (cmd->prints) {
		fprintf(out,
			".SH JSON\nWith \\-\\-format=json this is printed. Every member is always "
			"there. "
			"A JSON Schema of it is printed by: blether help %s \\-\\-as=schema\n",
			cmd->name);
		roff_outline(cmd->prints, out);
	}
	roff_ends(out);
	fputs(".SH SEE ALSO\nblether(1)\n", out);
}

static void completion_options(const struct command *c, FILE *out)
{
	fprintf(out, "\t%s) words=\"", c->name);
	for (const struct opt *o = c->opts; o->name; o++)
		fprintf(out, "--%s ", o->name);
	fputs("--help\" ;;\n", out);
}

void manual_completion(FILE *out)
{
	fputs("# bash completion for blether\n_blether()\n{\n\tlocal words "
	      "cur=${COMP_WORDS[COMP_CWORD]}\n"
	      "\tcase ${COMP_WORDS[1]} in\n",
	      out);
	for (const struct command *const *c = commands; *c; c++)
		completion_options(*c, out);
	fputs("\tesac\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\twords=\"", out);
	for (const struct command *const *c = commands; *c; c++)
		fprintf(out, "%s ", (*c)->name);
	fputs("--version\"\n\tfi\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
	      "complete -o default -F _blether blether\n",
	      out);
}
