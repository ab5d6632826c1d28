#!/bin/sh
# What becomes of files that a site no longer has: what got a successor stays for a while, as caches
# and apps name it still; what was taken away goes at once. Over real builds, one change after the other.
set -u
. tests/cli/box.sh
leaving=$BUILD/tests/publish/leaving
talks=$box/content/podcasts/spirituality

cp -R content "$box/content"
sed -i 's,^address:.*,address: https://talks.example.net/,; /^example:/d' "$box/content/site.yaml"
sed -i -E 's/\(\.\.\/[^)]*episode\.md\)//g; /^related:/d' "$talks"/*/episode*.md
# Two episodes with a picture of the same name, and a slug that is another's with "-small" behind it.
cp "$talks/01-loss/two-cups.jpg" "$talks/02-hope/two-cups.jpg"
printf 'x' >>"$talks/02-hope/two-cups.jpg"
printf '\n![Two cups](two-cups.jpg)\n' >>"$talks/02-hope/episode.md"
sed -i 's/^mastering:/mastering:\n  low_data: true/' "$talks/show.yaml"
grep -q 'low_data' "$talks/show.yaml" || printf 'mastering:\n  low_data: true\n' >>"$talks/show.yaml"
cp -R "$talks/03-kindness" "$talks/05-loss-small"

sed -i 's/^title: .*/title: "A small loss"/; s/^number: .*/number: 5/; s/^guid: ./guid: 0/; s/^date: 2026-[0-9]*-[0-9]*/date: 2026-11-21/; /^related/d' "$talks/05-loss-small/episode.md"
mv "$talks/05-loss-small/kindness.mp3" "$talks/05-loss-small/small.mp3"
sed -i 's/kindness\.mp3/small.mp3/' "$talks/05-loss-small/episode.md"
sed -i '/^episodes:/d' "$box"/content/meetings/*.md
build out --release --allow-deletions
cp -Rp "$box/content" "$box/first"
cp -Rp "$box/out" "$box/had"

# after SENTENCE: builds what the content is now; $box/left is what becomes of the files, hashes as H.
after() {
	build out --release --allow-deletions
	"$leaving" "$box/had" "$box/out" >"$box/raw" 2>"$box/stderr"
	ok $? "$1" "$(cat "$box/stderr")"
	sed -E 's/-[0-9a-f]{12}\./-H./; s,/search/.*|search/.*,search/…,' "$box/raw" | sort -u >"$box/left"
}
# again: everything as it was at first.
again() {
	rm -rf "$box/content" "$box/out"
	cp -Rp "$box/first" "$box/content"
	cp -Rp "$box/had" "$box/out"
}
# left LINES SENTENCE: these lines, and no other that a listener's app or a page would load.
left() {
	printf '%s\n' "$1" | sed 's/^[ 	]*//' | grep . | sort >"$box/expected"
	grep -vE '(\.qr\.svg|search/…|\.ics)$' "$box/left" | grep -E '^(stays|goes) (podcasts/|[a-z]+-H)' >"$box/have"
	none "$2" "$(diff "$box/expected" "$box/have")"
}
show=podcasts/spirituality

cp "$talks/04-belonging/belonging.opus" "$box/other.opus"
cp "$BUILD/../fixtures/speech.mp3" "$talks/03-kindness/kindness.mp3" 2>/dev/null ||
	ffmpeg -v error -y -i "$box/other.opus" -c:a libmp3lame -b:a 64k "$talks/03-kindness/kindness.mp3" </dev/null
in_box 0 "a recording is replaced" replace "$talks/03-kindness"
after "and the site built"
left "stays $show/audio/kindness-H.mp3
	stays $show/audio/kindness-small-H.mp3" "the old recording stays for apps that know its address"

again
in_box 0 "an episode is withdrawn" withdraw hope
after "and the site built"
none "nothing of it stays" "$(grep "^stays $show/\(audio/\)\?hope" "$box/left")"
for file in audio/hope-H.m4a audio/hope-small-H.mp3 hope-card-H.png hope-poster-H.pdf two-cups-H.jpg hope.vtt hope.transcript.json; do
	grep -qF "goes $show/$file" "$box/left"
	ok $? "$file goes at once" "$(cat "$box/left")"
done

again
in_box 0 "an episode is withdrawn whose name is the small file's of another" withdraw loss-small
after "and the site built"
for file in audio/loss-small-H.mp3 audio/loss-small-small-H.mp3; do
	grep -qF "goes $show/$file" "$box/left"
	ok $? "its $file is not taken for the old one of that" "$(cat "$box/left")"
done

again
sed -i "/voice-two/,/role/d" "$talks/show.yaml" # who is named for the whole show is taken out by hand
in_box 0 "a person is withdrawn" withdraw person voice-two --yes
after "and the site built"
# The poster of the show is a new version like any other; `grace_days: 0` lets that go at once, too.
none "no recording, picture or card of theirs stays" "$(grep "^stays $show/" "$box/left" | grep -v "$show/poster-H.pdf")"
for name in loss hope kindness belonging; do
	grep -qE "^goes $show/audio/$name-H\." "$box/left"
	ok $? "the recording of '$name', in which they are heard, goes at once" "$(cat "$box/left")"
done

again
in_box 0 "an episode is renamed" rename kindness being-kind
after "and the site built"
[ "$(grep "audio/" "$box/left")" = "stays $show/audio/kindness-small-H.mp3" ]
ok $? "its recording keeps its address, and the small one stays for a while" "$(cat "$box/left")"

again
ffmpeg -v error -y -f lavfi -i color=c=teal:s=1500x1500 -frames:v 1 "$talks/cover.jpg" </dev/null
after "with another cover the site is built"
grep -q "^stays $show/cover-H.jpg" "$box/left" && ! grep -q "^goes $show/cover" "$box/left"
ok $? "the old one stays, as directories and apps show it still" "$(cat "$box/left")"

again
mkdir -p "$box/content/theme"
cp pipeline/site/theme/style.css "$box/content/theme/style.css"
echo 'main { color: inherit }' >>"$box/content/theme/style.css"
after "with another style the site is built"
left "stays style-H.css" "the old style sheet stays, as pages in caches name it"

again
sed -i 's/Two cups of tea/Two cups of hot tea/; s/comes in small moments/comes in tiny moments/' "$talks/01-loss/episode.md" "$talks/01-loss/transcript.vtt"
after "with other words the site is built"
grep -q '^stays search/part-' "$box/raw" && ! grep -q '^goes search/' "$box/raw"
ok $? "the pieces of the search stay, as pages in caches name them" "$(grep search/ "$box/raw")"

# The same as publications. What is at the place, and not in the output, was left there.
again
cp -R "$box/cache" "$box/theirs"
printf '%s\n' "targets:" "  - name: web" "    kind: folder" "    to: ../web" >"$box/content/publish.yaml"
old() { (cd "$box/web" && find . -type f ! -name '.blether-*' | sort) >"$box/there"; (cd "$box/out" && find . -type f | sort) | comm -23 "$box/there" -; }
publish() { # SENTENCE OPTIONS
	sentence=$1
	shift
	in_box 0 "$sentence" publish --output "$box/out" --cache "$box/$cache" --yes --allow-deletions --no-announce "$@"
}
restyle() { echo "main { color: $1 }" >>"$box/content/theme/style.css"; }
mkdir -p "$box/content/theme"
cp pipeline/site/theme/style.css "$box/content/theme/style.css"
cache=cache
publish "the site is published"
none "nothing old is there" "$(old)"
restyle red
publish "and again with another style"
old | grep -q '^./style-'
ok $? "the old style sheet stays" "$(old)"
restyle green
publish "and once more, with --no-grace" --no-grace
none "which takes away what is old" "$(old)"

restyle blue
publish "another style"
sed -i "/voice-two/,/role/d" "$talks/show.yaml"
in_box 0 "a person is withdrawn" withdraw person voice-two --yes
publish "and that is published"
says stdout "something was withdrawn: no old file stays, not even for a while" "which is told"
none "then nothing old stays, whoever it names: no poster, no style sheet" "$(old)"
restyle teal
publish "what is changed after that"
old | grep -q '^./style-'
ok $? "stays for a while again" "$(old)"
! grep -rqi "voice-two\|voice two" "$box/cache/publish"
ok $? "nor does this computer note who it was"
cache=theirs
restyle lime
publish "from another computer, which does not know that nobody is left"
none "nothing old stays either" "$(old)"
cache=cache
restyle navy
publish "nor does this one know, after that"
none "what the other left" "$(old)"
restyle pink
printf -- "---\ntitle: Soup\n---\nWords.\n" >"$box/content/pages/soup.md"
publish "and from here on it does"
old | grep -q '^./style-'
ok $? "so that what is old stays for a while" "$(old)"
rm "$box/content/pages/soup.md"
in_box 0 "a page is withdrawn" withdraw soup
publish "and that is published as well"
none "with the same end" "$(old)"

finish
