#ifndef PUBLISH_GUARD_H
#define PUBLISH_GUARD_H

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdbool.h>

/*
 * Keeps a request that others name the address of (a feed, a redirect) off the computers that only
 * we can reach. It is asked for each socket before it is connected: what a name meant a moment ago
 * does not count, so that a name server with two faces gains nothing.
 *
 * Through a proxy it is the proxy that looks names up: then only addresses in digits, and
 * names that mean this computer (RFC 6761 section 6.3), are kept off, wherever a redirect leads.
 */
struct guard {
	bool local;                     /* nothing is kept off */
	const char *const *proxies;     /* that may be reached wherever they are; ended by NULL; or NULL */
	CURL *curl;                     /* whose requests it looks at */
	/* --- filled in when it keeps a request off --- */
	char address[INET6_ADDRSTRLEN]; /* in digits, or the name; "": it did not */
	const char *what;               /* what that address is for */
};

/* Sets it for the requests of a handle; `g` must live as long. */
void guard_set(struct guard *g, CURL *curl);

/* What a web address is for fetching. */
enum guarded {
	GUARD_GOOD,
	GUARD_NO_ADDRESS, /* it is none */
	GUARD_SCHEME,     /* neither http nor https */
	GUARD_PASSWORD,   /* it has a name or a password in it, which are never sent */
	GUARD_SPECIAL,    /* g->address, g->what */
};

/* Before it is asked: what can be told by its text alone. */
enum guarded guard_url(struct guard *g, const char *url);

#endif
