#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "read/feed_reader.h"

/* The example's feed, and the same with what is wrong in feeds of the wild. */
#define WHOLE   "tests/fuzz/corpus/feed_reader/example"
#define DAMAGED "tests/fuzz/corpus/feed_reader/damaged-example"

static const char *or_dash(const char *s)
{
	return s ? s : "-";
}

static void tell_item(struct strbuf *out, const struct remote_episode *i)
{
	strbuf_addf(out, "%s|%s|%s|", or_dash(i->title), or_dash(i->guid), or_dash(i->link));
	if (i->date.set)
		strbuf_addf(out, "%lld|", (long long)i->date.utc);
	else
		strbuf_adds(out, "-|");
	strbuf_addf(out, "%s|%s|%lld|%s|", or_dash(i->duration_text), or_dash(i->enclosure.url),
		    (long long)i->enclosure.length, or_dash(i->enclosure.type));
	strbuf_addf(out, "%s|%s|%s|%s\n", or_dash(i->season_text), or_dash(i->number_text),
		    i->is_explicit == REMOTE_YES ? "yes" : "no",
		    or_dash(i->content ? i->content : i->description));
}

/* Like feed_oracle.py. */
static char *told(const char *path, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);
	struct diag diag;
	char *bytes;
	size_t len;

	diag_init(&diag, a);
	assert_true(file_read(path, 1 << 20, &bytes, &len, a));
	const struct remote_feed *f = feed_read(bytes, len, path, a, &diag);
	assert_non_null(f);
	const struct remote_episode *items = f->items.items;
	strbuf_addf(&out, "%s|%s|%s|%s\n", or_dash(f->title), or_dash(f->link),
		    or_dash(f->language), or_dash(f->image));
	for (size_t i = 0; i < f->items.count; i++)
		tell_item(&out, &items[i]);
	assert_true(f->items.count >= 4);
	return arena_strdup(a, out.data);
}

static char *oracle(const char *path, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);
	char buffer[4096];
	size_t len;
	FILE *from = popen(arena_printf(a,
					"PYTHONIOENCODING=utf-8 /usr/bin/python3 "
					"tests/unit/feed_oracle.py %s 2>&1",
					path),
			   "r");

	assert_non_null(from);
	while ((len = fread(buffer, 1, sizeof(buffer), from)) > 0)
		strbuf_add(&out, buffer, len);
	pclose(from);
	return arena_strdup(a, out.data);
}

static void same_as_feedparser(const char *path)
{
	struct arena a = { 0 };

	assert_string_equal(told(path, &a), oracle(path, &a));
	arena_free(&a);
}

static void the_example_is_read_as_feedparser_reads_it(void **state)
{
	(void)state;
	same_as_feedparser(WHOLE);
}

static void a_damaged_feed_is_read_as_feedparser_reads_it(void **state)
{
	(void)state;
	same_as_feedparser(DAMAGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_is_read_as_feedparser_reads_it),
		cmocka_unit_test(a_damaged_feed_is_read_as_feedparser_reads_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
