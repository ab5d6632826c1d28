#ifndef MODEL_MASTERING_H
#define MODEL_MASTERING_H

#include <stdbool.h>

#include "model/site.h"

struct arena;

/* What the level of a recording needs, whichever way is taken. */
struct levelling {
	double target;   /* LUFS, for as many channels as it has */
	double gain;     /* dB that are missing; 0: it is within tolerance */
	double limiting; /* dB by which its highest peak is then too high, or 0 */
};

/* All zero where nothing can be heard. */
struct levelling mastering_levelling(const struct media_facts *f, const struct mastering *m);

/*
 * What is to become of a recording, decided from what was measured in it and
 * from the show's settings: the gentlest way that gives what listeners need. A
 * copy where the recording is right, or mastering is off, and the file itself where
 * subscribers have it already; a change of level
 * without encoding where that reaches the target (MP3 in steps of 1.505 dB, Opus
 * in any); else mastering.
 *
 * Pure: the same facts and settings give the same plan.
 */
struct audio_plan {
	enum audio_making making;
	double      gain;        /* dB; AUDIO_GAINED: to put on exactly; AUDIO_ENCODED: what it will be, about */
	const char *why;         /* what is done and why, to follow "'loss.wav' "; NULL: nothing worth a word */
	/* AUDIO_ENCODED: */
	const char *format;      /* "mp3", "m4a" or "opus" */
	int         channels;    /* 1 or 2 */
	int64_t     bitrate;     /* kbit/s */
	int         sample_rate; /* Hz; 0: the nearest to the recording's that players take */
	double      loudness;    /* LUFS to reach; LEVEL_NONE: the level stays */
	double      start, end;  /* seconds of the recording that stay; an end of 0: to its end */
};

/*
 * For an episode whose recording has been measured. `why` is in `a`.
 *
 * Silence is cut off the start only where nothing tells times of the recording:
 * chapters and transcripts would no longer fit.
 */
struct audio_plan mastering_plan(const struct episode *e, struct arena *a);

/*
 * The suffix under which a recording that subscribers have from elsewhere (came_from.audio) is
 * published byte for byte; NULL: it has not been published before, or apps cannot play it.
 */
const char *mastering_kept_suffix(const struct episode *e);

/* Is the show's sound encoded for music? */
bool mastering_is_music(const struct show *show);

#define LOW_DATA_KBITS 48

/* The small file beside it, for listeners who pay for every megabyte: one channel, LOW_DATA_KBITS. */
struct audio_plan mastering_low_data(const struct episode *e);

/* Does the show want that file, and is it smaller than what `main` makes? */
bool mastering_wants_low_data(const struct episode *e, const struct audio_plan *main);

#endif
