#include "highpass.h"

#include <math.h>

/* Where a state has faded so far, computing on with it takes long and changes nothing. */
#define FADED 1e-30

/* The bilinear transform of s^2 / (s^2 + s/q + 1). */
static struct stage make_stage(double frequency, int rate, double q)
{
	double w = tan(acos(-1) * frequency / rate), norm = 1 / (1 + w / q + w * w);

	return (struct stage){
		.b = norm,
		.a1 = 2 * (w * w - 1) * norm,
		.a2 = (1 - w / q + w * w) * norm,
	};
}

void highpass_init(struct highpass *h, double frequency, int rate, int channels)
{
	/* The poles of a Butterworth filter lie evenly on a circle: q = 1 / (2 cos(angle)). */
	const double eighth = acos(-1) / 8;

	*h = (struct highpass){ .channels = channels };
	h->stages[0] = make_stage(frequency, rate, 1 / (2 * cos(eighth)));
	h->stages[1] = make_stage(frequency, rate, 1 / (2 * cos(3 * eighth)));
}

static double step(struct stage *s, int channel, double x)
{
	double *z = s->state[channel], y = s->b * x + z[0];

	z[0] = -2 * s->b * x - s->a1 * y + z[1];
	z[1] = s->b * x - s->a2 * y;
	return y;
}

static void forget_faded(struct highpass *h, int channel)
{
	for (int k = 0; k < 2; k++) {
		double *z = h->stages[k].state[channel];

		if (fabs(z[0]) < FADED && fabs(z[1]) < FADED)
			z[0] = z[1] = 0;
	}
}

void highpass_run(struct highpass *h, float *const *planes, size_t samples)
{
	for (int c = 0; c < h->channels; c++) {
		for (size_t i = 0; i < samples; i++)
			planes[c][i] =
				(float)step(&h->stages[1], c, step(&h->stages[0], c, planes[c][i]));
		forget_faded(h, c);
	}
}
