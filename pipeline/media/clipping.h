#ifndef MEDIA_CLIPPING_H
#define MEDIA_CLIPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct problems;
struct window;

/*
 * Clipping: where the sound was too loud for the recorder, the tops of its
 * waves are cut off flat. The cut may lie below full scale, when the level was
 * changed later, so tops are compared with the loudest sample of the channel,
 * which is known only at the end: what may be clipped is kept second by second.
 *
 * Lossy packing bends flat tops. Some it throws beyond full scale, and those
 * samples are counted; the others still lie closer together than what was never
 * cut, so samples near the peak are compared with those a little lower.
 */
struct tops {
	uint32_t second;
	uint16_t channel;
	float level;          /* of the highest flat top */
	uint32_t flat;        /* flat tops near that level */
	uint32_t below;       /* flat tops a little below it */
	uint32_t over;        /* samples at or above full scale */
	float peak;           /* of the channel when these were counted: */
	uint32_t near, lower; /* samples close to that peak, and in a band as wide below */
};

/* More seconds with tops than these are not remembered. */
#define TOPS_KEPT 50000

struct clipping {
	struct arena *arena;
	int sample_rate, channels;
	float *peaks;     /* one a channel, until now */
	struct tops *now; /* one a channel */
	struct tops *kept;
	size_t count, room;
	uint64_t heard; /* samples */
};

void clipping_init(struct clipping *c, int sample_rate, int channels, struct arena *a);
void clipping_hear(struct clipping *c, const struct window *w);

/* After the last window. */
void clipping_end(struct clipping *c);
void clipping_report(const struct clipping *c, bool lossy, struct problems *p);

#endif
