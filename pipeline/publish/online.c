#include "publish/online.h"

#include <string.h>

#include "base/mem.h"
#include "record.h"

const char *online_note_read(const char *text, size_t len, struct online_note *note,
			     struct arena *a)
{
	struct record_note r;
	const char *fault = record_parse(&r, arena_strndup(a, text, len), len, a);

	if (fault)
		return fault;
	*note = (struct online_note){ .release = r.release, .time = r.time };
	note->tree.files = arena_array(a, r.count + 1, sizeof(*note->tree.files));
	for (size_t i = 0; i < r.count; i++) {
		if (!r.files[i].leaving)
			note->tree.files[note->tree.count++] = r.files[i].file;
	}
	return NULL;
}

struct online_note online_note_join(const struct online_note *x, const struct online_note *y,
				    struct arena *a)
{
	struct online_note all = y->time > x->time ? *y : *x;
	size_t i = 0, k = 0;

	all.tree.count = 0;
	all.tree.files = arena_array(a, x->tree.count + y->tree.count + 1, sizeof(*x->tree.files));
	while (i < x->tree.count || k < y->tree.count) {
		int order = i == x->tree.count ? 1
			    : k == y->tree.count
				    ? -1
				    : strcmp(x->tree.files[i].path, y->tree.files[k].path);

		all.tree.files[all.tree.count++] = order <= 0 ? x->tree.files[i] : y->tree.files[k];
		i += order <= 0;
		k += order >= 0;
	}
	return all;
}
