#ifndef READ_LETTERS_H
#define READ_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

/* What can be told of words by their letters alone. */

/* Three words or more in a row that have no small letter; abbreviations alone are too short. */
bool letters_capitals(const char *text, size_t len, size_t *off, size_t *words_len);

/* Words in a script that the page's language is not written in. Latin is at home everywhere. */
struct foreign {
	size_t off, len;
	size_t first;        /* the length of its first word */
	const char *script;  /* "in Greek letters" */
	const char *example; /* a language that is written so */
	size_t next;         /* where the search goes on */
};

/* Finds the next from `f->next` on; a single letter of an alphabet is a sign (π). */
bool letters_foreign(const char *text, size_t len, const char *language, struct foreign *f);

/* How many of `len` bytes can be shown if `most` are the most: whole characters. */
size_t letters_fit(const char *text, size_t len, size_t most);

#endif
