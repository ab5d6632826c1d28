#ifndef IMPORT_SOURCES_H
#define IMPORT_SOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json_tree.h"
#include "import/show.h"
#include "model/media.h"
#include "model/remote_feed.h"

struct arena;

/*
 * Shows that are no feed: exports of WordPress and Podlove Publisher, the folder of a Hugo or Jekyll
 * site, a folder of recordings with tags, a JSON Feed. Each becomes the same struct remote_feed that a
 * feed becomes, so that nothing after this knows the difference. Pure: nothing is read, fetched or
 * written here; the caller reads files, and hands in what is in them.
 *
 * The newest episode comes first, as in feeds. Whatever is not to the letter what the source says is a
 * note. Everything lives in the arena that is given.
 */

#define SOURCE_SHOW ((size_t)-1)

struct source_note {
	enum import_note_kind kind;
	size_t      item; /* in feed->items; SOURCE_SHOW: it concerns the show, or something that is no episode */
	unsigned    line; /* of the file; 0: none */
	const char *text; /* a sentence for people, without a full stop */
};

struct import_source {
	struct remote_feed *feed;  /* NULL: there is no show in it, and the last note says why */
	struct remote_list  notes; /* of struct source_note */
};

/* Hands the notes over to the show that was planned from `source->feed`. */
void import_source_tell(const struct import_source *source, struct import_show *show);

/* --- what somebody gives us ------------------------------------------------------------------- */

enum import_form {
	FORM_UNKNOWN, /* see `why` */
	FORM_FEED,    /* RSS or Atom */
	FORM_WORDPRESS,
	FORM_PODLOVE, /* Podlove Publisher's own export: goes together with one of WordPress */
	FORM_OPML,
	FORM_JSON_FEED,
	FORM_ALISS,
	/* folders */
	FORM_BLETHER_EXPORT, /* what `blether export` wrote */
	FORM_HUGO,
	FORM_JEKYLL,
	FORM_EXPORTS, /* files of WordPress and Podlove beside one another */
	FORM_TAGGED,  /* recordings */
};

struct import_guess {
	enum import_form form;
	const char *why;   /* FORM_UNKNOWN: what it is instead and what to do, a sentence; else NULL */
	const char *names; /* the address of the feed that a web page names; or NULL */
};

/* Of a file. `name` helps only where the bytes say nothing; gzip must have been unpacked before. */
struct import_guess import_form_of(const char *name, const char *bytes, size_t len, struct arena *a);

/* Of a folder: relative paths of its files (folders in it too, no matter in which order). */
struct import_guess import_form_of_folder(const char *const *paths, size_t count, struct arena *a);

/* --- WordPress -------------------------------------------------------------------------------- */

/*
 * An export of WordPress (WXR 1.0 to 1.2), with what PowerPress, podPress, Seriously Simple Podcasting
 * or Podlove Publisher know of each post. Published posts that have audio become episodes; drafts,
 * private ones and such with a password never do. Bodies become HTML: blocks and short codes are what
 * they mean or are gone, paragraphs are where WordPress puts them.
 */
struct wordpress_export {
	const char *from;                     /* what the file is called */
	const struct remote_element *posts;   /* element_tree_read() of it */
	const struct remote_element *podlove; /* the same of Podlove's export; NULL: there is none */
	const char *channel; /* which show, by its short name, where there are several; NULL: the main one */
};

struct import_source *import_wordpress(const struct wordpress_export *x, struct arena *a);

/* --- Hugo, Jekyll ------------------------------------------------------------------------------ */

struct site_page {
	const char *path;         /* relative: "content/episode/hope.md" */
	const struct tree *front; /* settings_read() of its front matter; NULL: none that can be read */
	const char *body;         /* what follows: Markdown, or HTML when `path` ends so */
};

struct site_folder {
	const char *from;          /* its path: audio and pictures in it get it before them */
	enum import_form form;     /* FORM_HUGO or FORM_JEKYLL */
	const struct tree *config; /* settings_read() of hugo.toml, _config.yml, …; NULL: there is none */
	const struct site_page *pages;
	size_t page_count;
	const char *const *files; /* relative paths of all files; `sizes`: their bytes */
	const int64_t     *sizes;
	size_t file_count;
};

/*
 * Pages that name a recording become episodes; drafts, hidden ones and such as are dated after `now`
 * (seconds since 1970) never do. Bodies are in `markdown` of each episode.
 */
struct import_source *import_site(const struct site_folder *site, int64_t now, struct arena *a);

/* Is it worth reading: a page of the content, by its path? And a file of settings of the site? */
bool import_site_wants(enum import_form form, const char *path);
bool import_site_is_config(enum import_form form, const char *path);

/* --- recordings ------------------------------------------------------------------------------- */

struct tagged_file {
	const char *path;   /* as it can be opened */
	const char *sha256; /* lower-case hexadecimal */
	int64_t bytes;
	int64_t changed;    /* seconds since 1970: when the file was written last */
	const struct media_facts *facts;
	const char *cover;  /* a picture of its own, beside it (same name); NULL: none */
};

/* `folder`: what it is called; `cover`: cover.jpg, folder.jpg and the like in it, or NULL. */
struct tagged_folder {
	const char *folder, *cover;
	const struct tagged_file *files;
	size_t count;
};

struct import_source *import_tagged(const struct tagged_folder *folder, struct arena *a);

/* --- lists of feeds, JSON Feed ------------------------------------------------------------------ */

struct subscription {
	const char *url;   /* of the feed: http or https */
	const char *title; /* NULL: none */
	const char *page;  /* the show's page; NULL: none */
	const char *groups; /* outlines that it stands in, "News > Local"; NULL: none */
};

struct subscriptions {
	const char *title;  /* of the list; NULL: none */
	struct subscription *all; /* as they stand there, each feed once */
	size_t count, room;
	struct remote_list notes; /* of struct source_note: what was left out */
};

/* element_tree_read() of an OPML file (http://opml.org/spec2.opml); NULL: it is none. */
struct subscriptions *import_opml(const struct remote_element *root, struct arena *a);

/* tree_read() of a JSON Feed (https://www.jsonfeed.org/version/1.1/). */
struct import_source *import_json_feed(const struct tree *root, const char *from, struct arena *a);

#endif
