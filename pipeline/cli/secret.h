#ifndef CLI_SECRET_H
#define CLI_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "model/publishing.h"

struct arena;
struct diag;

/*
 * Passwords, tokens and keys: the only code that looks for one. Each is looked for in the
 * environment, then in a file that nobody but its owner can read, then in what a program prints, and
 * the first that is found counts. It stays in one page of memory that is in no core dump and, where
 * the machine allows it, never in swap; it is never printed but by askpass.h, and never in an arena.
 *
 * A file is mapped, not read, so that a trace of system calls does not show it. Of a program there is
 * no other way than its output.
 */
struct secret {
	char *text; /* NULL: there is none */
};

struct secret_source {
	const char *variable; /* of the environment: "BLETHER_SECRET_WEB" */
	const char *file;     /* or NULL; relative to `dir`. Its first line counts */
	const char *command;  /* or NULL: words parted by blanks; the program is looked for in PATH. The first line it prints counts */
	const char *dir;      /* the content folder */
};

enum secret_end { SECRET_FOUND, SECRET_NONE, SECRET_BAD_FILE, SECRET_BAD_COMMAND };

/* Looks for it. When file or command do not give it, *why says why, in `a`. */
enum secret_end secret_find(const struct secret_source *from, struct secret *into, const char **why, struct arena *a);

/* Forgets it: the memory is wiped. One that was never found is fine. */
void secret_wipe(struct secret *s);

/* "BLETHER_SECRET_MY_WEB" of "my-web". */
char *secret_variable(const char *name, struct arena *a);

/*
 * That of a target. False after reporting one that cannot be read, or that is missing where the kind
 * of target needs one; else text is NULL where there is none.
 */
bool secret_of_target(const struct publishing *p, const struct target *t, const char *dir, struct secret *into,
		      struct diag *diag);

/* Those of who is told; text is NULL where there is none. False after reporting one that cannot be read. */
bool secret_of_podping(const struct publishing *p, const char *dir, struct secret *into, struct diag *diag);
bool secret_of_webhook(const struct publishing *p, const char *dir, struct secret *into, struct diag *diag);

#endif
