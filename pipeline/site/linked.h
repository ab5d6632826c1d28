#ifndef SITE_LINKED_H
#define SITE_LINKED_H

#include "press.h"

/*
 * What search engines and other programs are told of a page: JSON-LD in the
 * words of https://schema.org. Each is one JSON document for a <script> of data;
 * it lives as long as the page.
 */
const char *linked_episode(struct press *p, const struct episode *e);
const char *linked_show(struct press *p, const struct show *show);
const char *linked_site(struct press *p);
const char *linked_meeting(struct press *p, const struct meeting *m);

/* Only of somebody who has a page: nobody else is told of to programs that gather people. */
const char *linked_person(struct press *p, const struct profile *who);

/* A group and its services; an area as a term; all areas; the map as data. */
const char *linked_group(struct press *p, const struct group *g);
const char *linked_area(struct press *p, const struct area *area);
const char *linked_areas(struct press *p);
const char *linked_map(struct press *p);

/* Where a page is: the pages above it (of struct nav_link), and itself. */
const char *linked_trail(struct press *p, const struct page_meta *meta, const struct list *trail);

#endif
