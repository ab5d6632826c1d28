/* Names that nothing may hold any more. */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check.h"
#include "verify/verify.h"

#define BUCKETS 256

/* A name, and what was found of it. */
struct sought {
	const char *name;
	struct sought *next; /* in the same bucket */
	bool is_one_word;
	bool is_a_word; /* the output has it in small letters too */
};

struct search {
	const struct absent_names *names;
	struct sought *all;
	struct sought *first[BUCKETS]; /* by the letter that a name begins with */
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

/* Is it the same letter, whatever its case and accent? */
static bool is_same_letter(uint32_t a, uint32_t b)
{
	const struct folded x = text_fold(a), y = text_fold(b);

	return *x.text ? strcmp(x.text, y.text) == 0 : text_small(a) == text_small(b);
}

static bool is_accent(uint32_t cp)
{
	return cp >= 0x300 && cp <= 0x36f;
}

/* The character at a place, or one byte where none is; behind it come its accents. */
static size_t letter_at(const char *text, uint32_t *cp)
{
	size_t len = utf8_decode(text, strnlen(text, 4), cp), more = len;
	uint32_t accent;

	if (!len)
		*cp = (unsigned char)*text;
	while (more && (more = utf8_decode(text + len, strnlen(text + len, 4), &accent))) {
		if (!is_accent(accent))
			break;
		len += more;
	}
	return len ? len : *text != 0;
}

#define LONGEST_TAG 256

/* Marks of emphasis or of a link that begin or end amid a name. */
static size_t tags_at(const char *text)
{
	size_t len = 0;

	while (text[len] == '<') {
		size_t room = strnlen(text + len, LONGEST_TAG);
		const char *close = memchr(text + len, '>', room);

		if (!close)
			break;
		len = (size_t)(close - text) + 1;
	}
	return len;
}

/* The bytes of the text that are this one sign of the name; 0: another stands here. */
static size_t sign_length(const char *text, const char *name, size_t *of_name)
{
	const char *const *ways;
	uint32_t a, b;
	size_t len, more;

	*of_name = special(name, &ways);
	if (ways) {
		len = more = one_of(text, ways);
		for (; ways == blanks && more; len += more)
			more = one_of(text + len + tags_at(text + len), blanks);
		return len;
	}
	*of_name = letter_at(name, &a);
	len = letter_at(text, &b);
	return is_same_letter(a, b) ? len : 0;
}

/* The bytes of the text that are the name; 0: another text stands here. */
static size_t name_length(const char *text, const char *name)
{
	const char *at = text;

	while (*name) {
		size_t of_name, tags = at > text ? tags_at(at) : 0;
		size_t len = sign_length(at + tags, name, &of_name);

		if (!len)
			return 0;
		name += of_name;
		at += tags + len;
	}
	return (size_t)(at - text);
}

/* Signs of punctuation have a block of their own, U+2000 to U+2BFF; U+00A0 is a blank. */
static bool is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return *text_fold(cp).text != '\0';
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

	if (((unsigned char)text[off] & 0xc0) == 0x80)
		return false;
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

		if (in && before <= off && name_length(text + off - before, longer))
			return true;
	}
	return false;
}

/* --- the search -------------------------------------------------------------------- */

static bool is_small(const char *text)
{
	uint32_t cp;

	letter_at(text, &cp);
	return (cp >= 'a' && cp <= 'z') || (cp >= 0xdf && cp <= 0xff);
}

/* 'hope' between blanks is a word; in an address it is not. */
static bool is_small_word(const struct doc *doc, size_t off, size_t len)
{
	const char *text = doc->text;

	return off && (text[off - 1] == ' ' || text[off - 1] == '\n') && is_small(text + off) &&
	       strchr(" \n,.;!?", text[off + len]);
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
	size_t len = name_length(text + off, n->name);

	if (!len || !ends_word(text + off + len, doc->len - off - len))
		return;
	if (n->is_one_word && is_small(text + off) != is_small(n->name)) {
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

/* Where the names lie that begin with the letter at this place. */
static size_t bucket_of(const char *text)
{
	unsigned char byte = (unsigned char)*text;
	uint32_t cp;

	if (byte < 0x80)
		return byte >= 'A' && byte <= 'Z' ? byte | 0x20U : byte;
	letter_at(text, &cp);
	const struct folded f = text_fold(cp);
	return *f.text ? (unsigned char)*f.text : text_small(cp) % BUCKETS;
}

static void search_file(struct search *s, struct check *c, const struct output_file *file)
{
	struct doc doc;

	if (!check_read(c, file, &doc) || doc.len >= c->page_room) /* it grew just now */
		return;
	c->page[doc.len] = '\0';
	for (size_t off = 0; off < doc.len; off++) {
		struct sought *n = s->first[bucket_of(doc.text + off)];

		if (n && !begins_word(doc.text, off))
			n = NULL;
		for (; n; n = n->next)
			look(s, &doc, off, n);
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

		struct sought **first = &s->first[bucket_of(name)];

		s->all[i] = (struct sought){ .name = name,
					     .next = *first,
					     .is_one_word = !strchr(name, ' ') };
		*first = &s->all[i];
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
