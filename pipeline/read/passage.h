#ifndef READ_PASSAGE_H
#define READ_PASSAGE_H

#include "prose.h"

/*
 * What braces say of a passage of Markdown:
 *
 *     She said [my wee blether]{said}, and [Fàilte]{lang=gd} stood on the door.
 *
 *     Ceud mìle fàilte.
 *     {lang=gd}
 *
 *     ## Fàilte {lang=gd}
 *
 * `lang` takes a tag of BCP 47 and becomes attributes of HTML; `said` keeps words that somebody
 * chose from being looked at. "\{" is a brace and no more.
 */
struct passage {
	size_t open, close,
		end;      /* of "[", of "]", and behind "}"; a whole block: close is where its
			     "{" stands, and open is 0; `open` is `close` where there is no "[" */
	const char *lang; /* or NULL */
	bool said, block;
	bool plain;        /* "\{": a brace and no more; known when the source has been looked at */
	const char *fault; /* what stands between the braces and means nothing, or NULL */
};

struct passages {
	struct passage *all; /* by `end` */
	size_t count;
};

/* Reports nothing; the text is that of a struct prose. */
struct passages passages_find(const char *text, size_t len, struct arena *a);

/* Overwrites them, marks and all, with WORDS_APART. */
enum passage_kind { PASSAGE_SAID, PASSAGE_LANG };
void passages_hide(const struct passages *p, char *text, enum passage_kind kind);

/* Reports what is wrong with the marks, and puts elements of HTML in their place. */
void passages_render(struct reader *r, struct places *places, cmark_node *root);

#endif
