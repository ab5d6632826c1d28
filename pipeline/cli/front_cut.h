#ifndef CLI_FRONT_CUT_H
#define CLI_FRONT_CUT_H

#include <stddef.h>

struct strbuf;

/*
 * Writes a text without some of the top-level fields of its front matter: each goes with all that
 * stands below it, in a list or a text of several lines. Every other byte stays. `keys` is ended by
 * NULL. A text without front matter stays as it is.
 */
void front_cut(const char *text, size_t len, const char *const *keys, struct strbuf *out);

#endif
