#include "letters.h"

#include <math.h>
#include <pango/pangocairo.h>

/* As on pages. The first of these that the machine has; what it lacks comes from whichever has it.
 */
#define FONT       "Noto Sans, Open Sans, DejaVu Sans, Sans"
#define FONT_TITLE "Noto Serif, Source Serif 4, DejaVu Serif, Serif"

/* From one baseline to the next, in heights of the type. */
#define LEADING_BOLD 1.12
#define LEADING      1.35
#define LEADING_TALL 1.5

/* Sizes that are tried, each so much smaller than the one before. */
#define STEP 0.93

void letters_steady(PangoLayout *l)
{
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pango_layout_get_context(l), o);
	cairo_font_options_destroy(o);
}

/*
 * Pango swaps left and right for a paragraph that runs against the context's direction, so that
 * "left" is where it begins. Here all begins where the canvas begins.
 */
static void align(PangoLayout *l, const struct letters *w)
{
	PangoLayoutLine *line = pango_layout_get_line_readonly(l, 0);
	bool own_rtl =
		line && pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL;
	bool right = w->rtl != (own_rtl != w->rtl);

	pango_layout_set_alignment(l, w->centred ? PANGO_ALIGN_CENTER
				      : right    ? PANGO_ALIGN_RIGHT
						 : PANGO_ALIGN_LEFT);
}

/*
 * Fonts differ in how far apart they want their lines. Letters that the font lacks are mostly those
 * of a script that needs more room above and below.
 */
static void set_leading(PangoLayout *l, const struct letters *w, double size)
{
	PangoContext *context = pango_layout_get_context(l);
	PangoFontMetrics *m =
		pango_context_get_metrics(context, pango_layout_get_font_description(l), NULL);
	PangoLayoutLine *line = pango_layout_get_line_readonly(l, 0);
	double own = pango_font_metrics_get_height(m), leading = w->bold ? LEADING_BOLD : LEADING;
	int height = 0;

	pango_font_metrics_unref(m);
	if (line)
		pango_layout_line_get_height(line, &height);
	if (fabs(height - own) > own / 100)
		leading = LEADING_TALL;
	if (height > 0)
		pango_layout_set_line_spacing(l, (float)(leading * size * PANGO_SCALE / height));
}

static void set_size(PangoLayout *l, const struct letters *w, double size)
{
	PangoFontDescription *font =
		pango_font_description_from_string(w->title ? FONT_TITLE : FONT);

	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_font_description_set_weight(font, w->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	set_leading(l, w, size);
}

static double height_of(PangoLayout *l)
{
	int height;

	pango_layout_get_size(l, NULL, &height);
	return (double)height / PANGO_SCALE;
}

static bool fits(PangoLayout *l, const struct letters *w)
{
	return pango_layout_get_line_count(l) <= w->lines &&
	       (w->height <= 0 || height_of(l) <= w->height);
}

/* Does a word have to be broken, as it is wider than the box? */
static bool breaks_word(PangoLayout *l)
{
	const PangoLogAttr *attrs;
	int count, lines = pango_layout_get_line_count(l);
	const char *text = pango_layout_get_text(l);

	attrs = pango_layout_get_log_attrs_readonly(l, &count);
	for (int i = 1; i < lines; i++) {
		const PangoLayoutLine *line = pango_layout_get_line_readonly(l, i);
		long at = g_utf8_pointer_to_offset(text, text + line->start_index);

		if (at < count && !attrs[at].is_line_break)
			return true;
	}
	return false;
}

static void shrink(PangoLayout *l, const struct letters *w)
{
	double size = w->size;

	set_size(l, w, size);
	while (size * STEP >= w->least && w->least > 0 && (!fits(l, w) || breaks_word(l))) {
		size *= STEP;
		set_size(l, w, size);
	}
}

/* So many lines that they are no higher than the box. */
static int lines_that_fit(PangoLayout *l, const struct letters *w)
{
	int count = pango_layout_get_line_count(l);
	double each = height_of(l) / (count > 0 ? count : 1);
	int most = w->height > 0 && each > 0 ? (int)floor(w->height / each) : w->lines;

	return most < 1 ? 1 : most < w->lines ? most : w->lines;
}

static PangoLayout *lay(cairo_t *c, const struct letters *w)
{
	PangoLayout *l = pango_cairo_create_layout(c);

	letters_steady(l);
	pango_context_set_base_dir(pango_layout_get_context(l),
				   w->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	pango_layout_set_single_paragraph_mode(l, TRUE);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(l, (int)(w->width * PANGO_SCALE));
	pango_layout_set_text(l, w->text, -1);
	align(l, w);
	shrink(l, w);
	if (!fits(l, w)) {
		int lines = lines_that_fit(l, w);

		pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
		pango_layout_set_height(l, -lines);
	}
	return l;
}

double letters_show(cairo_t *c, double x, double y, const struct letters *w)
{
	if (!w->text || !*w->text)
		return 0;
	PangoLayout *l = lay(c, w);
	double height = height_of(l);

	cairo_move_to(c, x, y);
	pango_cairo_show_layout(c, l);
	g_object_unref(l);
	return height;
}
