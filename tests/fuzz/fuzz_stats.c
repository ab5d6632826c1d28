#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "stats/stats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* Nothing is counted twice, and nothing that no request was made for. */
static void check(const struct stats_result *r, const struct stats_wanted *w)
{
	int64_t left_out = 0, downloads = 0;

	for (size_t i = 0; i < STATS_REASONS; i++)
		left_out += r->left_out[i];
	for (size_t i = 0; i < r->count; i++) {
		must(r->counts[i].episode < w->episodes && r->counts[i].downloads > 0);
		must(r->counts[i].app && *r->counts[i].app);
		downloads += r->counts[i].downloads;
	}
	must(r->unread >= 0 && r->requests + r->unread <= r->lines);
	must(downloads + r->too_short + left_out <= r->requests);
}

/* Any bytes as a log, plain or packed. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct stats_file files[] = {
		{ .path = "podcasts/t/audio/one-0123456789ab.mp3",
		  .bytes = 1000,
		  .tag = 100,
		  .seconds = 90 },
		{ .path = "podcasts/t/audio/two-0123456789ab.mp3",
		  .episode = 1,
		  .bytes = 1000,
		  .seconds = 30 },
	};
	const struct stats_wanted wanted = {
		.files = files, .count = COUNT(files), .episodes = 2, .base = "/", .to = INT64_MAX
	};
	struct arena a = { 0 };
	struct diag diag;
	struct stats *s = stats_new(&wanted);
	char path[64];
	int fd = memfd_create("log", 0);

	must(fd >= 0 && file_write_all(fd, data, size));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	diag_init(&diag, &a);
	stats_first_moment(path);
	stats_read(s, path, &a, &diag);
	const struct stats_result result = stats_end(s, &a);

	check(&result, &wanted);
	stats_free(s);
	close(fd);
	arena_free(&a);
	return 0;
}
