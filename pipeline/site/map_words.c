#include "map_words.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/map_pages.h"
#include "model/translation.h"

static const struct name map_link_names[] = {
	TEXT_NAME(struct map_link, title),
	TEXT_NAME(struct map_link, path),
	FLAG_NAME(struct map_link, is_last),
	{ 0 },
};
const struct view view_map_link = { .name = "link",
				    .size = sizeof(struct map_link),
				    .names = map_link_names };

/* A word of the front matter, and where its text is in struct interface. */
struct said_as {
	const char *word;
	size_t text;
};

#define SAID(word, key)                                                                            \
	{                                                                                          \
		word, offsetof(struct interface, key)                                              \
	}

static const struct said_as sectors[] = {
	SAID("third", sector_third),       SAID("public", sector_public),
	SAID("faith", sector_faith),       SAID("education", sector_education),
	SAID("business", sector_business), { 0 },
};
static const struct said_as times[] = {
	SAID("daytime", time_daytime),
	SAID("evening", time_evening),
	SAID("weekend", time_weekend),
	{ 0 },
};
static const struct said_as ways[] = {
	SAID("walk-in", way_walk_in),   SAID("phone", way_phone),
	SAID("online", way_online),     SAID("home-visit", way_home_visit),
	SAID("referral", way_referral), { 0 },
};
static const struct said_as costs[] = {
	SAID("free", cost_free),
	SAID("low", cost_low),
	SAID("paid", cost_paid),
	{ 0 },
};

/* What is not in the table stays as it is. */
static const char *say(const struct interface *t, const struct said_as *all, const char *word)
{
	for (const struct said_as *s = all; word && s->word; s++) {
		if (strcmp(s->word, word) == 0)
			return *(const char *const *)(const void *)((const char *)t + s->text);
	}
	return word;
}

const char *sector_words(const struct interface *t, const char *kind)
{
	return say(t, sectors, kind);
}

const char *time_words(const struct interface *t, const char *time)
{
	return say(t, times, time);
}

const char *way_words(const struct interface *t, const char *way)
{
	return say(t, ways, way);
}

const char *cost_words(const struct interface *t, const char *cost)
{
	return say(t, costs, cost);
}

struct map_link link_to_area(const struct site *site, const struct area *area)
{
	const struct item *item = item_in_language(&area->item, site->language);
	const struct area *version = (const struct area *)item;

	return (struct map_link){ .title = version->title ? version->title : area->title,
				  .path = item->path };
}

struct map_link link_to_group(const struct group *g)
{
	return (struct map_link){ .title = g->name, .path = g->item.path };
}

static struct map_link link_to_item(const struct site *site, const struct item *item)
{
	const struct item *version = item_in_language(item, site->language);
	const char *name = item_title(version);

	return (struct map_link){ .title = name ? name : item_title(item), .path = version->path };
}

struct map_link link_to(const struct site *site, const struct kind *kind, const char *slug)
{
	const struct item *item = slug ? site_item(site, kind, slug) : NULL;

	return item ? link_to_item(site, item) : (struct map_link){ 0 };
}

struct list links_to(const struct site *site, const struct kind *kind, const struct strings *slugs,
		     struct arena *a)
{
	struct map_link *links = arena_array(a, slugs->count, sizeof(*links));
	struct list list = { .items = links };

	for (size_t i = 0; i < slugs->count; i++) {
		const struct item *item = site_item(site, kind, slugs->items[i]);

		if (item && item_is_listed(item))
			links[list.count++] = link_to_item(site, item);
	}
	if (list.count)
		links[list.count - 1].is_last = true;
	return list;
}

static const char *join(const char *between, const char *const *words, size_t count,
			struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (size_t i = 0; i < count; i++) {
		if (!words[i] || !*words[i])
			continue;
		if (text.len)
			strbuf_adds(&text, between);
		strbuf_adds(&text, words[i]);
	}
	return text.len ? arena_strndup(a, text.data, text.len) : NULL;
}

const char *words_listed(const struct interface *t, const char *const *words, size_t count,
			 struct arena *a)
{
	return join(t->list_comma, words, count, a);
}

const char *words_said(const struct interface *t, const struct strings *words, say_word *in_words,
		       struct arena *a)
{
	const char **all = arena_array(a, words->count, sizeof(*all));

	for (size_t i = 0; i < words->count; i++)
		all[i] = in_words(t, words->items[i]);
	return words_listed(t, all, words->count, a);
}

const char *words_dotted(const char *const *words, size_t count, struct arena *a)
{
	return join(" · ", words, count, a);
}

const char *links_listed(const struct interface *t, const struct list *links, struct arena *a)
{
	const struct map_link *all = links->items;
	const char **titles = arena_array(a, links->count, sizeof(*titles));

	for (size_t i = 0; i < links->count; i++)
		titles[i] = all[i].title;
	return words_listed(t, titles, links->count, a);
}

const char *words_fill(const char *text, const char *name, const char *value, struct arena *a)
{
	const struct filling with[] = { { name, value }, { 0 } };

	return interface_fill(text, with, a);
}
