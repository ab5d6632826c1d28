#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

/*
 * Files of the source tree that are part of the program. The Makefile makes a
 * table of each bundle (embed.sh): sorted by name, ended by a NULL name.
 */
struct embedded {
	const char          *name; /* without its folder: "episode.html" */
	const unsigned char *bytes; /* a NUL follows them */
	size_t               len;
};

extern const struct embedded theme_files[];    /* pipeline/site/theme/ */
extern const struct embedded grammar_files[];  /* feeds/ */
extern const struct embedded skeleton_files[]; /* pipeline/cli/skeleton/ */
extern const struct embedded text_files[];     /* pipeline/site/texts/ */

/* The file of this name, or NULL. */
const struct embedded *embedded_find(const struct embedded *bundle, const char *name);

#endif
