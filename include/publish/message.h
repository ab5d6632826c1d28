#ifndef PUBLISH_MESSAGE_H
#define PUBLISH_MESSAGE_H

#include "base/date.h"

struct arena;
struct strbuf;

/* A letter as it leaves: who, to whom, what. Addresses have been checked (mime_address_fault). */
struct message {
	const char *from, *from_name;
	const char *to;      /* NULL: it is not said, as in a draft that somebody opens and addresses */
	const char *subject;
	const char *stop;    /* the mailto: link that ends such letters (RFC 2369); or NULL */
	const char *list_id, *list_name; /* RFC 2919: `flash-reports.example.org` */
	const char *id;      /* Message-ID without its brackets */
	struct moment date;
	const char *text, *html; /* the same, twice; lines end in LF */
};

/*
 * The identity of a letter: the same letter to the same address has the same one for ever, so that a
 * mailbox that gets it twice shows it once. The address cannot be read from it. `host`: of the site.
 */
char *message_id(const char *of, const char *to, const char *host, struct arena *a);

/* Appends the whole message: headers, then both forms as quoted-printable (multipart/alternative). */
void message_write(const struct message *m, struct strbuf *out, struct arena *a);

#endif
