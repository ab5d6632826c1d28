#ifndef MEDIA_MP3_HEADER_H
#define MEDIA_MP3_HEADER_H

#include <stdbool.h>
#include <stdint.h>

#include "mp3_frames.h"

/*
 * The frame before the sound that tells how many frames follow, where to seek
 * to, and how many samples at both ends are none of the recording: "Xing", or
 * "Info" when the bit rate is constant, with LAME's extension
 * (http://gabriel.mp3-tech.org/mp3infotag.html).
 *
 * The source's stays as it is, byte for byte, when what it says is right. Else
 * one is made that is, and what the source's said of its encoder stays.
 *
 * Players take such a frame for a promise that the decoder's own delay may be
 * cut off: mpg123 in any case, ffmpeg when the encoder is named. Where the
 * source had none, a frame of silence is put before its sound, so that exactly
 * that frame is cut off and not one sample of the recording is.
 */
struct mp3_header {
	uint8_t bytes[2 * MP3_MAX_FRAME]; /* the frame, and perhaps the silent one */
	int     len;                      /* of both */
	int     silent_len;               /* of the silent one, or 0 */
	bool    kept;                     /* it is the source's */
	int64_t samples;                  /* that a decoder gives out */
};

/*
 * The source's, as it is, with the samples that it promises; only what stands
 * before the sound of `s` needs to be known. False when it has none.
 */
bool mp3_header_claim(struct mp3_header *h, int fd, const struct mp3_sound *s);

/* False when the source cannot be read. */
bool mp3_header_make(struct mp3_header *h, int fd, const struct mp3_sound *s);

/*
 * After a gain: levels that the extension tells are no longer true and go, its
 * own count of steps and its checksums are put right. `sound_crc` is that of all
 * frames of sound as they are now (mp3_crc.h).
 */
void mp3_header_gain(struct mp3_header *h, int steps, unsigned sound_crc);

/* Does it have a checksum of the sound? */
bool mp3_header_wants_crc(struct mp3_header *h);

#endif
