#!/bin/sh
# No variable that can change outlives a function call, so that every function
# can be understood from what it is given.
. tests/tap.sh
: "${BUILD:=build/release}"

# The byte that every empty string builder points at; nothing writes to it.
allowed='strbuf_empty'

# Variables in sections that can be written to; the sanitizers' own are left out.
variables() {
	find "$BUILD/pipeline" -name '*.o' | sort | xargs objdump -t | awk '
		/file format/ { object = $1 }
		/ (O (\.data|\.bss|\*COM\*)|  \.t(data|bss))/ && !/ \.data\.rel\.ro/ { print object, $NF }' |
		grep -vE ' (\*?\.?L[A-Z_]*(asan|ubsan|ASAN)|__odr_asan|__sancov|\.Lubsan|__profc|__unnamed_)' |
		grep -vE " ($allowed)$"
}

[ -n "$(find "$BUILD/pipeline" -name '*.o' 2>/dev/null)" ]
ok $? "there are objects to look into" "$BUILD has none: run make first"
none "no mutable globals" "$(variables)"

finish
