#ifndef PUBLISH_LOOKING_H
#define PUBLISH_LOOKING_H

#include "base/mem.h"
#include "probe.h"
#include "publish/live.h"
#include "remedy.h"

/* What the parts of the live check share: live.c says what is looked at, live_look.c looks. */

enum role {
	ROLE_RECORDING,
	ROLE_PICTURE,
	ROLE_FEED,
	ROLE_WORDS, /* transcripts and chapters, which apps and players in pages read */
	ROLE_LIST,
	ROLE_PAGE,
	ROLE_GONE,  /* deleted */
	ROLE_NEVER, /* never was there */
};

/* A server: scheme, host and port. */
struct authority {
	const char *url; /* with a slash at its end */
	bool   answered; /* at least once */
	unsigned silent; /* looks that ended without an answer */
	enum live_what what; /* the first of them: what it was, */
	const char *why;     /* in words */
	int64_t certificate_ends; /* 0: not known yet */
	struct authority *next;
};

struct check {
	const struct live_options *o;
	struct live_report report;
	struct probing probing;
	struct authority *authorities;
	struct arena *arena;
};

/* One address. */
struct look {
	struct check *check;
	const struct output_file *file; /* NULL: ROLE_NEVER */
	enum role role;
	const char *url;
	struct authority *at;
	const char *unless[2]; /* If-None-Match, If-Modified-Since */
	bool plain;        /* asked once more without compression */
	bool head_refused;
	bool fresh;        /* its bytes are those that were published */
	unsigned found;    /* a bit for each enum live_what that was reported */
};

/* The step of a question whose `of` is a look. */
enum step look_step(struct question *q, const struct answer *got);

/* Adds a finding to the report. */
void live_find(struct check *c, struct finding f);

/* Is this answer's Content-Type what a file of type `want` may be sent with? */
bool type_fits(const char *want, const char *have);

#endif
