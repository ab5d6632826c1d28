#ifndef IMPORT_SITE_H
#define IMPORT_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "base/table.h"
#include "source.h"

/* A site of Hugo or Jekyll on its way to be a feed: what the parts of its reader share. */

#define SCOPES 6 /* maps in one another in which a setting may stand */

/* What has a recording, and is not for everybody. */
enum hidden { HIDDEN_DRAFT, HIDDEN_LATER, HIDDEN_KINDS };

struct site_import {
	const struct site_folder *site;
	struct import_source *s;
	const struct tree *scopes[SCOPES]; /* of the site's settings; those of the podcast first */
	const char *base;                  /* its address, without a slash at its end; "" */
	const char *media;                 /* where recordings are; NULL: beside the pages */
	struct arena *arena;
	int64_t now;
	size_t hidden[HIDDEN_KINDS];
	struct table by_path; /* which of the files has a path, from 1 */
};

/* A page on its way to be an episode. */
struct page_import {
	struct site_import *in;
	const struct site_page *page;
	const struct tree *scopes[SCOPES];
	struct remote_episode e;
	struct strbuf lost;
	const char *section, *name; /* "episode", and "hope" of content/episode/hope.md */
	bool is_guessed;            /* the recording was found beside the page */
};

/* --- settings (site_settings.c); names do not mind capitals --- */

/* What a map has under the first `len` bytes of `key`; NULL: nothing, or null. */
const struct tree *foreign_member(const struct tree *map, const char *key, size_t len);
const struct tree *foreign_map(const struct tree *map, const char *key);

/* The first of these names, parted by blanks, that one of the maps has with something in it. */
const struct tree *foreign_find(const struct tree *const *scopes, const char *names);

/* Its text; of a list the first entry, of a map its `name`. NULL: none. */
const char *foreign_text(const struct tree *t, struct arena *a);
const char *foreign_setting(const struct tree *const *scopes, const char *names, struct arena *a);

/* --- files and addresses (site_place.c) --- */

void foreign_index_files(struct site_import *in);

/* A path of the site, or a whole address, as an address; NULL: it is not known where the site is. */
const char *foreign_url(const struct site_import *in, const char *path);

/* A picture or another file that a page names: in the folder, or else on the web. */
const char *foreign_file_or_url(const struct page_import *p, const char *name);

/* The recording; false: the page has none. */
bool foreign_take_audio(struct page_import *p);

/* Where the page was on the web, by the site's pattern. */
void foreign_take_link(struct page_import *p);

#endif
