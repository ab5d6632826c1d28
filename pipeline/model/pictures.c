#include "pictures.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/check.h"

/* Apple, "Artwork requirements": JPEG or PNG, RGB, square, 1400 to 3000 pixels, 512 KB. */
#define COVER_LEAST 1400
#define COVER_MOST  3000
#define COVER_BYTES (512 << 10)

/* What a telephone loads in some seconds where there is hardly any signal. */
#define PICTURE_BYTES (1 << 20)

/* Pixels of the longer side: less is blown up to a blur. */
#define PERSON_LEAST 300
#define IMAGE_LEAST  600

static bool is_one(const char *format, const char *one, const char *other)
{
	return strcmp(format, one) == 0 || strcmp(format, other) == 0;
}

static const char *in_capitals(const char *format, struct arena *a)
{
	char *s = arena_strdup(a, format);

	for (char *c = s; *c; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
	return s;
}

static bool name_tells_format(const struct picture *p)
{
	return strcmp(p->type + strlen("image/"), p->facts.format) == 0;
}

/* A file that is called what it is not: programs go by the name, and by the type that a server
 * makes of it. */
static void check_name(const struct picture *p, struct diag *diag)
{
	const char *base = path_base(p->file), *format = p->facts.format;
	const char *real = in_capitals(format, diag->arena);
	int stem = (int)(path_suffix(base) - base);

	if (is_one(format, "jpeg", "png"))
		diag_report(diag, DIAG_PICTURE_SUFFIX, p->at,
			    "'%s' is in truth a %s picture; rename it to '%.*s.%s', here too", base,
			    real, stem, base, format[0] == 'j' ? "jpg" : format);
	else
		diag_report(
			diag, DIAG_PICTURE_SUFFIX, p->at,
			"'%s' is in truth a %s picture; open it in a picture program and save it "
			"as JPEG",
			base, real);
}

/* Megabytes to a tenth, as file managers show them. */
static double megabytes(const struct picture *p)
{
	return (double)p->bytes / (1 << 20);
}

static void check_picture(const struct picture *p, struct diag *diag)
{
	if (!p->facts.format || !p->type || !text_starts(p->type, "image/"))
		return;
	if (!name_tells_format(p))
		check_name(p, diag);
	if (p->bytes > PICTURE_BYTES)
		diag_report(
			diag, DIAG_HEAVY_PICTURE, p->at,
			"'%s' has %.1f MB, which telephones load slowly; make it smaller, or save "
			"it as JPEG of quality 80",
			path_base(p->file), megabytes(p));
}

bool picture_fits_cover(const struct picture_facts *f)
{
	return f->format && is_one(f->format, "jpeg", "png") && strcmp(f->colour, "rgb") == 0 &&
	       f->width == f->height && f->width >= COVER_LEAST && f->width <= COVER_MOST;
}

static void check_shape(const struct picture *cover, struct diag *diag)
{
	const struct picture_facts *f = &cover->facts;

	if (f->width != f->height)
		diag_report(diag, DIAG_COVER_SHAPE, cover->at,
			    "the cover is %u by %u pixels; it must be square", f->width, f->height);
	else if (f->width < COVER_LEAST || f->width > COVER_MOST)
		diag_report(diag, DIAG_COVER_SIZE, cover->at,
			    "the cover is %u pixels wide; it must have %d to %d", f->width,
			    COVER_LEAST, COVER_MOST);
}

static void check_cover(const struct picture *cover, struct diag *diag)
{
	const struct picture_facts *f = &cover->facts;

	if (!cover->file || !f->format)
		return;
	if (!is_one(f->format, "jpeg", "png") && name_tells_format(cover))
		diag_report(diag, DIAG_COVER_FORMAT, cover->at,
			    "the cover is a %s picture; directories take JPEG or PNG",
			    in_capitals(f->format, diag->arena));
	if (strcmp(f->colour, "rgb") != 0)
		diag_report(diag, DIAG_COVER_COLOUR, cover->at,
			    "the cover has %s colours; save it as RGB", f->colour);
	if (f->alpha)
		diag_report(
			diag, DIAG_COVER_ALPHA, cover->at,
			"the cover has an alpha channel, which makes pictures transparent; Apple "
			"Podcasts asks for covers without one: save it as JPEG");
	if (cover->bytes > COVER_BYTES && cover->bytes <= PICTURE_BYTES)
		diag_report(
			diag, DIAG_HEAVY_PICTURE, cover->at,
			"the cover has %.1f MB; Apple Podcasts asks for 0.5 at most: save it as "
			"JPEG of quality 80",
			megabytes(cover));
	check_shape(cover, diag);
}

static void check_size(const struct picture *p, unsigned least, struct span at, struct diag *diag)
{
	const struct picture_facts *f = &p->facts;
	unsigned longer = f->width > f->height ? f->width : f->height;

	if (f->format && longer < least)
		diag_report(
			diag, DIAG_SMALL_PICTURE, at,
			"'%s' is %u by %u pixels; %u on the longer side are the least that looks "
			"well",
			path_base(p->file), f->width, f->height, least);
}

static void check_people(const struct site *site, const struct list *people, struct diag *diag)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		if (all[i].picture_path)
			check_size(&site->pictures[all[i].picture_index], PERSON_LEAST,
				   people->at[i], diag);
	}
}

static void check_show(const struct site *site, const struct show *show, struct diag *diag)
{
	const struct show_image *images = show->images.items;

	check_cover(&show->cover, diag);
	check_people(site, &show->people, diag);
	for (size_t i = 0; i < show->images.count; i++) {
		if (images[i].picture)
			check_size(images[i].picture, IMAGE_LEAST, show->images.at[i], diag);
	}
	for (size_t i = 0; i < show_all_count(show); i++) {
		const struct episode *e = show_any(show, i);

		check_cover(&e->cover, diag);
		check_people(site, &e->people, diag);
	}
}

void pictures_check(const struct site *site, struct diag *diag)
{
	for (size_t i = 0; i < site->picture_count; i++)
		check_picture(&site->pictures[i], diag);
	check_cover(&site->cover, diag);
	for (size_t i = 0; i < site->show_count; i++)
		check_show(site, site->shows[i], diag);
}
