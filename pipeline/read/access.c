#include "access.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/alt.h"
#include "letters.h"
#include "model/words.h"

#define LONGEST_ALT     150 /* characters that are heard in one breath */
#define LONGEST_HEADING 80  /* bytes of a line in bold that passes for a heading */

const char *access_language(const struct reader *r, const struct document *d)
{
	const struct item *item = d->item;
	const struct episode *e = item->kind == &kind_episode ? (const void *)item : NULL;
	const char *own = e && e->show ? e->show->language : NULL;

	return item->language ? item->language : own ? own : r->site->language;
}

struct access access_begin(struct reader *r, const struct document *d, struct places *places,
			   bool has_first)
{
	return (struct access){
		.r = r,
		.places = places,
		.language = access_language(r, d),
		.first_level = has_first ? 1 : 2,
	};
}

void access_end(struct access *access)
{
	table_release(&access->words);
}

/* What stands in a node, without blanks around it. */
static const char *words_of(const struct access *access, cmark_node *n)
{
	struct prose p = prose_read(access->places, n, access->r->scratch);
	const struct passages marks = passages_find(p.text, p.len, access->r->scratch);

	for (size_t i = 0; i < marks.count; i++) {
		if (marks.all[i].block)
			p.text[p.len = marks.all[i].close] = '\0';
	}
	while (p.len && p.text[p.len - 1] == ' ')
		p.text[--p.len] = '\0';
	return p.text + strspn(p.text, " ");
}

static struct span at_node(const struct access *access, cmark_node *n)
{
	return places_node(access->places, n);
}

/* --- headings ------------------------------------------------------------------------ */

static void check_level(const struct access *access, cmark_node *n, int level)
{
	int lowest = access->level ? access->level + 1 : access->first_level;

	if (level > lowest)
		diag_report(access->r->diag, DIAG_HEADING_LEVEL, at_node(access, n),
			    "a heading of level %d stands %s; write %.*s", level,
			    access->level
				    ? arena_printf(access->r->scratch,
						   "right below one of level %d", access->level)
				    : "first",
			    lowest, "######");
}

/* Headings that say the same may stand below different ones. */
static void check_twin(struct access *access, cmark_node *n, int level, const char *words)
{
	uint64_t above = 0;

	for (int i = level - 1; i > 0 && !above; i--)
		above = access->above[i];
	uint64_t key = key_of(above * HEADING_LEVELS + (uint64_t)level, words, strlen(words));
	uint32_t *count = table_at(&access->words, key);

	if (++*count == 2)
		diag_report(access->r->diag, DIAG_SAME_HEADING, at_node(access, n),
			    "this part has a heading '%s' already; add what is different", words);
}

static void check_heading(struct access *access, cmark_node *n)
{
	const char *words = words_of(access, n);
	int level = cmark_node_get_heading_level(n);

	if (!*words) {
		diag_report(access->r->diag, DIAG_EMPTY_HEADING, at_node(access, n),
			    "the heading has no words; write some or delete the signs");
		return;
	}
	check_level(access, n, level);
	check_twin(access, n, level, words);
	access->level = level;
	access->above[level] = ++access->headings;
	for (int i = level + 1; i <= HEADING_LEVELS; i++)
		access->above[i] = 0;
}

/* A paragraph that is one piece of bold, with more text below. */
static void check_fake_heading(const struct access *access, cmark_node *n)
{
	cmark_node *only = cmark_node_first_child(n), *below = cmark_node_next(n);

	if (!only || cmark_node_next(only) || cmark_node_get_type(only) != CMARK_NODE_STRONG ||
	    !below || cmark_node_get_type(below) == CMARK_NODE_HEADING ||
	    cmark_node_get_type(cmark_node_parent(n)) != CMARK_NODE_DOCUMENT)
		return;
	const char *words = words_of(access, only);
	size_t len = strlen(words);

	if (len && len <= LONGEST_HEADING && !strchr(".!?:;,", words[len - 1]))
		diag_report(access->r->diag, DIAG_FAKE_HEADING, at_node(access, n),
			    "this looks like a heading and is none; write '%.*s %s'",
			    access->level ? access->level : 2, "######", words);
}

/* --- links --------------------------------------------------------------------------- */

static bool is_vague(const char *words, struct arena *a)
{
	static const char *const vague[] = {
		"here",           "click-here", "click",           "more",      "read-more",
		"see-more",       "learn-more", "find-out-more",   "more-info", "more-information",
		"link",           "this-link",  "click-this-link", "this",      "this-page",
		"page",           "details",    "see-here",        "go-here",   "please-click-here",
		"read-more-here", "download",   "website",         NULL,
	};

	return text_is_one_of(slug_make(words, a), vague);
}

static bool is_address(const char *words)
{
	return strncasecmp(words, "http://", 7) == 0 || strncasecmp(words, "https://", 8) == 0 ||
	       (strncasecmp(words, "www.", 4) == 0 && !strchr(words, ' '));
}

static void check_link_twin(struct access *access, cmark_node *n, const char *words)
{
	const char *url = cmark_node_get_url(n);
	uint32_t *known = table_at(&access->words, key_of(UINT64_MAX, words, strlen(words)));

	if (!*known) {
		access->addresses = arena_grow(access->r->scratch, access->addresses, access->count,
					       &access->room, sizeof(*access->addresses));
		access->addresses[access->count++] = url;
		*known = (uint32_t)access->count;
	} else if (strcmp(access->addresses[*known - 1], url) != 0) {
		diag_report(access->r->diag, DIAG_SAME_LINK_TEXT, at_node(access, n),
			    "another link of this page says '%s', too, and leads to '%s'", words,
			    access->addresses[*known - 1]);
	}
}

/* cmark's columns are of no use for <https://…> in any line but a paragraph's first. */
static struct span at_address(struct access *access, cmark_node *n, const char *words)
{
	cmark_node *block = cmark_node_parent(n);

	while (cmark_node_get_type(block) > CMARK_NODE_LAST_BLOCK)
		block = cmark_node_parent(block);
	struct span all = places_node(access->places, block);
	size_t from = all.off > access->seen ? all.off : access->seen;
	size_t to = places_offset(access->places, cmark_node_get_end_line(block) + 1, 1);
	struct span at = prose_locate(span_at(all.src, from, to > from ? to - from : all.src->len),
				      words, strlen(words), all);

	access->seen = at.off + at.len;
	return at;
}

static void check_link(struct access *access, cmark_node *n)
{
	const char *words = words_of(access, n);

	if (!*words)
		diag_report(access->r->diag, DIAG_EMPTY_LINK, at_node(access, n),
			    "the link has no words; say between [ and ] where it leads");
	else if (is_vague(words, access->r->scratch))
		diag_report(access->r->diag, DIAG_LINK_TEXT, at_node(access, n),
			    "'%s' does not say where the link leads; use the name of what is there",
			    words);
	else if (is_address(words))
		diag_report(access->r->diag, DIAG_LINK_TEXT, at_address(access, n, words),
			    "a bare address is read out letter by letter; write "
			    "[what is there](%s)",
			    cmark_node_get_url(n));
	else
		check_link_twin(access, n, words);
}

/* --- pictures ------------------------------------------------------------------------ */

bool access_is_file_name(const char *alt, const char *file, struct arena *a)
{
	return alt_is_file_name(alt, file, a);
}

static void check_alt(struct reader *r, const char *alt, const char *file, struct span at)
{
	size_t length = utf8_length(alt);

	if (access_is_file_name(alt, file, r->scratch))
		diag_report(r->diag, DIAG_ALT_FILE_NAME, at,
			    "'%s' does not describe the picture; say what it shows", alt);
	else if (length > LONGEST_ALT)
		diag_report(r->diag, DIAG_LONG_ALT, at,
			    "the description of the picture has %zu characters; expected %d at "
			    "most; put the rest into the text",
			    length, LONGEST_ALT);
}

void access_check_node(struct access *access, cmark_node *n)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_HEADING:
		check_heading(access, n);
		break;
	case CMARK_NODE_PARAGRAPH:
		check_fake_heading(access, n);
		break;
	case CMARK_NODE_LINK:
		check_link(access, n);
		break;
	case CMARK_NODE_IMAGE:
		if (*words_of(access, n))
			check_alt(access->r, words_of(access, n), cmark_node_get_url(n),
				  at_node(access, n));
		break;
	default:
		break;
	}
}

/* --- words --------------------------------------------------------------------------- */

static void report_capitals(struct reader *r, const char *words, size_t len, struct span at)
{
	diag_report(r->diag, DIAG_ALL_CAPITALS, at,
		    "'%.*s' is in capitals all through; write it as usual",
		    (int)letters_fit(words, len, 60), words);
}

static void check_sensory(struct access *access, struct prose *p)
{
	struct word_hit *hits;
	struct arena *a = access->r->scratch;
	size_t count =
		access->r->sensory ? words_find(access->r->sensory, p->text, p->len, a, &hits) : 0;

	p->seen = 0;
	for (size_t i = 0; i < count; i++)
		diag_report(access->r->diag, DIAG_SENSORY_WORDS,
			    prose_span(p, hits[i].off, hits[i].len, hits[i].first),
			    "'%.*s' helps only those who see it; name the thing by its words, too",
			    (int)hits[i].len, p->text + hits[i].off);
}

static void check_script(const struct access *access, struct prose *p,
			 const struct passages *passages)
{
	char *text = arena_strndup(access->r->scratch, p->text, p->len);
	struct foreign f = { 0 };

	passages_hide(passages, text, PASSAGE_LANG);
	p->seen = 0;
	while (letters_foreign(text, p->len, access->language, &f)) {
		int shown = (int)letters_fit(text + f.off, f.len, 60);

		diag_report(access->r->diag, DIAG_FOREIGN_SCRIPT,
			    prose_span(p, f.off, f.len, f.first),
			    "'%.*s' is %s on a page in '%s'; say its language, such as "
			    "[%.*s]{lang=%s}",
			    shown, text + f.off, f.script, access->language, shown, text + f.off,
			    f.example);
	}
}

void access_check_prose(struct access *access, struct prose *p, const struct passages *passages)
{
	size_t off, len;

	p->seen = 0;
	if (letters_capitals(p->text, p->len, &off, &len))
		report_capitals(access->r, p->text + off, len,
				prose_span(p, off, len, strcspn(p->text + off, " ")));
	check_sensory(access, p);
	check_script(access, p, passages);
}

static void check_field(struct reader *r, const struct field_text *t)
{
	size_t off, len;

	if (text_ends(t->field->key, "alt"))
		check_alt(r, t->text, "", t->at);
	if (letters_capitals(t->text, strlen(t->text), &off, &len))
		report_capitals(r, t->text + off, len, t->at);
}

void access_check_fields(struct reader *r, const struct item *item)
{
	field_texts(item, r, check_field);
}

struct word_index *access_sensory(struct arena *a)
{
	static const struct hurtful_word words[] = { {
		.words = "button on the right, button on the left, link on the right, "
			 "link on the left, box on the right, box on the left, "
			 "menu on the right, menu on the left, panel on the right, "
			 "panel on the left, column on the right, column on the left, "
			 "round button, square button, green button, red button, blue button, "
			 "marked in red, marked in green, shown in red, shown in green, "
			 "highlighted in yellow, text in red, words in red, in red below, "
			 "the red text, the green text",
	} };

	return word_index_new(words, COUNT(words), a);
}
