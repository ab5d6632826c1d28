#ifndef MEDIA_GRID_H
#define MEDIA_GRID_H

#include <libavcodec/packet.h>
#include <stdbool.h>
#include <stddef.h>

#include "log.h"

struct decoded;
struct input;

/* The most packets of a segment, and how many of the one before it may lead into it. */
#define SEGMENT_PACKETS 768
#define LEAD_PACKETS    64

/* A packet, and whether the demuxer complained on the way to it. */
struct segment_packet {
	AVPacket *packet;
	bool      suspect;
	char      words[LOG_LINE]; /* of the complaint, or "" */
};

/*
 * A stretch of a recording that can be decoded by itself: by a decoder of its
 * own, which is first given the `lead` packets before it, whose sound is thrown
 * away; they bring a decoder into the state that it would have here.
 */
struct segment {
	size_t                index;
	bool                  apart; /* else it goes on where the one before it ended */
	bool                  last;
	size_t                lead, count; /* `lead` is part of `count` */
	struct segment_packet packets[LEAD_PACKETS + SEGMENT_PACKETS + 1]; /* [count]: the end */
	double                position; /* how far into the file it reaches, 0 … 1 */
};

/*
 * The grid on which a recording is cut into segments. It follows from the
 * packets alone, so that the same sound comes out on any number of threads.
 * What a decoder needs of earlier packets is known for some codecs only; of
 * others, no segment stands apart.
 */
struct grid {
	struct input     *in;
	struct decoded   *sum; /* packets are counted here */
	AVPacket         *packet;
	bool              heeds_log; /* complaints are the only sign of damage */
	bool              apart;     /* so will the next segment be */
	bool              ended;
	size_t            next;
	int               bit_rate; /* MP3: index of that of the first packet */
	AVPacket         *tail[LEAD_PACKETS]; /* the last packets of the segment before, oldest first */
	size_t            tail_count;
};

/* False: out of memory. grid_free() in any case. */
bool grid_init(struct grid *g, struct input *in, struct decoded *sum);
void grid_free(struct grid *g);

/* Reads the next segment; the last one has `last`. False: out of memory or the disk cannot be read. */
bool grid_next(struct grid *g, struct segment *s);

void segment_free(struct segment *s);

#endif
