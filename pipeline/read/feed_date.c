#include "feed_date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* What has been read of a date; -1: not yet. */
struct draft {
	int year, month, day, hour, minute, second, zone;
	bool has_zone, is_afternoon, is_morning;
	bool is_early; /* the month came before any number: it may have been a weekday (mardi) */
};

/* By their first letters, in English and in the languages that programs put into feeds. */
static const struct month {
	const char *start;
	int number;
} months[] = {
	{ "jan", 1 },      { "ene", 1 },  { "gen", 1 },       { "j\u00e4n", 1 }, { "feb", 2 },
	{ "f\u00e9v", 2 }, { "fev", 2 },  { "mar", 3 },       { "m\u00e4r", 3 }, { "mrz", 3 },
	{ "maa", 3 },      { "mrt", 3 },  { "apr", 4 },       { "avr", 4 },      { "abr", 4 },
	{ "may", 5 },      { "mai", 5 },  { "mag", 5 },       { "mei", 5 },      { "maj", 5 },
	{ "jun", 6 },      { "juin", 6 }, { "giu", 6 },       { "jul", 7 },      { "juil", 7 },
	{ "lug", 7 },      { "aug", 8 },  { "ao\u00fb", 8 },  { "ago", 8 },      { "sep", 9 },
	{ "set", 9 },      { "oct", 10 }, { "okt", 10 },      { "ott", 10 },     { "out", 10 },
	{ "nov", 11 },     { "dec", 12 }, { "d\u00e9c", 12 }, { "dez", 12 },     { "dic", 12 },
	{ "sty", 1 },      { "lut", 2 },  { "kwi", 4 },       { "cze", 6 },      { "lip", 7 },
	{ "sie", 8 },      { "wrz", 9 },  { "pa\u017a", 10 }, { "lis", 11 },     { "gru", 12 },
	{ "янв", 1 },      { "фев", 2 },  { "мар", 3 },       { "апр", 4 },      { "май", 5 },
	{ "мая", 5 },      { "июн", 6 },  { "июл", 7 },       { "авг", 8 },      { "сен", 9 },
	{ "окт", 10 },     { "ноя", 11 }, { "дек", 12 },      { "січ", 1 },      { "лют", 2 },
	{ "бер", 3 },      { "кві", 4 },  { "тра", 5 },       { "чер", 6 },      { "лип", 7 },
	{ "сер", 8 },      { "вер", 9 },  { "жов", 10 },      { "лис", 11 },     { "гру", 12 },
};

/* Names of zones (RFC 822 section 5.1, and those that are written although it has none). */
static const struct zone {
	const char *name;
	int minutes; /* east of UTC */
} zones[] = {
	{ "z", 0 },       { "ut", 0 },     { "utc", 0 },    { "gmt", 0 },    { "wet", 0 },
	{ "bst", 60 },    { "ist", 60 },   { "west", 60 },  { "cet", 60 },   { "mez", 60 },
	{ "cest", 120 },  { "mesz", 120 }, { "eet", 120 },  { "sast", 120 }, { "eest", 180 },
	{ "msk", 180 },   { "jst", 540 },  { "aest", 600 }, { "aedt", 660 }, { "nzst", 720 },
	{ "nzdt", 780 },  { "edt", -240 }, { "est", -300 }, { "cdt", -300 }, { "cst", -360 },
	{ "mdt", -360 },  { "mst", -420 }, { "pdt", -420 }, { "pst", -480 }, { "akdt", -480 },
	{ "akst", -540 }, { "hst", -600 },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters of all languages: what is no ASCII is one. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Reads the digits at *s, of which no date has more than nine; how many there were. */
static int take_digits(const char **s, int *into)
{
	int count = 0;

	for (*into = 0; is_digit(**s) && count < 9; (*s)++, count++)
		*into = *into * 10 + (**s - '0');
	return count;
}

static int month_of(const char *word, size_t len)
{
	int found = 0;
	size_t longest = 0;

	for (size_t i = 0; i < COUNT(months); i++) {
		size_t n = strlen(months[i].start);

		if (n > longest && n <= len && strncasecmp(word, months[i].start, n) == 0) {
			found = months[i].number;
			longest = n;
		}
	}
	return found;
}

static const struct zone *zone_of(const char *word, size_t len)
{
	for (size_t i = 0; i < COUNT(zones); i++) {
		if (strlen(zones[i].name) == len && strncasecmp(word, zones[i].name, len) == 0)
			return &zones[i];
	}
	return NULL;
}

/* A word is a month until there is one, then a zone; weekdays and the rest mean nothing. */
static void take_word(const char **s, struct draft *d)
{
	const char *word = *s;

	while (is_letter(**s))
		(*s)++;
	size_t len = (size_t)(*s - word);
	const struct zone *zone = zone_of(word, len);

	if (d->hour >= 0 && zone && !d->has_zone) {
		d->zone = zone->minutes;
		d->has_zone = true;
	} else if (len == 2 && strncasecmp(word, "pm", 2) == 0) {
		d->is_afternoon = true;
	} else if (len == 2 && strncasecmp(word, "am", 2) == 0) {
		d->is_morning = true;
	} else if ((d->month < 0 || d->is_early) && month_of(word, len)) {
		d->month = month_of(word, len);
		d->is_early = d->day < 0;
	}
}

/* The rest of a time whose hour has been read, from its colon on. */
static bool take_time(const char **s, int hour, struct draft *d)
{
	int fraction;

	d->hour = hour;
	d->second = 0;
	(*s)++;
	if (!take_digits(s, &d->minute))
		return false;
	if (**s == ':') {
		(*s)++;
		if (!take_digits(s, &d->second))
			return false;
	}
	if (**s == '.' && is_digit((*s)[1])) {
		(*s)++;
		while (take_digits(s, &fraction))
			;
	}
	return true;
}

/* RFC 5322 section 4.3: years of two and three digits. */
static int whole_year(int year, int digits)
{
	if (digits == 2)
		return year < 50 ? 2000 + year : 1900 + year;
	return digits == 3 ? 1900 + year : year;
}

static bool take_number(const char **s, struct draft *d)
{
	int number, digits = take_digits(s, &number);

	if (**s == ':' && d->hour < 0)
		return take_time(s, number, d);
	if (d->day < 0 && digits <= 2)
		d->day = number;
	else if (d->year < 0)
		d->year = whole_year(number, digits);
	else
		return false;
	return true;
}

/* `+0100`, `+01:00`, `-5` */
static bool take_offset(const char **s, struct draft *d)
{
	int sign = *(*s)++ == '-' ? -1 : 1, hours, minutes = 0;
	int digits = take_digits(s, &hours);

	if (digits > 2) {
		minutes = hours % 100;
		hours /= 100;
	} else if (**s == ':' && is_digit((*s)[1])) {
		(*s)++;
		take_digits(s, &minutes);
	}
	d->zone = sign * (hours * 60 + minutes);
	d->has_zone = true;
	return digits > 0 && digits <= 4 && hours <= 14 && minutes <= 59;
}

static bool take_piece(const char **s, struct draft *d)
{
	bool sign = **s == '+' || **s == '-';

	if (is_digit(**s))
		return take_number(s, d);
	if (sign && d->hour >= 0 && is_digit((*s)[1]))
		return take_offset(s, d);
	if (is_letter(**s))
		take_word(s, d);
	else if (**s == '(') /* a comment: the zone's name once more */
		*s += strcspn(*s, ")");
	else
		(*s)++;
	return true;
}

/* Three numbers with the same mark between them; how many digits the first has, 0: they are not
 * there. */
static int take_three(const char **s, int numbers[3], char *mark)
{
	const char *at = *s;
	int digits = take_digits(&at, &numbers[0]);

	*mark = *at;
	for (int i = 1; i < 3; i++) {
		if (!digits || *at++ != *mark || !strchr("-/.", *mark) ||
		    !take_digits(&at, &numbers[i]))
			return 0;
	}
	*s = at;
	return digits;
}

/* Year, month and day (ISO 8601, or with other marks); day, month and year with full stops; with
 * slashes only where it cannot be month, day and year. The time is left to the others. */
static void take_numbers(const char **s, struct draft *d)
{
	const char *at = *s;
	int n[3];
	char mark;
	int digits = take_three(&at, n, &mark);

	if (digits == 4)
		d->year = n[0], d->month = n[1], d->day = n[2];
	else if (digits && n[2] > 99 && (mark == '.' || n[0] > 12))
		d->year = n[2], d->month = n[1], d->day = n[0];
	else if (digits && n[2] > 99 && mark == '/' && n[1] > 12)
		d->year = n[2], d->month = n[0], d->day = n[1];
	else
		return;
	*s = at;
}

/* `20220328T090000Z`: with the marks that it leaves out it is like the others. */
static bool parse_compact(const char *s, struct moment *into)
{
	char iso[40];

	if (strspn(s, "0123456789") != 8 || s[8] != 'T' || strspn(s + 9, "0123456789") != 6)
		return false;
	snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%.8s", s, s + 4, s + 6, s + 9,
		 s + 11, s + 13, s[15] ? s + 15 : "Z");
	return date_parse(iso, into) == DATE_OK;
}

/* Seconds since 1970, from 1973 on. */
static bool parse_unix(const char *s, struct moment *into)
{
	size_t digits = strspn(s, "0123456789");

	if (digits < 9 || digits > 10 || s[digits + strspn(s + digits, " \t\r\n")])
		return false;
	*into = (struct moment){ .utc = strtoll(s, NULL, 10), .set = true };
	return true;
}

static void apply_noon(struct draft *d)
{
	if (d->is_afternoon && d->hour < 12)
		d->hour += 12;
	if (d->is_morning && d->hour == 12)
		d->hour = 0;
	if (d->second == 60) /* a leap second is none of Unix's */
		d->second = 59;
}

/* The one reader of well-formed dates says whether there is such a day. */
static bool finish(struct draft *d, struct moment *into)
{
	char iso[64];

	if (d->year < 0 || d->month < 0 || d->day < 0)
		return false;
	if (d->hour < 0)
		d->hour = d->minute = d->second = 0;
	apply_noon(d);
	int zone = d->zone < 0 ? -d->zone : d->zone;
	snprintf(iso, sizeof(iso), "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", d->year, d->month,
		 d->day, d->hour, d->minute, d->second, d->zone < 0 ? '-' : '+', zone / 60,
		 zone % 60);
	return date_parse(iso, into) == DATE_OK;
}

bool feed_date_parse(const char *text, struct moment *into)
{
	struct draft d = { .year = -1, .month = -1, .day = -1, .hour = -1 };

	if (date_parse(text, into) == DATE_OK)
		return true;
	text += strspn(text, " \t\r\n");
	if (parse_compact(text, into) || parse_unix(text, into))
		return true;
	take_numbers(&text, &d);
	while (*text) {
		if (!take_piece(&text, &d))
			return false;
	}
	return finish(&d, into);
}
