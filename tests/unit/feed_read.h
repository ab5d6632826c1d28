#ifndef TESTS_FEED_READ_H
#define TESTS_FEED_READ_H

/* What tests of feeds do with a feed that was written: hold it to the grammar, look for pieces. */
#include "feed/feed.h"
#include "feed_site.h"

#define FEED "podcasts/hope/feed.xml"

static inline int feed_setup(void **state)
{
	*state = bench_new();
	return 0;
}

static inline int feed_teardown(void **state)
{
	bench_free(*state);
	return 0;
}

/* What a command prints to stdout; fails the test when it fails. */
static inline char *run(struct bench *b, const char *command)
{
	char *text = arena_alloc(&b->arena, 1 << 16);
	FILE *p = popen(command, "r");
	size_t len = fread(text, 1, (1 << 16) - 1, p);

	text[len] = '\0';
	if (pclose(p) != 0)
		fail_msg("failed: %s\n%s", command, text);
	return text;
}

/* The feed, once xmllint has found it valid and nothing was reported. */
static inline const char *render_valid(struct bench *b, struct site *site, const char *path)
{
	b->count = 0;
	feed_render(site, &b->sink, &b->diag);
	assert_string_equal(bench_messages(b), "");
	assert_non_null(bench_file(b, path));
	run(b, arena_printf(&b->arena, "xmllint --noout --nonet --relaxng feeds/podcast.rng %s 2>&1",
			    bench_file(b, path)->disk));
	return bench_text(b, path);
}

/* Fails unless `piece` stands in the text; returns what follows it. */
static inline const char *expect(const char *text, const char *piece)
{
	const char *found = strstr(text, piece);

	if (!found)
		fail_msg("no '%s' in\n%.6000s", piece, text);
	return found + strlen(piece);
}

static inline void expect_none(const char *text, const char *piece)
{
	const char *found = strstr(text, piece);

	if (found)
		fail_msg("there is '%s' in\n%.300s", piece, found);
}

#define LIST_OF(array) { .items = (array), .count = COUNT(array) }

#define TEST(name) cmocka_unit_test_setup_teardown(name, feed_setup, feed_teardown)

#endif
