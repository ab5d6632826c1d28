#!/bin/sh
# Whoever reads of abuse can leave the page at once, in a real browser.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }
small_site

: >"$box/server"
mkdir "$box/out"
"$python" -u -m http.server --bind 127.0.0.1 --directory "$box/out" 0 >"$box/server" 2>/dev/null &
server=$!
leave() { kill $server 2>/dev/null; }
until grep -q port "$box/server"; do
	kill -0 $server 2>/dev/null || { echo "Bail out! no server could be started"; exit 1; }
	sleep 0.1
done
address=http://127.0.0.1:$(sed 's/.* port \([0-9]*\) .*/\1/' "$box/server")/

sed -i 's/^summary:/note: This talks about abuse.\ntopics: [domestic abuse]\n&/' \
	"$box/content/podcasts/talks/01-one/episode.md"
echo "exit_to: ${address}pages/about.html" >>"$box/content/site.yaml"
build out
mkdir "$box/home"
faults=$(HOME=$box/home TMPDIR=$box/home node $here/exit.mjs "$address" podcasts/talks/one.html "${address}pages/about.html" 2>&1)
none "the button leaves the page, so do its keys, and nothing of it stays" "$faults"

finish
