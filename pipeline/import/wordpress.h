#ifndef IMPORT_WORDPRESS_H
#define IMPORT_WORDPRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "source.h"

/* A post of WordPress, and what plug-ins keep of its recording in fields of it (postmeta). */

/* The value of the first of its fields with this name; NULL: none, or nothing in it. */
const char *post_meta(const struct remote_element *post, const char *key);

/* Number `i` of its fields in the order of the export; false behind the last. */
bool post_field(const struct remote_element *post, size_t *i, const char **key, const char **value);

/*
 * Fills in the recording and what is said of it by PowerPress, podPress or Seriously Simple Podcasting:
 * facts from the plug-ins' feeds (powerpress-feed.php, feed-controller.php). `channel`: NULL, or the short
 * name of one of several shows of PowerPress. What is lost is said in `lost` (`arg`).
 */
struct post_plugins {
	const char *channel;
	void (*lost)(void *arg, const char *what);
	void *arg;
	struct arena *arena;
};

void post_take_audio(const struct remote_element *post, struct remote_episode *e,
		     const struct post_plugins *p);

/* The short name of the PowerPress show that a field is of ("_news:enclosure": "news"); NULL: another field. */
const char *post_channel(const char *key, struct arena *a);

#endif
