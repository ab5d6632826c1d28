#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

/*
 * Words that can be seen in HTML, descriptions of pictures among them: to tell whether one text of
 * an episode says something that another does not. White space, punctuation, capitals and markup make
 * no difference.
 */

size_t words_count(const char *html, struct arena *a);

/* Has `html` every word of `other`? A last word that a program has cut off does not count. */
bool words_hold(const char *html, const char *other, struct arena *a);

/* Appends those paragraphs (parted by blank lines) of the Markdown text `other` that have words which `has` lacks. */
bool words_add_missing(struct strbuf *out, const char *has, const char *other, struct arena *a);

/* The first sentences of a text without markup, as many as `most` characters hold; or the beginning of the first. */
const char *words_summary(const char *text, size_t most, struct arena *a);

/* HTML as plain text that keeps its paragraphs, parted by an empty line; NULL when nothing is left. */
const char *words_paragraphs(const char *html, struct arena *a);

#endif
