#ifndef MEDIA_SINC_H
#define MEDIA_SINC_H

/*
 * The filter by which the meter of true peaks and the limiter both look between
 * samples, so that the one finds what the other left: a sinc under a Kaiser
 * window of beta 6. `t` is in samples from its middle; it reaches `reach` of them
 * to either side. The taps of a point still have to be divided by their sum.
 */
double sinc_tap(double t, int reach);

#endif
