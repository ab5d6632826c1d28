#ifndef PUBLISH_MAILER_H
#define PUBLISH_MAILER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Hands letters to a mail server (RFC 5321), one recipient a letter, over one connection as long as the
 * server keeps it. Certificates must be right; a password goes over a connection that is encrypted, or
 * stays on this computer, or not at all.
 */
struct mail_server {
	const char *url;      /* smtps://mail.example.org, or smtp://mail.example.org:587 with STARTTLS */
	const char *user, *password; /* NULL: the server asks for none */
	const char *ca;       /* a file of certificates to believe besides none; NULL: the system's */
	bool        plain_ok; /* without encryption; only for a server on this computer */
};

/* What is wrong with the URL of a server, as what was expected; NULL: nothing. */
const char *mail_url_fault(const char *url);

enum mail_outcome {
	MAIL_SENT,     /* the server has taken it */
	MAIL_REFUSED,  /* it will never take it for this recipient (5xx) */
	MAIL_LATER,    /* not now (4xx), or the connection broke before the letter was whole: it has not been taken */
	MAIL_DOUBT,    /* the letter went out whole, and nothing came back */
	MAIL_STOP,     /* no letter at all will go: no server, no encryption, wrong password, sender refused */
};

struct mailer;

struct mailer *mailer_open(const struct mail_server *server);
void           mailer_close(struct mailer *m);

/*
 * What is called when all of a letter but its last bytes has gone: from then on the server may take it.
 * False: it shall not go.
 */
struct mail_witness {
	bool (*commit)(void *arg);
	void *arg;
};

/* A letter with the addresses that the server is told (RFC 5321 section 2.3.1). */
struct envelope {
	const char *from, *to;
	const char *bytes; /* of the whole message; lines end in CRLF */
	size_t      len;
};

struct mail_answer {
	enum mail_outcome outcome;
	const char       *why; /* what the server said, or what went wrong; in the arena of the call */
};

/* `witness` may be NULL. */
struct mail_answer mailer_send(struct mailer *m, const struct envelope *e, const struct mail_witness *witness,
			       struct arena *a);

#endif
