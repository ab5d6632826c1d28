#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/read/chapters.h"
#include "base/diag.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct list *l)
{
	const struct chapter *c = l->items;

	if (l->count > CHAPTERS_MOST)
		abort();
	for (size_t i = 0; i < l->count; i++) {
		if (!c[i].title || !*c[i].title || c[i].start < 0 || !l->at[i].src)
			abort();
	}
}

/* Any text becomes chapters with titles, or messages; as notes it becomes chapters in order, or none. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct diag diag;
	struct reader r = { .arena = &arena, .scratch = &scratch, .diag = &diag };
	struct list file = { 0 }, notes = { 0 };

	diag_init(&diag, &arena);
	const struct source *src = source_from_text("one", (const char *)data, size, &arena, &diag);
	if (src) {
		chapters_recognised(src);
		chapters_in_notes(&r, src, 0, &notes);
		chapters_read(&r, src, &file);
		check(&file);
		check(&notes);
		if (!file.count && diag_ok(&diag))
			abort();
	}
	for (size_t i = 1; i < notes.count; i++) {
		const struct chapter *c = notes.items;

		if (c[i].start <= c[i - 1].start)
			abort();
	}
	arena_free(&arena);
	arena_free(&scratch);
	return 0;
}
