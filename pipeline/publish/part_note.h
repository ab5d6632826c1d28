#ifndef PUBLISH_PART_NOTE_H
#define PUBLISH_PART_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct strbuf;

/*
 * What a server said of a file of which a part has come: enough to tell whether what it sends later
 * goes on with the same bytes (RFC 9110 sections 8.8, 14.4 and 15.3.7). Texts are NULL when
 * they were not said.
 */
struct part_note {
	const char *url;      /* that was asked for */
	const char *at;       /* that answered, after redirects */
	const char *etag;     /* as sent, with its quotation marks */
	const char *modified; /* Last-Modified, */
	const char *date;     /* and Date: an HTTP date each (RFC 9110 section 5.6.7) */
	const char *type;
	int64_t     length;   /* of the whole; -1: not said */
};

/* The text of a note, as JSON; and back: false when it is none. Texts live in `a`. */
void part_note_write(const struct part_note *note, struct strbuf *out);
bool part_note_read(const char *text, size_t len, struct part_note *note, struct arena *a);

/*
 * What If-Range can ask with: a strong entity tag, or a date of change that is so much older than
 * the answer that the file did not change twice in one second. NULL: the part is worth nothing.
 */
const char *part_note_validator(const struct part_note *note);

/* Content-Range (RFC 9110 section 14.4). */
struct content_range {
	int64_t first, last; /* inclusive; -1: the range could not be had ("*") */
	int64_t total;       /* -1: not known ("*") */
};

/* False when it is none in bytes, or one that cannot be. */
bool content_range_parse(const char *value, struct content_range *range);

/*
 * Why an answer 206 does not go on with `offset` bytes of what `old` was said of, `now` being
 * said of the answer; NULL: it does.
 */
const char *part_note_break(const struct part_note *old, const struct part_note *now,
			    const struct content_range *range, int64_t offset);

#endif
