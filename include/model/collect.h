#ifndef MODEL_COLLECT_H
#define MODEL_COLLECT_H

#include "model/site.h"

struct arena;
struct diag;

/*
 * Gathers what several episodes have in common into site->collections: first
 * all shows, then each area, then each topic that a published episode has.
 *
 * - Episodes stand newest first; held and withdrawn ones never.
 * - Without episodes that may be listed a collection has no feed. That of all shows has one when
 *   there are several: the feed of the only show is that feed already.
 * - Topics that differ only in capitals, blanks, hyphens and apostrophes are
 *   one. Its name is the spelling that most published episodes have, and of
 *   several of those the one that was used first.
 *
 * A show that no service shall list (`block: all`) keeps its episodes out of feeds
 * of several shows, which would list them all the same. Pages have them.
 *
 * Every episode that is out learns which areas and topics it is in. Two topics
 * that would share an address are reported, whether they are published or not.
 */
void site_collect(struct site *site, struct arena *a, struct diag *diag);

/* Does the show let its episodes into feeds of several shows? */
bool show_is_listed(const struct show *show);

/* Sorts by date; of two that appeared at one moment, the order of their pages decides. */
void episodes_sort(struct episode **all, size_t count);

/* The slug of a topic, however it is spelt: its letters, or of those that addresses have not a hash. */
const char *topic_slug(const char *text, struct arena *a);

/* The collection of that slug; NULL when there is none. */
const struct collection *collection_find(const struct site *site, enum collection_kind kind,
					 const char *slug);

/* The page that lists all areas, or all topics; NULL when there are none. */
const char *collection_list_path(const struct site *site, enum collection_kind kind);

/* The page on how to follow the site's shows, and that of what is new; NULL when there is nothing. */
const char *site_subscribe_path(const struct site *site);
const char *site_new_path(const struct site *site);

/* The list of all feeds for apps that import it (OPML); NULL when there is no show. */
const char *site_opml_path(const struct site *site);

/* What apps and readers call its feed. They show it alone in a list, so it says whose it is. */
const char *collection_feed_title(const struct site *site, const struct collection *c,
				  struct arena *a);

/* When its newest episode appeared. */
struct moment collection_updated(const struct collection *c);

#endif
