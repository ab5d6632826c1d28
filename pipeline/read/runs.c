#include "runs.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"

void runs_add(struct runs *r, struct run run)
{
	r->all = arena_grow(r->arena, r->all, r->count, &r->room, sizeof(*r->all));
	r->all[r->count++] = run;
	r->has_ink |= run.kind == RUN_CODE || run.kind == RUN_PICTURE;
	for (size_t i = 0; run.kind == RUN_TEXT && !r->has_ink && i < run.len; i++)
		r->has_ink = !strchr(" \t\r\n\f", run.text[i]);
}

size_t runs_add_link(struct runs *r, const char *url, const char *title)
{
	r->links = arena_grow(r->arena, r->links, r->link_count, &r->link_room, sizeof(*r->links));
	r->links[r->link_count++] = (struct run_link){ url, title };
	return r->link_count;
}

/* Links keep their numbers: one may go on in the next paragraph. */
void runs_clear(struct runs *r)
{
	r->count = 0;
	r->has_ink = false;
}

/* --- blanks -------------------------------------------------------------------------- */

/* The length of a blank at `s`, or 0; `wide` when it is one that does not break. */
static size_t blank_at(const char *s, size_t len, bool *wide)
{
	*wide = len >= 2 && memcmp(s, "\xc2\xa0", 2) == 0;
	if (*wide)
		return 2;
	return len && strchr(" \t\r\n\f", *s) && *s ? 1 : 0;
}

/* All blanks at `s` as one. */
static size_t blanks_at(const char *s, size_t len, struct run *blank)
{
	size_t n = 0, count = 0, one;
	bool wide = false, last;

	for (; (one = blank_at(s + n, len - n, &last)); n += one, count++)
		wide = last;
	blank->kind = RUN_BLANK;
	blank->text = count == 1 && wide ? "\xc2\xa0" : " ";
	blank->len = strlen(blank->text);
	return n;
}

static bool is_space(const struct run *run)
{
	return run->kind == RUN_BLANK || run->kind == RUN_BREAK;
}

/* Puts a blank behind what is there, unless a line begins or another blank stands there. */
static void put_blank(struct runs *r, struct run blank)
{
	struct run *last = r->count ? &r->all[r->count - 1] : NULL;

	if (!last || last->kind == RUN_BREAK)
		return;
	if (last->kind == RUN_BLANK)
		last->text = " ", last->len = 1;
	else
		runs_add(r, blank);
}

static void put_break(struct runs *r, struct run line_end)
{
	while (r->count && r->all[r->count - 1].kind == RUN_BLANK)
		r->count--;
	if (r->count && r->all[r->count - 1].kind != RUN_BREAK)
		runs_add(r, line_end);
}

/* A text with single blanks inside; those before it become a run of their own. */
static void put_words(struct runs *r, struct run run)
{
	char *text = arena_alloc(r->arena, run.len + 1);
	size_t len = 0, n;

	for (size_t at = 0; at < run.len; at += n) {
		struct run blank = run;

		n = blanks_at(run.text + at, run.len - at, &blank);
		if (!n) {
			text[len++] = run.text[at];
			n = 1;
		} else if (at) {
			memcpy(text + len, blank.text, blank.len);
			len += blank.len;
		} else {
			put_blank(r, blank);
		}
	}
	run.text = text;
	run.len = len;
	if (len)
		runs_add(r, run);
}

static void put_text(struct runs *r, struct run run)
{
	size_t end = run.len, n;
	struct run blank = run;
	bool wide;

	for (n = 1; end && n; end -= n) {
		n = blank_at(run.text + end - 1, 1, &wide);
		if (!n && end > 1)
			n = blank_at(run.text + end - 2, 2, &wide) == 2 ? 2 : 0;
	}
	n = blanks_at(run.text + end, run.len - end, &blank);
	run.len = end;
	put_words(r, run);
	if (n)
		put_blank(r, blank);
}

/* Pieces of code side by side are one: their backticks would run together. Returns how many. */
static size_t put_code(struct runs *r, const struct run *run, const struct run *end)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT((size_t)-1);
	const struct run *at = run;
	struct run whole = *run;

	for (; at < end && at->kind == RUN_CODE && at->style == run->style && at->link == run->link;
	     at++)
		strbuf_add(&text, at->text, at->len);
	if (at - run > 1) {
		whole.text = arena_strndup(r->arena, text.data, text.len);
		whole.len = text.len;
	}
	runs_add(r, whole);
	return (size_t)(at - run);
}

/* Returns how many runs are done. */
static size_t put_run(struct runs *r, const struct run *run, const struct run *end)
{
	if (run->kind == RUN_CODE)
		return put_code(r, run, end);
	if (run->kind == RUN_BREAK)
		put_break(r, *run);
	else if (run->kind == RUN_TEXT)
		put_text(r, *run);
	else
		runs_add(r, *run);
	return 1;
}

/* Where blanks and line ends belong: into what stands on both sides of them. */
static void settle_blanks(struct runs *r)
{
	for (size_t i = 0; i < r->count; i++) {
		size_t before = i, behind = i;

		if (!is_space(&r->all[i]))
			continue;
		while (behind < r->count && is_space(&r->all[behind]))
			behind++;
		const struct run *left = before ? &r->all[before - 1] : NULL;
		const struct run *right = behind < r->count ? &r->all[behind] : NULL;

		for (; i < behind; i++) {
			r->all[i].style = left && right ? left->style & right->style : 0;
			r->all[i].link =
				left && right && left->link == right->link ? left->link : 0;
		}
	}
}

/* --- where emphasis may begin and end ------------------------------------------------ */

enum side { SIDE_SPACE, SIDE_MARK, SIDE_LETTER };

static bool is_mark(uint32_t cp)
{
	if (cp < 0x80)
		return cp > ' ' && !(cp >= '0' && cp <= '9') &&
		       !((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z');
	return cp == 0xa1 || cp == 0xa7 || cp == 0xab || cp == 0xb6 || cp == 0xb7 || cp == 0xbb ||
	       cp == 0xbf || (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x2030 && cp <= 0x205e) ||
	       (cp >= 0x3001 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x3011);
}

static size_t last_length(const char *s, size_t len)
{
	size_t n = 1;

	while (n < len && n < 4 && ((unsigned char)s[len - n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* What the reader of Markdown sees at the edge of a run. */
static enum side edge_of(const struct run *run, bool at_end)
{
	uint32_t cp = 0;
	size_t n = run && run->len ? last_length(run->text, run->len) : 0;

	if (!run || is_space(run))
		return SIDE_SPACE;
	if (run->kind != RUN_TEXT)
		return SIDE_MARK;
	if (at_end)
		utf8_decode(run->text + run->len - n, n, &cp);
	else
		utf8_decode(run->text, run->len, &cp);
	return is_mark(cp) ? SIDE_MARK : SIDE_LETTER;
}

/* Bytes at an edge of a text that are no letters. */
static size_t marks_at(const struct run *run, bool at_end)
{
	size_t done = 0, n;
	uint32_t cp;

	while (done < run->len) {
		n = at_end ? last_length(run->text, run->len - done)
			   : utf8_decode(run->text + done, run->len - done, &cp);
		if (!n ||
		    !utf8_decode(at_end ? run->text + run->len - done - n : run->text + done, n,
				 &cp) ||
		    !is_mark(cp))
			break;
		done += n;
	}
	return done;
}

/*
 * The first or last run of what is emphasised begins or ends with a mark, and a letter stands right
 * outside: CommonMark sees no emphasis there (section 6.2), so the marks are left outside.
 */
static void put_marks_outside(struct runs *from, size_t i, unsigned style, struct runs *to)
{
	struct run run = from->all[i];
	const struct run *left = i ? &from->all[i - 1] : NULL;
	const struct run *right = i + 1 < from->count ? &from->all[i + 1] : NULL;
	bool begins = (run.style & style) && !(left && (left->style & style));
	bool ends = (run.style & style) && !(right && (right->style & style));
	size_t head = begins && run.kind == RUN_TEXT && edge_of(left, true) == SIDE_LETTER
			      ? marks_at(&run, false)
			      : 0;
	size_t tail = ends && run.kind == RUN_TEXT && head < run.len &&
				      edge_of(right, false) == SIDE_LETTER
			      ? marks_at(&run, true)
			      : 0;
	struct run piece = run;

	piece.style &= ~style;
	if (head) {
		piece.len = head;
		runs_add(to, piece);
		run.text += head;
		run.len -= head;
	}
	run.len -= tail;
	if (run.len || run.kind != RUN_TEXT)
		runs_add(to, run);
	if (tail) {
		piece.text = run.text + run.len;
		piece.len = tail;
		runs_add(to, piece);
	}
}

static void trim_emphasis(struct runs *r, unsigned style)
{
	struct runs to = { .arena = r->arena };

	for (size_t i = 0; i < r->count; i++)
		put_marks_outside(r, i, style, &to);
	r->all = to.all;
	r->count = to.count;
	r->room = to.room;
}

void runs_tidy(struct runs *r)
{
	struct runs to = { .arena = r->arena };

	for (size_t i = 0; i < r->count;)
		i += put_run(&to, r->all + i, r->all + r->count);
	while (to.count && is_space(&to.all[to.count - 1]))
		to.count--;
	while (to.count && to.all[0].kind == RUN_BLANK)
		to.all++, to.count--, to.room--;
	r->all = to.all;
	r->count = to.count;
	r->room = to.room;
	settle_blanks(r);
	trim_emphasis(r, STYLE_STRONG);
	trim_emphasis(r, STYLE_EMPH);
	settle_blanks(r);
}

/* --- nodes --------------------------------------------------------------------------- */

/* What a run has that its surroundings do not have yet. */
struct around {
	unsigned style;
	bool in_link;
	bool in_heading; /* where no line ends */
};

static bool has_style(const struct run *run, unsigned style)
{
	return run->style & style;
}

/* Runs from `first` on that share a style; a link is taken whole or not at all. */
static size_t style_reach(const struct runs *r, size_t first, size_t end, unsigned style,
			  bool in_link)
{
	size_t i = first, good = first;

	if (is_space(&r->all[first]))
		return 0;
	while (i < end && has_style(&r->all[i], style)) {
		size_t link = in_link ? 0 : r->all[i].link;

		i++;
		if (!link || i == end || r->all[i].link != link)
			good = i;
	}
	while (good > first && is_space(&r->all[good - 1]))
		good--;
	return good - first;
}

static size_t link_reach(const struct runs *r, size_t first, size_t end)
{
	size_t i = first, link = r->all[first].link;

	while (link && i < end && r->all[i].link == link)
		i++;
	return i - first;
}

static void append_text(cmark_node *into, const char *text, size_t len, struct arena *a)
{
	cmark_node *n = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_literal(n, arena_strndup(a, text, len));
	cmark_node_append_child(into, n);
}

/* Text that follows text, however it came, is one node. */
static size_t append_texts(const struct runs *r, size_t i, size_t end, struct around in,
			   cmark_node *into)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT((size_t)-1);
	const struct run *first = &r->all[i];
	size_t at = i;

	for (; at < end; at++) {
		const struct run *run = &r->all[at];

		if ((run->style & ~in.style) && !is_space(run) && at > i)
			break;
		if (((run->style ^ first->style) & ~in.style) ||
		    (!in.in_link && run->link != first->link))
			break;
		if (run->kind == RUN_BREAK && in.in_heading)
			strbuf_addc(&text, ' ');
		else if (run->kind == RUN_TEXT || run->kind == RUN_BLANK)
			strbuf_add(&text, run->text, run->len);
		else
			break;
	}
	if (text.len)
		append_text(into, text.data, text.len, r->arena);
	return at - i;
}

static void append_run(const struct runs *r, const struct run *run, cmark_node *into)
{
	cmark_node_type type = run->kind == RUN_BREAK  ? CMARK_NODE_LINEBREAK
			       : run->kind == RUN_CODE ? CMARK_NODE_CODE
						       : CMARK_NODE_IMAGE;
	cmark_node *n = cmark_node_new(type);

	if (run->kind == RUN_CODE)
		cmark_node_set_literal(n, arena_strndup(r->arena, run->text, run->len));
	if (run->kind == RUN_PICTURE) {
		cmark_node_set_url(n, run->url);
		append_text(n, run->text, run->len, r->arena);
	}
	cmark_node_append_child(into, n);
}

static cmark_node *new_span(const struct runs *r, const struct run *run, size_t strong, size_t emph,
			    size_t link)
{
	cmark_node *n;

	/* of two that are as long, the one outside that cmark reads there: ***both*** */
	if (emph && emph >= strong && emph >= link)
		return cmark_node_new(CMARK_NODE_EMPH);
	if (strong && strong >= link)
		return cmark_node_new(CMARK_NODE_STRONG);
	n = cmark_node_new(CMARK_NODE_LINK);
	cmark_node_set_url(n, r->links[run->link - 1].url);
	if (r->links[run->link - 1].title)
		cmark_node_set_title(n, r->links[run->link - 1].title);
	return n;
}

/* Takes the longest span first, so each is as far outside as it can be. At most three deep. */
static void build(const struct runs *r, size_t first, size_t end, struct around in,
		  cmark_node *into)
{
	for (size_t i = first, n; i < end; i += n) {
		const struct run *run = &r->all[i];
		size_t strong = in.style & STYLE_STRONG
					? 0
					: style_reach(r, i, end, STYLE_STRONG, in.in_link);
		size_t emph =
			in.style & STYLE_EMPH ? 0 : style_reach(r, i, end, STYLE_EMPH, in.in_link);
		size_t link = in.in_link ? 0 : link_reach(r, i, end);

		n = strong > emph ? strong : emph;
		n = link > n ? link : n;
		if (!n && (run->kind == RUN_TEXT || run->kind == RUN_BLANK ||
			   (run->kind == RUN_BREAK && in.in_heading))) {
			n = append_texts(r, i, end, in, into);
		} else if (!n) {
			append_run(r, run, into);
			n = 1;
		} else {
			cmark_node *span = new_span(r, run, strong, emph, link);
			cmark_node_type type = cmark_node_get_type(span);
			struct around inside = in;

			inside.style |= type == CMARK_NODE_STRONG ? STYLE_STRONG
					: type == CMARK_NODE_EMPH ? STYLE_EMPH
								  : 0;
			inside.in_link |= type == CMARK_NODE_LINK;
			build(r, i, i + n, inside, span);
			cmark_node_append_child(into, span);
		}
	}
}

void runs_build(const struct runs *r, size_t first, size_t end, cmark_node *into)
{
	const struct around nothing = { .in_heading =
						cmark_node_get_type(into) == CMARK_NODE_HEADING };

	build(r, first, end, nothing, into);
}
