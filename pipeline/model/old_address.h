#ifndef MODEL_OLD_ADDRESS_H
#define MODEL_OLD_ADDRESS_H

#include <stdbool.h>

struct arena;
struct site;

/*
 * An address where something was before it came here (came_from), as far as the site itself is asked
 * for it: it stands at the site's own address, as where a site of another program was replaced.
 */
struct old_address {
	const char *path;  /* below the site: "2019/05/hope/", "audio/1.mp3"; "": its start */
	const char *query; /* "p=12"; NULL: none */
};

/*
 * False for an address elsewhere, one that the site itself needs, and one with letters that hosts do
 * not agree about: letters, digits and `.-_/`, and `=&` in a query, mean themselves to all of them.
 */
bool old_address_of(const struct site *site, const char *url, struct old_address *into,
		    struct arena *a);

#endif
