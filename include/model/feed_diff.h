#ifndef MODEL_FEED_DIFF_H
#define MODEL_FEED_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "model/remote_feed.h"

struct arena;

/*
 * What subscribers will see when one feed takes the place of another: a pure
 * comparison of what both say, not of their bytes. Dates are compared as moments,
 * lengths in seconds, notes as the words that are shown.
 */

/* FEED_FIELD(id, slug, words) */
#define FEED_FIELDS(FEED_FIELD)                                      \
	FEED_FIELD(TITLE, "title", "title")                          \
	FEED_FIELD(LINK, "link", "page")                             \
	FEED_FIELD(DESCRIPTION, "description", "description")        \
	FEED_FIELD(NOTES, "notes", "notes")                          \
	FEED_FIELD(MARKUP, "markup", "links or formatting of the notes") \
	FEED_FIELD(LANGUAGE, "language", "language")                 \
	FEED_FIELD(AUTHOR, "author", "author")                       \
	FEED_FIELD(OWNER, "owner", "owner's mail address")           \
	FEED_FIELD(COPYRIGHT, "copyright", "copyright")              \
	FEED_FIELD(GUID, "guid", "guid")                             \
	FEED_FIELD(IMAGE, "image", "picture")                        \
	FEED_FIELD(TYPE, "type", "kind")                             \
	FEED_FIELD(MEDIUM, "medium", "medium")                       \
	FEED_FIELD(LICENCE, "licence", "licence")                    \
	FEED_FIELD(EXPLICIT, "explicit", "explicit")                 \
	FEED_FIELD(BLOCKED, "blocked", "hidden from directories")    \
	FEED_FIELD(LOCKED, "locked", "locked against import")        \
	FEED_FIELD(COMPLETE, "complete", "complete")                 \
	FEED_FIELD(CATEGORIES, "categories", "categories")           \
	FEED_FIELD(FUNDING, "funding", "funding")                    \
	FEED_FIELD(PEOPLE, "people", "people")                       \
	FEED_FIELD(SELF, "self", "address of the feed")              \
	FEED_FIELD(NEW_URL, "new-feed-url", "address where the feed moved") \
	FEED_FIELD(DATE, "date", "date")                             \
	FEED_FIELD(AUDIO_URL, "audio-url", "audio address")          \
	FEED_FIELD(AUDIO_LENGTH, "audio-length", "audio size in bytes") \
	FEED_FIELD(AUDIO_TYPE, "audio-type", "audio format")         \
	FEED_FIELD(DURATION, "duration", "length")                   \
	FEED_FIELD(SEASON, "season", "season")                       \
	FEED_FIELD(SEASON_NAME, "season-name", "name of the season") \
	FEED_FIELD(NUMBER, "number", "number")                       \
	FEED_FIELD(DISPLAY, "display", "number as it is shown")      \
	FEED_FIELD(CHAPTERS, "chapters", "chapters")                 \
	FEED_FIELD(TRANSCRIPTS, "transcripts", "transcripts")        \
	FEED_FIELD(ORDER, "order", "place in the list")

enum feed_field {
#define FEED_FIELD(id, slug, words) FEED_FIELD_##id,
	FEED_FIELDS(FEED_FIELD)
#undef FEED_FIELD
	FEED_FIELD_COUNT
};

/* `audio-url` for programs, "audio address" for people. */
const char *feed_field_slug(enum feed_field f);
const char *feed_field_words(enum feed_field f);

/* A field that differs. */
struct field_change {
	enum feed_field field;
	const char     *from, *to; /* NULL: not there; of notes the plain words */
};

enum item_fate { ITEM_NEW, ITEM_CHANGED, ITEM_GONE };

struct item_change {
	enum item_fate            fate;
	const struct remote_episode *old, *new; /* `old` of new items and `new` of gone ones is NULL */
	struct remote_list        fields;    /* of struct field_change */
	bool                      again;     /* whoever had it may download it again */
	bool                      kept;      /* its audio is the same at another address: whoever had it keeps it */
	bool                      twice;     /* its guid changed: apps show it a second time */
	size_t                    below;     /* new, but older than so many of the old feed */
};

struct feed_diff {
	struct remote_list channel; /* of struct field_change */
	struct remote_list items;   /* of struct item_change: in the new feed's order, then those gone */
	size_t             added, changed, gone, unchanged;
	size_t             again, kept, twice, late;
	size_t             duplicates; /* items of the new feed with the guid of another */
};

struct feed_diff *feed_compare(const struct remote_feed *old, const struct remote_feed *new,
			       struct arena *a);

/* Nothing that subscribers would see. */
bool feed_diff_is_empty(const struct feed_diff *d);

/* How two texts differ: how many words each has and the first sentence that is not the same. */
struct text_change {
	size_t      words_before, words_after;
	const char *before, *after; /* "" at an end */
};

struct text_change text_compare(const char *before, const char *after, struct arena *a);

/* The words that HTML shows, parted by single spaces; plain text stays as it is. */
char *plain_text(const char *html, struct arena *a);

#endif
