#include <fcntl.h>
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

static bool too_long(struct task *t)
{
	return problems_fail(&t->problems, DIAG_PICTURE_TOO_BIG,
			     "the cover and the pictures of the chapters have more than %zu MB "
			     "together; scale them down",
			     ID3_MAX_BYTES >> 20);
}

/* Somebody else may make something of what is no plain MP3 file, but not of what cannot be read. */
static enum made not_opened(const struct mp3_copy *c, struct task *t)
{
	if (!c->sound.broken)
		return MADE_UNFIT;
	problems_fail(&t->problems, DIAG_CANNOT_READ,
		      "cannot be read to its end; is its disk failing?");
	return MADE_FAILED;
}

/* Without a gain the file need not be known before it is written. */
static enum made write_mp3(struct mp3_copy *c, int steps, const struct mp3_target *to,
			   struct task *t)
{
	bool opened = true;
	bool fits = steps ? mp3_copy_write(c, steps, to) : mp3_copy_at_once(c, to, &opened);

	if (!opened)
		return not_opened(c, t);
	return fits || too_long(t) ? MADE : MADE_FAILED;
}

static enum made make_mp3(struct mp3_copy *c, struct label *l, struct task *t,
			  struct published_audio *into)
{
	HASHED_OUT_SCOPED struct hashed_out out = { .fd = -1 };
	int steps = mp3_gain_steps(t->request->gain);
	struct hash hash;

	if (steps && !mp3_copy_open(c, c->fd, c->size, t->arena))
		return not_opened(c, t);
	if (steps && !mp3_gain_fits(&c->sound, steps))
		return MADE_UNFIT;
	hashed_out_create(&out, t->request->output, t->arena);
	enum made made = write_mp3(c, steps, &(struct mp3_target){ l, &out, t->arena }, t);
	if (made != MADE)
		return made;
	if (!hashed_out_finish(&out, &hash)) {
		write_failed(t, out.error);
		return MADE_FAILED;
	}
	into->bytes = out.bytes;
	copy_describe(t, "mp3", steps * MP3_GAIN_STEP, &hash, into);
	return MADE;
}

enum made copy_mp3(struct task *t, struct label *l, struct published_audio *into)
{
	struct mp3_copy c = { .fd = open(t->request->source,
					 O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) };
	struct stat st;

	if (c.fd < 0)
		return MADE_UNFIT;
	bool fit = fstat(c.fd, &st) == 0 && S_ISREG(st.st_mode);
	c.size = fit ? st.st_size : 0;
	enum made made = fit ? make_mp3(&c, l, t, into) : MADE_UNFIT;
	close(c.fd);
	if (made != MADE)
		return made;
	into->seconds = mp3_copy_seconds(&c);
	into->sample_rate = c.sound.first.sample_rate;
	into->channels = c.sound.mono ? 1 : 2;
	return MADE;
}
