#include "gate.h"

#include <libavutil/channel_layout.h>
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

static void measure(struct gate *g, const float *const *planes, int samples)
{
	if (!g->loudness) {
		int n = g->sound.layout.nb_channels;
		struct arena *a = g->task->arena;

		g->loudness = loudness_new(g->sound.rate, n, weights(&g->sound.layout, a), a);
		if (!g->loudness_only)
			g->survey = survey_new(g->sound.rate, n, a);
		if (g->wants_envelope)
			g->envelope = envelope_new(g->sound.rate, n, a);
	}
	loudness_hear(g->loudness, planes, (size_t)samples);
	if (g->survey)
		survey_hear(g->survey, planes, (size_t)samples);
	if (g->envelope)
		envelope_hear(g->envelope, planes, (size_t)samples);
}

/* What cannot be converted is left out. A NULL block gives out what the resampler holds. */
static void convert(struct gate *g, const AVFrame *block)
{
	int n = resampler_run(&g->sound, block);

	if (n > 0)
		measure(g, (const float *const *)g->sound.planes, n);
}

static void end_format(struct gate *g)
{
	convert(g, NULL);
	resampler_end(&g->sound);
}

/* Which channel is which does not matter here: the first block has said it. */
static bool is_plain(const struct gate *g, const AVFrame *block)
{
	return block->format == AV_SAMPLE_FMT_FLTP && block->sample_rate == g->sound.rate &&
	       block->ch_layout.nb_channels == g->sound.layout.nb_channels;
}

static bool hear(struct listener *l, const AVFrame *block)
{
	struct gate *g = (struct gate *)l;

	if (!g->sound.rate && !resampler_aim(&g->sound, block->sample_rate, &block->ch_layout))
		return false;
	if (is_plain(g, block)) {
		end_format(g);
		measure(g, (const float *const *)block->extended_data, block->nb_samples);
		return true;
	}
	if (!resampler_knows(&g->sound, block)) {
		end_format(g);
		(void)resampler_begin(&g->sound, block);
	}
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
	resampler_free(&g->sound);
}
