#ifndef MEDIA_PROBLEMS_H
#define MEDIA_PROBLEMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "model/media.h"

struct arena;

/*
 * What is wrong with a file, in the order it was found.
 *
 * `failure` is what ends the job without a result; its `id` is NULL while
 * nothing did. Texts live in the arena. A list is never longer than
 * PROBLEMS_MAX: whoever can find many of a kind counts them instead.
 */
#define PROBLEMS_MAX 64


struct problems {
	struct arena        *arena;
	struct media_problem items[PROBLEMS_MAX];
	size_t               count;
	struct media_problem failure;
};

/* `at`: seconds from the start, or NOWHERE. */
void problems_add(struct problems *p, enum diag_id id, double at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Of a part of the recording, in seconds. */
struct part {
	double from, to;
};
void problems_add_part(struct problems *p, enum diag_id id, struct part part, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Ends the job (the first reason stays); returns false for `return problems_fail(…)`. */
bool problems_fail(struct problems *p, enum diag_id id, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
