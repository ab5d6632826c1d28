#ifndef CLI_CONSENT_LINE_H
#define CLI_CONSENT_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/*
 * Writes `text`, a private/consent.csv, with `day` under 'withdrawn' in every row
 * of `id` that has nothing there; a row is added where there is none, and the
 * column and the first line where they are missing. Every other byte stays, and
 * so does how lines end. False when the file cannot be understood.
 */
bool consent_line_withdraw(const char *text, size_t len, const char *id, const char *day,
			   struct strbuf *out);

#endif
