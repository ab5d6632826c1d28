#include "passage.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/language.h"
#include "model/words.h"

#define DEEPEST      16 /* brackets in one another that are looked at */
#define LONGEST_MARK 80 /* between braces */

/* Takes one word from between the braces; false when it means nothing. */
static bool take_word(struct passage *p, const char *word, size_t len, struct arena *a)
{
	if (len == strlen("said") && text_starts(word, "said")) {
		p->said = true;
		return true;
	}
	if (len <= strlen("lang=") || !text_starts(word, "lang="))
		return false;
	p->lang = arena_strndup(a, word + strlen("lang="), len - strlen("lang="));
	return true;
}

/* Reads "{…}" at `at`; false when that is none. */
static bool read_mark(const char *text, size_t len, size_t at, struct passage *p, struct arena *a)
{
	size_t room = len - at < LONGEST_MARK ? len - at : LONGEST_MARK;
	const char *close = text[at] == '{' ? memchr(text + at, '}', room) : NULL;
	const char *word = text + at + 1;

	if (!close || memchr(text + at, WORDS_APART, (size_t)(close - text) - at))
		return false;
	p->end = (size_t)(close - text) + 1;
	while (word < close) {
		size_t n = strcspn(word, " }");

		if (n && !take_word(p, word, n, a))
			p->fault = arena_strndup(a, word, n);
		word += n + 1;
	}
	if (!p->lang && !p->said && !p->fault)
		p->fault = "";
	return true;
}

/* The mark of the whole block, "… {lang=gd}" at its very end; only what is meant as one. */
static bool read_block_mark(const char *text, size_t len, struct passage *p, struct arena *a)
{
	const char *open = len && text[len - 1] == '}' ? memrchr(text, '{', len) : NULL;
	size_t at = open ? (size_t)(open - text) : 0;

	if (!open || (at && text[at - 1] != ' '))
		return false;
	*p = (struct passage){ .close = at, .block = true };
	return read_mark(text, len, at, p, a) && p->end == len && !p->fault;
}

struct passages passages_find(const char *text, size_t len, struct arena *a)
{
	struct passages found = { 0 };
	size_t open[DEEPEST], depth = 0, room = 0;
	struct passage p;

	if (!memchr(text, '{', len))
		return found;
	for (size_t at = 0; at < len; at++) {
		if (text[at] == '[' && depth < DEEPEST)
			open[depth++] = at;
		if (text[at] != ']')
			continue;
		p = (struct passage){ .open = depth ? open[--depth] : at, .close = at };
		if (!read_mark(text, len, at + 1, &p, a))
			continue;
		found.all = arena_grow(a, found.all, found.count, &room, sizeof(p));
		found.all[found.count++] = p;
		at = p.end - 1;
	}
	if (read_block_mark(text, len, &p, a)) {
		found.all = arena_grow(a, found.all, found.count, &room, sizeof(p));
		found.all[found.count++] = p;
	}
	return found;
}

void passages_hide(const struct passages *p, char *text, enum passage_kind kind)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct passage *one = &p->all[i];

		if (kind == PASSAGE_SAID ? one->said : one->lang != NULL)
			memset(text + one->open, WORDS_APART, one->end - one->open);
		else
			memset(text + one->close, WORDS_APART, one->end - one->close);
	}
}

/* --- in the tree ------------------------------------------------------------------- */

static cmark_node *new_text(const char *text, size_t len, struct arena *a)
{
	cmark_node *n = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_literal(n, arena_strndup(a, text, len));
	return n;
}

static int by_number(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* All places of the text at which a node must begin, in order. */
static size_t cut_places(const struct passages *found, size_t **cuts, struct arena *a)
{
	size_t count = 0;

	*cuts = arena_array(a, found->count * 4, sizeof(**cuts));
	for (size_t i = 0; i < found->count; i++) {
		const struct passage *p = &found->all[i];

		if (!p->block) {
			(*cuts)[count++] = p->open;
			(*cuts)[count++] = p->open + 1;
		}
		(*cuts)[count++] = p->close;
		(*cuts)[count++] = p->end;
	}
	if (count)
		qsort(*cuts, count, sizeof(**cuts), by_number);
	return count;
}

/* Cuts a text node into pieces that begin where something is marked. */
static void cut_node(struct prose *p, struct prose_piece whole, const size_t **cut,
		     const size_t *last, struct arena *a)
{
	const char *text = arena_strdup(a, cmark_node_get_literal(whole.node));
	size_t len = strlen(text), from = 0;
	cmark_node *n = whole.node;

	while (*cut < last && **cut <= whole.off)
		++*cut;
	for (;;) {
		bool more = *cut < last && **cut < whole.off + len;
		size_t to = more ? **cut - whole.off : len;

		if (from || more)
			cmark_node_set_literal(n, arena_strndup(a, text + from, to - from));
		p->pieces[p->count++] = (struct prose_piece){ whole.off + from, n };
		if (!more)
			return;
		cmark_node *next = new_text("", 0, a);
		cmark_node_insert_after(n, next);
		n = next;
		from = to;
		while (*cut < last && **cut == whole.off + from)
			++*cut;
	}
}

static struct prose cut_nodes(const struct prose *p, const struct passages *found, struct arena *a)
{
	struct prose result = *p;
	size_t *cuts, count = cut_places(found, &cuts, a);
	const size_t *cut = cuts;

	result.count = 0;
	result.pieces = arena_array(a, p->count + count + 1, sizeof(*p->pieces));
	for (size_t i = 0; i < p->count; i++)
		cut_node(&result, p->pieces[i], &cut, cuts + count, a);
	return result;
}

static const char *attributes(const char *lang, struct arena *a)
{
	return arena_printf(a, " lang=\"%s\" dir=\"%s\"", lang,
			    language_is_rtl(lang) ? "rtl" : "ltr");
}

static cmark_node *new_element(cmark_node_type type, const char *name, const char *lang,
			       struct arena *a)
{
	cmark_node *n = cmark_node_new(type);

	cmark_node_set_on_enter(n, arena_printf(a, "<%s%s>", name, attributes(lang, a)));
	cmark_node_set_on_exit(n, arena_printf(a, "</%s>", name));
	return n;
}

static cmark_node *node_at(const struct prose *p, size_t off)
{
	const struct prose_piece *piece = prose_piece(p, off);

	return piece && piece->off == off ? piece->node : NULL;
}

/* The nodes of the marks themselves go; what is between them goes into an element. */
static bool wrap_words(const struct prose *p, const struct passage *one, struct arena *a)
{
	cmark_node *open = node_at(p, one->open), *close = node_at(p, one->close);

	if (!open || !close || open == close || cmark_node_parent(open) != cmark_node_parent(close))
		return false;
	if (one->lang) {
		cmark_node *wrap = new_element(CMARK_NODE_CUSTOM_INLINE, "span", one->lang, a);

		cmark_node_insert_before(open, wrap);
		for (cmark_node *c = cmark_node_next(open), *next; c != close; c = next) {
			next = cmark_node_next(c);
			cmark_node_append_child(wrap, c);
		}
	}
	cmark_node_set_literal(open, "");
	cmark_node_set_literal(close, "");
	return true;
}

static void move_children(cmark_node *from, cmark_node *to)
{
	for (cmark_node *c; (c = cmark_node_first_child(from));)
		cmark_node_append_child(to, c);
}

/* A paragraph becomes one with attributes; a heading has them inside. */
static bool wrap_block(const struct prose *p, const struct passage *one, struct arena *a)
{
	bool is_heading = cmark_node_get_type(p->block) == CMARK_NODE_HEADING;
	cmark_node *mark = node_at(p, one->close),
		   *before = mark ? cmark_node_previous(mark) : NULL;

	if (!mark || !before || cmark_node_parent(mark) != p->block)
		return false;
	bool own_line = cmark_node_get_type(before) == CMARK_NODE_SOFTBREAK;
	if (!is_heading && !own_line)
		return false;
	if (own_line)
		cmark_node_free(before);
	cmark_node_set_literal(mark, "");
	if (!one->lang)
		return true;
	cmark_node *wrap =
		new_element(is_heading ? CMARK_NODE_CUSTOM_INLINE : CMARK_NODE_CUSTOM_BLOCK,
			    is_heading ? "span" : "p", one->lang, a);
	move_children(p->block, wrap);
	if (is_heading) {
		cmark_node_append_child(p->block, wrap);
		return true;
	}
	cmark_node_replace(p->block, wrap);
	cmark_node_free(p->block);
	return true;
}

/* Returns where the mark stands. */
static struct span report(struct reader *r, struct prose *p, struct passage *one)
{
	size_t from = one->block ? one->close : one->close + 1, len = one->end - from;
	struct span at = prose_span(p, from, len, len);

	one->plain = at.off && at.src->text[at.off] == '{' && at.src->text[at.off - 1] == '\\';
	if (one->plain)
		return at;
	if (one->fault)
		diag_report(
			r->diag, DIAG_BAD_PASSAGE, at,
			"'{%s}' says nothing of the words before it; expected {lang=gd}, {said} "
			"or both, as in {said lang=gd}",
			one->fault);
	else if (one->lang && !language_is_tag(one->lang))
		diag_report(r->diag, DIAG_BAD_LANGUAGE, at,
			    "'%s' is no code of a language; expected one such as en, gd, pl or "
			    "zh-Hant%s%s%s",
			    one->lang, language_meant(one->lang) ? "; did you mean '" : "",
			    language_meant(one->lang) ? language_meant(one->lang) : "",
			    language_meant(one->lang) ? "'?" : "");
	return at;
}

static bool is_sound(const struct passage *one)
{
	return !one->plain && !one->fault && (!one->lang || language_is_tag(one->lang));
}

static void render_block(struct reader *r, struct places *places, cmark_node *block)
{
	struct prose p = prose_read(places, block, r->scratch);
	const struct passages found = passages_find(p.text, p.len, r->scratch);

	if (!found.count)
		return;
	struct span *at = arena_array(r->scratch, found.count, sizeof(*at));
	for (size_t i = 0; i < found.count; i++)
		at[i] = report(r, &p, &found.all[i]);
	const struct prose cut = cut_nodes(&p, &found, r->scratch);
	for (size_t i = 0; i < found.count; i++) {
		const struct passage *one = &found.all[i];
		bool done = is_sound(one) && (one->block ? wrap_block(&cut, one, r->scratch)
							 : wrap_words(&cut, one, r->scratch));

		if (!done && is_sound(one))
			diag_report(r->diag, DIAG_BAD_PASSAGE, at[i],
				    "these braces say nothing of the words before them; of a whole "
				    "paragraph they stand on a line of their own right below it");
	}
}

void passages_render(struct reader *r, struct places *places, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);

	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);

		/* On the way out nothing walks in it any more. */
		if (event == CMARK_EVENT_EXIT &&
		    (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING))
			render_block(r, places, n);
	}
	cmark_iter_free(iter);
}
