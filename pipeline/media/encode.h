#ifndef MEDIA_ENCODE_H
#define MEDIA_ENCODE_H

#include <libavcodec/avcodec.h>
#include <stdbool.h>
#include <stddef.h>

#include "container.h"

struct task;

/*
 * What LAME, libavcodec's AAC encoder and libopus want to be told, and what must
 * be known of them. The same samples give the same bytes.
 */
struct codec {
	const char *suffix; /* "mp3", "m4a" or "opus" */
	const char *encoder;
	const char *type; /* of the file, as feeds name it */
};

/* The codec of the request's format; NULL with the reason in the task's failure. */
const struct codec *codec_wanted(struct task *t);

/* The rate to encode at (Hz) for sound of `rate`: the one that was asked for, if this codec has it.
 */
int codec_rate(const struct codec *c, const struct task *t, int rate);

/* What sound must be multiplied by to come out of the decoder as loud as it went in. */
float codec_make_up(const struct codec *c, const struct task *t);

/* By how many dB the highest peak of speech mostly rises on the way through this codec. */
double codec_rise(const struct codec *c, const struct task *t);

/* From samples to the file `output` of the request, in its format, without tags. */
struct encoder {
	struct task *task;
	struct container out;
	AVCodecContext *codec;
	AVFrame *frame; /* being filled */
	int filled;
	AVPacket *packet;
	int64_t pts; /* samples */
};

/* Functions return false with the reason in the task's failure. */
bool encoder_open(struct encoder *e, const struct codec *c, int rate, struct task *t);

/* Samples of each channel, finite. */
bool encoder_take(struct encoder *e, const float *const *planes, size_t samples);

/* After the last sample: the file is complete. */
bool encoder_finish(struct encoder *e);

void encoder_free(struct encoder *e);
#define ENCODER_SCOPED __attribute__((cleanup(encoder_free)))

#endif
