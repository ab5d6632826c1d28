#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "verify/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any bytes are judged; each message is valid UTF-8, and points into the feed. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag;
	char *bytes = malloc(size ? size : 1); /* of the exact size: reading past its end is seen */
	char *printed = NULL;
	size_t len = 0;
	uint32_t cp;

	memcpy(bytes, data, size);
	diag_init(&diag, &arena);
	const struct feed_file file = { .name = "feed.xml", .bytes = bytes, .len = size, .now = 1795305600 };
	judge_feed(&file, &arena, &diag);
	FILE *f = open_memstream(&printed, &len);
	diag_print(&diag, f, false);
	fclose(f);
	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_decode(printed + i, len - i, &cp);
		if (!n)
			abort();
	}
	free(printed);
	free(bytes);
	arena_free(&arena);
	return 0;
}
