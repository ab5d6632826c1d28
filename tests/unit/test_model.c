#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "model/fields.h"
#include "model/licence.h"
#include "model/media.h"
#include "model/site.h"

static struct arena arena;

static int release(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* Podcasting 2.0 namespace, <podcast:guid>: the two vectors of the specification and forms of our own. */
static void podcast_guids_match_the_specification(void **state)
{
	static const struct {
		const char *url, *guid;
	} vectors[] = {
		{ "https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
		{ "https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c" },
		{ "http://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c" },
		{ "https://example.com/", "14142ccc-8358-56e4-b1f6-a19708ab14b5" },
		{ "https://example.com/feed/?id=1&x=2", "92a6be26-d418-5b69-857d-644d6f809da5" },
		{ "https://EXAMPLE.com/Feed.xml", "3a162971-7f31-5e76-94d9-99ac05b743c4" },
	};
	char guid[37];

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++) {
		podcast_guid(vectors[i].url, guid);
		assert_string_equal(guid, vectors[i].guid);
	}
}

static void slugs_are_made_of_plain_letters(void **state)
{
	(void)state;
	assert_string_equal(slug_make("Hope & Loss, part 2!", &arena), "hope-loss-part-2");
	assert_string_equal(slug_make("Don't panic", &arena), "dont-panic");
	assert_string_equal(slug_make("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", &arena), "");
	assert_string_equal(slug_make("F\u00e0ilte gu D\u00f9n \u00c8ideann", &arena), "failte-gu-dun-eideann");
	assert_string_equal(slug_make("Cafe\u0301 \u0141\u00f3d\u017a \u00c6gir Stra\u00dfe \u0152uvre", &arena),
			    "cafe-lodz-aegir-strasse-oeuvre");
	assert_string_equal(slug_make("Don\u2019t 2\u00d73 \u00c0\u017f\xff!", &arena), "dont-2-3-as");
	assert_true(slug_valid("hope-2"));
	assert_false(slug_valid("") || slug_valid("-a") || slug_valid("a-") || slug_valid("a--b") || slug_valid("A") ||
		     slug_valid("a b") || slug_valid("../a"));
}

static void urls_begin_with_the_address_and_hide_index_pages(void **state)
{
	struct site site = { .address = "https://example.org/sub" };

	(void)state;
	assert_string_equal(site_url(&site, "a/b.html", &arena), "https://example.org/sub/a/b.html");
	assert_string_equal(site_permalink(&site, "a/index.html", &arena), "https://example.org/sub/a/");
	site.address = "https://example.org/";
	assert_string_equal(site_permalink(&site, "index.html", &arena), "https://example.org/");
	assert_string_equal(site_permalink(&site, "a/reindex.html", &arena), "https://example.org/a/reindex.html");
}

static void every_field_has_help_and_required_ones_an_example(void **state)
{
	(void)state;
	for (const struct kind *const *k = content_kinds; *k; k++) {
		for (const struct field *f = (*k)->fields; f->key; f++) {
			assert_non_null(f->help);
			assert_true(f->help[strlen(f->help) - 1] == '.');
			assert_true(f->example || f->sub || !f->required);
			assert_true(f->offset < (*k)->size);
			assert_ptr_equal(kind_field(*k, f->key), f);
		}
	}
}

static void categories_are_apples_list(void **state)
{
	size_t tops = 0, subs = 0;

	(void)state;
	for (const char *const *top = category_tops(); *top; top++, tops++) {
		for (const char *const *sub = category_subs(*top); *sub; sub++)
			subs++;
	}
	assert_int_equal(tops, 19);
	assert_int_equal(subs, 91);
	assert_null(category_subs("Spirituality"));
}

static void licences_are_found_in_any_case(void **state)
{
	(void)state;
	assert_string_equal(licence_find("cc-by-4.0")->id, "CC-BY-4.0");
	assert_null(licence_find("CC-BY-5.0"));
}

static void an_episode_is_held_until_its_moment(void **state)
{
	struct moment now = { .utc = 100, .set = true };
	struct episode e = { .date = { .utc = 100, .set = true } };

	(void)state;
	assert_false(episode_is_held(&e, now));
	e.date.utc = 101;
	assert_true(episode_is_held(&e, now));
	e.date.utc = 1;
	e.status = "draft";
	assert_true(episode_is_held(&e, now));
}

static void problems_are_sorted_by_time_and_the_whole_file_comes_last(void **state)
{
	struct media_problem p[] = {
		{ "wrong-suffix", "w", NOWHERE, NOWHERE }, { "clipping", "c", 600, 601 },
		{ "truncated", "t", NOWHERE, NOWHERE },    { "clipping", "b", 2, NOWHERE },
		{ "damaged", "d", 2, 3 },                  { "clipping", "a", 2, NOWHERE },
	};
	char order[7] = "";

	(void)state;
	media_sort_problems(p, COUNT(p));
	for (size_t i = 0; i < COUNT(p); i++)
		order[i] = p[i].text[0];
	assert_string_equal(order, "dabctw");
	media_sort_problems(NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(problems_are_sorted_by_time_and_the_whole_file_comes_last),
		cmocka_unit_test(podcast_guids_match_the_specification),
		cmocka_unit_test(slugs_are_made_of_plain_letters),
		cmocka_unit_test(urls_begin_with_the_address_and_hide_index_pages),
		cmocka_unit_test(every_field_has_help_and_required_ones_an_example),
		cmocka_unit_test(categories_are_apples_list),
		cmocka_unit_test(licences_are_found_in_any_case),
		cmocka_unit_test(an_episode_is_held_until_its_moment),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
