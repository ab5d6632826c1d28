#ifndef READ_LOCAL_H
#define READ_LOCAL_H

struct arena;

/*
 * Addresses inside the site on their way through cmark, which percent-encodes
 * control characters: until then they have a scheme of their own, that no author
 * can write, as links of unknown schemes are refused.
 */

/* The address of a page of the output, with a fragment such as "#top" or "". */
char *local_url(const char *path, const char *fragment, struct arena *a);

/* cmark's HTML with LINK_MARK (model/site.h) in place of the scheme. */
char *local_mark(const char *html, struct arena *a);

#endif
