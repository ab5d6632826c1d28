#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../pipeline/feed/xml.h"
#include "base/strbuf.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void text_and_attributes_are_escaped(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);
	struct xml x;

	(void)state;
	xml_open(&x, &out);
	xml_start(&x, "a");
	xml_attr(&x, "b", "\"<&>'\n\t\xc3\xa9");
	xml_attr(&x, "absent", NULL);
	xml_text(&x, "\"<&>']]>\n\xc3\xa9");
	xml_leaf(&x, "absent", NULL);
	xml_end(&x);
	assert_true(xml_close(&x));
	assert_string_equal(out.data, DECLARATION
			    "<a b=\"&quot;&lt;&amp;&gt;'&#10;&#9;\xc3\xa9\">\"&#x3C;&amp;&gt;']]&gt;\n\xc3\xa9</a>\n");
}

static void a_section_with_its_own_end_becomes_two(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);
	static const char text[] = "a]]>b]]]>c]]";
	struct xml x;

	(void)state;
	xml_open(&x, &out);
	xml_leaf_cdata(&x, "a", text, sizeof(text) - 1);
	assert_true(xml_close(&x));
	assert_string_equal(out.data, DECLARATION
			    "<a><![CDATA[a]]]]><![CDATA[>b]]]]]><![CDATA[>c]]]]></a>\n");
}

static void the_first_failure_is_kept(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);
	struct xml x;

	(void)state;
	xml_open(&x, &out);
	xml_start(&x, "a");
	xml_text(&x, "bad\x01");
	xml_end(&x);
	xml_end(&x);
	xml_leaf(&x, "b", "c");
	assert_false(xml_close(&x));
	assert_string_equal(x.refused, "a control character");
}

static void an_end_too_many_is_refused(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);
	struct xml x;

	(void)state;
	xml_open(&x, &out);
	xml_leaf(&x, "a", "b");
	xml_end(&x);
	assert_false(xml_close(&x));
}

static void more_than_the_buffer_holds_is_refused(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(100);
	struct xml x;

	(void)state;
	xml_open(&x, &out);
	xml_start(&x, "a");
	for (int i = 0; i < 10000; i++)
		xml_leaf(&x, "b", "c");
	xml_end(&x);
	assert_false(xml_close(&x));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_attributes_are_escaped),
		cmocka_unit_test(a_section_with_its_own_end_becomes_two),
		cmocka_unit_test(the_first_failure_is_kept),
		cmocka_unit_test(an_end_too_many_is_refused),
		cmocka_unit_test(more_than_the_buffer_holds_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
