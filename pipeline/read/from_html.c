#include "read/from_html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/table.h"
#include "html_notes.h"
#include "markdown_write.h"

/* libxml2 gives up a document that is nested more deeply than 256; the wrapping elements are
 * counted. */
#define DEEPEST_TREE 250

static htmlDocPtr parse(const struct html_source *src)
{
	static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
				   HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC |
				   HTML_PARSE_NODEFDTD;

	return htmlReadMemory(src->html, (int)src->len, NULL, "UTF-8", options);
}

static bool is_too_deep(const xmlNode *root)
{
	const xmlNode *n = root;
	int depth = 0;

	while (n) {
		if (depth >= DEEPEST_TREE)
			return true;
		if (n->type == XML_ELEMENT_NODE && n->children) {
			n = n->children;
			depth++;
			continue;
		}
		while (n != root && !n->next) {
			n = n->parent;
			depth--;
		}
		n = n == root ? NULL : n->next;
	}
	return false;
}

/* False: too deep. */
static bool convert(const char *html, const struct html_rules *rules, struct strbuf *out,
		    struct arena *a)
{
	struct html_source src = html_source_read(html, a);
	htmlDocPtr doc = parse(&src);
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	cmark_node *all = cmark_node_new(CMARK_NODE_DOCUMENT);
	struct notes n = {
		.rules = rules,
		.arena = a,
		.at = all,
		.runs = { .arena = a },
		.depth = 1,
		.lines = src.lines,
		.bare = src.bare,
		.text = STRBUF_INIT(LIMIT_MESSAGE),
		.too_deep = root && is_too_deep(root),
	};

	if (root && !n.too_deep)
		notes_walk(&n, root);
	notes_flush(&n);
	if (!n.too_deep)
		markdown_write(all, out, a);
	strbuf_release(&n.text);
	cmark_node_free(all);
	xmlFreeDoc(doc);
	return !n.too_deep;
}

bool markdown_from_html(const char *html, const struct html_rules *rules, struct strbuf *out,
			struct arena *a)
{
	if (convert(html, rules, out, a))
		return true;
	convert(html_source_words(html, a), rules, out, a);
	return false;
}

/* --- pictures ------------------------------------------------------------------------ */

struct pictures {
	struct arena *arena;
	const char **urls;
	size_t count, room;
	struct table known;
};

static const char *note_picture(void *arg, const char *url, const char *alt)
{
	struct pictures *p = arg;

	(void)alt;
	if ((*table_at(&p->known, key_of(0, url, strlen(url))))++)
		return NULL;
	p->urls = arena_grow(p->arena, p->urls, p->count + 1, &p->room, sizeof(*p->urls));
	p->urls[p->count++] = arena_strdup(p->arena, url);
	return NULL;
}

/* Most notes have none: then nothing need be read as HTML, not even what is escaped twice. */
static bool may_have_picture(const char *html)
{
	return strcasestr(html, "img") || strcasestr(html, "image");
}

const char *const *html_pictures(const char *html, const char *base, struct arena *a)
{
	struct pictures p = { .arena = a };
	struct arena scratch = { 0 };
	const struct html_rules rules = { .picture = note_picture, .arg = &p, .base = base };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	p.urls = arena_grow(a, NULL, 0, &p.room, sizeof(*p.urls));
	if (may_have_picture(html))
		markdown_from_html(html, &rules, &out, &scratch);
	p.urls[p.count] = NULL;
	table_release(&p.known);
	arena_free(&scratch);
	return p.urls;
}
