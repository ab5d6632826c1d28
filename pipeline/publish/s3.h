#ifndef PUBLISH_S3_H
#define PUBLISH_S3_H

#include "host.h"
#include "sigv4.h"

/* What host_s3.c (settings, and files that go in one piece) and s3_parts.c (large ones) share. */

/* Longer files go in parts. All S3 services take parts of 5 MiB and more; R2 wants all of one size. */
#define S3_ONE_PIECE ((int64_t)16 << 20)
#define S3_PART      ((int64_t)8 << 20)
#define S3_MOST_PARTS 10000

#define S3_MOST_PAIRS 8

struct s3_place {
	const char *base;   /* scheme and host that requests go to: "https://pod.s3.eu-west-2.amazonaws.com" */
	const char *host;   /* as the Host field says it */
	const char *root;   /* "/pod" where the bucket stands in the path, else "" */
	const char *prefix; /* of all keys: "" or "show/" */
	const char *acl;    /* NULL: none is sent */
	struct sigv4_key key;
	bool unconditional; /* the server has said that it knows no If-None-Match */
};

struct s3_request {
	const char *method;
	const char *path;    /* of a file; NULL: the bucket itself */
	struct sigv4_pair query[S3_MOST_PAIRS], fields[S3_MOST_PAIRS];
	size_t      query_count, field_count;
	const char *payload; /* SHA-256 of what is sent; NULL: nothing is */
};

void s3_query(struct s3_request *r, const char *name, const char *value);
void s3_field(struct s3_request *r, const char *name, const char *value);

/* What a file is to be like there: type, caching, who may read it, and its hash. */
void s3_describe(struct job *j, struct s3_request *r);

/* Signs the request and sets it up. JOB_REQUEST, always. */
enum outcome s3_ask(struct job *j, struct s3_request *r);

/* HEAD: what is at the job's path? */
enum outcome s3_look(struct job *j);

/*
 * Was that the job's file? By its length and the hash that it was described with; of a file without
 * one, which somebody else put there, the length counts where its name has a hash in it.
 */
bool s3_is_same(struct job *j);

/* The answer of s3_look() was of another file, at a path that nothing should have been at. */
enum outcome s3_in_the_way(struct job *j);

/* TASK_PUT of a file that is longer than S3_ONE_PIECE. */
enum outcome s3_put_parts(struct job *j);

/* Ends uploads that no run goes on with, and then removes the job's path: TASK_REMOVE of the last note. */
enum outcome s3_sweep(struct job *j);

#endif
