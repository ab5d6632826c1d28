#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "judging.h"

/* So many tags that are in the text but not in the tree are passed over in search of one that is.
 */
#define TAGS_PASSED 64

/* After so many elements without a tag, the text is too broken to look for more. */
#define TAGS_MISSED 32

static size_t past(const struct source *src, size_t at, const char *mark)
{
	const char *found = strstr(src->text + at, mark);

	return found ? (size_t)(found - src->text) + strlen(mark) : src->len;
}

/* The next start tag from `at`: where its `<` stands, or the end of the text. */
static size_t next_tag(const struct source *src, size_t at)
{
	const char *s;

	while ((s = strchr(src->text + at, '<'))) {
		at = (size_t)(s - src->text);
		if (text_starts(s, "<!--"))
			at = past(src, at, "-->");
		else if (text_starts(s, "<![CDATA["))
			at = past(src, at, "]]>");
		else if (s[1] == '?')
			at = past(src, at, "?>");
		else if (s[1] == '!' || s[1] == '/')
			at = past(src, at, ">");
		else if (s[1] && !strchr(" \t\r\n<=>&", s[1]))
			return at;
		else
			at++;
	}
	return src->len;
}

/* Is it `itunes:image` that stands behind the `<` at `at`? */
static bool has_name(const struct source *src, size_t at, const xmlNode *n)
{
	const char *s = src->text + at + 1;
	const char *prefix = n->ns && n->ns->prefix ? (const char *)n->ns->prefix : NULL;

	if (prefix) {
		size_t len = strlen(prefix);

		if (strncmp(s, prefix, len) != 0 || s[len] != ':')
			return false;
		s += len + 1;
	}
	size_t len = strlen((const char *)n->name);
	return strncmp(s, (const char *)n->name, len) == 0 && strchr(" \t\r\n/>", s[len]);
}

/* Gives the element its tag, the first of its name from `at`; returns where to go on. */
static size_t take_tag(const struct source *src, xmlNodePtr n, size_t at, unsigned *missed)
{
	size_t tag = next_tag(src, at);

	n->_private = (void *)(uintptr_t)(tag < src->len ? tag : at);
	for (unsigned i = 0; i < TAGS_PASSED && tag < src->len; i++) {
		if (has_name(src, tag, n)) {
			n->_private = (void *)(uintptr_t)tag;
			return tag + 1;
		}
		tag = next_tag(src, tag + 1);
	}
	++*missed;
	return at; /* what was broken there is told already */
}

/* The next node in the order of the text. */
static xmlNodePtr next_node(xmlNodePtr n)
{
	if (n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n && !n->next)
		n = n->parent;
	return n && n->type != XML_DOCUMENT_NODE ? n->next : NULL;
}

void judge_places(const struct judge *j, xmlDocPtr doc)
{
	unsigned missed = 0;
	size_t at = 0;

	for (xmlNodePtr n = xmlDocGetRootElement(doc); n; n = next_node(n)) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (missed < TAGS_MISSED)
			at = take_tag(j->src, n, at, &missed);
		else
			n->_private = (void *)(uintptr_t)at;
	}
}

static size_t offset_of(const struct judge *j, const xmlNode *n)
{
	size_t at = (size_t)(uintptr_t)n->_private;

	return at < j->src->len ? at : j->src->len;
}

/* Behind the `>` of the start tag, which may stand in a quoted value as well. */
static size_t end_of_tag(const struct judge *j, size_t at)
{
	const char *s = j->src->text;
	char quote = 0;

	for (; at < j->src->len; at++) {
		if (quote)
			quote = s[at] == quote ? 0 : quote;
		else if (s[at] == '"' || s[at] == '\'')
			quote = s[at];
		else if (s[at] == '>')
			return at + 1;
	}
	return at;
}

struct span judge_at(const struct judge *j, const xmlNode *n)
{
	size_t at = offset_of(j, n);

	return span_at(j->src, at,
		       1 + strcspn(j->src->text + at + (at < j->src->len), " \t\r\n/>"));
}

struct span judge_at_attribute(const struct judge *j, const xmlNode *n, const char *name)
{
	size_t at = offset_of(j, n), end = end_of_tag(j, at), len = strlen(name);

	for (size_t i = at + 1; i + len + 2 < end; i++) {
		const char *s = j->src->text + i;

		if (strchr(" \t\r\n", s[-1]) && memcmp(s, name, len) == 0 && s[len] == '=' &&
		    (s[len + 1] == '"' || s[len + 1] == '\'')) {
			const char *value = s + len + 2;
			size_t from = (size_t)(value - j->src->text);
			const char *close = memchr(value, value[-1], j->src->len - from);

			return span_at(j->src, from,
				       close && close > value ? (size_t)(close - value) : 1);
		}
	}
	return judge_at(j, n);
}

/* From the first sign of the text, behind `<![CDATA[`, to the end of the line or the next tag. */
struct span judge_at_text(const struct judge *j, const xmlNode *n)
{
	size_t at = end_of_tag(j, offset_of(j, n));
	const char *s = j->src->text + at;

	if (text_starts(s, "<![CDATA[")) {
		s += 9;
		at += 9;
		const char *end = strstr(s, "]]>");
		size_t line = strcspn(s, "\n");

		return span_at(j->src, at,
			       end && (size_t)(end - s) < line ? (size_t)(end - s) : line);
	}
	size_t len = strcspn(s, "<\n");
	return len ? span_at(j->src, at, len) : judge_at(j, n);
}

const char *judge_text(const struct judge *j, const xmlNode *n)
{
	const xmlNode *first = n ? n->children : NULL;

	if (!first)
		return "";
	if (!first->next && first->type == XML_TEXT_NODE)
		return node_text(n);
	xmlChar *all = xmlNodeGetContent(n);
	const char *kept = all ? arena_strdup(j->arena, (const char *)all) : "";
	xmlFree(all);
	return kept;
}

const char *judge_line(struct judge *j, const xmlNode *n)
{
	const char *text = judge_text(j, n);
	size_t lead = strspn(text, " \t\r\n"), len = strlen(text);

	while (len > lead && strchr(" \t\r\n", text[len - 1]))
		len--;
	if (lead == 0 && !text[len])
		return text;
	if (len > lead)
		judge_say(j, DIAG_SPACES_AROUND, judge_at_text(j, n),
			  "the text of '%s' begins or ends with white space", judge_name(j, n));
	return arena_strndup(j->arena, text + lead, len - lead);
}

const char *judge_name(const struct judge *j, const xmlNode *n)
{
	const char *prefix = n->ns ? (const char *)n->ns->prefix : NULL;

	return arena_printf(j->arena, "%s%s%s", prefix ? prefix : "", prefix ? ":" : "",
			    (const char *)n->name);
}
