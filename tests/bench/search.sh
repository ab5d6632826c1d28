#!/bin/sh
# Usage: search.sh [EPISODES]
#
# What the search of so many hour-long episodes costs: CPU of the index, apart from writing its files,
# which should be at most 0.5 seconds for a thousand; memory; and what a phone loads until it has an
# answer, with the page and its style, which must be at most 100,000 bytes as servers send them.
set -eu
episodes=${1:-1000}
box=$(mktemp -d)
trap 'kill ${server-} 2>/dev/null || true; rm -rf "$box"' EXIT
trap 'exit 130' INT TERM
tests/packages.sh tests/web

cat pipeline/site/theme/style.css pipeline/site/theme/search.css >"$box/style.css"
build/release/tests/bench/search "$box" "$episodes" 9500 >"$box/figures"
read -r cpu memory files bytes <"$box/figures"
echo "$episodes episodes of 9,500 words: $cpu s CPU, $((memory / 1024)) MB, $files files, $((bytes / 1000000)) MB"
gzip -9c pipeline/site/theme/search.js | wc -c | sed 's/$/ bytes of search.js, packed/'

/usr/bin/python3 -u -m http.server --bind 127.0.0.1 --directory "$box" 0 >"$box/server" 2>/dev/null &
server=$!
until grep -q port "$box/server"; do
	sleep 0.1
	kill -0 $server
done
address=http://127.0.0.1:$(sed 's/.* port \([0-9]*\) .*/\1/' "$box/server")/

status=0
mkdir "$box/faults" "$box/home"
for query in hope 'grief hope' 'garden river letter' 'aback'; do
	HOME=$box/home TMPDIR=$box/home node tests/web/search.mjs "$box" "$address" "$box/faults" "$query"
	read -r plain packed loads shown <"$box/faults/bytes"
	echo "'$query': $packed bytes packed, $plain plain, $loads files, $shown results"
	[ "$packed" -le 100000 ] || status=1
done
exit $status
