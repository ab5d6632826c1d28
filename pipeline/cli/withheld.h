#ifndef CLI_WITHHELD_H
#define CLI_WITHHELD_H

#include <stdbool.h>

struct arena;
struct diag;
struct output_tree;
struct releases;
struct site;

/*
 * What somebody took back is not published again: items that are withdrawn in the ledger and were not when a
 * release was made, and people who no longer agree to be named.
 */

/* May this release, of these files, be brought back? False after reporting what is in the way. */
bool withheld_check(const struct site *site, const struct releases *r, long long number,
		    const struct output_tree *tree, struct diag *diag);

/* Marks all releases that never may, but for the newest, which has just been made: `newest` is its files. */
void withheld_purge(const struct site *site, struct releases *r, const struct output_tree *newest,
		    struct arena *a);

#endif
