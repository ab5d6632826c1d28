#ifndef PUBLISH_LIVE_H
#define PUBLISH_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "model/output.h"

struct arena;
struct diag;

/*
 * Is what listeners and readers get what was published? Asks the site as they do, over the web, and
 * never the target: a file that arrived whole may still be served with the wrong type, without
 * ranges, out of an old cache, or not at all.
 *
 * Whatever is found undoes nothing. Hosts and caches take their time: what may pass by itself is
 * looked at again, within limits.
 */
enum live_what {
	LIVE_UNREACHABLE, /* no answer */
	LIVE_MISSING,     /* an answer that is no file: 404, 403, 500 … */
	LIVE_STALE,       /* the bytes that were there before */
	LIVE_BYTES,       /* other bytes */
	LIVE_LENGTH,      /* a recording or picture of another size */
	LIVE_TYPE,
	LIVE_RANGES,      /* parts of a recording cannot be asked for (RFC 9110 section 14) */
	LIVE_HEAD,        /* asked for its headers alone, it is refused: Apple Podcasts asks so */
	LIVE_REDIRECTS,   /* too many, in a circle, or to http */
	LIVE_CERTIFICATE, /* wrong, or about to end */
	LIVE_COOKIE,
	LIVE_VALIDATOR,   /* apps must fetch a whole feed to learn that it is the same (RFC 9110 section 13) */
	LIVE_PACKED,      /* damaged by compression */
	LIVE_CORS,        /* web players cannot read it (WHATWG Fetch) */
	LIVE_LEFT,        /* what was deleted can still be had */
	LIVE_LOST,        /* what never was there is answered as if it were */
	LIVE_WHATS,
};

struct finding {
	enum live_what what;
	const char *url;    /* of a file; of a certificate or a silent server the server's own */
	const char *text;   /* what was found, and what was expected */
	const char *remedy; /* what to do at that kind of host */
	const char *since;  /* a day; NULL: it was not known before (online_history.h) */
};

struct live_report {
	struct finding *findings; /* in the order of the addresses */
	size_t count, room;
	size_t asked;   /* addresses that were looked at */
	size_t silent;  /* addresses whose server never answered; of each such server there is one finding */
	const char **looked; /* what is known of now: those that were looked at, and their servers; sorted */
	size_t looked_count;
	bool   feeds_are_new; /* every feed that changed was seen with its new bytes */
};

/* How much is looked at. Recordings and feeds are never left out of the last two. */
enum live_scope {
	LIVE_NEWS,   /* what is new or changed, what is gone, the home page, and some other pages */
	LIVE_SAMPLE, /* recordings, feeds and lists, some of everything else */
	LIVE_ALL,
};

/* Which leaf pages, pictures and transcripts are some: as many of each. */
#define LIVE_SOME 20

/* How long to wait, in seconds. */
struct live_patience {
	int    tries;
	double first_wait, longest_wait; /* before something is looked at again */
	double whole;                    /* after which nothing is looked at again */
	long   stall;                    /* for an answer */
};

extern const struct live_patience live_after_publication, live_on_schedule;

struct live_options {
	const char *address; /* of the site; ends in '/' */
	const struct output_tree *tree;   /* what shall be there; a size of -1 or an empty hash is not known */
	const struct output_tree *before; /* what was there; or NULL */
	const struct output_file *const *gone; /* what must not be there any more */
	size_t gone_count;
	/* Where a file is on the web, in `a`; NULL: at its path below the address. */
	const char *(*url_of)(void *arg, const struct output_file *file, struct arena *a);
	void *url_arg;
	enum live_scope scope;
	const char *remedy; /* how types and headers are set at this kind of host; or NULL */
	const char *audio_remedy; /* the same of the host of recordings */
	const char *ca;     /* certificates to believe; NULL: the system's */
	struct moment now;  /* when a certificate is about to end, and which pages are some */
	const struct live_patience *patience;
	/* Called as work proceeds; or NULL. */
	void (*progress)(void *arg, double done, size_t total, const char *url);
	void *progress_arg;
};

/* The report lives in `a`. */
struct live_report live_check(const struct live_options *o, struct arena *a);

/* Is it among `looked`? */
bool live_looked_at(const struct live_report *report, const char *url);

/* "online-ranges": the slug of its message. */
const char *live_slug(enum live_what what);

/* Reports what was found; what is the same of many files once. */
void live_tell(const struct live_report *report, struct arena *a, struct diag *diag);

#endif
