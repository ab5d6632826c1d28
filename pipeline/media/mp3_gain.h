#ifndef MEDIA_MP3_GAIN_H
#define MEDIA_MP3_GAIN_H

#include <stdbool.h>
#include <stdint.h>

struct mp3_sound;
struct mpeg_header;

/*
 * The level of MP3 frames, changed without decoding: global_gain of each granule
 * and channel (ISO 11172-3 section 2.4.1.7, ISO 13818-3 section 2.4.1.7) scales
 * what it decodes to by 2^(1/4) a step, and by nothing else.
 */
#define MP3_GAIN_STEP 1.5051499783199060 /* dB: 20 log10 2^(1/4) */

/* The steps nearest to a gain in dB. */
int mp3_gain_steps(double gain);

/* Would every granule that is not silent stay inside 0 … 255? */
bool mp3_gain_fits(const struct mp3_sound *s, int steps);

/* Widens min … max by the gains of a frame that sound. */
void mp3_gain_range(const uint8_t *frame, const struct mpeg_header *h, int *min, int *max);

/* How many bytes before a frame its data begins: main_data_begin, the first field there. */
int mp3_main_data_begin(const uint8_t *frame);

/* Puts the gain on a whole frame, and its checksum right if it has one. */
void mp3_gain_apply(uint8_t *frame, const struct mpeg_header *h, int steps);

#endif
