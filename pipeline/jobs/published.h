#ifndef JOBS_PUBLISHED_H
#define JOBS_PUBLISHED_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct published_audio;

/*
 * The files that workers made, in folders of the cache. A worker writes to a
 * name of its own; a file gets its lasting name, its SHA-256, when it is
 * complete.
 */
#define AUDIO_FOLDER "audio" /* of JOB_MASTER and JOB_PUBLISH */
#define DRAWN_FOLDER "drawn" /* of JOB_DRAW */

/* Makes the folder and clears out what killed runs left half-written; false with errno set. */
bool published_open(const char *cache_dir, const char *folder, struct arena *a);

/* A name for a worker to write to: no other run uses it, and nothing is there. */
const char *published_partial(const char *cache_dir, const char *folder, const char *run,
			      int64_t id, struct arena *a);

/* Where the recording lasts; whether it is there is another question. */
const char *published_path(const char *cache_dir, const struct published_audio *audio,
			   struct arena *a);

/* Is the file `path` there, with the size that the answer tells? */
bool published_is_whole(const char *path, const struct published_audio *audio);

/* Gives a whole partial file, safe on disk, its lasting name; false with errno set. */
bool published_keep(const char *partial, const char *path);

#endif
