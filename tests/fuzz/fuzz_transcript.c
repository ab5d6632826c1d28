#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/read/transcript.h"
#include "base/diag.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any text, told by what it holds, becomes cues in order, each of which ends after it begins, or messages. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct diag diag;
	struct reader r = { .arena = &arena, .scratch = &scratch, .diag = &diag };
	struct transcript t = { 0 };

	diag_init(&diag, &arena);
	const struct source *src = source_from_text("one", (const char *)data, size, &arena, &diag);
	if (src)
		transcript_read(&r, src, &t);
	for (size_t i = 0; i < t.count; i++) {
		const struct cue *c = &t.cues[i];

		if (!*c->text || (c->speaker && !*c->speaker))
			abort();
		if (t.is_timed ? c->end <= c->start || (i && c->start < c[-1].start) : c->start || c->end)
			abort();
	}
	if (src && !t.count && diag_ok(&diag))
		abort();
	arena_free(&arena);
	arena_free(&scratch);
	return 0;
}
