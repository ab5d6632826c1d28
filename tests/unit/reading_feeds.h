#ifndef TESTS_READING_FEEDS_H
#define TESTS_READING_FEEDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "read/feed_reader.h"

/* What tests of the feed reader share: feeds in, what was read of them as text out. */

static struct {
	struct arena arena;
	struct diag diag;
} in;

static inline int fresh(void **state)
{
	(void)state;
	arena_free(&in.arena);
	diag_init(&in.diag, &in.arena);
	return 0;
}

static inline int forget(void **state)
{
	(void)state;
	arena_free(&in.arena);
	return 0;
}

static inline struct remote_feed *read_bytes(const char *bytes, size_t len)
{
	return feed_read(bytes, len, "https://example.org/show/feed.xml", &in.arena, &in.diag);
}

static inline struct remote_feed *read_text(const char *text)
{
	struct remote_feed *f = read_bytes(text, strlen(text));

	assert_non_null(f);
	return f;
}

/* A feed whose channel has this inside. */
static inline struct remote_feed *channel(const char *inside)
{
	return read_text(arena_printf(
		&in.arena,
		"<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
		"xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" "
		"xmlns:atom=\"http://www.w3.org/2005/Atom\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:media=\"http://search.yahoo.com/mrss/\" "
		"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
		"xmlns:psc=\"http://podlove.org/simple-chapters\">"
		"<channel><title>T</title>%s</channel></rss>",
		inside));
}

static inline const struct remote_episode *item_of(const struct remote_feed *f, size_t i)
{
	assert_true(i < f->items.count);
	return (const struct remote_episode *)f->items.items + i;
}

static inline const struct remote_episode *item(const char *inside)
{
	const struct remote_feed *f = channel(arena_printf(&in.arena, "<item>%s</item>", inside));

	assert_int_equal(f->items.count, 1);
	return item_of(f, 0);
}

static inline void same(const char *have, const char *want)
{
	if (!want)
		assert_null(have);
	else
		assert_string_equal(have ? have : "(none)", want);
}

/* All messages, as people see them. */
static inline const char *messages(void)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	diag_print(&in.diag, out, false);
	fclose(out);
	const char *copy = arena_strdup(&in.arena, text);
	free(text);
	return copy;
}

/* There is one message, and it says this. */
static inline void said(const char *text)
{
	same(messages(), arena_printf(&in.arena, "https://example.org/show/feed.xml: %s\n", text));
}

/* The titles of all items, parted by blanks. */
static inline const char *titles(const struct remote_feed *f)
{
	const char *all = "";

	for (size_t i = 0; i < f->items.count; i++)
		all = arena_printf(&in.arena, "%s%s%s", all, *all ? " " : "",
				   item_of(f, i)->title ? item_of(f, i)->title : "-");
	return all;
}

static inline void add_elements(struct strbuf *out, const struct remote_list *list)
{
	const struct remote_element *all = list->items;

	for (size_t i = 0; i < list->count; i++) {
		const struct remote_element *e = &all[i];
		const struct remote_attribute *a = e->attributes.items;

		strbuf_addf(out, "%s%s%s%s", i ? " " : "", e->prefix ? e->prefix : "",
			    e->prefix ? ":" : "", e->name);
		for (size_t k = 0; k < e->attributes.count; k++)
			strbuf_addf(out, " %s%s%s=%s", a[k].prefix ? a[k].prefix : "",
				    a[k].prefix ? ":" : "", a[k].name, a[k].value);
		strbuf_addf(out, "{%s", e->text ? e->text : "");
		add_elements(out, &e->inside);
		strbuf_adds(out, "}");
	}
}

/* `itunes:keywords{a, b} podcast:value type=x{podcast:valueRecipient split=1{}}` */
static inline const char *elements(const struct remote_list *list)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);

	add_elements(&out, list);
	return arena_strdup(&in.arena, out.data);
}

#endif
