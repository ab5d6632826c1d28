#ifndef PUBLISH_DOWNLOAD_H
#define PUBLISH_DOWNLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * Fetches many files, several at once, and goes on where an earlier run stopped. A file has its
 * name only when it is whole; until then it waits in `parts` with what its server said of it, and is
 * gone on with (Range, If-Range; RFC 9110 section 14) as long as that is still the same.
 *
 * Refused: addresses of this computer and of private networks (RFC 6890), wherever a name or a redirect
 * leads, schemes other than http and https, more than five redirects, files larger than
 * allowed, packed answers that unpack to more than allowed. A server that stalls is given up after a while.
 */
enum download_end {
	DOWNLOAD_WAITING,
	DOWNLOAD_DONE,
	DOWNLOAD_FAILED,  /* another try may bring it: what has come is kept */
	DOWNLOAD_REFUSED, /* none will: not there, too large, not allowed */
};

struct download {
	const char *url;
	const char *path;     /* where it goes; its folder is there, it is not */
	int64_t     most;     /* bytes */
	int64_t     expected; /* as somebody said; 0: not known. Says how far it is, and is no check */
	/* --- filled in --- */
	enum download_end end;
	const char *why;      /* of what did not come: words for people, without a full stop */
	const char *at;       /* where it was at last, after redirects */
	const char *type;     /* Content-Type as it was sent, or "" */
	int64_t     bytes;    /* that there are now */
	char        sha256[65];
};

struct downloading {
	const char *parts;     /* folder; is made */
	bool        local;     /* addresses of this computer and of private networks may be asked, too */
	int         lanes;     /* at once; 0: four, two of one host */
	void (*tick)(void *arg, int64_t bytes, size_t ended, const struct download *at); /* or NULL */
	bool (*stop)(void *arg); /* asked now and then: true ends it, what has come is kept; or NULL */
	void *arg;
	const char *ca;        /* certificates to believe; NULL: the system's */
};

/* True when all are DOWNLOAD_DONE. What is filled in lives in `a`. */
bool download_all(const struct downloading *how, struct download *all, size_t count, struct arena *a);

/* Forgets what waits in `parts` for addresses that are none of these, as nobody will ask for it again. */
void download_tidy(const struct downloading *how, const struct download *all, size_t count);

#endif
