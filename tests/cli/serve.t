#!/bin/sh
# blether serve: what it answers is what a build writes, whatever was changed; and as a web server
# should it answers nobody else, with ranges and tags.
set -u
. tests/cli/box.sh

# serve [OPTIONS]: starts one on the content in the box; $address is where, $server its process.
serve() {
	: >"$box/address"
	"$BLETHER" serve --content "$box/content" --output "$box/out" --cache "$box/cache" --now $now --port 0 "$@" \
		>"$box/address" 2>"$box/told" </dev/null &
	server=$!
	for try in $(seq 200); do
		address=$(cat "$box/address")
		port=${address##*:} port=${port%/}
		[ -n "$address" ] && return
		sleep 0.05
	done
	cat "$box/told" >&2
	echo "Bail out! nothing is served"
	exit 1
}
server=
leave() { [ -z "$server" ] || kill $server 2>/dev/null; }

# same SENTENCE: a build writes what is served.
same() {
	build out
	none "$1" "$("$python" tests/cli/served.py "$address" "$box/out")"
}

# ask STATUS SENTENCE CURL-ARGUMENTS: that is the status; the body is in $box/body, headers in $box/head.
ask() {
	want=$1 sentence=$2
	shift 2
	have=$(curl -s --path-as-is -o "$box/body" -D "$box/head" -w '%{http_code}' "$@")
	[ "$have" = "$want" ]
	ok $? "$sentence" "status $have, not $want"
}

# head TEXT SENTENCE: a header says that.
head_says() {
	tr -d '\r' <"$box/head" | grep -qixF "$1"
	ok $? "$2" "$(cat "$box/head")"
}

small_site second
serve
same "what is served is what a build writes, recordings too"
page=$box/content/podcasts/talks/01-one/episode.md

echo "More about it, with a link to [the other](../02-two/episode.md)." >>"$page"
same "notes were edited"
sed -i 's/^title: .*/title: Another title/' "$page"
same "a title was edited, which is in the tags of the recording too"
mv "$box/content/podcasts/talks/02-two" "$box/content/podcasts/talks/02-second"
sed -i 's|02-two|02-second|' "$page"
same "a folder was renamed, and the link to it"
printf -- '---\ntitle: New\nsummary: A new page.\n---\n![A line.](line.png)\n' >"$box/content/pages/new.md"
cp "$box/content/podcasts/talks/cover.jpg" "$box/content/pages/line.jpg" 2>/dev/null ||
	cp "$(find "$box/content" -name '*.jpg' | head -n 1)" "$box/content/pages/line.jpg"
sed -i 's/line.png/line.jpg/' "$box/content/pages/new.md"
same "a page with a picture was added"
rm "$box/content/pages/new.md"
same "a page was deleted"
sed -i 's/^title: .*/title: Another name/' "$box/content/site.yaml"
same "the site was renamed"
mkdir "$box/content/theme"
cp pipeline/site/theme/style.css "$box/content/theme/style.css"
echo "body { color: #123456 }" >>"$box/content/theme/style.css"
same "a theme was added"
rm -r "$box/content/theme"
same "the theme was taken away again"
(cd "$box/content" && sed 's/^title: .*/title: By rename/' site.yaml >site.new && mv site.new site.yaml)
same "an editor saved by renaming"

cp "$page" "$box/kept"
sed -i 's/^title:/titel:/' "$page"
for try in $(seq 100); do grep -q 'last good pages stay' "$box/told" && break; sleep 0.05; done
none "with an error in the content the last good pages stay" "$("$python" tests/cli/served.py "$address" "$box/out")"
timeout 1 curl -sN "${address}.blether/news?path=%2F&tag=x" >"$box/news"
grep -q 'unknown field' "$box/news" && grep -q 'episode.md","line":2,"column":1,"severity":"error"' "$box/news"
ok $? "and the error is told with file, line and column" "$(cat "$box/news")"
grep -q '^event: reload' "$box/news"
ok $? "a page that is not what stands there now is told to load itself again"
cp "$box/kept" "$page"
same "the error was mended"

# A recording that nobody has opened: it is, in the background.
recording=$(find "$box/content/podcasts/talks/02-second" -type f ! -name '*.md' ! -name '*.vtt' | head -n 1)
cp content/podcasts/spirituality/03-kindness/kindness.mp3 "$recording"
same "another recording was put there"
audio=$(cd "$box/out" && find . -path '*/audio/*' -type f | sort | head -n 1)
audio=${audio#./}
file=$box/out/$audio
size=$(stat -c %s "$file")

# Ranges.
ask 206 "a range is a part" -r 10-99 "$address$audio"
tail -c +11 "$file" | head -c 90 | cmp -s - "$box/body"
ok $? "and has those bytes"
head_says "content-range: bytes 10-99/$size" "and says which"
ask 206 "the end of a file can be asked for" -r -100 "$address$audio"
tail -c 100 "$file" | cmp -s - "$box/body"
ok $? "and has those bytes"
ask 206 "and all from some place on" -r 100- "$address$audio"
tail -c +101 "$file" | cmp -s - "$box/body"
ok $? "and has those bytes"
ask 206 "several ranges come in parts" -r 0-9,20-29 "$address$audio"
grep -qa "multipart/byteranges" "$box/head" && [ "$(grep -ca "^Content-Range: bytes [02]*-[29]*/$size" "$box/body")" = 2 ]
ok $? "each with its place"
ask 416 "what lies beyond the end cannot be had" -r $size- "$address$audio"
head_says "content-range: bytes */$size" "and the answer says how much there is"
ask 200 "a range that is none is ignored" -H "Range: bytes=9-1" "$address$audio"
ask 200 "and one of something else" -H "Range: pages=1-2" "$address$audio"
tag=$(tr -d '\r' <"$box/head" | sed -n 's/^ETag: //p')
ask 206 "a range of the file that is still the same" -H "If-Range: $tag" -r 0-9 "$address$audio"
ask 200 "the whole of one that is not" -H 'If-Range: "other"' -r 0-9 "$address$audio"
head_says "accept-ranges: bytes" "the server says that it has ranges"
head_says "cache-control: no-store" "and that nothing is to be kept"
ask 200 "HEAD answers too" -I "$address$audio"
head_says "content-length: $size" "with the length"

# Who may ask for what.
ask 404 "what is not there has the site's own page for it" "${address}nowhere.html"
grep -q "$(sed -n 's/.*<title>\([^<]*\).*/\1/p' "$box/out/404.html")" "$box/body"
ok $? "which is 404.html"
ask 301 "a folder without its slash leads to the one with it" "${address}podcasts/talks"
head_says "location: /podcasts/talks/" "which is an address here"
ask 200 "and that is its index" "${address}podcasts/talks/"
for path in ../site.yaml %2e%2e/site.yaml ..%2fsite.yaml podcasts/../../site.yaml .blether/../site.yaml %00 %zz .blether-manifest; do
	ask 404 "'$path' leads nowhere" "$address$path"
done
ask 421 "another name for this computer is refused" -H "Host: rebound.example.org" "$address"
ask 421 "and another port" -H "Host: 127.0.0.1:1" "$address"
ask 200 "localhost is a name of it" -H "Host: localhost:$port" "$address"
ask 405 "nobody can post anything" -d x=y "$address"
ask 405 "or delete" -X DELETE "$address"

# The content and the output stay as they are; it ends when it is told to.
stamps "$box/content" >"$box/before"
stamps "$box/out" >>"$box/before"
curl -s "$address" "${address}nowhere" >/dev/null
stamps "$box/content" >"$box/after"
stamps "$box/out" >>"$box/after"
none "neither content nor output is touched" "$(diff "$box/before" "$box/after")"
curl -sN "${address}.blether/news?path=%2F&tag=x" >/dev/null &
sleep 0.2
kill -INT $server
wait $server
ok $? "Ctrl+C ends it well, though a page is open" "status $?"
serve
kill -TERM $server
wait $server
ok $? "and so does being told to end"

# Wrong use, and a port that is taken.
server=
expect 2 "a port is a number" serve --content "$box/content" --cache "$box/cache" --port many
expect 2 "and not more than there are" serve --content "$box/content" --cache "$box/cache" --port 70000
serve
expect 2 "a port that is taken is not taken from who has it" serve --content "$box/content" --cache "$box/cache" \
	--output "$box/out" --port "$port"
kill $server
wait $server

# A site whose address has a path, and one that is broken from the start.
sed -i 's|^address: .*|address: https://example.org/sub/|' "$box/content/site.yaml"
rm -rf "$box/out"
serve
same "a site whose address has a path stands at the root all the same"
ask 200 "and where its address says" "${address}sub/podcasts/talks/index.html"
kill $server
wait $server
echo "adress: x" >>"$box/content/site.yaml"
serve
for try in $(seq 100); do [ -s "$box/told" ] && grep -q error "$box/told" && break; sleep 0.05; done
ask 503 "without a site there is a page that waits for one" "$address"
grep -q preview.js "$box/body"
ok $? "and it listens"
sed -i '$d' "$box/content/site.yaml"
same "once it can be built it is there"
kill $server
wait $server
server=

finish
