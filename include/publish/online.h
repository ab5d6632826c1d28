#ifndef PUBLISH_ONLINE_H
#define PUBLISH_ONLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "model/output.h"
#include "publish/live.h"

struct arena;

/* What was published as it was noted, and what was found online from day to day. */

/* The note at a target, or this computer's copy of it. */
#define ONLINE_NOTE ".blether-manifest"

struct online_note {
	struct output_tree tree; /* what shall be there; what is leaving is not in it */
	int64_t release, time;   /* the number, and seconds since 1970; 0: not said */
};

/* What is wrong with the text of a note, or NULL. The note lives in `a`. */
const char *online_note_read(const char *text, size_t len, struct online_note *note, struct arena *a);

/* Both of them, by path: recordings at one target, pages at another. The later moment counts. */
struct online_note online_note_join(const struct online_note *x, const struct online_note *y, struct arena *a);

/*
 * The history: a line `address <tab> finding <tab> first seen <tab> last seen` for what is wrong. Gives
 * each finding the day since which it is known, adds those that are new, and takes out what
 * was looked at and is well again. False with errno set when it cannot be written; no file: nothing was
 * wrong.
 */
bool online_history(const char *path, struct live_report *report, struct moment now, struct arena *a);

#endif
