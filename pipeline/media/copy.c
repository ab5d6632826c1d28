#include "copy.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "input.h"
#include "label.h"
#include "mp3_frames.h"
#include "task.h"

static bool is_copyable_mp3(const struct input *in, struct task *t)
{
	struct mp3_sound sound = { 0 };
	const char *why;

	return mp3_walk(in->fd, in->size, &sound, t->arena, &why);
}

const char *copy_suffix(const struct input *in, struct task *t)
{
	const char *demuxer = in->format->iformat->name;
	enum AVCodecID codec = in->audio->codecpar->codec_id;

	if (strcmp(demuxer, "mp3") == 0 && codec == AV_CODEC_ID_MP3)
		return is_copyable_mp3(in, t) ? "mp3" : NULL;
	if (strcmp(demuxer, "ogg") == 0 && codec == AV_CODEC_ID_OPUS)
		return "opus";
	if (codec == AV_CODEC_ID_AAC &&
	    (strcmp(demuxer, "aac") == 0 || strncmp(demuxer, "mov,", 4) == 0))
		return "m4a";
	return NULL;
}

static const char *type_of(const char *suffix)
{
	return strcmp(suffix, "mp3") == 0   ? "audio/mpeg"
	       : strcmp(suffix, "m4a") == 0 ? "audio/x-m4a"
					    : "audio/ogg";
}

void copy_describe(struct task *t, const char *suffix, double gain, const struct hash *hash,
		   struct published_audio *into)
{
	char hex[HASH_HEX];

	hash_hex(hash, hex);
	into->file = t->request->output;
	into->suffix = suffix;
	into->type = type_of(suffix);
	into->sha256 = arena_strdup(t->arena, hex);
	into->gain = gain;
	into->making = gain != 0 ? AUDIO_GAINED : AUDIO_COPIED;
	into->integrated = into->true_peak = LEVEL_NONE;
	into->peaks = t->request->heard.peaks;
	into->peak_count = t->request->heard.peak_count;
	if (!t->request->has_heard)
		return;
	/* It sounds as the source did, but for the gain. */
	into->integrated = t->request->heard.loudness.integrated + gain;
	into->true_peak = t->request->heard.loudness.true_peak + gain;
}

enum made make_copy(struct task *t, struct published_audio *into)
{
	LABEL_SCOPED struct label l = { 0 };

	if (!label_read(&l, &t->request->tags, t))
		return MADE_FAILED;
	enum made made = copy_mp3(t, &l, into);
	return made == MADE_UNFIT ? copy_remux(t, &l, into) : made;
}
