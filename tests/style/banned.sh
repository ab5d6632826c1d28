#!/bin/sh
# Functions that have a safer stand-in here, and acts that only some files may do.
. tests/tap.sh

# Lines that call one of the functions, comments left out.
calls() {
	pattern="(^|[^[:alnum:]_>.])($1)[[:space:]]*\("
	shift
	find pipeline include -name '*.[ch]' "$@" | sort | xargs grep -nHE "$pattern" |
		grep -vE '^[^:]*:[0-9]+:[[:space:]]*(\*|/\*|//)'
}

none "no function that writes past the end of its buffer" \
	"$(calls 'v?sprintf|strn?cpy|strn?cat|stpn?cpy|gets')"
none "no function with hidden state" \
	"$(calls 'strtok|gmtime|localtime|asctime|ctime|strerror_l|setlocale|srand|rand|random|tmpnam|mktemp|tempnam|tmpfile|basename|dirname')"
none "no conversion that cannot report an error" "$(calls 'ato[ifl]|atoll')"
none "no shell and no search of PATH" "$(calls 'system|popen|exec[lv]p|execvpe|posix_spawnp')"
none "memory comes from base/mem.c alone" \
	"$(calls 'malloc|calloc|realloc|reallocarray|strn?dup|v?asprintf|alloca' ! -path pipeline/base/mem.c)"
none "only cli asks what time it is, and jobs how old a file is" \
	"$(calls 'time|gettimeofday|clock_gettime' ! -path 'pipeline/cli/*' ! -path 'pipeline/jobs/*' |
		grep -v CLOCK_MONOTONIC)"
none "chance is asked only for new UUIDs" "$(calls 'getrandom|getentropy|arc4random' ! -path pipeline/base/hash.c)"
none "only cli and the worker's main read the environment, exit or print" "$(
	{ calls 'v?printf|puts|putchar|perror|exit|quick_exit|abort|secure_getenv|getenv|v?errx?|v?warnx?' \
		! -path 'pipeline/cli/*' ! -path pipeline/media/main.c
	  find pipeline include -name '*.[ch]' ! -path 'pipeline/cli/*' ! -path pipeline/media/main.c |
		sort | xargs grep -nHwE 'stdout|stderr|environ' |
		grep -vE '^[^:]*:[0-9]+:[[:space:]]*(\*|/\*|//)'
	} | grep -vE '^pipeline/base/mem\.c:' | sort -u)"

finish
