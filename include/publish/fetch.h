#ifndef PUBLISH_FETCH_H
#define PUBLISH_FETCH_H

#include <stdbool.h>

struct arena;
struct diag;
struct strbuf;

/* What a server said of a file; texts live in the arena of the call. */
struct fetched {
	const char *url;      /* where it was at last, after redirects */
	const char *moved;    /* its address from now on: where redirects "for good" led (301, 308) before any other; or NULL */
	const char *type;     /* Content-Type as it was sent, or "" */
	const char *etag;     /* RFC 9110 section 8.8.3, or NULL */
	const char *modified; /* Last-Modified, or NULL */
	long status;          /* of the last answer (RFC 9110 section 15); 0: there was none */
};

/* Is it an address that fetch_url() takes, rather than the name of a file? */
bool fetch_is_url(const char *word);

/*
 * Fetches a file by HTTP or HTTPS. Its bytes, unpacked when they came as gzip,
 * replace those of `body`, whose limit is the ceiling.
 *
 * At most five redirects, to http and https only; the certificate of a server must
 * be right; no cookie is kept or sent. It waits 15 seconds for a connection, 30 when
 * nothing more comes, and 5 minutes for the whole.
 *
 * False after reporting what went wrong, at the file `url`; then `body` is empty
 * and about->status says whether the server answered: a caller to whom a 404 is an
 * answer can forget the message with diag_filter().
 */
bool fetch_url(const char *url, struct strbuf *body, struct fetched *about, struct arena *a,
	       struct diag *diag);

/* For addresses that somebody else wrote, or typed. */
struct fetching {
	bool        local;     /* addresses of this computer and of private networks may be asked, too */
	const char *const *proxies; /* as of publish/download.h */
	const char *ca;        /* certificates to believe; NULL: the system's */
	struct arena *arena;
	struct diag  *diag;
};

/*
 * The same, but nothing is asked that only this computer can reach (RFC 6890), wherever a name or a
 * redirect leads, unless how->local; and no address with a password in it, which is never shown either.
 */
bool fetch_guarded(const struct fetching *how, const char *url, struct strbuf *body, struct fetched *about);

#endif
