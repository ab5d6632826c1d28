#ifndef MODEL_REMOTE_FEED_H
#define MODEL_REMOTE_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

/*
 * A feed as it was found: what somebody published, blether or another program.
 *
 * - Text is valid UTF-8 of XML 1.0 characters, not escaped, without white space at
 *   its ends; NULL where the feed says nothing.
 * - URLs are absolute where the feed or its own address tells how to make them so.
 * - Notes are HTML or plain text, as the feed has them: nothing in them is safe to show.
 */

/* Structs of one kind in the order of the feed. */
struct remote_list {
	void *items;
	size_t count, room;
};

/* What a feed says where yes and no are asked; many say nothing. */
enum remote_flag { REMOTE_UNSAID, REMOTE_NO, REMOTE_YES };

struct remote_person {
	const char *name, *role, *group, *url, *picture;
};

struct remote_transcript {
	const char *url, *type, *language, *rel;
};

struct remote_chapter {
	int64_t start; /* milliseconds; sorted by it */
	const char *title, *url, *picture;
};

struct remote_funding {
	const char *url, *label;
};

/*
 * An element that no member of these structs has, or not all of: a second one with another text, one with an attribute
 * that no member takes, one that stands in for another (dc:creator for itunes:author), one that is not to be understood.
 * What says no more than a member does is not here; `xml:base`, `xml:lang` and the forms of Atom's texts are no reason to be.
 */
struct remote_attribute {
	const char *ns, *prefix; /* the address of its namespace, and what the feed calls that; NULL: none */
	const char *name, *value;
};

struct remote_element {
	const char *ns, *prefix; /* like those of attributes, but what is known under its usual address and prefix (itunes, podcast,
	                            atom, content, psc, …), however the feed has it. A prefix without `ns` was never declared, and is
	                            not known; `ns` without a prefix is a default namespace; neither: RSS itself */
	const char *name;        /* without its prefix */
	unsigned line;
	const char *text;              /* inside it, of its own depth; NULL: none. Where text and elements alternate, and deeper than
	                                  LIMIT_ELEMENT_DEPTH: all of it as markup, and `inside` is empty */
	struct remote_list attributes; /* of struct remote_attribute; addresses in url, uri, href, src, img, image and feedUrl are absolute */
	struct remote_list inside;     /* of struct remote_element */
};

struct remote_enclosure {
	const char *url, *type;
	const char *file;        /* the same as a file of this computer; NULL: it must be fetched */
	const char *length_text; /* as written */
	int64_t length;          /* bytes; 0: not given, or no number */
};

struct remote_episode {
	unsigned line;            /* where it begins in the feed */
	const char *guid;         /* identity to apps */
	const char *guid_written; /* with its white space, which some apps take for a part of it */
	bool guid_is_link;
	bool author_is_kept; /* it is of an element that stands in `elements`: iTunes' own has none */
	const char *title, *itunes_title, *author, *link, *image, *type;
	const char *licence, *licence_url;
	const char *date_text; /* as written */
	struct moment date;    /* not set: none that can be read */
	const char *description, *content, *summary, *subtitle;
	const char *markdown; /* its notes as Markdown, of a source that has them so; NULL: they are in those above */
	const char *notes_base;                /* where relative addresses in these begin: xml:base, else the feed; NULL: not known */
	struct remote_enclosure enclosure;     /* the first one; others stand in `elements` */
	size_t enclosures;                     /* how many there are */
	const char *duration_text;             /* as written */
	int64_t duration;                      /* milliseconds; -1: none that can be read */
	const char *season_text, *number_text; /* as written */
	const char *season_name, *display;     /* podcast:season name, podcast:episode display */
	int64_t season, number;                /* 0: none that can be read */
	enum remote_flag is_explicit, is_blocked;
	const char *chapters_url, *chapters_type;
	struct remote_list chapters;    /* of struct remote_chapter: psc */
	struct remote_list people;      /* of struct remote_person */
	struct remote_list transcripts; /* of struct remote_transcript */
	struct remote_list elements;    /* of struct remote_element: all else that stands in it */
};

enum remote_kind { REMOTE_RSS, REMOTE_ATOM };

struct remote_feed {
	enum remote_kind kind;
	const char *from; /* the address or path that it was read from */
	const char *title, *link, *description, *summary, *subtitle, *language, *copyright,
		*generator;
	const char *author, *editor, *owner_name, *owner_email;
	const char *guid, *medium, *type, *licence, *licence_url, *image;
	const char *self;    /* its own address, as it says */
	const char *new_url; /* where it moved */
	const char *next;    /* its next page (RFC 5005 section 3) */
	const char *prev_archive; /* what came before this document (RFC 5005 section 4) */
	const char *notes_base;   /* where relative addresses in its description begin; NULL: not known */
	const char *hub;     /* RFC 5005 aside: who tells of news (WebSub) */
	const char *locked_owner;
	const char *updated_text;
	struct moment updated;
	enum remote_flag is_explicit, is_locked, is_blocked, is_complete;
	struct remote_list categories; /* of const char *: `Top` or `Top > Sub` */
	struct remote_list funding;    /* of struct remote_funding */
	struct remote_list people;     /* of struct remote_person */
	struct remote_list items;      /* of struct remote_episode */
	struct remote_list elements;   /* of struct remote_element: all else that stands in the channel */
};

#endif
