#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/source.h"
#include "model/fields.h"
#include "model/media.h"
#include "model/transcript.h"

/*
 * The site as plain data. `read` fills it, the facts of media are added, and
 * from then on everybody takes it as const. Everything lives in one arena.
 *
 * - Text is valid UTF-8 of XML 1.0 characters (base/source.h) and not escaped.
 * - `path` is a place in the output folder: relative, ASCII, `/`-separated.
 * - Optional texts are NULL when absent.
 * - HTML made from Markdown marks the start of each local URL with LINK_MARK;
 *   what follows is a `path`. Whoever writes the HTML out puts there what leads
 *   from the page to the root of the site ("../../"), or the site's address.
 */
#define LINK_MARK '\x01'

/* As many hexadecimal digits of a file's SHA-256 as a name that is never reused carries. */
#define HASH_IN_NAME 12

/* What every item that has a file of its own begins with. */
struct item {
	const struct kind   *kind;
	const struct source *src;
	const char          *slug;
	const char          *path;  /* of its page in the output: "podcasts/hope/01.html" */
	struct span         *spans; /* of the values, in the order of the kind's fields; zero where absent */
};

struct owner {
	const char *name, *email;
};

struct person {
	const char *name, *role, *group, *url;
};

struct funding {
	const char *url, *label;
};

/* Like struct audio_chapter, with what pages and feeds need besides. */
struct chapter {
	int64_t     start; /* milliseconds */
	const char *title;
	const char *url;
	const char *picture_name; /* as written in the front matter or chapters file */
	const char *picture;      /* the file, as blether opens it; NULL: none */
	const char *picture_path; /* in the output */
};

/* ID3v2 chapters count in one byte. */
#define CHAPTERS_MOST 255

/* Where an episode's chapters were found: the first of these that has any. */
enum chapters_from {
	CHAPTERS_NONE,
	CHAPTERS_FRONT_MATTER,
	CHAPTERS_FILE,      /* beside the recording */
	CHAPTERS_RECORDING, /* inside it */
	CHAPTERS_NOTES,     /* lines of the notes that begin with a time */
};

/* A file of the content that the site hands on: a cover, a picture in the notes, a PDF linked there. */
struct picture {
	const char          *file; /* in the content folder, as blether opens it */
	const char          *path; /* in the output, with a piece of its hash: never reused */
	const char          *type; /* media type, by its suffix */
	char                 sha256[65];
	int64_t              bytes;
	struct span          at;   /* where it is named */
	struct picture_facts facts;
};

/* How loud recordings become, and what else is done with those that are encoded. */
struct mastering {
	double      loudness, loudness_mono; /* LUFS, of stereo and of one channel */
	double      peak;                    /* dBTP, not to be passed */
	double      tolerance;               /* LU; what is nearer is right */
	int64_t     high_pass;               /* Hz; 0: none */
	const char *mono, *preset, *sample_rate;
	bool        trim_silence, low_data;
};

struct recording {
	const char            *file;
	char                   sha256[65]; /* "" until it has been opened */
	struct span            at;
	struct media_facts     facts;
	struct published_audio published;
	const char            *path; /* of the published file in the output; its name is never reused */
	struct published_audio small;      /* the low-data file, where the show has one */
	const char            *small_path; /* NULL: it has none */
};

struct episode {
	struct item      item;
	const char      *title, *summary, *note, *guid, *type, *licence;
	int64_t          number, season;
	struct moment    date;
	bool             is_explicit, draft, master;
	const char      *recording_name, *transcript_name; /* as written in the front matter */
	struct list      chapters; /* of struct chapter, ascending */
	struct list      noted_chapters; /* of struct chapter: what the notes would give */
	enum chapters_from chapters_from;
	struct list      people;   /* of struct person; empty: the show's */
	struct strings   related;  /* slugs of episodes of the same show */
	struct episode **related_episodes;
	const char      *notes_html;
	struct recording recording;
	struct transcript transcript;
	const char      *transcribe, *checked_by;
	const char      *transcript_paths[TRANSCRIPT_FORMS]; /* in the output; NULL: not written */
	const char      *chapters_path; /* in the output; NULL: there are none */
	struct show     *show;
	struct episode  *previous, *next; /* published neighbours by date */
};

struct show {
	struct item    item;
	const char    *title, *author, *summary, *description, *language, *type;
	const char    *copyright, *licence, *guid, *cover_name, *cover_alt, *format, *medium;
	const char    *start_here_name, *transcribe;
	int64_t        bitrate; /* kbit/s, of recordings that must be encoded; 0: by the preset */
	bool           is_explicit, locked, complete, master;
	struct mastering mastering;
	struct owner   owner;
	struct strings categories; /* "Top" or "Top > Sub" */
	struct list    people;     /* of struct person */
	struct list    funding;    /* of struct funding */
	struct picture cover;
	const char    *feed_path;
	struct episode **episodes; /* what is published, newest first */
	size_t          episode_count;
	struct episode **held;     /* drafts and episodes whose date is still to come */
	size_t          held_count;
	const struct episode *start_here;
};

struct page {
	struct item item;
	const char *title, *summary;
	int64_t     order;
	const char *body_html;
};

struct site {
	struct item    item;
	const char    *title, *address, *language, *summary, *contact, *licence;
	struct show  **shows; /* by slug */
	size_t         show_count;
	struct page  **pages; /* by order, then slug */
	size_t         page_count;
	struct picture *pictures; /* all that pages and notes show or link, each once, by file */
	size_t          picture_count;
	struct moment   now;      /* what counts as the present for this run */
	struct moment   next_due; /* when the first held episode is due, if any */
};

/* Where a field of an item was written; the file's start if it was left out. */
struct span item_field_span(const struct item *item, const char *key);

/* The absolute URL of a `path` of this site (percent-encoded); `a` holds it. */
char *site_url(const struct site *site, const char *path, struct arena *a);

/* The URL a page is known by: `…/index.html` is shown as `…/`. */
char *site_permalink(const struct site *site, const char *path, struct arena *a);

/*
 * podcast:guid of a feed that has none of its own: UUIDv5 of the feed's URL
 * without scheme and trailing slashes (Podcasting 2.0 namespace, <podcast:guid>).
 */
void podcast_guid(const char *feed_url, char out[static 37]);

/* A draft, or one whose date is still to come. */
bool episode_is_held(const struct episode *e, struct moment now);

/*
 * What becomes of an episode when its recording has been opened, and its
 * transcript is final: chapters that stand in neither front matter nor file are
 * taken from the recording or else the notes, a guessed end of the transcript
 * is cut to the recording's, and the files of both get their names.
 */
void episode_complete(struct episode *e, struct arena *a);
void site_complete(struct site *site, struct arena *a);

/* When the newest published episode of the show (or of all shows) appeared. */
struct moment show_updated(const struct show *show);
struct moment site_updated(const struct site *site);

/*
 * Lower-case ASCII words joined by '-', or "" when nothing is left of `title`.
 * Latin letters lose their accents.
 */
char *slug_make(const char *title, struct arena *a);

/* True for what can stand in a path: a-z, 0-9 and single inner '-'. */
bool slug_valid(const char *slug);

#endif
