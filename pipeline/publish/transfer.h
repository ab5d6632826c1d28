#ifndef PUBLISH_TRANSFER_H
#define PUBLISH_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct fetched;
struct guard;
struct strbuf;

/* How long to wait, in seconds. */
struct patience {
	long connect; /* for a connection */
	long stall;   /* while nothing comes */
	long whole;
};

/* One file on its way; fetch_url() with other limits, for those who test it. */
struct transfer {
	const char *url;
	struct patience patience;
	struct strbuf *body;
	struct fetched *about;
	struct guard *guard; /* NULL: everything may be asked */
	const char *ca;      /* certificates to believe; NULL: the system's */
	size_t header_bytes; /* of all answers together */
	bool too_long;       /* what stopped it was a ceiling */
};

/* What a status that is no good means to people. */
const char *transfer_status_words(long status);

bool transfer_run(struct transfer *t, struct arena *a, struct diag *diag);

#endif
