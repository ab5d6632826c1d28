#include "range.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define UNIT "bytes="

static const char *skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

/* Digits; -1: there are none, or too many. */
static int64_t read_number(const char **s)
{
	int64_t n = 0;
	size_t digits = strspn(*s, "0123456789");

	if (!digits || digits > 18)
		return -1;
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (*s)[i] - '0';
	*s += digits;
	return n;
}

/* `a-b`, `a-` or `-n`; false when it is none of these. */
static bool read_spec(const char **s, int64_t size, struct range *into)
{
	int64_t first = read_number(s);

	if (**s != '-')
		return false;
	++*s;
	int64_t last = read_number(s);

	if (first < 0 && last < 0)
		return false;
	if (first < 0)
		*into = (struct range){ last < size ? size - last : 0, last ? size - 1 : -1 };
	else
		*into = (struct range){ first, last < 0 || last >= size ? size - 1 : last };
	return first < 0 || last < 0 || first <= last;
}

/* RANGE_WHOLE too when anything is wrong; then `*count` is of no use. */
static enum range_answer read_all(const char *header, int64_t size,
				  struct range out[static RANGES_MOST], size_t *count)
{
	size_t asked = 0;

	*count = 0;
	if (!header || strncasecmp(header, UNIT, strlen(UNIT)) != 0)
		return RANGE_WHOLE;
	for (const char *s = skip_blanks(header + strlen(UNIT));; s = skip_blanks(s + 1)) {
		struct range r;

		if (asked++ == RANGES_MOST || !read_spec(&s, size, &r))
			return RANGE_WHOLE;
		if (r.first <= r.last)
			out[(*count)++] = r;
		s = skip_blanks(s);
		if (!*s)
			break;
		if (*s != ',')
			return RANGE_WHOLE;
	}
	return *count ? RANGE_PARTS : RANGE_BEYOND;
}

enum range_answer ranges_read(const char *header, int64_t size,
			      struct range out[static RANGES_MOST], size_t *count)
{
	enum range_answer answer = read_all(header, size, out, count);

	if (answer == RANGE_WHOLE)
		*count = 0;
	return answer;
}
