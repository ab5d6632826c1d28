#include <errno.h>
#include <libavutil/intreadwrite.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "container.h"
#include "copy.h"
#include "fdio.h"
#include "input.h"
#include "label.h"
#include "opus_gain.h"
#include "task.h"

struct remux {
	struct input in;
	struct container out;
	struct label *label;
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

/* Only chapters ask for it, and the probe may have told. */
static bool measure_source(struct remux *r, struct task *t)
{
	struct published_audio source = { .seconds = t->request->heard.seconds };

	if (r->label->chapter_count && !t->request->has_heard &&
	    !measure(t->request->source, &source, t))
		return false;
	r->label->length = llround(source.seconds * 1000);
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
		return container_begin(&r->out, r->label);
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

	if (!measure(t->request->output, into, t))
		return MADE_FAILED;
	if (!hash_file(t->request->output, &hash, &into->bytes)) {
		problems_fail(&t->problems, DIAG_CANNOT_READ,
			      "the file for listeners cannot be read: %s", strerror(errno));
		return MADE_FAILED;
	}
	copy_describe(t, r->suffix, r->gain, &hash, into);
	return MADE;
}

static enum made run_remux(struct remux *r, struct task *t, struct published_audio *into)
{
	if (!input_open(&r->in, t->request->source, t))
		return MADE_FAILED;
	r->suffix = copy_suffix(&r->in, t);
	if (!r->suffix || strcmp(r->suffix, "mp3") == 0)
		return MADE_UNFIT;
	if (!measure_source(r, t))
		return MADE_FAILED;
	if (!container_create(&r->out, r->suffix, t))
		return MADE_FAILED;
	enum made made = remux_into(r, t);
	return made == MADE ? look_again(r, t, into) : made;
}

enum made copy_remux(struct task *t, struct label *l, struct published_audio *into)
{
	struct remux r = { .in.fd = -1, .out.fd = -1, .label = l };
	enum made made = run_remux(&r, t, into);

	container_free(&r.out);
	input_close(&r.in);
	return made;
}
