/* One field of a page is set, and every other byte stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "read/front_edit.h"

static void expect(const char *text, const struct kind *kind, const struct front_value *value, const char *expected)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);
	bool ok = front_edit(text, strlen(text), kind, value, &out);

	assert_int_equal(ok, expected != NULL);
	assert_string_equal(out.data, expected ? expected : "");
}

/* A text that stands nowhere in a table of fields. */
static void check(const char *text, const char *key, const char *expected)
{
	static const char *const words[] = { "withdrawn" };

	expect(text, NULL, &(struct front_value){ .key = key, .texts = words, .count = 1 }, expected);
}

static void set(const char *text, const char *key, const char *value, const char *expected)
{
	expect(text, &kind_group, &(struct front_value){ .key = key, .texts = &value, .count = 1 }, expected);
}

static void drop(const char *text, const char *key, const char *expected)
{
	expect(text, &kind_group, &(struct front_value){ .key = key }, expected);
}

/* `entries` are parted by blanks. */
static void list(const char *text, const char *key, const char *entries, const char *expected)
{
	struct arena a = { 0 };
	const char *texts[16];
	struct front_value value = { .key = key, .texts = texts, .list = true };

	for (char *word = strtok(arena_strdup(&a, entries), " "); word; word = strtok(NULL, " "))
		texts[value.count++] = word;
	expect(text, &kind_group, &value, expected);
	arena_free(&a);
}

static void a_line_that_is_there_gets_another_value(void **state)
{
	(void)state;
	check("---\nstatus: draft\ntitle: A\n---\nstatus: x\n", "status",
	      "---\nstatus: withdrawn\ntitle: A\n---\nstatus: x\n");
	check("---\ntitle: A\nstatus: \"draft\" # soon\n---\n", "status",
	      "---\ntitle: A\nstatus: \"withdrawn\" # soon\n---\n");
	check("---\nstatus:   'draft'   \n---\n", "status", "---\nstatus:   'withdrawn'   \n---\n");
	check("---\nstatus:  # none yet\ntitle: A\n---\n", "status", "---\nstatus: withdrawn  # none yet\ntitle: A\n---\n");
	check("---\nstatus:\n---\n", "status", "---\nstatus: withdrawn\n---\n");
	check("address: https://a.org/\ntitle: A\n", "address", "address: withdrawn\ntitle: A\n");
	check("title: A\naddress: https://a.org/", "address", "title: A\naddress: withdrawn");
}

static void texts_in_lines_get_one(void **state)
{
	(void)state;
	check("---\nstatus: >\n  draft\n  still\n\n# about the title\ntitle: A\n---\n", "status",
	      "---\nstatus: >\n  withdrawn\n\n# about the title\ntitle: A\n---\n");
	check("---\nstatus: |- # kept\n    draft\n---\n", "status", "---\nstatus: |- # kept\n    withdrawn\n---\n");
	check("---\nstatus:\n  draft\n---\n", "status", "---\nstatus:\n  withdrawn\n---\n");
	check("---\nstatus: dra\n  ft\ntitle: A\n---\n", "status", "---\nstatus: withdrawn\ntitle: A\n---\n");
	check("---\nstatus: \"dra\n  ft\"\ntitle: A\n---\n", "status", "---\nstatus: \"withdrawn\"\ntitle: A\n---\n");
}

static void a_line_that_is_not_is_added_where_the_front_matter_ends(void **state)
{
	(void)state;
	check("---\ntitle: A\n--- \nWords.\n", "status", "---\ntitle: A\nstatus: withdrawn\n--- \nWords.\n");
	check("---\ntitle: A\nmystatus: draft\nmap:\n  status: x\n---\n", "status",
	      "---\ntitle: A\nmystatus: draft\nmap:\n  status: x\nstatus: withdrawn\n---\n");
	check("title: A", "address", "title: A\naddress: withdrawn\n");
	check("", "address", "address: withdrawn\n");
	check("---\n---\nWords.", "status", "---\nstatus: withdrawn\n---\nWords.");
}

static void or_behind_the_one_that_it_follows_in_the_table(void **state)
{
	(void)state;
	set("---\nname: A\n# how to reach them\nemail: a@example.org\n---\n", "phone", "01632 960000",
	    "---\nname: A\nphone: 01632 960000\n# how to reach them\nemail: a@example.org\n---\n");
	set("---\nservices:\n  - name: Tea\n    when: Tuesdays # not in July\n\n# end\nmatch: false\n---\n", "needs", "x",
	    "---\nservices:\n  - name: Tea\n    when: Tuesdays # not in July\nneeds: x\n\n# end\nmatch: false\n---\n");
	set("---\n# first\nsummary: S\n---\n", "name", "A: B", "---\n# first\nname: \"A: B\"\nsummary: S\n---\n");
	set("---\n  name: A\n---\n", "summary", "S", "---\n  name: A\n  summary: S\n---\n");
	list("---\nname: A\nplaces:\n    - gourock\n---\n", "leads", "a b",
	     "---\nname: A\nleads:\n    - a\n    - b\nplaces:\n    - gourock\n---\n");
	list("---\nname: A\n---\n", "leads", "a b", "---\nname: A\nleads: [a, b]\n---\n");
}

static void what_is_emptied_goes(void **state)
{
	(void)state;
	drop("---\nname: A\nphone: 1 # mornings\nemail: e\n---\nphone: 2\n", "phone", "---\nname: A\nemail: e\n---\nphone: 2\n");
	drop("---\nplaces:\n- a\n- b\n# of the name\nname: A\n---\n", "places", "---\n# of the name\nname: A\n---\n");
	drop("---\nplaces: # two\n  # the first\n  - a # one\n  - b\nname: A\n---\n", "places", "---\n  # the first\nname: A\n---\n");
	drop("---\nname: A\nphone:\n---\n", "phone", "---\nname: A\n---\n");
	drop("---\nname: A\n---\n", "phone", "---\nname: A\n---\n");
	drop("phone: 1", "phone", "");
}

static void lists_keep_their_brackets(void **state)
{
	(void)state;
	list("---\nhelps: [ a,  'b', \"c\" ] # three\n---\n", "helps", "a c d", "---\nhelps: [ a,  \"c\",  d ] # three\n---\n");
	list("---\nhelps: [a, b]\n---\n", "helps", "b a", "---\nhelps: [b, a]\n---\n");
	list("---\nhelps: []\n---\n", "helps", "b", "---\nhelps: [b]\n---\n");
	list("---\nhelps:\nname: A\n---\n", "helps", "b", "---\nhelps: [b]\nname: A\n---\n");
	list("---\nhelps: alone\n---\n", "helps", "b c", "---\nhelps: [b, c]\n---\n");
	list("---\nhelps: [\n  a, # one\n  b,\n  c\n]\n---\n", "helps", "a b d", "---\nhelps: [\n  a, # one\n  b, d\n]\n---\n");
	list("---\nhelps: [a, # one\n  b]\n---\n", "helps", "a", NULL);
}

static void lists_in_lines_keep_them(void **state)
{
	(void)state;
	list("---\nhelps:\n  - a # one\n  # of b\n  - 'b'\n\n  -  c\nname: A\n---\n", "helps", "a x b",
	     "---\nhelps:\n  - a # one\n  - x\n  # of b\n  - 'b'\n\nname: A\n---\n");
	list("---\nhelps:\n- \"a\"\n- b\n---\n", "helps", "b c", "---\nhelps:\n- b\n- \"c\"\n---\n");
	list("---\nhelps:\n- a # A\n- b # B\n---\n", "helps", "b a", "---\nhelps:\n- b # B\n- a # A\n---\n");
	list("helps:\n- a", "helps", "a b", "helps:\n- a\n- b\n");
	list("---\nhelps:\n- - a\n---\n", "helps", "b", NULL);
}

static void lines_end_as_they_did(void **state)
{
	(void)state;
	check("---\r\nstatus: draft\r\n---\r\n", "status", "---\r\nstatus: withdrawn\r\n---\r\n");
	check("---\r\ntitle: A\r\n---\r\n", "status", "---\r\ntitle: A\r\nstatus: withdrawn\r\n---\r\n");
	check("\xef\xbb\xbf---\ntitle: A\n---\n", "status", "\xef\xbb\xbf---\ntitle: A\nstatus: withdrawn\n---\n");
	check("title: A\r\n", "address", "title: A\r\naddress: withdrawn\r\n");
	list("---\r\nhelps:\r\n- a\r\n---\r\n", "helps", "a b", "---\r\nhelps:\r\n- a\r\n- b\r\n---\r\n");
}

static void texts_stay_texts(void **state)
{
	static const char *const quoted[] = { "yes", "Off", "null", "~", "01632", "2026-10-01", "10:30", "1e3", "-x", "a: b",
					      "a #b", "#a", "[a", "'a", "", " a", "a:", "0x1F", ".5", "*a", "&a", "@a", "%a" };
	static const char *const plain[] = { "01632 960000", "a-b", "a:b", "a#b", "Ünder", "it's", "10 o'clock", "yes please" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(quoted); i++)
		set("---\ntown: A\n---\n", "town", quoted[i], arena_printf(&a, "---\ntown: \"%s\"\n---\n", quoted[i]));
	for (size_t i = 0; i < COUNT(plain); i++)
		set("---\ntown: A\n---\n", "town", plain[i], arena_printf(&a, "---\ntown: %s\n---\n", plain[i]));
	set("---\ntown: 'A'\n---\n", "town", "it's", "---\ntown: 'it''s'\n---\n");
	set("---\ntown: \"A\"\n---\n", "town", "a \"b\" \\", "---\ntown: \"a \\\"b\\\" \\\\\"\n---\n");
	arena_free(&a);
}

static void what_only_people_can_tell_is_left_to_them(void **state)
{
	static const char *const texts[] = {
		"---\nstatus: [draft]\n---\n",	 "---\nstatus: &a draft\n---\n",     "---\nstatus: !!str draft\n---\n",
		"{status: draft}",		 "---\nstatus: a\nstatus: b\n---\n", "---\nstatus: \"draft\n---\n",
		"---\nstatus:\n  a: b\n---\n",	 "---\ntitle: A\n" /* not closed */, "---",
		"---\nstatus: a\n\tb: c\n---\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		check(texts[i], "status", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_that_is_there_gets_another_value),
		cmocka_unit_test(texts_in_lines_get_one),
		cmocka_unit_test(a_line_that_is_not_is_added_where_the_front_matter_ends),
		cmocka_unit_test(or_behind_the_one_that_it_follows_in_the_table),
		cmocka_unit_test(what_is_emptied_goes),
		cmocka_unit_test(lists_keep_their_brackets),
		cmocka_unit_test(lists_in_lines_keep_them),
		cmocka_unit_test(lines_end_as_they_did),
		cmocka_unit_test(texts_stay_texts),
		cmocka_unit_test(what_only_people_can_tell_is_left_to_them),
	};

	return cmocka_run_group_tests_name("front matter is edited", tests, NULL, NULL);
}
