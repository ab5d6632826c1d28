#ifndef CLI_BLANK_H
#define CLI_BLANK_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct kind;
struct skeleton_value;

/*
 * The files that `blether new` leaves for people to fill in. None that is there
 * is written over: whoever writes one has looked, and another's that appears
 * meanwhile stays (errno EEXIST).
 */

/* Writes a file; its folders are made. False with errno when that fails. */
bool blank_write(const char *path, const void *data, size_t len, struct arena *a);

/* A file of a kind: its fields with their help, then its first sentence and `body`. */
bool blank_page(const char *path, const struct kind *kind, const struct skeleton_value *values,
		const char *body, struct arena *a);

/* The path of a new file of the content; NULL after saying that it is there already. */
const char *blank_place(const char *content, const char *rel, struct arena *a);

/* Which of the folders in `folder` was probably meant by `name`, or NULL. */
const char *blank_nearest_folder(const char *folder, const char *name, struct arena *a);

/* Says why `path` could not be written; gives the exit status. */
int blank_failed(const char *path);

/*
 * The name of a file or folder for a title: words are left out at the end of a
 * long one. NULL after saying why there is none, calling the title `what`.
 */
char *blank_slug(const char *title, const char *what, struct arena *a);

/* In the quotation marks of YAML. */
const char *blank_quoted(const char *text, struct arena *a);

/* What the line `key:` of a file says, if that can be read; else NULL. */
const char *blank_read_line(const char *path, const char *key, struct arena *a);

#endif
