#ifndef PUBLISH_PART_H
#define PUBLISH_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "part_note.h"

struct arena;

/*
 * A file that is being fetched. Until it is whole it has no name of its own: it waits in the
 * folder of parts under a name made of its URL, with a note of what its server said.
 *
 * A note is written only once so much has come that going on is worth it, and always says what
 * the bytes beside it are of: before a part begins anew, both go. A part without a note is begun anew.
 */
struct part {
	const char *bytes_path, *note_path;
	struct part_note note; /* of what is there */
	bool    noted;         /* and it is on the disk */
	int     fd;            /* -1: not open */
	int64_t size;
};

/* Looks for what is there of `url`; opens nothing. Texts live in `a`. */
void part_find(struct part *p, const char *dir, const char *url, struct arena *a);

/* Functions below are false with errno set when the machine failed; EBUSY: another process is at it. */

/* Goes on with what is there (`anew` false), or begins with nothing, of what `note` is said of. */
bool part_begin(struct part *p, const struct part_note *note, bool anew);
bool part_add(struct part *p, const char *bytes, size_t len);

/* Puts it down as it is, to go on later. */
void part_pause(struct part *p);

/* It is worth nothing, or has become something: both files go. */
void part_drop(struct part *p);

/*
 * It is whole: the hash of what is on the disk, by the length that it should have (ESTALE). Its
 * bytes may still be in memory, and its process still the only one at it.
 */
bool part_seal(struct part *p, char sha256[static 65]);

/*
 * Its bytes reach the disk (unless `synced`: they have), and it gets its name, which nothing else may
 * have (EEXIST). Onto another disk it is copied, and gets the name there.
 */
bool part_name(struct part *p, const char *path, bool synced);

/* Bytes from which on a part is worth a note: two files cost more than fetching less than this again. */
#define PART_WORTH_A_NOTE (256 << 10)

/* Copies a file to a name that nothing has yet (EEXIST); complete before it has it. */
bool part_copy(const char *from, const char *path, struct arena *a);

/* Is it the name of a file of the folder of parts? Then its first PART_STEM characters are part_stem() of its URL. */
bool part_is_name(const char *name);

#define PART_STEM 32
void part_stem(const char *url, char stem[static PART_STEM + 1]);

#endif
