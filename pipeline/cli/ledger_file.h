#ifndef CLI_LEDGER_FILE_H
#define CLI_LEDGER_FILE_H

#include <stdbool.h>

struct arena;
struct diag;
struct ledger;
struct site;
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

/*
 * A copy beside what is remembered, for whom published.tsv gets lost. It is a
 * comfort: nothing is said when it cannot be written.
 */
void ledger_file_keep(const char *cache, const struct strbuf *text, struct arena *a);

/*
 * Is published.tsv gone, though this site was published from here? True after
 * reporting, with the command that brings the copy back.
 */
bool ledger_file_is_gone(const struct site *site, const char *content, const char *cache,
			 struct diag *diag);

#endif
