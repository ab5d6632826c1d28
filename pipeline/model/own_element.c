#include "model/own_element.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define NS_CONTENT "http://purl.org/rss/1.0/modules/content/"
#define NS_PSC     "http://podlove.org/simple-chapters"

/* As feed/rss_channel.c, rss_show.c and rss_live.c write them; tests/unit/test_elsewhere.c
 * compares. */
static const struct own_element of_channels[] = {
	{ "", "title", "title" },
	{ "", "link", NULL },
	{ "", "description", "description" },
	{ "", "language", "language" },
	{ "", "copyright", "copyright" },
	{ "", "managingEditor", "owner" },
	{ "", "image", "cover" },
	{ "", "pubDate", NULL },
	{ "", "lastBuildDate", NULL },
	{ "", "generator", NULL },
	{ "", "docs", NULL },
	{ "", "item", NULL },
	{ OWN_NS_ITUNES, "author", "author" },
	{ OWN_NS_ITUNES, "owner", "owner" },
	{ OWN_NS_ITUNES, "image", "cover" },
	{ OWN_NS_ITUNES, "category", "categories" },
	{ OWN_NS_ITUNES, "explicit", "explicit" },
	{ OWN_NS_ITUNES, "type", "type" },
	{ OWN_NS_ITUNES, "block", "block" },
	{ OWN_NS_ITUNES, "complete", "apple_complete" },
	{ OWN_NS_ITUNES, "new-feed-url", "new_feed_url" },
	{ OWN_NS_PODCAST, "guid", "guid" },
	{ OWN_NS_PODCAST, "locked", "locked" },
	{ OWN_NS_PODCAST, "medium", "medium" },
	{ OWN_NS_PODCAST, "image", "images" },
	{ OWN_NS_PODCAST, "funding", "funding" },
	{ OWN_NS_PODCAST, "person", "people" },
	{ OWN_NS_PODCAST, "location", "locations" },
	{ OWN_NS_PODCAST, "license", "licence" },
	{ OWN_NS_PODCAST, "block", "block" },
	{ OWN_NS_PODCAST, "value", "value" },
	{ OWN_NS_PODCAST, "txt", "txt" },
	{ OWN_NS_PODCAST, "podroll", "podroll" },
	{ OWN_NS_PODCAST, "publisher", "publisher" },
	{ OWN_NS_PODCAST, "updateFrequency", "update_frequency" },
	{ OWN_NS_PODCAST, "podping", "podping" },
	{ OWN_NS_PODCAST, "trailer", NULL },
	{ OWN_NS_PODCAST, "liveItem", "live" },
};

/* As feed/rss_item.c and rss_files.c write them. */
static const struct own_element of_items[] = {
	{ "", "title", "title" },
	{ "", "guid", "guid" },
	{ "", "link", NULL },
	{ "", "description", NULL },
	{ "", "pubDate", "date" },
	{ "", "enclosure", NULL },
	{ NS_CONTENT, "encoded", NULL },
	{ NS_PSC, "chapters", "chapters" },
	{ OWN_NS_ITUNES, "title", "title" },
	{ OWN_NS_ITUNES, "duration", NULL },
	{ OWN_NS_ITUNES, "season", "season" },
	{ OWN_NS_ITUNES, "episode", "number" },
	{ OWN_NS_ITUNES, "episodeType", "type" },
	{ OWN_NS_ITUNES, "explicit", "explicit" },
	{ OWN_NS_ITUNES, "image", "cover" },
	{ OWN_NS_PODCAST, "season", "season" },
	{ OWN_NS_PODCAST, "episode", "number" },
	{ OWN_NS_PODCAST, "image", "cover" },
	{ OWN_NS_PODCAST, "transcript", "transcript" },
	{ OWN_NS_PODCAST, "chapters", "chapters" },
	{ OWN_NS_PODCAST, "soundbite", "soundbites" },
	{ OWN_NS_PODCAST, "person", "people" },
	{ OWN_NS_PODCAST, "location", "locations" },
	{ OWN_NS_PODCAST, "license", "licence" },
	{ OWN_NS_PODCAST, "funding", "funding" },
	{ OWN_NS_PODCAST, "value", "value" },
	{ OWN_NS_PODCAST, "txt", "txt" },
	{ OWN_NS_PODCAST, "contentLink", "links" },
};

static const struct own_element *find(const struct own_element *all, size_t count, const char *ns,
				      const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(all[i].name, name) == 0 && strcmp(all[i].ns, ns ? ns : "") == 0)
			return &all[i];
	}
	return NULL;
}

const struct own_element *own_channel_element(const char *ns, const char *name)
{
	return find(of_channels, COUNT(of_channels), ns, name);
}

const struct own_element *own_item_element(const char *ns, const char *name)
{
	return find(of_items, COUNT(of_items), ns, name);
}

bool own_link_rel(const char *rel)
{
	static const char *const rels[] = { "self",     "first", "last", "next",
					    "previous", "prev",  "hub",  NULL };

	return text_is_one_of(rel, rels);
}
