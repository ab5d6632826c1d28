#!/bin/sh
# Words are cut, folded and stemmed alike when they are indexed and when they are looked for.
. tests/tap.sh
: "${BUILD:=build/release}"

differences() {
	/usr/bin/python3 tests/search/words.py "$1" "$BUILD/tests/search/words" pipeline/site/theme/search.js 2>&1 |
		grep -v '^# ' | head -n 20
}
none "over a hundred thousand words have the stems that Snowball gives them" "$(differences stems)"
none "every letter of Unicode is folded as Python's database says" "$(differences letters)"
none "texts with apostrophes, marks and scripts without blanks are cut alike" "$(differences texts)"

finish
