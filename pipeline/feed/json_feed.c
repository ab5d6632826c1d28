/*
 * JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) beside each RSS feed,
 * for sites that want it: the newest items only, as it is made for readers that
 * remember, and apps for podcasts read RSS.
 */
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "channel.h"
#include "entry.h"
#include "model/audio_place.h"

#define NEWEST 100

static void text_if_any(struct json *j, const char *key, const char *value)
{
	if (value)
		json_text(j, key, value);
}

static void write_author(struct json *j, const char *name)
{
	if (!name)
		return;
	json_open(j, "authors", '[');
	json_open(j, NULL, '{');
	json_text(j, "name", name);
	json_close(j, '}');
	json_close(j, ']');
}

static void write_attachment(struct render *r, struct json *j, const struct news *n)
{
	if (!n->sound.path)
		return;
	json_open(j, "attachments", '[');
	json_open(j, NULL, '{');
	json_text(j, "url", site_audio_url(r->site, n->sound.path, r->scratch));
	json_text(j, "mime_type", n->sound.type);
	json_text(j, "title", n->title);
	json_int(j, "size_in_bytes", n->sound.bytes);
	json_int(j, "duration_in_seconds", n->sound.seconds > 0 ? n->sound.seconds : 1);
	json_close(j, '}');
	json_close(j, ']');
}

static void write_tags(struct json *j, const struct strings *tags)
{
	if (!tags->count)
		return;
	json_open(j, "tags", '[');
	for (size_t i = 0; i < tags->count; i++)
		json_text(j, NULL, tags->items[i]);
	json_close(j, ']');
}

static void write_item(struct render *r, struct json *j, const struct news *n, struct strbuf *html)
{
	struct arena *a = r->scratch;

	entry_html(r, n, html);
	json_open(j, NULL, '{');
	json_text(j, "id", n->guid);
	json_text(j, "url", site_permalink(r->site, n->path, a));
	json_text(j, "title", n->title);
	text_if_any(j, "summary", n->summary);
	json_text(j, "content_html", html->data);
	text_if_any(j, "image", n->picture ? site_url(r->site, n->picture->path, a) : NULL);
	json_text(j, "date_published", date_rfc3339(n->published, a));
	json_text(j, "date_modified", date_rfc3339(n->updated, a));
	write_author(j, n->author);
	text_if_any(j, "language", n->language);
	write_tags(j, &n->tags);
	write_attachment(r, j, n);
	json_close(j, '}');
}

static void write_head(struct render *r, struct json *j, const struct channel *c, const char *path)
{
	struct arena *a = r->scratch;

	json_text(j, "version", "https://jsonfeed.org/version/1.1");
	json_text(j, "title", c->title);
	json_text(j, "home_page_url", site_permalink(r->site, c->path, a));
	json_text(j, "feed_url", site_url(r->site, path, a));
	text_if_any(j, "description", c->description);
	text_if_any(j, "icon", c->cover->path ? site_url(r->site, c->cover->path, a) : NULL);
	write_author(j, c->author);
	text_if_any(j, "language", c->language);
}

static void write_channel(struct render *r, const struct channel *c)
{
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct arena keep = { 0 }; /* outlives the items */
	struct json j = JSON_INIT_PRETTY(r->out);
	const char *path = json_feed_path(c->feed_path, &keep);

	strbuf_clear(r->out);
	json_open(&j, NULL, '{');
	write_head(r, &j, c, path);
	json_open(&j, "items", '[');
	for (size_t i = 0; i < c->episode_count && i < NEWEST; i++) {
		const struct news n = news_of_episode(r->site, c->episodes[i], r->scratch);

		write_item(r, &j, &n, &html);
		arena_reset(r->scratch);
	}
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(r->out, '\n');
	render_put(r, path, "application/feed+json");
	arena_free(&keep);
}

static void render_collection(struct render *r, const struct collection *c)
{
	struct arena keep = { 0 };

	if (c->feed_path) {
		const struct channel channel = channel_of_collection(r->site, c, &keep);

		write_channel(r, &channel);
	}
	arena_free(&keep);
}

void json_feed_render(struct render *r)
{
	const struct site *site = r->site;

	if (!site->json_feed)
		return;
	for (size_t i = 0; i < site->show_count; i++) {
		const struct channel channel = channel_of_show(site, site->shows[i]);

		write_channel(r, &channel);
	}
	for (size_t i = 0; i < site->collection_count; i++)
		render_collection(r, &site->collections[i]);
}
