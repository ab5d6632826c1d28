#ifndef CLI_DELIVERY_H
#define CLI_DELIVERY_H

#include "letter.h"
#include "model/sending.h"
#include "publish/mailer.h"

struct sent;

/* A letter on its way to many. */
struct delivery {
	struct letter_case *c;
	struct mail_server server;
	const char *from, *from_name;
	int64_t per_minute;
	long wait;    /* seconds before those are tried again whom a server puts off */
	size_t bytes; /* of one letter */
	struct subscribers subscribers;
	struct sent *journal; /* NULL: there is none yet */
	const char **to;      /* who is still to get it */
	size_t count;
	struct strings doubtful; /* who may have it */
	struct {
		size_t done, left, refused; /* who gets none */
	} known;
};

/* How long one letter is. */
void delivery_measure(struct delivery *d);

/* Who is to get it, by the journal; the doubtful too, if they are to be. */
void delivery_choose(struct delivery *d, bool with_doubtful);

/* Sends, and tells how it went; gives the exit status. */
int delivery_run(struct delivery *d);

void delivery_close(struct delivery *d);

#endif
