#ifndef CLI_VERDICT_H
#define CLI_VERDICT_H

#include <stddef.h>

#include "verify/judge.h"

struct diag;

/* A feed and what was found in it. */
struct verdict {
	const char *name;
	struct judgement judgement;
};

struct verdicts {
	const struct verdict *all;
	size_t count;
};

/* What stands below the messages: how to mend what they tell of, and who takes each feed. */
void verdict_print(const struct verdicts *v, const struct diag *diag);

/* Everything, for programs. */
void verdict_print_json(const struct verdicts *v, const struct diag *diag);

#endif
