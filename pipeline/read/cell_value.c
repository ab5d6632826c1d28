#include "base/diag.h"
#include "base/mem.h"
#include "read/read.h"
#include "reader.h"
#include "refs.h"
#include "value.h"

/* Room for whatever C type a field has (model/fields.h). */
union stored {
	const char *text;
	bool flag;
	int64_t number;
	double decimal;
	struct moment moment;
};

bool read_value(const struct site *site, const struct field *f, const char *text, struct span at,
		struct diag *diag)
{
	struct arena scratch = { 0 };
	struct reader r = { .now = site->now,
			    .arena = diag->arena,
			    .scratch = &scratch,
			    .diag = diag,
			    .site = (struct site *)site };
	const struct node node = { .kind = NODE_SCALAR, .at = at, .text = text };
	const unsigned before = diag->count[SEV_ERROR];
	union stored into = { 0 };

	value_store(&r, f, &node, &into);
	if (before == diag->count[SEV_ERROR] && f->refers)
		refs_is_there(&r, f->refers, text, at);
	arena_free(&scratch);
	return before == diag->count[SEV_ERROR];
}
