#include <errno.h>
#include <fcntl.h>
#include <libavutil/intreadwrite.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "container.h"
#include "fdio.h"
#include "hashed_out.h"
#include "id3.h"
#include "input.h"
#include "label.h"
#include "make.h"
#include "mp3_copy.h"
#include "mp3_gain.h"
#include "opus_gain.h"
#include "task.h"

static bool is_copyable_mp3(const struct input *in, struct task *t)
{
	struct mp3_sound sound;
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

static void describe(struct published_audio *into, const char *suffix, double gain,
		     const struct hash *hash, struct task *t)
{
	char hex[HASH_HEX];

	hash_hex(hash, hex);
	into->file = t->request->output;
	into->suffix = suffix;
	into->type = type_of(suffix);
	into->sha256 = arena_strdup(t->arena, hex);
	into->gain = gain;
	into->making = gain != 0 ? AUDIO_GAINED : AUDIO_COPIED;
}

static bool write_failed(struct task *t, int error)
{
	return problems_fail(&t->problems, DIAG_CANNOT_WRITE,
			     "the file for listeners cannot be written: %s", strerror(error));
}

/* MP3: everything by ourselves. */

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

static enum made copy_mp3(struct mp3_copy *c, struct task *t, struct published_audio *into)
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
	describe(into, "mp3", steps * MP3_GAIN_STEP, &hash, t);
	return MADE;
}

/* What is not an MP3 file, or too odd for a copy, is left to libavformat. */
static enum made try_mp3(struct task *t, struct published_audio *into)
{
	int fd = open(t->request->source, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct mp3_copy c;
	struct stat st;

	if (fd < 0)
		return MADE_UNFIT;
	bool fit = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		   mp3_copy_open(&c, fd, st.st_size, t->arena);
	enum made made = fit ? copy_mp3(&c, t, into) : MADE_UNFIT;
	close(fd);
	return made;
}

/* The others: from one libavformat to another. */

struct remux {
	struct input in;
	struct container out;
	struct label label;
	const char *suffix;
	double gain; /* that was put on */
};

/* Samples that the decoder will drop at both ends of this packet. */
struct skipped {
	double start, end;
};

static struct skipped skipped_samples(const AVPacket *packet)
{
	size_t size;
	const uint8_t *data = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, &size);

	if (!data || size < 8)
		return (struct skipped){ 0 };
	return (struct skipped){ AV_RL32(data), AV_RL32(data + 4) };
}

/*
 * How long this packet will sound. A frame of AAC is always decoded as a whole,
 * also where the container says that the last one is shorter; of Opus, what is
 * dropped at the end is no part of the duration any more.
 */
static double packet_seconds(const AVPacket *packet, const AVStream *s)
{
	const AVCodecParameters *p = s->codecpar;
	struct skipped skipped = skipped_samples(packet);
	double rate = p->sample_rate > 0 ? p->sample_rate : 1;

	if (p->codec_id == AV_CODEC_ID_AAC && p->frame_size > 0)
		return (p->frame_size - skipped.start - skipped.end) / rate;
	if (packet->duration <= 0 || packet->duration > INT32_MAX)
		return 0;
	return (double)packet->duration * av_q2d(s->time_base) - skipped.start / rate;
}

/*
 * How long it will sound, from the packets alone: chapters stand before the
 * sound and need to know where the last of them ends. Decoding would cost thirty
 * times as much.
 */
static bool measure(const char *path, struct published_audio *into, struct task *t)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	AVPacket *packet = av_packet_alloc();
	double seconds = 0;

	if (!packet || !input_open(&in, path, t)) {
		av_packet_free(&packet);
		return false;
	}
	while (input_next(&in, packet) >= 0) {
		seconds += packet_seconds(packet, in.audio);
		av_packet_unref(packet);
	}
	av_packet_free(&packet);
	into->sample_rate = in.audio->codecpar->sample_rate;
	into->channels = in.audio->codecpar->ch_layout.nb_channels;
	into->seconds = fmax(seconds, 0);
	return true;
}

static bool put_gain(struct remux *r, double gain)
{
	const AVCodecParameters *p = r->out.audio->codecpar;

	return fabs(gain) < OPUS_GAIN_STEP / 2 ||
	       (p->codec_id == AV_CODEC_ID_OPUS && p->extradata &&
		opus_gain_add(p->extradata, (size_t)p->extradata_size, gain, &r->gain));
}

static bool begin(struct remux *r, double gain)
{
	AVStream *to = r->out.audio;

	if (avcodec_parameters_copy(to->codecpar, r->in.audio->codecpar) < 0)
		return false;
	to->codecpar->codec_tag = 0;
	to->time_base = r->in.audio->time_base;
	if (put_gain(r, gain))
		return container_begin(&r->out, &r->label);
	r->out.refused = true;
	return false;
}

static bool copy_packets(struct remux *r, AVPacket *packet, struct task *t)
{
	while (input_next(&r->in, packet) >= 0) {
		if (r->in.has_cuts) {
			r->out.refused = true;
			return false;
		}
		if (!container_put(&r->out, packet, r->in.audio->time_base))
			return false;
		progress_at(&t->progress, input_position(&r->in));
	}
	if (!fdio_error(r->in.io))
		return true;
	return problems_fail(&t->problems, DIAG_CANNOT_READ, "cannot be read: %s",
			     strerror(fdio_error(r->in.io)));
}

static enum made remux_into(struct remux *r, struct task *t)
{
	AVPacket *packet = av_packet_alloc();
	bool ok = packet && begin(r, t->request->gain) && copy_packets(r, packet, t);

	av_packet_free(&packet);
	if (ok)
		return container_finish(&r->out) ? MADE : MADE_FAILED;
	return r->out.refused ? MADE_UNFIT : MADE_FAILED;
}

/* Reads the file that was made as a player would: what is told of it is what is in it. */
static enum made look_again(const struct remux *r, struct task *t, struct published_audio *into)
{
	struct hash hash;

	if (!measure(t->request->output, into, t)) {
		unlink(t->request->output);
		return MADE_FAILED;
	}
	if (!hash_file(t->request->output, &hash, &into->bytes)) {
		write_failed(t, errno);
		unlink(t->request->output);
		return MADE_FAILED;
	}
	describe(into, r->suffix, r->gain, &hash, t);
	return MADE;
}

static enum made run_remux(struct remux *r, struct task *t, struct published_audio *into)
{
	if (!input_open(&r->in, t->request->source, t))
		return MADE_FAILED;
	r->suffix = copy_suffix(&r->in, t);
	if (!r->suffix || strcmp(r->suffix, "mp3") == 0)
		return MADE_UNFIT;
	if (!label_read(&r->label, &t->request->tags, t))
		return MADE_FAILED;
	if (r->label.chapter_count && !measure(t->request->source, into, t))
		return MADE_FAILED;
	r->label.length = llround(into->seconds * 1000);
	if (!container_create(&r->out, r->suffix, t))
		return MADE_FAILED;
	enum made made = remux_into(r, t);
	return made == MADE ? look_again(r, t, into) : made;
}

enum made make_copy(struct task *t, struct published_audio *into)
{
	struct remux r = { .in.fd = -1, .out.fd = -1 };
	enum made made = try_mp3(t, into);

	if (made != MADE_UNFIT)
		return made;
	made = run_remux(&r, t, into);
	container_free(&r.out);
	label_free(&r.label);
	input_close(&r.in);
	return made;
}
