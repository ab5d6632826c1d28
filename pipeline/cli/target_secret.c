#include "target_secret.h"

#include <stdint.h>

#include "publish/publication.h"
#include "secret.h"

bool target_secret(const struct publishing *p, struct publication_target *t, const char *content,
		   struct diag *diag)
{
	struct secret found = { 0 };
	bool ok = secret_of_target(p, t->target, content, &found, diag);

	t->secret = found.text;
	return ok;
}

void target_secret_wipe(struct publication_target *t)
{
	struct secret known = { .text = (char *)(uintptr_t)t->secret };

	secret_wipe(&known);
	t->secret = NULL;
}
