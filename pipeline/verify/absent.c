/* Names that nothing may hold any more. */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check.h"
#include "verify/verify.h"

/* A name, and what was found of it. */
struct sought {
	const char *name;
	bool is_one_word;
	bool is_a_word; /* the output has it in small letters too */
};

struct search {
	const struct absent_names *names;
	struct sought *all;
	bool first[256]; /* a name begins with this byte */
	size_t hits;
	bool tells; /* second round: report what is found */
};

/* --- does a name stand here? ------------------------------------------------------ */

/* Ways to write a sign, each ended by NULL. */
static const char *const blanks[] = { " ", "\n", "\t", "\xc2\xa0", "&nbsp;", "&#160;", NULL };
static const char *const apostrophes[] = { "'",      "\xe2\x80\x99", "&#39;", "&#x27;",
					   "&apos;", "&rsquo;",      NULL };
static const char *const ampersands[] = { "&amp;", "&#38;", "&", NULL };
static const char *const quotes[] = { "\"", "&quot;", "&#34;", "\\\"", NULL };

static size_t one_of(const char *text, const char *const *ways)
{
	for (; *ways; ways++) {
		if (text_starts(text, *ways))
			return strlen(*ways);
	}
	return 0;
}

/* The bytes of `name` that stand for one sign with several ways to be written; 0: it has one. */
static size_t special(const char *name, const char *const **ways)
{
	*ways = *name == ' '                        ? blanks
		: *name == '\''                     ? apostrophes
		: text_starts(name, apostrophes[1]) ? apostrophes
		: *name == '&'                      ? ampersands
		: *name == '"'                      ? quotes
						    : NULL;
	return !*ways ? 0 : *ways == apostrophes && *name != '\'' ? strlen(apostrophes[1]) : 1;
}

static bool same(char a, char b, bool exact)
{
	return a == b || (!exact && tolower((unsigned char)a) == tolower((unsigned char)b));
}

/* The bytes of the text that are the name; 0: another text stands here. */
static size_t name_length(const char *text, const char *name, bool exact)
{
	const char *at = text;

	while (*name) {
		const char *const *ways;
		size_t of_name = special(name, &ways), of_text = ways ? one_of(at, ways) : 0;

		if (ways && !of_text)
			return 0;
		for (size_t more = of_text; ways == blanks && more; of_text += more)
			more = one_of(at + of_text, ways);
		if (!ways && !same(*at, *name, exact))
			return 0;
		name += ways ? of_name : 1;
		at += ways ? of_text : 1;
	}
	return (size_t)(at - text);
}

/* Signs of punctuation have a block of their own, U+2000 to U+2BFF; U+00A0 is a blank. */
static bool is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return isalnum((int)cp);
	return cp >= 0xc0 && (cp < 0x2000 || cp >= 0x2c00) && (cp < 0x3000 || cp > 0x303f);
}

static bool ends_word(const char *text, size_t left)
{
	uint32_t cp;

	return !left || !utf8_decode(text, left, &cp) || !is_letter(cp);
}

static bool begins_word(const char *text, size_t off)
{
	size_t n = 1;

	while (n < 4 && n < off && (text[off - n] & 0xc0) == 0x80)
		n++;
	return !off || ends_word(text + off - n, n);
}

/* Is it part of a longer name that may stand here? */
static bool is_allowed(const struct search *s, const char *text, size_t off, const char *name)
{
	for (size_t i = 0; i < s->names->allowed_count; i++) {
		const char *longer = s->names->allowed[i], *in = strstr(longer, name);
		size_t before = in ? (size_t)(in - longer) : 0;

		if (in && before <= off && name_length(text + off - before, longer, false))
			return true;
	}
	return false;
}

/* --- the search -------------------------------------------------------------------- */

/* 'hope' between blanks is a word; in an address it is not. */
static bool is_small_word(const struct doc *doc, size_t off, size_t len)
{
	const char *text = doc->text;

	return off && (text[off - 1] == ' ' || text[off - 1] == '\n') &&
	       islower((unsigned char)text[off]) && strchr(" \n,.;!?", text[off + len]);
}

static void report(struct doc *doc, const struct sought *n, size_t off, size_t len)
{
	const struct place at = { off, len };

	if (n->is_a_word)
		doc_report(doc, DIAG_WITHDRAWN_WORD, at, n->name,
			   "'%s' may be the name of somebody who took their consent back, or only "
			   "the word; read the place",
			   n->name);
	else
		doc_report(doc, DIAG_WITHDRAWN_NAME, at, n->name,
			   "'%s' took their consent back and is named here; take the name out of "
			   "what this is made of: notes, a page, a transcript",
			   n->name);
}

static void look(struct search *s, struct doc *doc, size_t off, struct sought *n)
{
	const char *text = doc->text;
	size_t len = name_length(text + off, n->name, false);

	if (!len || !begins_word(text, off) || !ends_word(text + off + len, doc->len - off - len))
		return;
	if (n->is_one_word && text[off] != n->name[0]) {
		n->is_a_word = n->is_a_word || is_small_word(doc, off, len);
		return;
	}
	if (is_allowed(s, text, off, n->name))
		return;
	s->hits++;
	if (s->tells)
		report(doc, n, off, len);
}

static bool is_text(const struct output_file *file)
{
	static const char *const kinds[] = {
		"json", "xml", "opml", "x-subrip", "javascript", "svg"
	};

	if (!file->type || text_starts(file->type, "text/"))
		return true;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (strstr(file->type, kinds[i]))
			return true;
	}
	return false;
}

static void search_file(struct search *s, struct check *c, const struct output_file *file)
{
	struct doc doc;

	if (!check_read(c, file, &doc) || doc.len >= c->page_room) /* it grew just now */
		return;
	c->page[doc.len] = '\0';
	for (size_t off = 0; off < doc.len; off++) {
		if (!s->first[(unsigned char)doc.text[off]])
			continue;
		for (size_t k = 0; k < s->names->count; k++)
			look(s, &doc, off, &s->all[k]);
	}
}

/* Pages first: where people look for a name. */
static void search_files(struct search *s, struct check *c)
{
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < c->tree->count; i++) {
			const struct output_file *file = &c->tree->files[i];

			if (is_text(file) && text_ends(file->path, ".html") == (round == 0))
				search_file(s, c, file);
		}
	}
}

static void prepare(struct search *s, struct arena *a)
{
	s->all = arena_array(a, s->names->count, sizeof(*s->all));
	for (size_t i = 0; i < s->names->count; i++) {
		const char *name = s->names->names[i];

		s->all[i] = (struct sought){ .name = name, .is_one_word = !strchr(name, ' ') };
		s->first[tolower((unsigned char)*name)] = true;
		s->first[toupper((unsigned char)*name)] = true;
	}
}

void verify_absent(const struct output_tree *tree, const struct absent_names *names,
		   struct arena *a, struct diag *diag)
{
	struct search s = { .names = names };
	struct check c;

	check_init(&c, tree, "", a, diag);
	prepare(&s, a);
	search_files(&s, &c);
	s.tells = true;
	if (s.hits)
		search_files(&s, &c);
	if (c.left_out)
		diag_report(diag, DIAG_MORE_OF_THE_SAME, (struct span){ 0 },
			    "%zu more messages say the same as those above and are left out",
			    c.left_out);
	check_release(&c);
}
