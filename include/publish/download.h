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
	bool        may_be_page; /* a web page is right (a transcript); else one means that the file is not there */
	/* --- filled in --- */
	enum download_end end;
	const char *why;      /* of what did not come: words for people, without a full stop */
	const char *at;       /* where it was at last, after redirects */
	bool        opened;   /* on the way from an https address some of it came over http: nobody vouches for it */
	bool        unsure;   /* the server did not say how long it is, so that an early end looks like the end */
	const char *type;     /* Content-Type as it was sent, or "" */
	int64_t     bytes;    /* that there are now */
	char        sha256[65];
};

/* How long to wait, and how often to try. */
struct download_patience {
	int    tries;         /* of a file, as long as none of them brings it further */
	double first_wait, longest_wait; /* seconds before the next try; twice as long each time */
	long   connect, stall; /* seconds: for a connection, and while nothing comes, */
	long   slowest;       /* or less than this, in bytes a second: a byte now and then is no progress */
};

extern const struct download_patience download_usual_patience;

struct downloading {
	const char *parts;     /* folder; is made */
	bool        local;     /* addresses of this computer and of private networks may be asked, too */
	int         lanes;     /* at once; 0: four, two of one host */
	void (*tick)(void *arg, int64_t bytes, size_t ended, const struct download *at); /* or NULL */
	bool (*stop)(void *arg); /* asked now and then: true ends it, what has come is kept; or NULL */
	void *arg;
	const char *ca;        /* certificates to believe; NULL: the system's */
	const char *const *proxies; /* as the environment names them (http_proxy, https_proxy, all_proxy): they may stand in a
				       private network. Ended by NULL; or NULL. It is they who look names up: then only addresses in digits are refused */
	const struct download_patience *patience; /* NULL: the usual */
};

/* True when all are DOWNLOAD_DONE. What is filled in lives in `a`. */
bool download_all(const struct downloading *how, struct download *all, size_t count, struct arena *a);

/* Forgets what waits in `parts` for addresses that are none of these, as nobody will ask for it again. */
void download_tidy(const struct downloading *how, const struct download *all, size_t count);

#endif
