#ifndef PUBLISH_NOTES_H
#define PUBLISH_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "model/output.h"

/*
 * How blether's own notes are read: lines of fields between tabs, after a first line that says what
 * it is, in which version, and how many lines follow, so that a note cut short is known. Nothing is
 * believed: `fault` says what was wrong with the last line.
 */
struct notes {
	char *next, *end; /* the text is written to, and lives as long as what is read from it */
	unsigned number;  /* of the last line */
	const char *fault;
	const char *last_path;
	size_t count;     /* of the lines behind the first, as it says */
};

/* Cuts the next line into exactly `count` fields. */
bool notes_line(struct notes *in, char *fields[], size_t count);

/*
 * The first line: title, version, number of lines, and what else there is, `count` fields in all.
 * `count` of the notes is no more than could be there.
 */
bool notes_title(struct notes *in, const char *title, const char *version, char *fields[], size_t count);

/* All lines have been read. */
bool notes_end(struct notes *in);

/* A path that may be in an output, and stands behind the one of the line before. */
bool notes_path(struct notes *in, const char *path);

bool notes_hash(struct notes *in, const char *s, char into[static HASH_HEX]);
bool notes_optional_hash(struct notes *in, const char *s, char into[static HASH_HEX]); /* "-": "" */
bool notes_group(struct notes *in, const char *s, enum output_group *into);
bool notes_number(const char *s, uint64_t max, uint64_t *into); /* digits only */
bool notes_signed(const char *s, int64_t *into);

const char *notes_group_name(enum output_group group);

#endif
