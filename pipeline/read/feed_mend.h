#ifndef READ_FEED_MEND_H
#define READ_FEED_MEND_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/* What had to be done to the bytes of a feed before they could be XML. */
struct mending {
	bool is_utf8;        /* the result is, whatever its declaration says */
	unsigned ampersands; /* that stood alone */
	unsigned names;      /* of characters that HTML has and XML has not */
	unsigned controls;   /* characters that XML has not */
	unsigned bytes;      /* that were no UTF-8 */
	unsigned comments;   /* that never end, and so are text */
	unsigned tags;       /* that were longer than any is, and were ended */
	bool has_start;      /* white space stood before the declaration */
};

/*
 * Appends the bytes of a document with everything mended that would make an XML
 * parser stop or lose text. CDATA sections and comments keep their ampersands.
 * What is UTF-16, or in an encoding that it declares and that is not UTF-8, keeps
 * its bytes: the parser can read it.
 */
struct mending feed_mend(struct strbuf *out, const char *bytes, size_t len);

#endif
