#ifndef READ_FEED_MEND_H
#define READ_FEED_MEND_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/* What had to be done to the bytes of a feed before they could be XML. */
struct mending {
	unsigned ampersands; /* that stood alone */
	unsigned brackets;   /* `<` that begin no tag */
	unsigned names;      /* of characters that HTML has and XML has not */
	unsigned controls;   /* characters that XML has not */
	unsigned bytes;      /* that were no UTF-8 */
	unsigned comments;   /* that never end, and so are text */
	unsigned sections;   /* of CDATA whose end is missing */
	unsigned tags;       /* whose attributes are written wrongly, or too many */
	unsigned halves;     /* tags that nothing ends, or that end nothing */
	bool has_start;      /* white space stood before the declaration */
	bool has_junk;       /* what is no XML stood there */
	bool has_more;       /* another document follows the first */
	bool is_cut;         /* it breaks off */
};

/*
 * Appends a document of UTF-8, as far as feed_decode() could make it that, with everything mended
 * that would make an XML parser stop or lose text: every tag has its other half, items never stand
 * in one another, and all that follows the end of the document but looks like a feed stands before
 * it. CDATA sections and comments keep their ampersands.
 */
struct mending feed_mend(struct strbuf *out, const char *bytes, size_t len);

#endif
