#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* Whatever was typed as a date is refused, or is the same moment when written out and read again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	const char *text = arena_strndup(&arena, (const char *)data, size);
	struct moment m, again;

	if (date_parse(text, &m) == DATE_OK) {
		must(date_parse(date_rfc3339(m, &arena), &again) == DATE_OK);
		must(again.utc == m.utc);
		date_rfc822(m, &arena);
		date_words(m, &arena);
		date_day(m, &arena);
	}
	int64_t ms = time_parse(text);
	if (ms >= 0) {
		must(time_parse(time_vtt(ms, &arena)) == ms);
		must(time_parse(time_clock(ms, &arena)) == ms / 1000 * 1000);
	}
	arena_free(&arena);
	return 0;
}
