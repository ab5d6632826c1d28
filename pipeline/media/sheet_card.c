/* The picture that stands for a page where its link is shared. */
#include <math.h>

#include "cover.h"
#include "letters.h"
#include "sheet.h"

/* Pixels. Some places cut the edges: everything that counts stays this far inside. */
#define MARGIN 72.0
#define GAP    60.0 /* between words and cover */
#define CORNER 22.0 /* of the cover */
#define FOOT   36.0 /* height of the site's name */

#define WIDTH  ((double)SHEET_CARD_WIDTH)
#define HEIGHT ((double)SHEET_CARD_HEIGHT)

/* Colours of a card, of which the words have the better contrast on the first. */
struct look {
	struct tint ground, ink, soft, faint;
};

static struct look look_of(const struct sheet *s)
{
	static const struct tint white = { 1, 1, 1 }, night = { .06, .09, .10 };
	struct tint accent = tint_of(s->accent, (struct tint){ .04, .32, .38 });
	struct tint paper = tint_of(s->paper, white), ink = white;

	if (tint_contrast(accent, night) > tint_contrast(accent, white))
		ink = night;
	else if (tint_contrast(accent, paper) >= 7)
		ink = paper;
	struct look l = { accent, ink, ink, tint_mix(accent, ink, .07) };

	/* As pale as it can be read: WCAG 2.2, 1.4.3. */
	for (double share = .25; share > 0 && tint_contrast(accent, l.soft) > 6; share -= .05)
		l.soft = tint_mix(ink, accent, .3 - share);
	if (tint_contrast(accent, l.soft) < 4.5)
		l.soft = ink;
	return l;
}

static bool same(struct tint a, struct tint b)
{
	return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void prepare_palette(struct cover *cover, const struct look *l)
{
	if (same(cover->paper, l->ground))
		return;
	cover->paper = l->ground;
	palette_init(&cover->palette);
	palette_add_ramp(&cover->palette, l->ground, l->ink, 16);
	palette_add_ramp(&cover->palette, l->ground, l->soft, 12);
	palette_add_ramp(&cover->palette, l->ground, l->faint, 4);
	if (cover->card)
		palette_add_picture(&cover->palette, cover->card);
}

static void rounded(cairo_t *c, double x, double y, double size)
{
	cairo_new_sub_path(c);
	cairo_arc(c, x + size - CORNER, y + CORNER, CORNER, -M_PI_2, 0);
	cairo_arc(c, x + size - CORNER, y + size - CORNER, CORNER, 0, M_PI_2);
	cairo_arc(c, x + CORNER, y + size - CORNER, CORNER, M_PI_2, M_PI);
	cairo_arc(c, x + CORNER, y + CORNER, CORNER, M_PI, 3 * M_PI_2);
	cairo_close_path(c);
}

static void draw_cover(cairo_t *c, cairo_surface_t *cover, bool rtl)
{
	double x = rtl ? MARGIN : WIDTH - MARGIN - COVER_CARD, y = (HEIGHT - COVER_CARD) / 2;

	rounded(c, x, y, COVER_CARD);
	cairo_save(c);
	cairo_clip(c);
	cairo_set_source_surface(c, cover, x, y);
	cairo_paint(c);
	cairo_restore(c);
}

/* Without a cover: rings, as of a voice, from beyond the corner. */
static void draw_rings(cairo_t *c, struct tint k, bool rtl)
{
	tint_set(c, k);
	cairo_set_line_width(c, 46);
	for (double r = 120; r < 620; r += 105) {
		cairo_new_sub_path(c);
		cairo_arc(c, rtl ? 0 : WIDTH, HEIGHT, r, 0, 2 * M_PI);
		cairo_stroke(c);
	}
}

static void draw_words(cairo_t *c, const struct sheet *s, const struct look *l, bool beside)
{
	double width = WIDTH - 2 * MARGIN - (beside ? COVER_CARD + GAP : 0);
	double x = s->rtl ? WIDTH - MARGIN - width : MARGIN, y = MARGIN;
	struct letters w = { .width = width, .rtl = s->rtl };

	tint_set(c, l->soft);
	w.text = s->kicker;
	w.size = 30;
	w.lines = 2;
	y += letters_show(c, x, y, &w);
	y = fmax(y, MARGIN + 30) + 18;
	tint_set(c, l->ink);
	w.text = s->title;
	w.bold = w.title = true;
	w.size = 104;
	w.least = 38;
	w.lines = 4;
	w.height = HEIGHT - MARGIN - FOOT - 28 - y;
	letters_show(c, x, y, &w);
	tint_set(c, l->soft);
	letters_show(
		c, x, HEIGHT - MARGIN - FOOT + 4,
		&(struct letters){
			.text = s->site, .size = 28, .width = width, .lines = 1, .rtl = s->rtl });
}

bool card_draw(const struct sheet *s, struct cover *cover, struct strbuf *out)
{
	const struct look look = look_of(s);
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, SHEET_CARD_WIDTH, SHEET_CARD_HEIGHT);
	cairo_t *c = cairo_create(surface);

	tint_set(c, look.ground);
	cairo_paint(c);
	if (cover->card)
		draw_cover(c, cover->card, s->rtl);
	else
		draw_rings(c, look.faint, s->rtl);
	draw_words(c, s, &look, cover->card != NULL);
	bool ok = cairo_status(c) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(c);
	if (ok)
		prepare_palette(cover, &look);
	ok = ok && palette_png(&cover->palette, surface, out);
	cairo_surface_destroy(surface);
	return ok;
}
