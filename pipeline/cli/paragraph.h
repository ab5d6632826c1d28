#ifndef CLI_PARAGRAPH_H
#define CLI_PARAGRAPH_H

#include <stddef.h>

struct strbuf;

/* Lines of the terminal that everything must fit into. */
#define PARAGRAPH_COLUMNS 80

/*
 * Appends words, broken into lines, and a line's end. The first word begins in
 * `column` (from 0), where something may stand already; later lines at `indent`.
 */
void paragraph_add(struct strbuf *out, const char *text, size_t column, size_t indent);

#endif
