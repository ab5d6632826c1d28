#ifndef READ_FEED_DECODE_H
#define READ_FEED_DECODE_H

#include <stddef.h>

struct strbuf;

/* The bytes of a feed once they are UTF-8, as far as that was to be found out. */
struct decoded {
	const char *bytes; /* the caller's own, or in `room` */
	size_t len;
	unsigned lost; /* places that mean nothing in the encoding; U+FFFD stands there */
};

/*
 * What the bytes are is told by a byte order mark, by zeros among them, by being UTF-8 (then a
 * declaration of something else is wrong), by the declaration, by the language that the feed says it
 * is in; in this order. All that iconv knows is read, under the names that browsers know too. What is
 * none of these stays as it is: single bytes that are no UTF-8, for feed_mend().
 */
struct decoded feed_decode(struct strbuf *room, const char *bytes, size_t len);

#endif
