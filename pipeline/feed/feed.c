#include "feed/feed.h"

#include "base/limits.h"
#include "channel.h"
#include "moved.h"
#include "open_data.h"
#include "render.h"

static void render_episode(struct render *r, const struct episode *e)
{
	if (e->chapters_path)
		chapters_render(r, e);
	transcript_render(r, e);
	oembed_render(r, e);
	arena_reset(r->scratch);
}

static void render_show(struct render *r, const struct show *show)
{
	for (size_t i = 0; i < show->episode_count; i++)
		render_episode(r, show->episodes[i]);
	const struct channel channel = channel_of_show(r->site, show);

	rss_render(r, &channel);
}

static void render_collection(struct render *r, const struct collection *c)
{
	struct arena keep = { 0 };

	if (c->feed_path) {
		const struct channel channel = channel_of_collection(r->site, c, &keep);

		rss_render(r, &channel);
	}
	arena_free(&keep);
}

void feed_render(const struct site *site, struct output_sink *sink, struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct arena keep = { 0 }, scratch = { 0 };
	struct moved_feeds everywhere;
	struct render r = {
		.site = site,
		.address = site_url(site, "", &keep),
		.sink = &everywhere.sink,
		.diag = diag,
		.out = &out,
		.scratch = &scratch,
	};

	moved_feeds_init(&everywhere, site, sink, &keep);
	for (size_t i = 0; i < site->show_count; i++)
		render_show(&r, site->shows[i]);
	for (size_t i = 0; i < site->collection_count; i++)
		render_collection(&r, &site->collections[i]);
	json_feed_render(&r);
	atom_render(&r);
	opml_render(&r);
	open_data_render(&r);
	course_render(&r);
	sitemap_render(&r);
	calendars_render(&r);
	tables_render(&r);
	arena_free(&scratch);
	arena_free(&keep);
}
