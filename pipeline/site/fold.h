#ifndef SITE_FOLD_H
#define SITE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf;

/*
 * Letters as search and sorting compare them: compatible forms are one (Unicode's NFKD), marks
 * and everything that is neither letter nor number are left out, capitals are small, and letters
 * that Unicode keeps whole are written out: ł as l, ß as ss. theme/search.js does the same.
 */
void fold_add(struct strbuf *out, const char *s, size_t len);

/* Is it a letter, a number, or a mark that belongs to one (general categories L, N, M)? */
bool is_in_word(uint32_t cp);
bool is_mark(uint32_t cp);

/* A letter of a script that writes words without blanks between: Chinese, Japanese, Thai … */
bool is_unparted(uint32_t cp);

/* "en", "en-GB" */
bool language_is_english(const char *language);

#endif
