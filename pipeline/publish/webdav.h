#ifndef PUBLISH_WEBDAV_H
#define PUBLISH_WEBDAV_H

#include <stdbool.h>
#include <stdint.h>

#include "host.h"

/* What the parts of host_webdav.c share. A job is a walk over steps: each asks something, and its answer tells the next. */

#define NEW_FOLDER   ".blether-new" /* all that is there is ours, and goes with it */
#define CLAIM_DOOR   NEW_FOLDER "/claim"
#define DOOR_TRIES   5                  /* before who holds it is taken for dead: some seconds */
#define RESUME_LEAST ((int64_t)1 << 20) /* bytes of a file for which it is worth more requests */
#define ASK_LEAST    ((int64_t)64 << 10)
#define FIRST_BYTES  ((int64_t)64 << 10) /* that a file is begun with */
#define EXPECT_MS    400L /* that a server has to say "100 Continue"; many never do */

enum truth { UNKNOWN, NO, YES };

struct place {
	const char *url; /* ends in '/' */
	const char
		*run; /* random: what two computers put under NEW_FOLDER is never the same file */
	unsigned count;
	unsigned long auth;
	enum truth file_store; /* is it mod_dav_fs? */
	enum truth hidden;     /* does it show names that begin with a dot? */
	bool makes_no_folders;
	int waits;     /* before the door of the lock */
	bool inside;   /* an earlier try has come through it, and the line broke then */
	void *folders; /* that are there: a tree (tsearch) of their paths */
};

enum step {
	STEP_GET,
	STEP_LIST,
	STEP_CHECK,
	STEP_WHO,  /* what the server is */
	STEP_HAVE, /* how much of a file is there */
	STEP_FOLDER,
	STEP_PUT,   /* all of it, under its own name */
	STEP_FIRST, /* the first bytes of it */
	STEP_REST,
	STEP_NEW, /* all of it, under a name of ours */
	STEP_MOVE,
	STEP_PROVE, /* has it come whole? */
	STEP_CLAIM,
	STEP_ENTER,
	STEP_BREAK,
	STEP_TAKE,
	STEP_LEAVE,
	STEP_MINE,
	STEP_SWEEP, /* what earlier runs left */
	STEP_DELETE,
	STEP_SHOWS,
	STEP_INSIDE,
	STEP_EMPTY,
};

/* What a job does, and what it has found out. */
struct way {
	enum step step, after; /* `after` the folders are made */
	const char *folder;    /* being made, or looked at */
	const char *temp;      /* under NEW_FOLDER */
	bool folders_made, fresh;
};

/* webdav_ask.c */
struct place *dav_place(const struct job *j);
struct way *dav_way(const struct job *j);
const char *dav_url(struct job *j, const char *path);
const char *dav_folder_url(struct job *j, const char *folder);
void dav_request(struct job *j, const char *method, const char *url);
void dav_ask_head(struct job *j);
void dav_put(struct job *j, const char *path, int64_t from, int64_t size);
void dav_ask_names(struct job *j, const char *folder);
void dav_move(struct job *j, const char *from, bool over);
bool dav_found(const struct job *j);
bool dav_status(const struct job *j, long status);
enum outcome dav_judge(struct job *j);
int64_t dav_length(struct job *j);

/* webdav_put.c */
int dav_by_name(const void *a, const void *b);
void dav_ask_folder(struct job *j);
enum outcome dav_took_folder(struct job *j);
enum outcome dav_written(struct job *j, enum step next);
enum outcome dav_begin_writing(struct job *j, enum step step);
const char *dav_new_name(struct job *j);
void dav_ask_who(struct job *j);
enum outcome dav_took_who(struct job *j);
enum outcome dav_begin_put(struct job *j);
enum outcome dav_took_have(struct job *j);
void dav_ask_put(struct job *j);
enum outcome dav_took_put(struct job *j);
void dav_ask_first(struct job *j);
enum outcome dav_took_first(struct job *j);
void dav_ask_rest(struct job *j);
enum outcome dav_took_rest(struct job *j);
void dav_ask_new(struct job *j);
enum outcome dav_took_new(struct job *j);
void dav_ask_move(struct job *j);
enum outcome dav_took_move(struct job *j);
enum outcome dav_took_prove(struct job *j);

/* webdav_remove.c */
void dav_ask_sweep(struct job *j);
enum outcome dav_took_sweep(struct job *j);
void dav_ask_delete(struct job *j);
enum outcome dav_took_delete(struct job *j);
void dav_ask_shows(struct job *j);
enum outcome dav_took_shows(struct job *j);
void dav_ask_inside(struct job *j);
enum outcome dav_took_inside(struct job *j);
void dav_ask_empty(struct job *j);
enum outcome dav_took_empty(struct job *j);
void dav_ask_list(struct job *j);
enum outcome dav_took_list(struct job *j);

/* host_webdav.c: sets up the request of a step. */
enum outcome dav_go(struct job *j, enum step step);

#endif
