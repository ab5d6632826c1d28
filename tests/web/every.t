#!/bin/sh
# One of every kind of page: a browser's judge of accessibility, a keyboard, a magnifying glass, no scripts; and weights.
set -u
. tests/cli/box.sh
. tests/web/rich.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }
rich_site

mkdir "$box/faults" "$box/home"
HOME=$box/home TMPDIR=$box/home node $here/every.mjs "$box/out" "$box/faults" 2>"$box/stderr"
ok $? "Chromium shows the site" "$(cat "$box/stderr")"

# found FILE SENTENCE: no fault is in that file, and the file is there.
found() {
	none "$2" "$(cat "$box/faults/$1" 2>&1)"
}
found visited "there is a page of every kind"
found axe "axe finds no fault on any page"
found axedark "and none in the colours of the dark"
found narrow "no page scrolls sideways on a phone of 320 pixels"
found zoomed "none does in a window of 1280 pixels that is enlarged four times"
found covered "and there most of the window is left to read in"
found spaced "none does when letters, words and lines are spaced out"
found asked "no page asks for anything from another place"
found kept "no page keeps anything in the browser"
found console "no page makes the browser complain"
found keyboard "Tab comes to everything that can be used, and where it is can be seen"
found forced "that is so in the reader's own colours too, and buttons and boxes have borders"
found still "nothing moves for those who want no motion"
found noscript "without scripts everything can be reached, and nothing is shown that does nothing"

none "html-validate finds no error" "$(find "$box/out" -name '*.html' ! -name '*.transcript.html' -print0 |
	xargs -0 $here/node_modules/.bin/html-validate --config $here/.htmlvalidate.json -f text 2>&1)"
grep -q 'id="exit"' "$box/out/journeys/i-am-not-safe-at-home.html"
ok $? "the way of somebody who is not safe begins with the way out"
grep -q 'id="exit"' "$box/out/journeys/i-have-lost-somebody.html"
[ $? -eq 1 ]
ok $? "and another way does not"
none "an episode that is not out yet is nowhere" "$(grep -rlia 'not out yet' "$box/out"; find "$box/out" -name '*later*')"
none "what was withdrawn is nowhere" "$(grep -rlia 'taken back' "$box/out")"

# What each may weigh, compressed as servers send it: the first pattern that fits counts.
"$python" $here/talk.py "$box/content/podcasts/spirituality/09-talk"
build out
weigh() {
	case $1 in
	*/talk.html) echo 51200 "an hour's talk, all words on it" ;;
	*/find-help.html) echo 14336 "who can help" ;;
	*.html) echo 30720 "any other page" ;;
	style-*.css) echo 16384 "the style sheet" ;;
	player-*.js) echo 6144 "the player" ;;
	page-*.js) echo 3072 "the script of all pages" ;;
	*) echo 0 "nothing else is loaded by pages" ;;
	esac
}
heavy=$(cd "$box/out" && find . -name '*.html' ! -name '*.transcript.html' -o -name 'style-*.css' -o -name 'p*-*.js' ! -path './search/*' |
	sed 's,^\./,,' | while read -r file; do
	have=$(gzip -9 <"$file" | wc -c) may=$(weigh "$file")
	[ "$have" -le "${may%% *}" ] || echo "$file (${may#* }) has $have bytes, not ${may%% *}"
done)
none "no page, style sheet or script is too heavy" "$heavy"

finish
