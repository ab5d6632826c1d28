#ifndef MEDIA_OPUS_GAIN_H
#define MEDIA_OPUS_GAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The level of an Opus stream, changed without decoding: the output gain of its
 * header (RFC 7845 section 5.1), in 256ths of a dB, which every decoder applies.
 */
#define OPUS_GAIN_STEP (1 / 256.0) /* dB */

/*
 * Adds a gain in dB to that of an "OpusHead"; `*applied` is what it really came
 * to. False, and nothing changed, when it does not fit or this is no such header.
 */
bool opus_gain_add(uint8_t *head, size_t len, double gain, double *applied);

#endif
