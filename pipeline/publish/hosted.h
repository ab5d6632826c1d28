#ifndef PUBLISH_HOSTED_H
#define PUBLISH_HOSTED_H

#include "base/hash.h"
#include "base/json_tree.h"
#include "host.h"

/*
 * What the kinds of hosted services share: an interface of JSON behind a token, and a site that is
 * told to the service file by file, each with a digest, before the bytes are sent.
 */

/*
 * The service's address, without '/' at its end: the target's endpoint, or the usual one. NULL after
 * reporting: there is no token. That it is https, or of this computer, rules_publishing.c has checked.
 */
const char *hosted_open(struct host *h, const char *usual, struct diag *diag);

/* Sets up a request, with the token as "Authorization: Bearer". */
void hosted_request(struct job *j, const char *method, const char *url);

/* Is member `key` of an answer this number? Any number may stand in an answer. */
bool hosted_is_number(const struct tree *answer, const char *key, int64_t number);

/* Gives it a body of JSON. The text is copied. */
void hosted_json(struct job *j, const struct strbuf *text);

/* The last answer as JSON, in the job's arena; NULL: it is none. */
const struct tree *hosted_answer(struct job *j);

/* ": what the service says", or "". */
const char *hosted_words(struct job *j);

/*
 * What an answer means, with what the service says in JSON ("message" or "error_message"): limits of rate are LATER as long as the
 * wait is short, else FAILED with how many minutes it is; a token that is refused is FAILED. 404 is ABSENT, with `why` set.
 */
enum outcome hosted_judge(struct job *j);

/* The same where an answer that is not 2xx ends the job: 404 is FAILED, too. */
enum outcome hosted_must(struct job *j);

/* An answer that is not what the documentation of the service says. */
enum outcome hosted_puzzle(struct job *j, const char *what);

/* A file that is put, but was no part of what was begun. */
enum outcome hosted_stranger(struct job *j);

/* --- a site, file by file ---------------------------------------------------------- */

struct hosted_file {
	const struct output_file *file;
	const char *path;
	char digest[HASH_HEX];
	bool needed; /* the service has not got these bytes */
	bool has;    /* it said that it has them */
	bool known;  /* it has this very file at this path */
};

struct hosted_site {
	struct hosted_file  *files; /* in the order of host->want */
	struct hosted_file **order; /* the same in the order of their digests */
	size_t      count;
};

/*
 * Reads all files that shall be there. Memory is the host's. JOB_DONE, or JOB_FAILED: a file cannot be
 * read, or has changed.
 */
enum outcome hosted_digest(struct job *j, enum digest d, struct hosted_site *into);

/* The file of a job of TASK_PUT; NULL: it is no part of the site. */
struct hosted_file *hosted_file(const struct hosted_site *s, const struct job *j);

/* The first file with this digest, or NULL; those with the same digest follow in `order`. */
struct hosted_file **hosted_by_digest(const struct hosted_site *s, const char *digest);

/* The service has these bytes: no file with this digest is needed. */
void hosted_has(const struct hosted_site *s, const char *digest);

/* The next file that is needed, or NULL. */
struct hosted_file *hosted_next_needed(const struct hosted_site *s);

/* Makes a file of the site what the job's request sends. */
void hosted_send(struct job *j, const struct hosted_file *f);

/* Does any other file of the site with these bytes come before it? One of them is enough. */
bool hosted_is_double(const struct hosted_site *s, const struct hosted_file *f);

/* Appends a path's first part to the job's body, unless the last line is the same: for TASK_LIST of sorted paths. */
void hosted_list_top(struct strbuf *names, const char *path);

#endif
