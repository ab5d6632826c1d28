#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/check.h"
#include "model/site.h"

/* A site of one episode, whose recording has been opened. */
struct bench {
	struct arena    arena;
	struct diag     diag;
	struct site     site;
	struct show     show, *shows[1];
	struct episode  e, *episodes[1];
};

static int setup(void **state)
{
	static const struct source src = { "episode.md", "", 0 };
	struct bench *b = calloc(1, sizeof(*b));

	diag_init(&b->diag, &b->arena);
	b->shows[0] = &b->show;
	b->episodes[0] = &b->e;
	b->site = (struct site){ .shows = b->shows, .show_count = 1 };
	b->show = (struct show){ .item = { .slug = "talks" },
				 .format = "mp3",
				 .mastering = { .preset = "speech", .mono = "same", .sample_rate = "44100" },
				 .episodes = b->episodes,
				 .episode_count = 1 };
	b->e = (struct episode){ .item = { .kind = &kind_episode, .src = &src, .slug = "one", .path = "podcasts/talks/one.html" }, .show = &b->show };
	b->e.recording.file = "one.mp3";
	b->e.recording.facts = (struct media_facts){
		.format = "mp3", .copies_as = "mp3", .seconds = 120
	};
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	arena_free(&b->arena);
	free(b);
	return 0;
}

static char *checked(struct bench *b)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_init(&b->diag, &b->arena);
	transcript_count(&b->e.transcript); /* as when it has been read */
	transcript_check_speakers(&b->e.transcript, &b->diag);
	site_complete(&b->site, &b->arena);
	site_check_media(&b->site, &b->diag);
	diag_print(&b->diag, f, false);
	fclose(f);
	char *kept = arena_strdup(&b->arena, text);
	free(text);
	return kept;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in\n%s", part, text);
}

/* So many words from the first second of the recording to its end, a second a cue. */
static void say(struct bench *b, size_t words)
{
	struct strbuf text = STRBUF_INIT(1000000);
	struct cue *cues = arena_array(&b->arena, 120, sizeof(*cues));

	for (size_t i = 0; i < 120; i++) {
		strbuf_clear(&text);
		for (size_t w = i * words / 120; w < (i + 1) * words / 120; w++)
			strbuf_adds(&text, " word");
		cues[i] = (struct cue){ .start = (int64_t)i * 1000,
					.end = (int64_t)i * 1000 + 1000,
					.text = arena_strdup(&b->arena, text.data) };
	}
	b->e.transcript = (struct transcript){ .cues = cues, .count = 120, .is_timed = true };
	strbuf_release(&text);
}

static void the_pace_of_speech_is_plausible(void **state)
{
	struct bench *b = *state;

	say(b, 160);
	assert_string_equal(checked(b), "");
	say(b, 440);
	assert_string_equal(checked(b), "");
	say(b, 158);
	has(checked(b), "the transcript of 2:00 has 158 words in all: 79 a minute, where people speak 80 to 220; "
			"does it belong to another recording? [transcript-pace]");
	say(b, 442);
	has(checked(b), "[transcript-pace]");
	b->e.transcript.is_timed = false;
	has(checked(b), "[transcript-pace]");
	b->e.recording.facts.seconds = 59; /* too short to be counted */
	assert_null(strstr(checked(b), "[transcript-pace]"));
}

static void a_language_without_blanks_has_no_pace(void **state)
{
	static struct cue cue = { .end = 1000, .text = "\xe8\xbf\x99\xe6\x98\xaf\xe4\xb8\x80\xe4\xb8\xaa\xe6\xb5\x8b\xe8\xaf\x95" };
	struct bench *b = *state;

	b->e.transcript = (struct transcript){ .cues = &cue, .count = 1, .is_timed = true };
	assert_string_equal(checked(b), "");
}

static void names_are_written_one_way(void **state)
{
	static const struct {
		const char *often, *rare;
		bool told;
	} cases[] = {
		{ "Anna", "ANNA", true },	   { "Anna", "Ana", true },
		{ "Ann Other", "AnnOther", true }, { "Anna", "Annna", true },
		{ "Margaret Reid", "Margret Ried", true },
		{ "Speaker 1", "Speaker 2", false }, { "Guest A", "Guest B", false },
		{ "Anna", "Hanna", false },	   { "Ann", "Dan", false },
		{ "Al", "Jo", false },		   { "Alex", "Sam", false },
		{ "Speaker 1", "speaker 1", true },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		say(b, 300);
		for (size_t k = 0; k < 9; k++)
			b->e.transcript.cues[k].speaker = k == 8 ? cases[i].rare : cases[i].often;
		const char *said = checked(b);

		if ((strstr(said, "[speaker-names]") != NULL) != cases[i].told)
			fail_msg("'%s' and '%s': got '%s'", cases[i].often, cases[i].rare, said);
	}
	/* two people who speak as often as each other have names of their own */
	for (size_t k = 0; k < 10; k++)
		b->e.transcript.cues[k].speaker = k % 2 ? "Ann" : "Anna";
	assert_string_equal(checked(b), "");
}

static void chapters_come_from_the_first_place_that_has_any(void **state)
{
	static struct audio_chapter own[] = { { .start = 0, .title = "Own" }, { .start = 60000, .title = "" } };
	static struct chapter noted[] = { { .start = 0, .title = "Noted" }, { .start = 30000, .title = "N" } };
	static struct span at[2];
	struct bench *b = *state;
	const struct list notes = { .items = noted, .count = 2, .at = at };

	assert_string_equal(checked(b), "");
	assert_int_equal(b->e.chapters_from, CHAPTERS_NONE);
	assert_null(b->e.chapters_path);

	b->e.noted_chapters = notes;
	b->e.recording.facts.chapters = own;
	b->e.recording.facts.chapter_count = 1; /* one is no list */
	checked(b);
	assert_int_equal(b->e.chapters_from, CHAPTERS_NOTES);
	assert_string_equal(b->e.chapters_path, "podcasts/talks/one.chapters.json");

	b->e.chapters = (struct list){ 0 };
	b->e.recording.facts.chapter_count = 2;
	assert_string_equal(checked(b), "");
	assert_int_equal(b->e.chapters_from, CHAPTERS_RECORDING);
	const struct chapter *c = b->e.chapters.items;
	assert_string_equal(c[0].title, "Own");
	assert_string_equal(c[1].title, "Part 2");

	b->e.chapters = notes;
	b->e.chapters_from = CHAPTERS_FRONT_MATTER;
	checked(b);
	assert_int_equal(b->e.chapters_from, CHAPTERS_FRONT_MATTER);
}

static void own_chapters_that_cannot_be_are_left_out(void **state)
{
	static struct audio_chapter own[] = { { .start = 0, .title = "A" },
					      { .start = 60000, .title = "B" },
					      { .start = 30000, .title = "C" },
					      { .start = 500000, .title = "D" } };
	struct bench *b = *state;

	b->e.recording.facts.chapters = own;
	b->e.recording.facts.chapter_count = 4;
	has(checked(b), "2 of the recording's own 4 chapters are out of order or beyond its end, and are left out "
			"[own-chapters]");
	assert_int_equal(b->e.chapters.count, 2);
}

static void chapters_are_in_order_and_can_be_heard(void **state)
{
	static struct chapter chapters[] = { { .start = 0, .title = "A" },
					     { .start = 60000, .title = "B" },
					     { .start = 60500, .title = "C" },
					     { .start = 119500, .title = "D" } };
	static struct span at[4];
	struct bench *b = *state;

	b->e.chapters = (struct list){ .items = chapters, .count = 4, .at = at };
	const char *said = checked(b);
	has(said, "chapter 'B' at 1:00 is shorter than a second [chapter-short]");
	has(said, "chapter 'D' at 00:01:59.500 is shorter than a second [chapter-short]");
	assert_null(strstr(said, "'C'"));
	chapters[0].start = 1;
	has(checked(b), "[chapter-start]");
}

static void a_guessed_end_is_cut_to_the_recording(void **state)
{
	static struct cue cues[] = { { .start = 0, .end = 100000, .text = "a" },
				     { .start = 100000, .end = 150000, .text = "b" } };
	struct bench *b = *state;

	b->e.transcript = (struct transcript){ .cues = cues, .count = 2, .is_timed = true, .end_guessed = true };
	assert_null(strstr(checked(b), "[transcript-beyond]"));
	assert_int_equal(b->e.transcript.cues[1].end, 120000);
	b->e.transcript.cues = cues;
	b->e.transcript.end_guessed = false;
	has(checked(b), "[transcript-beyond]");
	transcript_cut(&b->e.transcript, 120000);
	assert_null(strstr(checked(b), "[transcript-beyond]"));
	transcript_cut(&b->e.transcript, 100000);
	assert_int_equal(b->e.transcript.count, 1);
}

static void files_of_a_transcript_need_what_they_tell(void **state)
{
	struct bench *b = *state;

	say(b, 300);
	checked(b);
	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++)
		assert_non_null(b->e.transcript_paths[i]);
	assert_string_equal(b->e.transcript_paths[TRANSCRIPT_SRT], "podcasts/talks/one.srt");
	memset(b->e.transcript_paths, 0, sizeof(b->e.transcript_paths));
	b->e.transcript.is_timed = false;
	checked(b);
	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++)
		assert_int_equal(b->e.transcript_paths[i] != NULL, i == TRANSCRIPT_HTML || i == TRANSCRIPT_TEXT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_pace_of_speech_is_plausible),
		TEST(a_language_without_blanks_has_no_pace),
		TEST(names_are_written_one_way),
		TEST(chapters_come_from_the_first_place_that_has_any),
		TEST(own_chapters_that_cannot_be_are_left_out),
		TEST(chapters_are_in_order_and_can_be_heard),
		TEST(a_guessed_end_is_cut_to_the_recording),
		TEST(files_of_a_transcript_need_what_they_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
