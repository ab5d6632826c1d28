#ifndef MEDIA_TRUNCATION_H
#define MEDIA_TRUNCATION_H

#include <stdbool.h>

struct decoded;
struct input;

/*
 * Is the end of a recording missing? libav decodes what is left of a file that
 * was cut off and says nothing, so each container is asked in its own way: what
 * it promises against what is there.
 */

/* What the container says it holds, in seconds; 0 when it does not say. */
double declared_seconds(const struct input *in);

/* After a complete decoding pass. */
bool input_is_truncated(const struct input *in, const struct decoded *sum);

#endif
