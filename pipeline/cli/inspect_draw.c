#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "inspect.h"
#include "model/media.h"

#define WIDTH  72 /* columns of the waveform */
#define MARGIN 76 /* up to here a label may go on behind it */
#define INDENT 2
#define ROWS   3

/* Lines for the marks of findings that lie above one another. */
#define LANES 4

/* Labels of the time axis stand at least so many columns apart. */
#define LABEL_COLUMNS 12

/* What one character of a row can be: from nothing to full. */
static const char *const blocks[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
static const char *const ascii[] = { " ", ".", ".", ":", ":", "|", "|", "#", "#" };
#define STEPS (COUNT(blocks) - 1)

struct drawing {
	const struct paper *paper;
	double seconds;
	size_t height[WIDTH]; /* in steps: 0 to ROWS * STEPS */
	bool marked[WIDTH];
	enum severity mark[WIDTH];
};

/* The column in which a moment lies. */
static size_t column(const struct drawing *d, double at)
{
	double c = at / d->seconds * WIDTH;

	return c < 0 ? 0 : c >= WIDTH ? WIDTH - 1 : (size_t)c;
}

static size_t last_column(const struct drawing *d, const struct finding *f)
{
	return column(d, f->until > f->seconds ? f->until : f->seconds);
}

/* False when there is nothing but silence. */
static bool measure(struct drawing *d, const struct media_facts *m)
{
	bool any = false;

	for (size_t c = 0; c < WIDTH; c++) {
		size_t from = c * m->peak_count / WIDTH, to = (c + 1) * m->peak_count / WIDTH;
		size_t highest = m->peaks[from];

		for (size_t i = from; i < to; i++)
			highest = m->peaks[i] > highest ? m->peaks[i] : highest;
		d->height[c] = (highest * ROWS * STEPS + 127) / 255;
		if (highest && !d->height[c])
			d->height[c] = 1;
		any = any || highest;
	}
	return any;
}

/* The worst finding of each column gives it its colour. */
static void mark_columns(struct drawing *d, const struct inspected *file)
{
	for (size_t i = 0; i < file->finding_count; i++) {
		const struct finding *f = &file->findings[i];

		if (f->seconds < 0)
			continue;
		for (size_t c = column(d, f->seconds); c <= last_column(d, f); c++) {
			if (!d->marked[c] || f->level > d->mark[c])
				d->mark[c] = f->level;
			d->marked[c] = true;
		}
	}
}

static void begin_line(const struct drawing *d)
{
	for (int i = 0; i < INDENT; i++)
		strbuf_addc(d->paper->out, ' ');
}

/* Ends a line; blanks at its end are taken back. */
static void end_line(const struct drawing *d)
{
	struct strbuf *out = d->paper->out;

	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	strbuf_addc(out, '\n');
}

/* Does anything reach into this row? One that is empty is left out. */
static bool row_is_used(const struct drawing *d, unsigned row)
{
	for (size_t c = 0; c < WIDTH; c++) {
		if (d->height[c] > row * STEPS)
			return true;
	}
	return row == 0;
}

static void draw_row(const struct drawing *d, unsigned row)
{
	const char *const *signs = d->paper->utf8 ? blocks : ascii;

	begin_line(d);
	for (size_t c = 0; c < WIDTH; c++) {
		size_t below = row * STEPS, h = d->height[c] > below ? d->height[c] - below : 0;
		bool coloured = d->marked[c] && h;

		if (coloured)
			paper_colour(d->paper, d->mark[c]);
		strbuf_adds(d->paper->out, signs[h > STEPS ? STEPS : h]);
		if (coloured)
			paper_plain(d->paper);
	}
	end_line(d);
}

/* A line of marks while it is made: '-' is where a finding goes on. */
struct lane {
	char signs[MARGIN + 1];
	size_t used;
};

/* Where the findings are, each with its number; one that lies above another goes a line lower. */
static void place_mark(const struct drawing *d, const struct finding *f, unsigned number,
		       struct lane *lanes)
{
	char label[12];
	size_t from = column(d, f->seconds), to = last_column(d, f) + 1;
	size_t len = (size_t)snprintf(label, sizeof(label), "%u", number);

	if (to < from + len)
		to = from + len;
	for (size_t i = 0; i < LANES; i++) {
		struct lane *l = &lanes[i];

		if (from < l->used || (l->used && from == l->used))
			continue;
		memset(l->signs + l->used, ' ', from - l->used);
		memset(l->signs + from, '-', to - from);
		memcpy(l->signs + from, label, len);
		l->used = to;
		return;
	}
}

static void draw_lane(const struct drawing *d, const struct lane *l)
{
	begin_line(d);
	for (size_t i = 0; i < l->used; i++) {
		if (l->signs[i] == '-' && d->paper->utf8)
			strbuf_adds(d->paper->out, "─");
		else
			strbuf_addc(d->paper->out, l->signs[i]);
	}
	end_line(d);
}

static void draw_marks(const struct drawing *d, const struct inspected *file)
{
	struct lane lanes[LANES] = { 0 };

	for (size_t i = 0; i < file->finding_count; i++) {
		if (file->findings[i].seconds >= 0)
			place_mark(d, &file->findings[i], (unsigned)i + 1, lanes);
	}
	for (size_t i = 0; i < LANES && lanes[i].used; i++)
		draw_lane(d, &lanes[i]);
}

/* The shortest round time that keeps the labels apart. */
static double axis_step(double seconds)
{
	static const double steps[] = { 1,   2,   5,   10,   15,   30,   60,    120,
					300, 600, 900, 1800, 3600, 7200, 18000, 36000 };
	size_t i = 0;

	while (i + 1 < COUNT(steps) && steps[i] * WIDTH < LABEL_COLUMNS * seconds)
		i++;
	double step = steps[i];
	while (step * WIDTH < LABEL_COLUMNS * seconds)
		step *= 2;
	return step;
}

static void draw_axis(const struct drawing *d)
{
	struct lane line = { 0 }, labels = { 0 };
	struct arena a = { 0 };
	double step = axis_step(d->seconds);

	memset(line.signs, '-', WIDTH);
	line.used = WIDTH;
	memset(labels.signs, ' ', MARGIN);
	for (double at = 0; at < d->seconds; at += step) {
		const char *clock = time_clock((int64_t)(at * 1000), &a);
		size_t c = column(d, at), len = strlen(clock);

		line.signs[c] = '+';
		if (c + len > MARGIN)
			break;
		memcpy(labels.signs + c, clock, len);
		labels.used = c + len;
	}
	arena_free(&a);
	begin_line(d);
	for (size_t i = 0; i < line.used; i++) {
		if (d->paper->utf8)
			strbuf_adds(d->paper->out, line.signs[i] == '+' ? "┬" : "─");
		else
			strbuf_addc(d->paper->out, line.signs[i]);
	}
	end_line(d);
	draw_lane(d, &labels);
}

void inspect_draw(const struct inspected *file, const struct paper *p)
{
	const struct media_facts *m = file->recording;
	struct drawing d = { .paper = p };

	if (!m || !m->peak_count || m->seconds <= 0)
		return;
	d.seconds = m->seconds;
	if (!measure(&d, m))
		return;
	mark_columns(&d, file);
	strbuf_addc(p->out, '\n');
	for (unsigned row = ROWS; row-- > 0;) {
		if (row_is_used(&d, row))
			draw_row(&d, row);
	}
	draw_marks(&d, file);
	draw_axis(&d);
}
