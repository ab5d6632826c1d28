#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include <stddef.h>

/*
 * Looks at XML before a parser does. Finding out that no attribute stands twice
 * costs libxml2 the square of their number, so that one start tag of a megabyte
 * would take an hour.
 *
 * Returns the first start tag in `text` (a string of `len` bytes) with more than
 * LIMIT_XML_ATTRIBUTES attributes, or NULL. Text that is no XML is looked at
 * for as long as a parser would take attributes from it.
 */
const char *markup_wide_tag(const char *text, size_t len);

#endif
