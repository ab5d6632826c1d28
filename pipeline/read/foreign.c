#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "read/settings.h"

static bool is_whole(const char *url)
{
	return text_starts(url, "https://") || text_starts(url, "http://") ||
	       text_starts(url, "mailto:") || text_starts(url, "tel:");
}

/* Can it not stay as it is written? */
static bool is_foreign(cmark_node *n)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_IMAGE:
		return true;
	case CMARK_NODE_LINK:
		return !is_whole(cmark_node_get_url(n));
	case CMARK_NODE_HEADING:
		return cmark_node_get_heading_level(n) == 1;
	default:
		return false;
	}
}

static bool has_foreign(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	bool found = false;

	while (!found && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		found = event == CMARK_EVENT_ENTER && is_foreign(cmark_iter_get_node(iter));
	cmark_iter_free(iter);
	return found;
}

const char *markdown_foreign_html(const char *markdown, struct arena *a)
{
	cmark_node *root = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
	const char *copy = NULL;

	if (strchr(markdown, '{') || has_foreign(root)) {
		char *html = cmark_render_html(root, CMARK_OPT_UNSAFE);

		copy = arena_strdup(a, html);
		free(html);
	}
	cmark_node_free(root);
	return copy;
}
