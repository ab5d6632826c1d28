#ifndef MEDIA_RESAMPLER_H
#define MEDIA_RESAMPLER_H

#include <libavutil/frame.h>
#include <libswresample/swresample.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * Blocks of any sample format, rate and layout, which may change on the way,
 * become float planes of one rate and layout. All zero is one that has nothing;
 * resampler_free() in any case.
 */
struct resampler {
	int             rate;    /* of what comes out, Hz */
	AVChannelLayout layout;  /* likewise */
	bool            bounded; /* many channels mixed to few stay below full scale */
	SwrContext     *swr;     /* NULL: no format was begun, or it cannot be converted */
	AVChannelLayout from;    /* the format that was begun */
	int             from_rate, from_format;
	uint8_t       **planes;
	int             room; /* samples in each plane */
};

/* What shall come out; a layout that does not say which channel is which is taken for the usual one. */
bool resampler_aim(struct resampler *r, int rate, const AVChannelLayout *layout);

/* Was the last format that was begun that of this block? */
bool resampler_knows(const struct resampler *r, const AVFrame *block);

/* From here on, blocks like this; what is inside is lost. False: they cannot be converted. */
bool resampler_begin(struct resampler *r, const AVFrame *block);

/*
 * Converts a block of the format that was begun; NULL: gives out what is still
 * inside. How many samples are in `planes` then, or -1.
 */
int resampler_run(struct resampler *r, const AVFrame *block);

/* Forgets the format. */
void resampler_end(struct resampler *r);

void resampler_free(struct resampler *r);

#endif
