#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "judging.h"
#include "rfc822.h"

static const char weekdays[] = "MonTueWedThuFriSatSun";

/* A date taken to pieces. */
struct parts {
	char weekday[4]; /* "" when it has none */
	char month[4];
	int day, year, hour, minute, second;
	char zone[8]; /* as +hhmm */
};

/* Zones that RFC 822 names (section 5.1), and their distance from UTC. */
static bool take_zone(const char *s, char *to)
{
	static const char *const zones[][2] = {
		{ "GMT", "+0000" }, { "UT", "+0000" },  { "Z", "+0000" },   { "EST", "-0500" },
		{ "EDT", "-0400" }, { "CST", "-0600" }, { "CDT", "-0500" }, { "MST", "-0700" },
		{ "MDT", "-0600" }, { "PST", "-0800" }, { "PDT", "-0700" },
	};

	if ((*s == '+' || *s == '-') && strlen(s) == 5 && strspn(s + 1, "0123456789") == 4) {
		memcpy(to, s, 6);
		return true;
	}
	for (size_t i = 0; i < COUNT(zones); i++) {
		if (strcmp(s, zones[i][0]) == 0) {
			memcpy(to, zones[i][1], 6);
			return true;
		}
	}
	return false;
}

/* What does not have the form of RFC 822; NULL: everything has. */
static const char *take_parts(const char *s, struct parts *p)
{
	char year[5] = "", zone[8] = "";
	int n = 0;

	*p = (struct parts){ 0 };
	if (sscanf(s, "%3[A-Za-z], %n", p->weekday, &n) == 1 && n)
		s += n;
	else
		p->weekday[0] = '\0';
	n = 0;
	if (sscanf(s, "%2d %3[A-Za-z] %4[0-9] %2d:%2d%n", &p->day, p->month, year, &p->hour,
		   &p->minute, &n) != 5 ||
	    !n)
		return "it has another form";
	s += n;
	if (sscanf(s, ":%2d%n", &p->second, &n) == 1)
		s += n;
	if (sscanf(s, " %7s%n", zone, &n) != 1 || s[n])
		return "it has no zone, or something behind it";
	if (!take_zone(zone, p->zone))
		return "its zone is not four digits with a sign";
	p->year = 0;
	for (const char *c = year; *c; c++)
		p->year = p->year * 10 + (*c - '0');
	return strlen(year) == 4 ? NULL : "year";
}

/* Reads it with whichever weekday is right, which is put into `weekday`. */
static bool read_moment(const struct parts *p, char weekday[4], int64_t *utc)
{
	char text[64];

	for (const char *w = weekdays; *w; w += 3) {
		snprintf(text, sizeof(text), "%.3s, %02d %s %04d %02d:%02d:%02d %s", w, p->day,
			 p->month, p->year, p->hour, p->minute, p->second, p->zone);
		if (rfc822_parse(text, utc)) {
			memcpy(weekday, w, 3);
			weekday[3] = '\0';
			return true;
		}
	}
	return false;
}

bool judge_date(struct judge *j, const xmlNode *n, int64_t *utc)
{
	const char *text = judge_line(j, n);
	struct parts p;
	const char *fault = take_parts(text, &p);
	char weekday[4];

	if (fault && strcmp(fault, "year") == 0) {
		judge_say(j, DIAG_DATE_YEAR, judge_at_text(j, n),
			  "the year of '%.60s' does not have four digits", text);
		return false;
	}
	if (!fault && !read_moment(&p, weekday, utc))
		fault = "there is no such day";
	if (fault) {
		judge_say(j, DIAG_DATE_FORM, judge_at_text(j, n),
			  "'%.60s' is not a date as feeds write it: %s", text, fault);
		return false;
	}
	if (p.weekday[0] && strcmp(p.weekday, weekday) != 0)
		judge_say(j, DIAG_DATE_WEEKDAY, judge_at_text(j, n), "this day is a %s, not a '%s'",
			  weekday, p.weekday);
	return true;
}
