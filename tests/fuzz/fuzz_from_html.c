#include <cmark.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "read/from_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Its own name, so that the same comes out when it is asked again. */
static const char *picture(void *arg, const char *url, const char *alt)
{
	(void)alt;
	return strstr(url, "none") ? NULL : arena_printf(arg, "%s", strrchr(url, '/') + 1);
}

static void check_tree(const char *markdown, size_t len)
{
	cmark_node *root = cmark_parse_document(markdown, len, CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(root);
	int depth = 0;

	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);
		const char *url = type == CMARK_NODE_LINK ? cmark_node_get_url(n) : "https:";

		if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
			abort();
		if (strncasecmp(url, "http", 4) && strncasecmp(url, "mailto:", 7) && strncasecmp(url, "tel:", 4))
			abort();
		if (cmark_node_first_child(n))
			depth += event == CMARK_EVENT_ENTER ? 1 : -1;
		if (depth > LIMIT_MARKDOWN_DEPTH)
			abort();
	}
	cmark_iter_free(iter);
	cmark_node_free(root);
}

static void check_text(const char *s, size_t len)
{
	for (size_t n; len; s += n, len -= n) {
		uint32_t cp;

		n = utf8_decode(s, len, &cp);
		if (!n || !utf8_is_written(cp))
			abort();
	}
}

/* Any bytes become clean Markdown without HTML, and the HTML of that becomes the same Markdown. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	STRBUF_SCOPED struct strbuf once = STRBUF_INIT(LIMIT_SOURCE_BYTES * 4), twice = STRBUF_INIT(LIMIT_SOURCE_BYTES * 4);
	const struct html_rules rules = { .picture = picture, .arg = &arena, .base = "https://example.org/show/" };

	markdown_from_html(arena_strndup(&arena, (const char *)data, size), &rules, &once, &arena);
	check_text(once.data, once.len);
	check_tree(once.data, once.len);
	char *html = cmark_markdown_to_html(once.data, once.len, CMARK_OPT_DEFAULT);
	markdown_from_html(html, &rules, &twice, &arena);
	if (strcmp(once.data, twice.data) != 0) {
		printf("--- once\n%s\n--- html\n%s\n--- twice\n%s\n", once.data, html, twice.data);
		abort();
	}
	free(html);
	arena_free(&arena);
	return 0;
}
