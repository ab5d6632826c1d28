#!/bin/bash
# docs/moving.md: what it says to type can be typed, and how to leave works as it stands there.
. tests/cli/box.sh

# typed [LABEL]: the lines of the grey boxes with that label.
typed() {
	sed -n "/^\`\`\`sh${1:+ $1}\$/,/^\`\`\`\$/p" docs/moving.md | grep -v '^```'
}

typed >"$box/lines"
typed leave >>"$box/lines"
[ "$(wc -l <"$box/lines")" -ge 10 ]
ok $? "there are lines to type"
while read -r program command operands; do
	[ "$program" = blether ] || continue
	"$BLETHER" "$command" --help >"$box/help" 2>&1 || echo "no command: $command"
	for word in $operands; do
		case $word in --*) grep -qe "$word" "$box/help" || echo "$command has no $word" ;; esac
	done
done <"$box/lines" >"$box/faults"
none "each is a command with its options" "$(cat "$box/faults")"
none "each step has its heading" "$(for i in $(seq 10); do grep -q "^## $i\. " docs/moving.md || echo "$i"; done)"
none "the places that it leads to are there" "$(grep -oE '\]\(([^)#]+)' docs/moving.md | sed 's/](//' |
	while read -r place; do [ -e "docs/$place" ] || echo "$place"; done)"

small_site second
cp -R "$box/content" "$box/my-site"
export HOME=$box/home
mkdir -p "$HOME" "$box/bin"
ln -s "$BLETHER" "$box/bin/blether"
typed leave >"$box/leave"
(cd "$box/my-site" && PATH=$box/bin:$PATH bash -eu "$box/leave" >"$box/stdout" 2>"$box/stderr")
ok $? "leaving works as it is written" "$(cat "$box/stderr")"
none "and everything is there" "$("$python" tests/cli/exported.py "$HOME/way-out" "$box/my-site/public" talks 2>&1)"

# What was exported comes back: the feed from the folder, the recordings from where the site still stands.
"$python" -u -c '
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_address[1])
server.serve_forever()' "$box/my-site/public" >"$box/port" 2>/dev/null &
server=$!
leave() { kill $server 2>/dev/null; wait 2>/dev/null; }
for _ in $(seq 100); do [ -s "$box/port" ] && break; sleep 0.1; done
sed "s#https://www.example.org/#http://127.0.0.1:$(cat "$box/port")/#g" "$HOME/way-out/talks/feed.xml" >"$box/feed.xml"
expect 0 "what was exported can be imported" import "$box/feed.xml" --into "$box/back" --local \
	--address https://talks.example.net/ --people-agreed --i-own-this-show --now $now
none "with the guids that it had" "$(diff <(sed -n 's/^guid: *"\?\([^"]*\).*/\1/p' "$box"/my-site/podcasts/talks/*/episode.md) \
	<(sed -n 's/^guid: *"\?\([^"]*\).*/\1/p' "$box"/back/podcasts/talks/*/episode.md))"
none "and the recordings, byte for byte" "$(diff <(cat "$HOME"/way-out/talks/audio/* | sha256sum) \
	<(cat "$box"/back/podcasts/talks/*/recording.* | sha256sum))"
[ -s "$box/back/import-report.md" ] && [ -s "$box/back/import-redirects/redirects.csv" ]
ok $? "there is a report, and what the old host must redirect"
cmark -t xml "$box/back/import-report.md" | grep -E '<(html|link|image)' >"$box/faults"
none "in which nothing is markup but its own" "$(cat "$box/faults")"
finish
