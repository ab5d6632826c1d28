/* How a programme, its sessions and its outcomes must fit one another. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/programme.h"
#include "rules.h"

#define DAY ((int64_t)24 * 60 * 60)

/* --- sessions ------------------------------------------------------------------------ */

static size_t all_sessions(const struct programme *p)
{
	return p->session_count + p->held_count;
}

static const struct session *any_session(const struct programme *p, size_t i)
{
	return i < p->session_count ? p->sessions[i] : p->held[i - p->session_count];
}

static const struct session *find_number(const struct programme *p, int64_t number, size_t before)
{
	for (size_t i = 0; i < before; i++) {
		if (any_session(p, i)->number == number)
			return any_session(p, i);
	}
	return NULL;
}

/* Drafts have their numbers too: what is missing is missing when they are out. */
static void check_numbers(const struct programme *p, struct diag *diag)
{
	for (size_t i = 0; i < all_sessions(p); i++) {
		const struct session *s = any_session(p, i), *twin = find_number(p, s->number, i);
		const bool follows =
			s->number <= 1 || find_number(p, s->number - 1, all_sessions(p));

		if (twin)
			diag_report(diag, DIAG_SESSION_NUMBER, item_field_span(&s->item, "number"),
				    "'%s' has the number %" PRId64 " already; give this one "
				    "another",
				    twin->item.src->path, s->number);
		else if (!follows)
			diag_report(diag, DIAG_SESSION_NUMBER, item_field_span(&s->item, "number"),
				    "there is no session %" PRId64 " before this one; number them "
				    "from 1 on, without a gap",
				    s->number - 1);
	}
}

static void check_count(const struct site *site, const struct programme *p, struct diag *diag)
{
	const int64_t there = (int64_t)all_sessions(p);
	const struct span at = item_field_span(&p->item, "sessions");

	if (p->expected && there > p->expected)
		diag_report(diag, DIAG_SESSION_COUNT, at,
			    "there are %" PRId64 " sessions, and 'sessions' says %" PRId64
			    "; correct the number, or take a session out",
			    there, p->expected);
	else if (p->expected && there < p->expected && programme_is_over(p, site->now))
		diag_report(diag, site->is_example ? DIAG_SESSIONS_MISSING : DIAG_SESSION_COUNT, at,
			    "the programme is over, and there are %" PRId64 " of %" PRId64
			    " sessions; add the others, or correct the number",
			    there, p->expected);
}

static void check_order(const struct session *s, const struct session *before, struct diag *diag)
{
	if (before && before->date.set && s->date.set && s->date.utc < before->date.utc)
		diag_report(diag, DIAG_SESSION_DATE, item_field_span(&s->item, "date"),
			    "session %" PRId64 " is earlier than session %" PRId64
			    ", on %s; exchange their dates or their numbers",
			    s->number, before->number, date_words(before->date, diag->arena));
	if (s->end.set && !s->date.set)
		diag_report(diag, DIAG_SESSION_DATE, item_field_span(&s->item, "end"),
			    "the session ends, but has no 'date' at which it begins; add it");
	else if (s->end.set && s->end.utc <= s->date.utc)
		diag_report(diag, DIAG_SESSION_DATE, item_field_span(&s->item, "end"),
			    "the session ends before it begins; correct 'date' or 'end'");
}

/* The day as the clock of its own zone shows it, like the days of the programme. */
static int64_t day_of(struct moment m)
{
	return (m.utc + m.zone * 60) / DAY;
}

static void check_between(const struct programme *p, const struct session *s, struct diag *diag)
{
	const struct span at = item_field_span(&s->item, "date");

	if (!s->date.set)
		return;
	if (p->start.set && day_of(s->date) < day_of(p->start))
		diag_report(diag, DIAG_SESSION_DATE, at,
			    "the session is before the programme begins, on %s; correct one of the "
			    "two dates",
			    date_words(p->start, diag->arena));
	if (p->end.set && day_of(s->date) > day_of(p->end))
		diag_report(diag, DIAG_SESSION_DATE, at,
			    "the session is after the programme ends, on %s; correct one of the "
			    "two dates",
			    date_words(p->end, diag->arena));
}

static void check_attended(const struct programme *p, const struct session *s, struct diag *diag)
{
	if (p->participants && s->attended > p->participants)
		diag_report(diag, DIAG_ATTENDED, item_field_span(&s->item, "attended"),
			    "%" PRId64 " came, and %" PRId64
			    " take part in the programme; correct one of the two numbers",
			    s->attended, p->participants);
}

/* --- outcomes ------------------------------------------------------------------------ */

static const char *nearest_outcome(const struct programme *p, const char *id, struct arena *a)
{
	const struct outcome *all = p->outcomes.items;
	const char **ids = arena_array(a, p->outcomes.count + 1, sizeof(char *));
	size_t count = 0;

	for (size_t i = 0; i < p->outcomes.count; i++) {
		if (all[i].id)
			ids[count++] = all[i].id;
	}
	return text_nearest(id, ids);
}

static void report_outcome(const struct programme *p, const char *id, struct span at,
			   struct diag *diag)
{
	const char *near = nearest_outcome(p, id, diag->arena);

	diag_report(diag, DIAG_OUTCOME, at, "'%s' promises no outcome '%s'; %s%s%s",
		    p->item.src->path, id, near ? "did you mean '" : "add it to 'outcomes' there",
		    near ? near : "", near ? "'?" : "");
}

static void check_ids(const struct programme *p, struct diag *diag)
{
	const struct outcome *all = p->outcomes.items;

	for (size_t i = 0; i < p->outcomes.count; i++) {
		if (!all[i].id)
			continue;
		if (!slug_valid(all[i].id))
			diag_report(diag, DIAG_OUTCOME, list_field_span(&p->outcomes, i, "id"),
				    "the id '%s' cannot be part of a web address; write '%s'",
				    all[i].id, slug_make(all[i].id, diag->arena));
		if (programme_outcome(p, all[i].id) != &all[i])
			diag_report(diag, DIAG_OUTCOME, list_field_span(&p->outcomes, i, "id"),
				    "there is an outcome '%s' above already; give this one another "
				    "id",
				    all[i].id);
	}
}

static bool is_served(const struct programme *p, const char *id)
{
	for (size_t i = 0; i < all_sessions(p); i++) {
		if (session_serves(any_session(p, i), id))
			return true;
	}
	return false;
}

static void check_served(const struct site *site, const struct programme *p, size_t i,
			 struct diag *diag)
{
	const struct outcome *o = (const struct outcome *)p->outcomes.items + i;
	const struct resource **found =
		arena_array(diag->arena, site->resource_count + 1, sizeof(*found));
	const struct span at = list_field_span(&p->outcomes, i, "id");

	if (!o->id)
		return;
	if (!is_served(p, o->id))
		diag_report(diag, DIAG_OUTCOME, at,
			    "no session serves the outcome '%s'; name it below 'outcomes:' of one "
			    "that does",
			    o->id);
	else if (!outcome_resources(site, p, o->id, found))
		diag_report(diag, DIAG_OUTCOME_NO_RESOURCE, at,
			    "nothing in resources/ is for the outcome '%s', and its sessions have "
			    "no tools",
			    o->id);
}

/* --- together -------------------------------------------------------------------------- */

/* One that is still to appear is linked once it is there. */
static bool is_episode(const struct site *site, const char *name)
{
	const char *slash = strchr(name, '/');

	for (size_t i = 0; slash && i < site->show_count; i++) {
		const struct show *show = site->shows[i];
		const size_t len = strlen(show->item.slug);

		if (len != (size_t)(slash - name) || strncmp(show->item.slug, name, len) != 0)
			continue;
		for (size_t k = 0; k < show_all_count(show); k++) {
			if (strcmp(show_any(show, k)->item.slug, slash + 1) == 0)
				return true;
		}
	}
	return false;
}

static void check_episodes(const struct site *site, const struct session *s, struct diag *diag)
{
	for (size_t i = 0; i < s->episodes.count; i++) {
		if (!is_episode(site, s->episodes.items[i]))
			diag_report(
				diag, DIAG_UNKNOWN_REFERENCE, s->episodes.at[i],
				"there is no episode '%s'; write the show, '/' and the episode, "
				"as in the address of its page",
				s->episodes.items[i]);
	}
}

static void check_session(const struct programme *p, const struct session *s, struct diag *diag)
{
	for (size_t i = 0; i < s->outcomes.count; i++) {
		if (!programme_outcome(p, s->outcomes.items[i]))
			report_outcome(p, s->outcomes.items[i], s->outcomes.at[i], diag);
	}
	check_between(p, s, diag);
	check_attended(p, s, diag);
	if (!s->tools.count &&
	    !item_field_span(&s->item, "tools").len) /* refs.c tells of unknown ones */
		diag_report(diag, DIAG_SESSION_NO_TOOL, span_of(s->item.src),
			    "the session has no tool that people can take home; name one below "
			    "'tools:'");
}

static const char *stem_of(const struct session *s, struct arena *a)
{
	const char *slash = strrchr(s->item.src->path, '/');
	const char *file = slash ? slash + 1 : s->item.src->path;

	return arena_strndup(a, file, strlen(file) - strlen(".md"));
}

static void check_alone(const struct programme *p, struct diag *diag)
{
	const char **slugs = arena_array(diag->arena, p->session_count + 1, sizeof(char *));

	for (size_t i = 0; i < p->session_count; i++)
		slugs[i] = stem_of(p->sessions[i], diag->arena);
	for (size_t i = 0; i < p->alone.count; i++) {
		const char *name = p->alone.items[i], *near = text_nearest(name, slugs);

		if (!programme_session(p, name))
			diag_report(diag, DIAG_ALONE, p->alone.at[i],
				    "there is no session '%s'; %s%s%s", name,
				    near ? "did you mean '"
					 : "write the name of its file in sessions/ without '.md'",
				    near ? near : "", near ? "'?" : "");
	}
}

static void check_programme(const struct site *site, const struct programme *p, struct diag *diag)
{
	if (p->start.set && p->end.set && p->end.utc < p->start.utc)
		diag_report(diag, DIAG_SESSION_DATE, item_field_span(&p->item, "end"),
			    "the programme ends before it begins; correct 'start' or 'end'");
	check_ids(p, diag);
	check_numbers(p, diag);
	check_count(site, p, diag);
	check_alone(p, diag);
	for (size_t i = 0; i < p->session_count; i++) {
		check_session(p, p->sessions[i], diag);
		check_episodes(site, p->sessions[i], diag);
		check_order(p->sessions[i], i ? p->sessions[i - 1] : NULL, diag);
	}
	for (size_t i = 0; i < p->outcomes.count; i++)
		check_served(site, p, i, diag);
}

void programmes_check_rules(const struct site *site, struct diag *diag)
{
	for (size_t i = 0; i < site->programme_count; i++)
		check_programme(site, site->programmes[i], diag);
}
