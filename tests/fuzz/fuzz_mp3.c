/*
 * Any bytes as an MP3 file: copied as it is, and with every gain that fits, or
 * refused. What was copied is walked again to the same frames, by a header that
 * is right now.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../pipeline/media/hashed_out.h"
#include "../../pipeline/media/label.h"
#include "../../pipeline/media/mp3_copy.h"
#include "../../pipeline/media/mp3_gain.h"
#include "../../pipeline/media/trailer.h"
#include "base/file.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The file that was made is walked to the same frames. */
static void check(const struct mp3_copy *c, const char *path, int64_t bytes, struct arena *a)
{
	struct mp3_copy again;
	int fd = open(path, O_RDONLY);

	assert(fd >= 0);
	/* Sound whose last bytes look like a tag is cut short by whoever reads it. */
	if (trailer_start(fd, bytes) == bytes) {
		assert(mp3_copy_open(&again, fd, bytes, a));
		assert(again.sound.frames == c->sound.frames + (c->header.silent_len > 0));
		assert(again.header.kept);
		assert(again.header.samples == c->header.samples);
	}
	close(fd);
}

/* `at_once`: opened and written in one. */
static struct hash copy_with(struct mp3_copy *c, int steps, bool at_once, struct arena *a)
{
	static const struct audio_tags tags = { .title = "T" };
	struct label l = { .tags = &tags };
	struct hashed_out out;
	struct hash hash;
	char path[64];
	bool opened;

	snprintf(path, sizeof(path), "/dev/shm/blether-fuzz-mp3.%d", (int)getpid());
	assert(hashed_out_create(&out, path, a));
	const struct mp3_target to = { &l, &out, a };
	assert(at_once ? mp3_copy_at_once(c, &to, &opened) && opened
		       : mp3_copy_write(c, steps, &to));
	assert(hashed_out_finish(&out, &hash));
	check(c, path, out.bytes, a);
	hashed_out_free(&out);
	unlink(path);
	return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct mp3_copy c;
	int fd = memfd_create("mp3", MFD_CLOEXEC);

	assert(fd >= 0 && file_write_all(fd, data, size));
	if (mp3_copy_open(&c, fd, (int64_t)size, &a)) {
		struct hash apart = copy_with(&c, 0, false, &a);
		struct mp3_copy again = { .fd = fd, .size = (int64_t)size };
		struct hash at_once = copy_with(&again, 0, true, &a);
		assert(memcmp(&apart, &at_once, sizeof(apart)) == 0);
		for (int steps = -3; steps <= 3; steps += 6) {
			if (mp3_gain_fits(&c.sound, steps))
				copy_with(&c, steps, false, &a);
		}
	} else {
		assert(c.why);
	}
	close(fd);
	arena_free(&a);
	return 0;
}
