#include <math.h>
#include <string.h>

#include "sheet.h"

static int digit(char c)
{
	const char *all = "0123456789abcdef", *at = c ? strchr(all, c | 32) : NULL;

	return at ? (int)(at - all) : -1;
}

static double part(const char *two)
{
	return (16 * digit(two[0]) + digit(two[1])) / 255.0;
}

struct tint tint_of(const char *text, struct tint otherwise)
{
	if (!text || text[0] != '#' || strlen(text) != 7)
		return otherwise;
	for (int i = 1; i < 7; i++) {
		if (digit(text[i]) < 0)
			return otherwise;
	}
	return (struct tint){ part(text + 1), part(text + 3), part(text + 5) };
}

struct tint tint_mix(struct tint from, struct tint to, double share)
{
	return (struct tint){ from.r + (to.r - from.r) * share, from.g + (to.g - from.g) * share,
			      from.b + (to.b - from.b) * share };
}

/* WCAG 2.2, "relative luminance". */
static double linear(double c)
{
	return c <= .04045 ? c / 12.92 : pow((c + .055) / 1.055, 2.4);
}

static double luminance(struct tint k)
{
	return .2126 * linear(k.r) + .7152 * linear(k.g) + .0722 * linear(k.b);
}

double tint_contrast(struct tint a, struct tint b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + .05) / (fmin(x, y) + .05);
}

void tint_set(cairo_t *c, struct tint k)
{
	cairo_set_source_rgb(c, k.r, k.g, k.b);
}
