#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;

/* A text file held in memory for as long as the messages that point into it. */
struct source {
	const char *path; /* as the user would type it */
	const char *text; /* valid UTF-8, XML 1.0 characters only, NUL-terminated */
	size_t      len;  /* without the NUL */
};

/* Bytes [off, off+len) of a source; a zero `src` means "no particular file". */
struct span {
	const struct source *src;
	uint32_t off, len;
};

/*
 * Reads a text file and lets through only what every later stage can carry:
 * valid UTF-8 made of XML 1.0 characters (https://www.w3.org/TR/xml/#charsets),
 * without U+FFFE and U+FFFF. A byte order mark is skipped and CR LF becomes LF.
 * Every offending place is reported; NULL when there was one, when the file
 * cannot be read or is longer than LIMIT_SOURCE_BYTES. `wanted_by` is the place
 * that names the file, for the message when it cannot be opened. The source
 * lives in `a`.
 */
const struct source *source_load(const char *path, struct span wanted_by, struct arena *a,
				 struct diag *diag);

/* The same gate for text that is already in memory. */
const struct source *source_from_text(const char *path, const char *text, size_t len,
				      struct arena *a, struct diag *diag);

/* The span of bytes [off, off+len), cut to what the source has. */
struct span span_at(const struct source *src, size_t off, size_t len);

/* The span of a whole file: its first byte, no excerpt of more. */
static inline struct span span_of(const struct source *src)
{
	return (struct span){ src, 0, 0 };
}

/* The span of a file that is known by its path only: no line, no excerpt. */
struct span span_path(const char *path, struct arena *a);

#endif
