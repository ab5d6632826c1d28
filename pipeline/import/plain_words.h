#ifndef IMPORT_PLAIN_WORDS_H
#define IMPORT_PLAIN_WORDS_H

#include <stddef.h>
#include <stdint.h>

struct strbuf;

/*
 * Pieces of the report, which is CommonMark. What comes from feeds goes through md_text() or md_code(), so
 * that it is read as it is written, in one line, whatever it is.
 */

/* A text: nothing in it is markup. White space becomes single blanks; NULL or nothing: "(without a title)". */
void md_text(struct strbuf *out, const char *text);

/* An address or something to be typed, as code. */
void md_code(struct strbuf *out, const char *text);

/* "1,234" */
void md_number(struct strbuf *out, uint64_t n);

/* "1 episode", "1,234 episodes" */
void md_count(struct strbuf *out, uint64_t n, const char *one, const char *many);

/* "912 bytes", "24.1 MB": powers of ten, as disks are sold. */
void md_bytes(struct strbuf *out, int64_t bytes);

/* "12 minutes", "55 hours" */
void md_time(struct strbuf *out, double seconds);

/* A cell of a table whose columns are parted by tabs. */
void tsv_put(struct strbuf *out, const char *text);

#endif
