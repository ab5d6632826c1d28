/*
 * Usage: reader FILE
 *
 * Reads a feed as `blether import` does. Prints `CPU BEFORE PEAK ITEMS`: seconds spent on it alone,
 * KiB held before that and at most, items found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "read/feed_reader.h"

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of this program alone: getrusage() knows what started it too. */
static long peak_kib(void)
{
	char line[128];
	long kib = 0;
	FILE *status = fopen("/proc/self/status", "re");

	while (status && fgets(line, sizeof(line), status) && sscanf(line, "VmHWM: %ld", &kib) != 1)
		;
	if (status)
		fclose(status);
	return kib;
}

int main(int argc, char **argv)
{
	struct arena arena = { 0 };
	struct diag diag;
	char *bytes;
	size_t len;

	diag_init(&diag, &arena);
	if (argc != 2 || !file_read(argv[1], LIMIT_FEED_BYTES, &bytes, &len, &arena)) {
		fprintf(stderr, "usage: reader FILE\n");
		return 2;
	}
	long before = peak_kib();
	double since = cpu_seconds();
	const struct remote_feed *f = feed_read(bytes, len, argv[1], &arena, &diag);
	double spent = cpu_seconds() - since;

	diag_print(&diag, stderr, false);
	printf("%.6f %ld %ld %zu\n", spent, before, peak_kib(), f ? f->items.count : 0);
	arena_free(&arena);
	return diag_ok(&diag) ? 0 : 1;
}
