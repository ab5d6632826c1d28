#ifndef JOBS_MEMBERS_H
#define JOBS_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a line between blether and its workers may hold: one table a struct, by
 * which message.c both writes and reads it.
 */
enum member_type {
	MEMBER_TEXT,    /* const char *, for people */
	MEMBER_PATH,    /* const char *, absolute */
	MEMBER_WORD,    /* const char *, fit to be a part of a file name */
	MEMBER_SHA256,  /* const char *, hexadecimal */
	MEMBER_INT,     /* int, not negative */
	MEMBER_INT64,   /* int64_t, not negative */
	MEMBER_SECONDS, /* double, not negative */
	MEMBER_PLACE,   /* double, seconds or NOWHERE */
	MEMBER_LEVEL,   /* double, decibels or LEVEL_NONE */
	MEMBER_NUMBER,  /* double, decibels or a share; 0: none */
	MEMBER_FLAG,    /* bool */
	MEMBER_CHOICE,  /* an enum: the place of its name in `names` */
	MEMBER_PEAKS,   /* uint8_t *, as many as the size_t at `count` says */
	MEMBER_OBJECT,  /* the struct of `record` itself; empty when it is left out */
	MEMBER_CASE,    /* the same; a bool at `count` says whether it is there */
	MEMBER_LIST,    /* a pointer to structs of `record`, as many as the size_t at `count` says */
};

struct member {
	const char          *key;
	enum member_type     type;
	bool                 required;
	size_t               offset;
	size_t               count; /* offset of the count or the flag */
	size_t               max;   /* entries of a list */
	const struct record *record;
	const char *const   *names; /* ended by NULL */
};

struct record {
	const struct member *members; /* ended by a NULL key */
	size_t               size;    /* of the struct */
};

/* Of struct job_request: what every job has, and what jobs of each kind have besides. */
extern const struct record job_record;
extern const struct record *const job_records[];

/* Of struct job_answer: what a success holds (one of them), and a failure. */
extern const struct record success_record, failure_record;

#endif
