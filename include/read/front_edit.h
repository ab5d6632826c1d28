#ifndef READ_FRONT_EDIT_H
#define READ_FRONT_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/fields.h"

struct strbuf;

/* What a field of a file is to be. */
struct front_value {
	const char        *key;
	const char *const *texts;   /* its value, or the entries of a list */
	size_t             count;   /* 0: the field is not to be there */
	bool               list;
	bool               literal; /* needs no quotation marks: a day, a number, `true` */
};

/*
 * Writes a file of the content with one field of its front matter (or, where
 * there is no `---`, of a file that is YAML alone) as it is to be. What else stands
 * there stays byte for byte: comments, order, how lines end, byte order mark, body.
 * A value keeps its quotation marks, and a list its brackets or its lines; entries
 * that stay keep how they are written. A new field comes behind the one that it
 * follows in the table of its kind, and last where `kind` is NULL. A comment in the
 * line of something that goes, goes with it; one in a line of its own stays.
 *
 * False, and nothing in `out`, where only people can tell what is meant: what cannot
 * be read as YAML, anchors and tags, a field that stands there twice, comments
 * inside of brackets whose entries change. What was written has been read again and
 * has this value and all others as they were.
 */
bool front_edit(const char *text, size_t len, const struct kind *kind,
		const struct front_value *value, struct strbuf *out);

#endif
