#!/bin/sh
# Recordings on another host than the pages: everything names them there, what plays here does not
# ask for them, and they never move by accident.
set -u
. tests/cli/box.sh

audio=https://audio.example.org/irn/
site=https://talks.example.org/
yaml=$box/content/site.yaml
show=podcasts/talks

# places FOLDER [here]: what is wrong in it by another program's reading.
places() {
	"$python" tests/cli/audio_place.py "$1" $site $audio ${2-} 2>&1
}

small_site second
sed -i "s|www.example.org|talks.example.org|" "$yaml"
echo 'json_feed: true' >>"$yaml"
sed 's/^title:.*/title: Privacy/' "$box/content/pages/about.md" >"$box/content/pages/privacy.md"
printf 'mastering:\n  low_data: true\n' >>"$box/content/$show/show.yaml"
build plain
none "without the setting, no page has a word of it" "$(grep -rl 'Recordings come from\|audio.example' "$box/plain")"

# --- another host -----------------------------------------------------------------

echo "audio_address: ${audio%/}" >>"$yaml"
build out
none "pages, feeds, JSON and linked data name each recording there; nothing else is named there" "$(places "$box/out")"
[ "$(sums "$box/plain" | grep -E '\.(mp3|m4a)$')" = "$(sums "$box/out" | grep -E '\.(mp3|m4a)$')" ]
ok $? "in the output they are where they were, with the same bytes"
grep -q 'Recordings come from audio.example.org' "$box/out/pages/privacy.html"
ok $? "the privacy page says where they come from"
! grep -q 'recordings all come from this one place' "$box/out/pages/privacy.html"
ok $? "and no longer that everything comes from one place"
expect 0 "the output passes" verify "$box/out"
expect 0 "and so does the feed on its own" verify "$box/out/$show/feed.xml"

recording=$(cd "$box/out" && ls $show/audio/one-[0-9a-f]*.mp3)
page=$box/out/$show/one.html feed=$box/out/$show/feed.xml
cp "$page" "$box/page"
cp "$feed" "$box/feed"
# refused SED FILE TEXT SENTENCE: with that change, verify says so.
refused() {
	sed -i "$1" "$2"
	expect 1 "$4 is refused" verify "$box/out"
	says stdout "$3" "in words"
	cp "$box/page" "$page"
	cp "$box/feed" "$feed"
}
refused "s|src=\"$audio|src=\"../../|" "$page" \
	"'../../$recording' is a recording, and those stand at '$audio', not with the pages [dead-link]" "a recording beside the page"
refused "s|url=\"$audio$show/audio/one|url=\"$site$show/audio/one|" "$feed" "not with the pages [dead-link]" "one in the feed"
refused "s|src=\"$audio$recording|src=\"$audio$show/audio/two.mp3|" "$page" \
	"leads to '$show/audio/two.mp3', which is not in the output" "a recording that is nowhere"
refused "s|<link rel=\"stylesheet\" href=\"../../|&\" data-x=\"\"><link rel=\"stylesheet\" href=\"$audio|" "$page" \
	"which is not in the output" "a style sheet at the host of recordings"
refused "s|src=\"$audio|src=\"https://audio.example.net/|" "$page" "[third-party]" "a recording at a third host"
refused 's|length="[0-9]*"|length="17"|' "$feed" "[enclosure-length]" "a length that is not the file's"

# --- what plays here ---------------------------------------------------------------

where="--content $box/content --cache $box/cache --now $now"
expect 0 "the site is packed" pack $where --output "$box/site.zip"
mkdir "$box/stick"
unzip -q "$box/site.zip" -d "$box/stick"
none "its pages play the files that are packed with them" "$(places "$box"/stick/*/site here)"
grep -q 'recordings all come from this one place' "$box"/stick/*/site/pages/privacy.html
ok $? "and say that nobody else is asked"
expect 0 "it may be built where a site for the web was" pack $where --site "$box/out" --output "$box/site.zip"
none "which then plays here" "$(places "$box/out" here)"
build out
none "and the next build makes it one for the web again" "$(places "$box/out")"

: >"$box/address" >"$box/told"
"$BLETHER" serve $where --output "$box/out" --port 0 >"$box/address" 2>"$box/told" </dev/null &
server=$!
leave() { kill $server 2>/dev/null; }
for _ in $(seq 100); do
	[ -s "$box/address" ] && curl -sf "$(cat "$box/address")$show/one.html" >"$box/preview" && break
	sleep 0.1
done
grep -q "<audio[^>]* src=\"../../$recording\"" "$box/preview"
ok $? "a preview plays what is here" "$(grep '<audio' "$box/preview")"
! grep -qE '(src|href)="https://audio.example' "$box/preview"
ok $? "and asks nobody else"
[ "$(curl -s -o /dev/null -w '%{http_code} %{size_download}' "$(cat "$box/address")$recording")" = "200 $(stat -c %s "$box/out/$recording")" ]
ok $? "who gets it from the preview"
kill $server
leave() { :; }

# --- never by accident --------------------------------------------------------------

guids() {
	"$python" tests/cli/feed_ids.py "$box/out/$show/feed.xml" guids
}
# told SENTENCE: what the message says is said, word for word, and then the site can be released.
told() {
	run $(sed -n 's/.*: blether \(move audio\) \[audio-moved\]$/\1/p' "$box/stderr" | head -n 1)
	ok $? "the command that it names works" "$(cat "$box/stdout" "$box/stderr")"
	try_build --release
	ok $? "$1" "$(cat "$box/stderr")"
	[ "$(guids)" = "$first" ]
	ok $? "and every guid stands"
}
sed -i '/^audio_address/d' "$yaml"
build out --release
first=$(guids)
echo "audio_address: $audio" >>"$yaml"
in_box 1 "an address that appears is refused" build --output "$box/out" --cache "$box/cache"
says stderr "site.yaml:$(grep -n audio_address "$yaml" | cut -d : -f 1):" "at its line"
says stderr "error: the recordings were published with the pages; delete 'audio_address', or if they have moved: blether move audio [audio-moved]" "in words"
cp -R "$box/out/$show/feed.xml" "$box/before.xml"
told "then they have moved on purpose"
grep -q "	site	-	$site	$audio	" "$box/content/published.tsv"
ok $? "which is written down" "$(cat "$box/content/published.tsv")"
none "and done" "$(places "$box/out")"
expect 0 "feeds can be compared" diff -o "$feed" "$box/before.xml"
says stdout "audio address" "what subscribers will see of it is told"

sed -i "s|^audio_address.*|audio_address: ${audio%/}|" "$yaml"
try_build
ok $? "a slash at the end is no other address" "$(cat "$box/stderr")"
sed -i "s|^audio_address.*|audio_address: https://archive.org/download/irn/|" "$yaml"
in_box 1 "another address is refused" build --output "$box/out" --cache "$box/cache"
says stderr "error: the recordings were published at '$audio'; write back 'audio_address: $audio', or if they have moved: blether move audio [audio-moved]" "in words"
told "and taken on purpose"
grep -q "media-src 'self' https://archive.org https://\*.archive.org;" "$page"
ok $? "the Internet Archive may send listeners on to its nodes" "$(grep -o 'media-src[^;]*' "$page")"
sed -i '/^audio_address/d' "$yaml"
in_box 1 "an address that is gone is refused" build --output "$box/out" --cache "$box/cache"
says stderr "[audio-moved]" "in the same words"
told "and the recordings stand with the pages again"

in_box 0 "the address may be given to the command" move audio $audio
says stdout "the recordings have moved from the address of the pages to $audio; every guid stays" "which says what it did"
says stdout "some apps load them again" "and what comes of it"
grep -qF "audio_address: $audio" "$yaml"
ok $? "it is written into site.yaml" "$(cat "$yaml")"
try_build --release
ok $? "and the site can be released" "$(cat "$box/stderr")"
in_box 2 "what is so already is said" move audio $audio
says stderr "the recordings were published at $audio already; write the new 'audio_address' into site.yaml, or name it here" "in words"
in_box 2 "an address without encryption is refused" move audio http://audio.example.org/
says stderr "'http://audio.example.org/' cannot be the address of recordings; expected an address that begins with https://" "in words"
in_box 2 "a word too many is refused" move $site $audio
says stderr "'$audio' is a word too many" "in words"
sed -i "s|	$site	$audio	|	$site	nowhere	|" "$box/content/published.tsv"
in_box 1 "a ledger that says nonsense of it is refused" build --output "$box/out" --cache "$box/cache"
says stderr "an address that begins with https://" "in words"

finish
