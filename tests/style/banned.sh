#!/bin/sh
# Functions that have a safer stand-in here, and acts that only some files may do.
. tests/tap.sh

# `file:line:code` of the lines that match, in files that find's further conditions let through.
lines() {
	pattern=$1
	shift
	find pipeline include -name '*.[ch]' "$@" | sort | xargs awk -v pattern="$pattern" '
		{ code = $0; gsub(/\/\*.*\*\/|"([^"\\]|\\.)*"/, "", code); sub(/\/\*.*|^[ \t]*\*.*/, "", code) }
		code ~ pattern { print FILENAME ":" FNR ":" $0 }'
}

# Lines that call one of the functions.
calls() {
	functions=$1
	shift
	lines "(^|[^[:alnum:]_>.])($functions)[[:space:]]*[(]" "$@"
}

none "no function that writes past the end of its buffer" \
	"$(calls 'v?sprintf|strn?cpy|strn?cat|stpn?cpy|gets')"
none "no function with hidden state" \
	"$(calls 'strtok|gmtime|localtime|asctime|ctime|strerror_l|setlocale|srand|rand|random|tmpnam|mktemp|tempnam|tmpfile|basename|dirname')"
none "no conversion that cannot report an error" "$(calls 'ato[ifl]|atoll')"
none "no shell and no search of PATH" "$(calls 'system|popen|exec[lv]p|execvpe|posix_spawnp')"
none "memory comes from base/mem.c alone" \
	"$(calls 'malloc|calloc|realloc|reallocarray|strn?dup|v?asprintf|alloca' ! -path pipeline/base/mem.c)"
none "only cli asks what time it is, base/stamp and jobs how old a file is, publish/sigv4 when it signs, and locks how old they are" \
	"$(calls 'time|gettimeofday|clock_gettime' ! -path 'pipeline/cli/*' ! -path pipeline/base/stamp.c ! -path 'pipeline/jobs/*' ! -path pipeline/publish/sigv4.c ! -path pipeline/publish/shipment_lock.c |
		grep -v CLOCK_MONOTONIC)"
none "chance is asked only for new UUIDs" "$(calls 'getrandom|getentropy|arc4random' ! -path pipeline/base/hash.c)"
none "only cli and the worker's main read the environment, exit or print" "$(
	set -- ! -path 'pipeline/cli/*' ! -path pipeline/media/main.c ! -path pipeline/base/mem.c
	calls 'v?printf|puts|putchar|perror|exit|quick_exit|abort|(secure_)?getenv|v?errx?|v?warnx?' "$@"
	lines '(^|[^[:alnum:]_])(stdout|stderr|environ)([^[:alnum:]_]|$)' "$@")"

finish
