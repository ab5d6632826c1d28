#ifndef MEDIA_SURVEY_H
#define MEDIA_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include "model/media.h"

struct arena;
struct problems;

/*
 * What is wrong with the sound itself: clipping, offset, noise, silences, dead
 * or doubled or inverted channels, hum; and the waveform for drawing.
 *
 * One object hears one recording at one rate from its first sample to its last,
 * in blocks of any size; how the sound is cut into blocks changes nothing.
 */
struct survey;

struct survey *survey_new(int sample_rate, int channels, struct arena *a);

/* Samples of each channel, full scale is ±1; lossy decoders go beyond. What is not finite counts as 0. */
void survey_hear(struct survey *s, const float *const *planes, size_t samples);

/*
 * After the last block: fills in noise_floor, dc_offset, silent_start,
 * silent_end, same_channels and the peaks, and reports each finding with its
 * place and what to do. `lossy`: the sound was decoded from a lossy format, in
 * which clipping does not leave flat tops.
 */
void survey_sum(struct survey *s, bool lossy, struct media_facts *into, struct problems *p);

#endif
