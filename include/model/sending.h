#ifndef MODEL_SENDING_H
#define MODEL_SENDING_H

#include "model/site.h"

/* How letters leave: private/send.yaml. No password stands in it. */
struct sending {
	struct item item;
	const char *server; /* smtps://… or smtp://… */
	const char *user;   /* NULL: the server asks for none */
	const char *password_file; /* that only its owner can read; NULL: BLETHER_SMTP_PASSWORD has it */
	const char *from, *from_name;
	const char *ca;     /* a file of certificates; NULL: those of the system */
	const char *encryption; /* "required" or, for a server on this computer, "none"; NULL: by the server */
	int64_t     per_minute; /* letters */
};

extern const struct kind kind_sending;

#define SENDING_FILE     "private/send.yaml"
#define SUBSCRIBERS_FILE "private/subscribers.csv"
#define SENT_FILE        "private/sent.tsv"

/* Somebody who asked for flash reports. */
struct subscriber {
	const char *address;
	struct span at;
	bool        has_left; /* a column `unsubscribed` says so */
};

/* Those of a table, in its order, each address once; who has left is among them. */
struct subscribers {
	struct subscriber *all;
	size_t             count, left, faulty, twice; /* left: how many of `all`; faulty, twice: rows that are not among them */
};

#endif
