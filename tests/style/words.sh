#!/bin/sh
# Nothing half-done is left in the tree, and every text file ends properly.
. tests/tap.sh

texts() {
	{ git ls-files -co --exclude-standard 2>/dev/null || find . -type f ! -path './build/*'; } |
		while read -r f; do [ -s "$f" ] && [ ! -L "$f" ] && echo "$f"; done | xargs grep -lI .
}

none "no note to oneself is left over" "$(texts | grep -vxF tests/style/words.sh |
	xargs grep -nHwE 'TODO|FIXME|XXX|HACK|NOCOMMIT|TBD')"
none "no line of C, make, shell or Markdown ends with a blank" "$(texts | grep -vE '^(tests/golden|tests/fuzz/corpus)/' |
	grep -E '(\.[ch]|\.sh|\.t|\.py|\.md|Makefile)$' | xargs grep -nHE '[[:blank:]]+$')"
none "no C file is longer than 700 lines" "$(find pipeline include -name '*.[ch]' ! -name '*_ids.h' | sort |
	xargs wc -l | awk '$2 != "total" && $1 > 700 { print $2 ": " $1 }')"

finish
