#include "prose.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/site.h"

/* Columns of one word, or of what a line begins with. */
static size_t columns(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

void prose_add(struct strbuf *out, const char *text, struct indent indent)
{
	size_t column = columns(indent.first, strlen(indent.first));
	size_t rest = columns(indent.rest, strlen(indent.rest));
	bool begun = false;

	strbuf_adds(out, indent.first);
	while (is_blank(*text))
		text++;
	while (*text) {
		size_t len = 0, wide = 0;

		for (; text[len] && !is_blank(text[len]); len++)
			wide += ((unsigned char)text[len] & 0xc0) != 0x80;
		if (begun && column + 1 + wide > PROSE_WIDTH) {
			strbuf_addc(out, '\n');
			strbuf_adds(out, indent.rest);
			column = rest;
		} else if (begun) {
			strbuf_addc(out, ' ');
			column++;
		}
		strbuf_add(out, text, len);
		column += wide;
		for (text += len; is_blank(*text);)
			text++;
		begun = true;
	}
	strbuf_addc(out, '\n');
}

void prose_heading(struct strbuf *out, const char *text, char rule)
{
	size_t wide = columns(text, strlen(text));

	if (text_ends(out->data, "\n") && !text_ends(out->data, "\n\n"))
		strbuf_addc(out, '\n');
	prose_add(out, text, (struct indent){ "", "" });
	for (size_t i = 0; i < wide && i < PROSE_WIDTH; i++)
		strbuf_addc(out, rule);
	strbuf_adds(out, "\n\n");
}

/* HTML */

#define LISTS_MOST 8 /* deeper ones are indented no more */

struct scribe {
	struct strbuf *out, text; /* `text`: of the paragraph that is being gathered */
	const char *site;
	char href[512];
	int lists, quotes;
	int numbers[LISTS_MOST]; /* of the next entry; 0: it has a dash */
	bool item, pre, parted;
};

static int level(const struct scribe *s)
{
	return s->lists < LISTS_MOST ? s->lists : LISTS_MOST;
}

static void add_indent(const struct scribe *s, struct strbuf *rest)
{
	for (int i = 0; i < s->quotes && i < LISTS_MOST; i++)
		strbuf_adds(rest, "> ");
	for (int i = 0; i < level(s); i++)
		strbuf_adds(rest, "   ");
}

/* Ends the paragraph, if there is one. */
static void flush(struct scribe *s)
{
	STRBUF_SCOPED struct strbuf rest = STRBUF_INIT(256), first = STRBUF_INIT(256);
	int *number = s->lists ? &s->numbers[level(s) - 1] : NULL;

	if (s->text.data[strspn(s->text.data, " \n")]) {
		add_indent(s, &rest);
		strbuf_add(&first, rest.data, rest.len - (s->item && rest.len >= 3 ? 3 : 0));
		if (s->item && number && *number)
			strbuf_addf(&first, "%d. ", (*number)++);
		else if (s->item)
			strbuf_adds(&first, " - ");
		if (s->parted && !s->item)
			strbuf_addc(s->out, '\n');
		prose_add(s->out, s->text.data, (struct indent){ first.data, rest.data });
		s->parted = true;
		s->item = false;
	}
	strbuf_clear(&s->text);
}

static bool named(const char *tag, size_t len, const char *name)
{
	return strlen(name) == len && memcmp(tag, name, len) == 0;
}

/* The value of an attribute of the tag that ends at `end`, decoded: LINK_MARK is the site's
 * address. */
static void read_url(struct scribe *s, const char *tag, const char *end, const char *name)
{
	const char *at = memmem(tag, (size_t)(end - tag), name, strlen(name));
	size_t n = 0;

	s->href[0] = '\0';
	if (!at)
		return;
	at += strlen(name);
	if (*at == LINK_MARK) {
		n = strlen(s->site) < sizeof(s->href) / 2 ? strlen(s->site) : 0;
		memcpy(s->href, s->site, n);
		at++;
	}
	while (at < end && *at != '"' && n + 1 < sizeof(s->href)) {
		s->href[n++] = *at;
		at += strncmp(at, "&amp;", 5) == 0 ? 5 : 1;
	}
	s->href[n] = '\0';
}

/* Where a link leads, unless its words say it, it stays on the page, or it is a number to ring. */
static void add_url(struct scribe *s)
{
	const char *url = text_starts(s->href, "mailto:") ? s->href + strlen("mailto:") : s->href;

	if (*url && *url != '#' && !text_starts(url, "tel:") && !text_ends(s->text.data, url))
		strbuf_addf(&s->text, " <%s>", url);
	s->href[0] = '\0';
}

static void begin_list(struct scribe *s, bool numbered)
{
	flush(s);
	if (s->parted && !s->lists)
		strbuf_addc(s->out, '\n');
	s->lists++;
	s->numbers[level(s) - 1] = numbered;
}

static void open_tag(struct scribe *s, const char *tag, size_t len, const char *end)
{
	if (named(tag, len, "ul") || named(tag, len, "ol")) {
		begin_list(s, tag[0] == 'o');
	} else if (named(tag, len, "li")) {
		flush(s);
		s->item = true;
	} else if (named(tag, len, "blockquote")) {
		flush(s);
		s->quotes++;
	} else if (named(tag, len, "a")) {
		read_url(s, tag, end, "href=\"");
	} else if (named(tag, len, "img")) {
		read_url(s, tag, end, "alt=\"");
		strbuf_adds(&s->text, s->href);
		s->href[0] = '\0';
	} else if (named(tag, len, "br")) {
		strbuf_addc(&s->text, ' ');
	} else if (named(tag, len, "p") || named(tag, len, "pre") || named(tag, len, "hr") ||
		   (len == 2 && tag[0] == 'h')) {
		flush(s);
	}
}

static void close_tag(struct scribe *s, const char *tag, size_t len)
{
	if (named(tag, len, "a"))
		add_url(s);
	else if (named(tag, len, "td") || named(tag, len, "th"))
		strbuf_addc(&s->text, ' ');
	else if (named(tag, len, "p") || named(tag, len, "pre") || named(tag, len, "li") ||
		 named(tag, len, "tr") || (len == 2 && tag[0] == 'h'))
		flush(s);
	if (named(tag, len, "ul") || named(tag, len, "ol")) {
		flush(s);
		s->lists -= s->lists > 0;
	} else if (named(tag, len, "blockquote")) {
		flush(s);
		s->quotes -= s->quotes > 0;
	}
}

/* Past the tag at `html`; cmark writes each `>` of an attribute as a reference. */
static const char *take_tag(struct scribe *s, const char *html)
{
	const char *end = strchr(html, '>');
	bool closes = html[1] == '/';
	const char *name = html + 1 + closes;

	if (!end)
		return html + strlen(html);
	size_t len = strcspn(name, " />\n");

	if (closes)
		close_tag(s, name, len);
	else
		open_tag(s, name, len, end);
	return end + 1;
}

/* The references that cmark writes. */
static const char *take_reference(struct scribe *s, const char *html)
{
	static const struct {
		const char *name;
		char c;
	} all[] = { { "&amp;", '&' },
		    { "&lt;", '<' },
		    { "&gt;", '>' },
		    { "&quot;", '"' },
		    { "&#39;", '\'' } };

	for (size_t i = 0; i < COUNT(all); i++) {
		if (text_starts(html, all[i].name)) {
			strbuf_addc(&s->text, all[i].c);
			return html + strlen(all[i].name);
		}
	}
	strbuf_addc(&s->text, '&');
	return html + 1;
}

void prose_add_html(struct strbuf *out, const char *html, const char *site)
{
	struct scribe s = { .out = out, .text = STRBUF_INIT(LIMIT_PAGE_BYTES), .site = site };

	while (*html) {
		size_t plain = strcspn(html, "<&");

		strbuf_add(&s.text, html, plain);
		html += plain;
		if (*html == '<')
			html = take_tag(&s, html);
		else if (*html == '&')
			html = take_reference(&s, html);
	}
	flush(&s);
	strbuf_release(&s.text);
}
