#ifndef MEDIA_INPUT_H
#define MEDIA_INPUT_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <stdbool.h>
#include <stdint.h>

struct task;

/*
 * A recording that is open, and the one stream of it that is meant.
 *
 * What libav takes for one of the formats in format.h is opened, by the bytes
 * alone and whatever its name, and nothing else: no playlist, no list of files,
 * no address. A file can never make us open another one.
 */
struct input {
	int              fd;
	int64_t          size;      /* of the file, bytes */
	int64_t          sound_end; /* where appended tags begin, or size */
	uint8_t          head[512];
	size_t           head_len;
	AVIOContext     *io;
	AVFormatContext *format;
	AVStream        *audio;
	const AVCodec   *decoder;
	int64_t          packets;   /* that input_next() has given */
	bool             has_cuts;  /* some of them are hidden or no sound: the recording was cut or joined without encoding it anew */
};

/* False with the reason in the task's failure; nothing needs closing then. */
bool input_open(struct input *in, const char *path, struct task *t);
void input_close(struct input *in);
#define INPUT_SCOPED __attribute__((cleanup(input_close)))

/*
 * The next packet of the audio stream, without what lies in appended tags.
 * 0, AVERROR_EOF, or another error of libav after which more may follow.
 */
int input_next(struct input *in, AVPacket *packet);

/* How far into the file we are, 0 … 1. */
double input_position(const struct input *in);

/* Is there a stream of moving pictures (not a cover)? */
bool input_has_video(const struct input *in);

#endif
