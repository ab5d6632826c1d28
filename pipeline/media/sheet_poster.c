/* A poster of A4: real words, so that it can be searched and read aloud, and a QR code. */
#include <cairo/cairo-pdf.h>
#include <math.h>

#include "base/mem.h"
#include "base/qr.h"
#include "base/strbuf.h"
#include "cover.h"
#include "letters.h"
#include "sheet.h"

/* Points of 1/72 inch. */
#define MM     (72 / 25.4)
#define WIDTH  (210 * MM)
#define HEIGHT (297 * MM)
#define MARGIN (18 * MM)
#define INSIDE (WIDTH - 2 * MARGIN)

#define QR_SIZE    (58 * MM) /* with its quiet zone: the modules measure 48 mm and more */
#define COVER_SIZE (66 * MM)
#define BAR        (4 * MM)

struct poster {
	cairo_t *c;
	const struct sheet *sheet;
	struct tint accent, ink, soft;
	double y; /* where the next begins */
};

/* The accent, or ink where it would hardly be seen on white paper: WCAG 2.2, 1.4.3. */
static struct tint readable(struct tint accent, struct tint ink)
{
	const struct tint white = { 1, 1, 1 };

	return tint_contrast(accent, white) >= 4.5 ? accent : ink;
}

/* Where something of that width begins that stands at the start (or the end) of the line. */
static double x_at(const struct poster *p, double width, bool end)
{
	return p->sheet->rtl != end ? WIDTH - MARGIN - width : MARGIN;
}

/* A structure element of the PDF around words. */
static double show(struct poster *p, const char *tag, double x, double y, struct letters w)
{
	if (!w.text || !*w.text)
		return 0;
	w.rtl = p->sheet->rtl;
	cairo_tag_begin(p->c, tag, NULL);
	double height = letters_show(p->c, x, y, &w);
	cairo_tag_end(p->c, tag);
	return height;
}

static void draw_bar(struct poster *p)
{
	tint_set(p->c, p->accent);
	cairo_rectangle(p->c, MARGIN, MARGIN, INSIDE, BAR);
	cairo_fill(p->c);
	p->y = MARGIN + BAR + 9 * MM;
}

static void draw_cover(struct poster *p, cairo_surface_t *cover, double x, double y)
{
	double share = COVER_SIZE / COVER_POSTER;

	cairo_save(p->c);
	cairo_translate(p->c, x, y);
	cairo_scale(p->c, share, share);
	cairo_set_source_surface(p->c, cover, 0, 0);
	cairo_paint(p->c);
	cairo_restore(p->c);
}

/* Cover, and beside it who it is from. */
static void draw_head(struct poster *p, cairo_surface_t *cover)
{
	const struct sheet *s = p->sheet;
	double beside = cover ? COVER_SIZE + 9 * MM : 0, width = INSIDE - beside;
	double x = s->rtl ? MARGIN : MARGIN + beside, y = p->y;

	if (cover)
		draw_cover(p, cover, x_at(p, COVER_SIZE, false), y);
	tint_set(p->c, p->accent);
	y += show(p, "P", x, y,
		  (struct letters){ .text = s->kicker,
				    .size = 22,
				    .least = 15,
				    .bold = true,
				    .width = width,
				    .lines = 4 });
	tint_set(p->c, p->soft);
	y += 2 * MM;
	y += show(p, "P", x, y,
		  (struct letters){ .text = s->facts, .size = 15, .width = width, .lines = 3 });
	p->y = (cover ? fmax(y, p->y + COVER_SIZE) : y) + 9 * MM;
}

static void draw_title(struct poster *p, double end)
{
	const struct sheet *s = p->sheet;
	double room = end - p->y, lead = s->lead ? fmin(room * .45, 52 * MM) : 0;

	tint_set(p->c, p->ink);
	p->y += show(p, "H1", MARGIN, p->y,
		     (struct letters){ .text = s->title,
				       .title = true,
				       .size = 112,
				       .least = 26,
				       .bold = true,
				       .width = INSIDE,
				       .lines = 5,
				       .height = room - lead });
	p->y += 5 * MM;
	tint_set(p->c, p->soft);
	p->y += show(p, "P", MARGIN, p->y,
		     (struct letters){ .text = s->lead,
				       .size = 21,
				       .least = 14,
				       .width = INSIDE,
				       .lines = 7,
				       .height = end - p->y });
}

/* Whom to ring up: name and hours, and the number at the end of the line. */
static void draw_row(struct poster *p, const struct sheet_row *row, double height)
{
	double value = INSIDE * .46, name = INSIDE - value - 6 * MM;
	double x = x_at(p, name, false), y = p->y + 3.5 * MM;

	tint_set(p->c, p->ink);
	y += show(p, "P", x, y,
		  (struct letters){ .text = row->name,
				    .size = 17,
				    .least = 12,
				    .bold = true,
				    .width = name,
				    .lines = 2 });
	tint_set(p->c, p->soft);
	show(p, "P", x, y,
	     (struct letters){
		     .text = row->more, .size = 12, .least = 9, .width = name, .lines = 2 });
	tint_set(p->c, p->accent);
	show(p, "P", x_at(p, value, true), p->y + 2.5 * MM,
	     (struct letters){ .text = row->value,
			       .size = 27,
			       .least = 14,
			       .bold = true,
			       .width = value,
			       .lines = 1 });
	p->y += height;
	tint_set(p->c, p->soft);
	cairo_rectangle(p->c, MARGIN, p->y, INSIDE, .5);
	cairo_fill(p->c);
}

static void draw_rows(struct poster *p, double end)
{
	size_t count = p->sheet->row_count;
	double height = count ? fmin((end - p->y) / (double)count, 21 * MM) : 0;

	for (size_t i = 0; i < count; i++)
		draw_row(p, &p->sheet->rows[i], height);
}

static void draw_qr(struct poster *p, const struct qr *qr, double x, double y)
{
	double module = QR_SIZE / (qr->width + 2 * QR_QUIET);

	cairo_set_source_rgb(p->c, 0, 0, 0);
	for (int row = 0; row < qr->width; row++) {
		for (int col = 0, n; col < qr->width; col += n ? n : 1) {
			n = qr_run(qr, col, row);
			if (n)
				cairo_rectangle(p->c, x + (col + QR_QUIET) * module,
						y + (row + QR_QUIET) * module, n * module, module);
		}
	}
	cairo_fill(p->c);
}

/* At the foot: the code, and beside it the address for who has no camera. */
static void draw_foot(struct poster *p, const struct qr *qr, double top)
{
	const struct sheet *s = p->sheet;
	double quiet = qr->width ? QR_QUIET * QR_SIZE / (qr->width + 2 * QR_QUIET) : 0;
	double beside = qr->width ? QR_SIZE - quiet + 2 * MM : 0, width = INSIDE - beside,
	       y = top + quiet;
	double x = s->rtl ? MARGIN : MARGIN + beside;

	if (qr->width)
		draw_qr(p, qr, x_at(p, QR_SIZE, false) + (s->rtl ? quiet : -quiet), top);
	tint_set(p->c, p->ink);
	y += show(p, "P", x, y,
		  (struct letters){ .text = s->prompt,
				    .size = 20,
				    .least = 14,
				    .bold = true,
				    .width = width,
				    .lines = 4 });
	y += 3 * MM;
	tint_set(p->c, p->accent);
	y += show(p, "P", x, y,
		  (struct letters){ .text = s->url_words,
				    .size = 16,
				    .least = 10,
				    .width = width,
				    .lines = 3 });
	tint_set(p->c, p->soft);
	show(p, "P", x, top + QR_SIZE - quiet - 17,
	     (struct letters){
		     .text = s->site, .size = 14, .bold = true, .width = width, .lines = 1 });
}

static void draw(struct poster *p, cairo_surface_t *cover, struct arena *a)
{
	const struct sheet *s = p->sheet;
	const struct qr qr = s->url ? qr_make(s->url, a) : (struct qr){ 0 };
	double foot = HEIGHT - MARGIN - QR_SIZE + 4 * MM, end = foot - 6 * MM;

	draw_bar(p);
	draw_head(p, cover);
	draw_title(p, s->row_count ? p->y + 62 * MM : end);
	p->y += 5 * MM;
	draw_rows(p, end);
	tint_set(p->c, p->accent);
	cairo_rectangle(p->c, MARGIN, foot - 2 * MM, INSIDE, 1);
	cairo_fill(p->c);
	draw_foot(p, &qr, foot);
}

static cairo_status_t add_bytes(void *out, const unsigned char *data, unsigned len)
{
	struct strbuf *sb = out;

	strbuf_add(sb, (const char *)data, len);
	return strbuf_ok(sb) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Cairo would write the present time. */
static void set_metadata(cairo_surface_t *s, const struct sheet *sheet, struct arena *a)
{
	const char *day = arena_printf(a, "%sT00:00:00Z", sheet->day ? sheet->day : "2000-01-01");

	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, sheet->title);
	if (sheet->site)
		cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, sheet->site);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, day);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_MOD_DATE, day);
}

bool poster_draw(const struct sheet *s, struct cover *cover, struct strbuf *out, struct arena *a)
{
	static const struct tint black = { .08, .10, .11 };
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(add_bytes, out, WIDTH, HEIGHT);
	struct tint ink = readable(tint_of(s->ink, black), black);
	struct poster p = {
		.c = cairo_create(surface),
		.sheet = s,
		.ink = ink,
		.accent = readable(tint_of(s->accent, ink), ink),
		.soft = tint_mix(ink, (struct tint){ 1, 1, 1 }, .22),
	};

	set_metadata(surface, s, a);
	draw(&p, cover->poster, a);
	cairo_show_page(p.c);
	bool ok = cairo_status(p.c) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(p.c);
	cairo_surface_finish(surface);
	ok = ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && strbuf_ok(out);
	cairo_surface_destroy(surface);
	return ok;
}
