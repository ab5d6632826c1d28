#ifndef MEDIA_LOUDNESS_H
#define MEDIA_LOUDNESS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/media.h"

struct arena;

/*
 * How loud a recording is, by EBU R 128: loudness as in ITU-R BS.1770-4 annex 1
 * and EBU Tech 3341, loudness range as in EBU Tech 3342 (a block of 3 s each
 * second), true peak as in BS.1770-4 annex 2 on a finer grid (true_peak.h says
 * how exact that is). The loudest 400 ms and 3 s are looked for every 10 ms.
 *
 * Too short to say: below 400 ms there is no integrated and no momentary
 * loudness, below 3 s no short-term loudness and no range; they are LEVEL_NONE,
 * as all levels of silence are. Peaks are measured in any sound.
 *
 * One object hears one recording at one rate from its first sample to its last,
 * in blocks of any size; how the sound is cut into blocks changes nothing, nor
 * does the processor. It keeps one number for each 100 ms, whatever the length.
 */
struct loudness;

/*
 * `weights`, one a channel: 1 for front channels, 1.41 for surround, 0 for LFE
 * (BS.1770-4 table 3); NULL: all 1. Everything lives in `a`. Meant for rates from
 * 8 to 384 kHz; others do no harm.
 */
struct loudness *loudness_new(int sample_rate, int channels, const double *weights,
			      struct arena *a);

/* Samples of each channel, full scale is ±1. What is not finite, or beyond ±1e9, counts as 0. */
void loudness_hear(struct loudness *l, const float *const *planes, size_t samples);

/* What has been heard until now, as if silence followed. May be asked at any time, and again. */
struct loudness_facts loudness_sum(struct loudness *l);

/*
 * For drawing: the loudness (LUFS, LEVEL_NONE for silence) of the 3 s before the
 * end of each 100 ms, near the start of what there is of them. Lives in `a`.
 */
double *loudness_course(const struct loudness *l, size_t *count, struct arena *a);

#endif
