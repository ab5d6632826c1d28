#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/zone.h"
#include "model/rrule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define START 1757235600 /* 2025-09-07 09:00 UTC */

static void must(int truth)
{
	if (!truth)
		abort();
}

static bool is_text(const char *s)
{
	uint32_t cp;

	for (size_t n; *s; s += n) {
		n = utf8_decode(s, strlen(s), &cp);
		if (!n)
			return false;
	}
	return true;
}

/* Its moments ascend, none is before the start, and asking later tells the same. */
static void check_moments(const struct rrule *rule, const struct zone *zone)
{
	const struct rrule_start start = { START, zone };
	int64_t all[8], later[8];
	size_t count = rrule_next(rule, &start, START - 1, all, COUNT(all));

	must(count <= COUNT(all));
	for (size_t i = 0; i < count; i++)
		must(all[i] >= START && (!i || all[i] > all[i - 1]));
	if (count < 4)
		return;
	must(rrule_next(rule, &start, all[2], later, COUNT(later)) >= count - 3);
	must(memcmp(later, all + 3, (count - 3) * sizeof(*all)) == 0);
}

/* Any text is refused with a place in it, or a rule that can be said and followed. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	char *text = arena_strndup(&arena, (const char *)data, size);
	struct rrule_fault fault = { 0 };
	struct rrule rule;

	/* Whoever reads files and feeds lets nothing else in. */
	if (is_text(text) && !rrule_parse(text, &rule, &fault, &arena)) {
		must(fault.off <= strlen(text) && fault.len <= strlen(text) - fault.off);
		must(fault.words && is_text(fault.words));
	} else if (is_text(text)) {
		const struct zone *london = zone_open("Europe/London", &arena);

		must(is_text(rrule_words(&rule, &arena)));
		check_moments(&rule, london ? london : zone_fixed(0, &arena));
	}
	arena_free(&arena);
	return 0;
}
