#include "model/feed_join.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/table.h"

static uint64_t mix(uint64_t key, const char *text)
{
	return key_of(key, text ? text : "", text ? strlen(text) : 0);
}

/* What an item is told by: who it is, and where its recording stands. */
static uint64_t key_of_item(const struct remote_episode *item)
{
	uint64_t key = item->guid ? mix(1, item->guid) : mix(2, item->link);

	return mix(key, item->enclosure.url);
}

/* Leaves in `own` the page's items that `into` does not have: 1, and 0 for those that it has. */
static void find_own(struct table *own, const struct remote_feed *into,
		     const struct remote_feed *page)
{
	const struct remote_episode *theirs = page->items.items, *ours = into->items.items;

	for (size_t i = 0; i < page->items.count; i++)
		*table_at(own, key_of_item(&theirs[i])) = 1;
	for (size_t i = 0; i < into->items.count; i++) {
		uint64_t key = key_of_item(&ours[i]);

		if (table_find(own, key))
			*table_at(own, key) = 0;
	}
}

bool feed_join(struct remote_feed *into, const struct remote_feed *page, struct arena *a)
{
	const struct remote_episode *theirs = page->items.items;
	struct remote_list *list = &into->items;
	struct table own = { 0 };
	bool is_new = false;

	find_own(&own, into, page);
	for (size_t i = 0; i < page->items.count; i++) {
		if (!*table_find(&own, key_of_item(&theirs[i])))
			continue;
		list->items = arena_grow(a, list->items, list->count, &list->room, sizeof(*theirs));
		((struct remote_episode *)list->items)[list->count++] = theirs[i];
		is_new = true;
	}
	table_release(&own);
	return is_new;
}

const char *feed_older(const struct remote_feed *page)
{
	return page->prev_archive ? page->prev_archive : page->next;
}

bool feed_pages_visit(struct feed_pages *pages, const char *url, struct arena *a)
{
	struct remote_list *seen = &pages->seen;
	const char **all = seen->items;
	size_t len = strcspn(url, "#");

	if (seen->count >= LIMIT_FEED_PAGES)
		return false;
	for (size_t i = 0; i < seen->count; i++) {
		if (strlen(all[i]) == len && memcmp(all[i], url, len) == 0)
			return false;
	}
	seen->items = all = arena_grow(a, all, seen->count, &seen->room, sizeof(*all));
	all[seen->count++] = arena_strndup(a, url, len);
	return true;
}
