#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "wordpress_body.h"

#define BLANKS " \t\r\n"

/* Paragraphs as they are being made of lines. */
struct paragraphs {
	struct strbuf *out;
	struct strbuf text; /* of the one that is open */
	bool wrap; /* it becomes a <p>: nothing that begins on its line holds it together */
};

static size_t name_length(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

static bool is_one_of(const char *name, const char *const *names)
{
	size_t len = name_length(name);

	for (; *names; names++) {
		if (strlen(*names) == len && strncasecmp(*names, name, len) == 0)
			return true;
	}
	return false;
}

/* WordPress's own list, wp-includes/formatting.php. */
static bool is_block(const char *name)
{
	static const char *const names[] = {
		"table", "thead",  "tfoot",      "caption",  "col",    "colgroup", "tbody",
		"tr",    "td",     "th",         "div",      "dl",     "dd",       "dt",
		"ul",    "ol",     "li",         "pre",      "form",   "map",      "area",
		"p",     "style",  "blockquote", "address",  "h1",     "h2",       "h3",
		"h4",    "h5",     "h6",         "hr",       "legend", "fieldset", "section",
		"nav",   "aside",  "article",    "hgroup",   "header", "footer",   "figure",
		"menu",  "script", "figcaption", "textarea", "svg",    "details",  "summary",
		NULL
	};

	return is_one_of(name, names);
}

/* Nothing inside of these is touched. */
static bool is_verbatim(const char *name)
{
	static const char *const names[] = { "pre", "script", "style", "textarea", "svg", NULL };

	return is_one_of(name, names);
}

static bool ends_in_break(const struct strbuf *text)
{
	return text->len >= 6 && memcmp(text->data + text->len - 6, "<br />", 6) == 0;
}

static void trim_end(struct strbuf *text)
{
	while (text->len) {
		if (ends_in_break(text))
			text->len -= 6;
		else if (strchr(BLANKS, text->data[text->len - 1]))
			text->len--;
		else
			break;
	}
	if (text->cap)
		text->data[text->len] = '\0';
}

static void flush(struct paragraphs *p)
{
	trim_end(&p->text);
	if (p->text.len && p->wrap)
		strbuf_addf(p->out, "<p>%s</p>\n", p->text.data);
	else if (p->text.len)
		strbuf_add(p->out, p->text.data, p->text.len);
	strbuf_clear(&p->text);
}

/* Blanks at `s`: how many, and how many line ends are among them. */
static size_t blanks(const char *s, unsigned *lines)
{
	size_t len = strspn(s, BLANKS);

	*lines = 0;
	for (size_t i = 0; i < len; i++)
		*lines += s[i] == '\n';
	return len;
}

static const char *take_blanks(struct paragraphs *p, const char *s)
{
	unsigned lines;
	size_t len = blanks(s, &lines);

	if (lines > 1) {
		flush(p);
		p->wrap = true;
	} else if (p->text.len) {
		strbuf_adds(&p->text, lines && !ends_in_break(&p->text) ? "<br />\n" : " ");
	}
	return s + len;
}

/* To behind the end of the element that begins at `s`, or of the whole text. */
static const char *end_of_element(const char *s)
{
	size_t len = name_length(s + 1);

	for (const char *at = strstr(s, "</"); at; at = strstr(at + 2, "</")) {
		if (strncasecmp(at + 2, s + 1, len) == 0)
			return at + strcspn(at, ">") + (strchr(at, '>') != NULL);
	}
	return s + strlen(s);
}

static const char *end_of_tag(const char *s)
{
	char quote = '\0';

	for (; *s && (quote || *s != '>'); s++) {
		if (quote)
			quote = *s == quote ? '\0' : quote;
		else if (*s == '"' || *s == '\'')
			quote = *s;
	}
	return s + (*s == '>');
}

static const char *take_tag(struct paragraphs *p, const char *s)
{
	const bool closes = s[1] == '/';
	const char *name = s + 1 + closes, *end = end_of_tag(s);

	if (!is_block(name)) {
		for (; s < end; s++)
			strbuf_addc(&p->text, strchr("\r\n", *s) ? ' ' : *s);
		return end;
	}
	flush(p);
	if (!closes && is_verbatim(name))
		end = end_of_element(s);
	strbuf_add(p->out, s, (size_t)(end - s));
	strbuf_addc(p->out, '\n');
	p->wrap = closes || is_verbatim(name) || strncasecmp(name, "hr", 2) == 0;
	return end;
}

void wordpress_autop(const char *text, struct strbuf *out)
{
	struct paragraphs p = { .out = out, .text = STRBUF_INIT(LIMIT_PAGE_BYTES), .wrap = true };

	while (*text) {
		if (strchr(BLANKS, *text)) {
			text = take_blanks(&p, text);
		} else if (*text == '<' && (text[1] == '/' || name_length(text + 1))) {
			text = take_tag(&p, text);
		} else {
			size_t len = 1 + strcspn(text + 1, BLANKS "<");

			strbuf_add(&p.text, text, len);
			text += len;
		}
	}
	flush(&p);
	strbuf_release(&p.text);
}
