#!/bin/sh
# What was published keeps its names: what would change one by accident is refused, the command that
# the message names makes it so on purpose, and the guids of the feed stand through it all.
set -u
. tests/cli/box.sh

show=podcasts/talks
ledger=$box/content/published.tsv
one=$box/content/$show/01-one two=$box/content/$show/02-two

ids() {
	"$python" tests/cli/feed_ids.py "$box/out/${2-$show}/feed.xml" "$1" 2>&1
}
rows() {
	cut -f 2,4 "$ledger" | grep -v '^#' | tail -n +2 | tr '\t' ' ' | sort
}
# again: the box as it was right after the first release.
again() {
	rm -rf "$box/content" "$box/out"
	cp -Rp "$box/first/content" "$box/first/out" "$box"
}

# --- a release ---------------------------------------------------------------

small_site second
sed -i 's|www.example.org|talks.example.org|' "$box/content/site.yaml" # the address of `new site` is not released
build out
[ ! -e "$ledger" ]
ok $? "a build writes nothing into the content"
build out --release
says stdout "5 new, 0 changed" "a release writes down what is out"
[ "$(rows | cut -d ' ' -f 1 | tr '\n' ' ')" = "episode episode page show site " ]
ok $? "the site, the show, its episodes and the page are in it" "$(rows)"
none "its lines are in the order of their permalinks" "$(tail -n +3 "$ledger" | cut -f 4 | LC_ALL=C sort -c 2>&1)"
cp "$ledger" "$box/ledger"
stamps "$box/content" >"$box/before"
build out
says stdout "is up to date" "a build after a release has nothing to do"
build out --release --now 2026-12-24T00:00:00Z
stamps "$box/content" >"$box/after"
none "a second release writes the same, and touches nothing" "$(diff "$box/ledger" "$ledger"; diff "$box/before" "$box/after")"
mkdir "$box/first"
cp -Rp "$box/content" "$box/out" "$box/first"
first=$(ids guids) audio=$(ids audio)
printf '%s\n' "$audio" >"$box/audio"
[ "$(printf '%s\n' "$first" | wc -l)" -eq 3 ]
ok $? "feedparser reads three guids" "$first"

# --- what is refused, and the way out ------------------------------------------

# refused SLUG PLACE: the build fails with that message there, and changes nothing.
refused() {
	sums "$box/out" >"$box/before"
	try_build
	have=$?
	sums "$box/out" >"$box/after"
	[ $have -eq 1 ] && grep -qF "[$1]" "$box/stderr" && grep -qF "$2" "$box/stderr"
	ok $? "it is refused at its place: $1" "status $have: $(cat "$box/stderr")"
	none "and nothing is changed in the output" "$(diff "$box/before" "$box/after")"
}
# as_told SENTENCE: what the last message says is said, word for word, and then the build passes.
as_told() {
	told=$(sed -n 's/.*: blether \(.*\) \[[a-z-]*\]$/\1/p' "$box/stderr" | head -n 1)
	# shellcheck disable=SC2086 # several words
	run $told
	ok $? "the message names a command that works: blether $told" "$(cat "$box/stdout" "$box/stderr")"
	try_build --release
	ok $? "$1" "$(cat "$box/stderr")"
}
guids_stand() {
	[ "$(ids guids "${1-$show}")" = "$first" ]
	ok $? "all guids and dates stand" "$(ids guids "${1-$show}"; echo 'not:'; echo "$first")"
}

# dates: what feedparser reads in the Atom feed, published and updated of each entry, newest first.
dates() {
	"$python" -c 'import feedparser, sys
for e in feedparser.parse(sys.argv[1]).entries: print(e.published, e.updated)' "$box/out/new.atom"
}
[ "$(dates)" = "$(printf '%s %s\n' 2026-09-14T08:00:00Z 2026-09-14T08:00:00Z 2026-09-07T08:00:00Z 2026-09-07T08:00:00Z)" ]
ok $? "what never changed was updated when it was published" "$(dates)"
sed -i 's/^title: .*/title: One, with another title/' "$one/episode.md"
try_build --release
ok $? "another title may be written at any time" "$(cat "$box/stderr")"
guids_stand
[ "$(dates | tail -n 1)" = "2026-09-07T08:00:00Z $now" ]
ok $? "the Atom feed tells when" "$(dates)"
sums "$box/out" >"$box/before"
rm -r "$box/out"; rm -f "$box/cache"/state-*
try_build --now 2026-12-24T00:00:00Z
sums "$box/out" >"$box/after"
none "and a later build from the ledger writes the same bytes" "$(diff "$box/before" "$box/after")"
[ "$(ids audio)" = "$audio" ]
ok $? "and no app downloads the audio again" "$(ids audio)"
grep -q "One, with another title$" "$ledger"
ok $? "the ledger has the new title"
none "and nothing else in it is changed" "$(diff "$box/ledger" "$ledger" | grep '^>' | grep -v another)"

again
sed -i '/^guid/d' "$one/episode.md"
refused missing-field "add a line such as 'guid: 564431c4-0af3-49eb-9a07-66c3c76659e5'"

again
printf '\v\n' >>"$one/episode.md"
refused bad-character "01-one/episode.md"
! grep -q "item-lost" "$box/stderr"
ok $? "what is in a file that cannot be read is not called lost" "$(cat "$box/stderr")"

again
rm "$ledger"
refused ledger-gone "take it back: cp $box/cache/published.tsv $ledger"
says stderr "[ledger-gone]" "where it is kept is said"
$(sed -n 's/.*take it back: \(cp .*\) \[ledger-gone\]$/\1/p' "$box/stderr")
try_build --release
ok $? "as told, it is back" "$(cat "$box/stderr")"
rm "$ledger"
sed -i 's|talks.example.org|www.example.org|' "$box/content/site.yaml"
try_build
ok $? "another site with the same cache was not published from there" "$(cat "$box/stderr")"
try_build --release
says stderr "[example-address]" "the address of the example is not released"

again
sed -i 's/^guid: 5/guid: 9/' "$one/episode.md"
refused guid-changed "01-one/episode.md:4:7: error: this episode was published with another guid; write back 'guid: 564431c4-0af3-49eb-9a07-66c3c76659e5'"
as_told "a new episode may take the place of one that was withdrawn"

again
sed -i 's/^title: .*/title: One, with another title/' "$one/episode.md"
cp -Rp "$box/cache" "$box/cache.kept" && rm -r "$box/cache"
try_build
none "it needs no cache for that while the output is there" "$(ids audio | diff - "$box/audio" 2>&1)"
rm -r "$box/cache" "$box/out"
try_build
says stderr "[audio-remade]" "when both are gone, it is said that apps may download it again"
rm -rf "$box/cache" && mv "$box/cache.kept" "$box/cache"

again
mv "$one" "$box/content/$show/01-uno"
refused permalink-moved "01-uno/episode.md:1:1: error: this episode was published at 'podcasts/talks/one.html'"
as_told "a folder that was renamed by hand is accepted"
guids_stand
[ "$(ids audio)" = "$audio" ]
ok $? "and the audio stays at its address" "$(ids audio)"
grep -q 'url=../../podcasts/talks/uno.html' "$box/out/$show/one.html"
ok $? "a redirect stands at the old address"

again
rm -r "$one"
refused item-lost "published.tsv:6:1: error: the episode 'One' was published at 'podcasts/talks/one.html' and is not there any more"
as_told "an episode that is gone can be withdrawn by its guid"
grep -q 'This episode has been withdrawn' "$box/out/$show/one.html"
ok $? "a notice stands where it was"
none "which does not say what it was" "$(grep -i '<title>One\|564431' "$box/out/$show/one.html")"
none "it is not in the site map, nor are its files in the output" "$(grep one.html "$box/out/sitemap.xml"
	find "$box/out" -name 'one*' ! -name one.html ! -name one.embed.html)"

again
sed -i 's/^title:/status: draft\n&/' "$two/episode.md"
refused item-lost "02-two/episode.md:2:9: error: this episode was published and would disappear as a draft"
as_told "it can be withdrawn instead"
grep -qx 'status: withdrawn' "$two/episode.md"
ok $? "the line of its page says so"
[ "$(grep -vx 'status: withdrawn' "$two/episode.md")" = "$(cat "$box/first/content/$show/02-two/episode.md")" ]
ok $? "and every other byte of it is as it was"

again
cat "$tree/tests/golden/one-second.mp3" "$tree/tests/golden/one-second.mp3" >"$one/one.mp3"
refused recording-changed "one.mp3: error: 'one.mp3' is another recording than was published"
as_told "a new recording is accepted"
guids_stand
[ "$(ids audio | head -n 1)" != "$(printf '%s\n' "$audio" | head -n 1)" ] &&
	[ "$(ids audio | tail -n 1)" = "$(printf '%s\n' "$audio" | tail -n 1)" ]
ok $? "its audio, and no other, has a new address" "$(ids audio)"

again
sed -i 's/^date: .*/date: 2026-09-08 10:00 +01:00/' "$one/episode.md"
refused redated "01-one/episode.md:3:7: error: this episode was published with another date; write back 'date: 2026-09-07 09:00 +01:00'"
as_told "a new date is accepted"
[ "$(ids guids | sed 's/ .*//')" = "$(printf '%s\n' "$first" | sed 's/ .*//')" ]
ok $? "all guids stand"

again
sed -i 's|https://talks.example.org/|https://new.example.net/|' "$box/content/site.yaml"
refused address-moved "site.yaml:2:10: error: the site was published at 'https://talks.example.org/'"
as_told "a new address is accepted"
guids_stand
grep -q '<itunes:new-feed-url>https://new.example.net/podcasts/talks/feed.xml<' "$box/out/$show/feed.xml"
ok $? "the feed tells apps where it is now"

again
mv "$box/content/pages/about.md" "$box/content/pages/about-us.md"
refused permalink-moved "pages/about-us.md:1:1: error: this page was published at 'pages/about.html'"
as_told "a page that was renamed by hand is accepted"

again
mv "$box/content/$show" "$box/content/podcasts/chats"
refused permalink-moved "podcasts/chats/show.yaml:1:1: error: this show was published at 'podcasts/talks/index.html'"
[ "$(grep -c ' error: ' "$box/stderr")" -eq 1 ]
ok $? "nothing is said of each of its episodes" "$(cat "$box/stderr")"
as_told "a show that was renamed by hand is accepted, and its feed may go"
guids_stand podcasts/chats
cmp "$box/out/podcasts/chats/feed.xml" "$box/out/$show/feed.xml"
ok $? "apps that look at the old place find the same feed"
[ "$(ids self)" = "https://talks.example.org/podcasts/chats/feed.xml" ]
ok $? "which says where it is now" "$(ids self)"
[ "$(ids audio podcasts/chats)" = "$audio" ]
ok $? "no app downloads anything again" "$(ids audio podcasts/chats)"

again
try_build --now 2026-09-10T00:00:00Z
[ $? -eq 1 ] && grep -qF "is out since 2026-09-14T08:00:00Z, but the present of this run is 2026-09-10" "$box/stderr"
ok $? "a clock that is wrong takes nothing back" "$(cat "$box/stderr")"

again
sed -i 's/^guid: 5/guid: 7/' "$one/episode.md"
sed -i 's/^guid: 6/guid: 5/' "$two/episode.md"
sed -i 's/^guid: 7/guid: 6/' "$one/episode.md"
try_build
[ "$(grep -c '\[guid-changed\]' "$box/stderr")" -eq 2 ]
ok $? "two episodes that swapped their guids are told to swap them back" "$(cat "$box/stderr")"

# --- the commands ---------------------------------------------------------------

again
sums "$box/content" >"$box/before"
in_box 0 "a dry run says what would be done" rename "$one" uno --dry-run
says stdout "would be done: " "in these words"
for line in "replace one" "redate one" "withdraw two" "move https://new.example.net/"; do
	# shellcheck disable=SC2086 # several words
	run $line -n || echo "blether $line -n failed"
done >"$box/failed"
sums "$box/content" >"$box/after"
none "and changes nothing" "$(cat "$box/failed"; diff "$box/before" "$box/after")"

in_box 0 "an episode is renamed by its slug" rename one uno
[ -d "$box/content/$show/01-uno" ] && [ ! -e "$one" ]
ok $? "its folder keeps its number"
in_box 0 "and again, by its new path" rename "$box/content/$show/01-uno" tre
try_build --release
ok $? "the build passes" "$(cat "$box/stderr")"
guids_stand
for old in one uno; do
	grep -q 'content="0; url=../../podcasts/talks/tre.html"' "$box/out/$show/$old.html"
	ok $? "$old.html leads straight to the newest name"
done
grep -q 'rel="canonical" href="https://talks.example.org/podcasts/talks/tre.html"' "$box/out/$show/one.html" &&
	grep -q 'name="robots" content="noindex"' "$box/out/$show/one.html" &&
	grep -q '<a class="button" href="../../podcasts/talks/tre.html">Go to One' "$box/out/$show/one.html"
ok $? "with a link for people, and the right address for search engines"
none "and is not in the site map" "$(grep one.html "$box/out/sitemap.xml")"
in_box 0 "it takes its first name back" rename tre one
try_build --release
none "and no redirect is left there" "$(grep refresh "$box/out/$show/one.html"; grep 'moved.*one.html' "$ledger")"
grep -q 'url=../../podcasts/talks/one.html' "$box/out/$show/uno.html"
ok $? "but elsewhere"

cat "$two/episode.md" >"$box/two.md"
in_box 0 "an episode is withdrawn by its path" withdraw "$two"
try_build --release
ok $? "the build passes" "$(cat "$box/stderr")"
cp "$box/two.md" "$two/episode.md"
try_build --release
ok $? "it is published again when the line is deleted" "$(cat "$box/stderr")"
guids_stand

# coming_back SLUG SED PLACE: what was withdrawn comes back as another thing, and is asked about.
coming_back() {
	again
	run withdraw two && try_build --release
	ok $? "an episode is withdrawn" "$(cat "$box/stderr")"
	sed -i "/^status:/d; $2" "$two/episode.md"
	[ -z "${4-}" ] || mv "$two" "${two%two}$4"
	[ "$1" != recording-changed ] || cat "$one/one.mp3" "$one/one.mp3" >"$two/one.mp3"
	refused "$1" "$3"
	as_told "what the message says brings it back so"
	[ "$(ids guids | sed 's/ .*//')" = "$(printf '%s\n' "$first" | sed 's/ .*//')" ]
	ok $? "with the guid that it had" "$(ids guids)"
}
coming_back recording-changed '' "one.mp3: error: 'one.mp3' is another recording than was published"
coming_back redated 's/09-14/09-15/' "02-two/episode.md:3:7: error: this episode was published with another date"
coming_back permalink-moved '' "02-zwei/episode.md:1:1: error: this episode was published at 'podcasts/talks/two.html'" zwei

again
run withdraw two && try_build --release
sed -i '/^status:/d; s/09-14/12-24/' "$two/episode.md"
refused redated "02-two/episode.md:3:7: error: this episode was published with another date"
as_told "it may come back on a day that is still to come"
says stdout "held back: Two" "and waits for it"

again
sed -i 's/09-14/12-24/' "$two/episode.md"
in_box 2 "what is out is not dated into the future, where it would be gone" redate two
says stderr "say 'blether withdraw two'" "and how to take it back is said"

again
cat "$one/one.mp3" "$one/one.mp3" >"$two/one.mp3"
run replace two && try_build --release
mv "$one" "$box/content/$show/02-one" && mv "$two" "$one" && mv "$box/content/$show/02-one" "$two"
refused permalink-moved "02-two/episode.md:1:1: error: this episode was published at 'podcasts/talks/one.html'"
[ "$(grep -c '\[permalink-moved\]' "$box/stderr")" -eq 2 ] && ! grep -q 'guid-changed' "$box/stderr"
ok $? "of two episodes that swapped folders nobody is told to swap guids" "$(cat "$box/stderr")"

again
run rename one tmp && run rename two one && run rename tmp two && try_build --release
ok $? "two episodes may swap their names" "$(cat "$box/stderr")"
guids_stand
[ "$(ids audio)" = "$audio" ]
ok $? "and keep their audio" "$(ids audio)"
none "no redirect is left at either" "$(grep -l refresh "$box/out/$show/one.html" "$box/out/$show/two.html")"
grep -q 'url=../../podcasts/talks/two.html' "$box/out/$show/tmp.html"
ok $? "but at the name between"

again
run rename one uno && run withdraw two && try_build --release
grep -q 'url=../../podcasts/talks/uno.embed.html' "$box/out/$show/one.embed.html" &&
	grep -q '^/podcasts/talks/one.embed.html /podcasts/talks/uno.embed.html 301$' "$box/out/_redirects"
ok $? "frames in the pages of others find the player of what was renamed"
grep -q 'This episode has been withdrawn' "$box/out/$show/two.embed.html"
ok $? "and a notice of what was withdrawn"
try_build --release
says stdout "0 new, 0 changed" "which the next build writes as well"

again
rm "$ledger" && mkdir "$ledger"
in_box 3 "a ledger that is a folder cannot be read" rename one uno
[ "$(grep -c cannot-read "$box/stderr")" -eq 2 ]
ok $? "which is said once" "$(cat "$box/stderr")"

again
printf -- '---\r\ntitle: Two\r\ndate: 2026-09-14 09:00 +01:00\r\nguid: 664431c4-0af3-49eb-9a07-66c3c76659e5\r\nstatus: published # at last\r\nsummary: S.\r\n---\r\nWords.\r\n' >"$two/episode.md"
sed 's/^status: published/status: withdrawn/' "$two/episode.md" >"$box/two.md"
in_box 0 "a page with lines of Windows is withdrawn too" withdraw two
none "its lines end as they did, and its remark stays" "$(cmp "$box/two.md" "$two/episode.md" 2>&1)"

again
in_box 0 "the address is written into site.yaml" move https://new.example.net/
grep -qx 'address: https://new.example.net/' "$box/content/site.yaml"
ok $? "where it was"
in_box 2 "an item that is not there is no item" rename onne uno
says stderr "did you mean 'one'?" "and a near one is named"
in_box 2 "a name that cannot be an address is refused" rename one "Uno Due"
says stderr "such as 'uno-due'" "and a better one is offered"
in_box 2 "a name that is taken is refused" rename one two
in_box 2 "a page is no episode" redate about
in_box 2 "a page that is still there is not withdrawn" withdraw about
in_box 2 "an address without https is none" move http://new.example.net/
in_box 2 "nor is one that a host's rules could not write" move "https://new.example.net/a;b/"
says stderr "expected folders of plain letters" "and what can be one is said"
in_box 2 "the name that it has already is no new one" rename one one
mkdir "$box/content/$show/01-uno"
in_box 2 "a new name is never put over a folder that is there, not even an empty one" rename one uno
says stderr "is there already" "and it says so"
rm -r "$box/content/$show/01-uno"
cp "$box/content/pages/about.md" "$box/content/pages/one.md"
in_box 2 "a name that two items have is not guessed" rename one uno
says stderr "$box/content/pages/one.md" "both are named"
in_box 2 "what was never published needs no command" rename pages/one.md uno
says stderr "has not been published" "and it says so"
rm "$ledger"
in_box 2 "nor does anything before the first release" withdraw two
says stderr "nothing has been published yet" "and it says so"

# --- areas and topics ------------------------------------------------------------

again
mkdir "$box/content/areas"
printf -- '---\ntitle: Grief\nsummary: Of loss.\n---\nWords.\n' >"$box/content/areas/grief.md"
sed -i 's/^summary:/areas: [grief]\ntopics: [talking]\n&/' "$one/episode.md"
try_build --release
ok $? "an area and a topic are published" "$(cat "$box/stderr")"
area=$("$python" tests/cli/feed_ids.py "$box/out/areas/grief.xml" guids)
in_box 0 "an area is renamed" rename areas/grief.html loss
sed -i 's/^areas: .*/areas: [loss]/' "$one/episode.md"
try_build --release
ok $? "the build passes" "$(cat "$box/stderr")"
[ "$("$python" tests/cli/feed_ids.py "$box/out/areas/loss.xml" guids)" = "$area" ]
ok $? "its feed keeps its guid"
cmp "$box/out/areas/loss.xml" "$box/out/areas/grief.xml" &&
	grep -q '<itunes:new-feed-url>https://talks.example.org/areas/loss.xml<' "$box/out/areas/grief.xml" &&
	grep -q 'url=../areas/loss.html' "$box/out/areas/grief.html"
ok $? "and is found at its old place, as its page is"
sed -i '/^topics:/d' "$one/episode.md"
refused item-lost "the feed 'talking' was published at 'topics/talking.xml' and is not there any more"
as_told "a topic that nobody names any more is withdrawn"
grep -q 'has been withdrawn' "$box/out/topics/talking.html" && [ ! -e "$box/out/topics/talking.xml" ]
ok $? "with a notice where its page was"
rm "$box/content/areas/loss.md"
sed -i '/^areas:/d' "$one/episode.md"
refused item-lost "the area 'Grief' was published at 'areas/loss.html' and is not there any more"
[ "$(grep -c '\[item-lost\]' "$box/stderr")" -eq 1 ]
ok $? "nothing is said of its feed" "$(cat "$box/stderr")"
in_box 0 "it is withdrawn with its feed" withdraw areas/loss.html
try_build --release
ok $? "and the build passes" "$(cat "$box/stderr")"

# --- the ledger as a file ----------------------------------------------------------

again
printf '<<<<<<< HEAD\n=======\n>>>>>>> autumn\n' >>"$ledger"
in_box 1 "a ledger with marks of a conflict stops every command" redate one
says stderr "published.tsv:8:1: error: two branches changed the same lines" "with its line"
try_build
says stderr "[ledger-conflict]" "and every build"

again
git init -q "$box/content" && cd "$box/content" || exit
git config user.name Alex && git config user.email alex@example.org
echo 'published.tsv merge=union' >.gitattributes # as 'blether new site' writes it
git add . && git commit -qm first
git checkout -qb autumn
cp -R "$show/02-two" "$show/03-autumn" && sed -i 's/664431c4/764431c4/; s/09-14/10-14/; s/Two/Autumn/' "$show/03-autumn/episode.md"
cd "$tree" && try_build --release && cd "$box/content" && git add . && git commit -qm autumn
git checkout -q - && git clean -qfd
cp pages/about.md pages/zebra.md && sed -i 's/About/Zebra/' pages/zebra.md
cp -R "$show/02-two" "$show/03-winter" && sed -i 's/664431c4/864431c4/; s/09-14/11-14/; s/number.*//; s/Two/Winter/' "$show/03-winter/episode.md"
mv "$show/03-winter" "$show/04-winter"
cd "$tree" && try_build --release && cd "$box/content" && git add . && git commit -qm winter
git merge -q autumn -m both >"$box/merge" 2>&1
ok $? "two branches that publish different things merge without a conflict" "$(cat "$box/merge")"
cd "$tree" || exit
try_build --release
ok $? "and the merged content builds" "$(cat "$box/stderr")"
says stdout "0 new, 0 changed" "with nothing to add"

# --- when things go wrong ------------------------------------------------------------

# Killed at each change of a name: the ledger is the old one or the new one, and saying it again ends it.
again
cp "$ledger" "$box/old.tsv"
run rename one uno && cp "$ledger" "$box/new.tsv"
if strace -o "$box/trace" true 2>/dev/null; then
	wrong=
	for call in rename:1 rename:2 renameat2:1 write:1 write:2 close:5; do
		again
		ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null -e trace=rename,renameat2,write,close \
			-e inject="${call%:*}:signal=KILL:when=${call#*:}" \
			"$BLETHER" rename --content "$box/content" --now $now "$one" uno >"$box/stdout" 2>&1
		cmp -s "$ledger" "$box/old.tsv" || cmp -s "$ledger" "$box/new.tsv" || wrong="$wrong $call: half a ledger;"
		cmp -s "$ledger" "$box/new.tsv" || run rename podcasts/talks/one.html uno || wrong="$wrong $call: $(cat "$box/stderr")"
		try_build || wrong="$wrong $call: $(cat "$box/stderr")"
		cmp -s "$ledger" "$box/new.tsv" || wrong="$wrong $call: another ledger;"
	done
	none "a rename that is killed leaves a whole ledger, and is ended by saying it again" "$wrong"
else
	ok 0 "a rename that is killed leaves a whole ledger # SKIP strace may not trace here"
fi

again
chmod 755 "$box"
mkdir -p "$box/bin"
cp "$BLETHER" "$BLETHER_MEDIA" "$box/bin"
as_user() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
	as_user() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
	chown -R 65534:65534 "$box/content" "$box/out" "$box/cache"
fi
chmod 555 "$box/content" "$one"
BLETHER_MEDIA=$box/bin/${BLETHER_MEDIA##*/} as_user "$box/bin/${BLETHER##*/}" build --release --content "$box/content" \
	--output "$box/out" --cache "$box/cache" --now $now >"$box/stdout" 2>"$box/stderr"
[ $? -eq 3 ] && grep -qF "[cannot-write]" "$box/stderr" && grep -qF "$box/content" "$box/stderr"
ok $? "a content folder that may not be written is a failure of the machine, and is named" "$(cat "$box/stderr")"
as_user "$box/bin/${BLETHER##*/}" replace --content "$box/content" --now $now one >"$box/stdout" 2>"$box/stderr"
[ $? -eq 3 ] && grep -qF "published.tsv" "$box/stderr"
ok $? "for a command too" "$(cat "$box/stdout" "$box/stderr")"
chmod 755 "$box/content" "$one"

# --- hosts ------------------------------------------------------------------------------

again
run rename one uno && run rename talks chats && try_build --release
ok $? "an episode and its show are renamed" "$(cat "$box/stderr")"
mkdir "$box/nginx"
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$box/nginx/conf" <<-END
	daemon off; master_process off; pid $box/nginx/pid; error_log $box/nginx/errors;
	events {}
	http {
		access_log off; types { text/html html; application/rss+xml xml; }
		client_body_temp_path $box/nginx/1; proxy_temp_path $box/nginx/2; fastcgi_temp_path $box/nginx/3;
		uwsgi_temp_path $box/nginx/4; scgi_temp_path $box/nginx/5;
		server { listen 127.0.0.1:$port; root $box/out; include $box/out/site.nginx.conf; }
	}
END
chmod -R a+rX "$box/out"
nginx -c "$box/nginx/conf" 2>"$box/nginx/start" &
server=$!
leave() { kill $server 2>/dev/null; }
get() { curl -sL --retry 20 --retry-connrefused --retry-delay 0 -o "$box/got" -w '%{http_code} %{num_redirects} %{url_effective}\n' "http://127.0.0.1:$port$1"; }
get /robots.txt >/dev/null
for pair in one.html=chats/uno.html uno.html=chats/uno.html feed.xml=chats/feed.xml index.html=chats/ =chats/ one=chats/uno.html; do
	have=$(get "/podcasts/talks/${pair%%=*}")
	[ "$have" = "200 1 http://127.0.0.1:$port/podcasts/${pair#*=}" ]
	ok $? "nginx sends podcasts/talks/${pair%%=*} to podcasts/${pair#*=} in one step" "$have $(cat "$box/nginx/start")"
done
kill $server
wait $server 2>/dev/null
grep -qx '/podcasts/talks/one.html /podcasts/chats/uno.html 301' "$box/out/_redirects" &&
	grep -qx '/podcasts/talks/one.html /podcasts/chats/uno.html 301!' "$box/out/_redirects"
ok $? "_redirects says the same to Netlify and Cloudflare"
grep -qxF 'RedirectMatch 301 ^/podcasts/talks/one(\.html)?$ /podcasts/chats/uno.html' "$box/out/.htaccess"
ok $? "and .htaccess to Apache"

# A new show may take the name that another one had.
mkdir "$box/content/podcasts/talks"
cp -R "$box/first/content/$show/." "$box/content/podcasts/talks"
sed -i 's/564431c4/a64431c4/; s/664431c4/b64431c4/; s/09:00/10:00/' "$box/content/podcasts/talks"/*/episode.md
try_build --release
ok $? "a new show takes the place of the redirects" "$(cat "$box/stderr")"
says stderr "[redirect-ended]" "and it is noted where they led"
none "its page and its feed are its own" "$(grep refresh "$box/out/podcasts/talks/index.html"
	cmp -s "$box/out/podcasts/talks/feed.xml" "$box/out/podcasts/chats/feed.xml" && echo 'the feed of another')"

finish
