#ifndef SITE_WEB_TYPES_H
#define SITE_WEB_TYPES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What hosts must know of the files of a site: their media types, how long a browser may keep them,
 * and whether programs on other sites may read them (Cross-Origin Resource Sharing).
 */
enum keep {
	KEEP_SHORT, /* pages, feeds: their addresses stay and their bytes change */
	KEEP_NAMED, /* for ever where the name carries a piece of the hash, else short */
	KEEP_EVER,  /* all of these have such names */
};

struct web_type {
	const char *suffix; /* ".mp3", ".chapters.json", or a whole name */
	const char *type;
	enum keep keep;
	bool is_open;
	bool is_text; /* in UTF-8 */
};

extern const struct web_type web_types[];
extern const size_t web_type_count;

/*
 * Names with a piece of their hash, as a regular expression of nginx, Apache and POSIX. The JSON of
 * open data is named by UUIDs, which look alike, and changes.
 */
#define HASHED_NAME "-[0-9a-f]{12}\\.([a-ik-z0-9][a-z0-9]*|jpe?g|js)$"

/* Is there more before the last dot, so that a list of suffixes does not take it? */
bool web_type_is_special(const struct web_type *t);

/*
 * What is told to browsers with every file. Nobody learns where a reader comes from, no page may
 * use a camera or ask where the reader is, and nothing is taken for another type than it is sent
 * as.
 */
struct web_header {
	const char *name, *value;
};

extern const struct web_header web_headers[];
extern const size_t web_header_count;

/* Who may show a page in a frame, which only a header can say: embeds are made for that. What else
 * pages may do stands in each of them (theme/csp.html). */
#define FRAMES_OWN "frame-ancestors 'self'"
#define FRAMES_ANY "frame-ancestors *"

#define AGE_SHORT "public, max-age=300"
#define AGE_EVER  "public, max-age=31536000, immutable"

#endif
