#ifndef STATS_AGENTS_H
#define STATS_AGENTS_H

#include <stddef.h>
#include <stdint.h>

/* Programs that ask for recordings: feeds/agents.tsv. */

enum agent_class { AGENT_NOT, AGENT_APP, AGENT_BROWSER, AGENT_OTHER };

struct agents;

/* The table that is part of the program. */
struct agents *agents_new(void);
void agents_free(struct agents *a);

/* The row that fits, as a number; what fits none has that of "unknown". `agent` need not end in
 * NUL. */
size_t agents_find(struct agents *a, const char *agent, size_t len);

enum agent_class agents_class(const struct agents *a, size_t row);

/* A number for each name, and the name of a number: rows may share one. */
size_t agents_name(const struct agents *a, size_t row);
const char *agents_name_text(const struct agents *a, size_t name);
size_t agents_name_count(const struct agents *a);

#endif
