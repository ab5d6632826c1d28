#ifndef IMPORT_PLAN_H
#define IMPORT_PLAN_H

#include <stdbool.h>

#include "import/show.h"

struct strbuf;

/* A show that is being imported, with what only import itself keeps of it. */
struct import_plan {
	struct import_show            show; /* first: plan_of() finds the rest by it */
	const struct import_settings *settings;
	struct import_notes          *notes;    /* of each episode */
	struct import_place          *places;   /* of pages and recordings, sorted by address; of each one */
	size_t                        place_count;
	bool                          has_told_links;
};

/* Where something of an episode was: without what makes no difference to where it leads. */
struct import_place {
	const char *address;
	size_t      episode;
	bool        is_shared; /* by several episodes: it leads to none of them */
};

/* What of an episode's texts becomes the body of its page, and what the feed of blether had put before it. */
struct import_notes {
	const char *html;           /* NULL: there is none */
	const char *more;           /* another text of the episode, with words that `html` lacks; or NULL */
	const char *note, *summary; /* as they stood before the list of chapters; or NULL */
	bool        has_list;       /* the chapters stood there, and are written there again */
};

static inline struct import_plan *plan_of(struct import_show *show)
{
	return (struct import_plan *)show;
}

/* notes.c: which of the texts of an episode, and what of it. */
struct import_notes notes_choose(const struct remote_episode *e, struct arena *a);

/* order.c: oldest first, no two at one time. Says what it did in the notes. */
void plan_order(struct import_plan *plan);

/* An item of the feed that becomes no episode: "'Hope' (https://…) has no recording in the feed…". */
void plan_note_item(struct import_show *show, const struct remote_episode *item, const char *text);

/* identity.c: the episodes of the feed, each once, by what apps know them by. */
void plan_episodes(struct import_plan *plan);
/* A UUID that is always the same for these two texts (RFC 9562 section 5.5). */
const char *plan_made_guid(const char *of, const char *and, struct arena *a);

void plan_note_guid(struct import_show *show, const struct import_episode *e);

/* names.c: of the show and its folders. */
void plan_names(struct import_plan *plan);

/* assets.c: what is to be fetched. */
void plan_assets(struct import_plan *plan);

/* places.c: where pages and recordings of the show were, and where a link to one of them leads now. */
void        plan_places(struct import_plan *plan);
const char *plan_place(struct import_plan *plan, const char *url);

/* unwrap.c: the address behind the prefixes of counters; the same where it has none (feeds/prefixes.tsv). */
const char *unwrap_url(const char *url, struct arena *a);

/* people.c: everybody who is named. */
void plan_people(struct import_plan *plan);

/* A picture in the show's folder by where it was; or NULL. */
const struct import_asset *asset_of_show(const struct import_plan *plan, const char *url);

/* Where relative addresses in the notes of an episode begin. */
const char *notes_base(const struct import_plan *plan, const struct remote_episode *e);

/* body.c: the notes as Markdown; noted what they lose. */
void episode_body(struct import_plan *plan, struct import_episode *e, struct strbuf *out);

/* The name of a file as one of its folder names it, or of the episode's; NULL: it could not be had. */
const char *asset_name(const struct import_plan *plan, const struct import_asset *asset,
		       const struct import_episode *e);

/* The language of the show as the content writes it: the feed's, what it means, or else what was said. */
const char *plan_language(const struct import_plan *plan);

#endif
