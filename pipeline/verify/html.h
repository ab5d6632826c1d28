#ifndef VERIFY_HTML_H
#define VERIFY_HTML_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Finds the tags of an HTML page and their attributes, in place and without
 * memory of its own. It follows the tokenizer of the HTML standard (section
 * 13.2.5) as far as links need it: comments, doctypes, quoted and bare values,
 * and elements whose contents are not markup. Any bytes may come in.
 *
 *	for (struct html h = html_open(text, len); html_next_tag(&h);)
 *		for (struct html_attribute a; html_next_attribute(&h, &a);)
 *			…
 */
struct html {
	const char *pos, *end;
	const char *name; /* of the tag; not folded to lower case */
	size_t name_len;
	bool is_end;
	bool in_tag; /* attributes are still to be read */
};

struct html_attribute {
	const char *name;
	size_t name_len;
	const char *value; /* as it stands there, references not decoded */
	size_t value_len;
};

struct html html_open(const char *text, size_t len);
bool html_next_tag(struct html *h);
bool html_next_attribute(struct html *h, struct html_attribute *a);

/* True when the `len` bytes at `s` are `name`, which is in lower case, in any case. */
static inline bool html_is(const char *s, size_t len, const char *name)
{
	size_t i = 0;

	while (i < len && name[i] && (s[i] | 0x20) == name[i])
		i++;
	return i == len && !name[i];
}

/*
 * Decodes the character references of an attribute's value into `to`, which
 * has room for `len` bytes; returns the length. Unknown ones stay.
 */
size_t html_decode(const char *value, size_t len, char *to);

#endif
