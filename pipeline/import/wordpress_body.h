#ifndef IMPORT_WORDPRESS_BODY_H
#define IMPORT_WORDPRESS_BODY_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct strbuf;

/* What a post's body needs to know of the site that it stands in. All functions may be NULL. */
struct body_rules {
	const char *audio; /* the post's own recording: players of it go without a word; or NULL */
	/* The address and the alternative text (or NULL) of a file of the media library; false: there is none. */
	bool (*attachment)(void *arg, int64_t id, const char **url, const char **alt);
	const char *(*reusable)(void *arg, int64_t id); /* a block that stands in several posts; NULL: none */
	void (*lost)(void *arg, const char *what);      /* "the short code 'countdown'" */
	void *arg;
};

/*
 * The body of a post as HTML: comments that mark blocks go, short codes (developer.wordpress.org/apis/shortcode)
 * become what they mean or go, an address alone in its line becomes a link, and where there are no blocks,
 * paragraphs and line breaks are made of line ends by the rules of wpautop().
 */
void wordpress_body(const char *text, const struct body_rules *rules, struct strbuf *out,
		    struct arena *a);

/* The parts of it: short codes (wordpress_codes.c), paragraphs (wordpress_autop.c). */
void wordpress_codes(const char *text, const struct body_rules *rules, struct strbuf *out,
		     struct arena *a);
void wordpress_autop(const char *text, struct strbuf *out);

/* The first recording or film that a body plays, by a block, a tag or a short code; NULL: none. */
const char *wordpress_body_audio(const char *text, const struct body_rules *rules, struct arena *a);

/* An attribute of a tag or short code that begins at `tag`, "" included; NULL: it has none of this name. */
const char *wordpress_attribute(const char *tag, const char *end, const char *name, struct arena *a);

/* Is one address that of the other, the scheme and what follows `?` aside? */
bool wordpress_same_file(const char *x, const char *y);

#endif
