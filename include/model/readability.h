#ifndef MODEL_READABILITY_H
#define MODEL_READABILITY_H

#include <stddef.h>

/*
 * How hard an English text is to read, by counting: words, sentences, syllables.
 *
 *   Flesch reading ease (Flesch 1948): 206.835 − 1.015 × words/sentences − 84.6 × syllables/words
 *   Flesch-Kincaid grade (Kincaid and others 1975): 0.39 × words/sentences + 11.8 × syllables/words − 15.59
 *
 * It is advice and no more: a number cannot tell whether a text is clear.
 */
struct readability {
	size_t words, sentences, syllables;
	size_t long_sentences;     /* of more than READABILITY_LONG words */
	size_t longest;            /* words of the longest sentence… */
	const char *longest_begin; /* …and where it begins in the HTML */
};

#define READABILITY_LONG 20

/* Reads HTML made by blether; headings and code are left out, an item of a list ends a sentence. */
struct readability readability_of(const char *html);

/* Both are 0 for a text without words. */
double readability_ease(const struct readability *r);
double readability_grade(const struct readability *r);

/* Syllables of an English word of so many bytes, by its letters: right for nine words of ten. */
size_t readability_syllables(const char *word, size_t len);

#endif
