#include "progress.h"

#include <time.h>

#define INTERVAL_MS 400

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_part(struct progress *p, double from, double upto)
{
	p->from = from;
	p->upto = upto;
	progress_at(p, 0);
}

void progress_at(struct progress *p, double fraction)
{
	if (!p->tell)
		return;
	int64_t now = now_ms();

	if (!p->next_ms)
		p->next_ms = now + INTERVAL_MS;
	if (now < p->next_ms)
		return;
	p->next_ms = now + INTERVAL_MS;
	fraction = fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
	p->tell(p->arg, p->from + (p->upto - p->from) * fraction);
}
