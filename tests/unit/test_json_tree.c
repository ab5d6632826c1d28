#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_tree.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

static const struct tree *read_text(const char *text, struct arena *a, struct tree_fault *fault)
{
	return tree_read(text, strlen(text), a, fault);
}

/* Each value's text in the source is what the tree says it is. */
static void check_places(const char *text, const struct tree *t)
{
	static const char first[] = {
		[TREE_NULL] = 'n', [TREE_LIST] = '[', [TREE_MAP] = '{', [TREE_TEXT] = '"'
	};

	if (t->kind == TREE_NUMBER)
		assert_true(strtod(text + t->off, NULL) == t->number);
	else if (t->kind == TREE_FLAG)
		assert_int_equal(text[t->off], t->number != 0 ? 't' : 'f');
	else
		assert_int_equal(text[t->off], first[t->kind]);
	for (const struct tree *c = t->first; c; c = c->next)
		check_places(text, c);
}

static void every_value_knows_its_place(void **state)
{
	static const char *const texts[] = {
		"{\"a\":1,\"b\":[true,false,null,-2.5e1],\"c\":{\"d\":\"x\\\"y\\\\\",\"e\":[]},"
		"\"f\":{} }",
		" [ [ ] , { } , [ 1 , 2 ] , \"\" , \"]\" , { \"k,\\\"\" : \"}\" } , 3 ] ",
		"[\n  {\"zz\": 1, \"a\": 2, \"mm\": {\"q\": [3]}},\n  "
		"\"\\u00e9\\ud83c\\udf31\"\n]\n",
	};
	struct arena a = { 0 };
	struct tree_fault fault;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		const struct tree *t = read_text(texts[i], &a, &fault);

		assert_non_null(t);
		check_places(texts[i], t);
	}
	arena_free(&a);
}

static void getters_look_at_key_and_kind(void **state)
{
	struct arena a = { 0 };
	struct tree_fault fault;
	const struct tree *t =
		read_text("{\"t\":\"text\",\"n\":1.5,\"l\":[1,2],\"i\":7}", &a, &fault);
	double number = 0;

	(void)state;
	assert_string_equal(tree_text(t, "t"), "text");
	assert_null(tree_text(t, "n"));
	assert_true(tree_number(t, "n", &number) && number == 1.5);
	assert_true(tree_number(t, "i", &number) && number == 7);
	assert_false(tree_number(t, "t", &number));
	assert_int_equal(tree_list(t, "l")->count, 2);
	assert_null(tree_list(t, "t"));
	assert_null(tree_member(t, "x"));
	assert_null(tree_member(tree_list(t, "l"), "x"));
	assert_null(tree_member(NULL, "x"));
	arena_free(&a);
}

static void faults_have_a_place(void **state)
{
	static const struct {
		const char *text;
		uint32_t least, most; /* where the fault is */
	} cases[] = {
		{ "", 0, 0 },
		{ "{\"a\":1,\n\"b\":}", 8, 14 },
		{ "{\"a\":1,\"a\":2}", 7, 12 },
		{ "[1,2", 3, 4 },
		{ "[1] x", 3, 5 },
		{ "[\"ok\",\"\\u0001\"]", 6, 6 },
		{ "{\"\\u0002\":1}", 1, 1 },
		{ "[\"\\u0000\"]", 1, 9 },
		{ "[\"\xff\"]", 1, 4 },
		{ "\"text\"", 0, 6 },
		{ "[1e999]", 1, 6 },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tree_fault fault = { 0 };

		assert_null(read_text(cases[i].text, &a, &fault));
		assert_non_null(fault.text);
		assert_in_range(fault.off, cases[i].least, cases[i].most);
	}
	arena_free(&a);
}

static void nesting_has_an_end(void **state)
{
	struct arena a = { 0 };
	struct tree_fault fault;

	(void)state;
	for (int more = 0; more < 2; more++) {
		STRBUF_SCOPED struct strbuf text = STRBUF_INIT(1000);

		for (int i = 0; i < LIMIT_JSON_DEPTH + more; i++)
			strbuf_addc(&text, '[');
		for (int i = 0; i < LIMIT_JSON_DEPTH + more; i++)
			strbuf_addc(&text, ']');
		assert_int_equal(tree_read(text.data, text.len, &a, &fault) == NULL, more);
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_knows_its_place),
		cmocka_unit_test(getters_look_at_key_and_kind),
		cmocka_unit_test(faults_have_a_place),
		cmocka_unit_test(nesting_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
