#ifndef VERIFY_URL_H
#define VERIFY_URL_H

#include <stdbool.h>
#include <stddef.h>

/* The longest path that is followed. */
#define URL_MAX 4096

enum url_kind {
	URL_LOCAL,   /* a place of this site: `path` says which */
	URL_OWN,     /* on the site's own host but not below its address */
	URL_FOREIGN, /* on another host */
	URL_OTHER,   /* mailto:, tel:, data: and the like */
	URL_BAD,     /* no URL, or longer than any that is followed */
};

/* A site's address taken to pieces: `https://host/some/where/`. */
struct site_address {
	const char *text; /* with a slash at its end */
	size_t len;
	size_t host;     /* where the host begins */
	size_t host_end; /* where the path begins: a slash */
};

struct site_address url_site(const char *address_with_slash);

struct url_target {
	enum url_kind kind;
	char path[URL_MAX]; /* in the output, decoded; a folder's index.html is named */
	size_t path_len;
};

/*
 * Where the reference `ref` of `len` bytes leads from the page at `page`
 * (RFC 3986 section 5.2, query and fragment left aside).
 */
void url_resolve(const struct site_address *site, const char *page, const char *ref, size_t len,
		 struct url_target *into);

/* Decodes percent-encoded bytes in place; returns the new length. */
size_t url_decode(char *s, size_t len);

#endif
