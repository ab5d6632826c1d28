#ifndef PUBLISH_REMOTE_H
#define PUBLISH_REMOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "host.h"

/*
 * What SFTP and FTP have in common: a tree of folders on a server, in which a file is written under
 * its own name or, where it replaces another, under a name in a folder beside all others first.
 */

/* Where everything is that has no name of its own yet. A publication that ends leaves nothing there. */
#define REMOTE_NEW ".blether-new"

/* The note that keeps two publications apart. */
#define REMOTE_LOCK ".blether-publishing"

/* A file whose bytes are there, and which waits for its name. Both are names in the place. */
struct waiting {
	const char *from, *to;
	bool open;   /* the server was asked, and has not answered yet */
	bool unsure; /* the connection broke while it was open: it may have its name already */
	bool lost;   /* it, or the folder of its name, was not there */
	bool housed; /* that folder was made, if it was missing */
	bool done;
};

struct remote {
	const char     *base;   /* of the URL, up to the server's port: "sftp://example.org:22" */
	const char     *server; /* its name or number alone */
	long            port;   /* 0: the usual one */
	bool            is_sftp;
	const char     *root;   /* the folder as commands name it; "" : where one is after the login */
	struct table    known;  /* folders, by their names: what is known of them */
	struct waiting *waiting;
	size_t          waiting_count, waiting_room;
	struct arena   *arena;
};

/* Takes the address of a target apart: sftp://, ftp:// or ftps://. What is kept is in `a`. */
void remote_open(struct remote *r, const char *to, struct arena *a);
void remote_close(struct remote *r);

/* What commands call `path`; "" is the place itself. */
const char *remote_name(const struct remote *r, const char *path, struct arena *a);

/* The URL of what commands call `name`. */
const char *remote_url(const struct remote *r, const char *name, struct arena *a);

/*
 * ".blether-new/0123…": where the new bytes of a job wait. Named by the path and by the bytes: what two
 * computers put there never meets, nor what two runs of one do, unless it is the same.
 */
const char *remote_new_path(struct job *j);

/*
 * The folders from the outermost that may be missing to the one that holds `path`: calls `make`
 * with the name of each. The place's own folder is the first: those above it are not ours to make.
 */
void remote_each_folder(const struct remote *r, const char *path, void (*make)(struct job *j, const char *name), struct job *j);

/* Is the folder of `path` surely missing, as the one above was made in this run, and it was not? */
bool remote_is_missing(const struct remote *r, const char *path);

/* The folder of `path` was missing, and is there now. */
void remote_made(struct remote *r, const char *path);

/* The folders of `path` may be gone: they were empty. */
void remote_forget(struct remote *r, const char *path);

/* Is it the note whose removal ends a publication? What still waits then is left over, and goes first. */
bool remote_is_lock(const char *path);

/* Takes from an answer to TASK_LIST what is no name of the place's. */
void remote_tidy_list(struct job *j);

/* `from` has the bytes of `to`. */
void remote_wait(struct remote *r, const char *from, const char *to);

/* May a file that is partly there be gone on with? Where its name is one for these bytes alone. */
bool remote_can_resume(const struct job *j, const char *name);

/* Where to go on, after the length was asked for: not every server tells one. */
int64_t remote_there(const struct job *j);

/* Only above this many bytes is it worth to ask. */
#define REMOTE_ASK_FROM ((int64_t)64 << 10)

#endif
