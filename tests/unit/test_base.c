#include <errno.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"

static void an_arena_gives_zeroed_aligned_memory_and_takes_it_back(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t size = 1; size < 200000; size = size * 3 + 1) {
		char *p = arena_alloc(&a, size);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 1, size);
	}
	arena_reset(&a);
	char *again = arena_alloc(&a, 100);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(again[i], 0);
	arena_free(&a);
	assert_null(a.blocks);
}

static void an_array_in_an_arena_grows_and_keeps_what_it_has(void **state)
{
	struct arena a = { 0 };
	size_t *items = NULL, room = 0, moves = 0;

	(void)state;
	for (size_t count = 0; count < 5000; count++) {
		size_t *grown = arena_grow(&a, items, count, &room, sizeof(*items));

		assert_true(room > count);
		moves += grown != items;
		items = grown;
		items[count] = count;
	}
	assert_true(moves < 20);
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(items[i], i);
	arena_free(&a);
}

static void a_table_keeps_a_number_for_each_text(void **state)
{
	struct table t = { 0 };

	(void)state;
	assert_null(table_find(&t, 7));
	for (uint32_t i = 0; i < 5000; i++)
		*table_at(&t, key_of(0, (const char *)&i, sizeof(i))) = i;
	for (uint32_t i = 0; i < 5000; i++)
		assert_int_equal(*table_find(&t, key_of(0, (const char *)&i, sizeof(i))), i);
	assert_null(table_find(&t, key_of(1, "hope", 4)));
	assert_int_equal(*table_at(&t, key_of(1, "hope", 4)), 0);
	table_release(&t);
}

static void a_string_buffer_stops_at_its_ceiling_and_says_so_at_the_end(void **state)
{
	struct strbuf sb = STRBUF_INIT(4);

	(void)state;
	strbuf_adds(&sb, "hope");
	assert_true(strbuf_ok(&sb));
	strbuf_addc(&sb, '!');
	strbuf_addf(&sb, "%d", 7);
	assert_false(strbuf_ok(&sb));
	assert_string_equal(sb.data, "hope");
	strbuf_clear(&sb);
	strbuf_addf(&sb, "%d", 7);
	assert_string_equal(sb.data, "7");
	assert_true(strbuf_ok(&sb));
	strbuf_release(&sb);
}

static void whole_numbers_and_thousandths_are_written_as_a_format_would(void **state)
{
	static const int64_t numbers[] = { 0,    1,    -1,    9,       10,        -10,      999,
					   1000, 1001, -1001, 3600250, INT64_MAX, INT64_MIN };
	STRBUF_SCOPED struct strbuf sb = STRBUF_INIT(1000);
	struct json j = JSON_INIT(&sb);
	char expected[32];

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++) {
		strbuf_clear(&sb);
		strbuf_addi(&sb, numbers[i]);
		snprintf(expected, sizeof(expected), "%" PRId64, numbers[i]);
		assert_string_equal(sb.data, expected);
	}
	strbuf_clear(&sb);
	json_open(&j, NULL, '[');
	json_thousandths(&j, NULL, 1000);
	json_thousandths(&j, NULL, 1005);
	json_thousandths(&j, NULL, 62250);
	json_thousandths(&j, NULL, -5);
	json_close(&j, ']');
	assert_string_equal(sb.data, "[1,1.005,62.250,-0.005]");
}

static void json_is_escaped_and_separated(void **state)
{
	STRBUF_SCOPED struct strbuf sb = STRBUF_INIT(1000);
	struct json j = JSON_INIT(&sb);

	(void)state;
	json_open(&j, NULL, '{');
	json_text(&j, "a\"b", "x\\y\n</script>");
	json_open(&j, "list", '[');
	json_int(&j, NULL, -3);
	json_decimal(&j, NULL, 1.25, 3);
	json_bool(&j, NULL, true);
	json_text(&j, NULL, NULL);
	json_close(&j, ']');
	json_close(&j, '}');
	assert_string_equal(sb.data, "{\"a\\\"b\":\"x\\\\y\\n\\u003c/script>\",\"list\":[-3,1.250,true,null]}");
}

static void hashes_and_uuids_match_the_published_vectors(void **state)
{
	/* FIPS 180-4 example; RFC 9562 appendix A.4 (UUIDv5 of www.example.com in the DNS namespace) */
	static const uint8_t dns[16] = { 0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
					 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };
	struct hash h = hash_bytes("abc", 3), again;
	char hex[HASH_HEX], uuid[UUID_LEN + 1];

	(void)state;
	hash_hex(&h, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(hash_from_hex(hex, &again));
	assert_memory_equal(&h, &again, sizeof(h));
	assert_false(hash_from_hex("ba78", &again));
	uuid_v5(dns, "www.example.com", uuid);
	assert_string_equal(uuid, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
	assert_true(uuid_v4(uuid));
	assert_int_equal(uuid[14], '4');
}

static char *printed(struct diag *d)
{
	static char text[4096];
	FILE *f = fmemopen(text, sizeof(text), "w");

	diag_print(d, f, false);
	fclose(f);
	return text;
}

static void messages_are_sorted_by_place_and_point_with_a_caret(void **state)
{
	struct arena a = { 0 };
	struct diag d;
	struct source src = { "a.md", "one\ncaf\xc3\xa9: x\n", 13 };

	(void)state;
	diag_init(&d, &a);
	diag_report(&d, DIAG_BAD_URL, span_at(&src, 11, 1), "second");
	diag_report(&d, DIAG_LOOKS_LIKE_TAG, span_at(&src, 0, 3), "first");
	diag_report(&d, DIAG_BAD_URL, (struct span){ 0 }, "nowhere at 9:00");
	diag_report(&d, DIAG_BAD_URL, (struct span){ 0 }, "nowhere at 10:00");
	assert_string_equal(printed(&d), "error: nowhere at 9:00 [bad-url]\n"
					 "error: nowhere at 10:00 [bad-url]\n"
					 "a.md:1:1: warning: first [looks-like-tag]\n    1 | one\n      | ^~~\n"
					 "a.md:2:8: error: second [bad-url]\n    2 | caf\xc3\xa9: x\n      |       ^\n");
	assert_int_equal(d.count[SEV_ERROR], 3);
	assert_int_equal(d.count[SEV_WARNING], 1);
	arena_free(&a);
}

static void a_long_line_is_shown_around_the_place(void **state)
{
	struct arena a = { 0 };
	struct diag d;
	char line[5001];
	struct source src = { "a.md", line, 5000 };

	(void)state;
	memset(line, 'x', 5000);
	line[5000] = '\0';
	line[3000] = '!';
	diag_init(&d, &a);
	diag_report(&d, DIAG_BAD_URL, span_at(&src, 3000, 1), "here");
	const char *text = printed(&d);
	assert_non_null(strstr(text, "a.md:1:3001: error: here"));
	assert_true(strlen(text) < 300);
	const char *mark = strchr(text, '!'), *caret = strchr(text, '^');
	const char *line_start = strstr(text, "    1 | "), *caret_start = strstr(text, "      | ");
	assert_int_equal(mark - line_start, caret - caret_start);
	arena_free(&a);
}

static void what_is_private_only_its_owner_may_read(void **state)
{
	char dir[] = "/tmp/blether-test-XXXXXX", path[64];
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/file", dir);
	const mode_t mask = umask(022);
	assert_true(file_create_private(path, "one", 3));
	umask(mask);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	unlink(path);
	rmdir(dir);
}

static void a_new_file_never_takes_the_place_of_another(void **state)
{
	char dir[] = "/tmp/blether-test-XXXXXX", path[64], link[64], temp[64], *text;
	struct arena a = { 0 };
	size_t len;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/file", dir);
	snprintf(link, sizeof(link), "%s/link", dir);
	/* What one that was killed has left is in nobody's way. */
	snprintf(temp, sizeof(temp), "%s/.file.blether-tmp", dir);
	assert_true(file_write(temp, "half", 4));
	assert_true(file_create(path, "one", 3));
	assert_int_equal(access(temp, F_OK), -1);
	assert_false(file_create(path, "two", 3));
	assert_int_equal(errno, EEXIST);
	assert_int_equal(symlink("nowhere", link), 0);
	assert_false(file_create(link, "two", 3));
	assert_true(file_read(path, 100, &text, &len, &a));
	assert_string_equal(text, "one");
	unlink(link);
	unlink(path);
	rmdir(dir);
	arena_free(&a);
}

static void the_first_message_that_is_not_a_note_is_named(void **state)
{
	struct arena a = { 0 };
	struct diag d;

	(void)state;
	diag_init(&d, &a);
	assert_null(diag_first_slug(&d));
	diag_report(&d, DIAG_MORE_OF_THE_SAME, span_path("a", &a), "a note");
	assert_null(diag_first_slug(&d));
	diag_report(&d, DIAG_BAD_DATE, span_path("c", &a), "later");
	diag_report(&d, DIAG_BAD_NAME, span_path("b", &a), "sooner");
	assert_string_equal(diag_first_slug(&d), "bad-name");
	arena_free(&a);
}

/* With time that grew with the square, this would take an hour. */
static void places_of_many_messages_are_found_in_one_go(void **state)
{
	enum { MANY = 100000, WIDE = 20 };
	static char text[MANY * WIDE + 1];
	const struct source src = { "long.md", text, sizeof(text) - 1 };
	struct arena a = { 0 };
	struct diag d;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[WIDE * (MANY / 2) + 1] = '\n';
	diag_init(&d, &a);
	for (size_t i = MANY; i-- > 0;)
		diag_report(&d, DIAG_BAD_URL, span_at(&src, i * WIDE, 1), "here");
	char *out;
	size_t len;
	FILE *f = open_memstream(&out, &len);
	alarm(60);
	diag_print(&d, f, false);
	alarm(0);
	fclose(f);
	assert_non_null(strstr(out, "long.md:1:1: error: here"));
	assert_non_null(strstr(out, "long.md:1:1000001: error: here"));
	assert_non_null(strstr(out, "long.md:2:19: error: here"));
	assert_null(strstr(out, "long.md:3:"));
	free(out);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_and_takes_it_back),
		cmocka_unit_test(an_array_in_an_arena_grows_and_keeps_what_it_has),
		cmocka_unit_test(a_table_keeps_a_number_for_each_text),
		cmocka_unit_test(a_string_buffer_stops_at_its_ceiling_and_says_so_at_the_end),
		cmocka_unit_test(whole_numbers_and_thousandths_are_written_as_a_format_would),
		cmocka_unit_test(json_is_escaped_and_separated),
		cmocka_unit_test(hashes_and_uuids_match_the_published_vectors),
		cmocka_unit_test(messages_are_sorted_by_place_and_point_with_a_caret),
		cmocka_unit_test(what_is_private_only_its_owner_may_read),
		cmocka_unit_test(a_new_file_never_takes_the_place_of_another),
		cmocka_unit_test(the_first_message_that_is_not_a_note_is_named),
		cmocka_unit_test(a_long_line_is_shown_around_the_place),
		cmocka_unit_test(places_of_many_messages_are_found_in_one_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
