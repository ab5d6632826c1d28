#!/bin/sh
# The search of a site in a real browser: from a server with a strict policy, from the disk, without script.
set -u
. tests/cli/box.sh
: "${BUILD:=build/release}"
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

cp -R content "$box/content"
cat >"$box/content/pages/hostile.md" <<'END'
---
title: "Hostile <img src=x onerror=alert(1)> </script><script>alert(2)</script> \"]);alert(3)//"
summary: "'hostile' \\u2028 `${alert(4)}` <!-- &lt;b&gt;"
---
hostile
END
build out

# serve FOLDER: on a free port of this machine; sets address and server.
serve() {
	: >"$box/server"
	"$python" -u -m http.server --bind 127.0.0.1 --directory "$1" 0 >"$box/server" 2>"$box/requests" &
	server=$!
	until grep -q port "$box/server"; do
		kill -0 $server 2>/dev/null || { echo "Bail out! no server could be started"; exit 1; }
		sleep 0.1
	done
	address=http://127.0.0.1:$(sed 's/.* port \([0-9]*\) .*/\1/' "$box/server")/
}
leave() { kill ${server-} 2>/dev/null; }

browse() {
	HOME=$box/home TMPDIR=$box/home node $here/search.mjs "$@" 2>"$box/stderr"
}
mkdir "$box/faults" "$box/home"
serve "$box/out"
browse "$box/out" "$address" "$box/faults"
ok $? "Chromium searches the site" "$(cat "$box/stderr")"

# found FILE SENTENCE: no fault is in that file, and the file is there.
found() {
	none "$2" "$(cat "$box/faults/$1" 2>&1)"
}
found complaints "nothing makes the browser complain, under a strict policy"
found answers "an answer has titles, a number, an address, and leads to the moment when it is said"
found disk "the same from the disk, without a server"
found keyboard "it can be done by keyboard, and a query can be shared"
found scriptless "without script, the list from A to Z is there instead"
found hostile "hostile words are only words"
found help "help stands above all results"

# Three hundred hour-long episodes: what a phone loads for an answer (a thousand: make bench-search).
kill $server
mkdir "$box/large" && cp "$box/out"/style-*.css "$box/large/style.css"
"$BUILD/tests/bench/search" "$box/large" 300 9500 >"$box/figures"
serve "$box/large"
browse "$box/large" "$address" "$box/faults" "${query:-aback hope}"
read -r bytes packed files shown <"$box/faults/bytes"
[ "$shown" -ge 1 ] && [ "$packed" -le 100000 ]
ok $? "an answer from 300 hours of speech takes at most 100 KB" "$bytes bytes, packed $packed, $files files, $shown results"

finish
