#ifndef CLI_YEAR_PAGE_H
#define CLI_YEAR_PAGE_H

#include "model/year.h"

struct strbuf;

/* What the kinds that are counted by month are called; in the order of enum year_kind. */
extern const char *const year_kind_words[YEAR_KINDS];

/* Appends the report as one HTML file that needs no other, made to be printed. */
void year_page(const struct year *y, const struct site *site, struct strbuf *out, struct arena *a);

#endif
