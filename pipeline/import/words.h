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

/*
 * The first sentence of a text without markup, or more where that is very short, in one line; cut where it has more
 * than `most` characters. The end of a paragraph is that of a sentence.
 */
const char *words_summary(const char *text, size_t most, struct arena *a);

/* What can be read of the beginning of Markdown as read/from_html.h makes it, a line each paragraph; about `most` bytes of it. */
const char *words_of_markdown(const char *markdown, size_t most, struct arena *a);

/* HTML as plain text that keeps its paragraphs, parted by an empty line; NULL when nothing is left. */
const char *words_paragraphs(const char *html, struct arena *a);

#endif
