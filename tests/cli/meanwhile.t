#!/bin/sh
# What happens while blether is at work: the content changes, or another blether writes the same ledger.
set -u
. tests/cli/box.sh

one=$box/content/podcasts/talks/01-one
ledger=$box/content/published.tsv
site="--content $box/content --now $now"
small_site second
sed -i "s|www.example.org|talks.example.net|" "$box/content/site.yaml"
build out

# A worker that does something first: by then the content has been read, and nothing is written yet.
real=$BLETHER_MEDIA
printf '#!/bin/sh\n[ -e "%s/done" ] || { : >"%s/done"; sh "%s/first" >/dev/null 2>&1; }\nexec "%s"\n' "$box" "$box" "$box" "$real" >"$box/worker"
chmod +x "$box/worker"
# meanwhile STATUS SENTENCE COMMAND ARGUMENTS: blether ends so when that happens while it works.
meanwhile() {
	want=$1 sentence=$2
	printf '%s\n' "$3" >"$box/first"
	shift 3
	rm -rf "$box/done" "$box/slow"
	BLETHER_MEDIA=$box/worker expect "$want" "$sentence" "$@" --cache "$box/slow"
	[ -e "$box/done" ]
	ok $? "and it did happen meanwhile"
}

# The content.
meanwhile 0 "a page that changes during a build does not disturb it" "echo More. >>'$one/episode.md'" build $site --output "$box/out"
expect 0 "the next build" build $site --output "$box/out" --cache "$box/cache"
says stdout "4 changed" "sees the change"
grep -q "More\." "$box/out/podcasts/talks/one.html"
ok $? "and shows it"
meanwhile 1 "a recording that vanishes during a build stops it" "mv '$one/one.mp3' '$box'" build $site --output "$box/out"
grep -q "More\." "$box/out/podcasts/talks/one.html"
ok $? "and the site stays"
mv "$box/one.mp3" "$one"

# The ledger.
meanwhile 0 "two releases at once both succeed" "'$BLETHER' build --release $site --output '$box/other' --cache '$box/cache'" \
	build --release $site --output "$box/out"
none "and write one ledger" "$(cut -f 4 "$ledger" | sort | uniq -d)"
cp "$ledger" "$box/both"
rm -f "$box"/*/published.tsv
expect 0 "one alone" build --release $site --output "$box/out" --cache "$box/cache"
none "writes the same" "$(diff "$box/both" "$ledger")"
echo "More again." >>"$one/episode.md"
printf '%s\n' --- "title: Another" --- "Words." >"$box/content/pages/another.md"
meanwhile 1 "a release does not undo what another command wrote into the ledger meanwhile" \
	"'$BLETHER' rename $site '$one' uno" build --release $site --output "$box/out"
says stderr "[ledger-changed]" "but says that it changed"
grep -q "podcasts/talks/uno.html" "$ledger"
ok $? "what was written stays"
expect 0 "the same again" build --release $site --output "$box/out" --cache "$box/cache"
grep -q "podcasts/talks/uno.html" "$ledger" && grep -q "another.html" "$ledger"
ok $? "adds its own" "$(cat "$ledger")"
echo "Yet more." >>"$box/content/pages/another.md"
meanwhile 1 "nor does it bring a ledger back that was deleted meanwhile" "mv '$ledger' '$box/ledger'" build --release $site \
	--output "$box/out"
rm -f "$box/cache/published.tsv" "$box/slow/published.tsv"
expect 0 "a release that begins without one writes one" build --release $site --output "$box/out" --cache "$box/cache"

# Many at once, in the order that the machine likes.
rm -f "$box"/*/published.tsv
for n in 1 2 3 4; do
	"$BLETHER" build -q --release $site --output "$box/n$n" --cache "$box/cache" >"$box/talk.$n" 2>&1 || echo "$n ended with $?" >>"$box/failed" &
done
wait
none "four releases at once succeed" "$(cat "$box/failed" "$box"/talk.* 2>/dev/null)"
for n in 1 2 3 4; do sums "$box/n$n" | sha256sum; done | sort -u >"$box/kinds"
[ "$(wc -l <"$box/kinds")" -eq 1 ]
ok $? "and make the same site"
cp "$ledger" "$box/many"
expect 0 "the ledger that they leave" build --release $site --output "$box/n1" --cache "$box/cache"
none "is the one of a single release" "$(diff "$box/many" "$ledger")"
none "nothing is left beside it" "$(find "$box/content" -name '.*')"

# Somebody's own file stays what it was.
mv "$ledger" "$box/elsewhere.tsv"
ln -s ../elsewhere.tsv "$ledger"
chmod 640 "$box/elsewhere.tsv" "$box/content/podcasts/talks/02-two/episode.md"
expect 0 "an episode is withdrawn" withdraw $site two
[ -L "$ledger" ] && grep -q "^.*withdrawn" "$box/elsewhere.tsv"
ok $? "a ledger that is a symbolic link stays one" "$(ls -l "$ledger")"
[ "$(stat -c %a "$box/elsewhere.tsv" "$box/content/podcasts/talks/02-two/episode.md" | tr '\n' ' ')" = "640 640 " ]
ok $? "and whoever could not read a file cannot read it afterwards"

finish
