#include "model/news.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/flash_report.h"
#include "model/ledger.h"
#include "model/meeting.h"
#include "model/notice.h"
#include "model/programme.h"

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

/*
 * A session that has taken place. Its text is for the page alone: who is named there may have
 * agreed to the site, but not to feeds.
 */
static struct news news_of_session(const struct site *site, const struct session *s,
				   struct arena *a)
{
	const char *url = site_permalink(site, s->item.path, a);
	char *guid = arena_alloc(a, UUID_LEN + 1);

	podcast_guid(url, guid);
	return (struct news){
		.guid = guid,
		.title = s->title,
		.summary = s->summary,
		.path = s->item.path,
		.author = site->title,
		.language = site->language,
		.published = s->date,
		.updated = s->date,
	};
}

static bool was_held(const struct site *site, const struct session *s)
{
	return s->date.set && s->date.utc <= site->now.utc && !session_is_cancelled(s);
}

static int last_held_first(const void *x, const void *y)
{
	const struct session *a = *(const struct session *const *)x,
			     *b = *(const struct session *const *)y;

	if (a->date.utc != b->date.utc)
		return a->date.utc > b->date.utc ? -1 : 1;
	return strcmp(a->item.path, b->item.path);
}

static size_t news_of_sessions(const struct site *site, struct news *into, size_t most,
			       struct arena *a)
{
	size_t room = 0, count = 0;

	for (size_t i = 0; i < site->programme_count; i++)
		room += site->programmes[i]->session_count;
	const struct session **held = arena_array(a, room, sizeof(*held));
	for (size_t i = 0; i < site->programme_count; i++) {
		const struct programme *p = site->programmes[i];

		for (size_t k = 0; k < p->session_count; k++) {
			if (was_held(site, p->sessions[k]))
				held[count++] = p->sessions[k];
		}
	}
	if (count > 1)
		qsort(held, count, sizeof(*held), last_held_first);
	count = count < most ? count : most;
	for (size_t i = 0; i < count; i++)
		into[i] = news_of_session(site, held[i], a);
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

static int newest_first(const void *x, const void *y)
{
	const struct news *a = x, *b = y;

	if (a->published.utc != b->published.utc)
		return a->published.utc > b->published.utc ? -1 : 1;
	return strcmp(a->path, b->path);
}

/* From all of a kind, which may be more than are wanted. */
static size_t keep_newest(struct news *all, size_t count, struct news *into, size_t most)
{
	if (count > 1)
		qsort(all, count, sizeof(*all), newest_first);
	count = count < most ? count : most;
	if (count)
		memcpy(into, all, count * sizeof(*all));
	return count;
}

static struct strings area_names(const struct site *site, const struct strings *slugs,
				 struct arena *a)
{
	struct strings names = { .items = arena_array(a, slugs->count, sizeof(char *)) };

	for (size_t i = 0; i < slugs->count; i++) {
		const struct area *area = site_item(site, &kind_area, slugs->items[i]);

		if (area)
			names.items[names.count++] = area->title;
	}
	return names;
}

/* A meeting is news when it is announced, and again when it is over. */
static bool news_of_meeting(const struct site *site, const struct meeting *m, struct news *into,
			    struct arena *a)
{
	bool is_past = meeting_is_past(m, site->now);
	bool is_told = m->announced.set && m->announced.utc <= site->now.utc;

	if (!is_told && !is_past)
		return false;
	*into = (struct news){
		.guid = site_page_uuid(site, m->item.path, a),
		.title = m->title,
		.summary = m->summary,
		.html = m->body_html && *m->body_html ? m->body_html : NULL,
		.path = m->item.path,
		.author = site->title,
		.language = site->language,
		.published = is_told ? m->announced : m->end,
		.updated = is_past ? m->end : m->announced,
		.tags = area_names(site, &m->areas, a),
	};
	if (into->updated.utc < into->published.utc)
		into->updated = into->published;
	return true;
}

static size_t news_of_meetings(const struct site *site, struct news *into, size_t most,
			       struct arena *a)
{
	struct news *all = arena_array(a, site->meeting_count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < site->meeting_count; i++)
		count += news_of_meeting(site, site->meetings[i], &all[count], a);
	return keep_newest(all, count, into, most);
}

static struct news news_of_notice(const struct site *site, const struct notice *n, struct arena *a)
{
	return (struct news){
		.guid = site_page_uuid(site, n->item.path, a),
		.title = n->title,
		.summary = n->summary,
		.html = n->body_html && *n->body_html ? n->body_html : NULL,
		.path = n->item.path,
		.author = n->from,
		.language = site->language,
		.published = n->begins,
		.updated = n->begins,
		.tags = area_names(site, &n->areas, a),
	};
}

static size_t news_of_notices(const struct site *site, struct news *into, size_t most,
			      struct arena *a)
{
	struct news *all = arena_array(a, site->notice_count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < site->notice_count; i++) {
		if (notice_time(site, site->notices[i], a) != NOTICE_TO_COME)
			all[count++] = news_of_notice(site, site->notices[i], a);
	}
	return keep_newest(all, count, into, most);
}

/* Without a day on which it was added, nobody knows when it was new. */
static bool is_added(const struct site *site, const struct resource *r)
{
	return r->added.set && r->added.utc <= site->now.utc;
}

static size_t news_of_resources(const struct site *site, struct news *into, size_t most,
				struct arena *a)
{
	struct news *all = arena_array(a, site->resource_count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < site->resource_count; i++) {
		const struct resource *r = site->resources[i];

		if (!is_added(site, r))
			continue;
		all[count++] = (struct news){
			.guid = site_page_uuid(site, r->item.path, a),
			.title = r->title,
			.summary = r->summary,
			.html = r->body_html && *r->body_html ? r->body_html : NULL,
			.path = r->item.path,
			.author = r->source ? r->source : site->title,
			.language = site->language,
			.published = r->added,
			.updated = r->added,
			.tags = area_names(site, &r->areas, a),
		};
	}
	return keep_newest(all, count, into, most);
}

/* Its text is for the page alone, as that of a session is. */
static size_t news_of_stories(const struct site *site, struct news *into, size_t most,
			      struct arena *a)
{
	struct news *all = arena_array(a, site->story_count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < site->story_count; i++) {
		const struct story *s = site->stories[i];

		if (s->date.utc > site->now.utc)
			continue;
		all[count++] = (struct news){
			.guid = site_page_uuid(site, s->item.path, a),
			.title = s->title,
			.summary = s->summary,
			.path = s->item.path,
			.author = site->title,
			.language = site->language,
			.published = s->date,
			.updated = s->date,
			.tags = area_names(site, &s->areas, a),
		};
	}
	return keep_newest(all, count, into, most);
}

struct list site_notice_news(const struct site *site, size_t most, struct arena *a)
{
	struct news *all = arena_array(a, most, sizeof(*all));

	return (struct list){ .items = all, .count = news_of_notices(site, all, most, a) };
}

/* Each gives the newest of its kind. */
static size_t (*const sources[])(const struct site *site, struct news *into, size_t most,
				 struct arena *a) = {
	news_of_episodes,      news_of_sessions,  news_of_meetings, news_of_notices,
	news_of_flash_reports, news_of_resources, news_of_stories,
};

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
