#ifndef READ_FIELD_TEXTS_H
#define READ_FIELD_TEXTS_H

#include "reader.h"

/* A text that somebody wrote in the front matter, and where. */
struct field_text {
	const struct field *field;
	const char *text;
	struct span at;
};

/*
 * Shows every text of an item's front matter that people read: titles, summaries, notes, and those
 * of the maps in it; not the names of people and places, nor what programs read.
 */
void field_texts(const struct item *item, struct reader *r,
		 void (*show)(struct reader *r, const struct field_text *t));

/* Looks through them for words that hurt and for what not everybody can read; in prose.c. */
void field_texts_check(struct reader *r, const struct item *item);

#endif
