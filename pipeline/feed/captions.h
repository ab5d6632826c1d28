#ifndef FEED_CAPTIONS_H
#define FEED_CAPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cue;
struct strbuf;

/*
 * Cuts a cue into captions that fit a screen: a few lines of so many
 * characters. A cue that fits keeps its lines. The time of one that does not is
 * shared among its captions by the length of their words.
 */
struct captions {
	const struct cue *cue;
	size_t width;        /* characters of a line; a longer word stands alone */
	unsigned lines;      /* of a caption, at most */
	size_t prefix;       /* characters before the words of the first caption */
	bool avoid_colons;   /* see srt_word() */
	const char *rest;    /* set to cue->text, and so is `start` to cue->start */
	int64_t start, end;  /* of the caption that was written last */
};

struct captions captions_of(const struct cue *cue, size_t width, unsigned lines);

/* Puts the lines of the next caption into `text`, which it clears; false when there is none. */
bool captions_next(struct captions *c, struct strbuf *text);

#endif
