#ifndef PUBLISH_SHIPMENT_LOCK_H
#define PUBLISH_SHIPMENT_LOCK_H

#include "shipment.h"

/*
 * The lock at a target, which is the journal, too.
 *
 * A host leaves it in one step (TASK_CLAIM), but none replaces it only if it is still what somebody
 * looked at. So who takes over a lock that was left behind looks once more just before, and again a
 * moment after: of two that do so at once, the one whose journal was replaced goes. And nobody
 * renews a lock without a look whose it is: a computer that slept for an hour was taken for dead.
 */

/* Is the journal that was read of a publication that this computer remembers? */
bool shipment_is_ours(const struct shipment *s);

/* False after reporting that somebody else is publishing there at this moment. */
bool shipment_may_begin(struct shipment *s);

/*
 * Does the target say of itself what the plan was made for? A plan waits for as long as a person
 * reads it. False after reporting.
 */
bool shipment_is_as_planned(struct shipment *s);

/* Takes it, for a plan that is still true. False after reporting. */
bool shipment_lock(struct shipment *s);

/* Renews it when that is due. False after reporting that it is another's now, or that nobody could be told of it for too long. */
bool shipment_keep_alive(struct shipment *s);

/* Is it still ours? Before anything is deleted. False after reporting. */
bool shipment_hold(struct shipment *s);

/* Seconds since some moment, those in which the computer slept included. */
double shipment_seconds(void);

/* --- of shipment.c ------------------------------------------------------------------- */

#define SHIPMENT_NOTE_BYTES ((size_t)256 << 20)

/* Reports what went wrong with `path` (or NULL). False, always. */
bool shipment_fail(struct shipment *s, const char *path, const char *why);

/* What a note of blether's own is called at the target. */
const char *shipment_note_name(const struct shipment *s, const char *name);

/* A note as it came. The text is the caller's to release; the hash is "" where none was brought. */
struct shipment_note {
	struct strbuf text;
	char hash[HASH_HEX];
};

enum outcome shipment_fetch(struct shipment *s, struct courier *c, const char *name, struct shipment_note *into, const char **why);

#endif
