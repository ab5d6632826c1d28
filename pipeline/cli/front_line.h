#ifndef CLI_FRONT_LINE_H
#define CLI_FRONT_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/*
 * Writes `text` with its top-level line `key: …` replaced by `key: value`, or
 * with that line added where there is none: before the `---` that closes the
 * front matter, or at the end of a file of YAML alone. Every other byte stays,
 * and so does how lines end. False when the value goes on over several lines, or
 * front matter is not closed: then somebody must look at it.
 */
bool front_line_set(const char *text, size_t len, const char *key, const char *value,
		    struct strbuf *out);

#endif
