#include "model/mention.h"

#include "base/mem.h"
#include "model/network.h"

struct items {
	const struct item **all;
	size_t count;
};

static size_t room_for(const struct site *site)
{
	size_t room = site->item_count + site->held_programme_count;

	for (size_t i = 0; i < site->programme_count; i++)
		room += site->programmes[i]->held_count;
	for (size_t i = 0; i < site->held_programme_count; i++)
		room += site->held_programmes[i]->held_count;
	return room;
}

/* These are in site->items, but have been there before there was a network. */
static bool is_of_network(const struct item *item)
{
	return item->kind != &kind_profile && item->kind != &kind_help && item->kind != &kind_area;
}

static void add_sessions(struct items *into, struct session *const *sessions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		into->all[into->count++] = &sessions[i]->item;
}

static void add_shown(struct items *into, const struct site *site)
{
	for (size_t i = 0; i < site->item_count; i++) {
		if (is_of_network(site->items[i]))
			into->all[into->count++] = site->items[i];
	}
}

static void add_held(struct items *into, const struct site *site)
{
	for (size_t i = 0; i < site->programme_count; i++)
		add_sessions(into, site->programmes[i]->held, site->programmes[i]->held_count);
	for (size_t i = 0; i < site->held_programme_count; i++) {
		const struct programme *p = site->held_programmes[i];

		into->all[into->count++] = &p->item;
		add_sessions(into, p->held, p->held_count);
	}
}

const struct item *const *site_network(const struct site *site, size_t *count, size_t *shown,
				       struct arena *a)
{
	struct items found = { .all = arena_array(a, room_for(site), sizeof(*found.all)) };

	add_shown(&found, site);
	*shown = found.count;
	add_held(&found, site);
	*count = found.count;
	return found.all;
}

/* How many lists of people the kind has. */
static size_t lists_of(const struct kind *kind)
{
	size_t count = 0;

	for (const struct field *f = kind->fields; f->key; f++)
		count += f->sub == &kind_person && f->list;
	return count;
}

static struct mention *mentions_of(const struct item *item, bool is_shown, struct mention *into)
{
	for (const struct field *f = item->kind->fields; f->key; f++) {
		if (f->sub != &kind_person || !f->list)
			continue;
		*into++ = (struct mention){
			.item = item,
			.field = f,
			.people = (const void *)((const char *)item + f->offset),
			.is_shown = is_shown,
		};
	}
	return into;
}

const struct mention *site_mentions(const struct site *site, size_t *count, struct arena *a)
{
	size_t items, shown, room = 0;
	const struct item *const *all = site_network(site, &items, &shown, a);

	for (size_t i = 0; i < items; i++)
		room += lists_of(all[i]->kind);
	struct mention *found = arena_array(a, room, sizeof(*found)), *end = found;
	for (size_t i = 0; i < items; i++)
		end = mentions_of(all[i], i < shown, end);
	*count = (size_t)(end - found);
	return found;
}
