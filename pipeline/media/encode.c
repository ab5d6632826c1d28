#include <libavutil/audio_fifo.h>
#include <math.h>
#include <string.h>

#include "container.h"
#include "input.h"
#include "make.h"
#include "mixer.h"
#include "task.h"

#define DEFAULT_KBITS 128
#define MIN_KBITS     32
#define MAX_KBITS     320

/* The rates that every player and every podcast directory takes. */
static int output_rate(int rate)
{
	return rate % 8000 == 0 ? 48000 : 44100;
}

static int output_channels(int channels)
{
	return channels == 1 ? 1 : 2;
}

/* First pass: how long is it, how loud its loudest sample after mixing? */
struct meter {
	struct mixer mixer;
	int64_t samples;
	float peak;
};

static bool meter_take(struct mixer *mixer, float **planes, int samples)
{
	struct meter *m = (struct meter *)mixer;

	for (int c = 0; c < mixer->channels; c++) {
		for (int i = 0; i < samples; i++)
			m->peak = fmaxf(m->peak, fabsf(planes[c][i]));
	}
	m->samples += samples;
	return true;
}

/*
 * LAME makes everything quieter at low constant bit rates, to keep what it adds
 * from clipping: by 0.95 up to 160 kbit/s, 0.97 at 192, 0.98 at 224. What we
 * encode shall be as loud as what we were given, so it is made louder by as much
 * before — no further than to full scale.
 */
static float lame_compensation(int64_t kbits, float peak)
{
	float gain = kbits <= 160   ? 1 / 0.95F
		     : kbits <= 192 ? 1 / 0.97F
		     : kbits <= 224 ? 1 / 0.98F
				    : 1;

	if (peak * gain > 1)
		gain = fmaxf(1, 1 / peak);
	return gain;
}

/* Second pass: blocks of whatever size in, packets into the container. */
struct encoder {
	struct mixer mixer;
	struct container *out;
	AVCodecContext *codec;
	AVAudioFifo *fifo; /* until there is enough for a frame */
	AVFrame *frame;
	AVPacket *packet;
	int64_t pts; /* samples */
	float gain;
};

static bool fail(struct encoder *e)
{
	return problems_fail(&e->mixer.task->problems, DIAG_CANNOT_ENCODE,
			     "the recording cannot be encoded as %s", e->codec->codec->name);
}

/* NULL at the end. */
static bool send_frame(struct encoder *e, const AVFrame *frame)
{
	int r = avcodec_send_frame(e->codec, frame);

	while (r >= 0) {
		r = avcodec_receive_packet(e->codec, e->packet);
		if (r >= 0 && !container_put(e->out, e->packet, e->codec->time_base))
			return fail(e);
	}
	return r == AVERROR(EAGAIN) || r == AVERROR_EOF || fail(e);
}

static bool encode_frame(struct encoder *e, int samples)
{
	AVFrame *f = e->frame;

	av_frame_unref(f);
	f->nb_samples = samples;
	f->format = e->codec->sample_fmt;
	f->sample_rate = e->codec->sample_rate;
	f->pts = e->pts;
	e->pts += samples;
	if (av_channel_layout_copy(&f->ch_layout, &e->codec->ch_layout) < 0 ||
	    av_frame_get_buffer(f, 0) < 0 ||
	    av_audio_fifo_read(e->fifo, (void **)f->data, samples) != samples)
		return fail(e);
	return send_frame(e, f);
}

static bool encoder_take(struct mixer *mixer, float **planes, int samples)
{
	struct encoder *e = (struct encoder *)mixer;

	for (int c = 0; c < mixer->channels; c++) {
		for (int i = 0; i < samples; i++)
			planes[c][i] *= e->gain;
	}
	if (av_audio_fifo_write(e->fifo, (void **)planes, samples) != samples)
		return fail(e);
	while (av_audio_fifo_size(e->fifo) >= e->codec->frame_size) {
		if (!encode_frame(e, e->codec->frame_size))
			return false;
	}
	return true;
}

static bool encoder_finish(struct encoder *e)
{
	if (!mixer_finish(&e->mixer))
		return false;
	int rest = av_audio_fifo_size(e->fifo);
	if (rest && !encode_frame(e, rest))
		return false;
	return send_frame(e, NULL);
}

static int64_t wanted_kbits(const struct job_request *r)
{
	int64_t kbits = r->master.bitrate ? r->master.bitrate : DEFAULT_KBITS;

	return kbits < MIN_KBITS ? MIN_KBITS : kbits > MAX_KBITS ? MAX_KBITS : kbits;
}

static bool open_codec(struct encoder *e, const AVCodec *codec, const struct job_request *r)
{
	AVCodecContext *c = e->codec = avcodec_alloc_context3(codec);

	if (!c)
		return false;
	c->sample_fmt = AV_SAMPLE_FMT_FLTP;
	c->sample_rate = e->mixer.rate;
	c->time_base = (AVRational){ 1, e->mixer.rate };
	c->bit_rate = wanted_kbits(r) * 1000;
	c->flags |= AV_CODEC_FLAG_BITEXACT;
	c->thread_count = 1;
	if (e->out->format->oformat->flags & AVFMT_GLOBALHEADER)
		c->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
	av_channel_layout_default(&c->ch_layout, e->mixer.channels);
	return avcodec_open2(c, codec, NULL) >= 0 &&
	       avcodec_parameters_from_context(e->out->audio->codecpar, c) >= 0;
}

static bool encoder_open(struct encoder *e, const char *suffix)
{
	struct task *t = e->mixer.task;
	const char *name = strcmp(suffix, "mp3") == 0 ? "libmp3lame" : "aac";
	const AVCodec *codec = avcodec_find_encoder_by_name(name);

	if (!codec || !open_codec(e, codec, t->request))
		return problems_fail(&t->problems, DIAG_CANNOT_ENCODE,
				     "the encoder '%s' of libavcodec cannot be used", name);
	e->out->audio->time_base = e->codec->time_base;
	e->frame = av_frame_alloc();
	e->packet = av_packet_alloc();
	e->fifo = av_audio_fifo_alloc(AV_SAMPLE_FMT_FLTP, e->mixer.channels, e->codec->frame_size);
	return (e->frame && e->packet && e->fifo) || fail(e);
}

static void encoder_free(struct encoder *e)
{
	mixer_free(&e->mixer);
	av_audio_fifo_free(e->fifo);
	av_frame_free(&e->frame);
	av_packet_free(&e->packet);
	avcodec_free_context(&e->codec);
}

static bool run_pass(struct listener *l, struct task *t)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	struct decoded sum;

	return input_open(&in, t->request->source, t) && input_decode(&in, l, &sum, t);
}

static bool measure(struct meter *m, int rate, int channels, struct task *t)
{
	*m = (struct meter){ 0 };
	mixer_init(&m->mixer, rate, channels, t);
	m->mixer.take = meter_take;
	bool ok = run_pass(&m->mixer.listener, t) && mixer_finish(&m->mixer);
	mixer_free(&m->mixer);
	return ok;
}

static bool encode(struct container *c, const char *suffix, const struct meter *m, struct task *t)
{
	struct encoder e = { .out = c, .gain = 1 };

	mixer_init(&e.mixer, m->mixer.rate, m->mixer.channels, t);
	e.mixer.take = encoder_take;
	if (strcmp(suffix, "mp3") == 0)
		e.gain = lame_compensation(wanted_kbits(t->request), m->peak);
	bool ok = encoder_open(&e, suffix) && container_begin(c, NULL) &&
		  run_pass(&e.mixer.listener, t) && encoder_finish(&e) && container_finish(c);
	encoder_free(&e);
	return ok || problems_fail(&t->problems, DIAG_CANNOT_ENCODE,
				   "the file for listeners cannot be made from this recording");
}

/* Rate and channels of what comes out follow from what libav found at the start. */
static bool choose_output(struct task *t, int *rate, int *channels)
{
	INPUT_SCOPED struct input in = { .fd = -1 };

	if (!input_open(&in, t->request->source, t))
		return false;
	*rate = output_rate(in.audio->codecpar->sample_rate);
	*channels = output_channels(in.audio->codecpar->ch_layout.nb_channels);
	return true;
}

enum made make_encoding(struct task *t)
{
	const char *suffix = t->request->master.format;
	CONTAINER_SCOPED struct container c = { .fd = -1 };
	struct meter m;
	int rate, channels;

	if (!choose_output(t, &rate, &channels))
		return MADE_FAILED;
	progress_part(&t->progress, 0, 0.1);
	if (!measure(&m, rate, channels, t))
		return MADE_FAILED;
	progress_part(&t->progress, 0.1, 0.95);
	bool ok = container_create(&c, suffix, t) && encode(&c, suffix, &m, t);
	return ok ? MADE : MADE_FAILED;
}
