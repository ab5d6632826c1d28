#include "prose.h"

#include <string.h>

#include "access.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "hurtful.h"
#include "model/words.h"
#include "passage.h"

/*
 * Bytes that are looked through for the place of a word. Lines of prose are shorter; a longer one,
 * with thousands of words that are written otherwise than they are read, must not take hours.
 */
#define LOCATED_WITHIN ((size_t)16 << 10)

static void add_node(struct strbuf *text, struct prose *p, cmark_node *n)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
		p->pieces[p->count++] = (struct prose_piece){ text->len, n };
		strbuf_adds(text, cmark_node_get_literal(n));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		strbuf_addc(text, ' ');
		break;
	case CMARK_NODE_CODE:
		strbuf_addc(text, WORDS_APART);
		break;
	default:
		break;
	}
}

static size_t count_texts(cmark_node *block)
{
	cmark_iter *iter = cmark_iter_new(block);
	size_t count = 0;

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
		count += cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_TEXT;
	cmark_iter_free(iter);
	return count;
}

struct prose prose_read(struct places *places, cmark_node *block, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES + 1);
	struct prose p = { .places = places, .block = block };
	cmark_iter *iter = cmark_iter_new(block);

	p.pieces = arena_array(a, count_texts(block) + 1, sizeof(*p.pieces));
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		if (event == CMARK_EVENT_ENTER)
			add_node(&text, &p, cmark_iter_get_node(iter));
	}
	cmark_iter_free(iter);
	p.text = arena_strndup(a, text.data, text.len);
	p.len = text.len;
	return p;
}

const struct prose_piece *prose_piece(const struct prose *p, size_t off)
{
	size_t low = 0, high = p->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->pieces[middle].off <= off)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &p->pieces[low - 1] : NULL;
}

struct span prose_locate(struct span in, const char *bytes, size_t len, struct span fallback)
{
	const char *text = in.src->text;
	size_t room = in.len < LOCATED_WITHIN ? in.len : LOCATED_WITHIN;
	const char *hit = memmem(text + in.off, room, bytes, len);

	return hit ? span_at(in.src, (size_t)(hit - text), len) : fallback;
}

struct span prose_span(struct prose *p, size_t off, size_t len, size_t first)
{
	const struct prose_piece *piece = prose_piece(p, off);
	cmark_node *n = piece ? piece->node : p->block;
	const struct source *src = p->places->src;
	size_t from = places_offset(p->places, cmark_node_get_start_line(n),
				    cmark_node_get_start_column(n));
	size_t to = places_line_end(p->places, cmark_node_get_start_line(n));
	struct span none = places_node(p->places, n);

	from = from > p->seen ? from : p->seen;
	struct span line = span_at(src, from, to > from ? to - from : 0);
	struct span at = prose_locate(line, p->text + off, first, none);
	if (len > first)
		at = prose_locate(span_at(src, at.off, len), p->text + off, len, at);
	p->seen = at.off + at.len;
	return at;
}

void prose_check(struct reader *r, const struct document *d, struct places *places,
		 cmark_node *root, bool has_first)
{
	struct access access = access_begin(r, d, places, has_first);
	cmark_iter *iter = cmark_iter_new(root);
	unsigned quoted = 0;

	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);

		if (type == CMARK_NODE_BLOCK_QUOTE)
			quoted += event == CMARK_EVENT_ENTER ? 1U : -1U;
		if (event == CMARK_EVENT_ENTER)
			access_check_node(&access, n);
		if (event != CMARK_EVENT_ENTER ||
		    (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING))
			continue;
		struct prose p = prose_read(places, n, r->scratch);
		struct passages found = passages_find(p.text, p.len, r->scratch);

		if (!quoted)
			hurtful_check(r, &p, &found);
		access_check_prose(&access, &p, &found);
	}
	cmark_iter_free(iter);
	access_end(&access);
}

void field_texts_check(struct reader *r, const struct item *item)
{
	hurtful_check_fields(r, item);
	access_check_fields(r, item);
}
