#include "model/notice.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/meeting.h"

enum notice_time notice_time(const struct site *site, const struct notice *n, struct arena *a)
{
	if (site->now.utc < site_day_begins(site, n->begins, 0, a).utc)
		return NOTICE_TO_COME;
	return site->now.utc < site_day_begins(site, n->ends, 1, a).utc ? NOTICE_CURRENT
									: NOTICE_OVER;
}

static int weight(const struct notice *n)
{
	static const char *const words[] = { "urgent", "warning" };

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(n->severity, words[i]) == 0)
			return (int)i;
	}
	return COUNT(words);
}

static int by_weight(const void *x, const void *y)
{
	const struct notice *a = *(const struct notice *const *)x;
	const struct notice *b = *(const struct notice *const *)y;

	if (weight(a) != weight(b))
		return weight(a) - weight(b);
	if (a->begins.utc != b->begins.utc)
		return a->begins.utc > b->begins.utc ? -1 : 1;
	return strcmp(a->item.slug, b->item.slug);
}

static int newest_first(const void *x, const void *y)
{
	const struct notice *a = *(const struct notice *const *)x;
	const struct notice *b = *(const struct notice *const *)y;

	if (a->begins.utc != b->begins.utc)
		return a->begins.utc > b->begins.utc ? -1 : 1;
	return strcmp(a->item.slug, b->item.slug);
}

struct notices notices_at(const struct site *site, enum notice_time time, struct arena *a)
{
	struct notices found = { .all = arena_array(a, site->notice_count, sizeof(*found.all)) };

	for (size_t i = 0; i < site->notice_count; i++) {
		if (notice_time(site, site->notices[i], a) == time)
			found.all[found.count++] = site->notices[i];
	}
	if (found.count > 1)
		qsort(found.all, found.count, sizeof(*found.all),
		      time == NOTICE_CURRENT ? by_weight : newest_first);
	return found;
}

/* Has any appeared? */
static bool has_any(const struct site *site)
{
	struct arena a = { 0 };
	bool has = false;

	for (size_t i = 0; i < site->notice_count && !has; i++)
		has = notice_time(site, site->notices[i], &a) != NOTICE_TO_COME;
	arena_free(&a);
	return has;
}

const char *notices_list_path(const struct site *site)
{
	return has_any(site) ? "notices/index.html" : NULL;
}

const char *notices_feed_path(const struct site *site)
{
	return has_any(site) ? "notices/notices.atom" : NULL;
}

void notices_dues(const struct site *site, void (*note)(void *into, struct moment m), void *into)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < site->notice_count; i++) {
		const struct notice *n = site->notices[i];

		note(into, site_day_begins(site, n->begins, 0, &a));
		note(into, site_day_begins(site, n->ends, 1, &a));
		note(into, site_day_begins(site, n->ends, NOTICE_KEPT_DAYS + 1, &a));
	}
	arena_free(&a);
}
