#include "sinc.h"

#include <math.h>

#define BETA 6.0

/* The modified Bessel function of the first kind, order 0. */
static double bessel(double x)
{
	double sum = 1, term = 1;

	for (int k = 1; term > sum * 1e-17; k++) {
		term *= (x / 2 / k) * (x / 2 / k);
		sum += term;
	}
	return sum;
}

double sinc_tap(double t, int reach)
{
	double part = t / reach;

	if (t == floor(t))
		return t == 0;
	return sin(M_PI * t) / (M_PI * t) * bessel(BETA * sqrt(fmax(0, 1 - part * part))) /
	       bessel(BETA);
}
