#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/import/php.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/text.h"
#include "import/sources.h"
#include "read/element_tree.h"
#include "read/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *s)
{
	for (size_t n; s && *s; s += n) {
		uint32_t cp;

		n = utf8_decode(s, strlen(s), &cp);
		if (!n || !utf8_is_xml(cp))
			abort();
	}
}

/* Whatever is published has a recording with an address; notes say of which episode they speak. */
static void check_source(const struct import_source *s)
{
	const struct remote_episode *items = s->feed ? s->feed->items.items : NULL;
	const struct source_note *notes = s->notes.items;

	for (size_t i = 0; s->feed && i < s->feed->items.count; i++) {
		if (!items[i].enclosure.url || items[i].enclosure.length < 0)
			abort();
		check_text(items[i].title);
		check_text(items[i].content);
	}
	for (size_t i = 0; i < s->notes.count; i++) {
		if (notes[i].item != SOURCE_SHOW &&
		    (!s->feed || notes[i].item >= s->feed->items.count))
			abort();
	}
	if (!s->feed && !s->notes.count)
		abort();
}

static void read_xml(const char *bytes, size_t size, struct arena *a, struct diag *diag)
{
	const struct remote_element *root = element_tree_read(bytes, size, "x.xml", a, diag);
	const struct wordpress_export both = { .from = "x.xml", .posts = root, .podlove = root };

	if (!root) {
		if (diag_ok(diag))
			abort();
		return;
	}
	check_source(import_wordpress(&both, a));
	import_opml(root, a);
}

static void read_page(const char *bytes, size_t size, struct arena *a, struct diag *diag)
{
	const struct source *src = source_from_text("content/e/x.md", bytes, size, a, diag);

	if (!src)
		return;
	const struct settings_page page = settings_page_read(src, a, diag);
	const struct site_page one = { "content/e/x.md", page.front, page.body };
	struct site_folder site = {
		.from = "x", .form = FORM_HUGO, .config = page.front, .pages = &one, .page_count = 1
	};

	check_source(import_site(&site, INT64_MAX, a));
	site.form = FORM_JEKYLL;
	check_source(import_site(&site, INT64_MAX, a));
	php_read(src->text, a);
}

/* Any bytes are an export, a list, a page of a site, a value of PHP, or nothing. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag;

	diag_init(&diag, &arena);
	import_form_of("x", (const char *)data, size, &arena);
	read_xml((const char *)data, size, &arena, &diag);
	read_page((const char *)data, size, &arena, &diag);
	arena_free(&arena);
	return 0;
}
