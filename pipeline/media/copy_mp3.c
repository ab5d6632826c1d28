#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copy.h"
#include "hashed_out.h"
#include "id3.h"
#include "label.h"
#include "mp3_copy.h"
#include "mp3_gain.h"
#include "task.h"

static bool write_failed(struct task *t, int error)
{
	return problems_fail(&t->problems, DIAG_CANNOT_WRITE,
			     "the file for listeners cannot be written: %s", strerror(error));
}

static bool write_mp3(struct mp3_copy *c, const struct label *l, int steps, struct hash *hash,
		      struct task *t, int64_t *bytes)
{
	HASHED_OUT_SCOPED struct hashed_out out = { .fd = -1 };

	if (!hashed_out_create(&out, t->request->output, t->arena))
		return write_failed(t, out.error);
	if (!mp3_copy_write(c, l, steps, &out, t->arena))
		return problems_fail(&t->problems, DIAG_PICTURE_TOO_BIG,
				     "the cover and the pictures of the chapters have more than "
				     "%zu MB together; scale them down",
				     ID3_MAX_BYTES >> 20);
	if (!hashed_out_finish(&out, hash))
		return write_failed(t, out.error);
	*bytes = out.bytes;
	return true;
}

static enum made copy_opened(struct mp3_copy *c, struct task *t, struct published_audio *into)
{
	LABEL_SCOPED struct label l = { 0 };
	struct hash hash;
	int steps = mp3_gain_steps(t->request->gain);

	if (!mp3_gain_fits(&c->sound, steps))
		return MADE_UNFIT;
	bool ok = label_read(&l, &t->request->tags, t);
	into->seconds = mp3_copy_seconds(c);
	l.length = llround(into->seconds * 1000);
	if (!ok || !write_mp3(c, &l, steps, &hash, t, &into->bytes))
		return MADE_FAILED;
	into->sample_rate = c->sound.first.sample_rate;
	into->channels = c->sound.mono ? 1 : 2;
	copy_describe(t, "mp3", steps * MP3_GAIN_STEP, &hash, into);
	return MADE;
}

enum made copy_mp3(struct task *t, struct published_audio *into)
{
	int fd = open(t->request->source, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct mp3_copy c;
	struct stat st;

	if (fd < 0)
		return MADE_UNFIT;
	bool fit = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		   mp3_copy_open(&c, fd, st.st_size, t->arena);
	enum made made = fit ? copy_opened(&c, t, into) : MADE_UNFIT;
	close(fd);
	return made;
}
