#include "model/network.h"

#include <string.h>

#include "base/mem.h"

char *term_anchor(const char *term, struct arena *a)
{
	return arena_printf(a, "term-%s", slug_make(term, a));
}

bool group_is_closed(const struct group *g)
{
	return g->status && strcmp(g->status, "closed") == 0;
}

bool service_is_closed(const struct service *s)
{
	return s->status && strcmp(s->status, "closed") == 0;
}
