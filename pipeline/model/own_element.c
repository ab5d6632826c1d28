#include "model/own_element.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define NS_CONTENT "http://purl.org/rss/1.0/modules/content/"
#define NS_PSC     "http://podlove.org/simple-chapters"

/* As feed/rss_channel.c, rss_show.c and rss_live.c write them; tests/unit/test_elsewhere.c compares. */
static const struct own_element of_channels[] = {
	{ "", "title", "title", false },
	{ "", "link", NULL, false },
	{ "", "description", "description", false },
	{ "", "language", "language", false },
	{ "", "copyright", "copyright", false },
	{ "", "managingEditor", "owner", false },
	{ "", "image", "cover", false },
	{ "", "pubDate", NULL, false },
	{ "", "lastBuildDate", NULL, false },
	{ "", "generator", NULL, false },
	{ "", "docs", NULL, false },
	{ "", "item", NULL, false },
	{ OWN_NS_ITUNES, "author", "author", false },
	{ OWN_NS_ITUNES, "owner", "owner", false },
	{ OWN_NS_ITUNES, "image", "cover", false },
	{ OWN_NS_ITUNES, "category", "categories", false },
	{ OWN_NS_ITUNES, "explicit", "explicit", false },
	{ OWN_NS_ITUNES, "type", "type", false },
	{ OWN_NS_ITUNES, "block", "block", false },
	{ OWN_NS_ITUNES, "complete", "apple_complete", false },
	{ OWN_NS_ITUNES, "new-feed-url", "new_feed_url", false },
	{ OWN_NS_PODCAST, "guid", "guid", false },
	{ OWN_NS_PODCAST, "locked", "locked", false },
	{ OWN_NS_PODCAST, "medium", "medium", false },
	{ OWN_NS_PODCAST, "image", "images", true },
	{ OWN_NS_PODCAST, "funding", "funding", false },
	{ OWN_NS_PODCAST, "person", "people", false },
	{ OWN_NS_PODCAST, "location", "locations", true },
	{ OWN_NS_PODCAST, "license", "licence", true },
	{ OWN_NS_PODCAST, "block", "block", true },
	{ OWN_NS_PODCAST, "value", "value", true },
	{ OWN_NS_PODCAST, "txt", "txt", true },
	{ OWN_NS_PODCAST, "podroll", "podroll", true },
	{ OWN_NS_PODCAST, "publisher", "publisher", true },
	{ OWN_NS_PODCAST, "updateFrequency", "update_frequency", false },
	{ OWN_NS_PODCAST, "podping", "podping", false },
	{ OWN_NS_PODCAST, "trailer", NULL, true },
	{ OWN_NS_PODCAST, "liveItem", "live", false },
};

/* As feed/rss_item.c and rss_files.c write them. */
static const struct own_element of_items[] = {
	{ "", "title", "title", false },
	{ "", "guid", "guid", false },
	{ "", "link", NULL, false },
	{ "", "description", NULL, false },
	{ "", "pubDate", "date", false },
	{ "", "enclosure", NULL, false },
	{ NS_CONTENT, "encoded", NULL, false },
	{ NS_PSC, "chapters", "chapters", false },
	{ OWN_NS_ITUNES, "title", "title", false },
	{ OWN_NS_ITUNES, "duration", NULL, false },
	{ OWN_NS_ITUNES, "season", "season", false },
	{ OWN_NS_ITUNES, "episode", "number", false },
	{ OWN_NS_ITUNES, "episodeType", "type", false },
	{ OWN_NS_ITUNES, "explicit", "explicit", false },
	{ OWN_NS_ITUNES, "image", "cover", false },
	{ OWN_NS_PODCAST, "season", "season", false },
	{ OWN_NS_PODCAST, "episode", "number", false },
	{ OWN_NS_PODCAST, "image", "cover", true },
	{ OWN_NS_PODCAST, "transcript", "transcript", false },
	{ OWN_NS_PODCAST, "chapters", "chapters", false },
	{ OWN_NS_PODCAST, "soundbite", "soundbites", true },
	{ OWN_NS_PODCAST, "person", "people", false },
	{ OWN_NS_PODCAST, "location", "locations", true },
	{ OWN_NS_PODCAST, "license", "licence", true },
	{ OWN_NS_PODCAST, "funding", "funding", false },
	{ OWN_NS_PODCAST, "value", "value", true },
	{ OWN_NS_PODCAST, "txt", "txt", true },
	{ OWN_NS_PODCAST, "contentLink", "links", true },
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
