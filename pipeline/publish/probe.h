#ifndef PUBLISH_PROBE_H
#define PUBLISH_PROBE_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/strbuf.h"

/*
 * Asks the web as apps and browsers do, several questions at once over connections that are kept.
 * A question is one request or a few, one after the other, and may wait and begin again; what it
 * asks next, and when it is answered, says its asker.
 *
 * Certificates must be right, redirects are followed (five at most, never from https to http), and
 * no cookie is kept or sent.
 */
#define PROBE_REDIRECTS 5
#define PROBE_LANES     8

enum probe_way { PROBE_GET, PROBE_HEAD, PROBE_POST };

struct answer;

struct probe {
	enum probe_way way;
	const char *url;
	const char *headers[4];   /* "Name: value" */
	const char *range;        /* "0-1"; NULL: all of it */
	bool        packed;       /* gzip may come, as browsers ask; it is unpacked */
	bool        stays;        /* redirects are not followed, nor those of a PROBE_POST: what is sent is for this address alone */
	const char *body;         /* of PROBE_POST, */
	size_t      len;          /* so many bytes */
	int64_t     enough;       /* after so many bytes nothing more is read; 0: everything is */
	/* Takes the body as it comes, with what is known of the answer so far; false ends the request. NULL: it is hashed. */
	bool      (*take)(void *of, const struct answer *got, const char *bytes, size_t len);
	void      (*set)(void *of, CURL *curl); /* sets what else this request needs; or NULL */
};

/* All that came back. */
struct answer {
	CURLcode      code;  /* CURLE_OK also where enough was read */
	long          status; /* of the last answer, after redirects; 0: there was none */
	size_t        said;  /* bytes of header fields, of all answers on the way */
	struct strbuf head;   /* its header fields, as they came */
	struct strbuf words;  /* the beginning of its body, for people */
	struct hash   hash;   /* of the body, unpacked */
	int64_t       size;   /* of the body, unpacked */
	long          redirects;
	bool          cookie; /* it, or a redirect on the way, sets one */
	long          certificate; /* what OpenSSL found wrong with it (X509_V_ERR_…) */
	int64_t       certificate_ends; /* seconds since 1970; 0: not known, as on a connection that was kept */
	const char   *url;    /* where it was at last */
	const char   *leads;  /* where a redirect leads that was not followed; or NULL */
	bool          secure; /* the first request was https */
};

/* The value of a header field, in any case, cut to `into`; false: it is not there. */
bool answer_field(const struct answer *got, const char *name, char *into, size_t room);

enum step {
	STEP_ASK,  /* perform q->probe, and come again with the answer */
	STEP_WAIT, /* come again without one, in q->wait seconds */
	STEP_END,
};

struct question {
	/* `got` is NULL at the start and after a wait. */
	enum step (*step)(struct question *q, const struct answer *got);
	struct probe probe; /* emptied before each step */
	void *of;           /* the asker's */
	int    stage;       /* requests made since the start, or the last wait */
	int    tries;       /* waits so far */
	double wait;
};

struct probe_patience {
	int    tries;        /* of a question: waits, each twice as long as the one before: */
	double first_wait, longest_wait; /* seconds */
	double whole;        /* seconds after which nothing waits any more */
	long   connect, stall, request; /* seconds: for a connection, while nothing comes, for one request (0: as many as it needs) */
	long   slowest;      /* bytes a second: less is as if nothing came; 0: one */
};

struct probing {
	const struct probe_patience *patience;
	const char *ca;      /* certificates to believe; NULL: the system's */
	int         lanes;   /* questions at once, PROBE_LANES at most */
	struct question *(*pick)(void *arg); /* which to begin next; NULL: none now. Or NULL: one after the other */
	bool (*stop)(void *arg); /* asked now and then: true ends it all, and nobody gets an answer any more; or NULL */
	void (*tick)(void *arg, size_t ended, size_t count, const char *url, double waited); /* or NULL */
	void *arg;

	/* --- of probing_run() --- */
	double started;
};

/* Asks all of them until each has ended. */
void probing_run(struct probing *p, struct question *questions, size_t count);

/*
 * For a step: the question begins again after a while, STEP_WAIT; or STEP_END when that has been
 * done often enough, or for long enough. Not before `least` seconds (Retry-After).
 */
enum step question_again(const struct probing *p, struct question *q, double least);

/* Is it a failure that passes: the network, a busy server, a CDN that does not know the file yet? */
bool answer_may_change(const struct answer *got);

/* What kept an answer from coming, in words for people; NULL: it came. */
const char *answer_trouble(const struct answer *got);

/* The seconds that Retry-After asks for (RFC 9110 section 10.2.3), 60 at most; 0: it does not. */
double answer_pause(const struct answer *got);

#endif
