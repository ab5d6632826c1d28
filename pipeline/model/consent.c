#include "model/consent.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/interface.h"
#include "model/site.h"

const char *const consent_words[CONSENT_SCOPES + 1] = { "site", "feed", "social", "archive", NULL };
const char *const consent_places[CONSENT_SCOPES] = {
	"on the site",
	"in the feed",
	"in posts",
	"in archives",
};

/* A withdrawal counts at once, though the day on which the consent begins be still to come. */
static int64_t begin_of(const struct consent_row *row)
{
	return row->given.set ? row->given.utc : row->withdrawn.utc;
}

static bool is_in_force(const struct consent_row *row, struct moment now)
{
	return begin_of(row) <= now.utc || (row->withdrawn.set && row->withdrawn.utc <= now.utc);
}

static int by_id(const void *x, const void *y)
{
	const struct consent_row *a = x, *b = y;
	int order = strcmp(a->id, b->id);

	if (order)
		return order;
	if (begin_of(a) != begin_of(b))
		return begin_of(a) < begin_of(b) ? -1 : 1;
	return (a->at.off > b->at.off) - (a->at.off < b->at.off);
}

void consents_sort(struct consents *c)
{
	if (c->count)
		qsort(c->rows, c->count, sizeof(*c->rows), by_id);
}

/* The first row whose id is not before `id`. */
static size_t first_of(const struct consents *c, const char *id)
{
	size_t from = 0, to = c->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(c->rows[middle].id, id) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static const struct consent_row *row_in_force(const struct consents *c, const char *id,
					      struct moment now)
{
	const struct consent_row *newest = NULL;

	for (size_t i = first_of(c, id); i < c->count && strcmp(c->rows[i].id, id) == 0; i++) {
		if (is_in_force(&c->rows[i], now))
			newest = &c->rows[i];
	}
	return newest;
}

struct moment consent_end(const struct consent_row *row)
{
	struct moment end = row->until;

	end.utc += 86400;
	return end;
}

struct consent consent_of(const struct consents *c, const char *id, enum consent_scope scope,
			  struct moment now)
{
	const struct consent_row *row = row_in_force(c, id, now);
	enum consent_state state = CONSENT_VALID;

	if (c->is_faulty || (row && row->is_faulty))
		state = CONSENT_UNREADABLE;
	else if (!row)
		state = CONSENT_NONE;
	else if (row->withdrawn.set)
		state = CONSENT_WITHDRAWN;
	else if (!(row->scopes & 1U << scope))
		state = CONSENT_NONE;
	else if (row->until.set && now.utc >= consent_end(row).utc)
		state = CONSENT_EXPIRED;
	return (struct consent){ state, row };
}

const char *consent_id(const char *name, struct arena *a)
{
	const char *slug = slug_make(name, a);

	return *slug ? slug : name;
}

const char *consent_new_row(const struct consents *c, const char *id, struct moment given,
			    struct arena *a)
{
	const struct filling with[] = { { "id", id }, { "given", date_day(given, a) }, { 0 } };

	return interface_fill(c->row, with, a);
}
