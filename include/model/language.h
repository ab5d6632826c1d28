#ifndef MODEL_LANGUAGE_H
#define MODEL_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Languages and countries by the codes that feeds and pages name them with:
 * ISO 639-1 (two letters), some of ISO 639-3 (three letters, for languages that
 * have no shorter code), ISO 3166-1 (two capital letters). Codes are compared
 * as they are written here; `len` is their length.
 */

/* Has the language this code? Of two letters it is one that Apple Podcasts and the W3C's validator
 * know. */
bool language_is_code(const char *code, size_t len);

/* What speakers of the language call it: `Gàidhlig`; the code itself where that is not known. */
const char *language_own_name(const char *code);

/* Is it the same language, whatever the country or script: `pl` and `pl-PL`? NULL is none. */
bool language_same_base(const char *a, const char *b);

/*
 * A tag of BCP 47 (RFC 5646 section 2.1) as far as feeds take it: a language in
 * small letters, then a script (4 letters), a region (2 letters or 3 digits) or
 * variants of 5 to 8.
 */
bool language_is_tag(const char *tag);

bool country_is_code(const char *code, size_t len);

/* The code that people mean with a word such as 'English', 'eng', 'UK' or 'Scotland', in any case;
 * or NULL. */
const char *language_meant(const char *word);
const char *country_meant(const char *word);

/* What 'en_gb', 'EN-UK', 'eng-Scotland' or 'English' would be as a tag; NULL: cannot be told. */
const char *language_tag_meant(const char *text, struct arena *a);

/* "ar" is written from right to left; NULL is not. */
bool language_is_rtl(const char *tag);

#endif
