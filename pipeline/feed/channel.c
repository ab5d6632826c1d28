#include "channel.h"

#include <string.h>

#include "base/mem.h"
#include "model/collect.h"

static const struct list no_list;

bool channel_blocks(const struct strings *block, const struct strings *allow, const char *service)
{
	return strings_has(block, service) ||
	       (strings_has(block, "all") && !strings_has(allow, service));
}

bool show_blocks(const struct show *show, const char *service)
{
	return channel_blocks(&show->block, &show->allow, service);
}

struct channel channel_of_show(const struct site *site, const struct show *show)
{
	return (struct channel){
		.show = show,
		.src = show->item.src,
		.title = show->title,
		.description = show->description,
		.author = show->author,
		.path = show->item.path,
		.feed_path = show->feed_path,
		.language = show->language ? show->language : site->language,
		.type = show->type,
		.copyright = show->copyright,
		.licence = show->licence,
		.medium = show->medium,
		.guid = show->guid,
		.new_feed_url = show->new_feed_url,
		.owner = show->owner,
		.cover = &show->cover,
		.cover_alt = show->cover_alt,
		.categories = &show->categories,
		.is_explicit = show->is_explicit,
		.locked = show->locked,
		.block = show->block,
		.allow = show->allow,
		.people = &show->people,
		.locations = &show->locations,
		.funding = &show->funding,
		.values = &show->values,
		.episodes = show->episodes,
		.episode_count = show->episode_count,
		.withdrawn = show->withdrawn,
		.withdrawn_count = show->withdrawn_count,
	};
}

/* Was the withdrawn episode one of the collection's? */
static bool belongs(const struct collection *c, const struct episode *e, struct arena *a)
{
	if (c->kind == COLLECTION_ALL)
		return true;
	if (c->kind == COLLECTION_AREA)
		return strings_has(&e->area_names, c->slug);
	for (size_t i = 0; i < e->topics.count; i++) {
		if (strcmp(topic_slug(e->topics.items[i], a), c->slug) == 0)
			return true;
	}
	return false;
}

/* The episodes whose shows may be listed; the places of the others stay empty, as if withdrawn. */
static void add_episodes(struct channel *ch, const struct collection *c, struct arena *a)
{
	ch->episodes = arena_array(a, c->episode_count, sizeof(struct episode *));
	ch->withdrawn = arena_array(a, c->episode_count, sizeof(struct episode *));
	for (size_t i = 0; i < c->episode_count; i++) {
		if (show_is_listed(c->episodes[i]->show))
			ch->episodes[ch->episode_count++] = c->episodes[i];
		else
			ch->withdrawn[ch->withdrawn_count++] = c->episodes[i];
	}
}

static void add_withdrawn(struct channel *ch, const struct site *site, const struct collection *c,
			  struct arena *a)
{
	size_t room = c->episode_count;

	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show->withdrawn_count; k++) {
			if (!belongs(c, show->withdrawn[k], a))
				continue;
			ch->withdrawn = arena_grow(a, ch->withdrawn, ch->withdrawn_count, &room,
						   sizeof(*ch->withdrawn));
			ch->withdrawn[ch->withdrawn_count++] = show->withdrawn[k];
		}
	}
	episodes_sort(ch->withdrawn, ch->withdrawn_count);
}

/* Apple is told by each item; others know of channels only. */
static void add_blocks(struct channel *ch, const struct show *show, struct arena *a)
{
	struct strings *b = &ch->block;
	const char **items = arena_array(a, b->count + show->block.count, sizeof(*items));

	for (size_t i = 0; i < b->count; i++)
		items[i] = b->items[i];
	b->items = items;
	for (size_t i = 0; i < show->block.count; i++) {
		if (!strings_has(b, show->block.items[i]) &&
		    strcmp(show->block.items[i], "apple") != 0)
			items[b->count++] = show->block.items[i];
	}
}

/* What is true of the whole when it is true of one of its episodes or of its shows. */
static void add_warnings(struct channel *ch, const struct site *site, struct arena *a)
{
	for (size_t i = 0; i < ch->episode_count; i++)
		ch->is_explicit |= ch->episodes[i]->is_explicit;
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < ch->episode_count; k++) {
			if (ch->episodes[k]->show != show)
				continue;
			ch->is_explicit |= show->is_explicit;
			ch->locked |= show->locked;
			add_blocks(ch, show, a);
			break;
		}
	}
}

struct channel channel_of_collection(const struct site *site, const struct collection *c,
				     struct arena *a)
{
	struct channel ch = { 0 };

	add_episodes(&ch, c, a);
	add_withdrawn(&ch, site, c, a);
	const struct show *first = ch.episodes[ch.episode_count - 1]->show;
	ch = (struct channel){
		.src = c->area ? c->area->item.src : site->item.src,
		.title = collection_feed_title(site, c, a),
		.description = c->summary ? c->summary : site->summary,
		.author = site->title,
		.path = c->path,
		.feed_path = c->feed_path,
		.language = site->language ? site->language : first->language,
		.type = "episodic",
		.licence = site->licence,
		.medium = "podcast",
		.guid = c->guid,
		.new_feed_url = c->new_feed_url,
		.owner =
			site->contact ? (struct owner){ site->title, site->contact } : first->owner,
		.cover = site->cover.path ? &site->cover : &first->cover,
		.cover_alt = site->cover.path ? site->cover_alt : first->cover_alt,
		.categories = &first->categories,
		.people = &no_list,
		.locations = &no_list,
		.funding = &no_list,
		.values = &no_list,
		.episodes = ch.episodes,
		.episode_count = ch.episode_count,
		.withdrawn = ch.withdrawn,
		.withdrawn_count = ch.withdrawn_count,
	};
	add_warnings(&ch, site, a);
	return ch;
}
