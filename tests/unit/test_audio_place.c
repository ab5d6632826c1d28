#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/strbuf.h"
#include "model/audio_place.h"
#include "model/fields.h"
#include "model/publishing.h"

static struct arena arena;
static struct diag diag;

static int begin(void **state)
{
	(void)state;
	diag_init(&diag, &arena);
	return 0;
}

static int release(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct site placed(const char *address)
{
	struct site site = { .address = "https://example.org/irn", .audio_address = address };

	site_place_audio(&site, &arena);
	return site;
}

static void without_an_address_recordings_stand_with_the_pages(void **state)
{
	const struct site site = placed(NULL);

	(void)state;
	assert_null(site.audio_root);
	assert_null(site.audio_origin);
	assert_null(site.audio_host);
	assert_string_equal(site_audio_url(&site, "a b.mp3", &arena),
			    "https://example.org/irn/a%20b.mp3");
}

static void with_one_they_stand_there(void **state)
{
	static const char *const same[] = { "https://audio.example.org/x",
					    "https://audio.example.org/x/" };

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		const struct site site = placed(same[i]);

		assert_string_equal(site.audio_root, "https://audio.example.org/x/");
		assert_string_equal(site.audio_origin, "https://audio.example.org");
		assert_string_equal(site.audio_host, "audio.example.org");
		assert_string_equal(site_audio_url(&site, "p/a.mp3", &arena),
				    "https://audio.example.org/x/p/a.mp3");
	}
	assert_string_equal(placed("https://audio.example.org").audio_root,
			    "https://audio.example.org/");
	assert_string_equal(placed("https://audio.example.org:8443/x").audio_origin,
			    "https://audio.example.org:8443");
}

static void a_host_that_sends_on_is_allowed_to(void **state)
{
	const struct site site = placed("https://archive.org/download/irn-talks/");

	(void)state;
	assert_string_equal(site.audio_origin, "https://archive.org https://*.archive.org");
	assert_string_equal(site.audio_host, "archive.org");
	assert_string_equal(placed("https://archive.org.example.org/").audio_origin,
			    "https://archive.org.example.org");
}

static void pages_that_are_read_here_play_what_is_here(void **state)
{
	struct site site = placed("https://audio.example.org/");

	(void)state;
	site_play_here(&site);
	assert_null(site.audio_root);
	assert_null(site.audio_origin);
	assert_string_equal(site_audio_url(&site, "a.mp3", &arena),
			    "https://audio.example.org/a.mp3");
}

/* What is made: fields of published_audio.type, and what else an output holds. */
static void a_target_of_audio_takes_what_is_addressed_there(void **state)
{
	static const char *const audio[] = { "audio/mpeg", "audio/x-m4a", "audio/ogg" };
	static const char *const others[] = {
		"text/html",        "image/jpeg", "application/rss+xml",
		"application/json", "text/vtt",   "application/pdf"
	};
	const struct target apart = { .takes = "audio" }, pages = { .takes = "pages" },
			    all = { .takes = "all" };

	(void)state;
	for (size_t i = 0; i < COUNT(audio) + COUNT(others); i++) {
		const bool is_audio = i < COUNT(audio);
		const struct output_file f = { .type = is_audio ? audio[i]
								: others[i - COUNT(audio)] };

		assert_int_equal(audio_is_type(f.type), is_audio);
		assert_int_equal(target_takes(&apart, &f), is_audio);
		assert_int_equal(target_takes(&pages, &f), !is_audio);
		assert_true(target_takes(&all, &f));
	}
}

static void expect(const char *address, struct target *targets, size_t count, enum diag_id id,
		   const char *text)
{
	struct site site = placed(address);
	const struct publishing p = { .targets = { .items = targets, .count = count } };

	diag_init(&diag, &arena);
	site.item.kind = &kind_site;
	site.item.src = span_path("site.yaml", &arena).src;
	check_audio_target(&site, &p, &diag);
	assert_int_equal(diag.reported, text ? 1 : 0);
	if (text) {
		struct strbuf out = STRBUF_INIT(4096);
		struct json j = JSON_INIT(&out);

		assert_string_equal(diag_first_slug(&diag), diag_slug(id));
		json_open(&j, NULL, '{');
		diag_write_json(&diag, "messages", &j);
		json_close(&j, '}');
		assert_non_null(strstr(out.data, text));
		strbuf_release(&out);
	}
}

static void targets_and_address_must_agree(void **state)
{
	struct target parted[] = { { .name = "web", .takes = "pages" },
				   { .name = "talks", .takes = "audio" } };
	struct target one[] = { { .name = "web", .takes = "all" } };

	(void)state;
	expect("https://audio.example.org/", parted, 2, 0, NULL);
	expect(NULL, one, 1, 0, NULL);
	expect("https://audio.example.org/", NULL, 0, 0, NULL);
	expect(NULL, parted, 2, DIAG_AUDIO_TARGET,
	       "'talks' takes recordings away from the pages, but nothing says where they are on "
	       "the "
	       "web then; write 'audio_address' into site.yaml");
	expect("https://audio.example.org/", one, 1, DIAG_AUDIO_TOGETHER,
	       "recordings shall stand at 'https://audio.example.org/', but are sent with the "
	       "pages; "
	       "give them a target with 'takes: audio' in publish.yaml, or delete this line");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_an_address_recordings_stand_with_the_pages),
		cmocka_unit_test(with_one_they_stand_there),
		cmocka_unit_test(a_host_that_sends_on_is_allowed_to),
		cmocka_unit_test(pages_that_are_read_here_play_what_is_here),
		cmocka_unit_test(a_target_of_audio_takes_what_is_addressed_there),
		cmocka_unit_test(targets_and_address_must_agree),
	};

	return cmocka_run_group_tests(tests, begin, release);
}
