#!/bin/sh
# Headers: complete on their own for both compilers, guarded by a name that
# follows from their place, and shared only when someone shares them.
. tests/tap.sh
flags="-std=c17 -D_GNU_SOURCE -Iinclude -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c"
flags="$flags $(pkg-config --cflags libxml-2.0 libcmark yaml-0.1 jansson)"

# The catalogue of messages is included many times, each time to make something else of it.
headers=$(find include pipeline -name '*.h' ! -name '*_ids.h' ! -name '*_texts.h' | sort)

for cc in gcc clang; do
	none "every header compiles on its own with $cc" "$(for h in $headers; do
		printf '#include "%s"\ntypedef int unit;\n' "$PWD/$h" | $cc $flags - 2>&1 | sed "s|$PWD/||" | head -3
	done)"
done

none "the include guard is the path in capitals" "$(for h in $headers; do
	guard=$(echo "$h" | sed -E 's|^[a-z]+/||' | tr 'a-z/.-' 'A-Z___')
	[ "$(grep -m2 '^#' "$h" | paste -sd' ')" = "#ifndef $guard #define $guard" ] || echo "$h: $guard"
done)"

none "every header of include/ is used by another folder" "$(find include -name '*.h' ! -name '*_ids.h' ! -name '*_texts.h' | sort | while read -r h; do
	name=${h#include/} folder=${h#include/}
	folder=${folder%%/*}
	grep -rlF "\"$name\"" pipeline include | grep -qvE "^(pipeline|include)/$folder/" || echo "$h"
done)"

none "no header is included but by its name in include/, or from beside" "$(
	grep -rnE '#include "(\.\.?/|.*/\.\./)' pipeline include)"

finish
