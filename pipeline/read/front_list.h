#ifndef READ_FRONT_LIST_H
#define READ_FRONT_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct node;
struct strbuf;

/* A list in front matter, and what is to be in it; for front_edit.c. */
struct front_list {
	const char *text;       /* of the file */
	size_t from, to;        /* of its YAML */
	const struct node *old; /* what is there: a list; a text, or nothing, where one should be */
	const char *const *texts;
	size_t count; /* at least one */
	const char *eol;
	struct arena *arena;
};

/*
 * Appends the whole file (of `len` bytes) with the list changed, one entry a line.
 * Entries that stay keep their lines. False: only people can tell.
 */
bool front_list_put_lines(const struct front_list *l, size_t len, struct strbuf *out);

/* Appends `[…]` in place of the old list. */
bool front_list_put_brackets(const struct front_list *l, struct strbuf *out);

#endif
