#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "letters.h"
#include "plot.h"

/* Where things stand, in pixels. */
#define LEFT         100.0
#define RIGHT        (LEFT + PLOT_COLUMNS)
#define TITLE_TOP    26.0
#define NUMBERS_TOP  74.0
#define WAVE_TOP     150.0
#define WAVE_HEIGHT  240.0
#define LOUD_TOP     430.0
#define LOUD_HEIGHT  270.0
#define AXIS_TOP     (LOUD_TOP + LOUD_HEIGHT)
#define FINDINGS_TOP (AXIS_TOP + 86)
#define FINDING_LINE 30.0
#define LEAST_HEIGHT 900
#define BADGE        22.0 /* of the numbers that mark findings */

#define FONT "Sans"

/* More findings than these are counted only. */
#define FINDINGS_SHOWN 24

/* What the loudness panel reaches from and to, in LUFS. */
#define LOUDEST 0.0
#define SOFTEST -50.0

/* Colours that people with every kind of colour vision tell apart: M. Okabe and K. Ito, "Color
 * Universal Design" (2008). */
struct colour {
	double r, g, b;
};
static const struct colour ink = { .13, .13, .13 }, faint = { .38, .38, .38 },
			   grid = { .86, .86, .86 }, paper = { 1, 1, 1 }, sky = { .34, .71, .91 },
			   blue = { 0, .45, .70 }, green = { 0, .62, .45 },
			   orange = { .90, .62, 0 }, vermilion = { .84, .37, 0 };

static void set(cairo_t *c, struct colour k, double opacity)
{
	cairo_set_source_rgba(c, k.r, k.g, k.b, opacity);
}

static void box(cairo_t *c, double x, double y, double width, double height)
{
	cairo_rectangle(c, x, y, width, height);
	cairo_fill(c);
}

static void line(cairo_t *c, double x0, double y0, double x1, double y1)
{
	cairo_move_to(c, x0, y0);
	cairo_line_to(c, x1, y1);
	cairo_stroke(c);
}

enum side { SIDE_LEFT, SIDE_CENTRE, SIDE_RIGHT };

/* One line of words. */
struct words {
	double size; /* pixels */
	bool bold;
	enum side side; /* of the words that `x` is */
	double width;   /* what goes beyond is cut with an ellipsis; 0: any */
};

/* Returns how wide they are. `y` is their middle. */
static double write_words(cairo_t *c, double x, double y, const struct words *w, const char *text)
{
	PangoLayout *l = pango_cairo_create_layout(c);
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	int width, height;

	letters_steady(l);
	pango_font_description_set_absolute_size(font, w->size * PANGO_SCALE);
	pango_font_description_set_weight(font, w->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(l, font);
	pango_layout_set_single_paragraph_mode(l, TRUE);
	if (w->width > 0) {
		pango_layout_set_width(l, (int)(w->width * PANGO_SCALE));
		pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
	}
	pango_layout_set_text(l, text, -1);
	pango_layout_get_size(l, &width, &height);
	double wide = (double)width / PANGO_SCALE, high = (double)height / PANGO_SCALE;
	double shift = w->side == SIDE_RIGHT ? wide : w->side == SIDE_CENTRE ? wide / 2 : 0;
	cairo_move_to(c, x - shift, y - high / 2);
	pango_cairo_show_layout(c, l);
	pango_font_description_free(font);
	g_object_unref(l);
	return wide;
}

static double x_of(const struct plot *p, double seconds)
{
	double share = p->facts->seconds > 0 ? seconds / p->facts->seconds : 0;

	return LEFT + fmin(fmax(share, 0), 1) * PLOT_COLUMNS;
}

static double y_of_level(double lufs)
{
	double share = (LOUDEST - lufs) / (LOUDEST - SOFTEST);

	return LOUD_TOP + fmin(fmax(share, 0), 1) * LOUD_HEIGHT;
}

static double y_of_sample(double x)
{
	return WAVE_TOP + WAVE_HEIGHT / 2 * (1 - fmin(fmax(x, -1), 1));
}

static struct colour colour_of(enum severity s)
{
	return s >= SEV_ERROR ? vermilion : s == SEV_WARNING ? orange : faint;
}

static enum severity severity_of(const struct media_problem *m)
{
	enum diag_id id = diag_find(m->id);

	return id == DIAG_COUNT ? SEV_ERROR : diag_severity(id);
}

static const char *clock_of(const struct plot *p, double seconds)
{
	return time_clock((int64_t)(seconds * 1000), p->arena);
}

static const char *level_words(const struct plot *p, double level, const char *unit)
{
	return isfinite(level) ? arena_printf(p->arena, "%.1f %s", level, unit) : "none";
}

static double target_of(const struct plot *p)
{
	return p->facts->channels == 1 ? LOUDNESS_MONO : LOUDNESS_STEREO;
}

/* One number with its name above it; returns where the next may begin. */
static double draw_number(cairo_t *c, double x, const char *name, const char *value)
{
	set(c, faint, 1);
	double a = write_words(c, x, NUMBERS_TOP, &(struct words){ .size = 15 }, name);
	set(c, ink, 1);
	double b = write_words(c, x, NUMBERS_TOP + 24, &(struct words){ .size = 20, .bold = true },
			       value);

	return x + fmax(a, b) + 36;
}

static const char *channel_words(const struct plot *p)
{
	int n = p->facts->channels;

	return n == 1 ? "mono" : n == 2 ? "stereo" : arena_printf(p->arena, "%d channels", n);
}

static void draw_head(const struct plot *p, cairo_t *c)
{
	const struct media_facts *m = p->facts;
	const struct loudness_facts *l = &m->loudness;
	double x = LEFT;

	set(c, ink, 1);
	write_words(c, LEFT, TITLE_TOP + 8,
		    &(struct words){ .size = 28, .bold = true, .width = PLOT_COLUMNS }, p->name);
	x = draw_number(c, x, "length", clock_of(p, m->seconds));
	x = draw_number(c, x, "loudness", level_words(p, l->integrated, "LUFS"));
	x = draw_number(c, x, "loudness range", level_words(p, l->range, "LU"));
	x = draw_number(c, x, "loudest 3 s", level_words(p, l->short_term, "LUFS"));
	x = draw_number(c, x, "loudest moment", level_words(p, l->momentary, "LUFS"));
	x = draw_number(c, x, "true peak", level_words(p, l->true_peak, "dBTP"));
	x = draw_number(c, x, "noise floor", level_words(p, m->noise_floor, "dBFS"));
	draw_number(c, x, "format",
		    arena_printf(p->arena, "%s, %g kHz, %s", m->format, m->sample_rate / 1000.0,
				 channel_words(p)));
}

/* A level line across a panel, with its name on the left. */
static void draw_level(cairo_t *c, double y, const char *name)
{
	set(c, grid, 1);
	cairo_set_line_width(c, 1);
	line(c, LEFT, floor(y) + .5, RIGHT, floor(y) + .5);
	set(c, faint, 1);
	write_words(c, LEFT - 10, y, &(struct words){ .size = 14, .side = SIDE_RIGHT }, name);
}

static void draw_panel_name(cairo_t *c, double top, const char *name)
{
	set(c, ink, 1);
	write_words(c, LEFT, top - 13, &(struct words){ .size = 15, .bold = true }, name);
}

static void draw_wave(const struct plot *p, cairo_t *c)
{
	draw_level(c, y_of_sample(1), "0 dBFS");
	draw_level(c, y_of_sample(0.5012), "-6");
	draw_level(c, y_of_sample(0), "silence");
	draw_level(c, y_of_sample(-0.5012), "-6");
	draw_level(c, y_of_sample(-1), "0 dBFS");
	for (int i = 0; i < PLOT_COLUMNS; i++) {
		const struct stretch *s = &p->shape[i];
		double top = y_of_sample(s->highest), bottom = y_of_sample(s->lowest);

		set(c, sky, 1);
		box(c, LEFT + i, top - .5, 1, bottom - top + 1);
		set(c, blue, 1);
		top = y_of_sample(fmin(s->rms, s->highest));
		bottom = y_of_sample(fmax(-s->rms, s->lowest));
		if (bottom > top)
			box(c, LEFT + i, top, 1, bottom - top);
	}
	draw_panel_name(c, WAVE_TOP, "Waveform: peaks (light) and power (dark)");
}

/* The mean loudness of the moments that fall on one column would hide drops: the last one counts.
 */
static void draw_course(const struct plot *p, cairo_t *c)
{
	bool drawing = false;

	cairo_set_line_width(c, 2);
	cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
	set(c, blue, 1);
	for (size_t i = 0; i < p->course_count; i++) {
		double x = x_of(p, (double)(i + 1) / 10), y = y_of_level(p->course[i]);

		if (!isfinite(p->course[i])) {
			drawing = false;
			continue;
		}
		if (drawing)
			cairo_line_to(c, x, y);
		else
			cairo_move_to(c, x, y);
		drawing = true;
	}
	cairo_stroke(c);
}

static void draw_target(const struct plot *p, cairo_t *c)
{
	double target = target_of(p), top = y_of_level(target + LOUDNESS_TOLERANCE);

	set(c, green, .35);
	box(c, LEFT, top, PLOT_COLUMNS, y_of_level(target - LOUDNESS_TOLERANCE) - top);
}

static void set_dash(cairo_t *c, bool on)
{
	static const double dashes[] = { 10, 6 };

	cairo_set_dash(c, dashes, on ? 2 : 0, 0);
}

static void draw_integrated(const struct plot *p, cairo_t *c)
{
	double integrated = p->facts->loudness.integrated;

	if (!isfinite(integrated))
		return;
	cairo_set_line_width(c, 2);
	set_dash(c, true);
	set(c, vermilion, 1);
	line(c, LEFT, y_of_level(integrated), RIGHT, y_of_level(integrated));
	set_dash(c, false);
}

/* What the lines of the panel are, from the right: a sample of each and its name. */
struct key {
	struct colour colour;
	double opacity, width;
	bool dashed;
	const char *name;
};

static double draw_key(cairo_t *c, double right, const struct key *k)
{
	double y = LOUD_TOP - 13;
	struct words w = { .size = 14, .side = SIDE_RIGHT };

	set(c, ink, 1);
	double left = right - write_words(c, right, y, &w, k->name) - 10;
	set(c, k->colour, k->opacity);
	cairo_set_line_width(c, k->width);
	set_dash(c, k->dashed);
	line(c, left - 36, y, left, y);
	set_dash(c, false);
	return left - 36 - 26;
}

static void draw_loudness(const struct plot *p, cairo_t *c)
{
	double right = RIGHT;

	draw_target(p, c);
	for (int level = (int)SOFTEST; level <= LOUDEST; level += 10)
		draw_level(c, y_of_level(level),
			   arena_printf(p->arena, level ? "%d" : "%d LUFS", level));
	draw_course(p, c);
	draw_integrated(p, c);
	draw_panel_name(c, LOUD_TOP, "Loudness over time");
	const struct key keys[] = {
		{ green, .35, 12, false, arena_printf(p->arena, "target %g LUFS", target_of(p)) },
		{ vermilion, 1, 2, true, "whole recording" },
		{ blue, 1, 2, false, "last 3 seconds" },
	};
	for (size_t i = 0; i < COUNT(keys); i++)
		right = draw_key(c, right, &keys[i]);
}

/* The shortest round time of which at most `most` fit into the recording. */
static double axis_step(double seconds, double most)
{
	static const double steps[] = { .1, .2,  .5,  1,   2,   5,    10,   15,   30,
					60, 120, 300, 600, 900, 1800, 3600, 7200, 18000 };
	size_t i = 0;

	while (i + 1 < COUNT(steps) && steps[i] * most < seconds)
		i++;
	double step = steps[i];
	while (step * most < seconds)
		step *= 2;
	return step;
}

static void draw_axis(const struct plot *p, cairo_t *c)
{
	double step = axis_step(p->facts->seconds, 14);

	set(c, faint, 1);
	cairo_set_line_width(c, 1);
	line(c, LEFT, AXIS_TOP + .5, RIGHT, AXIS_TOP + .5);
	for (int i = 0; i * step <= p->facts->seconds; i++) {
		double at = i * step, x = floor(x_of(p, at)) + .5;
		const char *clock =
			step < 1 ? arena_printf(p->arena, "%.1f s", at) : clock_of(p, at);

		set(c, grid, .8);
		line(c, x, WAVE_TOP, x, WAVE_TOP + WAVE_HEIGHT);
		line(c, x, LOUD_TOP, x, AXIS_TOP);
		set(c, faint, 1);
		line(c, x, AXIS_TOP, x, AXIS_TOP + 7);
		write_words(c, x, AXIS_TOP + 20, &(struct words){ .size = 14, .side = SIDE_CENTRE },
			    clock);
	}
}

static void draw_badge(cairo_t *c, double x, double y, enum severity s, const char *number)
{
	set(c, colour_of(s), 1);
	box(c, x - BADGE / 2, y - BADGE / 2, BADGE, BADGE);
	set(c, s == SEV_WARNING ? ink : paper, 1);
	write_words(c, x, y, &(struct words){ .size = 15, .bold = true, .side = SIDE_CENTRE },
		    number);
}

static void draw_band(const struct plot *p, cairo_t *c, const struct media_problem *m)
{
	struct colour k = colour_of(severity_of(m));
	double x = x_of(p, m->at), width = m->until > m->at ? x_of(p, m->until) - x : 0;

	set(c, k, .28);
	if (width > 2) {
		box(c, x, WAVE_TOP, width, WAVE_HEIGHT);
		box(c, x, LOUD_TOP, width, LOUD_HEIGHT);
	}
	set(c, k, 1);
	cairo_set_line_width(c, 2);
	line(c, x, WAVE_TOP, x, WAVE_TOP + WAVE_HEIGHT);
	line(c, x, LOUD_TOP, x, AXIS_TOP);
}

static const char *number_of(const struct plot *p, size_t i)
{
	return p->facts->problems[i].at < 0 ? "-" : arena_printf(p->arena, "%zu", i + 1);
}

/* Below the panels, where they cover nothing; those that are near one another are moved aside. */
static void draw_badges(const struct plot *p, cairo_t *c)
{
	double free = LEFT;

	for (size_t i = 0; i < p->facts->problem_count; i++) {
		const struct media_problem *m = &p->facts->problems[i];

		if (m->at < 0 || free + BADGE > RIGHT + BADGE)
			continue;
		double x = fmax(x_of(p, m->at) - BADGE / 2, free);
		draw_badge(c, x + BADGE / 2, AXIS_TOP + 48, severity_of(m), number_of(p, i));
		free = x + BADGE + 2;
	}
}

static const char *place_words(const struct plot *p, const struct media_problem *m)
{
	if (m->at < 0)
		return "";
	const char *from = clock_of(p, m->at);
	const char *to = time_clock_end((int64_t)(m->until * 1000), p->arena);
	if (m->until <= m->at || strcmp(from, to) == 0)
		return arena_printf(p->arena, " at %s", from);
	return arena_printf(p->arena, " from %s to %s", from, to);
}

static void draw_finding(const struct plot *p, cairo_t *c, size_t i, double y)
{
	const struct media_problem *m = &p->facts->problems[i];
	enum severity s = severity_of(m);

	draw_badge(c, LEFT + BADGE / 2, y, s, number_of(p, i));
	set(c, ink, 1);
	write_words(
		c, LEFT + BADGE + 12, y,
		&(struct words){ .size = 15, .width = PLOT_COLUMNS - BADGE - 12 },
		arena_printf(p->arena, "%s%s: %s", severity_name(s), place_words(p, m), m->text));
}

static size_t findings_shown(const struct plot *p)
{
	size_t n = p->facts->problem_count;

	return n < FINDINGS_SHOWN ? n : FINDINGS_SHOWN;
}

static void draw_findings(const struct plot *p, cairo_t *c)
{
	size_t shown = findings_shown(p), rest = p->facts->problem_count - shown;
	double y = FINDINGS_TOP + FINDING_LINE / 2;

	for (size_t i = 0; i < shown; i++, y += FINDING_LINE)
		draw_finding(p, c, i, y);
	set(c, ink, 1);
	if (rest)
		write_words(c, LEFT + BADGE + 12, y, &(struct words){ .size = 15 },
			    arena_printf(p->arena, "and %zu more", rest));
	if (!shown)
		write_words(c, LEFT, y, &(struct words){ .size = 15 }, "Nothing wrong was found.");
}

bool plot_has_fonts(void)
{
	PangoFontMap *map = pango_cairo_font_map_get_default();
	PangoContext *context = pango_font_map_create_context(map);
	PangoFontDescription *wanted = pango_font_description_from_string(FONT);
	PangoFont *font = pango_font_map_load_font(map, context, wanted);
	bool found = font != NULL;

	if (font)
		g_object_unref(font);
	pango_font_description_free(wanted);
	g_object_unref(context);
	return found;
}

void plot_forget_fonts(void)
{
	pango_cairo_font_map_set_default(NULL);
}

int plot_height(const struct plot *p)
{
	int needed = (int)(FINDINGS_TOP + FINDING_LINE * ((double)findings_shown(p) + 2));

	return needed < LEAST_HEIGHT ? LEAST_HEIGHT : needed;
}

void plot_draw(const struct plot *p, cairo_t *c)
{
	set(c, paper, 1);
	cairo_paint(c);
	draw_head(p, c);
	draw_axis(p, c);
	draw_wave(p, c);
	draw_loudness(p, c);
	for (size_t i = 0; i < p->facts->problem_count; i++) {
		if (p->facts->problems[i].at >= 0)
			draw_band(p, c, &p->facts->problems[i]);
	}
	draw_badges(p, c);
	draw_findings(p, c);
}
