#include "base/duration.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define DIGITS_MOST 9

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters of all languages: what is no ASCII is one. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Digits and a fraction, in thousandths; false when there are none, or too many for a recording. */
static bool take_amount(const char **s, int64_t *thousandths)
{
	int64_t whole = 0;
	int digits = 0;

	for (; is_digit(**s) && digits < DIGITS_MOST; (*s)++, digits++)
		whole = whole * 10 + (**s - '0');
	*thousandths = whole * 1000;
	if (!digits || is_digit(**s))
		return false;
	if ((**s == '.' || **s == ',') && is_digit((*s)[1])) {
		int64_t unit = 100;

		for ((*s)++; is_digit(**s); (*s)++, unit /= 10)
			*thousandths += unit * (**s - '0');
	}
	return true;
}

static int64_t parse_clock(const char *s)
{
	int64_t total = 0, part;

	for (int i = 0; i < 3; i++) {
		if (!take_amount(&s, &part))
			return -1;
		total = total * 60 + part;
		if (*s != ':')
			break;
		s++;
	}
	return *s ? -1 : total;
}

static int seconds_of(char unit)
{
	switch (unit | 0x20) {
	case 'h':
		return 3600;
	case 'm':
		return 60;
	case 's':
		return 1;
	default:
		return 0;
	}
}

/* Amounts with units: `PT1H2M`, `39 sec`, `1 hour, 2 minutes`. */
static int64_t parse_units(const char *s)
{
	int64_t total = 0, amount;
	bool any = false;

	s += strspn(s, "PTpt");
	while (*s) {
		if (!take_amount(&s, &amount))
			return -1;
		s += strspn(s, " ");
		int unit = seconds_of(*s);
		if (!unit)
			return -1;
		total += amount * unit;
		any = true;
		while (is_letter(*s))
			s++;
		s += strspn(s, " ,.");
	}
	return any ? total : -1;
}

int64_t duration_parse(const char *text)
{
	char trimmed[64];

	if (!text)
		return -1;
	const char *start = text + strspn(text, " \t\r\n");
	size_t len = strlen(start);

	while (len && strchr(" \t\r\n", start[len - 1]))
		len--;
	if (len >= sizeof(trimmed))
		return -1;
	memcpy(trimmed, start, len);
	trimmed[len] = '\0';
	int64_t clock = parse_clock(trimmed);
	return clock >= 0 ? clock : parse_units(trimmed);
}
