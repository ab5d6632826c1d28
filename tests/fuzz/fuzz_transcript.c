#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/read/transcript.h"
#include "base/diag.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any text becomes cues in order, each of which ends after it begins, or messages. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct diag diag;
	struct reader r = { .arena = &arena, .scratch = &scratch, .diag = &diag };
	struct transcript t = { 0 };

	diag_init(&diag, &arena);
	const struct source *src = source_from_text("one.vtt", (const char *)data, size, &arena, &diag);
	if (src)
		transcript_read(&r, src, &t);
	for (size_t i = 0; i < t.count; i++) {
		if (t.cues[i].end <= t.cues[i].start || (i && t.cues[i].start < t.cues[i - 1].start))
			abort();
	}
	if (src && !t.count && diag_ok(&diag))
		abort();
	arena_free(&arena);
	arena_free(&scratch);
	return 0;
}
