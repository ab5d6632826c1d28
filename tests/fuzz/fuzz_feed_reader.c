#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/feed_reader.h"

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

static void check_item(const struct remote_episode *i)
{
	const struct remote_chapter *c = i->chapters.items;

	check_text(i->title);
	check_text(i->guid_written);
	check_text(i->description);
	check_text(i->content);
	check_text(i->enclosure.url);
	if (i->enclosure.length < 0 || i->season < 0 || i->number < 0 || i->duration < -1)
		abort();
	for (size_t k = 1; k < i->chapters.count; k++) {
		if (c[k].start < c[k - 1].start)
			abort();
	}
}

/* Any bytes are a feed of clean text, or a message. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag;

	diag_init(&diag, &arena);
	const struct remote_feed *f =
		feed_read((const char *)data, size, "https://example.org/feed", &arena, &diag);
	if (!f && diag_ok(&diag))
		abort();
	if (f) {
		const struct remote_episode *items = f->items.items;

		check_text(f->title);
		check_text(f->description);
		for (size_t i = 0; i < f->items.count; i++)
			check_item(&items[i]);
	}
	arena_free(&arena);
	return 0;
}
