#ifndef SITE_PRESS_H
#define SITE_PRESS_H

#include "base/mem.h"
#include "base/strbuf.h"
#include "head.h"
#include "model/language.h"
#include "model/output.h"
#include "model/site.h"
#include "theme.h"

/*
 * What all pages are made with. A page is filled in from the model, rendered
 * into `out`, put into the sink and forgotten: whatever a page allocates comes
 * from `page`, which is emptied after each.
 */
struct press {
	const struct site *site;
	const char *language; /* the site's own */
	struct output_sink *sink;
	struct diag *diag;
	struct theme theme;
	const char *style; /* path of the style sheet in the output */
	struct arena *run; /* as long as the messages, which point into templates */
	struct arena page;
	struct strbuf out;
};

/* What stands around every page; its struct begins with this one. */
struct shell {
	const char *root; /* what leads to the root of the site: "../../", "" */
	const char *page_title, *page_summary, *canonical;
	const char *lang, *style;
	const char *refresh; /* path of the page that browsers go on to; or NULL */
	bool rtl, is_home, is_lost;
	struct list help;      /* one struct nav_link, or none: always in reach */
	struct list languages; /* of struct version: this page's, and the others it can be read in; or none */
	const char *translated_by; /* "Translated by Alex"; NULL: it is the original */
	struct list nav, foot; /* of struct nav_link: at the top and at the foot */
	struct head head;      /* for programs */
	const struct interface *t; /* the words of its language */
	const struct site *site;
};

struct nav_link {
	const char *title, *path;
	bool is_current;
};

/* A language that a page can be read in. */
struct version {
	const char *language, *name; /* `gd`, `Gàidhlig` */
	const char *path, *url;
	bool is_current, rtl;
};

extern const struct view view_shell;

/* How a feed is followed: what the template subscribe.html shows. */
struct subscribe {
	const char *feed_url, *feed_path; /* NULL: there is none */
	const struct page *guide;         /* how to listen, or NULL */
};

extern const struct view view_subscribe;

/* Where a page goes, and what the shell says of it. */
struct page_meta {
	const char *path;
	enum output_group group;
	const char *title; /* before the site's name, or NULL */
	const char *summary;
	const struct item *item;             /* whose page it is, in one of its languages; or NULL */
	const struct episode *episode;       /* whose page it is */
	const struct show *show;             /* whose feed it offers… */
	const struct collection *collection; /* …or this one's; NULL both: all */
};

/* The shell of a page; lives as long as the page. */
struct shell press_shell(struct press *p, const struct page_meta *meta);

/*
 * From now on pages are made for readers of `language` (NULL: the site's), if the words around the
 * content exist in it. Returns what `p->site` has to be set to afterwards.
 */
const struct site *press_speak(struct press *p, const char *language);

/* Renders `page`, a struct of the template's view, and puts it into the sink. */
void press_page(struct press *p, const struct template *t, const struct page_meta *meta,
		const void *page, const char *root);

struct subscribe subscribe_to(struct press *p, const char *feed_path);

/* The page of text with that slug, such as "find-help"; NULL when the site has none. */
const struct page *site_page(const struct site *site, const char *slug);

/* The path of the site's address, with a slash at both ends: "/", "/podcast/". */
const char *address_path(const char *address, struct arena *a);

/* The language of something on a page if it is not the page's own, else NULL. */
const char *language_if_other(const char *language, const char *page);

/* The pages of each kind; each file page_*.c has one. */
void render_home(struct press *p);
void render_shows(struct press *p);
void render_collections(struct press *p);
void render_embeds(struct press *p);
void render_episodes(struct press *p);
void render_static(struct press *p);
void render_lost(struct press *p);
void render_moved(struct press *p);

#endif
