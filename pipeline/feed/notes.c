#include "notes.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/site.h"

static const char index_page[] = "index.html";

/* The end of a local path at `s`: before a query, a fragment or the closing quote. */
static size_t path_length(const char *s)
{
	return strcspn(s, "?#\"'");
}

/* Pages are known by their folder: `…/index.html` is shown as `…/`. */
static size_t shown_length(const char *path, size_t len)
{
	const size_t tail = sizeof(index_page) - 1;

	if (len < tail || memcmp(path + len - tail, index_page, tail) != 0)
		return len;
	return len == tail || path[len - tail - 1] == '/' ? len - tail : len;
}

/* Percent-encodes what no URL may have; what is encoded already stays as it is. */
static void add_url_bytes(struct strbuf *out, const char *s, size_t len)
{
	for (const char *end = s + len; s < end; s++) {
		unsigned char c = (unsigned char)*s;

		if (c <= ' ' || c >= 0x7f || strchr("<>\\^`{|}", c))
			strbuf_addf(out, "%%%02X", c);
		else
			strbuf_addc(out, *s);
	}
}

/* Appends HTML without marks; `#place` becomes a place of the episode's page. */
static void add_with_places(struct strbuf *out, const char *html, size_t len, const char *page)
{
	static const char attribute[] = "href=\"";
	const size_t before = sizeof(attribute) - 1;
	const char *done = html, *end = html + len;

	for (const char *s = html; (s = memchr(s, '#', (size_t)(end - s))); s++) {
		if ((size_t)(s - done) < before || memcmp(s - before, attribute, before) != 0)
			continue;
		strbuf_add(out, done, (size_t)(s - done));
		strbuf_adds(out, page);
		done = s;
	}
	strbuf_add(out, done, (size_t)(end - done));
}

void notes_paragraph(struct strbuf *out, const char *text)
{
	if (!text)
		return;
	strbuf_adds(out, "<p>");
	text_escape_html(out, text, strlen(text));
	strbuf_adds(out, "</p>\n");
}

void notes_absolute(struct strbuf *out, const char *html, const struct links *links)
{
	const char *mark;

	while ((mark = strchr(html, LINK_MARK))) {
		add_with_places(out, html, (size_t)(mark - html), links->page);
		html = mark + 1;
		size_t len = path_length(html);

		strbuf_adds(out, links->site);
		add_url_bytes(out, html, shown_length(html, len));
		html += len;
	}
	add_with_places(out, html, strlen(html), links->page);
}

enum tag {
	TAG_OTHER, /* passes nothing on but what it contains */
	TAG_P,
	TAG_UL,
	TAG_OL,
	TAG_LI,
	TAG_A,
	TAG_STRONG,
	TAG_EM,
	TAG_BR,
	TAG_HEADING,
	TAG_PRE,
	TAG_IMG,
};

static const struct {
	char name[7];
	uint8_t len;
	enum tag tag;
} tag_names[] = {
	{ "p", 1, TAG_P },        { "li", 2, TAG_LI },         { "a", 1, TAG_A },
	{ "em", 2, TAG_EM },      { "strong", 6, TAG_STRONG }, { "ul", 2, TAG_UL },
	{ "ol", 2, TAG_OL },      { "br", 2, TAG_BR },         { "h1", 2, TAG_HEADING },
	{ "h2", 2, TAG_HEADING }, { "h3", 2, TAG_HEADING },    { "h4", 2, TAG_HEADING },
	{ "h5", 2, TAG_HEADING }, { "h6", 2, TAG_HEADING },    { "pre", 3, TAG_PRE },
	{ "img", 3, TAG_IMG },
};

/* How elements that pass begin and end. */
static const struct {
	const char *open, *close;
	size_t close_len;
} markup[] = {
#define ELEMENT(name, after)                                                                       \
	{                                                                                          \
		"<" name ">", "</" name ">" after, sizeof("</" name ">" after) - 1                 \
	}
	[TAG_P] = ELEMENT("p", "\n"),         [TAG_UL] = ELEMENT("ul", "\n"),
	[TAG_OL] = ELEMENT("ol", "\n"),       [TAG_LI] = ELEMENT("li", "\n"),
	[TAG_A] = ELEMENT("a", ""),           [TAG_EM] = ELEMENT("em", ""),
	[TAG_STRONG] = ELEMENT("strong", ""),
};

/* Nesting deeper than this is flattened. */
#define MOST_OPEN 48

/* An element that was opened and waits for its end. */
struct open_tag {
	enum tag tag;
	size_t start, body; /* places in `out`: of its tag, and of what it contains */
};

struct reducer {
	struct strbuf *out;
	size_t limit; /* what `out` may come to hold */
	struct open_tag open[MOST_OPEN];
	unsigned depth;
	size_t closing_bytes; /* of all that is open */
	bool in_pre;
	/* The last place at which everything can be closed within the limit. */
	size_t safe;
	unsigned safe_depth;
	enum tag safe_open[MOST_OPEN];
};

static enum tag top(const struct reducer *r)
{
	return r->depth ? r->open[r->depth - 1].tag : TAG_OTHER;
}

static bool is_inline(enum tag tag)
{
	return tag == TAG_A || tag == TAG_STRONG || tag == TAG_EM;
}

static bool is_list(enum tag tag)
{
	return tag == TAG_UL || tag == TAG_OL;
}

static bool push(struct reducer *r, enum tag tag)
{
	if (r->depth == MOST_OPEN)
		return false;
	struct open_tag *o = &r->open[r->depth++];

	o->tag = tag;
	o->start = r->out->len;
	strbuf_adds(r->out, markup[tag].open);
	o->body = r->out->len;
	r->closing_bytes += markup[tag].close_len;
	return true;
}

/* Notes that a cut may be made here, if what is open can be closed within the limit. */
static void mark_safe(struct reducer *r)
{
	if (r->out->len + r->closing_bytes > r->limit)
		return;
	r->safe = r->out->len;
	r->safe_depth = r->depth;
	for (unsigned i = 0; i < r->depth; i++)
		r->safe_open[i] = r->open[i].tag;
}

static void cut_to(struct strbuf *out, size_t len)
{
	out->len = len;
	if (out->cap)
		out->data[len] = '\0';
}

static void trim_blanks(struct strbuf *out, size_t from)
{
	size_t len = out->len;

	while (len > from && (out->data[len - 1] == '\n' || out->data[len - 1] == ' '))
		len--;
	cut_to(out, len);
}

/* Closes the innermost element; one without content disappears. */
static void pop(struct reducer *r)
{
	const struct open_tag *o = &r->open[--r->depth];

	r->closing_bytes -= markup[o->tag].close_len;
	if (!is_inline(o->tag))
		trim_blanks(r->out, o->body);
	if (r->out->len == o->body) {
		cut_to(r->out, o->start);
		return;
	}
	strbuf_add(r->out, markup[o->tag].close, markup[o->tag].close_len);
	if (!is_inline(o->tag))
		mark_safe(r);
}

/* Closes a paragraph or what runs in the text of a list entry. */
static void end_text(struct reducer *r)
{
	while (is_inline(top(r)) || top(r) == TAG_P)
		pop(r);
	r->in_pre = false;
}

/* Makes sure that text can stand here; false in a list outside its entries. */
static bool begin_text(struct reducer *r)
{
	if (is_list(top(r)))
		return false;
	return r->depth || push(r, TAG_P);
}

static void add_preformatted(struct strbuf *out, const char *text, size_t len)
{
	while (len) {
		const char *line = memchr(text, '\n', len);
		size_t n = line ? (size_t)(line - text) : len;

		strbuf_add(out, text, n);
		if (line && n + 1 < len)
			strbuf_adds(out, "<br>");
		n += line != NULL;
		text += n;
		len -= n;
	}
}

/* True where white space would be the first thing in a block. */
static bool at_start(const struct reducer *r)
{
	if (is_inline(top(r)) || r->in_pre)
		return false;
	return !r->depth || is_list(top(r)) || r->out->len == r->open[r->depth - 1].body;
}

static void take_text(struct reducer *r, const char *text, size_t len)
{
	while (len && at_start(r) && (*text == ' ' || *text == '\n' || *text == '\t')) {
		text++;
		len--;
	}
	if (!len || !begin_text(r))
		return;
	if (r->in_pre)
		add_preformatted(r->out, text, len);
	else
		strbuf_add(r->out, text, len);
}

/* A tag of the source: its name and its attributes, not yet looked at. */
struct source_tag {
	enum tag tag;
	bool is_end;
	const char *attributes, *end; /* up to, without, its > */
};

struct value {
	const char *text; /* NULL: there is no such attribute */
	size_t len;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '/';
}

/* The attribute's value as it stands there, references included. */
static struct value take_value(const char **s, const char *end)
{
	struct value v = { *s, 0 };
	char quote = *s < end && (**s == '"' || **s == '\'') ? **s : 0;

	if (quote)
		v.text = ++*s;
	while (*s < end && (quote ? **s != quote : !is_blank(**s)))
		(*s)++;
	v.len = (size_t)(*s - v.text);
	*s += quote && *s < end;
	return v;
}

static struct value attribute(const struct source_tag *t, const char *name)
{
	const size_t name_len = strlen(name);

	for (const char *s = t->attributes; s < t->end;) {
		const char *start = s;

		while (s < t->end && *s != '=' && !is_blank(*s))
			s++;
		size_t len = (size_t)(s - start);
		bool found = len == name_len && memcmp(start, name, len) == 0;

		if (s < t->end && *s == '=') {
			s++;
			struct value v = take_value(&s, t->end);
			if (found)
				return v;
		} else {
			s += s < t->end;
		}
	}
	return (struct value){ 0 };
}

/* Absolute, of a kind that apps open, and safe between double quotes. */
static bool is_target(struct value v)
{
	static const char *const kinds[] = { "https://", "http://", "mailto:", "tel:", NULL };

	if (!v.text || memchr(v.text, '"', v.len) || memchr(v.text, '<', v.len))
		return false;
	for (const char *const *k = kinds; *k; k++) {
		if (v.len > strlen(*k) && memcmp(v.text, *k, strlen(*k)) == 0)
			return true;
	}
	return false;
}

static bool is_open(const struct reducer *r, enum tag tag)
{
	for (unsigned i = r->depth; i > 0; i--) {
		if (r->open[i - 1].tag == tag)
			return true;
	}
	return false;
}

static void open_link(struct reducer *r, struct value target)
{
	if (!is_target(target) || is_open(r, TAG_A) || !begin_text(r) || !push(r, TAG_A))
		return;
	struct open_tag *o = &r->open[r->depth - 1];

	cut_to(r->out, o->start);
	strbuf_adds(r->out, "<a href=\"");
	strbuf_add(r->out, target.text, target.len);
	strbuf_adds(r->out, "\">");
	o->body = r->out->len;
}

/* A picture is told by its description, which leads to it. */
static void take_picture(struct reducer *r, const struct source_tag *t)
{
	struct value alt = attribute(t, "alt");

	if (!alt.text || !alt.len || memchr(alt.text, '<', alt.len) || !begin_text(r))
		return;
	unsigned depth = r->depth;

	open_link(r, attribute(t, "src"));
	strbuf_add(r->out, alt.text, alt.len);
	if (r->depth > depth)
		pop(r);
}

static void open_block(struct reducer *r, enum tag tag)
{
	end_text(r);
	if (tag == TAG_LI && top(r) == TAG_LI)
		pop(r);
	/* An entry stands in a list, a list in no list but by way of an entry. */
	if (is_list(top(r)) != (tag == TAG_LI))
		return;
	push(r, tag);
}

static void take_start(struct reducer *r, const struct source_tag *t)
{
	switch (t->tag) {
	case TAG_P:
	case TAG_UL:
	case TAG_OL:
	case TAG_LI:
		open_block(r, t->tag);
		break;
	case TAG_HEADING:
		open_block(r, TAG_P);
		if (top(r) == TAG_P)
			push(r, TAG_STRONG);
		break;
	case TAG_PRE:
		open_block(r, TAG_P);
		r->in_pre = true;
		break;
	case TAG_A:
		open_link(r, attribute(t, "href"));
		break;
	case TAG_STRONG:
	case TAG_EM:
		if (begin_text(r))
			push(r, t->tag);
		break;
	case TAG_BR:
		if (begin_text(r))
			strbuf_adds(r->out, "<br>");
		break;
	case TAG_IMG:
		take_picture(r, t);
		break;
	case TAG_OTHER:
		break;
	}
}

static void end_inline(struct reducer *r, enum tag tag)
{
	unsigned i = r->depth;

	while (i > 0 && is_inline(r->open[i - 1].tag) && r->open[i - 1].tag != tag)
		i--;
	if (!i || r->open[i - 1].tag != tag)
		return;
	while (r->depth >= i)
		pop(r);
}

static void take_end(struct reducer *r, enum tag tag)
{
	if (is_inline(tag)) {
		end_inline(r, tag);
		return;
	}
	if (tag == TAG_OTHER || tag == TAG_BR || tag == TAG_IMG)
		return;
	end_text(r);
	if (top(r) == TAG_LI && (tag == TAG_LI || is_list(tag)))
		pop(r);
	if (is_list(tag) && is_list(top(r)))
		pop(r);
}

static enum tag tag_named(const char *name, size_t len)
{
	for (size_t i = 0; i < COUNT(tag_names); i++) {
		if (tag_names[i].len == len && tag_names[i].name[0] == name[0] &&
		    memcmp(tag_names[i].name, name, len) == 0)
			return tag_names[i].tag;
	}
	return TAG_OTHER;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The end of a tag whose attributes begin at `s`: its `>`, outside quotes. */
static const char *tag_end(const char *s, const char *end)
{
	while (s < end && *s != '>') {
		const char *quoted =
			*s == '"' || *s == '\'' ? memchr(s + 1, *s, (size_t)(end - s - 1)) : NULL;

		s = quoted ? quoted + 1 : s + 1;
	}
	return s;
}

/* Reads the tag or comment at `s`, which is a `<`; returns where to go on. */
static const char *take_tag(struct reducer *r, const char *s, const char *end)
{
	if (end - s >= 4 && memcmp(s, "<!--", 4) == 0) {
		const char *stop = memmem(s + 4, (size_t)(end - s - 4), "-->", 3);
		return stop ? stop + 3 : end;
	}
	struct source_tag t = { .is_end = s + 1 < end && s[1] == '/' };
	const char *name = s + 1 + t.is_end, *after = name;

	while (after < end &&
	       (is_letter(*after) || (after > name && *after >= '0' && *after <= '9')))
		after++;
	if (after == name) {
		take_text(r, "&lt;", 4);
		return s + 1;
	}
	t.tag = tag_named(name, (size_t)(after - name));
	t.attributes = after;
	t.end = tag_end(after, end);
	if (t.is_end)
		take_end(r, t.tag);
	else
		take_start(r, &t);
	return t.end < end ? t.end + 1 : end;
}

/* Closes what is open, or cuts where everything could still be closed. */
static void finish(struct reducer *r)
{
	end_text(r);
	while (r->depth)
		pop(r);
	if (r->out->len <= r->limit)
		return;
	cut_to(r->out, r->safe);
	for (unsigned i = r->safe_depth; i > 0; i--)
		strbuf_adds(r->out, markup[r->safe_open[i - 1]].close);
}

void notes_reduce(struct strbuf *out, const char *html, size_t len, size_t limit)
{
	const char *end = html + len;
	struct reducer r = { .out = out, .limit = out->len + limit, .safe = out->len };

	while (html < end && out->len <= r.limit) {
		const char *tag = memchr(html, '<', (size_t)(end - html));

		take_text(&r, html, (size_t)((tag ? tag : end) - html));
		html = tag ? take_tag(&r, tag, end) : end;
	}
	finish(&r);
}
