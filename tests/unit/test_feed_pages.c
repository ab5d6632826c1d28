#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "feed_read.h"
#include "verify/verify.h"

#define EASY_BYTES 5000000
#define MOST_PAGES 256

/* Keeps the pages of feeds, in memory. */
struct shelf {
	struct output_sink sink; /* first: put() finds the shelf by it */
	struct arena       arena;
	struct diag        diag;
	struct shelved {
		const char *path, *text;
		size_t      len;
		bool        walked, is_feed;
	} pages[MOST_PAGES];
	size_t count;
};

static void shelf_put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct shelf *s = (struct shelf *)sink;

	if (strcmp(meta.type, "application/rss+xml") != 0)
		return;
	assert_true(s->count < MOST_PAGES);
	assert_true(len < EASY_BYTES);
	s->pages[s->count++] = (struct shelved){ arena_strdup(&s->arena, meta.path),
						 arena_strndup(&s->arena, bytes, len), len, false,
						 meta.group == OUTPUT_FEED };
}

static struct shelf *shelf_of(struct site *site)
{
	struct shelf *s = xcalloc(1, sizeof(*s));

	s->sink.put = shelf_put;
	diag_init(&s->diag, &s->arena);
	feed_render(site, &s->sink, &s->diag);
	assert_int_equal(s->diag.reported, 0);
	return s;
}

static void shelf_free(struct shelf *s)
{
	arena_free(&s->arena);
	free(s);
}

static struct shelved *shelf_find(struct shelf *s, const char *path)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->pages[i].path, path) == 0)
			return &s->pages[i];
	}
	return NULL;
}

/* A site whose show has nothing but feeds, so that many episodes cost little. */
static struct site *long_site(size_t episodes, struct arena *a)
{
	struct site *site = demo_site(episodes, a);
	struct show *show = site->shows[0];

	for (size_t i = 0; i < episodes; i++) {
		struct episode *e = show->episodes[i];

		memset(e->transcript_paths, 0, sizeof(e->transcript_paths));
		e->chapters_path = NULL;
	}
	return site;
}

/* Shows only the oldest `count` of `all` episodes. */
static struct shelf *shelf_of_oldest(struct site *site, size_t all, size_t count)
{
	struct show *show = site->shows[0], whole = *show;

	show->episodes += all - count;
	show->episode_count = count;
	struct shelf *s = shelf_of(site);
	*show = whole;
	return s;
}

/* The text between two others, from `from` on; NULL: it is not there. */
static char *between(const char *from, const char *before, const char *after, struct arena *a)
{
	const char *start = strstr(from, before);

	if (!start)
		return NULL;
	start += strlen(before);
	return arena_strndup(a, start, (size_t)(strstr(start, after) - start));
}

/* Where the page's link of that kind leads, in the output. */
static const char *link_of(const struct shelved *p, const char *rel, const char *address, struct arena *a)
{
	const char *end = strstr(p->text, arena_printf(a, "\" rel=\"%s\"", rel));

	if (!end)
		return NULL;
	const char *start = end;
	while (start[-1] != '"')
		start--;
	const char *url = arena_strndup(a, start, (size_t)(end - start));
	assert_memory_equal(url, address, strlen(address));
	return url + strlen(address);
}

/* Walks from page to page, and finds each episode exactly once, the newest first. */
static void assert_walk(struct shelf *s, const char *first, struct episode **episodes, size_t count)
{
	static const char address[] = "https://www.example.org/pod/";
	size_t seen = 0;

	for (const char *path = first; path;) {
		struct shelved *p = shelf_find(s, path);

		if (!p)
			fail_msg("there is no page '%s'", path);
		assert_false(p->walked);
		/* A page is there before what names it. */
		assert_int_equal(p->is_feed, path == first);
		p->walked = true;
		assert_string_equal(link_of(p, "self", address, &s->arena), path);
		for (const char *item = p->text; (item = strstr(item, "<item>")); item++) {
			assert_true(seen < count);
			assert_string_equal(between(item, "<guid isPermaLink=\"false\">", "<", &s->arena),
					    episodes[seen++]->guid);
		}
		assert_null(strstr(p->text, "rel=\"previous\""));
		path = link_of(p, "next", address, &s->arena);
	}
	assert_int_equal(seen, count);
}

static void assert_all_walked(const struct shelf *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (!s->pages[i].walked)
			fail_msg("no page leads to '%s'", s->pages[i].path);
	}
}

/* Everything but feed.xml is in `after` as it was in `before`; returns how many pages are new. */
static size_t assert_kept(struct shelf *before, struct shelf *after)
{
	for (size_t i = 0; i < before->count; i++) {
		struct shelved *old = &before->pages[i], *new = shelf_find(after, old->path);

		if (!new)
			fail_msg("the page '%s' is gone", old->path);
		if (strcmp(old->path, FEED) != 0 && (old->len != new->len || memcmp(old->text, new->text, old->len) != 0))
			fail_msg("the page '%s' has changed", old->path);
	}
	return after->count - before->count;
}

static void walk(struct arena *a, size_t episodes, size_t least, size_t most)
{
	struct site *site = long_site(episodes, a);
	struct shelf *s = shelf_of(site);

	assert_walk(s, FEED, site->shows[0]->episodes, episodes);
	assert_all_walked(s);
	assert_in_range(s->count, least, most);
	shelf_free(s);
}

static void a_feed_has_one_page_as_long_as_it_is_short(void **state)
{
	struct bench *b = *state;
	struct site *site = long_site(300, &b->arena);
	struct shelf *s = shelf_of(site);

	assert_walk(s, FEED, site->shows[0]->episodes, 300);
	assert_int_equal(s->count, 1);
	assert_null(strstr(s->pages[0].text, "rel=\"first\""));
	assert_null(strstr(s->pages[0].text, "rel=\"last\""));
	shelf_free(s);
}

static void all_of_2000_and_of_10000_episodes_are_on_one_page_each(void **state)
{
	struct bench *b = *state;

	walk(&b->arena, 2000, 2, 9);
	walk(&b->arena, 10000, 10, 41);
}

static void pages_know_the_first_and_the_last(void **state)
{
	struct bench *b = *state;
	struct site *site = long_site(2500, &b->arena);
	struct shelf *s = shelf_of(site);

	assert_true(s->count > 2);
	for (size_t i = 0; i < s->count; i++) {
		assert_string_equal(link_of(&s->pages[i], "first", "https://www.example.org/pod/", &s->arena), FEED);
		assert_string_equal(link_of(&s->pages[i], "last", "https://www.example.org/pod/", &s->arena),
				    "podcasts/hope/feed-1.xml");
	}
	/* The dates of an old page are its own. */
	struct shelved *old = shelf_find(s, "podcasts/hope/feed-1.xml");
	assert_string_equal(between(old->text, "<lastBuildDate>", "<", &s->arena),
			    between(strstr(old->text, "<item>"), "<pubDate>", "<", &s->arena));
	shelf_free(s);
}

static void pages_are_valid(void **state)
{
	struct bench *b = *state;
	struct site *site = long_site(2000, &b->arena);

	render_valid(b, site, FEED);
	render_valid(b, site, "podcasts/hope/feed-1.xml");
}

static void one_more_episode_changes_feed_xml_only_until_one_page_is_full(void **state)
{
	struct bench *b = *state;
	const size_t all = 3200;
	struct site *site = long_site(all, &b->arena);
	size_t low = 2400, high = all;
	struct shelf *start = shelf_of_oldest(site, all, low), *more = shelf_of_oldest(site, all, low + 1);

	assert_int_equal(assert_kept(start, more), 0);
	shelf_free(more);
	/* Between these two a page closes. */
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		struct shelf *s = shelf_of_oldest(site, all, middle);

		assert_kept(start, s);
		*(s->count > start->count ? &high : &low) = middle;
		shelf_free(s);
	}
	struct shelf *before = shelf_of_oldest(site, all, low), *after = shelf_of_oldest(site, all, high);
	assert_int_equal(assert_kept(before, after), 1);
	assert_walk(after, FEED, site->shows[0]->episodes + (all - high), high);
	shelf_free(before);
	shelf_free(after);
	shelf_free(start);
}

static void episodes_of_any_length_never_move_to_another_page(void **state)
{
	enum { ALL = 90 };
	struct bench *b = *state;
	struct site *site = long_site(ALL, &b->arena);
	struct shelf *before = NULL;
	uint32_t seed = 1;

	for (size_t i = 0; i < ALL; i++) {
		seed = seed * 1664525 + 1013904223;
		size_t len = (seed >> 8) % (i % 9 ? 60000 : 1500000);
		char *notes = arena_alloc(&b->arena, len + 8);

		memset(notes, 'x', len + 7);
		site->shows[0]->episodes[i]->notes_html = notes;
	}
	for (size_t count = 1; count <= ALL; count++) {
		struct shelf *s = shelf_of_oldest(site, ALL, count);

		assert_walk(s, FEED, site->shows[0]->episodes + (ALL - count), count);
		assert_all_walked(s);
		if (before) {
			assert_kept(before, s);
			shelf_free(before);
		}
		before = s;
	}
	assert_true(before->count > 2);
	shelf_free(before);
}

static void a_withdrawn_episode_keeps_its_place(void **state)
{
	struct bench *b = *state;
	struct site *site = long_site(2000, &b->arena);
	struct show *show = site->shows[0];
	struct shelf *before = shelf_of(site);
	struct episode *lost[1] = { show->episodes[1990] };

	for (size_t i = 1990; i + 1 < 2000; i++)
		show->episodes[i] = show->episodes[i + 1];
	show->episode_count = 1999;
	show->withdrawn = lost;
	show->withdrawn_count = 1;
	struct shelf *after = shelf_of(site);

	assert_walk(after, FEED, show->episodes, 1999);
	assert_int_equal(before->count, after->count);
	for (size_t i = 0; i < before->count; i++) {
		struct shelved *old = &before->pages[i], *new = shelf_find(after, old->path);
		bool changed = old->len != new->len || memcmp(old->text, new->text, old->len) != 0;

		assert_int_equal(changed, strcmp(old->path, "podcasts/hope/feed-1.xml") == 0);
	}
	shelf_free(before);
	shelf_free(after);
}

static void trailers_and_live_items_are_on_the_newest_page_only(void **state)
{
	struct bench *b = *state;
	struct site *site = long_site(2000, &b->arena);
	struct live live = { .title = "Tonight", .guid = "0f3b4a86-7e58-4b2f-9d0f-4f6b1b1f2c11",
			     .url = "https://stream.example.org/live", .type = "audio/mpeg",
			     .start = { 1, 0, true }, .end = { 3, 0, true } };

	site->now = (struct moment){ 2, 0, true };
	site->shows[0]->live = (struct list){ .items = &live, .count = 1 };
	site->shows[0]->episodes[1999]->type = "trailer";
	struct shelf *s = shelf_of(site);

	for (size_t i = 0; i < s->count; i++) {
		bool newest = strcmp(s->pages[i].path, FEED) == 0;

		assert_int_equal(strstr(s->pages[i].text, "<podcast:trailer") != NULL, newest);
		assert_int_equal(strstr(s->pages[i].text, "<podcast:liveItem") != NULL, newest);
	}
	shelf_free(s);
}

static const char all_pages[] =
	"import sys, feedparser\n"
	"from pathlib import Path\n"
	"root, ids, url = Path(sys.argv[1]), [], sys.argv[2]\n"
	"while url:\n"
	"    d = feedparser.parse((root / url.removeprefix('https://www.example.org/pod/')).read_bytes())\n"
	"    assert not d.bozo, d.bozo_exception\n"
	"    ids += [e.id for e in d.entries]\n"
	"    url = next((l.href for l in d.feed.links if l.rel == 'next'), None)\n"
	"print(len(ids), len(set(ids)))\n";

static void feedparser_follows_all_pages(void **state)
{
	struct bench *b = *state;

	feed_render(long_site(2000, &b->arena), &b->sink, &b->diag);
	char *script = arena_printf(&b->arena, "%s/walk.py", b->dir);
	if (!file_write(script, all_pages, sizeof(all_pages) - 1))
		abort();
	assert_string_equal(run(b, arena_printf(&b->arena, "/usr/bin/python3 %s %s https://www.example.org/pod/" FEED, script,
						b->dir)),
			    "2000 2000\n");
}

static void a_page_that_is_not_there_is_an_error(void **state)
{
	struct bench *b = *state;
	struct site *site = long_site(2000, &b->arena);

	feed_render(site, &b->sink, &b->diag);
	demo_files(b, site);
	struct output_tree tree = bench_tree(b);
	verify_output(&tree, site->address, &b->arena, &b->diag);
	assert_string_equal(bench_messages(b), "");

	struct output_file *page = bench_file(b, "podcasts/hope/feed-1.xml");
	memmove(page, page + 1, (size_t)(b->files + --b->count - page) * sizeof(*page));
	tree.count--;
	verify_output(&tree, site->address, &b->arena, &b->diag);
	expect(bench_messages(b), "leads to 'podcasts/hope/feed-1.xml', which is not in the output");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_feed_has_one_page_as_long_as_it_is_short),
		TEST(all_of_2000_and_of_10000_episodes_are_on_one_page_each),
		TEST(pages_know_the_first_and_the_last),
		TEST(pages_are_valid),
		TEST(one_more_episode_changes_feed_xml_only_until_one_page_is_full),
		TEST(episodes_of_any_length_never_move_to_another_page),
		TEST(a_withdrawn_episode_keeps_its_place),
		TEST(trailers_and_live_items_are_on_the_newest_page_only),
		TEST(feedparser_follows_all_pages),
		TEST(a_page_that_is_not_there_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
