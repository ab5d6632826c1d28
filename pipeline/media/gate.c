#include "gate.h"

#include <libavutil/channel_layout.h>
#include <libavutil/mem.h>
#include <libavutil/samplefmt.h>

#include "base/mem.h"
#include "envelope.h"
#include "loudness.h"
#include "survey.h"
#include "task.h"

/* Surround channels count 1.5 dB more (BS.1770-4 table 3). */
#define SURROUND 1.41

static bool has(const AVChannelLayout *l, enum AVChannel c)
{
	return av_channel_layout_index_from_channel(l, c) >= 0;
}

/* Those at the back are the surround pair unless there is another one at the sides (BS.1770-4 table
 * 4). */
static double weight(const AVChannelLayout *l, enum AVChannel c)
{
	switch (c) {
	case AV_CHAN_LOW_FREQUENCY:
	case AV_CHAN_LOW_FREQUENCY_2:
		return 0;
	case AV_CHAN_SIDE_LEFT:
	case AV_CHAN_SIDE_RIGHT:
		return SURROUND;
	case AV_CHAN_BACK_LEFT:
	case AV_CHAN_BACK_RIGHT:
		return has(l, AV_CHAN_SIDE_LEFT) ? 1 : SURROUND;
	default:
		return 1;
	}
}

static const double *weights(const AVChannelLayout *l, struct arena *a)
{
	size_t n = (size_t)l->nb_channels;
	double *all = arena_array(a, n, sizeof(*all));

	for (size_t i = 0; i < n; i++)
		all[i] = weight(l, av_channel_layout_channel_from_index(l, (unsigned)i));
	return all;
}

/* Files that do not say which channel is which: the usual order. */
static bool copy_layout(AVChannelLayout *to, const AVChannelLayout *from)
{
	av_channel_layout_uninit(to);
	if (from->order != AV_CHANNEL_ORDER_UNSPEC)
		return av_channel_layout_copy(to, from) >= 0;
	av_channel_layout_default(to, from->nb_channels);
	return true;
}

static void measure(struct gate *g, const float *const *planes, int samples)
{
	if (!g->loudness) {
		int n = g->layout.nb_channels;
		struct arena *a = g->task->arena;

		g->loudness = loudness_new(g->rate, n, weights(&g->layout, a), a);
		if (!g->loudness_only)
			g->survey = survey_new(g->rate, n, a);
		if (g->wants_envelope)
			g->envelope = envelope_new(g->rate, n, a);
	}
	loudness_hear(g->loudness, planes, (size_t)samples);
	if (g->survey)
		survey_hear(g->survey, planes, (size_t)samples);
	if (g->envelope)
		envelope_hear(g->envelope, planes, (size_t)samples);
}

static bool make_room(struct gate *g, int samples)
{
	if (samples <= g->room)
		return true;
	if (g->planes)
		av_freep(&g->planes[0]);
	av_freep(&g->planes);
	g->room = 0;
	if (av_samples_alloc_array_and_samples(&g->planes, NULL, g->layout.nb_channels, samples,
					       AV_SAMPLE_FMT_FLTP, 0) < 0)
		return false;
	g->room = samples;
	return true;
}

/* A NULL block gives out what the resampler holds. */
static void convert(struct gate *g, const AVFrame *block)
{
	int in = block ? block->nb_samples : 0;
	int room = swr_get_out_samples(g->swr, in);

	if (room < 0 || !make_room(g, room + 1))
		return;
	int n = swr_convert(g->swr, g->planes, g->room,
			    block ? (const uint8_t **)block->extended_data : NULL, in);
	if (n > 0)
		measure(g, (const float *const *)g->planes, n);
}

static bool is_from(const struct gate *g, const AVFrame *block)
{
	return block->sample_rate == g->from_rate && block->format == g->from_format &&
	       av_channel_layout_compare(&block->ch_layout, &g->from_layout) == 0;
}

static void end_format(struct gate *g)
{
	if (g->swr)
		convert(g, NULL);
	swr_free(&g->swr);
	g->from_rate = 0;
}

/* Without success there is no `swr`, and blocks of this format are left out. */
static void begin_format(struct gate *g, const AVFrame *block)
{
	AVChannelLayout from = { 0 };

	end_format(g);
	av_channel_layout_uninit(&g->from_layout);
	g->from_rate = block->sample_rate;
	g->from_format = block->format;
	bool ok = av_channel_layout_copy(&g->from_layout, &block->ch_layout) >= 0 &&
		  copy_layout(&from, &block->ch_layout) &&
		  swr_alloc_set_opts2(&g->swr, &g->layout, AV_SAMPLE_FMT_FLTP, g->rate, &from,
				      g->from_format, g->from_rate, 0, NULL) >= 0 &&
		  swr_init(g->swr) >= 0;
	av_channel_layout_uninit(&from);
	if (!ok)
		swr_free(&g->swr);
}

/* Which channel is which does not matter here: the first block has said it. */
static bool is_plain(const struct gate *g, const AVFrame *block)
{
	return block->format == AV_SAMPLE_FMT_FLTP && block->sample_rate == g->rate &&
	       block->ch_layout.nb_channels == g->layout.nb_channels;
}

static bool hear(struct listener *l, const AVFrame *block)
{
	struct gate *g = (struct gate *)l;

	if (!g->rate) {
		if (!copy_layout(&g->layout, &block->ch_layout))
			return true;
		g->rate = block->sample_rate;
	}
	if (is_plain(g, block)) {
		end_format(g);
		measure(g, (const float *const *)block->extended_data, block->nb_samples);
		return true;
	}
	if (!is_from(g, block))
		begin_format(g, block);
	if (g->swr)
		convert(g, block);
	return true;
}

void gate_init(struct gate *g, struct task *t)
{
	*g = (struct gate){ .listener.hear = hear, .task = t };
}

void gate_sum(struct gate *g, bool lossy, struct media_facts *into)
{
	end_format(g);
	into->loudness = g->loudness ? loudness_sum(g->loudness)
				     : (struct loudness_facts){
					       .integrated = LEVEL_NONE,
					       .momentary = LEVEL_NONE,
					       .short_term = LEVEL_NONE,
					       .true_peak = LEVEL_NONE,
					       .true_peak_at = NOWHERE,
					       .sample_peak = LEVEL_NONE,
				       };
	into->noise_floor = LEVEL_NONE;
	if (g->survey)
		survey_sum(g->survey, lossy, into, &g->task->problems);
}

void gate_free(struct gate *g)
{
	swr_free(&g->swr);
	av_channel_layout_uninit(&g->layout);
	av_channel_layout_uninit(&g->from_layout);
	if (g->planes)
		av_freep(&g->planes[0]);
	av_freep(&g->planes);
	g->room = 0;
}
