/*
 * What the output folder costs: CPU microseconds a file, the best of five runs.
 *
 *   bench DIR [FILES]     DIR decides the file system
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "publish/folder.h"

#define BYTES 7000
#define RUNS  5

static double cpu_us(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return 1e6 * (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	       (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec);
}

static void put_all(struct output_sink *sink, size_t count, unsigned version, const char *shape)
{
	static char page[BYTES];
	char path[100];

	for (size_t i = 0; i < count; i++) {
		int n = snprintf(page, sizeof(page), "page %zu of version %u", i, version);

		memset(page + n, 'x', sizeof(page) - (size_t)n);
		snprintf(path, sizeof(path), strcmp(shape, "flat") == 0 ? "pages/%06zu.html"
									: "pages/%06zu/index.html", i);
		sink->put(sink, (struct output_meta){ path, OUTPUT_PAGE, "text/html" }, page,
			  sizeof(page));
	}
}

/* One build; the CPU of the puts and of all. */
static void build(const char *dir, size_t count, unsigned version, const char *shape, double us[2])
{
	struct arena a = { 0 };
	struct diag diag;
	double start = cpu_us();

	diag_init(&diag, &a);
	struct folder *f = folder_open(dir, &a, &diag);
	if (!f)
		exit(1);
	put_all(folder_sink(f), count, version, shape);
	us[0] = (cpu_us() - start) / (double)count;
	folder_stage(f);
	if (!folder_commit(f)) {
		diag_print(&diag, stderr, false);
		exit(1);
	}
	folder_close(f);
	us[1] = (cpu_us() - start) / (double)count;
	arena_free(&a);
}

static double intact(const char *dir, size_t count)
{
	struct arena a = { 0 };
	double start = cpu_us();

	if (!folder_intact(dir, &a))
		exit(1);
	arena_free(&a);
	return (cpu_us() - start) / (double)count;
}

static void keep_best(double best[2], const double us[2])
{
	for (int i = 0; i < 2; i++) {
		if (best[i] == 0 || us[i] < best[i])
			best[i] = us[i];
	}
}

static void measure(const char *top, size_t count, const char *shape)
{
	double best[4][2] = { { 0 } }, us[2];
	char dir[300];

	for (unsigned run = 0; run < RUNS; run++) {
		snprintf(dir, sizeof(dir), "%s/%s%u", top, shape, run);
		build(dir, count, 1, shape, us);
		keep_best(best[0], us);
		build(dir, count, 1, shape, us);
		keep_best(best[1], us);
		us[0] = us[1] = intact(dir, count);
		keep_best(best[2], us);
		build(dir, count, 2, shape, us);
		keep_best(best[3], us);
	}
	printf("%-5s new %.1f (all %.1f)  unchanged %.1f (all %.1f)  intact %.2f  changed %.1f (all %.1f)\n",
	       shape, best[0][0], best[0][1], best[1][0], best[1][1], best[2][0], best[3][0], best[3][1]);
}

int main(int argc, char **argv)
{
	char top[300], command[320];
	size_t count = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000;

	if (argc < 2)
		return 2;
	snprintf(top, sizeof(top), "%s/blether-bench-XXXXXX", argv[1]);
	if (!mkdtemp(top))
		return 1;
	measure(top, count, "flat");
	measure(top, count, "deep");
	snprintf(command, sizeof(command), "rm -rf '%s'", top);
	return system(command) == 0 ? 0 : 1;
}
