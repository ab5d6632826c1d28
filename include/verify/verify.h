#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include "model/output.h"

struct arena;
struct diag;

/*
 * Reads an output again, with other code than wrote it: each feed is
 * well-formed and valid by its grammar in feeds/, every link, picture,
 * enclosure and anchor of every page and feed leads to something that is there,
 * and an enclosure's length is that of its file. `address` is the site's own;
 * URLs that begin with it are local.
 */
void verify_output(const struct output_tree *tree, const char *address, struct arena *a,
		   struct diag *diag);

/* Names that an output must not hold, and longer ones that may hold them. */
struct absent_names {
	const char *const *names, *const *allowed;
	size_t count, allowed_count;
};

/*
 * Looks for these names in every text file of an output: as whole words, across
 * line ends and tags, with and without accents, and however `'` and `&` are
 * written. A name of one word must begin with its capital; if the output has the same word in small letters too, as it has
 * 'hope' beside 'Hope', a place is a warning only.
 */
void verify_absent(const struct output_tree *tree, const struct absent_names *names,
		   struct arena *a, struct diag *diag);

/*
 * Looks for addresses that must stay private in every text file of an output, as they are written and
 * as HTML, JSON and query strings write them. Nothing that is found is repeated in a message.
 */
struct strings;
void verify_private(const struct output_tree *tree, const struct strings *links, struct arena *a,
		    struct diag *diag);

/* The address of the site that an output is of, as its robots.txt tells; NULL when it does not. */
const char *verify_address(const struct output_tree *tree, struct arena *a);

#endif
