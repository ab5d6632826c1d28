#include "mixer.h"

#include <libavutil/channel_layout.h>
#include <math.h>

#include "task.h"

static bool fail(struct mixer *m)
{
	return problems_fail(
		&m->task->problems, DIAG_CANNOT_ENCODE,
		"the recording's sampling rate or channels cannot be converted; save it "
		"as stereo WAV with 44100 Hz");
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
	int n = resampler_run(&m->sound, block);

	if (n < 0)
		return fail(m);
	float **planes = (float **)m->sound.planes;
	tame_all(planes, m->channels, n);
	return n == 0 || m->take(m, planes, n);
}

static bool hear(struct listener *l, const AVFrame *block)
{
	struct mixer *m = (struct mixer *)l;

	if (!resampler_knows(&m->sound, block)) {
		if (!convert(m, NULL))
			return false;
		if (!resampler_begin(&m->sound, block))
			return fail(m);
	}
	return convert(m, block);
}

void mixer_init(struct mixer *m, int rate, int channels, struct task *t)
{
	AVChannelLayout layout;

	*m = (struct mixer){
		.listener.hear = hear,
		.channels = channels,
		.task = t,
		.sound.bounded = true,
	};
	av_channel_layout_default(&layout, channels);
	resampler_aim(&m->sound, rate, &layout); /* one or two channels: nothing to run out of */
}

bool mixer_finish(struct mixer *m)
{
	return convert(m, NULL);
}

void mixer_free(struct mixer *m)
{
	resampler_free(&m->sound);
}
