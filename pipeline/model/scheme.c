/* The colours of a site, from the few that it chose. */
#include "base/diag.h"
#include "base/mem.h"
#include "model/colour.h"

/* Those of theme/style.css; a test holds the two together. */
static const struct scheme theme_light = {
	.paper = 0xfcfaf6,
	.sheet = 0xf3eee4,
	.line = 0xd9d1c1,
	.ink = 0x20262b,
	.soft = 0x57606a,
	.accent = 0x0b5260,
	.strong = 0x073640,
	.on_accent = 0xffffff,
	.mark = 0x9c4516,
};
static const struct scheme theme_dark = {
	.paper = 0x14191c,
	.sheet = 0x1e262a,
	.line = 0x3b474d,
	.ink = 0xebe7df,
	.soft = 0xb0b8bd,
	.accent = 0x8ed3de,
	.strong = 0xc2ecf2,
	.on_accent = 0x0c2a31,
	.mark = 0xf0a873,
};

#define WHITE 0xffffffU
#define BLACK 0x000000U

#define DARK_SHARE   0.9  /* of black in paper that was made dark */
#define SHEET_SHARE  0.06 /* of ink in the paper of boxes */
#define LINE_SHARE   0.2
#define STRONG_SHARE 0.4 /* of ink in a link under the pointer */
#define SOFT_SHARE   0.3 /* of paper in ink that matters less */
#define EASY         7.0 /* WCAG 1.4.6: what is made rather than chosen is easy to read */
#define EASY_INK     12.0

static uint32_t choose(const char *chosen, uint32_t otherwise)
{
	return chosen ? colour_parse(chosen) : otherwise;
}

static uint32_t dark_paper(const struct palette *p)
{
	uint32_t light = choose(p->paper, theme_light.paper);

	if (p->paper_dark || !p->paper)
		return choose(p->paper_dark, theme_dark.paper);
	return colour_luminance(light) < colour_luminance(theme_dark.ink) / 2
		       ? light
		       : colour_mix(light, BLACK, DARK_SHARE);
}

/* A colour of the light, as light as it must be to be read on `paper`. */
static uint32_t on_dark(const char *light, uint32_t paper, double ratio)
{
	return colour_readable(colour_parse(light), paper, ratio);
}

/* Boxes stand out as far as text on them can still be read. */
static uint32_t sheet_for(const struct scheme *s)
{
	for (double share = SHEET_SHARE; share > 0; share -= 0.01) {
		uint32_t sheet = colour_mix(s->paper, s->ink, share);

		if (colour_contrast(s->ink, sheet) >= CONTRAST_TEXT &&
		    colour_contrast(s->accent, sheet) >= CONTRAST_TEXT)
			return sheet;
	}
	return s->paper;
}

static uint32_t soft_for(const struct scheme *s)
{
	for (double share = SOFT_SHARE; share > 0; share -= 0.02) {
		uint32_t soft = colour_mix(s->ink, s->paper, share);

		if (colour_contrast(soft, s->sheet) >= CONTRAST_TEXT)
			return soft;
	}
	return s->ink;
}

/* On every colour black or white has a contrast of at least 4.58. */
static uint32_t text_on(uint32_t c)
{
	return colour_contrast(WHITE, c) >= CONTRAST_TEXT ? WHITE : BLACK;
}

/* Under the pointer a link comes nearer to the text; not where it would fade on the way. */
static uint32_t strong_for(const struct scheme *s)
{
	uint32_t strong = colour_mix(s->accent, s->ink, STRONG_SHARE);

	return colour_contrast(strong, s->paper) >= CONTRAST_TEXT &&
			       colour_contrast(strong, s->on_accent) >= CONTRAST_TEXT
		       ? strong
		       : s->accent;
}

static bool is_own(const char *light, const char *dark)
{
	return light || dark;
}

struct scheme scheme_of(const struct palette *p, bool dark)
{
	struct scheme s = dark ? theme_dark : theme_light;
	bool own_page = is_own(p->paper, p->paper_dark) || is_own(p->ink, p->ink_dark);

	s.paper = dark ? dark_paper(p) : choose(p->paper, s.paper);
	s.ink = choose(dark ? p->ink_dark : p->ink, s.ink);
	s.accent = choose(dark ? p->accent_dark : p->accent, s.accent);
	if (dark && p->ink && !p->ink_dark)
		s.ink = on_dark(p->ink, s.paper, EASY_INK);
	if (dark && p->accent && !p->accent_dark)
		s.accent = on_dark(p->accent, s.paper, EASY);
	if (own_page || is_own(p->accent, p->accent_dark))
		s.sheet = sheet_for(&s);
	if (own_page) {
		s.line = colour_mix(s.paper, s.ink, LINE_SHARE);
		s.soft = soft_for(&s);
	}
	if (is_own(p->accent, p->accent_dark)) {
		s.on_accent = text_on(s.accent);
		s.strong = strong_for(&s);
	}
	if (colour_contrast(s.mark, s.sheet) < CONTRAST_TEXT || is_own(p->accent, p->accent_dark))
		s.mark = s.accent;
	return s;
}

bool palette_is_own(const struct palette *p)
{
	return is_own(p->paper, p->paper_dark) || is_own(p->ink, p->ink_dark) ||
	       is_own(p->accent, p->accent_dark);
}

/* A colour and what it stands on, and where they are chosen. */
struct pair {
	const char *what, *where; /* "accent on paper", "in the light" */
	uint32_t front, back;
	const char *front_key, *back_key; /* NULL: not chosen */
};

static struct span place_of(const struct site *site, const char *key)
{
	const struct field *f = kind_field(&kind_palette, key);
	const struct span *spans = site->palette.spans;
	const struct span *at = spans ? &spans[f - kind_palette.fields] : NULL;

	return at && at->src ? *at : item_field_span(&site->item, "colours");
}

/* Cut, not rounded: 4.499 is not 4.5. */
static double cut(double ratio)
{
	return (double)(long)(ratio * 100) / 100;
}

static void check_pair(const struct site *site, const struct pair *p, struct diag *diag)
{
	const char *key = p->front_key ? p->front_key : p->back_key;
	double ratio = colour_contrast(p->front, p->back);
	uint32_t better = p->front_key ? colour_readable(p->front, p->back, CONTRAST_TEXT)
				       : colour_readable(p->back, p->front, CONTRAST_TEXT);

	if (key && ratio < CONTRAST_TEXT)
		diag_report(diag, DIAG_COLOUR_CONTRAST, place_of(site, key),
			    "%s %s, '%s' on '%s', has a contrast of %.2f:1 and needs %.1f:1; the "
			    "nearest '%s' that can be read is \"%s\"",
			    p->what, p->where, colour_text(p->front, diag->arena),
			    colour_text(p->back, diag->arena), cut(ratio), CONTRAST_TEXT, key,
			    colour_text(better, diag->arena));
}

static const char *key_if(const char *chosen, const char *key)
{
	return chosen ? key : NULL;
}

void palette_check(const struct site *site, struct diag *diag)
{
	const struct palette *p = &site->palette;
	const struct scheme light = scheme_of(p, false), dark = scheme_of(p, true);
	const struct pair pairs[] = {
		{ "ink on paper", "in the light", light.ink, light.paper, key_if(p->ink, "ink"),
		  key_if(p->paper, "paper") },
		{ "accent on paper", "in the light", light.accent, light.paper,
		  key_if(p->accent, "accent"), key_if(p->paper, "paper") },
		{ "ink on paper", "in the dark", dark.ink, dark.paper,
		  key_if(p->ink_dark, "ink_dark"), key_if(p->paper_dark, "paper_dark") },
		{ "accent on paper", "in the dark", dark.accent, dark.paper,
		  key_if(p->accent_dark, "accent_dark"), key_if(p->paper_dark, "paper_dark") },
	};

	for (size_t i = 0; i < COUNT(pairs); i++)
		check_pair(site, &pairs[i], diag);
}
