#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/publish/manifest.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define SHA  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define REST "\t" SHA "\t12\ttext/html\tpage\t1757235600123456789\t42\n"
#define HEAD(n) "blether-manifest\t1\t" #n "\n"

struct bench {
	struct arena    a;
	struct diag     diag;
	struct manifest m;
	struct journal  j;
	bool            ok;
	char           *said;
};

/* What was reported, as text. */
static char *words_of(struct diag *d)
{
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	diag_print(d, out, false);
	fclose(out);
	return text;
}

static struct bench read_len(const char *text, size_t len, bool journal)
{
	struct bench b = { 0 };

	diag_init(&b.diag, &b.a);
	char *copy = arena_strndup(&b.a, text, len);
	b.ok = journal ? journal_parse(&b.j, "public/.blether-journal", copy, len, &b.diag)
		       : manifest_parse(&b.m, "public/.blether-manifest", copy, len, &b.diag);
	b.said = words_of(&b.diag);
	return b;
}

static void done(struct bench *b)
{
	free(b->said);
	arena_free(&b->a);
}

static void refused(const char *text, size_t len, bool journal, const char *because)
{
	struct bench b = read_len(text, len, journal);

	if (b.ok || !strstr(b.said, because) || !strstr(b.said, "[bad-manifest]"))
		fail_msg("'%s' gave %d and said: %s", text, b.ok, b.said);
	assert_non_null(strstr(b.said, "move the whole output folder away"));
	done(&b);
}

static void what_is_written_is_read_again(void **state)
{
	static const char text[] = HEAD(3) "a.mp3\t" SHA "\t0\taudio/mpeg\tmedia\t-5\t18446744073709551615\n"
					   "b/ü.html" REST "feed.xml\t" SHA
					   "\t9223372036854775807\tapplication/rss+xml\tfeed\t0\t1\n";
	struct bench b = read_len(text, sizeof(text) - 1, false);
	struct strbuf out = STRBUF_INIT(10000);

	(void)state;
	assert_true(b.ok);
	assert_int_equal(b.m.count, 3);
	assert_string_equal(b.m.records[1].file.path, "b/ü.html");
	assert_int_equal(b.m.records[1].file.group, OUTPUT_PAGE);
	assert_int_equal(b.m.records[1].stamp.mtime, 1757235600123456789);
	assert_int_equal(b.m.records[1].stamp.size, 12);
	assert_int_equal(b.m.records[0].stamp.mtime, -5);
	manifest_format(&b.m, &out);
	assert_string_equal(out.data, text);
	strbuf_release(&out);
	done(&b);
}

static void a_journal_is_read_again(void **state)
{
	static const char text[] = "blether-journal\t1\t3\na\t-\t" SHA "\tfeed\nb\t" SHA "\t-\tmedia\n"
				   "c\t-\t-\tpage\n";
	struct bench b = read_len(text, sizeof(text) - 1, true);
	struct strbuf out = STRBUF_INIT(10000);

	(void)state;
	assert_true(b.ok);
	assert_string_equal(b.j.changes[0].before, "");
	assert_string_equal(b.j.changes[0].after, SHA);
	assert_int_equal(b.j.changes[0].group, OUTPUT_FEED);
	journal_format(&b.j, &out);
	assert_string_equal(out.data, text);
	strbuf_release(&out);
	done(&b);
}

static void an_empty_manifest_is_a_manifest(void **state)
{
	struct bench b = read_len(HEAD(0), strlen(HEAD(0)), false);

	(void)state;
	assert_true(b.ok);
	assert_int_equal(b.m.count, 0);
	done(&b);
}

static void damage_is_named_with_its_line(void **state)
{
	static const struct {
		const char *text, *because;
	} cases[] = {
		{ "", "line 1 " },
		{ "blether-manifest\t1\t0", "line 1 " },
		{ "\n", "line 1 " },
		{ "something else\n", "the first line is not one" },
		{ "blether-journal\t1\t0\n", "the first line is not one" },
		{ "blether-manifest\t2\t0\n", "another version" },
		{ "blether-manifest\t1\t-1\n", "how many lines" },
		{ "blether-manifest\t1\t99999999999999999999\n", "how many lines" },
		{ "blether-manifest\t1\t1000000\n", "how many lines" },
		{ HEAD(1), "line 2 of blether's own note" },
		{ HEAD(2) "a" REST, "line 3 of blether's own note 'public/.blether-manifest' is damaged: "
				    "the line has no end" },
		{ HEAD(1) "a" REST "b" REST, "line 3 of" },
		{ HEAD(1) "a" REST "junk", "more lines" },
		{ HEAD(2) "a" REST "b\t" SHA, "the line has no end" },
		{ HEAD(2) "a" REST "b\t" SHA "\n", "line 3 of blether's own note 'public/.blether-manifest' "
						   "is damaged: the line has not the right number" },
		{ HEAD(1) "a" "\t" SHA "\t12\ttext/html\tpage\t1\t42\tmore\n", "number of fields" },
		{ HEAD(2) "b" REST "a" REST, "out of order" },
		{ HEAD(2) "a" REST "a" REST, "out of order" },
		{ HEAD(1) "../a" REST, "not one that blether writes" },
		{ HEAD(1) "/etc/passwd" REST, "not one that blether writes" },
		{ HEAD(1) "a/../../b" REST, "not one that blether writes" },
		{ HEAD(1) "a//b" REST, "not one that blether writes" },
		{ HEAD(1) "a/" REST, "not one that blether writes" },
		{ HEAD(1) "." REST, "not one that blether writes" },
		{ HEAD(1) REST, "not one that blether writes" },
		{ HEAD(1) ".blether-manifest" REST, "not one that blether writes" },
		{ HEAD(1) "a\001b" REST, "not one that blether writes" },
		{ HEAD(1) "a\t" SHA "0\t1\tt\tpage\t1\t1\n", "64 hexadecimal" },
		{ HEAD(1) "a\tabc\t1\tt\tpage\t1\t1\n", "64 hexadecimal" },
		{ HEAD(1) "a\t" SHA "\t1e3\tt\tpage\t1\t1\n", "size" },
		{ HEAD(1) "a\t" SHA "\t-1\tt\tpage\t1\t1\n", "size" },
		{ HEAD(1) "a\t" SHA "\t\tt\tpage\t1\t1\n", "size" },
		{ HEAD(1) "a\t" SHA "\t9223372036854775808\tt\tpage\t1\t1\n", "size" },
		{ HEAD(1) "a\t" SHA "\t1\t\tpage\t1\t1\n", "media type" },
		{ HEAD(1) "a\t" SHA "\t1\tt\tpages\t1\t1\n", "group" },
		{ HEAD(1) "a\t" SHA "\t1\tt\tpage\t--1\t1\n", "time or the inode" },
		{ HEAD(1) "a\t" SHA "\t1\tt\tpage\t1\t-1\n", "time or the inode" },
		{ HEAD(1) "a\t" SHA "\t1\tt\tpage\t1\t18446744073709551616\n", "time or the inode" },
		{ HEAD(1) "a\t" SHA "\t1\tt\tpage\t1\t1\r\n", "time or the inode" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		refused(cases[i].text, strlen(cases[i].text), false, cases[i].because);
}

static void a_zero_byte_is_damage(void **state)
{
	static const char text[] = HEAD(1) "a\0b" REST;

	(void)state;
	refused(text, sizeof(text) - 1, false, "zero byte");
}

static void a_damaged_journal_is_named_too(void **state)
{
	static const char *const texts[] = {
		"blether-journal\t1\t1\na\t-\t-\n",
		"blether-journal\t1\t1\na\tx\t-\tpage\n",
		"blether-journal\t1\t1\na\t-\t-\tpages\n",
		"blether-journal\t1\t1\n../a\t-\t-\tpage\n",
		"blether-journal\t1\t2\nb\t-\t-\tpage\na\t-\t-\tpage\n",
		HEAD(0),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		refused(texts[i], strlen(texts[i]), true, "line ");
}

/* Every beginning of a good manifest, and every byte of it changed, is read or refused without harm. */
static void no_damage_crashes_the_reader(void **state)
{
	static const char text[] = HEAD(2) "a" REST "b/c" REST;
	char copy[sizeof(text)];

	(void)state;
	for (size_t len = 0; len < sizeof(text) - 1; len++)
		refused(text, len, false, "line ");
	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		for (unsigned c = 0; c < 256; c += c > 64 ? 31 : 1) {
			memcpy(copy, text, sizeof(text));
			copy[i] = (char)c;
			struct bench b = read_len(copy, sizeof(text) - 1, false);
			assert_int_equal(b.ok, b.said[0] == '\0');
			done(&b);
		}
	}
}

static void paths_that_may_be_output(void **state)
{
	static const char *const good[] = { "a", "a/b", "a.b/c..d", "...", "ü", ".htaccess",
					    ".well-known/security.txt", "a b" };
	char part[300];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(output_path_ok(good[i]));
	assert_false(output_path_ok("a/.blether-tmp"));
	assert_false(output_path_ok("a\177"));
	memset(part, 'x', sizeof(part));
	part[255] = '\0';
	assert_true(output_path_ok(part));
	part[255] = 'x';
	part[256] = '\0';
	assert_false(output_path_ok(part));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(a_journal_is_read_again),
		cmocka_unit_test(an_empty_manifest_is_a_manifest),
		cmocka_unit_test(damage_is_named_with_its_line),
		cmocka_unit_test(a_zero_byte_is_damage),
		cmocka_unit_test(a_damaged_journal_is_named_too),
		cmocka_unit_test(no_damage_crashes_the_reader),
		cmocka_unit_test(paths_that_may_be_output),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
