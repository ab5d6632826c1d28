#include "model/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "model/consent.h"
#include "model/mastering.h"
#include "pictures.h"

/* A cue may hang over the end of the recording by this much: typists round up. */
#define CUE_TOLERANCE 1000 /* milliseconds */

#define SHORTEST_CHAPTER 1000 /* milliseconds */

/* Words a minute of speech, counted over at least so many milliseconds. */
#define PACE_LEAST 80
#define PACE_MOST  220
#define PACE_FROM  60000

/* What is wrong with new work can be mended; what people have from elsewhere stays as it was. */
static enum diag_id of_now(const struct episode *e, enum diag_id id)
{
	return episode_was_elsewhere(e) ? DIAG_AS_IT_WAS : id;
}

static const char *title_of(const struct chapter *c)
{
	return c->title ? c->title : "";
}

/* As people write it; with its thousandths where it has some. */
static const char *chapter_time(int64_t ms, struct arena *a)
{
	return ms % 1000 ? time_vtt(ms, a) : time_clock(ms, a);
}

static void check_first(const struct episode *e, struct arena *a, struct diag *diag)
{
	const struct chapter *c = e->chapters.items;

	if (c[0].start > 0)
		diag_report(diag, of_now(e, DIAG_CHAPTER_START), e->chapters.at[0],
			    "the first chapter begins at %s; apps expect one at 00:00",
			    chapter_time(c[0].start, a));
}

/* Chapter `i` against the one above it, and the end of the recording where that is known. */
static void check_chapter(const struct episode *e, size_t i, int64_t length, struct diag *diag)
{
	const struct chapter *all = e->chapters.items, *c = &all[i];
	int64_t end = i + 1 < e->chapters.count ? c[1].start : length;
	struct span at = e->chapters.at[i];

	if (c->start < 0) /* could not be read */
		return;
	if (i && c->start <= c[-1].start) {
		diag_report(diag, of_now(e, DIAG_CHAPTER_ORDER), at,
			    "chapter '%s' at %s does not come after the one above it", title_of(c),
			    chapter_time(c->start, diag->arena));
		return;
	}
	if (length && c->start >= length)
		diag_report(diag, of_now(e, DIAG_CHAPTER_BEYOND), at,
			    "chapter '%s' begins at %s, but the recording ends at %s", title_of(c),
			    time_clock(c->start, diag->arena), time_clock(length, diag->arena));
	else if (end > c->start && end < c->start + SHORTEST_CHAPTER)
		diag_report(diag, of_now(e, DIAG_CHAPTER_SHORT), at,
			    "chapter '%s' at %s is shorter than a second", title_of(c),
			    chapter_time(c->start, diag->arena));
}

static void check_chapters(const struct episode *e, int64_t length, struct diag *diag)
{
	size_t count = e->chapters.count, own = e->recording.facts.chapter_count;

	if (e->chapters_from == CHAPTERS_RECORDING && count < own)
		diag_report(diag, of_now(e, DIAG_OWN_CHAPTERS), e->recording.at,
			    "%zu of the recording's own %zu chapters are out of order or beyond "
			    "its end, and are left out",
			    own - count, own);
	if (count)
		check_first(e, diag->arena, diag);
	for (size_t i = 0; i < count; i++)
		check_chapter(e, i, length, diag);
}

static struct span transcript_span(const struct episode *e)
{
	const struct source *src = e->transcript.cues[0].at.src;

	return src ? span_of(src) : item_field_span(&e->item, "transcript");
}

static void check_transcript_end(const struct episode *e, int64_t length, struct diag *diag)
{
	const struct cue *last = &e->transcript.cues[e->transcript.count - 1];
	int64_t end = e->transcript.end_guessed ? last->start : last->end - CUE_TOLERANCE;
	struct span at = last->at.src ? last->at : transcript_span(e);

	if (e->transcript.is_timed && end > length)
		diag_report(diag, of_now(e, DIAG_TRANSCRIPT_BEYOND), at,
			    "the transcript goes on until %s, but the recording ends at %s; do "
			    "they belong together?",
			    time_clock(last->end, diag->arena), time_clock(length, diag->arena));
}

/* Words that are no words: in Chinese, Thai and others blanks do not part them. */
#define LONGEST_MEAN_WORD 15 /* bytes */

static void check_pace(const struct episode *e, int64_t length, struct diag *diag)
{
	const struct transcript *t = &e->transcript;

	if (length < PACE_FROM || !t->words || t->bytes / t->words > LONGEST_MEAN_WORD)
		return;
	int64_t pace = (int64_t)t->words * 60000 / length;

	if (pace < PACE_LEAST || pace > PACE_MOST)
		diag_report(
			diag, of_now(e, DIAG_TRANSCRIPT_PACE), transcript_span(e),
			"the transcript of %s has %zu words in all: %lld a minute, where people "
			"speak %d to %d; does it belong to another recording?",
			time_clock(length, diag->arena), t->words, (long long)pace, PACE_LEAST,
			PACE_MOST);
}

static void check_transcript(const struct episode *e, int64_t length, struct diag *diag)
{
	if (!e->transcript.count)
		return;
	if (e->no_transcript)
		diag_report(diag, DIAG_TRANSCRIPT_AND_REASON,
			    item_field_span(&e->item, "no_transcript"),
			    "'no_transcript' says why there is no transcript, but there is one");
	if (!length)
		return;
	check_transcript_end(e, length, diag);
	check_pace(e, length, diag);
}

/* So much louder makes the hiss of the room as loud as speech was. */
#define MUCH_GAIN 20.0

static void tell_mastering(const struct episode *e, struct diag *diag)
{
	if (!e->recording.file)
		return;
	const struct audio_plan p = mastering_plan(e, diag->arena);
	const char *name = path_base(e->recording.file);

	if (p.why)
		diag_report(diag, DIAG_MASTERING, e->recording.at, "'%s' %s", name, p.why);
	if (p.gain > MUCH_GAIN)
		diag_report(
			diag, DIAG_VERY_QUIET, e->recording.at,
			"'%s' is so quiet that its hiss becomes loud with it; turn the recorder "
			"up, or go nearer to the microphone next time",
			name);
}

/* Subscribers have the audio of this episode, and are to get other bytes. */
static void tell_not_kept(const struct episode *e, struct diag *diag)
{
	const struct media_facts *f = &e->recording.facts;

	if (e->came_from.audio && f->format && !media_kept_suffix(f))
		diag_report(diag, DIAG_AUDIO_NOT_KEPT, e->recording.at,
			    "'%s' is a '%s' file with '%s' in it, which apps do not play; what is "
			    "made of it is another file than subscribers have, so apps may "
			    "download it again",
			    path_base(e->recording.file), f->format, f->codec ? f->codec : "sound");
}

/* Pieces that apps play must lie inside the recording. */
static void check_soundbites(const struct episode *e, int64_t length, struct diag *diag)
{
	const struct soundbite *all = e->soundbites.items;

	for (size_t i = 0; i < e->soundbites.count && length; i++) {
		int64_t end = all[i].start + all[i].duration;

		if (all[i].start >= 0 && all[i].duration > 0 && end > length)
			diag_report(diag, of_now(e, DIAG_BAD_SOUNDBITE),
				    list_field_span(&e->soundbites, i, "duration"),
				    "the soundbite ends at %s, but the recording at %s",
				    time_clock(end, diag->arena), time_clock(length, diag->arena));
	}
}

static void check_payments(const struct episode *e, int64_t length, struct diag *diag)
{
	const struct value_block *all = e->values.items;

	for (size_t i = 0; i < e->values.count && length; i++) {
		const struct value_split *splits = all[i].splits.items;

		for (size_t k = 0; k < all[i].splits.count; k++) {
			if (splits[k].start >= length)
				diag_report(diag, of_now(e, DIAG_BAD_VALUE),
					    list_field_span(&all[i].splits, k, "start"),
					    "this part begins at %s, but the recording ends at %s",
					    time_clock(splits[k].start, diag->arena),
					    time_clock(length, diag->arena));
		}
	}
}

static void check_episode(const struct episode *e, struct diag *diag)
{
	int64_t length = (int64_t)(e->recording.facts.seconds * 1000);

	check_soundbites(e, length, diag);
	check_payments(e, length, diag);
	check_chapters(e, length, diag);
	check_transcript(e, length, diag);
	tell_not_kept(e, diag);
	if (length && e->recording.facts.loudness.integrated > LEVEL_NONE)
		tell_mastering(e, diag);
}

/* Apple Podcasts plays MP3 and AAC only ("Podcast audio requirements"); others stumble too. */
static void check_format(const struct show *show, struct diag *diag)
{
	if (show->format && strcmp(show->format, "opus") == 0)
		diag_report(diag, DIAG_OPUS_FORMAT, item_field_span(&show->item, "format"),
			    "Apple Podcasts and some other apps do not play Opus; take mp3, or m4a "
			    "for smaller files");
}

void site_check_media(const struct site *site, struct diag *diag)
{
	consents_check(site, diag);
	pictures_check(site, diag);
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		check_format(show, diag);
		for (size_t k = 0; k < show->episode_count; k++)
			check_episode(show->episodes[k], diag);
		for (size_t k = 0; k < show->held_count; k++)
			check_episode(show->held[k], diag);
	}
}
