#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/feed_join.h"
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

/* Whoever writes elements again relies on names of XML, and on a depth that is no danger. */
static size_t check_elements(const struct remote_list *list, int depth)
{
	const struct remote_element *e = list->items;
	size_t count = list->count;

	if (depth > LIMIT_ELEMENT_DEPTH && list->count)
		abort();
	for (size_t i = 0; i < list->count; i++) {
		const struct remote_attribute *a = e[i].attributes.items;

		if (!*e[i].name || strchr(e[i].name, ':') || (e[i].text && e[i].inside.count))
			abort();
		check_text(e[i].name);
		check_text(e[i].text);
		for (size_t k = 0; k < e[i].attributes.count; k++) {
			if (!*a[k].name || strchr(a[k].name, ':'))
				abort();
			check_text(a[k].value);
		}
		count += check_elements(&e[i].inside, depth + 1);
	}
	return count;
}

/* A page that is there already brings nothing; to a feed without items it brings all. */
static void check_join(struct remote_feed *f, struct arena *a)
{
	struct remote_feed none = { .kind = f->kind };

	if (feed_join(f, f, a) || feed_join(&none, f, a) != (f->items.count > 0) ||
	    none.items.count != f->items.count || feed_join(&none, f, a))
		abort();
}

static void check_item(const struct remote_episode *i)
{
	const struct remote_chapter *c = i->chapters.items;

	check_text(i->title);
	check_text(i->guid_written);
	check_text(i->description);
	check_text(i->content);
	check_text(i->enclosure.url);
	check_text(i->notes_base);
	if (check_elements(&i->elements, 1) > LIMIT_ELEMENTS)
		abort();
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
	struct remote_feed *f =
		feed_read((const char *)data, size, "https://example.org/feed", &arena, &diag);
	if (!f && diag_ok(&diag))
		abort();
	if (f) {
		const struct remote_episode *items = f->items.items;

		check_text(f->title);
		check_text(f->description);
		for (size_t i = 0; i < f->items.count; i++)
			check_item(&items[i]);
		if (check_elements(&f->elements, 1) > LIMIT_ELEMENTS)
			abort();
		check_join(f, &arena);
	}
	arena_free(&arena);
	return 0;
}
