#ifndef CLI_OUTLINE_H
#define CLI_OUTLINE_H

#include <stddef.h>
#include <stdio.h>

struct json;
struct strbuf;

/*
 * What a command prints with --format=json, as a table: the output, its manual
 * and its JSON Schema come from the same rows, so that they cannot disagree.
 */
enum outline_type {
	OUTLINE_TEXT,         /* const char * */
	OUTLINE_MAYBE_TEXT,   /* const char *; NULL becomes null */
	OUTLINE_FLAG,         /* bool */
	OUTLINE_INT,          /* int, not negative */
	OUTLINE_UNSIGNED,     /* unsigned */
	OUTLINE_INT64,        /* int64_t, not negative */
	OUTLINE_NUMBER,       /* double, finite */
	OUTLINE_MAYBE_NUMBER, /* double; what is not finite (LEVEL_NONE) becomes null */
	OUTLINE_MAYBE_PLACE,  /* double; what is negative (NOWHERE) becomes null */
	OUTLINE_OBJECT,       /* a struct inside this one */
	OUTLINE_MAYBE_OBJECT, /* a pointer to a struct, or NULL */
	OUTLINE_LIST,         /* a pointer to structs, as many as the size_t at `count` says */
	OUTLINE_BYTES,        /* the same with uint8_t: numbers from 0 to 255 */
	OUTLINE_MESSAGES,     /* a const struct diag *: a list of its messages */
};

struct outline {
	const char           *name; /* NULL ends the table */
	enum outline_type     type;
	size_t                offset;
	size_t                count;    /* offset of the count of a list */
	size_t                size;     /* of an entry of a list */
	int                   decimals; /* of a number */
	const struct outline *members;  /* of an object, or of an entry of a list */
	const char *const    *words;    /* the only texts there can be, ended by NULL */
	const char           *help;     /* what it is, with its unit; no full stop */
};

/* The members of `record`, into an object that is open. */
void outline_write(const struct outline *members, const void *record, struct json *j);

/* A JSON Schema (draft 2020-12) of what outline_write() makes. */
void outline_schema(const struct outline *members, const char *title, FILE *out);

/* What a member takes, for the manual: "number or null", "text: good, usable". */
void outline_type_words(const struct outline *member, struct strbuf *out);

/* The members, one a paragraph, those of objects further to the right: for people. */
void outline_help(const struct outline *members, FILE *out);

#endif
