#include "resampler.h"

#include <libavutil/channel_layout.h>
#include <libavutil/mem.h>
#include <libavutil/opt.h>
#include <libavutil/samplefmt.h>

/* Files that do not say which channel is which: the usual order. */
static bool copy_layout(AVChannelLayout *to, const AVChannelLayout *from)
{
	av_channel_layout_uninit(to);
	if (from->order != AV_CHANNEL_ORDER_UNSPEC)
		return av_channel_layout_copy(to, from) >= 0;
	av_channel_layout_default(to, from->nb_channels);
	return true;
}

bool resampler_aim(struct resampler *r, int rate, const AVChannelLayout *layout)
{
	r->rate = rate;
	return copy_layout(&r->layout, layout);
}

bool resampler_knows(const struct resampler *r, const AVFrame *block)
{
	return block->sample_rate == r->from_rate && block->format == r->from_format &&
	       av_channel_layout_compare(&block->ch_layout, &r->from) == 0;
}

void resampler_end(struct resampler *r)
{
	swr_free(&r->swr);
	r->from_rate = 0;
}

static bool open_swr(struct resampler *r, AVChannelLayout *from)
{
	return swr_alloc_set_opts2(&r->swr, &r->layout, AV_SAMPLE_FMT_FLTP, r->rate, from,
				   r->from_format, r->from_rate, 0, NULL) >= 0 &&
	       (!r->bounded || av_opt_set_double(r->swr, "rematrix_maxval", 1, 0) >= 0) &&
	       swr_init(r->swr) >= 0;
}

bool resampler_begin(struct resampler *r, const AVFrame *block)
{
	AVChannelLayout from = { 0 };

	resampler_end(r);
	r->from_rate = block->sample_rate;
	r->from_format = block->format;
	av_channel_layout_uninit(&r->from);
	bool ok = av_channel_layout_copy(&r->from, &block->ch_layout) >= 0 &&
		  copy_layout(&from, &block->ch_layout) && open_swr(r, &from);
	av_channel_layout_uninit(&from);
	if (!ok)
		swr_free(&r->swr);
	return ok;
}

static void free_planes(struct resampler *r)
{
	if (r->planes)
		av_freep(&r->planes[0]);
	av_freep(&r->planes);
	r->room = 0;
}

static bool make_room(struct resampler *r, int samples)
{
	if (samples <= r->room)
		return true;
	free_planes(r);
	if (av_samples_alloc_array_and_samples(&r->planes, NULL, r->layout.nb_channels, samples,
					       AV_SAMPLE_FMT_FLTP, 0) < 0)
		return false;
	r->room = samples;
	return true;
}

int resampler_run(struct resampler *r, const AVFrame *block)
{
	int in = block ? block->nb_samples : 0;

	if (!r->swr)
		return block ? -1 : 0;
	int room = swr_get_out_samples(r->swr, in);
	if (room < 0 || !make_room(r, room + 1))
		return -1;
	return swr_convert(r->swr, r->planes, r->room,
			   block ? (const uint8_t **)block->extended_data : NULL, in);
}

void resampler_free(struct resampler *r)
{
	resampler_end(r);
	av_channel_layout_uninit(&r->layout);
	av_channel_layout_uninit(&r->from);
	free_planes(r);
}
