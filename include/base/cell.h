#ifndef BASE_CELL_H
#define BASE_CELL_H

struct strbuf;

/*
 * Cells of tables as spreadsheet programs read them (RFC 4180).
 *
 * A cell that begins with = + - @, a tab or a line end is taken for a formula, and
 * one that somebody else wrote could send what is in the sheet to them (OWASP,
 * "CSV injection"). Such a cell gets a ' before it, and so does one that begins
 * with such marks already: then taking one away gives back what there was.
 */

/* Appends a text as a cell: in quotation marks where it must be, and else as it is. */
void csv_put(struct strbuf *out, const char *text, char delimiter);

/* The same for a table that people open: never a formula, and whole whatever parts the cells there. */
void cell_put(struct strbuf *out, const char *text);

/* What a cell says, without the ' that cell_put() put before it. */
const char *cell_text(const char *cell);

#endif
