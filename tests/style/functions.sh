#!/bin/sh
# A function fits on a screen and can be called without counting on one's fingers.
. tests/tap.sh

# `file line name lines` of every function.
functions() {
	find pipeline -name '*.c' | sort | xargs ctags -x --languages=C --kinds-C=f --fields=+ne \
		--_xformat='%F %n %N %{end}' | awk '{ print $1 ":" $2, $3, $4 - $2 + 1 }'
}

# `file:line function count` of every function with more than five parameters, but for one that
# microhttpd calls.
crowded() {
	find pipeline -name '*.c' | sort | xargs ctags -x --languages=C --kinds-C=fz --fields=+ne --sort=no \
		--_xformat='%K %F %n %N %s' | awk '
		$1 == "function" { place[$2, $4] = $2 ":" $3 }
		$1 == "parameter" { sub(/^function:/, "", $5); n[$2, $5]++ }
		END { for (f in n) if (n[f] > 5) { split(f, at, SUBSEP); print place[f], at[2], n[f] } }' | grep -v ' answer_request ' | sort
}

all=$(functions)
[ "$(printf '%s\n' "$all" | wc -l)" -gt 50 ]
ok $? "the functions can be counted"
none "no function is longer than 60 lines" "$(printf '%s\n' "$all" | awk '$3 > 60')"
none "no function has more than 5 parameters" "$(crowded)"

median=$(printf '%s\n' "$all" | awk '{ print $3 }' | sort -n | awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }')
[ "$median" -le 18 ]
ok $? "half of the functions are at most 18 lines long" "the median is $median"

finish
