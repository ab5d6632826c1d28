#include "course.h"

#include <inttypes.h>

#include "model/translation.h"
#include "navigation.h"
#include "reuse.h"

static const struct name fact_names[] = {
	TEXT_NAME(struct course_fact, term),
	TEXT_NAME(struct course_fact, text),
	TEXT_NAME(struct course_fact, href),
	TEXT_NAME(struct course_fact, day),
	{ 0 },
};
const struct view view_course_fact = { .name = "fact",
				       .size = sizeof(struct course_fact),
				       .names = fact_names };

static const struct name cell_names[] = {
	TEXT_NAME(struct course_cell, outcome),
	TEXT_NAME(struct course_cell, words),
	FLAG_NAME(struct course_cell, serves),
	{ 0 },
};
const struct view view_course_cell = { .name = "cell",
				       .size = sizeof(struct course_cell),
				       .names = cell_names };

/* Not the fields of the front matter: the link by which people join, and numbers that are too
 * small to be told, are not for any template. */
static const struct name session_names[] = {
	TEXT_NAME(struct course_session, title),
	TEXT_NAME(struct course_session, path),
	TEXT_NAME(struct course_session, summary),
	TEXT_NAME(struct course_session, theme),
	TEXT_NAME(struct course_session, number_words),
	TEXT_NAME(struct course_session, date_words),
	TEXT_NAME(struct course_session, date_machine),
	TEXT_NAME(struct course_session, time_words),
	TEXT_NAME(struct course_session, minutes_words),
	TEXT_NAME(struct course_session, attended_words),
	NUMBER_NAME(struct course_session, bar),
	FLAG_NAME(struct course_session, is_few),
	FLAG_NAME(struct course_session, is_cancelled),
	LIST_NAME(struct course_session, cells, &view_course_cell),
	{ 0 },
};
const struct view view_course_session = { .name = "session",
					  .size = sizeof(struct course_session),
					  .names = session_names };

const struct session *course_session(struct press *p, const struct session *s)
{
	const struct item *version = item_in_language(&s->item, p->site->language);

	if (version == &s->item)
		return s;
	struct session *copy = item_translated(&s->item, version, p->run);

	copy->body_html = ((const struct session *)(const void *)version)->body_html;
	return copy;
}

const struct programme *course_programme(struct press *p, const struct programme *programme)
{
	const struct item *version = item_in_language(&programme->item, p->site->language);

	if (version == &programme->item)
		return programme;
	struct programme *copy = item_translated(&programme->item, version, p->run);

	copy->body_html = ((const struct programme *)(const void *)version)->body_html;
	return copy;
}

const char *course_days(struct press *p, struct moment from, struct moment to)
{
	const struct interface *t = p->site->interface;

	if (!from.set || !to.set)
		return from.set ? interface_date(t, from, &p->page)
		       : to.set ? interface_date(t, to, &p->page)
				: NULL;
	const struct filling with[] = { { "from", interface_date(t, from, &p->page) },
					{ "to", interface_date(t, to, &p->page) },
					{ 0 } };

	return interface_fill(t->date_range, with, &p->page);
}

const char *course_times(struct press *p, const struct session *s)
{
	const struct filling with[] = { { "from", date_time(s->date, &p->page) },
					{ "to", date_time(s->end, &p->page) },
					{ 0 } };

	if (!s->date.set)
		return NULL;
	return s->end.set ? interface_fill(p->site->interface->time_range, with, &p->page)
			  : with[0].value;
}

const char *course_length(struct press *p, int64_t minutes)
{
	const struct interface *t = p->site->interface;
	const int64_t hours = minutes / 60, rest = minutes % 60;
	const char *less =
		rest || !hours ? interface_count(t, &t->count_minutes, rest, &p->page) : NULL;
	const char *more = hours ? interface_count(t, &t->count_hours, hours, &p->page) : NULL;

	return more && less ? arena_printf(&p->page, "%s %s", more, less) : more ? more : less;
}

/* What may be told of how many came, and how long its bar is. */
static void add_attended(struct press *p, const struct session *s, int64_t most,
			 struct course_session *into)
{
	const int64_t told = people_told(s->attended);
	const int64_t longest = most > PEOPLE_FEWEST ? most : PEOPLE_FEWEST;
	const struct filling with[] = { { "n", arena_printf(&p->page, "%d", PEOPLE_FEWEST) },
					{ 0 } };

	if (!told || session_is_cancelled(s))
		return;
	into->is_few = told == ATTENDANCE_FEW;
	into->attended_words =
		into->is_few ? interface_fill(p->site->interface->attendance_few, with, &p->page)
			     : arena_printf(&p->page, "%" PRId64, told);
	into->bar = 100 * (into->is_few ? PEOPLE_FEWEST : told) / longest;
}

static struct list cells_of(struct press *p, const struct session *s)
{
	const struct programme *programme = course_programme(p, s->programme);
	const struct outcome *all = programme->outcomes.items;
	struct course_cell *cells =
		arena_array(&p->page, programme->outcomes.count, sizeof(*cells));

	for (size_t i = 0; i < programme->outcomes.count; i++) {
		const bool serves = session_serves(s, all[i].id);

		cells[i] = (struct course_cell){
			.outcome = all[i].text,
			.words = serves ? p->site->interface->matrix_serves
					: p->site->interface->matrix_not,
			.serves = serves,
		};
	}
	return (struct list){ .items = cells, .count = programme->outcomes.count };
}

struct course_session course_session_make(struct press *p, const struct session *s, int64_t most)
{
	const struct interface *t = p->site->interface;
	const struct session *said = course_session(p, s);
	const struct filling with[] = { { "n", arena_printf(&p->page, "%" PRId64, s->number) },
					{ 0 } };
	struct course_session made = {
		.title = said->title,
		.path = said->item.path,
		.summary = said->summary,
		.theme = said->theme,
		.number_words = interface_fill(t->session_number, with, &p->page),
		.time_words = course_times(p, s),
		.minutes_words = s->minutes ? course_length(p, s->minutes) : NULL,
		.is_cancelled = session_is_cancelled(s),
		.cells = cells_of(p, s),
	};

	if (s->date.set) {
		made.date_words = interface_date(t, s->date, &p->page);
		made.date_machine = date_rfc3339(s->date, &p->page);
	}
	add_attended(p, s, most, &made);
	return made;
}

struct list course_above(struct press *p, const struct programme *programme)
{
	const struct programme *said = programme ? course_programme(p, programme) : NULL;
	struct nav_link *links = arena_array(&p->page, 2, sizeof(*links));
	size_t count = 0;

	if (p->site->programme_count > 1)
		links[count++] = (struct nav_link){ .title = p->site->interface->programmes_title,
						    .path = programme_list_path(p->site) };
	if (said)
		links[count++] = (struct nav_link){ .title = said->title, .path = said->item.path };
	return (struct list){ .items = links, .count = count };
}
