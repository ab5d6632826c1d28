#include "model/programme.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define DAY ((int64_t)24 * 60 * 60)

/* `01-beginning` of `…/sessions/01-beginning.md`, whose address has no number. */
static bool is_file_of(const struct session *s, const char *name)
{
	const char *slash = strrchr(s->item.src->path, '/');
	const char *file = slash ? slash + 1 : s->item.src->path;
	const size_t len = strlen(name);

	return strncmp(file, name, len) == 0 && strcmp(file + len, ".md") == 0;
}

const struct session *programme_session(const struct programme *p, const char *name)
{
	for (size_t i = 0; i < p->session_count; i++) {
		if (strcmp(p->sessions[i]->item.slug, name) == 0 ||
		    is_file_of(p->sessions[i], name))
			return p->sessions[i];
	}
	return NULL;
}

const struct outcome *programme_outcome(const struct programme *p, const char *id)
{
	const struct outcome *all = p->outcomes.items;

	for (size_t i = 0; i < p->outcomes.count; i++) {
		if (all[i].id && strcmp(all[i].id, id) == 0)
			return &all[i];
	}
	return NULL;
}

bool session_is_cancelled(const struct session *s)
{
	return s->status && strcmp(s->status, "cancelled") == 0;
}

bool session_serves(const struct session *s, const char *outcome)
{
	return strings_has(&s->outcomes, outcome);
}

struct moment session_end(const struct session *s)
{
	struct moment end = s->end.set ? s->end : s->date;

	if (!s->end.set)
		end.utc += DAY;
	return end;
}

const struct session *programme_next(const struct programme *p, struct moment now)
{
	const struct session *next = NULL;

	for (size_t i = 0; i < p->session_count; i++) {
		const struct session *s = p->sessions[i];

		if (!s->date.set || session_is_cancelled(s) || session_end(s).utc <= now.utc)
			continue;
		if (!next || s->date.utc < next->date.utc)
			next = s;
	}
	return next;
}

bool programme_is_over(const struct programme *p, struct moment now)
{
	if (p->end.set) /* in the whole world */
		return now.utc >= p->end.utc + 2 * DAY;
	return !programme_next(p, now);
}

/* --- who came ---------------------------------------------------------------------- */

int64_t people_told(int64_t people)
{
	return people > 0 && people < PEOPLE_FEWEST ? ATTENDANCE_FEW : people;
}

static int by_size(const void *x, const void *y)
{
	const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

/*
 * The median of the sorted numbers. Between a number that is told and one that is not it would
 * give the second away; between two that are not it says no more than they do.
 */
static int64_t median_twice(const int64_t *sorted, size_t count)
{
	const int64_t low = sorted[(count - 1) / 2], high = sorted[count / 2];

	if (high < PEOPLE_FEWEST || (low < PEOPLE_FEWEST && high == PEOPLE_FEWEST))
		return ATTENDANCE_FEW; /* whatever the number is that is not told */
	return low < PEOPLE_FEWEST ? ATTENDANCE_WITHHELD : low + high;
}

struct attendance programme_attendance(const struct programme *p)
{
	struct arena a = { 0 };
	struct attendance found = { 0 };
	int64_t *numbers = arena_array(&a, p->session_count, sizeof(*numbers));

	for (size_t i = 0; i < p->session_count; i++) {
		if (p->sessions[i]->attended > 0 && !session_is_cancelled(p->sessions[i]))
			numbers[found.count++] = p->sessions[i]->attended;
	}
	if (found.count) {
		qsort(numbers, found.count, sizeof(*numbers), by_size);
		found.least = people_told(numbers[0]);
		found.most = people_told(numbers[found.count - 1]);
		found.median_twice = median_twice(numbers, found.count);
	}
	arena_free(&a);
	return found;
}

/* --- alone --------------------------------------------------------------------------- */

size_t sessions_alone(const struct programme *p, const struct session **into)
{
	size_t count = 0;

	for (size_t i = 0; i < p->alone.count; i++) {
		const struct session *s = programme_session(p, p->alone.items[i]);

		if (s)
			into[count++] = s;
	}
	for (size_t i = 0; !p->alone.count && i < p->session_count; i++) {
		if (p->sessions[i]->minutes)
			into[count++] = p->sessions[i];
	}
	return count;
}

int64_t programme_minutes(const struct programme *p)
{
	struct arena a = { 0 };
	const struct session **way =
		arena_array(&a, p->session_count + p->alone.count, sizeof(*way));
	const size_t count = sessions_alone(p, way);
	int64_t minutes = 0;

	for (size_t i = 0; i < count; i++)
		minutes += way[i]->minutes;
	arena_free(&a);
	return minutes;
}

/* --- what it is served by ------------------------------------------------------------- */

static bool names_outcome(const struct resource *r, const struct programme *p, const char *outcome)
{
	const size_t len = strlen(p->item.slug);

	for (size_t i = 0; i < r->outcomes.count; i++) {
		const char *name = r->outcomes.items[i];

		if (strncmp(name, p->item.slug, len) == 0 && name[len] == '/' &&
		    strcmp(name + len + 1, outcome) == 0)
			return true;
	}
	return false;
}

static size_t add_resource(const struct resource **into, size_t count, const struct resource *r)
{
	for (size_t i = 0; i < count; i++) {
		if (into[i] == r)
			return count;
	}
	into[count] = r;
	return count + (r != NULL);
}

size_t outcome_resources(const struct site *site, const struct programme *p, const char *outcome,
			 const struct resource **into)
{
	size_t count = 0;

	for (size_t i = 0; i < site->resource_count; i++) {
		if (names_outcome(site->resources[i], p, outcome))
			into[count++] = site->resources[i];
	}
	for (size_t i = 0; i < p->session_count; i++) {
		const struct session *s = p->sessions[i];

		for (size_t k = 0; session_serves(s, outcome) && k < s->tools.count; k++) {
			const struct resource *tool =
				site_item(site, &kind_resource, s->tools.items[k]);

			if (tool)
				count = add_resource(into, count, tool);
		}
	}
	return count;
}

/* --- beside it -------------------------------------------------------------------------- */

static int newest_first(const void *x, const void *y)
{
	const struct programme *a = *(const struct programme *const *)x,
			       *b = *(const struct programme *const *)y;

	if (a->start.utc != b->start.utc)
		return a->start.utc > b->start.utc ? -1 : 1;
	return strcmp(a->item.slug, b->item.slug);
}

size_t programme_cohorts(const struct site *site, const struct programme *p,
			 const struct programme **into)
{
	size_t count = 0;

	for (size_t i = 0; i < site->programme_count; i++) {
		if (p->title && site->programmes[i]->title &&
		    strcmp(site->programmes[i]->title, p->title) == 0)
			into[count++] = site->programmes[i];
	}
	if (count > 1)
		qsort(into, count, sizeof(struct programme *), newest_first);
	return count;
}

const char *programme_list_path(const struct site *site)
{
	if (!site->programme_count)
		return NULL;
	return site->programme_count == 1 ? site->programmes[0]->item.path
					  : "programmes/index.html";
}

char *programme_calendar_path(const struct programme *p, struct arena *a)
{
	const size_t folder = strlen(p->item.path) - strlen("index.html");
	bool is_dated = false;

	for (size_t i = 0; i < p->session_count; i++)
		is_dated = is_dated || p->sessions[i]->date.set;
	return is_dated ? arena_printf(a, "%.*ssessions.ics", (int)folder, p->item.path) : NULL;
}
