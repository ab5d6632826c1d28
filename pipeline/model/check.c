#include "model/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "model/mastering.h"

/* Apple: JPEG or PNG, RGB, square, 1400 to 3000 pixels. */
#define COVER_LEAST 1400
#define COVER_MOST  3000

/* A cue may hang over the end of the recording by this much: typists round up. */
#define CUE_TOLERANCE 1000 /* milliseconds */

static void check_cover(const struct show *show, struct diag *diag)
{
	const struct picture_facts *f = &show->cover.facts;
	struct span at = show->cover.at;

	if (!f->format)
		return;
	if (strcmp(f->format, "jpeg") != 0 && strcmp(f->format, "png") != 0)
		diag_report(diag, DIAG_COVER_FORMAT, at,
			    "the cover is a %s picture; directories take JPEG or PNG", f->format);
	if (strcmp(f->colour, "rgb") != 0)
		diag_report(diag, DIAG_COVER_COLOUR, at, "the cover has %s colours; save it as RGB",
			    f->colour);
	if (f->width != f->height)
		diag_report(diag, DIAG_COVER_SHAPE, at,
			    "the cover is %u by %u pixels; it must be square", f->width, f->height);
	else if (f->width < COVER_LEAST || f->width > COVER_MOST)
		diag_report(diag, DIAG_COVER_SIZE, at,
			    "the cover is %u pixels wide; it must have %d to %d", f->width,
			    COVER_LEAST, COVER_MOST);
}

static void check_chapters(const struct episode *e, int64_t length, struct arena *a,
			   struct diag *diag)
{
	const struct chapter *c = e->chapters.items;

	for (size_t i = 0; i < e->chapters.count; i++) {
		if (c[i].start >= length)
			diag_report(diag, DIAG_CHAPTER_BEYOND, e->chapters.at[i],
				    "chapter '%s' begins at %s, but the recording ends at %s",
				    c[i].title ? c[i].title : "", time_clock(c[i].start, a),
				    time_clock(length, a));
	}
}

static void check_transcript(const struct episode *e, int64_t length, struct arena *a,
			     struct diag *diag)
{
	const struct transcript *t = &e->transcript;

	if (t->count && t->cues[t->count - 1].end > length + CUE_TOLERANCE)
		diag_report(diag, DIAG_TRANSCRIPT_BEYOND, item_field_span(&e->item, "transcript"),
			    "the transcript goes on until %s, but the recording ends at %s; do "
			    "they belong together?",
			    time_clock(t->cues[t->count - 1].end, a), time_clock(length, a));
}

/* So much louder makes the hiss of the room as loud as speech was. */
#define MUCH_GAIN 20.0

static void tell_mastering(const struct episode *e, struct arena *a, struct diag *diag)
{
	const struct audio_plan p = mastering_plan(e, a);
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

static void check_episode(const struct episode *e, struct arena *a, struct diag *diag)
{
	int64_t length = (int64_t)(e->recording.facts.seconds * 1000);

	if (!length)
		return;
	check_chapters(e, length, a, diag);
	check_transcript(e, length, a, diag);
	tell_mastering(e, a, diag);
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
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		check_cover(show, diag);
		check_format(show, diag);
		for (size_t k = 0; k < show->episode_count; k++)
			check_episode(show->episodes[k], diag->arena, diag);
		for (size_t k = 0; k < show->held_count; k++)
			check_episode(show->held[k], diag->arena, diag);
	}
}
