#ifndef SITE_MAP_WORDS_H
#define SITE_MAP_WORDS_H

#include "model/map.h"
#include "view.h"

struct arena;
struct interface;

/* What the words of the front matter are called on a page: "third", "walk-in", "free". */
const char *sector_words(const struct interface *t, const char *kind);
const char *time_words(const struct interface *t, const char *time);
const char *way_words(const struct interface *t, const char *way);
const char *cost_words(const struct interface *t, const char *cost);

/* Such words of a list with commas; NULL: there are none. */
typedef const char *say_word(const struct interface *t, const char *word);
const char *words_said(const struct interface *t, const struct strings *words, say_word *in_words,
		       struct arena *a);

/* A link to something of the map, by its name in the language of the page. */
struct map_link {
	const char *title, *path;
	bool is_last; /* of its list: no comma behind it */
};

extern const struct view view_map_link;

struct map_link link_to_area(const struct site *site, const struct area *area);
struct map_link link_to_group(const struct group *g);

/* The link to an item of any kind of the network, by its slug; without a title when there is none. */
struct map_link link_to(const struct site *site, const struct kind *kind, const char *slug);

/* The same for each of these slugs: of struct map_link. Closed groups are left out. */
struct list links_to(const struct site *site, const struct kind *kind, const struct strings *slugs,
		     struct arena *a);

/* Texts with the commas, or with the dots of lines of facts; NULL: none of them has any. */
const char *words_listed(const struct interface *t, const char *const *words, size_t count,
			 struct arena *a);
const char *words_dotted(const char *const *words, size_t count, struct arena *a);

/* The titles of links with commas; NULL: there are none. */
const char *links_listed(const struct interface *t, const struct list *links, struct arena *a);

/* A text with one `{name}` in it. */
const char *words_fill(const char *text, const char *name, const char *value, struct arena *a);

#endif
