#!/bin/sh
# No variable that can change outlives a function call, so that every function
# can be understood from what it is given.
. tests/tap.sh
: "${BUILD:=build/release}"

# The byte that every empty string builder points at, which nothing writes to;
# what libav logs, for its callback is told of no place of ours.
allowed='strbuf_empty|pipeline/media/log\.o: collected'

# Of the files that there are now: a build folder may hold older ones.
objects() {
	for c in pipeline/*/*.c; do echo "$BUILD/${c%.c}.o"; done
}

# Variables in sections that can be written to; the sanitizers' own are left out.
variables() {
	objects | xargs objdump -t | awk '
		/file format/ { object = $1 }
		/ (O (\.data|\.bss|\*COM\*)|  \.t(data|bss))/ && !/ \.data\.rel\.ro/ { print object, $NF }' |
		grep -vE ' (\*?\.?L[A-Z_]*(asan|ubsan|ASAN)|__odr_asan|__sancov|\.Lubsan|__profc|__unnamed_)' |
		sed "s|^$BUILD/||" | grep -vE "(^| )($allowed)$"
}

objects | xargs ls >/dev/null
ok $? "everything has been compiled" "$BUILD lacks something: run make first"
none "no mutable globals" "$(variables)"
none "no two objects give the same name to the linker" "$(objects | grep -v '/main\.o$' |
	xargs nm --defined-only --extern-only | awk 'NF == 3 && $2 ~ /[TDBR]/ { print $3 }' | sort | uniq -d)"

finish
