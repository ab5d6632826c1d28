/*
 * Any bytes as an MP3 file: copied as it is, and with every gain that fits, or
 * refused. What was copied is walked again to the same frames, by a header that
 * is right now.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
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

static void copy_with(struct mp3_copy *c, int steps, struct arena *a)
{
	static const struct audio_tags tags = { .title = "T" };
	const struct label l = { .tags = &tags };
	struct hashed_out out;
	struct hash hash;
	char path[64];

	snprintf(path, sizeof(path), "/dev/shm/blether-fuzz-mp3.%d", (int)getpid());
	assert(hashed_out_create(&out, path, a));
	assert(mp3_copy_write(c, &l, steps, &out, a));
	assert(hashed_out_finish(&out, &hash));
	int fd = open(path, O_RDONLY);
	struct mp3_copy again;
	assert(fd >= 0 && mp3_copy_open(&again, fd, out.bytes, a));
	/* Sound whose last bytes look like a tag is cut short by whoever reads it. */
	bool clear = trailer_start(fd, out.bytes) == out.bytes;
	assert(!clear || again.sound.frames == c->sound.frames + (c->header.silent_len > 0));
	assert(!clear || again.header.kept);
	assert(!clear || again.header.samples == c->header.samples);
	close(fd);
	hashed_out_free(&out);
	unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct mp3_copy c;
	int fd = memfd_create("mp3", MFD_CLOEXEC);

	assert(fd >= 0 && file_write_all(fd, data, size));
	if (mp3_copy_open(&c, fd, (int64_t)size, &a)) {
		copy_with(&c, 0, &a);
		for (int steps = -3; steps <= 3; steps += 6) {
			if (mp3_gain_fits(&c.sound, steps))
				copy_with(&c, steps, &a);
		}
	} else {
		assert(c.why);
	}
	close(fd);
	arena_free(&a);
	return 0;
}
