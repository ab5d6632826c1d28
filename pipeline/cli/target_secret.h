#ifndef CLI_TARGET_SECRET_H
#define CLI_TARGET_SECRET_H

#include <stdbool.h>

struct diag;
struct publication_target;
struct publishing;

/* Finds the secret of t->target; false after reporting. */
bool target_secret(const struct publishing *p, struct publication_target *t, const char *content,
		   struct diag *diag);

/* Forgets it; the memory is wiped. */
void target_secret_wipe(struct publication_target *t);

#endif
