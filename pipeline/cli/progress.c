#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "amount.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "publish/publication.h"

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

/* Is it time to tell again? */
static bool is_due(struct progress *p)
{
	if (p->begun && seconds_since(&p->shown) < (p->terminal ? REDRAW_SECONDS : PLAIN_SECONDS))
		return false;
	clock_gettime(CLOCK_MONOTONIC, &p->shown);
	return true;
}

void progress_show(void *arg, double done, size_t total, const char *source)
{
	struct progress *p = arg;
	double share = total ? done / (double)total : 1;

	if (!is_due(p))
		return;
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

/* --- sending --------------------------------------------------------------------- */

/* A file costs time even when it is small, and a deletion has no bytes. */
#define FILE_BYTES 8192

#define USUAL_COLUMNS 80
#define LINE_BYTES    512

static size_t columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
		return USUAL_COLUMNS;
	return size.ws_col;
}

/* The speed of the last seconds: new ones count more, so that it neither jumps nor sticks. */
static void weigh(struct progress *p, const struct publication_state *s)
{
	const double span = p->begun ? seconds_since(&p->weighed) : 0;

	if (s->per_second > 0)
		p->rate = s->per_second;
	if (s->per_second > 0 || (p->begun && span < 0.5))
		return;
	if (p->begun) {
		const double now = (double)(s->sent - p->weighed_sent) / span;

		p->rate = p->rate > 0 ? 0.7 * p->rate + 0.3 * now : now;
	}
	clock_gettime(CLOCK_MONOTONIC, &p->weighed);
	p->weighed_sent = s->sent;
}

static double share_of(const struct publication_state *s)
{
	double all = (double)s->bytes + (double)s->files * FILE_BYTES;

	return all > 0 ? ((double)s->sent + (double)s->done * FILE_BYTES) / all : 0;
}

/* `10.1 MB of 24.1 MB, 1.2 MB/s, 12 s left` */
static void add_amounts(struct strbuf *out, const struct publication_state *s, double rate)
{
	if (s->bytes > 0)
		strbuf_addf(out, "%s of %s", amount_bytes(s->sent).text,
			    amount_bytes(s->bytes).text);
	else
		strbuf_addf(out, "%zu of %zu files", s->done, s->files);
	if (!s->bytes && s->sent)
		strbuf_addf(out, ", %s", amount_bytes(s->sent).text);
	if (s->waiting)
		strbuf_addf(out, ", waiting: %s", s->waiting);
	else if (rate >= 1 && !s->bytes)
		strbuf_addf(out, ", %s/s", amount_bytes((int64_t)rate).text);
	else if (rate >= 1)
		strbuf_addf(out, ", %s/s, %s left", amount_bytes((int64_t)rate).text,
			    amount_time((double)(s->bytes - s->sent) / rate).text);
}

static void draw_sending(const struct progress *p, const struct publication_state *s)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(LINE_BYTES);
	int filled = (int)(share_of(s) * BAR_WIDTH);
	size_t width = columns() - 1; /* a full line would go on in the next */

	strbuf_addf(&line, "%s [", p->what);
	for (int i = 0; i < BAR_WIDTH; i++)
		strbuf_addc(&line, i < filled ? '#' : '.');
	strbuf_addf(&line, "] %2d %%  ", (int)(share_of(s) * 100));
	add_amounts(&line, s, p->rate);
	fprintf(stderr, "\r\33[K%.*s", (int)width, line.data);
}

void progress_sending(void *arg, const struct publication_state *s)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(LINE_BYTES);
	struct progress *p = arg;

	if (!is_due(p))
		return;
	weigh(p, s);
	if (p->terminal) {
		draw_sending(p, s);
	} else {
		add_amounts(&line, s, p->rate);
		fprintf(stderr, "%s: %d %%, %s\n", p->what, (int)(share_of(s) * 100), line.data);
	}
	p->begun = true;
}
