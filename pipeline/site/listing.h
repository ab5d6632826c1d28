#ifndef SITE_LISTING_H
#define SITE_LISTING_H

#include "view.h"

struct episode;
struct press;
struct show;

/*
 * A long list of episodes as pages of LISTING_PAGE entries, so that none takes a telephone long to
 * load. They are cut from the oldest episode on: what a page of old episodes lists never changes,
 * and the page of the newest grows until it can be parted.
 */
#define LISTING_PAGE 50

struct listing {
	struct episode *const *episodes; /* newest first */
	size_t count;
	const char *path;        /* of its first page; the others are `<stem>.<n>.html`, oldest 1 */
	const struct show *show; /* whose seasons part it; NULL: it is of several */
	bool oldest_first;       /* to be read from its beginning */
};

/* Episodes that stand together: a season, or a year. */
struct listing_group {
	const char *title;    /* NULL: there is one group only */
	struct list episodes; /* of struct card */
};

struct listing_link {
	const char *title, *label; /* "3", "Page 3" */
	const char *years;         /* "2024", "2024–2025" */
	const char *path;
	bool is_current;
};

/* One page of it; lives as long as the page. */
struct listing_page {
	const char *path, *place; /* "Page 2 of 7"; NULL: it is the first */
	struct list groups;       /* of struct listing_group */
	struct list links;        /* of struct listing_link; none when there is one page */
	bool is_first;
};

extern const struct view view_listing_page;

size_t listing_pages(const struct listing *l);
struct listing_page listing_page(struct press *p, const struct listing *l, size_t page);

#endif
