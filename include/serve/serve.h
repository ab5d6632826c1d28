#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * A web server for the one who writes the site: GET and HEAD on 127.0.0.1 only, with
 * ranges (RFC 9110 section 14) and entity tags. It has no files of its own: the
 * caller says what stands at a path, so no path can lead anywhere else. Pages get
 * a script of ours at their end, which listens for news of the site and shows them
 * in a corner; nothing else is added to them.
 *
 * It runs in the caller's loop and never waits: server_run() does what there is to
 * do when server_fd() is readable or server_timeout() has passed.
 */

/* What stands at a path. The bytes stay valid until the next change of the site. */
struct served {
	const char *type;  /* media type */
	const char *bytes; /* NULL: those of `file` */
	const char *file;
	int64_t size;
	const char *tag; /* changes with the bytes; letters and digits */
};

struct server_site {
	/* False when nothing stands at `path`, which has no `/` at its start. */
	bool (*find)(void *arg, const char *path, struct served *into);
	/* What is shown when nothing does, and while there is no site yet. */
	void (*find_lost)(void *arg, struct served *into, unsigned *status);
	/* The path of the site's own address, "/" or "/podcast/": what is asked for may begin so. */
	const char *(*prefix)(void *arg);
	void *arg;
};

/*
 * Listens on `port` or, if `may_move`, on the first free one behind it. NULL with
 * errno set when that cannot be done. `site` must outlive the server.
 */
struct server *server_open(unsigned port, bool may_move, struct server_site *site);
void           server_close(struct server *s);

unsigned server_port(const struct server *s);
int      server_fd(const struct server *s);
int      server_timeout(const struct server *s); /* milliseconds; -1: no need to wake up */
void     server_run(struct server *s);

/*
 * Tells every open page the state of the site, one line of JSON, which each that
 * opens later is told too…
 */
void server_tell(struct server *s, const char *state);

/* …and those that are no longer what stands at their path to load themselves again. */
void server_site_changed(struct server *s);

/*
 * Watches a folder and all below it, but for hidden ones and `skip` (a path; or NULL).
 * New folders are watched as they appear. NULL with errno set: ENOSPC when
 * the system watches as many folders as it may (fs.inotify.max_user_watches).
 */
struct watch *watch_open(const char *dir, const char *skip);
void          watch_close(struct watch *w);
int           watch_fd(const struct watch *w);

/* Takes what has happened; true when something that matters has. Never waits. */
bool watch_take(struct watch *w);

#endif
