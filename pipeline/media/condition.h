#ifndef MEDIA_CONDITION_H
#define MEDIA_CONDITION_H

struct decoded;
struct input;
struct task;

/*
 * What is wrong with a recording as a file, whatever it sounds like: its name, a
 * missing end, headers that mislead players, more than one recording inside.
 * After a complete decoding pass.
 */
void condition_check(const struct input *in, const struct decoded *sum, struct task *t);

#endif
