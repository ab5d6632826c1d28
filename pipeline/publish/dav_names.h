#ifndef PUBLISH_DAV_NAMES_H
#define PUBLISH_DAV_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What a folder of a WebDAV server has, as its answer to PROPFIND says it. */
struct dav_names {
	bool   whole;  /* the answer was read to its end, and the folder itself was in it */
	char **names;  /* of what lies in the folder, without slashes; in their order */
	size_t count;  /* also of what could not be understood: a folder with count 0 is empty */
};

/*
 * Reads the DAV:href elements of a multistatus (RFC 4918 sections 13 and 14.7): an address or only its
 * path, percent-encoded, of the folder at `url` (which ends in '/') and of each thing in it. Prefixes
 * of names may be any; nothing else of the answer is looked at. What is strange counts as one more
 * thing in the folder, so that nobody takes it for empty.
 */
struct dav_names dav_names_read(const char *answer, const char *url, struct arena *a);

#endif
