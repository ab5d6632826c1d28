#ifndef READ_FEED_MENDER_H
#define READ_FEED_MENDER_H

#include "feed_mend.h"

/* libxml2 goes no deeper than 256. */
#define DEEPEST 200

/* An element that has not ended; its name stands in the document. */
struct open_tag {
	const char *name;
	size_t len;
};

/* A document on its way through. */
struct mender {
	const char *pos, *end;
	struct strbuf *out;
	struct mending done;
	bool has_doctype;             /* which may have names of its own */
	bool no_comment_ends;         /* from here on: it is not looked for again */
	bool no_instruction_ends;
	bool in_value;                /* of an attribute, between `"` */
	bool is_over;                 /* the root has ended; its end is written last of all */
	const char *section_close;     /* the next `]]>`, once it was looked for; `end`: there is none */
	const char *no_quote_until[2]; /* up to where no " and no ' ends a value */
	struct open_tag open[DEEPEST];
	size_t depth;
	size_t too_deep; /* tags that were left out, in one another */
};

/* Appends text up to `stop`, with its ampersands mended. */
void mender_add_text(struct mender *m, const char *stop);

/* Is there a tag here, its own or an end? Then it is read and appended. */
bool mender_add_tag(struct mender *m);

/* Ends all that is open. */
void mender_end(struct mender *m);

/* The element that is read; NULL outside of all. */
const struct open_tag *mender_open(const struct mender *m);

#endif
