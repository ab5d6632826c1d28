#ifndef MEDIA_LABEL_H
#define MEDIA_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/media.h"

struct job_tags;
struct picture_file;
struct task;

/* A picture file as it stands on the disk. */
struct label_picture {
	const uint8_t *data; /* NULL: no picture */
	size_t         len;
	bool           png; /* else JPEG */
	unsigned       width, height;
};

/*
 * Everything that a file for listeners says of itself, whatever its format;
 * nothing else is in it, and nothing of what the source says of itself. The
 * writers of the formats (id3.h, tags.h) take this.
 */
struct label {
	const struct audio_tags    *tags;
	struct label_picture        cover;
	const struct audio_chapter *chapters; /* ascending */
	struct label_picture       *pictures; /* one a chapter; NULL: no chapter has one */
	size_t                      chapter_count;
	int64_t                     length; /* of the sound, milliseconds: the last chapter ends there */
	struct picture_file        *files;  /* what holds the pictures */
	size_t                      file_count;
};

/*
 * Reads the pictures; the length is left 0. False with the reason in the task's
 * failure. The words stay the job's.
 */
bool label_read(struct label *l, const struct job_tags *tags, struct task *t);
void label_free(struct label *l);
#define LABEL_SCOPED __attribute__((cleanup(label_free)))

/* What ID3's table of contents can count (ID3v2 Chapter Frame Addendum section 3.2), and Nero's
 * list in MP4. */
#define LABEL_MAX_CHAPTERS 255

/* How many chapters are written: LABEL_MAX_CHAPTERS at most, and none that begins after the end. */
size_t label_chapters(const struct label *l);

/* Where a chapter that is written ends, in milliseconds: where the next begins. */
int64_t label_chapter_end(const struct label *l, size_t index);

const char *label_picture_type(const struct label_picture *p);

#endif
