#include <libavutil/intreadwrite.h>
#include <math.h>
#include <string.h>

#include "container.h"
#include "fdio.h"
#include "input.h"
#include "make.h"
#include "task.h"
#include "xing.h"

const char *copy_suffix(const struct input *in)
{
	const char *demuxer = in->format->iformat->name;
	enum AVCodecID codec = in->audio->codecpar->codec_id;

	if (strcmp(demuxer, "mp3") == 0 && codec == AV_CODEC_ID_MP3)
		return "mp3";
	if (codec == AV_CODEC_ID_AAC &&
	    (strcmp(demuxer, "aac") == 0 || strncmp(demuxer, "mov,", 4) == 0))
		return "m4a";
	return NULL;
}

/* Samples that the decoder will drop from the ends of this packet. */
static int64_t skipped_samples(const AVPacket *packet)
{
	size_t size;
	const uint8_t *data = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, &size);

	return data && size >= 8 ? (int64_t)AV_RL32(data) + AV_RL32(data + 4) : 0;
}

/*
 * How long it will sound, from the packets alone: a tag with chapters stands
 * before the sound and needs to know where the last of them ends. Decoding
 * would cost thirty times as much.
 */
static bool measure(const char *path, double *seconds, struct task *t)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	AVPacket *packet = av_packet_alloc();
	int64_t ticks = 0, skipped = 0;

	if (!packet || !input_open(&in, path, t)) {
		av_packet_free(&packet);
		return false;
	}
	while (input_next(&in, packet) >= 0) {
		if (packet->duration > 0 && packet->duration < INT32_MAX)
			ticks += packet->duration;
		skipped += skipped_samples(packet);
		av_packet_unref(packet);
	}
	av_packet_free(&packet);
	*seconds = (double)ticks * av_q2d(in.audio->time_base);
	if (in.audio->codecpar->sample_rate > 0)
		*seconds -= (double)skipped / in.audio->codecpar->sample_rate;
	*seconds = fmax(*seconds, 0);
	return true;
}

/*
 * Decoders drop the encoder's delay (and 529 samples of their own) from the
 * start of an MP3 when its first frame names the encoder. libavformat writes
 * such a frame in any case, for the length and the seek table: with the name
 * that the source has, or with none, every sample of the source stays.
 */
static void keep_encoder_name(AVStream *to, const struct input *in)
{
	struct xing x = xing_read(in);

	av_dict_set(&to->metadata, "encoder", x.name, 0);
}

static bool begin(struct container *c, const struct input *in, double seconds)
{
	if (avcodec_parameters_copy(c->audio->codecpar, in->audio->codecpar) < 0)
		return false;
	c->audio->codecpar->codec_tag = 0;
	c->audio->time_base = in->audio->time_base;
	if (in->audio->codecpar->codec_id == AV_CODEC_ID_MP3)
		keep_encoder_name(c->audio, in);
	return container_begin(c, seconds);
}

static bool copy_packets(struct container *c, struct input *in, AVPacket *packet)
{
	while (input_next(in, packet) >= 0) {
		if (in->has_cuts) {
			c->refused = true;
			return false;
		}
		if (!container_put(c, packet, in->audio->time_base))
			return false;
		progress_at(&c->task->progress, input_position(in));
	}
	if (!fdio_error(in->io))
		return true;
	return problems_fail(&c->task->problems, DIAG_CANNOT_READ, "cannot be read: %s",
			     strerror(fdio_error(in->io)));
}

static enum made copy_to(struct container *c, struct input *in, double seconds)
{
	AVPacket *packet = av_packet_alloc();
	bool ok = packet && begin(c, in, seconds) && copy_packets(c, in, packet);

	av_packet_free(&packet);
	if (ok)
		return container_finish(c) ? MADE : MADE_FAILED;
	return c->refused ? MADE_UNFIT : MADE_FAILED;
}

enum made make_copy(struct task *t, const char **suffix)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	CONTAINER_SCOPED struct container c = { .fd = -1 };
	double seconds = 0;

	if (!input_open(&in, t->request->source, t))
		return MADE_FAILED;
	*suffix = copy_suffix(&in);
	if (!*suffix)
		return MADE_UNFIT;
	if (t->request->tags.chapter_count && !measure(t->request->source, &seconds, t))
		return MADE_FAILED;
	return container_create(&c, *suffix, t) ? copy_to(&c, &in, seconds) : MADE_FAILED;
}
