#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

/* How running a program ended. */
enum program_end {
	PROGRAM_DONE,    /* it returned 0 */
	PROGRAM_ABSENT,  /* it could not be started; `error` tells why */
	PROGRAM_FAILED,  /* it returned `status`, or a signal ended it */
	PROGRAM_SLOW,    /* killed: out of time */
	PROGRAM_VERBOSE, /* killed: `out` is full */
};

struct program {
	const char *const *argv; /* argv[0]: its path, with a slash in it; ended by NULL */
	int64_t time_limit;      /* milliseconds */
	int input;               /* an open file that it reads; 0: it has nothing to read */
	bool speaks;             /* its error output goes where ours goes, and `last` has nothing */
	struct strbuf out;       /* what it printed, up to the buffer's limit */
	struct strbuf last;      /* the last line of its error output that is not empty; */
	bool keeps_all;          /* or all of them, each with its end, as far as they fit */
	bool line_ended;         /* what comes next is another line */
	int error;               /* of PROGRAM_ABSENT: an errno */
	int status;              /* of PROGRAM_FAILED: as waitpid(2) gives it */
};

/* Runs it to its end, in a process group of its own. Where PATH is to be searched, argv[0] is /usr/bin/env. */
enum program_end program_run(struct program *p);

#endif
