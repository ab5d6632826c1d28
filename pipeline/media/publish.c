#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "decode.h"
#include "input.h"
#include "make.h"
#include "task.h"

/* How much of a job is over when the file is made; listening to it again is the rest. */
#define COPY_SHARE 0.1

/* Reads the file that was made as a listener's player would: what it says is what was heard. */
static bool listen_again(const char *suffix, struct task *t, struct published_audio *into)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	struct decoded sum;
	struct hash hash;
	char hex[HASH_HEX];

	if (!input_open(&in, t->request->output, t) || !input_decode(&in, NULL, &sum, t))
		return false;
	if (!hash_file(t->request->output, &hash, &into->bytes))
		return problems_fail(&t->problems, DIAG_CANNOT_READ,
				     "the file for listeners cannot be read: %s", strerror(errno));
	hash_hex(&hash, hex);
	into->file = t->request->output;
	into->suffix = suffix;
	into->type = strcmp(suffix, "mp3") == 0 ? "audio/mpeg" : "audio/x-m4a";
	into->sha256 = arena_strdup(t->arena, hex);
	into->seconds = decoded_seconds(&sum);
	into->sample_rate = sum.sample_rate;
	into->channels = sum.channels;
	return true;
}

static bool finish(const char *suffix, struct task *t, struct job_answer *answer)
{
	if (!listen_again(suffix, t, &answer->audio)) {
		unlink(t->request->output);
		return false;
	}
	answer->has_audio = true;
	return true;
}

bool publish_run(struct task *t, struct job_answer *answer)
{
	const char *suffix;

	progress_part(&t->progress, 0, COPY_SHARE);
	enum made made = make_copy(t, &suffix);
	if (made == MADE_UNFIT)
		problems_fail(&t->problems, DIAG_CANNOT_ENCODE,
			      "its sound cannot be copied into a file for listeners as it is");
	if (made != MADE)
		return false;
	progress_part(&t->progress, COPY_SHARE, 1);
	return finish(suffix, t, answer);
}
