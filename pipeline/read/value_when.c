#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/zone.h"
#include "model/rrule.h"
#include "value_check.h"

/* A piece of the text as it stands in the file; it may be in quotation marks. */
static struct span piece(const struct value *v, size_t off, size_t len)
{
	const char *written = v->at.src->text + v->at.off;
	size_t quote = strchr("\"'", *written) != NULL;

	return off + len + quote <= v->at.len ? span_at(v->at.src, v->at.off + quote + off, len)
					      : v->at;
}

bool value_check_rrule(const struct value *v)
{
	struct rrule rule;
	struct rrule_fault fault;

	if (rrule_parse(v->text, &rule, &fault, v->r->arena))
		return true;
	diag_report(v->r->diag, DIAG_BAD_RRULE, piece(v, fault.off, fault.len),
		    "'%s' is no rule that apps can read: %s", v->field->key, fault.words);
	return false;
}

bool value_check_zone(const struct value *v)
{
	if (zone_known(v->text))
		return true;
	value_refuse_for(v, DIAG_UNKNOWN_ZONE, "zones are named by a city of theirs",
			 zone_nearest(v->text, v->r->arena), "a name such as Europe/London");
	return false;
}

/* Day/month/year, as Britain writes it, in the order that sorts. */
static const char *meant_date(const struct value *v)
{
	int day, month, year, end = 0;

	if (sscanf(v->text, "%2d%*1[/.]%2d%*1[/.]%4d%n", &day, &month, &year, &end) != 3 || !end ||
	    month > 12)
		return "";
	return arena_printf(v->r->arena, "; did you mean '%04d-%02d-%02d 09:00%s'?", year, month,
			    day, v->r->site && v->r->site->time_zone ? "" : " +00:00");
}

/* What is wrong with a date because of its zone. */
static void refuse_zoned(const struct value *v, enum date_fault fault, const struct zoned_date *d)
{
	struct arena *a = v->r->arena;
	const char *near = fault == DATE_ZONE ? zone_nearest(d->zone, a) : NULL;

	if (fault == DATE_TWICE)
		diag_report(v->r->diag, DIAG_TIME_TWICE, v->at,
			    "'%s' happens twice in %s, as the clock goes back; write %s for the "
			    "first time or %s for the second",
			    v->text, d->zone, date_offset(d->moment, a), date_offset(d->other, a));
	else if (fault == DATE_NEVER)
		diag_report(v->r->diag, DIAG_TIME_NEVER, v->at,
			    "'%s' does not exist in %s, as the clock goes forward; the next time "
			    "that does is %s",
			    v->text, d->zone, date_time(d->other, a));
	else
		diag_report(v->r->diag, DIAG_UNKNOWN_ZONE, v->at, "'%s' names no time zone%s%s%s",
			    v->text,
			    near ? "; did you mean '"
				 : "; write one such as Europe/London, or an offset such as +01:00",
			    near ? near : "", near ? "'?" : "");
}

/* An offset that its author took for the site's own. */
static void warn_of_offset(const struct value *v, const struct zoned_date *d)
{
	struct arena *a = v->r->arena;

	if (d->differs &&
	    v->r->site->time_zone) /* there is one where an offset differs, if it was not refused */
		diag_report(v->r->diag, DIAG_OTHER_OFFSET, v->at,
			    "%s is %s on that day, so '%s' is %s there; write %s, or no offset at "
			    "all",
			    d->zone, date_offset(d->other, a), v->text, date_time(d->other, a),
			    date_offset(d->other, a));
}

/* The zone of dates that name none. Where the site's was refused any will do: that is told once,
 * not of each date. */
static const char *zone_meant(const struct site *site)
{
	if (site && !site->time_zone && item_field_span(&site->item, "time_zone").len)
		return "Etc/UTC";
	return site ? site->time_zone : NULL;
}

bool value_take_moment(const struct value *v, struct moment *into)
{
	static const char *const words[] = {
		[DATE_SHAPE] = "is not a date; write it like 2026-09-07 09:00",
		[DATE_NO_TIME] = "has no time of day; write it like 2026-09-07 09:00",
		[DATE_NO_ZONE] =
			"has no zone; add +00:00 for winter or +01:00 for summer time in Britain",
		[DATE_DAY] = "is a day that its month does not have",
		[DATE_RANGE] = "has a month, hour, minute or zone that does not exist; months go "
			       "from 01 to 12, hours from 00 to 23",
	};
	const char *zone = zone_meant(v->r->site);
	struct zoned_date d;
	enum date_fault fault = date_parse_zoned(v->text, zone, &d, v->r->arena);
	bool needs_zone = !zone && (fault == DATE_SHAPE || fault == DATE_NO_TIME);

	if (fault >= DATE_ZONE)
		refuse_zoned(v, fault, &d);
	else if (fault)
		diag_report(v->r->diag, DIAG_BAD_DATE, v->at, "'%s' %s%s%s", v->text, words[fault],
			    needs_zone ? " +01:00" : "", meant_date(v));
	else {
		warn_of_offset(v, &d);
		*into = d.moment;
	}
	return !fault;
}

bool value_take_date(const struct value *v, struct moment *into)
{
	const enum date_fault fault = date_parse_day(v->text, into);

	if (fault == DATE_DAY)
		diag_report(v->r->diag, DIAG_BAD_DATE, v->at,
			    "'%s' is a day that its month does not have", v->text);
	else if (fault)
		diag_report(v->r->diag, DIAG_BAD_DATE, v->at,
			    "'%s' is not a day; write it like 2026-09-07", v->text);
	return !fault;
}

bool value_take_clock(const struct value *v, int64_t *into)
{
	int hour, minute, end = 0;

	if (sscanf(v->text, "%2d:%2d%n", &hour, &minute, &end) != 2 || v->text[end] ||
	    strspn(v->text, "0123456789:") != strlen(v->text) || hour > 23 || minute > 59) {
		value_refuse(v, DIAG_BAD_TIME,
			     "a time of the day in quotation marks, such as \"09:30\"");
		return false;
	}
	*into = (int64_t)hour * 60 + minute;
	return true;
}
