#ifndef CLI_LEDGER_FILE_H
#define CLI_LEDGER_FILE_H

#include <stdbool.h>

struct arena;
struct diag;
struct ledger;
struct strbuf;

/* Can the ledger be written? False after reporting. To be asked before anything else is changed. */
bool ledger_file_writable(const char *content, struct diag *diag);

/*
 * Writes published.tsv of the content folder, whole or not at all, unless it has
 * these bytes already; `out` then holds them. False after reporting, also when it
 * is no longer the file that the ledger was read from.
 */
bool ledger_file_write(const char *content, const struct ledger *l, struct strbuf *out,
		       struct diag *diag);

#endif
