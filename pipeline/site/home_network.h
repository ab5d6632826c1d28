#ifndef SITE_HOME_NETWORK_H
#define SITE_HOME_NETWORK_H

#include "view.h"

struct press;

/*
 * What the home page of a network has besides its podcasts: ways through help, what comes next, the map,
 * and the newest of each kind to read. Nothing of it on a site that has only podcasts.
 */
struct home_network {
	struct list journeys;           /* of struct item_line */
	struct list occasions;          /* of struct occasion: what comes next */
	struct list offers;             /* of struct item_line: to read and to use */
	const char *map_path, *map_size; /* NULL: no map */
	const char *meetings_path;      /* NULL: none */
};

extern const struct view view_home_network;

struct home_network home_network_make(struct press *p);

#endif
