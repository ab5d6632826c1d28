#include "model/collect.h"
#include "render.h"

/* The feed of a collection, in the form of a show's: the first show answers for it. */
void collection_render(struct render *r, const struct collection *c)
{
	if (!c->feed_path)
		return;
	struct show feed = *c->episodes[0]->show;

	feed.title = collection_feed_title(r->site, c, r->scratch);
	feed.summary = feed.description = c->summary;
	feed.guid = c->guid;
	feed.item.path = c->path;
	feed.feed_path = c->feed_path;
	feed.episodes = c->episodes;
	feed.episode_count = c->episode_count;
	feed.type = "episodic";
	rss_render(r, &feed);
}
