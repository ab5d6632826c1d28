#include "occasion.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "model/translation.h"
#include "press.h"
#include "versions.h"

static const struct name occasion_names[] = {
	TEXT_NAME(struct occasion, title),   TEXT_NAME(struct occasion, summary),
	TEXT_NAME(struct occasion, path),    TEXT_NAME(struct occasion, day),
	TEXT_NAME(struct occasion, machine), TEXT_NAME(struct occasion, clock),
	TEXT_NAME(struct occasion, how),     TEXT_NAME(struct occasion, where),
	TEXT_NAME(struct occasion, state),   TEXT_NAME(struct occasion, own_lang),
	FLAG_NAME(struct occasion, own_rtl), { 0 },
};
const struct view view_occasion = { .name = "occasion",
				    .size = sizeof(struct occasion),
				    .names = occasion_names };

/* Times */

static struct moment on_site(const struct site *site, struct moment m)
{
	return site->time_zone ? date_in_zone(m, site->time_zone) : m;
}

const char *day_words(const struct site *site, struct moment m, struct arena *a)
{
	const struct interface *t = site->interface;
	const char *const weekdays[] = { t->weekday_0, t->weekday_1, t->weekday_2, t->weekday_3,
					 t->weekday_4, t->weekday_5, t->weekday_6 };
	const struct moment local = on_site(site, m);
	int64_t day = seconds_day(local.utc + (int64_t)local.zone * 60);
	const struct filling with[] = { { "weekday", weekdays[day_weekday(day)] },
					{ "date", interface_date(t, local, a) },
					{ 0 } };

	return interface_fill(t->day_form, with, a);
}

/* "London time" of Europe/London; an offset where the site has no zone. */
static const char *zone_words(const struct site *site, struct moment m, struct arena *a)
{
	const char *zone = site->time_zone;

	if (!zone)
		return date_offset(m, a);
	const char *slash = strrchr(zone, '/');
	char *city = arena_strdup(a, slash ? slash + 1 : zone);

	for (char *c = city; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	const struct filling with[] = { { "city", city }, { 0 } };

	return interface_fill(site->interface->clock_of, with, a);
}

static const char *clock_words(const struct site *site, struct moment start, struct moment end,
			       struct arena *a)
{
	const struct moment from = on_site(site, start), to = on_site(site, end);
	const char *last = date_time(to, a);

	if (strcmp(date_day(from, a), date_day(to, a)) != 0)
		last = arena_printf(a, "%s, %s", day_words(site, end, a), last);
	const struct filling with[] = { { "from", date_time(from, a) }, { "to", last }, { 0 } };

	return arena_printf(a, "%s (%s)",
			    end.set ? interface_fill(site->interface->time_span, with, a)
				    : date_time(from, a),
			    zone_words(site, from, a));
}

/* Places */

static const char *how_words(const struct interface *t, const char *mode)
{
	if (strcmp(mode, "online") == 0)
		return t->meeting_online;
	return strcmp(mode, "both") == 0 ? t->meeting_both : t->meeting_in_person;
}

static const char *where_words(const struct site *site, const char *mode, const char *venue,
			       const char *place, struct arena *a)
{
	const struct place_item *town = place ? site_item(site, &kind_place, place) : NULL;
	const char *name = town ? town->title : NULL;

	if (strcmp(mode, "online") == 0)
		return NULL;
	if (!venue || !name || strstr(venue, name))
		return venue ? venue : name;
	return arena_printf(a, "%s, %s", venue, name);
}

static void say_language(const struct site *site, const struct item *item, struct occasion *o)
{
	o->own_lang = item_own_language(site, item);
	o->own_rtl = language_is_rtl(o->own_lang);
}

struct occasion occasion_of_meeting(const struct site *site, const struct meeting *m,
				    struct arena *a)
{
	const struct interface *t = site->interface;
	struct occasion o = {
		.title = m->title,
		.summary = m->summary,
		.path = m->item.path,
		.day = day_words(site, m->start, a),
		.machine = date_rfc3339(m->start, a),
		.clock = clock_words(site, m->start, m->end, a),
		.how = how_words(t, m->mode),
		.where = where_words(site, m->mode, m->venue, m->place, a),
		.state = meeting_is_cancelled(m)   ? t->meeting_off_short
			 : meeting_is_postponed(m) ? t->meeting_later_short
						   : NULL,
	};

	say_language(site, &m->item, &o);
	return o;
}

struct occasion occasion_of_series(const struct site *site, const struct occurrence *at,
				   struct arena *a)
{
	const struct series *s = at->series;
	struct occasion o = {
		.title = s->title,
		.path = s->item.path,
		.day = day_words(site, at->start, a),
		.machine = date_rfc3339(at->start, a),
		.clock = clock_words(site, at->start, at->end, a),
		.how = how_words(site->interface, s->mode),
		.where = where_words(site, s->mode, s->venue, s->place, a),
	};

	say_language(site, &s->item, &o);
	return o;
}

struct list occasions_of(const struct site *site, const struct meetings *m, struct arena *a)
{
	struct occasion *all = arena_array(a, m->count, sizeof(*all));

	for (size_t i = 0; i < m->count; i++)
		all[i] = occasion_of_meeting(site, m->all[i], a);
	return (struct list){ .items = all, .count = m->count };
}

static int soonest_first(const void *x, const void *y)
{
	const struct occasion *one = x, *other = y;
	int order = strcmp(one->machine, other->machine);

	return order ? order : strcmp(one->path, other->path);
}

struct list occasions_to_come(const struct site *site, const struct meetings *m,
			      const struct series *only, size_t each, struct arena *a)
{
	const struct list times = site_occurrences(site, only, each, a);
	const struct occurrence *o = times.items;
	struct occasion *all = arena_array(a, m->count + times.count, sizeof(*all));
	struct list list = { .items = all };

	for (size_t i = 0; i < m->count; i++) {
		if (!meeting_is_past(m->all[i], site->now))
			all[list.count++] = occasion_of_meeting(site, m->all[i], a);
	}
	for (size_t i = 0; i < times.count; i++)
		all[list.count++] = occasion_of_series(site, &o[i], a);
	if (list.count > 1)
		qsort(all, list.count, sizeof(*all), soonest_first);
	return list;
}

const char *calendar_address(const struct site *site, const char *path, struct arena *a)
{
	const char *url = site_url(site, path, a);
	const char *rest = strstr(url, "://");

	return rest ? arena_printf(a, "webcal%s", rest) : url;
}
