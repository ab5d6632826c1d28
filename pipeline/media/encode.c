#include "encode.h"

#include <libavutil/opt.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "task.h"

#define MIN_KBITS 8
#define MAX_KBITS 320

static const struct codec codecs[] = {
	{ "mp3", "libmp3lame", "audio/mpeg" },
	{ "m4a", "aac", "audio/x-m4a" },
	{ "opus", "libopus", "audio/ogg" },
};

const struct codec *codec_wanted(struct task *t)
{
	const char *format = t->request->master.format;

	for (size_t i = 0; i < COUNT(codecs); i++) {
		if (strcmp(codecs[i].suffix, format) == 0)
			return &codecs[i];
	}
	problems_fail(&t->problems, DIAG_CANNOT_ENCODE,
		      "'%s' is none of the formats for listeners: mp3, m4a and opus", format);
	return NULL;
}

static bool is_mp3(const struct codec *c)
{
	return strcmp(c->suffix, "mp3") == 0;
}

static int kbits(const struct task *t)
{
	int64_t asked = t->request->master.bitrate;

	return (int)(asked < MIN_KBITS ? MIN_KBITS : asked > MAX_KBITS ? MAX_KBITS : asked);
}

/* The rates that every player and every podcast directory takes. */
static int common_rate(int rate)
{
	return rate % 8000 == 0 ? 48000 : 44100;
}

int codec_rate(const struct codec *c, const struct task *t, int rate)
{
	const AVCodec *codec = avcodec_find_encoder_by_name(c->encoder);
	int wanted = t->request->master.sample_rate, best = 0;

	if (!wanted)
		wanted = common_rate(rate);
	for (const int *r = codec ? codec->supported_samplerates : NULL; r && *r; r++) {
		if (!best || abs(*r - wanted) < abs(best - wanted))
			best = *r;
	}
	return best ? best : wanted;
}

/*
 * LAME makes everything quieter at low constant bit rates, to keep what it adds
 * from clipping: by 0.95 up to 160 kbit/s, 0.97 at 192, 0.98 at 224.
 */
float codec_make_up(const struct codec *c, const struct task *t)
{
	int k = kbits(t);

	if (!is_mp3(c) || k > 224)
		return 1;
	return k <= 160 ? 1 / 0.95F : k <= 192 ? 1 / 0.97F : 1 / 0.98F;
}

/* Measured on speech and music whose peaks were limited; what is left over costs a second round. */
double codec_rise(const struct codec *c, const struct task *t)
{
	int each = kbits(t) / t->request->master.channels;

	if (is_mp3(c))
		return each >= 96 ? 0.5 : each >= 64 ? 0.8 : 1.5;
	return each >= 96 ? 0.8 : 1.2;
}

static bool fail(struct encoder *e)
{
	return problems_fail(&e->task->problems, DIAG_CANNOT_ENCODE,
			     "the recording cannot be encoded as %s", e->codec->codec->name);
}

/* NULL at the end. */
static bool send_frame(struct encoder *e, const AVFrame *frame)
{
	int r = avcodec_send_frame(e->codec, frame);

	while (r >= 0) {
		r = avcodec_receive_packet(e->codec, e->packet);
		if (r >= 0 && !container_put(&e->out, e->packet, e->codec->time_base))
			return fail(e);
	}
	return r == AVERROR(EAGAIN) || r == AVERROR_EOF || fail(e);
}

static bool begin_frame(struct encoder *e)
{
	AVFrame *f = e->frame;

	f->nb_samples = e->codec->frame_size;
	f->format = e->codec->sample_fmt;
	f->sample_rate = e->codec->sample_rate;
	return (av_channel_layout_copy(&f->ch_layout, &e->codec->ch_layout) >= 0 &&
		av_frame_get_buffer(f, 0) >= 0) ||
	       fail(e);
}

static bool end_frame(struct encoder *e)
{
	e->frame->nb_samples = e->filled;
	e->frame->pts = e->pts;
	e->pts += e->filled;
	e->filled = 0;
	bool ok = send_frame(e, e->frame);
	av_frame_unref(e->frame);
	return ok;
}

static void fill(struct encoder *e, const float *const *planes, size_t from, size_t count)
{
	int channels = e->codec->ch_layout.nb_channels;

	for (int c = 0; c < channels; c++) {
		const float *in = planes[c] + from;

		if (av_sample_fmt_is_planar(e->codec->sample_fmt)) {
			memcpy(e->frame->data[c] + (size_t)e->filled * sizeof(float), in,
			       count * sizeof(float));
			continue;
		}
		float *out = (float *)(void *)e->frame->data[0] + e->filled * channels + c;
		for (size_t i = 0; i < count; i++)
			out[(int)i * channels] = in[i];
	}
	e->filled += (int)count;
}

bool encoder_take(struct encoder *e, const float *const *planes, size_t samples)
{
	for (size_t at = 0, n; at < samples; at += n) {
		if (!e->filled && !begin_frame(e))
			return false;
		n = (size_t)(e->codec->frame_size - e->filled);
		if (n > samples - at)
			n = samples - at;
		fill(e, planes, at, n);
		if (e->filled == e->codec->frame_size && !end_frame(e))
			return false;
	}
	return true;
}

bool encoder_finish(struct encoder *e)
{
	return (!e->filled || end_frame(e)) && send_frame(e, NULL) && container_finish(&e->out);
}

static enum AVSampleFormat sample_format(const AVCodec *codec)
{
	for (const enum AVSampleFormat *f = codec->sample_fmts; f && *f >= 0; f++) {
		if (*f == AV_SAMPLE_FMT_FLTP || *f == AV_SAMPLE_FMT_FLT)
			return *f;
	}
	return AV_SAMPLE_FMT_NONE;
}

static bool open_codec(struct encoder *e, const AVCodec *codec, int rate)
{
	const struct job_master *m = &e->task->request->master;
	AVCodecContext *c = e->codec = avcodec_alloc_context3(codec);

	if (!c)
		return false;
	c->sample_fmt = sample_format(codec);
	c->sample_rate = rate;
	c->time_base = (AVRational){ 1, rate };
	c->bit_rate = (int64_t)kbits(e->task) * 1000;
	c->flags |= AV_CODEC_FLAG_BITEXACT;
	c->thread_count = 1;
	if (e->out.format->oformat->flags & AVFMT_GLOBALHEADER)
		c->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
	av_channel_layout_default(&c->ch_layout, m->channels);
	if (codec->id == AV_CODEC_ID_OPUS)
		av_opt_set(c->priv_data, "application", m->music ? "audio" : "voip", 0);
	return avcodec_open2(c, codec, NULL) >= 0 && c->frame_size > 0 &&
	       avcodec_parameters_from_context(e->out.audio->codecpar, c) >= 0;
}

bool encoder_open(struct encoder *e, const struct codec *c, int rate, struct task *t)
{
	const AVCodec *codec = avcodec_find_encoder_by_name(c->encoder);

	*e = (struct encoder){ .task = t, .out.fd = -1 };
	if (!container_create(&e->out, c->suffix, t))
		return false;
	if (!codec || !open_codec(e, codec, rate))
		return problems_fail(&t->problems, DIAG_CANNOT_ENCODE,
				     "the encoder '%s' of libavcodec cannot be used", c->encoder);
	e->out.audio->time_base = e->codec->time_base;
	e->frame = av_frame_alloc();
	e->packet = av_packet_alloc();
	return (e->frame && e->packet && container_begin(&e->out, 0)) || fail(e);
}

void encoder_free(struct encoder *e)
{
	container_free(&e->out);
	av_frame_free(&e->frame);
	av_packet_free(&e->packet);
	avcodec_free_context(&e->codec);
}
