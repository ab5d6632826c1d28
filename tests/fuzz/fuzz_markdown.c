#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/read/markdown.h"
#include "base/diag.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Any Markdown becomes HTML without an unsafe address, and its messages point
 * into the text. Nothing lies in the folder that links could lead to.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct diag diag;
	struct site site = { .language = "en-GB" }; /* what a site without one gets */
	struct item item = { .path = "podcasts/show/one.html" };
	const char *html = NULL;
	struct document doc = { .rel = "podcasts/show/01-one/episode.md", .item = &item, .html = &html };
	struct reader r = { .dir = "/nonexistent", .real = "/nonexistent", .arena = &arena, .scratch = &scratch, .diag = &diag, .site = &site,
			    .documents = &doc, .document_count = 1 };

	diag_init(&diag, &arena);
	item.src = source_from_text("/nonexistent/podcasts/show/01-one/episode.md", (const char *)data, size, &arena, &diag);
	if (item.src) {
		markdown_render(&r, &doc);
		if (strstr(html, "=\"javascript:") || strstr(html, "<script"))
			abort();
	}
	static FILE *null;
	if (!null)
		null = fopen("/dev/null", "w");
	diag_print(&diag, null, false);
	arena_free(&scratch);
	arena_free(&arena);
	arena_free(&scratch);
	return 0;
}
