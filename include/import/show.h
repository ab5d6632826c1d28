#ifndef IMPORT_SHOW_H
#define IMPORT_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "model/remote_feed.h"

struct arena;
struct site;
struct strbuf;

/*
 * A show that lives elsewhere, on its way here: what was read of it, whatever it was read from,
 * becomes files of the content. Pure: nothing is fetched and nothing written.
 *
 *   import_show_plan()          decides what belongs where, and which files are to be fetched
 *   … the caller fetches them, and says in each asset what became of it …
 *   import_show_text(), import_episode_text()   show.yaml and episode.md
 *
 * Everything that is not to the letter what the feed says becomes a note, for the report that the
 * import leaves.
 */

enum import_note_kind {
	IMPORT_CHANGED,   /* it is here, and otherwise than it was */
	IMPORT_GUESSED,   /* the feed does not say it: somebody should look at it */
	IMPORT_LOST,      /* it is not here */
	IMPORT_UNWRAPPED, /* an audio address without the counter's prefix; `text` is the address as it was */
	IMPORT_NOTE_KINDS,
};

struct import_note {
	enum import_note_kind kind;
	const struct import_episode *episode; /* NULL: it concerns the show */
	unsigned    line;  /* of the feed; 0: none */
	const char *field; /* of the front matter: "cover_alt"; or NULL */
	const char *text;  /* a sentence for people, without a full stop: "'9,999' is no number and was left out" */
};

/* What is fetched. */
enum import_asset_kind {
	ASSET_AUDIO,
	ASSET_COVER, /* of a show or an episode */
	ASSET_CHAPTERS,
	ASSET_TRANSCRIPT,
	ASSET_PICTURE, /* in notes, of people, of chapters */
	ASSET_KINDS,
};

struct import_asset {
	enum import_asset_kind kind;
	const char *url;    /* http, https; or the path of a file of this computer (what was read is a folder, say) */
	const struct import_episode *episode; /* whose folder it goes into; NULL: the show's, as it is the show's or several episodes' */
	const char *stem;   /* what it is to be called, without suffix: "recording", "cover", "picture-1"; no two alike in one folder */
	const char *type;   /* media type as the feed says; NULL: it does not */
	int64_t     length; /* bytes as the feed says; 0: it does not */
	/* --- what became of it --- */
	const char *file;   /* its name in the folder, suffix by what it really is; NULL: it is not to be had, */
	const char *why;    /* and why, in words for people */
	const char *sha256; /* lower-case hexadecimal */
	int64_t     bytes;
	double      seconds; /* of audio, decoded; 0: not known */
};

struct import_asset_list {
	struct import_asset **all;
	size_t count, room;
};

struct import_episode {
	const struct remote_episode *from;
	const char *folder;   /* "012-hope": its name in the show's folder */
	const char *slug;     /* "hope" */
	const char *guid;     /* to the letter what apps know it by, white space included; or made, and noted */
	struct moment date;   /* the feed's, or a second later where two share one */
	struct import_asset *audio, *cover, *chapters, *transcript; /* NULL: there is none, but always audio; a transcript: the best of several */
	struct import_asset_list pictures; /* of notes and chapters; some go into the show's folder */
	bool        is_new;   /* the site does not have it yet */
	bool        is_removed; /* and somebody took it out of there, so it does not come again: the caller of import_show_plan() says so */
};

struct import_show {
	const struct remote_feed *from;
	const char *slug;         /* of its folder in podcasts/ */
	const char *address;      /* of the site that it comes to */
	const char *language;     /* of the show, as the content writes it: "en-GB" */
	struct import_asset *cover;        /* never NULL; without an address where the feed has none: one is drawn */
	struct import_asset_list pictures; /* of people; podcast:image; what several episodes show */
	struct import_episode  *episodes;  /* oldest first */
	size_t                  count;
	struct import_asset_list assets;   /* all of them, in the order in which they are fetched: newest episode first */
	struct import_note     *notes;
	size_t                  note_count, note_room;
	const char            **people; /* everybody who is named, once; ended by NULL */
	struct arena           *arena;
};

struct import_settings {
	const char *slug;    /* of the show; NULL: made of its title */
	const char *address; /* of the site; NULL: the site's; of a new site where the show's page was */
	const char *email;   /* of the owner, where the feed has none */
	const char *language; /* where the feed says none */
	bool        unwrap;  /* prefixes of counters are taken off audio addresses */
	struct moment now;   /* not set: no date is still to come */
	const struct site *site; /* what there is already; NULL: a new site */
};

/* Everything lives in `a`. */
struct import_show *import_show_plan(const struct remote_feed *feed, const struct import_settings *s,
				     struct arena *a);

/*
 * What people must say before anything can be imported, each a sentence with the option to say it
 * by: "the feed names no owner with a mail address; say who is to be asked with --email". NULL
 * after the last.
 */
const char *const *import_show_wants(const struct import_show *show, const struct import_settings *s);

/*
 * Once each, when it is known what became of the assets. An episode whose recording is not to be had has no text:
 * nothing is appended to `out`, and it is noted as lost.
 */
void import_show_text(struct import_show *show, struct strbuf *out);
void import_episode_text(struct import_show *show, struct import_episode *episode, struct strbuf *out);

/* A note more. `format` as of printf(). */
__attribute__((format(printf, 5, 6)))
void import_note(struct import_show *show, const struct import_episode *e, enum import_note_kind kind,
		 const char *field, const char *format, ...);

#endif
