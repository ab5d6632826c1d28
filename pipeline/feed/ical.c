#include "ical.h"

#include <inttypes.h>
#include <string.h>

#include "base/calendar.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "base/zone.h"
#include "model/rrule.h"
#include "model/site.h"
#include "render.h"

/* RFC 5545 section 3.1: octets of a line, its end left out. */
#define LINE_MOST 75

/* How often programs should look for news (RFC 7986 section 5.7). */
#define REFRESH "P1D"

#define SECONDS_A_DAY INT64_C(86400)

/* One calendar while it is written. */
struct ical {
	const struct site *site;
	struct strbuf *out;
	const char *zone_name; /* NULL: UTC */
	const struct zone *zone;
	struct arena *a;
};

/* Lines */

struct folding {
	struct strbuf *out;
	size_t column;
};

static void fold_in(struct folding *f, const char *text)
{
	size_t len = strlen(text), step;
	uint32_t cp;

	for (; len; text += step, len -= step) {
		step = utf8_decode(text, len, &cp);
		step += !step;
		if (f->column + step > LINE_MOST) {
			strbuf_adds(f->out, "\r\n ");
			f->column = 1;
		}
		strbuf_add(f->out, text, step);
		f->column += step;
	}
}

void ical_line(struct strbuf *out, const char *name, const char *value)
{
	struct folding f = { .out = out };

	fold_in(&f, name);
	fold_in(&f, ":");
	fold_in(&f, value);
	strbuf_adds(out, "\r\n");
}

static void add_escaped(struct strbuf *out, const char *text)
{
	for (const char *c = text; *c; c++) {
		if (*c == '\r')
			continue;
		if (strchr("\\;,", *c))
			strbuf_addc(out, '\\');
		if (*c == '\n')
			strbuf_adds(out, "\\n");
		else
			strbuf_addc(out, *c);
	}
}

char *ical_text(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	add_escaped(&out, text);
	return arena_strndup(a, out.data, out.len);
}

static void add_text(struct ical *i, const char *name, const char *text)
{
	if (text && *text)
		ical_line(i->out, name, ical_text(text, i->a));
}

/* URIs are not escaped (section 3.3.13). */
static void add_page(struct ical *i, const char *name, const char *path)
{
	if (path)
		ical_line(i->out, name, site_permalink(i->site, path, i->a));
}

/* Moments */

static char *utc_words(int64_t utc, struct arena *a)
{
	const struct civil c = civil_from_seconds(utc);

	return arena_printf(a, "%04" PRId64 "%02d%02dT%02d%02d%02dZ", c.year, c.month, c.day,
			    c.hour, c.minute, c.second);
}

/*
 * A time that the clock shows twice is the first by section 3.3.5, but not every program has read
 * that: it is written in UTC. What belongs to a rule goes by the clock all the same.
 */
static bool is_local(const struct ical *i, int64_t utc, bool by_clock)
{
	if (!i->zone)
		return false;
	const struct zone_moments m = zone_moments(i->zone, utc + zone_offset(i->zone, utc));

	return m.answer == ZONE_ONCE || (by_clock && m.first == utc);
}

static char *day_words(struct moment day, int64_t add, struct arena *a)
{
	const struct civil c = day_to_civil(seconds_day(day.utc + day.zone * 60) + add);

	return arena_printf(a, "%04" PRId64 "%02d%02d", c.year, c.month, c.day);
}

static void add_moment(struct ical *i, const char *name, struct moment m, bool by_clock)
{
	if (!is_local(i, m.utc, by_clock)) {
		ical_line(i->out, name, utc_words(m.utc, i->a));
		return;
	}
	char *words = utc_words(m.utc + zone_offset(i->zone, m.utc), i->a);

	words[strlen(words) - 1] = '\0';
	ical_line(i->out, arena_printf(i->a, "%s;TZID=%s", name, i->zone_name), words);
}

static void add_when(struct ical *i, const struct ical_event *e, const char *name, struct moment m,
		     int64_t days)
{
	if (e->is_day)
		ical_line(i->out, arena_printf(i->a, "%s;VALUE=DATE", name),
			  day_words(m, days, i->a));
	else
		add_moment(i, name, m, e->rrule || e->replaces.set);
}

/* The end of a day on the zone's clock, in UTC. */
static int64_t end_of_day(const struct ical *i, int64_t day)
{
	int64_t local = (day + 1) * SECONDS_A_DAY - 1;

	return i->zone ? zone_moments(i->zone, local).first : local;
}

/* UNTIL has the form of DTSTART: a day with a day, else a moment in UTC (section 3.3.10). */
static const char *until_of(const struct ical *i, const struct ical_event *e,
			    const struct rrule *rule)
{
	bool is_second = rule->until_form == RRULE_UNTIL_SECOND;
	int64_t day = is_second ? seconds_day(rule->until) : rule->until;
	const struct moment last = { .utc = day * SECONDS_A_DAY, .set = true };

	if (e->is_day)
		return day_words(last, 0, i->a);
	return utc_words(is_second ? rule->until : end_of_day(i, day), i->a);
}

static void add_rule(struct ical *i, const struct ical_event *e)
{
	const char *until = strstr(e->rrule, "UNTIL=");
	struct rrule_fault fault;
	struct rrule rule;

	if (!until || !rrule_parse(e->rrule, &rule, &fault, i->a)) {
		ical_line(i->out, "RRULE", e->rrule);
		return;
	}
	until += strlen("UNTIL=");
	ical_line(i->out, "RRULE",
		  arena_printf(i->a, "%.*s%s%s", (int)(until - e->rrule), e->rrule,
			       until_of(i, e, &rule), until + strcspn(until, ";")));
}

/* Events */

static const char *title_of(const struct ical *i, const struct ical_event *e)
{
	const struct interface *t = i->site->interface;
	const char *text =
		e->status == ICAL_CANCELLED ? t->calendar_cancelled : t->calendar_postponed;
	const struct filling with[] = { { "title", e->title }, { 0 } };

	return e->status == ICAL_PLANNED ? e->title : interface_fill(text, with, i->a);
}

static void add_tags(struct ical *i, const struct strings *tags)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (size_t k = 0; k < tags->count; k++) {
		if (k)
			strbuf_addc(&out, ',');
		add_escaped(&out, tags->items[k]);
	}
	if (out.len)
		ical_line(i->out, "CATEGORIES", out.data);
}

/* `geo:55.95,-4.76` is `55.95;-4.76` here, without height and parameters (section 3.8.1.6). */
static void add_geo(struct ical *i, const char *geo)
{
	const char *at = strstr(geo, "geo:") == geo ? geo + strlen("geo:") : geo;
	size_t north = strcspn(at, ","), east = strcspn(at + north + !!at[north], ",;");

	if (at[north])
		ical_line(
			i->out, "GEO",
			arena_printf(i->a, "%.*s;%.*s", (int)north, at, (int)east, at + north + 1));
}

/* The last revision (section 3.8.7.2): later by a second for each that was counted. */
static void add_stamp(struct ical *i, const struct ical_event *e)
{
	const struct moment m = e->stamp.set ? e->stamp : e->start;

	ical_line(i->out, "DTSTAMP", utc_words(m.utc + e->sequence, i->a));
	ical_line(i->out, "SEQUENCE", arena_printf(i->a, "%" PRId64, e->sequence));
}

static void add_times(struct ical *i, const struct ical_event *e)
{
	add_when(i, e, "DTSTART", e->start, 0);
	if (e->is_day)
		add_when(i, e, "DTEND", e->end.set ? e->end : e->start, 1);
	else if (e->end.set && e->end.utc > e->start.utc)
		add_moment(i, "DTEND", e->end, false);
	if (e->rrule)
		add_rule(i, e);
	for (size_t k = 0; k < e->except_count; k++)
		add_when(i, e, "EXDATE", e->except[k], 0);
	if (e->replaces.set)
		add_when(i, e, "RECURRENCE-ID", e->replaces, 0);
}

static void add_event(struct ical *i, const struct ical_event *e)
{
	ical_line(i->out, "BEGIN", "VEVENT");
	ical_line(i->out, "UID", e->uid);
	add_stamp(i, e);
	add_times(i, e);
	/* What is postponed is not on at its old time either; with the new one it is planned again.
	 */
	ical_line(i->out, "STATUS", e->status == ICAL_PLANNED ? "CONFIRMED" : "CANCELLED");
	if (e->is_day)
		ical_line(i->out, "TRANSP", "TRANSPARENT");
	add_text(i, "SUMMARY", title_of(i, e));
	add_text(i, "DESCRIPTION", e->text);
	add_text(i, "LOCATION", e->where);
	if (e->geo)
		add_geo(i, e->geo);
	add_page(i, "URL", e->page);
	add_tags(i, &e->tags);
	ical_line(i->out, "END", "VEVENT");
}

/* Calendars */

static void add_head(struct ical *i, const struct ical_calendar *c)
{
	ical_line(i->out, "BEGIN", "VCALENDAR");
	ical_line(i->out, "VERSION", "2.0");
	ical_line(i->out, "PRODID", "-//blether//blether//EN");
	ical_line(i->out, "CALSCALE", "GREGORIAN");
	ical_line(i->out, "UID", site_page_uuid(i->site, c->path, i->a));
	add_text(i, "NAME", c->name);
	add_text(i, "X-WR-CALNAME", c->name);
	add_text(i, "DESCRIPTION", c->summary);
	add_text(i, "X-WR-CALDESC", c->summary);
	add_page(i, "URL", c->page);
	add_page(i, "SOURCE;VALUE=URI", c->path);
	ical_line(i->out, "REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
	ical_line(i->out, "X-PUBLISHED-TTL", REFRESH);
}

/* For the years in which there is anything; rules go on by themselves. */
static void add_zone(struct ical *i, const struct ical_calendar *c)
{
	struct ical_time time = { INT64_MAX, INT64_MIN };

	for (size_t k = 0; k < c->count; k++) {
		const struct ical_event *e = &c->events[k];
		int64_t first = e->replaces.set && e->replaces.utc < e->start.utc ? e->replaces.utc
										  : e->start.utc;

		time.from = !e->is_day && first < time.from ? first : time.from;
		time.to = !e->is_day && e->start.utc > time.to ? e->start.utc : time.to;
	}
	if (i->zone && time.from < INT64_MAX)
		ical_zone(i->out, i->zone_name, i->zone, time, i->a);
}

void ical_write(const struct site *site, const struct ical_calendar *c, struct strbuf *out,
		struct arena *a)
{
	struct ical i = { .site = site, .out = out, .a = a };

	i.zone = site->time_zone ? zone_open(site->time_zone, a) : NULL;
	i.zone_name = i.zone ? site->time_zone : NULL;
	add_head(&i, c);
	add_zone(&i, c);
	for (size_t k = 0; k < c->count; k++)
		add_event(&i, &c->events[k]);
	ical_line(out, "END", "VCALENDAR");
}

void ical_put(struct render *r, const struct ical_calendar *c)
{
	strbuf_clear(r->out);
	ical_write(r->site, c, r->out, r->scratch);
	render_put(r, c->path, "text/calendar");
	arena_reset(r->scratch);
}
