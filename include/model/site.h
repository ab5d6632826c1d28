#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/source.h"
#include "model/fields.h"
#include "model/interface.h"
#include "model/media.h"
#include "model/transcript.h"
#include "model/words.h"

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
	const char          *language;  /* BCP 47, of a translation: `name.gd.md`; NULL: the site's, or the show's */
	const char          *translated_by;
	struct versions     *versions;  /* the same in all its languages, itself included; NULL: there is one */
	const struct kind   *kind;
	const struct source *src;
	const char          *slug;
	const char          *path;  /* of its page in the output: "podcasts/hope/01.html" */
	struct span         *spans; /* of the values, in the order of the kind's fields; zero where absent */
	const char *const  *html;  /* what became of its Markdown, in its own struct; NULL: it has none */
};

/* A colour scheme of the site: `#rrggbb`; NULL: the theme's. */
struct palette {
	const char *accent, *accent_dark; /* of links and buttons, in the light and in the dark */
	const char *paper, *paper_dark;   /* behind the text */
	const char *ink, *ink_dark;       /* of the text */
	struct span *spans;               /* in the order of the fields; NULL: none is written */
};

/* What the accessibility statement says besides what blether knows itself. */
struct statement {
	const char    *conforms;                   /* "fully", "partially" or "not" */
	struct moment  prepared, reviewed, tested; /* days */
	const char    *tested_by, *enforcement;
	int64_t        reply_days;
	struct strings limits;                     /* known problems, in whole sentences */
};

/* What the privacy page says besides what blether knows itself. */
struct privacy {
	const char *controller; /* who answers for the site */
	const char *host;       /* who keeps the pages */
	int64_t     log_days;   /* how long the host keeps its log; -1: not said */
};

/* An item and its translations, the original first. */
struct versions {
	struct item **items;
	size_t        count;
};

struct owner {
	const char *name, *email;
};

struct chances;
struct consents;
struct edition;
struct gaps;
struct map;
struct profile;
struct audience;
struct chance_note;
struct community;
struct facts;
struct flash_report;
struct gap_note;
struct glossary;
struct group;
struct journey;
struct meeting;
struct notice;
struct place_item;
struct programme;
struct resource;
struct series;
struct story;

/* Somebody heard or at work in a show (podcast namespace, <podcast:person>). */
struct person {
	const char *profile_name; /* slug of people/<slug>.md, or NULL */
	const struct profile *profile;
	const char *id;   /* under which they stand in private/consent.csv: slug of their file, or of the name */
	const char *name, *role, *group, *url;
	const char *page_path;    /* of their page in the output; NULL: they have none */
	const char *picture_name; /* as written */
	const char *picture_path; /* in the output; NULL: none */
	size_t      picture_index; /* among the pictures of the site, if there is one */
	const char *picture_alt;   /* NULL: it says no more than the name beside it */
	int64_t     picture_width, picture_height; /* pixels; 0: not known */
};

/* <podcast:location>: what a show is about, or where it is made. A town, never somebody's home. */
struct location {
	const char *name, *rel; /* "subject" or "creator" */
	const char *geo;        /* RFC 5870, `geo:55.95,-4.76` */
	const char *osm, *country;
};

/* <podcast:soundbite>: a piece that stands for the whole. */
struct soundbite {
	int64_t     start, duration; /* milliseconds */
	const char *title;           /* or NULL: the episode's */
};

/* <podcast:txt>: a line for programs, such as the proof to a directory whose show it is. */
struct text_record {
	const char *text, *purpose;
};

/* Another show, or an episode of one (<podcast:remoteItem>). */
struct remote_item {
	const char *guid, *feed, *title;
	const char *page;   /* for people */
	const char *medium, *episode;
};

/* <podcast:contentLink>: where else it can be heard or seen. */
struct content_link {
	const char *url, *label;
};

/* <podcast:updateFrequency> */
struct update_frequency {
	const char   *label, *rrule; /* words; RFC 5545 section 3.3.10 */
	struct moment start;
};

/* <podcast:season name>: */
struct season {
	int64_t     number;
	const char *name;
};

/* <podcast:image> besides the cover. */
struct show_image {
	const char           *file_name, *alt, *purpose; /* as written */
	const struct picture *picture;                   /* NULL: not found */
};

/* <podcast:value>: payments, written to the feed as given. */
struct value_recipient {
	const char *name, *type, *address, *custom_key, *custom_value;
	int64_t     split;
	bool        fee;
};

struct value_split {
	int64_t            start, duration, remote_start; /* milliseconds */
	int64_t            remote_percentage;
	struct remote_item remote; /* or `recipients` */
	struct list        recipients; /* of struct value_recipient */
};

struct value_block {
	const char *type, *method, *suggested;
	struct list recipients; /* of struct value_recipient */
	struct list splits;     /* of struct value_split */
};

/* Something to be heard while it happens (<podcast:liveItem>); in the feed from its announcement to its end. */
struct live {
	const char   *title, *guid, *summary, *page;
	const char   *url, *type; /* of the stream */
	struct moment start, end;
	struct list   links; /* of struct content_link */
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
	size_t               index; /* among the pictures of the site; a copy knows it too */
	bool                 is_hidden; /* nothing that is out shows it, so it stays where it is */
};

/* Where a phone can ring, write or read for help; help/<slug>.md. No number stands in the program. */
struct help_entry {
	struct item    item;
	const char    *title, *phone, *text, *web, *hours;
	const char    *text_word;  /* what a text message must say */
	struct strings languages;  /* BCP 47 */
	struct strings topics;     /* what it helps with: slugs of topics; none: anything */
	bool           emergency;  /* it comes first, before all others */
	bool           is_watched; /* it is for those who may be watched while they look for it */
	bool           is_free;
	struct moment  checked;    /* the day on which somebody rang it up */
	int64_t        order;
	const char    *body_html;
};

struct care_topic;

/* What of an episode needs care (model/care.h). */
struct care {
	const struct care_topic **topics; /* in the order in which the episode names them */
	size_t      topic_count;
	const struct help_entry **help;   /* for its topics: an emergency number where it may be needed, then by order */
	size_t      help_count;
	bool        is_watched;           /* pages about it offer a way out */
};

/* Somebody who is named; people/<slug>.md. Whether they may be is in private/consent.csv. */
struct profile {
	struct item    item;
	const char    *name, *role, *url, *of; /* `of`: "person", "organisation" or "synthetic" */
	const char    *picture_name, *picture_alt;
	struct picture picture;
	bool           listed; /* they have a page of their own, and stand in the list of people */
	size_t         index;        /* among the profiles of the site */
	bool           is_withdrawn; /* they took their consent back: nothing may name them */
	int64_t        order;
	const char    *body_html;
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

/* Where something was published before it came here, as it was written there; NULL: not known, or nowhere. */
struct came_from {
	const char *page;
	const char *audio; /* of an episode: whoever had it from there has its bytes */
	const char *feed;  /* of a show */
};

struct recording {
	const char            *file;
	char                   sha256[65]; /* "" until it has been opened */
	int64_t                bytes;
	struct span            at;
	struct media_facts     facts;
	struct published_audio published;
	const char            *path; /* of the published file in the output; its name is never reused */
	struct published_audio small;      /* the low-data file, where the show has one */
	const char            *small_path; /* NULL: it has none */
};

struct episode {
	struct item      item;
	const char      *title, *summary, *note, *type, *licence;
	const char      *guid;         /* its identity: as written, without white space at its ends and with single blanks inside */
	const char      *guid_written; /* to the letter, for feeds; some apps take its white space for a part of it */
	struct came_from came_from;
	struct strings   elements;  /* XML, an element each, that its item in the show's feed has besides */
	bool             chapter_list; /* its chapters stand in the notes that apps show */
	int64_t          number, season;
	struct moment    date;
	struct moment    changed; /* the day on which its words were last mended; not set: never */
	bool             is_explicit, master;
	const char      *status;      /* "draft", "scheduled", "published", "withdrawn"; NULL: by its date */
	const char      *display;     /* its number as apps shall show it */
	const char      *cover_name, *cover_alt;
	struct picture   cover;       /* its own; no file: the show's */
	struct strings   area_names;  /* slugs of areas */
	struct strings   topics;      /* words, as written */
	struct care      care;       /* which of them need it */
	const struct collection **collections; /* its areas, then its topics (collect.h) */
	size_t           collection_count;
	struct list      locations, soundbites, texts, funding, links, values; /* of the structs above */
	const char      *recording_name, *transcript_name; /* as written in the front matter */
	struct list      chapters; /* of struct chapter, ascending */
	struct list      noted_chapters; /* of struct chapter: what the notes would give */
	enum chapters_from chapters_from;
	struct list      people;   /* of struct person; empty: the show's */
	struct strings   related;  /* slugs of episodes of the same show */
	struct strings   points;     /* what you will hear, in a sentence each */
	struct strings   questions;  /* to talk about */
	const char      *no_transcript; /* why there is none; NULL: there must be one */
	struct episode **related_episodes;
	const char      *notes_html;
	struct recording recording;
	struct transcript transcript;
	const char      *transcribe, *checked_by;
	const char      *transcript_paths[TRANSCRIPT_FORMS]; /* in the output; NULL: not written */
	const char      *chapters_path; /* in the output; NULL: there are none */
	struct show     *show;
	struct episode  *previous, *next; /* published neighbours by date */
	struct picture   card, poster;    /* drawn of it (site/sheets.h); no path: none */
};

struct show {
	struct item    item;
	const char    *title, *author, *summary, *description, *language, *type;
	const char    *copyright, *licence, *guid, *cover_name, *cover_alt, *format, *medium;
	const char    *start_here_name, *transcribe;
	int64_t        bitrate; /* kbit/s, of recordings that must be encoded; 0: by the preset */
	bool           is_explicit, locked, complete, master;
	bool           podping, strict_w3c, apple_complete;
	const char    *new_feed_url;
	struct came_from came_from;
	struct strings elements; /* XML, an element each, that the channel of its feed has besides */
	struct list    locations, texts, podroll, images, seasons, values, live; /* of the structs above */
	struct remote_item      publisher; /* guid NULL: none */
	struct update_frequency frequency; /* label NULL: none */
	struct strings block, allow; /* services that shall not, or may still, list the show; "all" */
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
	struct episode **withdrawn; /* newest first; they leave a notice where their page was */
	size_t          withdrawn_count;
	const struct episode *start_here;
	struct picture card, poster; /* drawn of it (site/sheets.h); no path: none */
};

/* words.yaml */
struct word_list {
	struct item item;
	struct list words; /* of struct hurtful_word */
};

struct page {
	struct item item;
	const char *title, *summary;
	int64_t     order;
	const char *body_html;
	bool        is_made; /* it has no file of its own: blether writes it all (read/standing.h) */
};

/* What came out of the work in an area, besides what the site itself has. */
struct output {
	const char   *title, *url;
	struct moment date; /* day */
};

/* An Area of Impact: a theme that episodes, groups, meetings and resources belong to. */
struct area {
	struct item    item;
	const char    *title, *summary;
	const char    *label; /* for narrow columns; NULL: the title */
	const char    *lead;  /* slug of the group that looks after it */
	struct strings determinants, aliss, place_standard; /* what others call the same */
	struct list    outputs; /* of struct output */
	bool           is_example;
	int64_t        order;
	const char    *body_html;
};

/* Published episodes of several shows that belong together; each has a page and a feed. */
enum collection_kind { COLLECTION_ALL, COLLECTION_AREA, COLLECTION_TOPIC };

struct collection {
	enum collection_kind kind;
	const char          *slug; /* "" for all */
	const char          *title, *summary;
	const char          *path, *feed_path; /* of page and feed in the output */
	const char          *guid;             /* podcast:guid of its feed */
	const char          *new_feed_url;     /* NULL: the feed has not moved */
	const struct area   *area;             /* NULL unless it is one's */
	struct episode     **episodes;         /* newest first */
	size_t               episode_count;
};

struct site {
	struct item    item;
	const char    *title, *address, *language, *summary, *contact, *licence;
	const char    *audio_address; /* where recordings stand, if not with the pages (model/audio_place.h) */
	const char    *audio_root, *audio_origin, *audio_host;
	const char    *written_in; /* the content, where pages speak another language; NULL: `language` */
	const char    *time_zone; /* IANA name, for dates that name no zone; NULL: each must */
	const char    *hub;       /* WebSub hub that is told of news */
	const char    *cover_name, *cover_alt;
	struct picture cover;     /* of feeds of several shows; no file: the first show's */
	bool           json_feed;
	bool           drawings;   /* share cards and posters are drawn */
	bool           is_example; /* made up to show how it works: pages say so, and it does not grow stale */
	bool           remembers;  /* pages may keep on the device where a listener was */
	const char    *logo_name, *logo_alt;
	struct picture logo;
	struct palette   palette;
	struct statement statement;
	struct privacy   privacy;
	const char    *exit_to;   /* where "exit this page" leads */
	struct help_entry **help;  /* emergencies first, then by order, then slug */
	size_t         help_count;
	struct profile **profiles; /* by order, then slug */
	size_t         profile_count;
	struct consents *consents; /* model/consent.h */
	const char    *guid;      /* of what belongs to no show; by its first address (collect.h) */
	struct area  **areas;     /* by order, then slug */
	size_t         area_count;
	struct collection *collections; /* all, areas by order, topics by slug; empty ones have no feed */
	size_t         collection_count;
	struct show  **shows; /* by slug */
	size_t         show_count;
	/* The network (model/network.h); all by order where they have one, then by slug. */
	struct place_item   **places;
	struct audience     **audiences;
	struct group        **groups;
	struct gap_note     **gap_notes;
	struct chance_note  **chance_notes;
	struct resource     **resources;
	struct notice       **notices;
	struct series       **series;
	struct meeting      **meetings;
	struct programme    **programmes, **held_programmes; /* held: drafts, which nothing is published of */
	struct flash_report **flash_reports;
	struct story        **stories;
	struct journey      **journeys;
	struct community     *communities; /* in the order of their rows */
	const struct source  *community_source; /* communities.csv; NULL: there is none */
	struct glossary      *glossary; /* NULL: there is none */
	struct facts         *facts;    /* NULL: there are none */
	size_t place_count, audience_count, group_count, gap_note_count, chance_note_count;
	size_t resource_count, notice_count, series_count, meeting_count, programme_count;
	size_t flash_report_count, story_count, journey_count, community_count;
	size_t held_programme_count;
	const struct map    *map;     /* model/map.h; with its gaps and chances */
	const struct gaps   *gaps;
	const struct chances *chances;
	const struct edition *editions; /* by number */
	size_t         edition_count;
	const char    *region;  /* of addresses in open data: council area or county */
	int64_t areas_expected; /* how many areas there are to be; 0: nobody says */
	const struct item **items; /* all of the network, sessions too, areas, profiles and help, by kind, then slug */
	size_t         item_count;
	struct page  **pages; /* by order, then slug */
	size_t         page_count;
	struct picture *pictures; /* all that pages and notes show or link, each once, by file */
	size_t          picture_count;
	struct picture  card, help_poster; /* drawn of it and of its help page (site/sheets.h); no path: none */
	bool            has_unread; /* a file could not be read whole: what seems to be missing may be in it */
	struct ledger  *ledger;   /* what was published before (model/ledger.h); NULL: it cannot be read */
	const struct interface *const *interfaces; /* in all languages that there are, ended by NULL */
	const struct interface *interface; /* the words around the content, in the site's language (model/interface.h) */
	struct moment   now;      /* what counts as the present for this run */
	struct moment   next_due; /* when the output changes although the content does not, if ever */
};

/* The words around the content in a language, or in another country's form of it; NULL: there are none. */
const struct interface *site_interface(const struct site *site, const char *language);

/*
 * The item of that kind with that slug, a struct of the kind; NULL: there is none. Areas,
 * profiles, help entries and everything of the network can be asked for.
 */
const void *site_item(const struct site *site, const struct kind *kind, const char *slug);

/* What it is called, and what it is in a sentence, as its front matter says; NULL: it does not. */
const char *item_title(const struct item *item);
const char *item_summary(const struct item *item);

/* The order in which site_item() looks: by the name of the kind, then by slug. */
int item_order(const struct item *x, const struct item *y);

/* Where a field of an item was written; the file's start if it was left out. */
struct span item_field_span(const struct item *item, const char *key);

/* The same for an entry of a list; where the entry begins if the field was left out. */
struct span list_field_span(const struct list *l, size_t i, const char *key);

/* The absolute URL of a `path` of this site (percent-encoded); `a` holds it. */
char *site_url(const struct site *site, const char *path, struct arena *a);

/* The URL a page is known by: `…/index.html` is shown as `…/`. */
char *site_permalink(const struct site *site, const char *path, struct arena *a);

/*
 * Where a show stands in the output, by its slug and those of its episodes. A recording stands in the folder
 * `audio` beside the episode's page; its name has HASH_IN_NAME digits of the SHA-256 of what is published, and
 * `suffix`, which is without its point.
 */
char *show_page_path(const char *show, struct arena *a);
char *show_feed_path(const char *show, struct arena *a);
char *episode_page_path(const char *show, const char *episode, struct arena *a);
char *episode_audio_path(const char *page, const char *sha256, const char *suffix, struct arena *a);

/*
 * podcast:guid of a feed that has none of its own: UUIDv5 of the feed's URL
 * without scheme and trailing slashes (Podcasting 2.0 namespace, <podcast:guid>).
 */
void podcast_guid(const char *feed_url, char out[static 37]);

/* The identity of what has a page, for feeds and calendars: UUIDv5 of its permalink (RFC 9562). */
char *site_page_uuid(const struct site *site, const char *path, struct arena *a);

/* Have they a page, and a place in the list of people? */
bool profile_has_page(const struct profile *p);

/*
 * Do the words of the notes begin with the summary? Of a show that came from elsewhere it is their
 * first sentences; who reads the notes need not read it twice.
 */
bool episode_notes_begin_with_summary(const struct episode *e, struct arena *a);

/* The page that lists them, `people/index.html`; NULL when nobody has one. */
const char *people_list_path(const struct site *site);

bool episode_is_draft(const struct episode *e);
bool episode_is_withdrawn(const struct episode *e);

/*
 * Was it published elsewhere before it came here (came_from)? What can only be asked of new work is not
 * asked of it: its number and its name are what they have been.
 */
bool episode_was_elsewhere(const struct episode *e);

/* A draft, or one whose date is still to come. */
bool episode_is_held(const struct episode *e, struct moment now);

/* Neither held back nor withdrawn. */
bool episode_is_out(const struct episode *e, struct moment now);

/* Must there be a transcript (WCAG 2.2, 1.2.1)? Not of a draft, nor where the reason is told why there is none. */
bool episode_needs_transcript(const struct episode *e);

/* All episodes of a show, whatever their status, one after the other. */
size_t          show_all_count(const struct show *show);
struct episode *show_any(const struct show *show, size_t i);

/*
 * What becomes of an episode when its recording has been opened, and its
 * transcript is final: chapters that stand in neither front matter nor file are
 * taken from the recording or else the notes, a guessed end of the transcript
 * is cut to the recording's, and the files of both get their names.
 */
void episode_complete(struct episode *e, struct arena *a);
void site_complete(struct site *site, struct arena *a);

/*
 * The first moment after `now` at which the same content gives another output, or other messages:
 * an episode that is held back appears, something live begins or ends, a number for help is too
 * old to be relied on. Not set when there is none.
 */
struct moment site_next_due(const struct site *site);

/* The last moment up to `now` at which it did. */
struct moment site_last_due(const struct site *site);

/* The cover of the site, else of its first show that has one; of an episode, else of its show. NULL: none. */
const struct picture *site_cover(const struct site *site);
const struct picture *episode_cover(const struct episode *e);

/* What a show calls its season of that number; NULL: it has no name for it. */
const char *show_season_name(const struct show *show, int64_t number);

/* The JSON Feed that stands beside a feed. */
char *json_feed_path(const char *feed_path, struct arena *a);

/* When its page last changed: when it appeared, or the day on which its words were mended after that. */
struct moment episode_changed(const struct episode *e);

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
