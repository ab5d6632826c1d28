#include "target_secret.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"
#include "publish/publication.h"

bool target_secret(const struct publishing *p, struct publication_target *t, const char *content,
		   struct arena *a, struct diag *diag)
{
	char *name = arena_printf(a, "BLETHER_SECRET_%s", t->target->name);

	(void)p;
	(void)content;
	(void)diag;
	for (char *c = name; *c; c++)
		*c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
	t->secret = getenv(name);
	return true;
}

void target_secret_wipe(struct publication_target *t)
{
	t->secret = NULL;
}
