#ifndef CLI_STALE_H
#define CLI_STALE_H

struct arena;
struct site;

/* `check --stale`: prints what somebody has to look at again, for people or as JSON. */
void stale_print(const struct site *site, struct arena *a);
void stale_print_json(const struct site *site, struct arena *a);

#endif
