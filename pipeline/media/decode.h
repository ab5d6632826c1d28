#ifndef MEDIA_DECODE_H
#define MEDIA_DECODE_H

#include <libavutil/frame.h>
#include <stdbool.h>
#include <stdint.h>

struct input;
struct task;

/*
 * The one decoding pass. Whoever wants to know something of the sound — its
 * peak, its loudness, an encoder — is a listener and hears it block by block.
 */
struct listener {
	/*
	 * A block as the decoder made it (any sample format, rate and layout, which
	 * may change between blocks); it is gone after the call. False ends the
	 * pass; the reason is in the task's failure.
	 */
	bool (*hear)(struct listener *l, const AVFrame *block);
};

struct decoded {
	int     sample_rate; /* of the first block */
	int     channels;    /* of the first block */
	int64_t samples;     /* per channel; after a change of rate as if it had not changed */
	int64_t packets;
	int64_t packet_bytes;
	bool    varying;      /* MP3: not all packets have the bit rate of the first */
	int     last_size;    /* of the last packet, and how it begins */
	uint8_t last_head[4];
	bool    damaged;      /* some of it could not be decoded */
	bool    broken_end; /* the very last of it could not be decoded */
};

/*
 * Decodes to the last sample, on as many threads as the request allows; the result
 * does not depend on their number. What is damaged is left out and reported with
 * its time; so is a change of rate or channels. `l` may be NULL; it is called from
 * one thread at a time, not always the same. False when the job has to end: the
 * listener said so, the disk cannot be read, or there is no sound at all.
 */
bool input_decode(struct input *in, struct listener *l, struct decoded *sum, struct task *t);

double decoded_seconds(const struct decoded *sum);

#endif
