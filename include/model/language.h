#ifndef MODEL_LANGUAGE_H
#define MODEL_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Languages and countries by the codes that feeds and pages name them with:
 * ISO 639-1 (two letters), some of ISO 639-3 (three letters, for languages that
 * have no shorter code), ISO 3166-1 (two capital letters). Codes are compared
 * as they are written here; `len` is their length.
 */

/* Has the language this code? Of two letters it is one that Apple Podcasts and the W3C's validator
 * know. */
bool language_is_code(const char *code, size_t len);

bool country_is_code(const char *code, size_t len);

/* The code that people mean with a word such as 'English', 'eng', 'UK' or 'Scotland', in any case;
 * or NULL. */
const char *language_meant(const char *word);
const char *country_meant(const char *word);

/* What those who speak a language call it ("Gàidhlig"); its code where that is not known. */
const char *language_own_name(const char *code);

#endif
