#!/bin/sh
# The player and the transcript in a real browser, and what they weigh.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

cp -R content "$box/content"
build out
echo 'remember: true' >>"$box/content/site.yaml"
build remembering

mkdir "$box/faults" "$box/home"
HOME=$box/home TMPDIR=$box/home node $here/player.mjs "$box/out" "$box/remembering" "$box/faults" 2>"$box/stderr"
ok $? "Chromium plays" "$(cat "$box/stderr")"

# found FILE SENTENCE: no fault is in that file, and the file is there.
found() {
	none "$2" "$(cat "$box/faults/$1" 2>&1)"
}
found keyboard "everything in the player can be reached and used by keyboard, in order"
found slider "arrows, page keys, Home and End seek, from left to right in every script, and the place is said in words"
found moment "a link to a moment waits there, with the focus on the button that plays"
found stretch "a link to a stretch stops at its end"
found links "links to chapters and paragraphs play there without leaving the page, and both are marked as it goes on"
found cues "a click on what is said plays it from the beginning of its cue, and marking words does not"
found follow "the page follows what is said only when asked to, and no longer when the reader scrolls"
found share "the link to this moment is copied and announced, in old browsers too"
found nothingkept "nothing is kept in the browser"
found kept "where a site remembers, an episode goes on where it was"
found two "two players on a page do not get in each other's way"
found noscript "without scripts there are the browser's controls, and links that lead to the recording"
found search "the transcript can be searched, and its words stay as they are"
found correct "a correction can be suggested for each paragraph"
found trouble "a recording that cannot be played is told, with the way to download it"
found device "the device shows what is playing"
found print "on paper there are the words and no buttons"

# weighs FILE BYTES SENTENCE: compressed, as servers send it.
weighs() {
	bytes=$(gzip -9 <"$1" | wc -c)
	[ "$bytes" -le "$2" ]
	ok $? "$3" "$bytes bytes, not $2"
}
weighs "$box"/out/player-*.js 6144 "the script of the player has at most 6 KB"
weighs "$box"/out/page-*.js 3072 "the script of all pages has at most 3 KB"
weighs "$box"/out/style-*.css 16384 "the style sheet has at most 16 KB"
# Two of the four recordings are encoded for it, two are copied.
none "every player has the waveform of its file" "$(cd "$box/out/podcasts/spirituality" &&
	grep -L 'class="wave"' loss.html hope.html kindness.html belonging.html)"
grep -o 'class="wave".*' "$box/out/podcasts/spirituality/loss.html" >"$box/wave"
weighs "$box/wave" 2048 "the waveform has at most 2 KB"

"$python" $here/talk.py "$box/content/podcasts/spirituality/05-talk"
build long
weighs "$box/long/podcasts/spirituality/talk.html" 51200 "the page of an hour's talk, all words on it, has at most 50 KB"

finish
