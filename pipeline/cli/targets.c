#include "targets.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "places.h"

static bool meet(const char *one, const char *other)
{
	return path_within(one, other) || path_within(other, one);
}

void targets_check_places(const struct publishing *p, const char *content, const char *output,
			  struct arena *a, struct diag *diag)
{
	const struct target *all = p ? p->targets.items : NULL;

	for (size_t i = 0; p && i < p->targets.count; i++) {
		const struct target *t = &all[i];

		if (!t->to || !t->kind || strcmp(t->kind, "folder") != 0 || *t->to == '~' ||
		    strstr(t->to, "://"))
			continue;
		const char *place =
			place_real(*t->to == '/' ? t->to : path_join(content, t->to, a), a);
		const bool in_content = meet(place, place_real(content, a));
		const bool in_output = output && meet(place, place_real(output, a));

		if (in_content || in_output)
			diag_report(
				diag, DIAG_BAD_TARGET, list_field_span(&p->targets, i, "to"),
				"'%s' is the folder of the %s, or lies in it, or around it; choose "
				"one of its own",
				t->to, in_content ? "content" : "output");
	}
}
