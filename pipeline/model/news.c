#include "model/news.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/flash_report.h"
#include "model/ledger.h"

static struct strings tags_of(const struct episode *e, struct arena *a)
{
	struct strings tags = { .items = arena_array(a, e->collection_count, sizeof(char *)) };

	for (size_t i = 0; i < e->collection_count; i++)
		tags.items[tags.count++] = e->collections[i]->title;
	return tags;
}

/* When what people and apps know it by last became another: the ledger remembers. */
static struct moment updated(const struct site *site, const struct episode *e)
{
	const struct ledger_row *row = e->guid ? ledger_by_guid(site->ledger, e->guid) : NULL;

	return row && row->changed.set && row->changed.utc > e->date.utc ? row->changed : e->date;
}

struct news news_of_episode(const struct site *site, const struct episode *e, struct arena *a)
{
	const struct published_audio *audio = &e->recording.published;
	struct news n = {
		.guid = e->guid,
		.title = e->title,
		.summary = e->summary,
		.note = e->note,
		.care = &e->care,
		.html = e->notes_html,
		.path = e->item.path,
		.author = e->show->author,
		.language = e->show->language,
		.published = e->date,
		.updated = updated(site, e),
		.tags = tags_of(e, a),
		.picture = episode_cover(e),
	};

	if (e->recording.path) {
		n.sound.path = e->recording.path;
		n.sound.type = audio->type;
		n.sound.bytes = audio->bytes;
		n.sound.seconds = (int64_t)(audio->seconds + 0.5);
	}
	return n;
}

/* The news of one kind; room for `most` is there. */
static size_t news_of_episodes(const struct site *site, struct news *into, size_t most,
			       struct arena *a)
{
	const struct collection *all = site->collections; /* the first is that of all shows */
	size_t count = site->collection_count ? all->episode_count : 0;

	if (count > most)
		count = most;
	for (size_t i = 0; i < count; i++)
		into[i] = news_of_episode(site, all->episodes[i], a);
	return count;
}

static size_t news_of_flash_reports(const struct site *site, struct news *into, size_t most,
				    struct arena *a)
{
	const struct list all = flash_report_news(site, most, a);

	if (all.count)
		memcpy(into, all.items, all.count * sizeof(*into));
	return all.count;
}

/* Each gives the newest of its kind. */
static size_t (*const sources[])(const struct site *site, struct news *into, size_t most,
				 struct arena *a) = {
	news_of_episodes,
	news_of_flash_reports,
};

static int newest_first(const void *x, const void *y)
{
	const struct news *a = x, *b = y;

	if (a->published.utc != b->published.utc)
		return a->published.utc > b->published.utc ? -1 : 1;
	return strcmp(a->path, b->path);
}

struct list site_news(const struct site *site, size_t most, struct arena *a)
{
	struct news *all = arena_array(a, most * COUNT(sources), sizeof(*all));
	struct list news = { .items = all };

	for (size_t i = 0; i < COUNT(sources); i++)
		news.count += sources[i](site, all + news.count, most, a);
	if (news.count > 1)
		qsort(all, news.count, sizeof(*all), newest_first);
	if (news.count > most)
		news.count = most;
	return news;
}

const char *site_news_path(const struct site *site)
{
	struct arena a = { 0 };
	const char *path = site_news(site, 1, &a).count ? "new.atom" : NULL;

	arena_free(&a);
	return path;
}
