#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/readability.h"
#include "model/words.h"

static struct arena arena;

/* How many words of the list stand in the text, quotations left out. */
static size_t found(const char *words, const char *text)
{
	const struct hurtful_word w = { .words = words, .suggestion = "x", .why = "y" };
	struct word_index *index = word_index_new(&w, 1, &arena);
	char *copy = arena_strdup(&arena, text);
	struct word_hit *hits;

	words_hide_quotations(copy, strlen(copy));
	size_t count = words_find(index, copy, strlen(copy), &arena, &hits);
	word_index_free(index);
	return count;
}

static void words_are_found_whole_in_any_case_and_without_accents(void **state)
{
	(void)state;
	assert_int_equal(found("addict, addicts", "An ADDICT, two addicts; addiction, addicted."), 2);
	assert_int_equal(found("naive", "Naïve, nai\xcc\x88ve and knaive"), 2);
	assert_int_equal(found("злочинець", "ЗЛОЧИНЕЦЬ!"), 1);
	assert_int_equal(found("", "nothing"), 0);
}

static void phrases_go_over_blanks_and_hyphens_only(void **state)
{
	(void)state;
	assert_int_equal(found("commit suicide", "commit suicide, commit\nsuicide, commit-suicide"), 3);
	assert_int_equal(found("commit suicide", "commit, suicide. commit. Suicide commit"), 0);
}

static void the_longer_phrase_counts(void **state)
{
	const char *names[] = { "Alcoholics Anonymous" };
	const struct hurtful_word w = { .words = "alcoholics", .except = { .items = names, .count = 1 } };
	struct word_index *index = word_index_new(&w, 1, &arena);
	static const char text[] = "alcoholics of Alcoholics Anonymous";
	struct word_hit *hits;

	(void)state;
	assert_int_equal(words_find(index, text, strlen(text), &arena, &hits), 1);
	assert_int_equal(hits[0].off, 0);
	assert_int_equal(hits[0].len, 10);
	word_index_free(index);
}

static void quotations_are_hidden_and_lone_marks_hide_nothing(void **state)
{
	(void)state;
	assert_int_equal(found("addict", "\"an addict\" “an addict” „addict“ «addict» ‘an addict’s’"), 0);
	assert_int_equal(found("addict", "“an addict, 5\" of an addict, «addict"), 3);
}

static void syllables_are_counted_by_letters(void **state)
{
	(void)state;
	assert_int_equal(readability_syllables("hope", 4), 1);
	assert_int_equal(readability_syllables("table", 5), 2);
	assert_int_equal(readability_syllables("loved", 5), 1);
	assert_int_equal(readability_syllables("wanted", 6), 2);
	assert_int_equal(readability_syllables("belonging", 9), 3);
}

static void sentences_end_at_marks_and_blocks(void **state)
{
	const struct readability r = readability_of("<h2>Not this</h2><p>Dr Who came. “Why?” he asked.</p><ul><li>One</li><li>Two words</li></ul>");

	(void)state;
	assert_int_equal(r.words, 9);
	assert_int_equal(r.sentences, 4);
	assert_int_equal(readability_of("").words, 0);
	assert_true(readability_ease(&(struct readability){ 0 }) == 0);
}

/* With time that grew with the square, these would take hours. */
static void a_list_and_a_text_may_be_long(void **state)
{
	enum { MANY = 200000 };
	STRBUF_SCOPED struct strbuf list = STRBUF_INIT((size_t)8 << 20);
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT((size_t)8 << 20);

	(void)state;
	alarm(60);
	for (int i = 0; i < MANY; i++) {
		strbuf_addf(&list, "a b%d,", i);
		strbuf_addf(&text, "a b%d ", MANY - 1 - i);
	}
	assert_int_equal(found(list.data, text.data), MANY);
	strbuf_clear(&list);
	for (int i = 0; i < MANY; i++)
		strbuf_adds(&list, "a ");
	assert_int_equal(found(list.data, list.data), 0);
	alarm(0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_whole_in_any_case_and_without_accents),
		cmocka_unit_test(phrases_go_over_blanks_and_hyphens_only),
		cmocka_unit_test(the_longer_phrase_counts),
		cmocka_unit_test(quotations_are_hidden_and_lone_marks_hide_nothing),
		cmocka_unit_test(syllables_are_counted_by_letters),
		cmocka_unit_test(sentences_end_at_marks_and_blocks),
		cmocka_unit_test(a_list_and_a_text_may_be_long),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
