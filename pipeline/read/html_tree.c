#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "html_notes.h"

bool html_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

/* Is something to be mended at this byte? */
static bool is_odd(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	return (u[0] < ' ' && !strchr("\t\n\r", *s)) ||
	       (u[0] == 0xc2 && u[1] >= 0x80 && u[1] <= 0x9f) ||
	       (u[0] == 0xef && (u[1] == 0xbf || u[1] == 0xbb));
}

/*
 * Characters that a reference stands for and that nobody means: &#146; is the apostrophe of Windows
 * (https://html.spec.whatwg.org/#numeric-character-reference-end-state); controls go; a lost letter
 * is a question mark.
 */
const char *html_clean_text(const char *text, struct arena *a)
{
	static const uint16_t windows[] = {
		0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
		0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
	};
	const char *odd = text;

	while (*odd && !is_odd(odd))
		odd++;
	if (!*odd)
		return text;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4 * LIMIT_SOURCE_BYTES);

	strbuf_add(&out, text, (size_t)(odd - text));
	for (size_t n, left = strlen(odd); left; odd += n, left -= n) {
		uint32_t cp = 0;

		n = utf8_decode(odd, left, &cp);
		if (n && cp >= 0x80 && cp <= 0x9f && windows[cp - 0x80])
			utf8_encode(&out, windows[cp - 0x80]);
		else if (cp == 0xfffd)
			strbuf_addc(&out, '?');
		else if (n && utf8_is_xml(cp) && cp != 0xfeff)
			strbuf_add(&out, odd, n);
		n = n ? n : 1;
	}
	return arena_strndup(a, out.data, out.len);
}

const char *html_attr(const xmlNode *node, const char *name, struct arena *a)
{
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
		if (strcasecmp((const char *)attr->name, name) != 0)
			continue;
		xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
		const char *copy = arena_strdup(a, value ? (const char *)value : "");

		xmlFree(value);
		return html_clean_text(copy, a);
	}
	return NULL;
}

/* The next node inside `top` in the order of the document, or NULL. */
static const xmlNode *following(const xmlNode *n, const xmlNode *top)
{
	if (n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n != top && !n->next)
		n = n->parent;
	return n == top ? NULL : n->next;
}

bool html_has(const xmlNode *node, const char *const *names)
{
	for (const xmlNode *in = following(node, node); in; in = following(in, node)) {
		if (in->type == XML_ELEMENT_NODE && text_is_one_of((const char *)in->name, names))
			return true;
	}
	return false;
}

const char *html_words(const xmlNode *node, size_t most, struct arena *a)
{
	STRBUF_SCOPED struct strbuf words = STRBUF_INIT(most);

	for (const xmlNode *in = node; in; in = following(in, node)) {
		if (in->type == XML_TEXT_NODE && in->content)
			strbuf_adds(&words, (const char *)in->content);
		else if (html_is(in, "br"))
			strbuf_addc(&words, '\n');
	}
	return strbuf_ok(&words) ? html_clean_text(arena_strdup(a, words.data), a) : NULL;
}

bool html_is_blank(const char *text)
{
	while (*text) {
		if (text_starts(text, "\xc2\xa0"))
			text += 2;
		else if (strchr(" \t\r\n\f", *text))
			text++;
		else
			return false;
	}
	return true;
}

bool html_has_words(const xmlNode *node)
{
	for (const xmlNode *in = node; in; in = following(in, node)) {
		if (in->type == XML_TEXT_NODE && in->content &&
		    !html_is_blank((const char *)in->content))
			return true;
	}
	return false;
}

/* `name: value` in a style attribute, blanks aside. */
bool html_style_says(const char *style, const char *name, const char *const *values)
{
	for (const char *at = style; at && (at = strcasestr(at, name)); at += strlen(name)) {
		const char *value = at + strlen(name) + strspn(at + strlen(name), " \t");

		if ((at > style && !strchr("; \t\n", at[-1])) || *value != ':')
			continue;
		value++;
		value += strspn(value, " \t");
		for (size_t i = 0; values[i]; i++) {
			if (strncasecmp(value, values[i], strlen(values[i])) == 0)
				return true;
		}
	}
	return false;
}

bool html_is_hidden(const xmlNode *node, struct arena *a)
{
	static const char *const none[] = { "none", NULL }, *const hidden[] = { "hidden", NULL };

	if (!node->properties)
		return false;
	const char *style = html_attr(node, "style", a);

	return html_attr(node, "hidden", a) || html_style_says(style, "display", none) ||
	       html_style_says(style, "visibility", hidden);
}

const char *html_trimmed(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, text + strspn(text, " \t\r\n"));
	size_t len = strlen(copy);

	while (len && strchr(" \t\r\n", copy[len - 1]))
		copy[--len] = '\0';
	for (char *s = copy; *s; s++) {
		if (*s == '\n' || *s == '\t' || *s == '\r')
			*s = ' ';
	}
	return copy;
}
