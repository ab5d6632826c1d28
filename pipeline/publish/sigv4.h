#ifndef PUBLISH_SIGV4_H
#define PUBLISH_SIGV4_H

#include <stddef.h>
#include <time.h>

struct arena;

/*
 * AWS Signature Version 4, as S3 and all that speaks its language want requests signed:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 *
 * libcurl could do it, but the releases in use sort and encode queries wrongly.
 */

/* A header field that is signed, or a parameter of a query, as people would write them. */
struct sigv4_pair {
	const char *name, *value;
};

struct sigv4_key {
	const char *user;   /* the half that is no secret: the access key id */
	const char *secret;
	const char *region, *service;
};

/* What is signed. All of it must be sent as it stands here. */
struct sigv4_request {
	const char *method;
	const char *path;    /* of the URL: begins with '/', encoded with sigv4_encode() */
	const char *query;   /* of sigv4_query(), without '?'; "": none */
	const struct sigv4_pair *fields; /* in any order; `host` and `x-amz-date` must be among them */
	size_t      field_count;
	const char *payload; /* SHA-256 of the body, lower-case hexadecimal */
};

/*
 * The clock of this computer, which the server compares with its own: a signature is good for some
 * minutes, whatever time the site is built for.
 */
time_t sigv4_now(void);

#define SIGV4_TIME 17

/* "20130524T000000Z": the value of x-amz-date. */
void sigv4_time(time_t when, char text[static SIGV4_TIME]);

/* Percent-encodes all but the unreserved characters of RFC 3986 section 2.3 and those of `keep`. */
char *sigv4_encode(const char *text, const char *keep, struct arena *a);

/* The query of a URL: encoded, and sorted as it has to be; `pairs` get that order, too. */
char *sigv4_query(struct sigv4_pair *pairs, size_t count, struct arena *a);

/* The value of the Authorization header field. `when` is that of x-amz-date. */
char *sigv4_authorization(const struct sigv4_request *r, const struct sigv4_key *key, const char *when, struct arena *a);

#endif
