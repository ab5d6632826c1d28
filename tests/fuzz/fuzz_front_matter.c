#include <stdint.h>

#include "../../pipeline/read/item.h"
#include "base/diag.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any bytes as each kind of file: read or refused, and every message has its place inside. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct diag diag;

	diag_init(&diag, &arena);
	const struct source *src = source_from_text("fuzz.md", (const char *)data, size, &arena, &diag);
	struct reader r = { .dir = ".", .real = "/", .arena = &arena, .scratch = &scratch, .diag = &diag };
	size_t body;

	for (const struct kind *const *k = content_kinds; src && *k; k++)
		item_parse(&r, *k, src, &body);
	static FILE *null;
	if (!null)
		null = fopen("/dev/null", "w");
	diag_print(&diag, null, false);
	arena_free(&scratch);
	arena_free(&arena);
	return 0;
}
