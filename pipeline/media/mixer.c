#include "mixer.h"

#include <libavutil/channel_layout.h>
#include <libavutil/mem.h>
#include <libavutil/opt.h>
#include <libavutil/samplefmt.h>
#include <math.h>

#include "task.h"

static bool fail(struct mixer *m)
{
	return problems_fail(
		&m->task->problems, DIAG_CANNOT_ENCODE,
		"the recording's sampling rate or channels cannot be converted; save it "
		"as stereo WAV with 44100 Hz");
}

static bool make_room(struct mixer *m, int samples)
{
	if (samples <= m->room)
		return true;
	if (m->planes)
		av_freep(&m->planes[0]);
	av_freep(&m->planes);
	m->room = 0;
	if (av_samples_alloc_array_and_samples(&m->planes, NULL, m->channels, samples,
					       AV_SAMPLE_FMT_FLTP, 0) < 0)
		return fail(m);
	m->room = samples;
	return true;
}

/*
 * Damaged sound decodes to anything, and encoders end the process when they are
 * given that; whole sound from lossy formats goes beyond full scale by a few dB.
 */
static float tame(float x)
{
	return x > MIXER_MOST ? MIXER_MOST : x < -MIXER_MOST ? -MIXER_MOST : isnan(x) ? 0 : x;
}

static void tame_all(float **planes, int channels, int samples)
{
	for (int c = 0; c < channels; c++) {
		for (int i = 0; i < samples; i++)
			planes[c][i] = tame(planes[c][i]);
	}
}

/* A NULL block gives out what the resampler holds. */
static bool convert(struct mixer *m, const AVFrame *block)
{
	int in = block ? block->nb_samples : 0;
	int room = swr_get_out_samples(m->swr, in);

	if (room < 0 || !make_room(m, room + 1))
		return fail(m);
	const uint8_t **from = block ? (const uint8_t **)block->extended_data : NULL;
	int n = swr_convert(m->swr, m->planes, m->room, from, in);
	if (n < 0)
		return fail(m);
	tame_all((float **)m->planes, m->channels, n);
	return n == 0 || m->take(m, (float **)m->planes, n);
}

static bool heard_before(const struct mixer *m, const AVFrame *block)
{
	return m->swr && block->sample_rate == m->heard_rate && block->format == m->heard_format &&
	       av_channel_layout_compare(&block->ch_layout, &m->heard_layout) == 0;
}

static bool begin_format(struct mixer *m, const AVFrame *block)
{
	AVChannelLayout from = { 0 }, to;

	swr_free(&m->swr);
	av_channel_layout_uninit(&m->heard_layout);
	if (av_channel_layout_copy(&m->heard_layout, &block->ch_layout) < 0)
		return fail(m);
	m->heard_rate = block->sample_rate;
	m->heard_format = block->format;

	/* Files that do not say which channel is which: the usual order. */
	if (block->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
		av_channel_layout_default(&from, block->ch_layout.nb_channels);
	else if (av_channel_layout_copy(&from, &block->ch_layout) < 0)
		return fail(m);
	av_channel_layout_default(&to, m->channels);
	bool ok = swr_alloc_set_opts2(&m->swr, &to, AV_SAMPLE_FMT_FLTP, m->rate, &from,
				      m->heard_format, m->heard_rate, 0, NULL) >= 0 &&
		  /* Many channels mixed to two stay below full scale. */
		  av_opt_set_double(m->swr, "rematrix_maxval", 1, 0) >= 0 && swr_init(m->swr) >= 0;
	av_channel_layout_uninit(&from);
	return ok || fail(m);
}

static bool hear(struct listener *l, const AVFrame *block)
{
	struct mixer *m = (struct mixer *)l;

	if (!heard_before(m, block)) {
		if (m->swr && !convert(m, NULL))
			return false;
		if (!begin_format(m, block))
			return false;
	}
	return convert(m, block);
}

void mixer_init(struct mixer *m, int rate, int channels, struct task *t)
{
	*m = (struct mixer){
		.listener.hear = hear,
		.rate = rate,
		.channels = channels,
		.task = t,
	};
}

bool mixer_finish(struct mixer *m)
{
	return !m->swr || convert(m, NULL);
}

void mixer_free(struct mixer *m)
{
	swr_free(&m->swr);
	av_channel_layout_uninit(&m->heard_layout);
	if (m->planes)
		av_freep(&m->planes[0]);
	av_freep(&m->planes);
	m->room = 0;
}
