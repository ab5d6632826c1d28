#ifndef READ_YAML_H
#define READ_YAML_H

#include <stdbool.h>

#include "base/source.h"

struct arena;
struct diag;

/* YAML as a tree of what was written, each piece with its place. */
enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	struct span at;   /* a scalar as written; of lists and maps the first character */
	size_t end;       /* the offset behind its last byte; of a text in lines, where the next thing begins */
	bool flow;        /* a list or map in brackets */
	const char *text; /* NODE_SCALAR: its value */
	bool plain;       /* NODE_SCALAR: not in quotes */
	bool lines;       /* NODE_SCALAR: written on more than one line */
	bool broken;      /* a fault of grammar stands inside it */
	struct node *key; /* inside a map: what stands before the colon */
	struct node *first, *next;
};

struct yaml {
	struct node *root; /* NULL when there is none */
	bool whole;        /* false: a fault of grammar ended the reading early */
};

/*
 * Parses bytes [off, off+len) of a source with libyaml. Faults of grammar,
 * aliases, tags, second documents and whatever goes past a ceiling are
 * reported; what stands before the first fault is returned all the same.
 */
struct yaml yaml_parse(const struct source *src, size_t off, size_t len, struct arena *a,
		       struct diag *diag);

/* The same, and what is no map as a whole is reported: `root` is a map or NULL. */
struct yaml yaml_parse_map(const struct source *src, size_t off, size_t len, struct arena *a,
			   struct diag *diag);

#endif
