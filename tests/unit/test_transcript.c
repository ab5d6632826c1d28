#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/read/transcript.h"
#include "base/diag.h"
#include "base/mem.h"

struct cue_case {
	const char *line, *speaker, *text;
};

/* Reads a transcript of one cue made of the line, and compares what came of it. */
static void check(const struct cue_case *want)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct diag diag;
	struct reader r = { .arena = &arena, .scratch = &scratch, .diag = &diag };
	struct transcript t = { 0 };
	const char *text =
		arena_printf(&arena, "WEBVTT\n\n00:00.000 --> 00:09.000\n%s\n", want->line);

	diag_init(&diag, &arena);
	transcript_read(&r, source_from_text("one.vtt", text, strlen(text), &arena, &diag), &t);
	assert_true(diag_ok(&diag));
	assert_int_equal(t.count, 1);
	assert_string_equal(t.cues[0].text, want->text);
	assert_string_equal(t.cues[0].speaker ? t.cues[0].speaker : "", want->speaker);
	arena_free(&arena);
	arena_free(&scratch);
}

static void only_tags_of_webvtt_are_dropped(void **state)
{
	static const struct cue_case cases[] = {
		{ "if x < 5 and y > 3", "", "if x < 5 and y > 3" },
		{ "<i>Well</i>, <c.loud.red>no</c> <b>way</b> <00:00:01.000>there", "",
		  "Well, no way there" },
		{ "<ruby>kan<rt>ji</rt></ruby> <lang en-GB>word</lang> <u>x</U>", "",
		  "kanji word x" },
		{ "<v.first Mary Ann>Hello</v> <angry>", "Mary Ann", "Hello <angry>" },
		{ "<font color=\"red\">SubRip</font>", "", "SubRip" },
		{ "a <b and c> d, a <> b, a < b", "", "a <b and c> d, a <> b, a < b" },
		{ "x <i>y > z", "", "x y > z" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(&cases[i]);
}

static void references_become_characters(void **state)
{
	static const struct cue_case cases[] = {
		{ "it&#39;s &#x27;so&#X27; &quot;good&quot; &amp; &lt;b&gt;", "",
		  "it's 'so' \"good\" & <b>" },
		{ "&#8217;&#x1F600;", "", "\xe2\x80\x99\xf0\x9f\x98\x80" },
		{ "R&D, &#;, &#x;, &#1;, &#xd800;, &#99999999;, &amp", "",
		  "R&D, &#;, &#x;, &#1;, &#xd800;, &#99999999;, &amp" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(&cases[i]);
}

static void a_name_and_a_colon_make_a_speaker(void **state)
{
	static const struct cue_case cases[] = {
		{ "Alex Reid: Hello", "Alex Reid", "Hello" },
		{ "\xc3\x89ilidh: Hello", "\xc3\x89ilidh", "Hello" },
		{ "1st voice: Hello", "1st voice", "Hello" },
		{ "http: //x and Http: //y", "", "http: //x and Http: //y" },
		{ "Http: //y", "", "Http: //y" },
		{ "there are two: this and that", "", "there are two: this and that" },
		{ "The things that we need most: love", "", "The things that we need most: love" },
		{ "And/or: both", "", "And/or: both" },
		{ "<v Sam>Reading: a hobby", "Sam", "Reading: a hobby" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(&cases[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_tags_of_webvtt_are_dropped),
		cmocka_unit_test(references_become_characters),
		cmocka_unit_test(a_name_and_a_colon_make_a_speaker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
