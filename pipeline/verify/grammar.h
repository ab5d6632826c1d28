#ifndef VERIFY_GRAMMAR_H
#define VERIFY_GRAMMAR_H

#include <libxml/relaxng.h>

#include "patterns.h"

/* The grammars of feeds/, which the program carries inside it. */
enum grammar_name { GRAMMAR_PODCAST, GRAMMAR_ATOM, GRAMMAR_OPML, GRAMMAR_SITEMAP };

/*
 * A grammar ready to validate with: the whole document, and one record of the
 * many that it holds, which is the definition named `record` of the grammar.
 */
struct grammar {
	xmlRelaxNGPtr whole, record;
	struct patterns patterns; /* which neither of the two has any more */
};

struct grammar grammar_open(enum grammar_name name, const char *record);
void grammar_close(struct grammar *g);

#endif
