#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/path.h"

#define BAR_WIDTH      24
#define REDRAW_SECONDS 0.1
#define PLAIN_SECONDS  30.0

static double seconds_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

void progress_begin(struct progress *p, const char *what)
{
	*p = (struct progress){ .what = what, .terminal = isatty(STDERR_FILENO) != 0 };
	clock_gettime(CLOCK_MONOTONIC, &p->started);
}

static void draw_bar(const struct progress *p, double share, size_t total, const char *name)
{
	int filled = (int)(share * BAR_WIDTH);
	double elapsed = seconds_since(&p->started);

	fprintf(stderr, "\r\33[K%s [", p->what);
	for (int i = 0; i < BAR_WIDTH; i++)
		fputc(i < filled ? '#' : '.', stderr);
	fprintf(stderr, "] %d %% of %zu", (int)(share * 100), total);
	if (share > 0.05 && elapsed > 2)
		fprintf(stderr, ", %.0f s left", elapsed / share - elapsed);
	fprintf(stderr, "  %.40s", name);
}

void progress_show(void *arg, double done, size_t total, const char *source)
{
	struct progress *p = arg;
	double share = total ? done / (double)total : 1;

	if (p->begun && seconds_since(&p->shown) < (p->terminal ? REDRAW_SECONDS : PLAIN_SECONDS))
		return;
	clock_gettime(CLOCK_MONOTONIC, &p->shown);
	if (p->terminal)
		draw_bar(p, share, total, path_base(source ? source : ""));
	else if (!p->begun)
		fprintf(stderr, "%s: %zu to do\n", p->what, total);
	else
		fprintf(stderr, "%s: %d %% of %zu\n", p->what, (int)(share * 100), total);
	p->begun = true;
}

void progress_end(struct progress *p)
{
	if (p->begun && p->terminal)
		fputs("\r\33[K", stderr);
}
