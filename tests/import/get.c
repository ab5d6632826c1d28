/*
 * Fetches files as an import does, for its tests:
 *
 *   get PARTS [local] [page] [tidy] [hasty [stall=SECONDS] [tries=N]] [most=BYTES] [lanes=N]
 * [ca=FILE] [proxy=URL] [stop=BYTES] [URL PATH]…
 *
 * Without URLs, lines `URL PATH` are read from the standard input. `hasty` waits a second where
 * others wait for half a minute; `stop` ends it once so many bytes are there. Prints a line of each
 * file: what became of it, its path, bytes, hash and type, where it was at last, and why it did not
 * come.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "publish/download.h"

static struct download_patience hasty = { .tries = 3,
					  .first_wait = 0.05,
					  .longest_wait = 0.2,
					  .connect = 10,
					  .stall = 15,
					  .slowest = 1000 };

static struct arena arena;
static struct download *all;
static size_t count, room;
static int64_t most = INT64_C(1) << 40, stop_at = -1, there;
static bool page;

static void add(const char *url, const char *path)
{
	all = arena_grow(&arena, all, count, &room, sizeof(*all));
	all[count++] =
		(struct download){ .url = url, .path = path, .most = most, .may_be_page = page };
}

static void read_lines(void)
{
	char url[2000], path[2000];

	while (scanf("%1999s %1999s", url, path) == 2)
		add(arena_strdup(&arena, url), arena_strdup(&arena, path));
}

static void tick(void *arg, int64_t bytes, size_t ended, const struct download *at)
{
	(void)arg;
	(void)ended;
	(void)at;
	there = bytes;
}

static bool stop(void *arg)
{
	(void)arg;
	return stop_at >= 0 && there >= stop_at;
}

static bool take_word(struct downloading *how, const char *word)
{
	static const char *proxies[2];

	if (strcmp(word, "local") == 0)
		how->local = true;
	else if (strcmp(word, "page") == 0)
		page = true;
	else if (strcmp(word, "hasty") == 0)
		how->patience = &hasty;
	else if (text_starts(word, "stall="))
		hasty.stall = atoll(word + 6);
	else if (text_starts(word, "tries="))
		hasty.tries = atoi(word + 6);
	else if (text_starts(word, "most="))
		most = atoll(word + 5);
	else if (text_starts(word, "stop="))
		stop_at = atoll(word + 5);
	else if (text_starts(word, "lanes="))
		how->lanes = atoi(word + 6);
	else if (text_starts(word, "ca="))
		how->ca = word + 3;
	else if (text_starts(word, "proxy="))
		proxies[0] = word + 6, how->proxies = proxies;
	else
		return false;
	return true;
}

static void print(const struct download *d)
{
	static const char *const ends[] = { "waiting", "done", "failed", "refused" };

	printf("%s %s %lld %s [%s] %s%s%s%s%s\n", ends[d->end], d->path, (long long)d->bytes,
	       *d->sha256 ? d->sha256 : "-", d->type, d->at, d->opened ? " opened" : "",
	       d->unsure ? " unsure" : "", d->why ? ": " : "", d->why ? d->why : "");
}

int main(int argc, char **argv)
{
	struct downloading how = { .tick = tick, .stop = stop };
	bool tidy = false;
	int i = 2;

	if (argc < 2)
		return 2;
	how.parts = argv[1];
	for (; i < argc && (take_word(&how, argv[i]) || strcmp(argv[i], "tidy") == 0); i++)
		tidy = tidy || strcmp(argv[i], "tidy") == 0;
	if (i == argc)
		read_lines();
	for (; i + 1 < argc; i += 2)
		add(argv[i], argv[i + 1]);
	if (tidy) {
		download_tidy(&how, all, count);
		return 0;
	}
	bool good = download_all(&how, all, count, &arena);
	for (size_t n = 0; n < count; n++)
		print(&all[n]);
	arena_free(&arena);
	return good ? 0 : 1;
}
