#ifndef MEDIA_PROBE_H
#define MEDIA_PROBE_H

#include <stdbool.h>

struct gate;
struct media_facts;
struct task;

/*
 * The one pass over a recording: what it is, how loud, and what is wrong with it, in the order of
 * time. `g` is ready to hear, and the caller frees it. False with the reason in the task's failure.
 */
bool probe_recording(struct gate *g, struct task *t, struct media_facts *into);

#endif
