#!/bin/sh
# The shipped site in a real browser, and read by a validator of HTML.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

# What people write that is wide: a page more than is shipped.
cp -R content "$box/content"
wide=$(printf '%0100d' 0 | tr 0 w)
cat >"$box/content/pages/wide.md" <<END
---
title: $wide
---
The word $wide and the address <https://www.example.org/$wide/$wide>.

    code $wide $wide

## $wide

> - [$wide](about.md)
END
build out

: >"$box/server"
"$python" -u -m http.server --bind 127.0.0.1 --directory "$box/out" 0 >"$box/server" 2>"$box/requests" &
server=$!
leave() { kill $server 2>/dev/null; }
until grep -q port "$box/server"; do
	kill -0 $server 2>/dev/null || { echo "Bail out! no server could be started"; exit 1; }
	sleep 0.1
done
port=$(sed 's/.* port \([0-9]*\) .*/\1/' "$box/server")

mkdir "$box/faults" "$box/home"
HOME=$box/home TMPDIR=$box/home node $here/browse.mjs "$box/out" "http://127.0.0.1:$port/" "$box/faults" 2>"$box/stderr"
ok $? "Chromium shows the site" "$(cat "$box/stderr")"

# found FILE SENTENCE: no fault is in that file, and the file is there.
found() {
	none "$2" "$(cat "$box/faults/$1" 2>&1)"
}
found visited "every page is there, with its style"
found requests "no page asks for anything from another place"
found cookies "no page leaves a cookie or anything else behind"
found console "no page makes the browser complain"
found narrow "no page scrolls sideways on a phone of 320 pixels"
found spaced "no page scrolls sideways when letters, words and lines are spaced out"
found mirrored "no page scrolls sideways from right to left"
found small "nothing that is pressed is smaller than 24 pixels"
found links "every link within the site leads somewhere"
found anchors "every link to a part of a page finds it"
found audio "every recording can be played and is as long as the feed says"
found disk "the site works from the disk, without a server"
found copied "a button copies the address of a feed where scripts run"
found dark "where the reader's device is dark, the site is too"

# Transcripts in HTML are pieces of pages. Three rules are off: how long a title is is the writer's
# choice; the style sheet keeps a telephone number in one line; and cmark ends <img> with a slash.
# Integrity is for what other servers send. Ids of gaps and chances are made of slugs with dots between, as HTML allows.
none "html-validate finds no error" "$(find "$box/out" -name '*.html' ! -name '*.transcript.html' -print0 |
	xargs -0 $here/node_modules/.bin/html-validate --config $here/.htmlvalidate.json -f text 2>&1)"

finish
