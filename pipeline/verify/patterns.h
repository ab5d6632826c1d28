#ifndef VERIFY_PATTERNS_H
#define VERIFY_PATTERNS_H

#include <libxml/tree.h>
#include <regex.h>

#include "base/table.h"

/*
 * The patterns of a grammar's texts. libxml2 compiles a pattern anew for each
 * text that it checks, which was nine tenths of the cost of a long feed, and
 * does not say which text it was. So they are taken out of the grammar, compiled
 * once and tried here, by the names of attribute, element and the element around it:
 * the text must fit one of the patterns that the grammar gives to that place. They are run by the
 * regular expressions of POSIX, byte by byte: a count such as {9,255} counts bytes.
 * Elements of any name, and those whose content is `anything`, have no patterns.
 */
struct patterns {
	struct table by_name; /* of (parent, element, attribute) → index + 1 of its first pattern */
	struct pattern {
		regex_t regexp;
		uint32_t next; /* index + 1 of another for the same place; 0: none */
	} * all;
	size_t count, room;
};

/* Takes the patterns out of a grammar. */
struct patterns patterns_take(xmlDocPtr grammar);
void patterns_release(struct patterns *p);

/* What does not fit: an element's text, one of its attributes, or the element itself. */
struct misfit {
	const xmlNode *element; /* NULL: everything fits */
	const xmlAttr *attribute;
	bool is_unknown; /* the grammar has no element of that name there */
};

/* The first misfit of the element and those in it. */
struct misfit patterns_try(const struct patterns *p, const xmlNode *element);

#endif
