#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/read/transcript.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

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

/* A transcript as it is read from a file of this name. */
struct reading {
	struct arena arena, scratch;
	struct diag diag;
	struct transcript t;
	const struct source *src;
};

static struct reading *read_as(const char *name, const char *text)
{
	struct reading *g = calloc(1, sizeof(*g));

	diag_init(&g->diag, &g->arena);
	struct reader r = { .arena = &g->arena, .scratch = &g->scratch, .diag = &g->diag };

	g->src = source_from_text(name, text, strlen(text), &g->arena, &g->diag);
	assert_non_null(g->src);
	transcript_read(&r, g->src, &g->t);
	return g;
}

static void done(struct reading *g)
{
	arena_free(&g->arena);
	arena_free(&g->scratch);
	free(g);
}

/* `start-end speaker|text` of each cue, a line each. */
static char *cues_of(struct reading *g)
{
	char *text = arena_strdup(&g->arena, g->t.is_timed ? "" : "untimed\n");

	for (size_t i = 0; i < g->t.count; i++) {
		const struct cue *c = &g->t.cues[i];

		text = arena_printf(&g->arena, "%s%lld-%lld %s|%s\n", text, (long long)c->start,
				    (long long)c->end, c->speaker ? c->speaker : "", c->text);
	}
	return text;
}

/* All that was reported. */
static char *messages_of(struct reading *g)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_print(&g->diag, f, false);
	fclose(f);
	char *kept = arena_strdup(&g->arena, text);
	free(text);
	return kept;
}

struct form_case {
	const char *name, *text, *cues;
};

static void check_forms(const struct form_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct reading *g = read_as(cases[i].name, cases[i].text);

		if (strcmp(cues_of(g), cases[i].cues) != 0)
			fail_msg("case %zu:\n%sgot\n%s%s", i, cases[i].text, cues_of(g), messages_of(g));
		done(g);
	}
}

static void text_is_read_with_and_without_times(void **state)
{
	static const struct form_case cases[] = {
		/* typed: paragraphs, or a line each */
		{ "t.txt", "Alex: Hello and\nwelcome.\n\nSam: Hi: good.\n\nAnd more.\n",
		  "untimed\n0-0 Alex|Hello and welcome.\n0-0 Sam|Hi: good.\n0-0 |And more.\n" },
		{ "t.txt", "Alex: Hello.\nSam: Hi.\nAlex: Three things\nThings: one and two\nSam: Oh.\n",
		  "untimed\n0-0 Alex|Hello.\n0-0 Sam|Hi.\n0-0 Alex|Three things Things: one and two\n0-0 Sam|Oh.\n" },
		{ "t.txt", "We met at\n10:30 in the hall.\n\nhttp://x.org is: there\n",
		  "untimed\n0-0 |We met at 10:30 in the hall.\n0-0 |http://x.org is: there\n" },
		/* times in brackets, in front or behind the name, or alone in a line */
		{ "t.txt", "[00:00:01] Alex: One two.\n\n[00:00:05] Sam: Three.\n",
		  "1000-5000 Alex|One two.\n5000-5800 Sam|Three.\n" },
		{ "t.txt", "(00:01) Alex: One.\n(00:05) Two.\n", "1000-5000 Alex|One.\n5000-5800 |Two.\n" },
		{ "t.txt", "Alex [00:00]: One.\n\nSam (00:04):\nTwo.\n",
		  "0-4000 Alex|One.\n4000-4800 Sam|Two.\n" },
		{ "t.txt", "0:01\nAlex: One.\n\n0:03\nSam: Two.\n", "1000-3000 Alex|One.\n3000-3800 Sam|Two.\n" },
		{ "t.txt", "00:00:01 - Alex: One.\n\n00:00:03 \xe2\x80\x93 Two.\n",
		  "1000-3000 Alex|One.\n3000-3800 |Two.\n" },
		/* Word */
		{ "t.txt", "00:00:01 Speaker 1\nOne.\n\n00:00:03 Speaker 2\nTwo.\n",
		  "1000-3000 Speaker 1|One.\n3000-3800 Speaker 2|Two.\n" },
		/* Otter */
		{ "t.txt", "Alex Reid  0:03  \nHello there.\nAgain.\n\nUnknown Speaker  1:02:03  \nBye.\n",
		  "3000-3723000 Alex Reid|Hello there. Again.\n3723000-3723800 Unknown Speaker|Bye.\n" },
		{ "t.txt", "Talk\nThu, Jan 21, 2021 1:27PM \xe2\x80\xa2 33:42\n\nSUMMARY KEYWORDS\ntea, biscuits\n\n"
			   "SPEAKERS\nAlex Reid, Sam\n\nAlex Reid  0:03\nHello.\n\nSam  0:05\nHi.\n\nTranscribed by https://otter.ai\n",
		  "3000-5000 Alex Reid|Hello.\n5000-5800 Sam|Hi.\n" },
		{ "t.txt", "0:03  \nHello.\n\n0:05  \nHi.\n", "3000-5000 |Hello.\n5000-5800 |Hi.\n" },
		/* a paragraph without a time has its part of that above */
		{ "t.txt", "[0:00] Alex: abcdef\n\nSam: abcdef\n\n[0:04] Alex: x\n",
		  "0-2000 Alex|abcdef\n2000-4000 Sam|abcdef\n4000-4800 Alex|x\n" },
		/* names with dots, pronouns and more blanks than needed */
		{ "t.txt", "Dr. Ann  O'Neil: Yes.\n\nJ. Smith (she/her): No.\n",
		  "untimed\n0-0 Dr. Ann O'Neil|Yes.\n0-0 J. Smith (she/her)|No.\n" },
		/* what it holds counts, where its name does not say */
		{ "t.txt", "1\n00:00:00,000 --> 00:00:01,000\nAlex: Hi.\n", "0-1000 Alex|Hi.\n" },
		{ "t", "WEBVTT\n\n00:00.000 --> 00:01.000\nHi.\n", "0-1000 |Hi.\n" },
		{ "t", "{\"segments\":[{\"startTime\":0,\"endTime\":1,\"body\":\"two words\"}]}", "0-1000 |two words\n" },
	};

	(void)state;
	check_forms(cases, COUNT(cases));
}

static void captions_keep_every_word(void **state)
{
	static const struct form_case cases[] = {
		/* Zoom */
		{ "t.vtt", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAnn Other (she/her): Hello.\n\n2\n00:00:02.000 --> 00:00:03.500\nSam: Hi.\n",
		  "1000-2000 Ann Other (she/her)|Hello.\n2000-3500 Sam|Hi.\n" },
		/* words below an empty line */
		{ "t.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\ntwo\nthree\n\nid\n00:02.000 --> 00:03.000\nFour\n",
		  "1000-2000 |One\ntwo\nthree\n2000-3000 |Four\n" },
		/* a comment is one in WebVTT only */
		{ "t.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne\n\nNOTE two\n", "1000-2000 |One\nNOTE two\n" },
		/* no empty line between cues */
		{ "t.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n",
		  "1000-2000 |One\n2000-3000 |Two\n" },
		/* overlapping cues, settings, comments */
		{ "t.vtt", "WEBVTT - Title\nKind: captions\n\nNOTE x\ny\n\n00:01.000 --> 00:05.000 align:start\nOne\n\n00:02.000 --> 00:03.000\n<v  Ann  Other >Two\n",
		  "1000-5000 |One\n2000-3000 Ann Other|Two\n" },
		{ "t.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nAlex:\n", "1000-2000 |Alex:\n" },
		{ "t.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nAlex:\nHello\n", "1000-2000 Alex|Hello\n" },
	};

	(void)state;
	check_forms(cases, COUNT(cases));
}

static void json_is_read_as_podcasting_and_whisper_write_it(void **state)
{
	static const struct form_case cases[] = {
		{ "t.json", "{\"version\":\"1.0.0\",\"segments\":[{\"speaker\":\"Ann  O\",\"startTime\":0.5,\"endTime\":2.25,\"body\":\" one two \"},"
			    "{\"startTime\":2.25,\"endTime\":3,\"body\":\"three four\"},{\"startTime\":3,\"endTime\":4,\"body\":\"\"}]}",
		  "500-2250 Ann O|one two\n2250-3000 |three four\n" },
		{ "t.json", "{\"text\":\"x\",\"segments\":[{\"id\":0,\"start\":0,\"end\":1.5,\"text\":\" one two\"}]}",
		  "0-1500 |one two\n" },
		/* a word a segment */
		{ "t.json", "{\"segments\":[{\"startTime\":0,\"endTime\":1,\"body\":\"One\"},{\"startTime\":1,\"endTime\":2,\"body\":\"two.\"},"
			    "{\"startTime\":2,\"endTime\":3,\"body\":\"Three\",\"speaker\":\"Sam\"},{\"startTime\":9,\"endTime\":10,\"body\":\"four\"}]}",
		  "0-2000 |One two.\n2000-3000 Sam|Three\n9000-10000 |four\n" },
		/* no end: that of the next */
		{ "t.json", "{\"segments\":[{\"startTime\":0,\"body\":\"One two\"},{\"startTime\":1,\"endTime\":2,\"body\":\"x y\"}]}",
		  "0-1000 |One two\n1000-2000 |x y\n" },
	};

	(void)state;
	check_forms(cases, COUNT(cases));
}

static void faults_are_told_with_their_place(void **state)
{
	static const struct {
		const char *name, *text, *said;
	} cases[] = {
		{ "t.json", "{\"segments\":[\n{\"startTime\":1}", "t.json:2:15: error: this is not JSON: " },
		{ "t.json", "{\"segments\":[\n{\"startTime\":\"1\",\"endTime\":2,\"body\":\"a\"}]}",
		  "t.json:2:1: error: the segment has no 'startTime' and 'endTime' in seconds" },
		{ "t.json", "{\"segments\":[\n{\"startTime\":1,\"endTime\":2}]}", "t.json:2:1: error: the segment has no 'body'" },
		{ "t.json", "{\"segments\":[\n{\"startTime\":3,\"endTime\":2,\"body\":\"a\"}]}", "t.json:2:1: error: the cue ends before" },
		{ "t.json", "{\"segments\":[{\"startTime\":3,\"endTime\":4,\"body\":\"a b\"},\n{\"startTime\":1,\"endTime\":2,\"body\":\"c d\"}]}",
		  "t.json:2:1: error: the cue begins before" },
		{ "t.json", "{\"chapters\":[]}", "t.json:1:1: error: the transcript has no list 'segments'" },
		{ "t.txt", "\n \n", "t.txt:1:1: error: the transcript has no words" },
		{ "t.txt", "[0:09] Alex: a\n\n[0:03] Sam: b\n", "t.txt:3:1: error: the time is before the one above it" },
		{ "t.txt", "[0:00] Alex: a\n\nSam: b\n\nAlex: c\n", "note: 2 of 3 paragraphs have no time" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reading *g = read_as(cases[i].name, cases[i].text);

		if (!strstr(messages_of(g), cases[i].said))
			fail_msg("%s: not told '%s', but\n%s", cases[i].text, cases[i].said, messages_of(g));
		done(g);
	}
}

static void after_many_faults_it_is_no_transcript(void **state)
{
	struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	(void)state;
	for (int i = 0; i < 10000; i++)
		strbuf_adds(&text, "00:09 --> 00:00\nx\n\n");
	struct reading *g = read_as("t.vtt", text.data);

	assert_in_range(g->diag.count[SEV_ERROR], 100, 110);
	assert_non_null(strstr(messages_of(g), "after 100 faults the rest is not looked at"));
	done(g);
	strbuf_release(&text);
}

static void words_between_cues_take_no_time(void **state)
{
	struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	(void)state;
	strbuf_adds(&text, "00:00.000 --> 00:09.000\nx\n\n");
	for (int i = 0; i < 1000000; i++)
		strbuf_adds(&text, "y\n\n");
	struct reading *g = read_as("t.vtt", text.data);

	assert_int_equal(g->diag.count[SEV_ERROR], 1);
	done(g);
	strbuf_release(&text);
}

static void the_mark_of_a_machine_is_read(void **state)
{
	static const char *const texts[] = {
		"WEBVTT\n\nNOTE made by machine, not checked\n\n00:00.000 --> 00:01.000\nHi.\n",
		"[made by machine, not checked]\n\nHi.\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct reading *g = read_as("t", texts[i]);

		assert_true(g->t.is_unchecked);
		assert_int_equal(g->t.count, 1);
		assert_string_equal(g->t.cues[0].text, "Hi.");
		done(g);
	}
}

static void ten_thousand_voices_take_no_time(void **state)
{
	struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	(void)state;
	for (int i = 0; i < 150000; i++)
		strbuf_addf(&text, "Voice %d: word.\n", i);
	struct reading *g = read_as("t.txt", text.data);

	assert_int_equal(g->t.count, 150000);
	done(g);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_tags_of_webvtt_are_dropped),
		cmocka_unit_test(references_become_characters),
		cmocka_unit_test(a_name_and_a_colon_make_a_speaker),
		cmocka_unit_test(text_is_read_with_and_without_times),
		cmocka_unit_test(captions_keep_every_word),
		cmocka_unit_test(json_is_read_as_podcasting_and_whisper_write_it),
		cmocka_unit_test(faults_are_told_with_their_place),
		cmocka_unit_test(after_many_faults_it_is_no_transcript),
		cmocka_unit_test(words_between_cues_take_no_time),
		cmocka_unit_test(the_mark_of_a_machine_is_read),
		cmocka_unit_test(ten_thousand_voices_take_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
