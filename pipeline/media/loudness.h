#ifndef MEDIA_LOUDNESS_H
#define MEDIA_LOUDNESS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/media.h"

struct arena;

/*
 * How loud a recording is, by EBU R 128: loudness as in ITU-R BS.1770-4 annex 1
 * and EBU Tech 3341, loudness range as in EBU Tech 3342, true peak as in
 * BS.1770-4 annex 2 on a grid finer than the four times asked for there.
 *
 * One object hears one recording at one rate from its first sample to its last,
 * in blocks of any size; how the sound is cut into blocks changes nothing. It
 * keeps one number for each 100 ms, whatever the length.
 */
struct loudness;

/*
 * `weights`, one a channel: 1 for front channels, 1.41 for surround, 0 for LFE
 * (BS.1770-4 table 3); NULL: all 1. Everything lives in `a`.
 */
struct loudness *loudness_new(int sample_rate, int channels, const double *weights,
			      struct arena *a);

/* Samples of each channel, full scale is ±1. What is not finite counts as 0. */
void loudness_hear(struct loudness *l, const float *const *planes, size_t samples);

/* May be asked more than once; what has been heard until now. */
struct loudness_facts loudness_sum(struct loudness *l);

/* The short-term loudness (LUFS, LEVEL_NONE for silence) at the end of each 100 ms, for drawing. */
double *loudness_course(const struct loudness *l, size_t *count, struct arena *a);

#endif
