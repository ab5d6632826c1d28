#include "model/network.h"

#include "base/mem.h"

char *term_anchor(const char *term, struct arena *a)
{
	return arena_printf(a, "term-%s", slug_make(term, a));
}
