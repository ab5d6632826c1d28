/*
 * Usage: import FEED
 *
 * What `blether import` does without fetching and writing: reads a feed, plans, and makes the texts of its
 * episodes. Prints `READ PLAN TEXTS BEFORE PEAK ITEMS`: seconds of the processor for each, KiB held before that and at
 * most, episodes.
 */
#include <stdio.h>
#include <time.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "import/show.h"
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

/* As if every file came, each under its stem. */
static void pretend(struct import_show *show)
{
	for (size_t i = 0; i < show->assets.count; i++) {
		struct import_asset *asset = show->assets.all[i];

		asset->file = arena_printf(show->arena, "%s.%s", asset->stem, asset->kind == ASSET_AUDIO ? "mp3" : "jpg");
		asset->sha256 = "";
		asset->bytes = 100000;
		asset->seconds = 60;
	}
}

static void write_texts(struct import_show *show)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	import_show_text(show, &text);
	for (size_t i = 0; i < show->count; i++) {
		strbuf_clear(&text);
		import_episode_text(show, &show->episodes[i], &text);
	}
}

int main(int argc, char **argv)
{
	const struct import_settings settings = { .email = "asked@example.org" };
	struct arena arena = { 0 };
	struct diag diag;
	char *bytes;
	size_t len;

	diag_init(&diag, &arena);
	if (argc != 2 || !file_read(argv[1], LIMIT_FEED_BYTES, &bytes, &len, &arena)) {
		fprintf(stderr, "usage: import FEED\n");
		return 2;
	}
	const long before = peak_kib();
	const double begun = cpu_seconds();
	const struct remote_feed *feed = feed_read(bytes, len, argv[1], &arena, &diag);
	const double read = cpu_seconds();
	struct import_show *show = feed ? import_show_plan(feed, &settings, &arena) : NULL;
	const double planned = cpu_seconds();

	diag_print(&diag, stderr, false);
	if (!show)
		return 1;
	pretend(show);
	write_texts(show);
	printf("%.6f %.6f %.6f %ld %ld %zu\n", read - begun, planned - read, cpu_seconds() - planned, before, peak_kib(),
	       show->count);
	arena_free(&arena);
	return 0;
}
