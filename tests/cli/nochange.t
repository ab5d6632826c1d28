#!/bin/sh
# The second build: nothing to do, a little to do, and what people do to the output.
set -u
. tests/cli/box.sh

show=podcasts/talks
small_site second

# A worker that leaves a mark whenever one is started.
real=$BLETHER_MEDIA
BLETHER_MEDIA=$box/worker
printf '#!/bin/sh\necho started >>"%s"\nexec "%s" "$@"\n' "$box/marks" "$real" >"$BLETHER_MEDIA"
chmod +x "$BLETHER_MEDIA"

build out
[ -s "$box/marks" ]
ok $? "the first build starts a worker"

# quiet SENTENCE: no worker has been started since.
quiet() {
	none "$1" "$(cat "$box/marks" 2>&1 | grep started)"
	rm -f "$box/marks"
}
rm -f "$box/marks"

# changed: what differs between two lists of stamps or sums, by name.
changed() {
	diff "$box/before" "$box/after" | sed -n 's/^[<>] //p'
}
# files LIST: the paths in it without the stamps.
files() {
	changed | grep -o '\./[^ ]*' | sort -u
}

stamps "$box/out" >"$box/before"
build out
stamps "$box/out" >"$box/after"
says stdout "is up to date: nothing has changed" "a second build says that nothing has changed"
quiet "a second build starts no worker"
none "a second build writes nothing, not even a time" "$(changed)"

expect 0 "a second build succeeds with JSON" build --content "$box/content" --output "$box/out" \
	--cache "$box/cache" --now $now --format=json
says stdout '"nothing_to_do": true' "and the JSON says that there was nothing to do"
says stdout '"warnings": 0' "and how many warnings stand"
none "and nothing that it does not know" "$(grep -E '"(unchanged|held)"' "$box/stdout")"

touch "$box/content/pages/about.md"
build out
stamps "$box/out" >"$box/after"
quiet "touching a page starts no worker"
none "touching a page writes nothing" "$(changed)"

sums "$box/out" >"$box/before"
echo "More about us." >>"$box/content/pages/about.md"
build out
sums "$box/out" >"$box/after"
quiet "editing a page starts no worker"
[ "$(changed | grep -o '\./.*' | grep -v '^\./search' | sort -u | paste -sd' ')" = "./pages/about.html ./pages/about.txt" ]
ok $? "editing a page rewrites that page alone, what it is as plain text, and where it is found" "$(changed)"
says stdout "3 changed" "and says so"
says stdout "open $box/out/index.html in a browser" "and how to look at it"

# A page below a hidden folder that a link leads to is content like any other.
mv "$box/content/pages" "$box/content/.pages"
ln -s .pages "$box/content/pages"
ln -s . "$box/content/.pages/round"
ln -s ../.pages "$box/content/podcasts/back"
"$BLETHER" build --content "$box/content" --output "$box/linked" --cache "$box/cache" --now $now >"$box/stdout" 2>&1
rm "$box/content/.pages/round" "$box/content/podcasts/back"
ok 0 "links that lead in a circle do not hold a build up"
build out
echo "Still more about us." >>"$box/content/.pages/about.md"
build out
says stdout "3 changed" "a page is seen to change behind a link to its folder"
rm "$box/content/pages"
mv "$box/content/.pages" "$box/content/pages"
build out

sums "$box/out" >"$box/before"
echo "by hand" >>"$box/out/index.html"
build out
sums "$box/out" >"$box/after"
none "a page that was edited in the output is mended" "$(changed)"
says stderr "[changed-by-hand]" "and the one who edited it is warned"
says stderr "out/index.html" "by the name of the file"

for gone in pages/about.html $show/feed.xml; do
	rm "$box/out/$gone"
	build out
	sums "$box/out" >"$box/after"
	none "$gone is made again when it was deleted" "$(changed)"
done
rm "$box/out/$show/audio/"*
build out
sums "$box/out" >"$box/after"
none "recordings that were deleted from the output are put there again" "$(changed)"
quiet "and need no worker"

# 7 and 14 September: between them, the second is held back.
early=2026-09-10T00:00:00Z
sums "$box/out" >"$box/before"
build out --now $early
says stdout "held back: Two (appears on 14 September 2026 at 09:00 +01:00; build again after that)" "a later episode is held back"
none "an episode that is held back leaves no trace" "$(cd "$box/out" && {
	find . -name '*two*'
	grep -rl 'two\.' .
} | grep -v blether-)"
build out
sums "$box/out" >"$box/after"
none "it appears when its time has come" "$(changed)"
build out --now $early
[ ! -e "$box/out/$show/two.html" ]
ok $? "an earlier present takes it back"

build one
build other
none "two builds give the same files" "$(diff -r -x .blether-manifest "$box/one" "$box/other" 2>&1)"
for d in one other; do cut -f 1-5 "$box/$d/.blether-manifest" >"$box/$d.tsv"; done
none "and the same manifest, but for what belongs to the disk" "$(diff "$box/one.tsv" "$box/other.tsv")"
cp -Rp "$box/content" "$box/copy"
"$BLETHER" build -q --content "$box/copy" --output "$box/third" --cache "$box/fresh" --now $now
none "so does a copy of the content, with nothing remembered" \
	"$(diff -r -x .blether-manifest "$box/one" "$box/third" 2>&1)"

mv "$box/content/$show/02-two" "$box/content/$show/02-deux"
sums "$box/one" | grep -o '\./.*' | sed 's|/two|/deux|; s|-[0-9a-f]\{12\}\.mp3|.mp3|; s|search/[^.]*|search/N|' | sort >"$box/before"
build one
sums "$box/one" | grep -o '\./.*' | sed 's|-[0-9a-f]\{12\}\.mp3|.mp3|; s|search/[^.]*|search/N|' | sort >"$box/after"
none "a renamed episode moves all its files and leaves none behind" "$(changed)"
none "and no page leads to the old name" "$(grep -rl 'two\.html' "$box/one")"

rm -r "$box/content/$show/02-deux"
build one
none "nothing is left of an episode that is deleted" "$(find "$box/one" -name '*deux*')"

finish
