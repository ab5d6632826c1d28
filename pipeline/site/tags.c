#include "tags.h"

#include <stdlib.h>
#include <string.h>

#include "area_parts.h"
#include "base/mem.h"
#include "map_words.h"
#include "model/translation.h"

static const struct name tag_names[] = {
	TEXT_NAME(struct tag, title),
	TEXT_NAME(struct tag, path),
	TEXT_NAME(struct tag, summary),
	TEXT_NAME(struct tag, episodes),
	TEXT_NAME(struct tag, holds),
	{ 0 },
};
const struct view view_tag = { .name = "tag", .size = sizeof(struct tag), .names = tag_names };

/* An area is named in the language of the page, where there is such a version. */
static void name_area(struct tag *tag, const struct site *site, const struct area *area)
{
	const struct item *item = item_in_language(&area->item, site->language);
	const struct area *version = (const struct area *)item;

	tag->title = version->title ? version->title : area->title;
	tag->summary = version->summary ? version->summary : area->summary;
	tag->path = item->path;
}

/* "4 episodes · 12 groups"; what there is none of is left out, unless there is nothing. */
static const char *holds_of(const struct site *site, const struct collection *c,
			    const char *episodes, struct arena *a)
{
	const struct interface *t = site->interface;
	const size_t at = map_area_at(site->map, c->slug);
	const size_t groups =
		at == SIZE_MAX ? 0 : site->map->area_first[at + 1] - site->map->area_first[at];
	const char *const words[] = {
		c->episode_count || !groups ? episodes : NULL,
		groups ? interface_count(t, &t->map_groups, (int64_t)groups, a) : NULL,
	};

	return words_dotted(words, COUNT(words), a);
}

static struct tag tag_make(const struct site *site, const struct collection *c, struct arena *a)
{
	const struct interface *t = site->interface;
	struct tag tag = {
		.collection = c,
		.title = c->title,
		.path = c->path,
		.episodes = interface_count(t, &t->count_episodes, (int64_t)c->episode_count, a),
	};

	tag.holds = tag.episodes;
	if (c->area) {
		name_area(&tag, site, c->area);
		tag.holds = holds_of(site, c, tag.episodes, a);
	}
	return tag;
}

static int most_used_first(const void *x, const void *y)
{
	const struct collection *a = ((const struct tag *)x)->collection,
				*b = ((const struct tag *)y)->collection;

	if (a->episode_count != b->episode_count)
		return a->episode_count > b->episode_count ? -1 : 1;
	return strcmp(a->slug, b->slug);
}

static int by_slug(const void *x, const void *y)
{
	const struct tag *a = x, *b = y;

	return strcmp(a->collection->slug, b->collection->slug);
}

/* Keeps the `most` that are used most, in the order of their names. */
static void choose_topics(struct list *tags, size_t most)
{
	if (tags->count <= most)
		return;
	qsort(tags->items, tags->count, sizeof(struct tag), most_used_first);
	tags->count = most;
	qsort(tags->items, tags->count, sizeof(struct tag), by_slug);
}

struct list tags_of_site(const struct site *site, enum collection_kind kind, size_t most,
			 struct arena *a)
{
	struct tag *tags = arena_array(a, site->collection_count, sizeof(*tags));
	struct list list = { .items = tags };

	for (size_t i = 0; i < site->collection_count; i++) {
		if (site->collections[i].kind == kind)
			tags[list.count++] = tag_make(site, &site->collections[i], a);
	}
	if (kind == COLLECTION_TOPIC)
		choose_topics(&list, most);
	if (list.count > most)
		list.count = most;
	return list;
}

struct list tags_of_episode(const struct site *site, const struct episode *e, struct arena *a)
{
	struct tag *tags = arena_array(a, e->collection_count, sizeof(*tags));

	for (size_t i = 0; i < e->collection_count; i++)
		tags[i] = tag_make(site, e->collections[i], a);
	return (struct list){ .items = tags, .count = e->collection_count };
}

const char *tag_list_title(const struct site *site, enum collection_kind kind)
{
	return kind == COLLECTION_AREA ? site->interface->areas : site->interface->topics;
}
