#!/bin/sh
# What subscribers will see of a build: compared with an earlier output folder, with a feed on a
# web server, and by way of the address that the feed itself names.
set -u
. tests/cli/box.sh
mkdir "$box/web"
mkfifo "$box/stop"
"$python" tests/web_servers.py "$box/web" <"$box/stop" >"$box/addresses" &
servers=$!
exec 9>"$box/stop"
leave() { exec 9>&-; wait $servers; }
export no_proxy='*'
for i in $(seq 100); do
	grep -q '^$' "$box/addresses" && break
	sleep 0.1
done
http=$(sed -n 's/^http //p' "$box/addresses")
nobody=$(sed -n 's/^nobody //p' "$box/addresses")
[ -n "$http" ]
ok $? "the servers are there"

small_site second
talks=$box/content/podcasts/talks
one=$talks/01-one/episode.md
two=$talks/02-two/episode.md

# make_site NAME: the content as it is now, at the address of the server, which a build would not take
# because it is not https.
make_site() {
	build out --allow-deletions
	rm -rf "$box/$1"
	cp -R "$box/out" "$box/$1"
	find "$box/$1" -name '*.xml' -exec sed -i "s|https://www.example.org|$http|g" {} +
}

# edit SED-SCRIPT FILE: a change for one comparison; mend takes it back.
edit() {
	rm -rf "$box/kept"
	cp -R "$box/content" "$box/kept"
	sed -i "$1" "$2"
}
mend() {
	rm -rf "$box/content"
	mv "$box/kept" "$box/content"
}

# differs SENTENCE: builds and compares with what was built first.
differs() {
	make_site new
	expect 0 "$1" diff -o "$box/new" "$box/first"
	mend
}

make_site first
make_site new
expect 0 "a build that changes nothing changes nothing for subscribers" diff -o "$box/new" "$box/first"
says stdout "Talks: nothing changes for subscribers" "and says so"
expect 0 "also when differences would be told by the status" diff --exit-code -o "$box/new" "$box/first"

edit 's/^title: .*/title: Eins/' "$one"
differs "a new title is told"
says stdout "title: 'One' → 'Eins'" "with the old one"
says stdout "no new episode, 1 changed, nothing vanishes" "and the episode counts as changed"

edit 's/^Words about it\./Words about it. More of them./' "$one"
differs "new notes are told"
says stdout "notes: 6 → 9 words; first where it differs: none → 'More of them.'" "with the first sentence that is new"

edit '' "$one"
ffmpeg -v error -f lavfi -i sine=330:d=2 -y "$talks/01-one/one.mp3"
differs "other audio is told"
says stdout "apps may download 1 episode again" "as something that is downloaded again"
says stdout "length: '0:01' → '0:02'" "with its length"

edit '' "$one"
make_site new
sed -i "s|\(<enclosure url=\"[^\"]*/\)|\1moved/|" "$box/new/podcasts/talks/feed.xml"
expect 0 "audio at another address is told" diff -o "$box/new" "$box/first"
mend
says stdout "apps keep what they have of 2 episodes, whose audio only has a new address" "as the same audio"
says stdout "the same recording at another address: apps keep what they have" "at each episode"

edit 's/^guid: .*/guid: 764431c4-0af3-49eb-9a07-66c3c76659e5/' "$one"
differs "another guid is told"
says stdout "apps will show 1 episode twice" "as something that is shown twice"
says stdout "guid: '564431c4-0af3-49eb-9a07-66c3c76659e5' → '764431c4" "with both guids"

edit '' "$one"
mv "$talks/01-one" "$talks/01-eins"
differs "a folder of another name is told"
says stdout "page: '$http/podcasts/talks/one" "as another page of the same episode"

edit '' "$one"
rm -r "$talks/02-two"
differs "a withdrawn episode is told"
says stdout "no new episode, none changed, 1 vanishes" "as one that vanishes"
says stdout "- Two (14 September 2026)" "with its name and date"

edit '' "$one"
cp -R "$talks/02-two" "$talks/03-three"
sed -i 's/2026-09-14/2026-09-10/; s/664431c4/864431c4/; s/Two/Three/' "$talks/03-three/episode.md"
differs "a new episode is told"
says stdout "+ Three (10 September 2026)" "with its name and date"
says stdout "it is older than 1 episode that is already there" "and that it is older than another"

# On a web server.
expect 0 "a feed that is not published yet is all new" diff -o "$box/first"
says stdout "Talks: not published yet, so everything is new: 2 episodes" "and its episodes are counted"
says stdout "+ One (7 September 2026)" "and named"
[ ! -s "$box/stderr" ]
ok $? "that there is nothing yet is no fault" "$(cat "$box/stderr")"
expect 1 "but the status can tell" diff -o "$box/first" --exit-code

cp -R "$box/first/." "$box/web/root"
expect 0 "what is published is compared by the feed's own address" diff -o "$box/first"
says stdout "nothing changes for subscribers" "and is the same"
edit 's/^title: .*/title: Eins/' "$one"
make_site new
expect 0 "the live feed can be named" diff -o "$box/new" "$http/podcasts/talks/feed.xml"
says stdout "title: 'One' → 'Eins'" "and differs"
expect 1 "and need not be" diff -o "$box/new" --exit-code
says stdout "compared with $http/podcasts/talks/feed.xml" "to be found"
expect 0 "programs are told the same" diff -o "$box/new" --format=json
none "in JSON" "$("$python" - "$box/stdout" <<'END' 2>&1
import json, sys
told = json.load(open(sys.argv[1]))
[feed] = told['feeds']
[item] = feed['items']
want = [('title', 'One', 'Eins')]
have = [(f['field'], f['from'], f['to']) for f in item['fields'] if not f['field'].startswith('audio-')]
if have != want or not feed['differs'] or not feed['published'] or not told['ok'] or told['messages']:
    print(told)
END
)"
mend
expect 1 "an address with nothing behind it is an error when it was named" diff -o "$box/first" "$http/none.xml"
says stderr "the server answered 404" "and says what the server said"
expect 1 "a web page is no feed" diff -o "$box/first" "$http/index.html"
says stderr "[not-a-feed]" "and is called that"
expect 1 "before the first build there is nothing to compare" diff -o "$box/nowhere"
says stderr "'blether build' makes it" "and that is said"
expect 3 "a server that does not answer is the machine's fault" diff -o "$box/first" "$nobody/feed.xml"
says stderr "refused the connection" "and says so"

# A feed in pages.
mkdir "$box/pages"
for page in 1 2 3; do
	next=$((page % 3 + 1))
	cat >"$box/web/root/page$page.xml" <<END
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Long</title>
<atom:link rel="self" href="$http/page$page.xml"/><atom:link rel="next" href="$http/page$next.xml"/>
<item><guid>$page</guid><title>Episode $page</title></item></channel></rss>
END
	cp "$box/web/root/page$page.xml" "$box/pages"
done
sed -i '/rel="next"/s/<atom:link rel="next".*//' "$box/pages/page3.xml"
expect 0 "pages are read on demand" diff --next -o "$box/pages" "$http/page1.xml"
says stdout "nothing changes for subscribers" "and count as one feed"
says stderr "[feed-pages]" "and a chain without end is followed once"
expect 0 "without that, only the first page counts" diff -o "$box/pages/page1.xml" "$http/page1.xml"
says stdout "nothing changes for subscribers" "which is the same"

expect 2 "wrong options are told" diff --nxt
finish
