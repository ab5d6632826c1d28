#!/bin/sh
# What is written of a transcript says the same when it is read again; chapters come the same from every form.
set -u
. tests/cli/box.sh
small_site
episode=$box/content/podcasts/talks/01-one
ffmpeg -v error -f lavfi -i sine=f=300:r=16000:d=100 "$episode/one.wav"
rm "$episode/one.mp3" "$episode/transcript.vtt"
cat >"$box/first.vtt" <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Anna>Hello & welcome: all of you <here>.

00:00:04.500 --> 00:00:30.250
It is 10:30, and this is a sentence that goes on for much longer than one line of a screen holds,
so that it must be cut; the more so as it has another one behind it. Here it is.

00:00:31.000 --> 00:00:33.000
<v Dr. Màiri O'Neil>Is it? Then let us begin: one, two.

00:01:02.003 --> 00:01:32.000
<v Anna>Ag obair. ﷽ 🌱 And three.
VTT

# words FILE: `Name: words` of each turn of a published WebVTT file, without its times.
words() {
	"$python" -c '
import re, sys
turns = []
for block in open(sys.argv[1]).read().replace("\u00a0", " ").split("\n\n")[1:]:
    lines = block.strip().split("\n")
    text = " ".join(lines[1:])
    name = re.match("<v ([^>]*)>", text)
    if name or not turns:
        turns.append(name.group(1) + ":" if name else "")
        text = text[name.end():] if name else text
    turns[-1] += " " + text
print("\n".join(turns))' "$1"
}

out=$box/out/podcasts/talks
cp "$box/first.vtt" "$episode/transcript.vtt"
build out
cp -R "$out" "$box/wanted"
words "$out/one.vtt" >"$box/words"
[ "$(wc -l <"$box/words")" -eq 3 ]
ok $? "the transcript has three turns" "$(cat "$box/words")"

for form in vtt srt transcript.json transcript.txt; do
	rm "$episode"/transcript.*
	cp "$box/wanted/one.$form" "$episode/transcript.${form##*.}"
	build out
	words "$out/one.vtt" | diff "$box/words" - >"$box/difference"
	ok $? "$form says the same when it is read again" "$(cat "$box/difference")"
	none "and nothing is wrong with it" "$(grep -E 'error|pace|speaker' "$box/stderr" | grep -v transcript-pace)"
done

# Without times there are two files, and the feed names no more.
printf 'Anna: Hello.\n\nSam: Hi.\n' >"$episode/transcript.txt"
build out
none "a transcript without times becomes no captions" "$(ls "$out" | grep -E '\.(vtt|srt)$|transcript\.json')"
grep -c '<podcast:transcript ' "$out/feed.xml" | grep -qx 2
ok $? "the feed names text and HTML"
none "no time is shown beside its words" "$(grep 'class="turn"' -A2 "$out/one.html" | grep '<a ')"

# One list of chapters in every form that it can have.
cp "$box/content/podcasts/talks/cover.jpg" "$episode/square.jpg"
cat >"$box/front.sed" <<'SED'
s|^summary:|chapters:\n  - 00:00 Welcome \& hello\n  - {start: "00:31.5", title: "What helped", url: "https://example.net/?a=1\&b=2", picture: square.jpg}\n  - 01:02 Bye\n&|
SED
cp "$episode/episode.md" "$box/episode.md"
sed -i -f "$box/front.sed" "$episode/episode.md"
build out
cp "$out/one.chapters.json" "$box/chapters.json"
grep -q '"img": "https://www.example.org/podcasts/talks/square-[0-9a-f]*.jpg"' "$box/chapters.json"
ok $? "a chapter's picture is in the published chapters" "$(cat "$box/chapters.json")"
none "and is there" "$(ls "$out"/square-*.jpg >/dev/null 2>&1 || ls "$out")"
cp "$box/episode.md" "$episode/episode.md"

# same NAME SENTENCE [SED]: a file of that name, read from stdin, gives these chapters, but for what sed takes away.
same() {
	cat >"$episode/$1"
	build out
	sed -E "${3-}" "$box/chapters.json" | diff - "$out/one.chapters.json" >"$box/difference"
	ok $? "$2" "$(cat "$box/difference")"
	rm "$episode/$1"
}

same chapters.json "JSON chapters" <<'EOT'
{"version": "1.1.0", "chapters": [{"startTime": 0.0, "title": "Welcome & hello"}, {"startTime": 31.5, "title": "What helped",
 "url": "https://example.net/?a=1&b=2", "img": "square.jpg"}, {"startTime": 62, "title": "Bye"}]}
EOT
same one.psc "Podlove Simple Chapters" <<'EOT'
<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
 <psc:chapter start="00:00" title="Welcome &amp; hello"/>
 <psc:chapter start="00:00:31.500" title="What helped" href="https://example.net/?a=1&amp;b=2" image="square.jpg"/>
 <psc:chapter start="1:02" title="Bye"/>
</psc:chapters>
EOT
plain='/"(img|url)"/d; s/"What helped",/"What helped"/'
same one.chapters.txt "mp4chaps" "$plain" <<'EOT'
00:00:00.000 Welcome & hello
00:00:31.500 What helped
00:01:02.000 Bye
EOT
same 'Label Track.txt' "labels of Audacity" "$plain" <<'EOT'
0.000000	0.000000	Welcome & hello
31.500000	31.500000	What helped
62.000000	62.000000	Bye
EOT
printf '\n(00:00) Welcome & hello\n(00:31.5) What *helped*\n(01:02) Bye\n' >>"$episode/episode.md"
build out
sed -E "$plain" "$box/chapters.json" | diff - "$out/one.chapters.json" >"$box/difference"
ok $? "times in the notes" "$(cat "$box/difference")"
[ "$(grep -c 'Welcome &amp;amp; hello\|Welcome &amp; hello' "$out/feed.xml")" -eq 3 ]
ok $? "which stand in the feed as they do in the notes, and not twice" "$(grep Welcome "$out/feed.xml")"

finish
