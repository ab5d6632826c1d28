/* Meetings, series and notices: when they are, who can come, and what must stay private. */
#include <string.h>

#include "base/calendar.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "base/zone.h"
#include "model/meeting.h"
#include "model/notice.h"
#include "rules.h"

#define DAY INT64_C(86400)

struct checking {
	const struct site *site;
	struct diag *diag;
	struct arena *arena;
};

static struct span at(const struct meeting *m, const char *key)
{
	return item_field_span(&m->item, key);
}

/* When */

static void check_times(struct checking *c, const struct item *item, struct moment start,
			struct moment end)
{
	struct span here = item_field_span(item, "end");

	if (!start.set || !end.set)
		return;
	if (end.utc <= start.utc)
		diag_report(c->diag, DIAG_MEETING_END, here,
			    "'end' is not after 'start'; one of the two is wrong");
	else if (end.utc - start.utc > DAY)
		diag_report(c->diag, DIAG_MEETING_LONG, here,
			    "this lasts longer than a day; is the day of 'end' right?");
}

/* What stands in front of a file's name; NULL: no day. */
static const char *day_in_name(const struct item *item, struct arena *a)
{
	const char *name = path_base(item->src->path);
	struct moment m;
	const char *day = arena_strndup(a, name, strnlen(name, strlen("2026-09-03")));

	return date_parse_day(day, &m) == DATE_OK ? day : NULL;
}

static void check_name(struct checking *c, const struct meeting *m)
{
	const char *named = day_in_name(&m->item, c->arena);
	const char *day = m->start.set ? date_day(m->start, c->arena) : NULL;

	/* What was moved keeps its address. */
	if (named && day && !m->sequence && strcmp(named, day) != 0)
		diag_report(c->diag, DIAG_MEETING_FILE_DATE, at(m, "start"),
			    "the file is named for %s, and this begins on %s; if it was moved "
			    "after people were told, leave the name and write 'sequence: 1', else "
			    "correct the wrong one",
			    named, day);
}

static void check_status(struct checking *c, const struct meeting *m)
{
	bool is_off = meeting_is_cancelled(m) || meeting_is_postponed(m);

	if ((is_off || m->replaces.set) && !m->sequence)
		diag_report(c->diag, DIAG_NO_SEQUENCE, at(m, is_off ? "status" : "replaces"),
			    "calendars that have this already take no notice of a change that is "
			    "not counted; add 'sequence: 1', and raise it by one with each change");
	if (meeting_is_postponed(m) && m->start.set && m->start.utc <= c->site->now.utc)
		diag_report(c->diag, DIAG_POSTPONED_PAST, at(m, "status"),
			    "this is postponed, and its old time is over; write the new 'start' "
			    "and 'end' and take 'status' out, or write 'status: cancelled'");
}

/* How and what */

static void check_minutes(struct checking *c, const struct meeting *m)
{
	int64_t over = m->end.utc + MINUTES_DAYS * DAY;

	if (m->end.set && c->site->now.utc >= over && strcmp(m->status, "planned") == 0 &&
	    !m->minutes.count && !m->body_html)
		diag_report(c->diag, DIAG_NO_MINUTES, at(m, "end"),
			    "this ended on %s, and nobody has written down what was said; add it "
			    "below 'minutes', a sentence each",
			    date_words(m->end, c->arena));
}

static void check_access(struct checking *c, const struct meeting *m)
{
	if (meeting_is_event(m) && !m->access.count && !m->access_note)
		diag_report(c->diag, DIAG_EVENT_ACCESS, span_of(m->item.src),
			    "nothing says how people can take part in this event who do not walk, "
			    "see or hear well; write it below 'access' or into 'access_note'");
}

static void check_room(struct checking *c, const struct meeting *m)
{
	if (meeting_is_in_room(m) && !m->venue && !meeting_is_past(m, c->site->now))
		diag_report(c->diag, DIAG_NO_VENUE, at(m, "mode"),
			    "people are to come, and nothing says where; write 'venue', or 'mode: "
			    "online'");
}

/* Addresses that only count who goes there, and lead on. */
static const char *const trackers[] = {
	"bit.ly",     "tinyurl.com",     "goo.gl",  "t.co",    "ow.ly",   "buff.ly",
	"lnkd.in",    "rebrand.ly",      "cutt.ly", "is.gd",   "tiny.cc", "shorturl.at",
	"mailchi.mp", "list-manage.com", "rb.gy",   "trib.al", "dlvr.it", NULL,
};
static const char *const tracking_words[] = { "utm_", "fbclid=", "gclid=", "mc_eid=", "mc_cid=" };

static bool is_host(const char *url, const char *host)
{
	const char *from = strstr(url, "://");
	size_t len = from ? strcspn(from + 3, ":/?#") : 0, size = strlen(host);

	if (len < size || strncmp(from + 3 + len - size, host, size) != 0)
		return false;
	return len == size || from[3 + len - size - 1] == '.';
}

static const char *tracker_in(const char *url)
{
	for (size_t i = 0; trackers[i]; i++) {
		if (is_host(url, trackers[i]))
			return trackers[i];
	}
	for (size_t i = 0; i < COUNT(tracking_words); i++) {
		if (strstr(url, tracking_words[i]))
			return tracking_words[i];
	}
	return NULL;
}

static void check_booking(struct checking *c, const struct meeting *m)
{
	const char *tracker = m->booking ? tracker_in(m->booking) : NULL;

	if (tracker)
		diag_report(c->diag, DIAG_BOOKING_TRACKER, at(m, "booking"),
			    "'%s' follows people who only want to book; write the address that it "
			    "leads to, without what stands behind a '?'",
			    tracker);
}

/* The link to join, anywhere else in its own file; the output is searched too. */
static void join_check(const struct item *item, const char *join, struct diag *diag)
{
	const struct span own = item_field_span(item, "join");
	const char *text = item->src->text;

	for (const char *hit = join ? strstr(text, join) : NULL; hit; hit = strstr(hit + 1, join)) {
		size_t off = (size_t)(hit - text);

		if (off < own.off || off >= own.off + own.len)
			diag_report(diag, DIAG_JOIN_LINK, span_at(item->src, off, strlen(join)),
				    "the link to join stands here too, where everybody could read "
				    "it; take it out, and send it to members by e-mail");
	}
}

static void check_episodes(struct checking *c, const struct meeting *m)
{
	for (size_t i = 0; i < m->episodes.count; i++) {
		if (!episode_named(c->site, m->episodes.items[i]))
			diag_report(c->diag, DIAG_UNKNOWN_REFERENCE, m->episodes.at[i],
				    "there is no episode '%s' that is out; write the show's slug, "
				    "'/', and the episode's, such as 'spirituality/hope'",
				    m->episodes.items[i]);
	}
}

/* Series */

static void check_replaced(struct checking *c, const struct meeting *m)
{
	const struct series *s = m->series ? site_item(c->site, &kind_series, m->series) : NULL;

	if (!m->replaces.set)
		return;
	if (!s)
		diag_report(c->diag, DIAG_BAD_REPLACES, at(m, "replaces"),
			    "'replaces' says which meeting of a series this is, but there is no "
			    "'series'; name it, or take the line out");
	else if (!series_has(c->site, s, m->replaces.utc, true, c->arena))
		diag_report(c->diag, DIAG_BAD_REPLACES, at(m, "replaces"),
			    "the series '%s' has no meeting at that time; write the day and the "
			    "time at which it would have been",
			    s->item.slug);
}

static int64_t place_of(const struct meeting *m)
{
	return m->replaces.set ? m->replaces.utc : m->start.utc;
}

/* One before it in the same series and at the same time, or that takes the same place. */
static void check_twin(struct checking *c, size_t i)
{
	const struct meeting *m = c->site->meetings[i];

	for (size_t k = 0; m->series && m->start.set && k < i; k++) {
		const struct meeting *other = c->site->meetings[k];

		if (!other->series || strcmp(other->series, m->series) != 0 ||
		    (other->start.utc != m->start.utc && place_of(other) != place_of(m)))
			continue;
		diag_report(c->diag, DIAG_MEETING_TWICE, at(m, "start"),
			    "'%s' is the same meeting of the series '%s'; calendars would show one "
			    "of the two",
			    other->item.src->path, m->series);
		return;
	}
}

static void check_exceptions(struct checking *c, const struct series *s)
{
	for (size_t i = 0; i < s->except.count; i++) {
		if (!series_exception(c->site, s, i, c->arena).set)
			diag_report(
				c->diag, DIAG_SERIES_EXCEPTION, s->except.at[i],
				"the series has no meeting on '%s', so none falls out; write the "
				"day of one that it has, like 2026-09-03",
				s->except.items[i]);
	}
}

static void check_series(struct checking *c, const struct series *s)
{
	check_times(c, &s->item, s->start, s->end);
	if (s->start.set && s->rrule && !series_has(c->site, s, s->start.utc, false, c->arena)) {
		const struct times next = series_next(c->site, s, s->start.utc, 1, c->arena);
		const struct zone *z = site_zone(c->site, c->arena);
		struct moment first = { 0 };

		if (next.count)
			first = (struct moment){ next.at[0], zone_offset(z, next.at[0]) / 60,
						 true };

		diag_report(c->diag, DIAG_SERIES_START, item_field_span(&s->item, "start"),
			    "by its rule the series has no meeting at 'start'%s%s; calendars would "
			    "show one too many",
			    first.set ? ", and the next would be on " : "",
			    first.set ? date_words(first, c->arena) : "");
		return;
	}
	check_exceptions(c, s);
}

/* Notices */

static void check_notice(struct checking *c, const struct notice *n)
{
	struct span here = item_field_span(&n->item, "ends");

	if (!n->begins.set || !n->ends.set)
		return;
	if (n->ends.utc < n->begins.utc)
		diag_report(c->diag, DIAG_NOTICE_ENDS, here,
			    "'ends' is before 'begins', so nobody would ever see this");
	else if (n->ends.utc - n->begins.utc >= NOTICE_MOST_DAYS * DAY)
		diag_report(c->diag, DIAG_NOTICE_LONG, here,
			    "this stands on every page for longer than %d days; end it earlier, "
			    "or make it a page",
			    NOTICE_MOST_DAYS);
	if (c->site->now.utc >= n->ends.utc + (NOTICE_KEPT_DAYS + 1) * DAY)
		diag_report(c->diag, DIAG_NOTICE_OVER, here,
			    "this has been over for more than a year; delete the file, so that "
			    "nobody takes it for news");
}

void site_check_meetings(const struct site *site, struct diag *diag)
{
	struct checking c = { .site = site, .diag = diag, .arena = diag->arena };

	for (size_t i = 0; i < site->series_count; i++)
		check_series(&c, site->series[i]);
	for (size_t i = 0; i < site->meeting_count; i++) {
		const struct meeting *m = site->meetings[i];

		check_times(&c, &m->item, m->start, m->end);
		check_name(&c, m);
		check_status(&c, m);
		check_minutes(&c, m);
		check_access(&c, m);
		check_room(&c, m);
		check_booking(&c, m);
		check_episodes(&c, m);
		check_replaced(&c, m);
		check_twin(&c, i);
		join_check(&m->item, m->join, diag);
	}
	for (size_t i = 0; i < site->notice_count; i++)
		check_notice(&c, site->notices[i]);
}
