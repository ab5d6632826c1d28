#include "chain.h"

#include "base/mem.h"
#include "encode.h"
#include "limiter.h"
#include "loudness.h"
#include "task.h"

static bool deliver(struct chain *c, float **planes, size_t samples)
{
	const float *from[2];

	if (c->limiter)
		limiter_run(c->limiter, planes, samples);
	size_t skip = samples < c->early ? samples : c->early;
	c->early -= skip;
	for (int k = 0; k < c->mixer.channels; k++)
		from[k] = planes[k] + skip;
	if (c->encoder)
		return encoder_take(c->encoder, from, samples - skip);
	loudness_hear(c->meter, from, samples - skip);
	return true;
}

static bool take(struct mixer *mixer, float **planes, int samples)
{
	struct chain *c = (struct chain *)mixer;
	float *left[2] = { 0 };

	for (int k = 0; k < mixer->channels; k++)
		left[k] = planes[k];
	samples = trim_run(&c->trim, left, mixer->channels, samples);
	if (samples <= 0)
		return true;
	if (c->has_highpass)
		highpass_run(&c->highpass, left, (size_t)samples);
	return deliver(c, left, (size_t)samples);
}

void chain_init(struct chain *c, int rate, struct task *t)
{
	const struct job_master *m = &t->request->master;

	*c = (struct chain){ .has_highpass = m->high_pass > 0 && m->high_pass < rate / 2 };
	mixer_init(&c->mixer, rate, m->channels, t);
	c->mixer.take = take;
	trim_init(&c->trim, m->start, m->end, rate);
	if (c->has_highpass)
		highpass_init(&c->highpass, m->high_pass, rate, m->channels);
}

void chain_limit(struct chain *c, struct limiter *l)
{
	c->limiter = l;
	c->early = limiter_delay(l);
}

bool chain_finish(struct chain *c)
{
	float *silence[2] = { 0 };

	if (!mixer_finish(&c->mixer))
		return false;
	if (!c->limiter)
		return true;
	size_t delay = limiter_delay(c->limiter);
	for (int k = 0; k < c->mixer.channels; k++)
		silence[k] = arena_array(c->mixer.task->arena, delay, sizeof(float));
	return deliver(c, silence, delay);
}

void chain_free(struct chain *c)
{
	mixer_free(&c->mixer);
}
