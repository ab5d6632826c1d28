#ifndef SITE_HEAD_H
#define SITE_HEAD_H

#include "model/fields.h"
#include "view.h"

struct page_meta;
struct press;

/*
 * What the head of a page tells programs: feeds that readers find by it
 * (https://www.rssboard.org/rss-autodiscovery), what a shared link looks like (the
 * Open Graph protocol, https://ogp.me, which X and others read too), and JSON-LD.
 */
struct head {
	struct list alternates; /* of struct alternate */
	const char *oembed_url; /* NULL: it cannot be embedded */
	const char *json_ld;    /* NULL: there is nothing to tell */
	const char *trail_ld;   /* where the page is among the others; NULL: at the top, or json_ld says it */
	const char *share_type, *share_title;
	const char *share_locale;    /* `en_GB`; NULL when the language names no country */
	const char *share_published; /* NULL: it has no date */
	const char *share_image, *share_image_type, *share_image_alt; /* NULL: none */
	int64_t share_image_width, share_image_height;                /* 0: not known */
	const char *share_audio, *share_audio_type;                   /* NULL: none */
};

/* A feed, or a list of feeds. */
struct alternate {
	const char *type, *title, *path;
};

extern const struct view view_head;

/* `trail`: of struct nav_link, the pages above. It lives as long as the page. */
struct head head_make(struct press *p, const struct page_meta *meta, const struct list *trail);

#endif
