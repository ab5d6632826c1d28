#ifndef SITE_PRESS_H
#define SITE_PRESS_H

#include "base/mem.h"
#include "base/strbuf.h"
#include "head.h"
#include "model/language.h"
#include "model/licence.h"
#include "model/output.h"
#include "model/notice.h"
#include "model/site.h"
#include "navigation.h"
#include "reuse.h"
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
	const char *page_script, *player_script;
	const char *search_script; /* of the page that searches */
	const char *icon;          /* of the picture that browsers show beside the title */
	const char *print_path;    /* of the print room; NULL: there is nothing to print */
	const char *exit_script;   /* for pages that people may have to leave at once; or NULL */
	struct notices notices; /* that hold now */
	const char *notices_feed; /* path; NULL: there is none */
	struct navigation *navigation; /* of each language that was spoken so far */
	struct arena *run;             /* as long as the messages, which point into templates */
	struct arena page;
	struct strbuf out;
};

/* What stands around every page; its struct begins with this one. */
struct shell {
	const char *root; /* what leads to the root of the site: "../../", "" */
	const char *page_title, *page_summary, *canonical;
	const char *lang, *style, *icon;
	const char *page_script, *player_script;
	const char *refresh; /* path of the page that browsers go on to; or NULL */
	const char *exit_to; /* where "exit this page" leads; NULL: the page has none */
	const char *exit_script, *privacy_path;
	bool rtl, is_home, is_lost;
	bool is_unlisted;      /* search engines leave it out */
	bool is_wide;          /* lists and tiles; pages that are read have a narrower measure */
	struct list help;      /* one struct nav_link, or none: always in reach */
	struct list languages; /* of struct version: this page's, and the others it can be read in;
				  or none */
	const char *translation_note; /* "Translated by Alex"; NULL: it is the original */
	struct list nav, foot;     /* of struct nav_link: at the top and at the foot */
	struct list trail; /* of struct nav_link: the pages above, from the home page down */
	struct list banners; /* of struct notice_line: what everybody should know now */
	struct list logo;  /* one struct logo, or none */
	bool logo_is_name; /* it says the site's name, so that no text need */
	const struct licence *site_licence; /* of the whole site, or NULL */
	const char *data_from; /* whose words were taken over, said as their licence asks; or NULL */
	const char *people_path;            /* of the list of people; NULL: there is none */
	struct head head;                   /* for programs */
	const struct interface *t;          /* the words of its language */
	const struct site *site;
	const struct reuse *reuse; /* how to hand it on; NULL: it is not offered */
};

/* The picture beside, or in place of, the site's name. */
struct logo {
	const char *path, *alt;
	int64_t width, height; /* as shown */
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
	const char *how_path;             /* of the page that explains it, at this feed */
	const char *id;                   /* of the section */
};

extern const struct view view_subscribe;

/* Where a page goes, and what the shell says of it. */
struct page_meta {
	const char *path;
	enum output_group group;
	const char *title; /* before the site's name, or NULL */
	const char *summary;
	const struct item *item;       /* whose page it is, in one of its languages; or NULL */
	const struct episode *episode; /* whose page it is */
	const struct profile *profile; /* the same */
	const struct flash_report *flash_report;
	const struct show *show;       /* whose feed it offers… */
	const struct collection *collection; /* …or this one's; NULL both: all */
	struct list above;   /* of struct nav_link: pages between the home page and this one */
	const char *json_ld; /* what it tells programs; NULL: what the item above tells, if any */
	const char *handout_path;            /* the page that a group prints; NULL: that of the episode, if any */
	bool offers_reuse;                   /* its template includes reuse.html */
	bool is_generated; /* most of its words are not in `item`: no plain text of it */
	bool is_unlisted; /* for those who were sent there: search engines leave it out */
	bool is_watched;   /* whoever reads it may be; episodes and topics know it themselves */
};

/* The shell of a page; lives as long as the page. */
struct shell press_shell(struct press *p, const struct page_meta *meta);

/*
 * From now on pages are made for readers of `language` (NULL: the site's), if the words around the
 * content exist in it. Returns what `p->site` has to be set to afterwards.
 */
const struct site *press_speak(struct press *p, const char *language);

/* Is the page at `path` wanted, or one of the files that reuse_make() puts beside it? */
bool press_wants(struct press *p, const char *path);

/* Renders `page`, a struct of the template's view, and puts it into the sink. */
void press_page(struct press *p, const struct template *t, const struct page_meta *meta,
		const void *page, const char *root);

/* `offer`: where the page on how to subscribe tells of it; NULL: nowhere. */
struct subscribe subscribe_to(struct press *p, const char *feed_path, const char *offer);

/* The page of text with that slug, such as "find-help"; NULL when the site has none. */
const struct page *site_page(const struct site *site, const char *slug);

/* The language of a page of text if it is not that of the words around it, else NULL. */
const char *page_own_language(const struct press *p, const struct page *page);

/* The list of all resources; NULL: there are none. */
const char *library_path(const struct site *site);
const char *stories_path(const struct site *site);
const char *journeys_path(const struct site *site);
const char *glossary_path(const struct site *site);

/* The list of all that can be printed; NULL: there is nothing. */
const char *print_room_path(const struct site *site);

/* The path of the site's address, with a slash at both ends: "/", "/podcast/". */
const char *address_path(const char *address, struct arena *a);

/* The language of something on a page if it is not the page's own, else NULL. */
const char *language_if_other(const char *language, const char *page);

/* Where a page of text goes and what the shell says of it; it is offered to be handed on. */
struct page_meta page_meta_of(const struct page *page);

/* Pages that blether writes around what somebody wrote for them, in the language that `p` speaks.
 */
void render_help(struct press *p, const struct page *page);
void render_accessibility(struct press *p, const struct page *page);
void render_privacy(struct press *p, const struct page *page);

/* The pages of each kind; each file page_*.c has one. */
void render_home(struct press *p);
void render_shows(struct press *p);
void render_collections(struct press *p);
void render_embeds(struct press *p);
void render_episodes(struct press *p);
void render_static(struct press *p);
void render_lost(struct press *p);
void render_moved(struct press *p);
void render_handouts(struct press *p);
void render_print(struct press *p);
void render_people(struct press *p);
void render_meetings(struct press *p);
void render_meeting_lists(struct press *p); /* with series, and what is to be done */
void render_notices(struct press *p);
void render_subscribe(struct press *p);
void render_new(struct press *p);
void render_programmes(struct press *p); /* and their sessions, and handouts for these */
void render_communities(struct press *p);
void render_group_pages(struct press *p);
void render_groups(struct press *p);
void render_places(struct press *p); /* and whom services are for */
void render_map(struct press *p);
void render_map_print(struct press *p);
void render_gaps(struct press *p);
void render_checks(struct press *p); /* a sheet for each group, and the list of them */
void render_changes(struct press *p);
void render_editions(struct press *p);
void render_chances(struct press *p);
void render_search(struct press *p); /* and the list from A to Z */
void render_resources(struct press *p);
void render_stories(struct press *p);
void render_journeys(struct press *p);
void render_words(struct press *p); /* the glossary, and where numbers come from */
void render_open(struct press *p);   /* what partners may copy */
void render_start(struct press *p);  /* only looks at its template: `blether pack` makes it */
void render_flash_reports(struct press *p);

#endif
