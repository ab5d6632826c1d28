#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/publish/address.h"
#include "../../pipeline/publish/guard.h"
#include "../../pipeline/publish/part.h"
#include "../../pipeline/publish/probe.h"
#include "../../pipeline/publish/web_page.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "publish/download.h"

/* --- addresses -------------------------------------------------------------------------------- */

/* First and last of each block, and their neighbours outside. */
static const struct {
	const char *digits;
	const char *what; /* NULL: public */
} addresses[] = {
	{ "0.0.0.0", "this computer" }, /* RFC 791 */
	{ "0.255.255.255", "this computer" },
	{ "1.0.0.0", NULL },
	{ "9.255.255.255", NULL },
	{ "10.0.0.0", "a private network" }, /* RFC 1918 */
	{ "10.255.255.255", "a private network" },
	{ "11.0.0.0", NULL },
	{ "100.63.255.255", NULL },
	{ "100.64.0.0", "the inside of a provider's network" },      /* RFC 6598 */
	{ "100.100.100.200", "the inside of a provider's network" }, /* data of cloud machines */
	{ "100.127.255.255", "the inside of a provider's network" },
	{ "100.128.0.0", NULL },
	{ "126.255.255.255", NULL },
	{ "127.0.0.1", "this computer" }, /* RFC 1122 */
	{ "127.255.255.255", "this computer" },
	{ "128.0.0.0", NULL },
	{ "168.63.129.15", NULL },
	{ "168.63.129.16", "the inside of a data centre" },
	{ "168.63.129.17", NULL },
	{ "169.253.255.255", NULL },
	{ "169.254.0.0", "devices of one network" },     /* RFC 3927 */
	{ "169.254.169.254", "devices of one network" }, /* data of cloud machines */
	{ "169.254.255.255", "devices of one network" },
	{ "169.255.0.0", NULL },
	{ "172.15.255.255", NULL },
	{ "172.16.0.0", "a private network" }, /* RFC 1918 */
	{ "172.31.255.255", "a private network" },
	{ "172.32.0.0", NULL },
	{ "191.255.255.255", NULL },
	{ "192.0.0.0", "the inner workings of networks" },   /* RFC 6890 */
	{ "192.0.0.192", "the inner workings of networks" }, /* data of cloud machines */
	{ "192.0.1.0", NULL },
	{ "192.0.2.255", "examples in manuals" }, /* RFC 5737 */
	{ "192.0.3.0", NULL },
	{ "192.88.99.1", "the inner workings of networks" }, /* RFC 7526 */
	{ "192.88.100.0", NULL },
	{ "192.167.255.255", NULL },
	{ "192.168.0.0", "a private network" }, /* RFC 1918 */
	{ "192.168.255.255", "a private network" },
	{ "192.169.0.0", NULL },
	{ "198.17.255.255", NULL },
	{ "198.18.0.0", "measuring networks" }, /* RFC 2544 */
	{ "198.19.255.255", "measuring networks" },
	{ "198.20.0.0", NULL },
	{ "198.51.100.7", "examples in manuals" }, /* RFC 5737 */
	{ "203.0.113.7", "examples in manuals" },
	{ "203.0.114.0", NULL },
	{ "223.255.255.255", NULL },
	{ "224.0.0.0", "many computers at once" }, /* RFC 5771 */
	{ "239.255.255.255", "many computers at once" },
	{ "240.0.0.0", "nobody" },       /* RFC 1112 */
	{ "255.255.255.255", "nobody" }, /* RFC 919 */
	{ "::", "this computer" },       /* RFC 4291 */
	{ "::1", "this computer" },
	{ "::127.0.0.1", "this computer" },
	{ "::ffff:0:0", "this computer" }, /* 0.0.0.0, mapped */
	{ "::ffff:10.1.2.3", "a private network" },
	{ "::ffff:8.8.8.8", NULL },
	{ "::ffff:0:10.1.2.3", "a private network" },       /* RFC 2765 */
	{ "64:ff9b::a9fe:a9fe", "devices of one network" }, /* RFC 6052 */
	{ "64:ff9b::8.8.8.8", NULL },
	{ "64:ff9b:1::8.8.8.8", "a private network" },   /* RFC 8215 */
	{ "100::1", "nobody" },                          /* RFC 6666 */
	{ "2001::1", "the inner workings of networks" }, /* RFC 4380 (Teredo), in RFC 2928 */
	{ "2001:1ff:ffff::", "the inner workings of networks" },
	{ "2001:200::", NULL },
	{ "2001:db7:ffff::", NULL },
	{ "2001:db8::1", "examples in manuals" }, /* RFC 3849 */
	{ "2001:db9::", NULL },
	{ "2002:7f00:1::", "this computer" }, /* RFC 3056 */
	{ "2002:c0a8:101::1", "a private network" },
	{ "2002:808:808::", NULL },
	{ "2a00:1450:4009::1", NULL },
	{ "3ffe:ffff::", NULL },
	{ "3fff::1", "examples in manuals" }, /* RFC 9637 */
	{ "3fff:fff:ffff::", "examples in manuals" },
	{ "3fff:1000::", NULL },
	{ "4000::", "nobody" },                          /* RFC 4291: not given out */
	{ "5f00::1", "the inner workings of networks" }, /* RFC 9602 */
	{ "fc00::1", "a private network" },              /* RFC 4193 */
	{ "fd00:ec2::254", "a private network" },        /* data of cloud machines */
	{ "fdff:ffff::", "a private network" },
	{ "fe80::1", "devices of one network" }, /* RFC 4291 */
	{ "febf:ffff::", "devices of one network" },
	{ "fec0::1", "a private network" },      /* RFC 3879 */
	{ "ff02::1", "many computers at once" }, /* RFC 4291 */
};

static void special_addresses_are_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		const char *is = address_special_text(addresses[i].digits);

		if (!is != !addresses[i].what || (is && strcmp(is, addresses[i].what) != 0))
			fail_msg("%s: %s", addresses[i].digits, is ? is : "public");
	}
	assert_null(address_special_text("example.org"));
}

static void an_address_is_judged_by_its_text(void **state)
{
	static const struct {
		const char *url;
		enum guarded is;
		bool local_too;
	} cases[] = {
		{ "https://example.org/a.mp3", GUARD_GOOD, true },
		{ "HTTP://example.org", GUARD_GOOD, true },
		{ "http://8.8.8.8/", GUARD_GOOD, true },
		{ "http://127.0.0.1/", GUARD_SPECIAL, false },
		{ "http://127.1/", GUARD_SPECIAL, false },
		{ "http://2130706433/", GUARD_SPECIAL, false },
		{ "http://0x7f.1/", GUARD_SPECIAL, false },
		{ "http://0x7f000001/", GUARD_SPECIAL, false },
		{ "http://017700000001/", GUARD_SPECIAL, false },
		{ "http://%31%32%37.0.0.1/", GUARD_SPECIAL, false },
		{ "http://192.168.1.1.:8080/", GUARD_SPECIAL, false },
		{ "http://[::1]:80/", GUARD_SPECIAL, false },
		{ "http://[fe80::1%25eth0]/", GUARD_SPECIAL, false },
		{ "http://[::ffff:169.254.169.254]/", GUARD_SPECIAL, false },
		{ "http://localhost/", GUARD_SPECIAL, false },
		{ "http://LocalHost./", GUARD_SPECIAL, false },
		{ "http://x.localhost/", GUARD_SPECIAL, false },
		{ "http://notlocalhost/", GUARD_GOOD, true },
		{ "http://me@example.org/", GUARD_PASSWORD, true },
		{ "http://me:secret@example.org/", GUARD_PASSWORD, true },
		{ "file:///etc/passwd", GUARD_SCHEME, true },
		{ "ftp://example.org/", GUARD_SCHEME, true },
		{ "data:audio/mpeg,x", GUARD_SCHEME, true },
		{ "gopher://example.org/", GUARD_SCHEME, true },
		{ "a.mp3", GUARD_NO_ADDRESS, true },
		{ "", GUARD_NO_ADDRESS, true },
		{ "http://", GUARD_NO_ADDRESS, true },
		{ "http://exa mple.org/", GUARD_NO_ADDRESS, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct guard outer = { 0 }, inner = { .local = true };

		if (guard_url(&outer, cases[i].url) != cases[i].is)
			fail_msg("%s: %d", cases[i].url, (int)guard_url(&outer, cases[i].url));
		assert_int_equal(guard_url(&inner, cases[i].url),
				 cases[i].local_too ? cases[i].is : GUARD_GOOD);
		assert_true((outer.what != NULL) == (cases[i].is == GUARD_SPECIAL));
	}
}

/* --- what a server says -------------------------------------------------------------------------
 */

static void a_note_is_read_as_it_was_written(void **state)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(10000);
	struct arena a = { 0 };
	const struct part_note note = { .url = "https://example.org/\xc3\xa9.mp3?a=\"b\"",
					.at = "https://cdn.example.org/x",
					.etag = "\"a\\b\"",
					.modified = NULL,
					.date = "Thu, 01 Jan 2026 00:00:00 GMT",
					.type = "",
					.length = INT64_C(9007199254740991) };
	struct part_note read;

	(void)state;
	part_note_write(&note, &text);
	assert_true(part_note_read(text.data, text.len, &read, &a));
	assert_string_equal(read.url, note.url);
	assert_string_equal(read.at, note.at);
	assert_string_equal(read.etag, note.etag);
	assert_null(read.modified);
	assert_string_equal(read.date, note.date);
	assert_string_equal(read.type, "");
	assert_int_equal(read.length, note.length);
	for (size_t len = 0; len < text.len - 2; len++)
		assert_false(part_note_read(text.data, len, &read, &a));
	arena_free(&a);
}

static void what_is_no_note_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"[]",
		"{}",
		"null",
		"{\"url\": \"u\", \"at\": \"a\"}",
		"{\"url\": \"u\", \"at\": \"a\", \"length\": \"5\"}",
		"{\"url\": \"u\", \"at\": \"a\", \"length\": -2}",
		"{\"url\": \"u\", \"at\": \"a\", \"length\": 1e300}",
		"{\"url\": 5, \"at\": \"a\", \"length\": 5}",
		"{\"url\": \"u\", \"length\": 5}",
	};
	struct arena a = { 0 };
	struct part_note note;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(part_note_read(bad[i], strlen(bad[i]), &note, &a));
	static const char good[] = "{\"url\": \"u\", \"at\": \"a\", \"length\": 5, \"x\": []}";
	assert_true(part_note_read(good, strlen(good), &note, &a));
	arena_free(&a);
}

#define DAY "Thu, 01 Jan 2026 "

static void only_strong_validators_are_asked_with(void **state)
{
	static const struct {
		const char *etag, *modified, *date, *validator;
	} cases[] = {
		{ "\"a\"", NULL, NULL, "\"a\"" },
		{ "\"\"", NULL, NULL, "\"\"" },
		{ "W/\"a\"", NULL, NULL, NULL },
		{ "w/\"a\"", DAY "00:00:00 GMT", DAY "12:00:00 GMT", NULL },
		{ "a", NULL, NULL, NULL },
		{ "\"", NULL, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
		{ NULL, DAY "00:00:00 GMT", NULL, NULL },
		{ NULL, NULL, DAY "00:00:00 GMT", NULL },
		{ NULL, DAY "00:00:00 GMT", DAY "00:00:59 GMT", NULL },
		{ NULL, DAY "00:00:00 GMT", DAY "00:01:00 GMT", DAY "00:00:00 GMT" },
		{ NULL, DAY "00:02:00 GMT", DAY "00:00:00 GMT", NULL },
		{ NULL, "yesterday-ish", DAY "00:00:00 GMT", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct part_note n = { .etag = cases[i].etag,
					     .modified = cases[i].modified,
					     .date = cases[i].date };
		const char *is = part_note_validator(&n);

		if (!is != !cases[i].validator || (is && strcmp(is, cases[i].validator) != 0))
			fail_msg("case %zu: %s", i, is ? is : "none");
	}
}

static void ranges_are_read(void **state)
{
	static const struct {
		const char *value;
		bool good;
		struct content_range range;
	} cases[] = {
		{ "bytes 0-9/10", true, { 0, 9, 10 } },
		{ "Bytes 5-5/6", true, { 5, 5, 6 } },
		{ "bytes 5-9/*", true, { 5, 9, -1 } },
		{ "bytes */10", true, { -1, -1, 10 } },
		{ "bytes 0-9223372036854775798/9223372036854775799",
		  true,
		  { 0, INT64_C(9223372036854775798), INT64_C(9223372036854775799) } },
		{ "bytes */*", false, { 0, 0, 0 } },
		{ "bytes 0-9/9", false, { 0, 0, 0 } },
		{ "bytes 9-0/10", false, { 0, 0, 0 } },
		{ "bytes -9/10", false, { 0, 0, 0 } },
		{ "bytes 0-/10", false, { 0, 0, 0 } },
		{ "bytes 0-9/", false, { 0, 0, 0 } },
		{ "bytes 0-9", false, { 0, 0, 0 } },
		{ "bytes 0-9/10 ", false, { 0, 0, 0 } },
		{ "bytes 0-9/10, 0-1/10", false, { 0, 0, 0 } },
		{ "bytes=0-9/10", false, { 0, 0, 0 } },
		{ "items 0-9/10", false, { 0, 0, 0 } },
		{ "bytes +1-9/10", false, { 0, 0, 0 } },
		{ "bytes 0-9/99999999999999999999", false, { 0, 0, 0 } },
		{ "bytes 99999999999999999999-9/10", false, { 0, 0, 0 } },
		{ "bytes", false, { 0, 0, 0 } },
		{ "", false, { 0, 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct content_range r;
		bool good = content_range_parse(cases[i].value, &r);

		if (good != cases[i].good)
			fail_msg("%s", cases[i].value);
		if (!good)
			continue;
		assert_int_equal(r.first, cases[i].range.first);
		assert_int_equal(r.last, cases[i].range.last);
		assert_int_equal(r.total, cases[i].range.total);
	}
}

static void a_part_goes_on_only_with_the_same_file(void **state)
{
	const struct part_note old = { .at = "https://example.org/a.mp3?ticket=1",
				       .etag = "\"a\"",
				       .length = 100 };
	const struct part_note now = { .at = "https://example.org/a.mp3?ticket=2",
				       .etag = "\"a\"",
				       .length = 60 };
	const struct content_range range = { 40, 99, 100 };
	struct part_note other;
	struct content_range r;

	(void)state;
	assert_null(part_note_break(&old, &now, &range, 40));
	assert_string_equal(part_note_break(&old, &now, &range, 41),
			    "it sends another part than was asked for");
	r = (struct content_range){ 40, 98, 100 };
	assert_string_equal(part_note_break(&old, &now, &r, 40),
			    "it sends less than was asked for");
	r = (struct content_range){ 40, 99, 101 };
	assert_string_equal(part_note_break(&old, &now, &r, 40), "it is of another length now");
	r = (struct content_range){ 40, 99, -1 };
	assert_string_equal(part_note_break(&old, &now, &r, 40), "it is of another length now");
	other = now, other.length = 61;
	assert_string_equal(part_note_break(&old, &other, &range, 40),
			    "it contradicts itself about the length");
	other = now, other.at = "https://example.com/a.mp3?ticket=2";
	assert_string_equal(part_note_break(&old, &other, &range, 40), "another server sends it");
	other = now, other.etag = "\"b\"";
	assert_string_equal(part_note_break(&old, &other, &range, 40), "it changed meanwhile");
	other = now, other.etag = NULL;
	assert_string_equal(part_note_break(&old, &other, &range, 40), "it changed meanwhile");
}

static void web_pages_are_told_from_files(void **state)
{
	static const struct {
		const char *bytes, *type;
		bool page;
	} cases[] = {
		{ "<!DOCTYPE html><title>", "audio/mpeg", true },
		{ "\xef\xbb\xbf \r\n<HTML lang=en>", "", true },
		{ "<html>", "application/octet-stream", true },
		{ "<htmlish>", "", false },
		{ "<?xml version=\"1.0\"?><svg/>", "image/svg+xml", false },
		{ "Not found.", "text/html; charset=utf-8", true },
		{ "Not found.", "TEXT/HTML", true },
		{ "<p>Not found.", "application/xhtml+xml", true },
		{ "Not found.", "text/plain", false },
		{ "ID3\x03", "text/html", false },
		{ "WEBVTT\n", "text/vtt", false },
		{ "", "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (web_page_begins(cases[i].bytes, strlen(cases[i].bytes), cases[i].type) !=
		    cases[i].page)
			fail_msg("%s (%s)", cases[i].bytes, cases[i].type);
	}
}

static void a_server_is_left_alone_as_long_as_it_asks(void **state)
{
	static const struct {
		const char *head;
		double pause;
	} cases[] = {
		{ "HTTP/1.1 503 x\r\nRetry-After: 7\r\n", 7 },
		{ "HTTP/1.1 503 x\r\nretry-after: 86400\r\n", 60 },
		{ "HTTP/1.1 503 x\r\n", 0 },
		{ "Date: " DAY "00:00:00 GMT\r\nRetry-After: " DAY "00:00:09 GMT\r\n", 9 },
		{ "Date: " DAY "00:00:09 GMT\r\nRetry-After: " DAY "00:00:00 GMT\r\n", 0 },
		{ "Retry-After: " DAY "00:00:09 GMT\r\n", 0 },
		{ "Date: " DAY "00:00:00 GMT\r\nRetry-After: soon\r\n", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct answer got = { .head = STRBUF_INIT(1000) };

		strbuf_adds(&got.head, cases[i].head);
		assert_float_equal(answer_pause(&got), cases[i].pause, 1e-9);
		strbuf_release(&got.head);
	}
}

/* --- parts on the disk
 * ---------------------------------------------------------------------------- */

static char box[32];

static int make_box(void **state)
{
	(void)state;
	snprintf(box, sizeof(box), "/tmp/blether-part-XXXXXX");
	return mkdtemp(box) ? 0 : -1;
}

static int remove_box(void **state)
{
	(void)state;
	pid_t pid = fork();

	if (pid == 0) {
		execl("/bin/rm", "rm", "-rf", box, NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
	return 0;
}

static void a_part_has_no_name_until_it_is_whole(void **state)
{
	struct arena a = { 0 };
	static char bytes[300 << 10];
	const struct part_note note = { .url = "http://a.example/x",
					.at = "http://a.example/x",
					.etag = "\"a\"",
					.length = (int64_t)sizeof(bytes) };
	const char *path = arena_printf(&a, "%s/x", box);
	struct part p;
	char sha256[65];

	(void)state;
	part_find(&p, box, note.url, &a);
	assert_int_equal(p.size, 0);
	assert_true(part_begin(&p, &note, true));
	assert_true(part_add(&p, bytes, 100));
	assert_int_not_equal(access(p.note_path, F_OK), 0);
	assert_true(part_add(&p, bytes + 100, sizeof(bytes) - 200));
	assert_int_equal(access(p.note_path, F_OK), 0);
	part_pause(&p);

	struct part again;
	part_find(&again, box, note.url, &a);
	assert_int_equal(again.size, sizeof(bytes) - 100);
	assert_string_equal(again.note.etag, "\"a\"");
	assert_true(part_begin(&again, &note, false));
	struct part third;
	part_find(&third, box, note.url, &a);
	assert_false(part_begin(&third, &note, false)); /* it is held */
	assert_true(part_add(&again, bytes, 100));
	assert_int_not_equal(access(path, F_OK), 0);
	assert_true(part_seal(&again, sha256) && part_name(&again, path, false));
	assert_int_equal(access(path, F_OK), 0);
	assert_int_not_equal(access(again.bytes_path, F_OK), 0);
	assert_int_not_equal(access(again.note_path, F_OK), 0);
	arena_free(&a);
}

static void nothing_is_replaced(void **state)
{
	struct arena a = { 0 };
	const struct part_note note = { .url = "http://a.example/y", .at = "", .length = 1 };
	const char *path = arena_printf(&a, "%s/y", box);
	struct part p;
	char sha256[65];

	(void)state;
	assert_true(file_write(path, "mine", 4));
	part_find(&p, box, note.url, &a);
	assert_true(part_begin(&p, &note, true) && part_add(&p, "x", 1));
	assert_true(part_seal(&p, sha256));
	assert_false(part_name(&p, path, true));
	part_drop(&p);
	char *data;
	size_t len;
	assert_true(file_read(path, 100, &data, &len, &a));
	assert_string_equal(data, "mine");
	arena_free(&a);
}

static void what_nobody_asks_for_is_forgotten(void **state)
{
	struct arena a = { 0 };
	const struct downloading how = { .parts = box };
	const struct download wanted = { .url = "http://a.example/1" };
	char stem[PART_STEM + 1];
	const char *kept[3], *gone;

	(void)state;
	part_stem(wanted.url, stem);
	kept[0] = arena_printf(&a, "%s/%s.part", box, stem);
	kept[1] = arena_printf(&a, "%s/%s.said", box, stem);
	kept[2] = arena_printf(&a, "%s/notes.txt", box);
	part_stem("http://a.example/2", stem);
	gone = arena_printf(&a, "%s/%s.part", box, stem);
	for (size_t i = 0; i < COUNT(kept); i++)
		assert_true(file_write(kept[i], "x", 1));
	assert_true(file_write(gone, "x", 1));
	download_tidy(&how, &wanted, 1);
	for (size_t i = 0; i < COUNT(kept); i++)
		assert_int_equal(access(kept[i], F_OK), 0);
	assert_int_not_equal(access(gone, F_OK), 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(special_addresses_are_known),
		cmocka_unit_test(an_address_is_judged_by_its_text),
		cmocka_unit_test(a_note_is_read_as_it_was_written),
		cmocka_unit_test(what_is_no_note_is_refused),
		cmocka_unit_test(only_strong_validators_are_asked_with),
		cmocka_unit_test(ranges_are_read),
		cmocka_unit_test(a_part_goes_on_only_with_the_same_file),
		cmocka_unit_test(web_pages_are_told_from_files),
		cmocka_unit_test(a_server_is_left_alone_as_long_as_it_asks),
		cmocka_unit_test(a_part_has_no_name_until_it_is_whole),
		cmocka_unit_test(nothing_is_replaced),
		cmocka_unit_test(what_nobody_asks_for_is_forgotten),
	};

	return cmocka_run_group_tests(tests, make_box, remove_box);
}
