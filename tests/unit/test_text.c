#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

static void decodes_every_length_of_utf8(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t cp;
	} good[] = { { "a", 'a' }, { "\xc3\xa9", 0xe9 }, { "\xe2\x82\xac", 0x20ac }, { "\xf0\x9f\x99\x82", 0x1f642 } };
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(utf8_decode(good[i].bytes, strlen(good[i].bytes), &cp), strlen(good[i].bytes));
		assert_int_equal(cp, good[i].cp);
	}
}

static void refuses_what_is_not_utf8(void **state)
{
	static const char *const bad[] = { "\x80", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
					   "\xff" };
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &cp), 0);
}

static void encodes_what_it_decodes(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp <= 0x10ffff; cp += 97) {
		STRBUF_SCOPED struct strbuf sb = STRBUF_INIT(8);
		uint32_t again = 0;

		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		utf8_encode(&sb, cp);
		assert_int_equal(utf8_decode(sb.data, sb.len, &again), sb.len);
		assert_int_equal(again, cp);
	}
}

static void lets_through_the_characters_of_xml(void **state)
{
	(void)state;
	assert_true(utf8_is_xml('\t') && utf8_is_xml('\n') && utf8_is_xml(' ') && utf8_is_xml(0x1f642));
	assert_false(utf8_is_xml(0) || utf8_is_xml(0x0b) || utf8_is_xml(0x7f) || utf8_is_xml(0x85) ||
		     utf8_is_xml(0xfffe) || utf8_is_xml(0xffff));
	assert_true(utf8_is_xml(0xfffd) && !utf8_is_written(0xfffd) && utf8_is_written(0xfffc) && !utf8_is_written(0x85));
}

static void escapes_for_text_and_attributes(void **state)
{
	STRBUF_SCOPED struct strbuf sb = STRBUF_INIT(100);
	static const char raw[] = "& < > \" ' ok";

	(void)state;
	text_escape_html(&sb, raw, strlen(raw));
	assert_string_equal(sb.data, "&amp; &lt; &gt; &quot; &#39; ok");
}

static void counts_slips_of_the_finger(void **state)
{
	(void)state;
	assert_int_equal(text_distance("title", "title"), 0);
	assert_int_equal(text_distance("titel", "title"), 1);
	assert_int_equal(text_distance("explcit", "explicit"), 1);
	assert_int_equal(text_distance("", "abc"), 3);
	assert_int_equal(text_distance("kitten", "sitting"), 3);
}

static void suggests_only_what_is_near(void **state)
{
	static const char *const words[] = { "title", "summary", "date", NULL };

	(void)state;
	assert_string_equal(text_nearest("sumary", words), "summary");
	assert_string_equal(text_nearest("dtae", words), "date");
	assert_string_equal(text_nearest("TITLE", words), "title");
	assert_null(text_nearest("colour", words));
	assert_null(text_nearest("", words));
}

static void suggests_what_begins_alike_of_what_is_equally_near(void **state)
{
	static const char *const rates[] = { "22050", "24000", "44100", NULL };

	(void)state;
	assert_string_equal(text_nearest("44000", rates), "44100");
	assert_string_equal(text_nearest("24100", rates), "24000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_every_length_of_utf8),
		cmocka_unit_test(refuses_what_is_not_utf8),
		cmocka_unit_test(encodes_what_it_decodes),
		cmocka_unit_test(lets_through_the_characters_of_xml),
		cmocka_unit_test(escapes_for_text_and_attributes),
		cmocka_unit_test(counts_slips_of_the_finger),
		cmocka_unit_test(suggests_only_what_is_near),
		cmocka_unit_test(suggests_what_begins_alike_of_what_is_equally_near),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
