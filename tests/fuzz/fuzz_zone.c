#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		abort();
}

/* Both ways between UTC and the clock on the wall agree, at any moment. */
static void check_moment(const struct zone *z, int64_t utc)
{
	int offset = zone_offset(z, utc);
	int64_t next = zone_next_change(z, utc), local = utc + offset;
	struct zone_moments m = zone_moments(z, local);

	must(offset > -90000 && offset < 93600);
	must(next > utc);
	must(m.answer != ZONE_TWICE || m.first < m.second);
	must(m.answer != ZONE_ONCE || m.first + zone_offset(z, m.first) == local);
}

/* Any bytes are refused, or a zone whose every question is answered. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t moments[] = {
		-62135596800, -2208988800, -1,         0,          1,
		951782400,    1795305600,  2147483647, 2147483648, 253402300799,
	};
	struct arena arena = { 0 };
	char *bytes = malloc(size ? size : 1); /* of the exact size: reading past its end is seen */

	memcpy(bytes, data, size);
	const struct zone *z = zone_parse(bytes, size, &arena);
	free(bytes); /* a zone keeps nothing of them */
	for (size_t i = 0; z && i < COUNT(moments); i++)
		check_moment(z, moments[i]);
	int64_t at = 0;
	for (int i = 0; z && i < 100 && at < moments[COUNT(moments) - 1]; i++) {
		at = zone_next_change(z, at);
		if (at > moments[COUNT(moments) - 1])
			break;
		check_moment(z, at);
		check_moment(z, at - 1);
	}
	arena_free(&arena);
	return 0;
}
