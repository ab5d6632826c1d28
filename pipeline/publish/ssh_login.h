#ifndef PUBLISH_SSH_LOGIN_H
#define PUBLISH_SSH_LOGIN_H

#include <curl/curl.h>
#include <stdbool.h>

struct diag;
struct host;
struct remote;

/*
 * Who we are for an SSH server, and how it is known: for curl, and the same for the program `ssh`.
 * A server whose key is not in the file of known hosts gets no name, no password and no bytes.
 */
struct ssh_login {
	const struct host   *host;
	const struct remote *remote;
	const char *known_hosts, *key_file; /* key_file NULL: a password, or the agent where there is none */
	const char *fault; /* what is wrong with the key that the server showed; NULL: nothing yet */
};

/* False after reporting. */
bool ssh_login_open(struct ssh_login *l, const struct host *h, const struct remote *r, struct diag *diag);

/* Sets up a request, which must end before `l` does. */
void ssh_login_set(struct ssh_login *l, CURL *curl);

/* Why it was refused, in words for people. */
const char *ssh_login_refused(const struct ssh_login *l);

/* The program is installed, and can be asked for what curl cannot do. */
bool ssh_is_there(void);

/*
 * A running `ssh` with the SFTP server of the other side at the end of `fd`.
 */
struct ssh {
	int fd, err; /* -1: none */
	int pid;
};

bool ssh_start(struct ssh *s, const struct ssh_login *l);

/* Ends it; what it complained of is added to `said`. */
struct strbuf;
void ssh_stop(struct ssh *s, struct strbuf *said);

#endif
