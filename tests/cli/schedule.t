#!/bin/sh
# What is held back changes nothing until its time has come, and --due builds just then.
set -u
. tests/cli/box.sh

show=podcasts/talks
small_site
sed -i 's|www.example.org|talks.example.org|' "$box/content/site.yaml" # the address of `new site` is not released
content=$box/content

# One episode is out since 7 September; another comes on the 14th.
build before --now 2026-09-10T00:00:00Z
cp -R "$content/$show/01-one" "$content/$show/02-two"
sed -i 's/2026-09-07/2026-09-14/; s/564431c4/664431c4/; s/One/Two/' "$content/$show/02-two/episode.md"
build held --now 2026-09-10T00:00:00Z
none "a scheduled episode changes no byte of today's site" "$(diff -r -x .blether-manifest "$box/before" "$box/held" 2>&1)"
sed -i 's/^guid/status: scheduled\n&/' "$content/$show/02-two/episode.md"
build held2 --now 2026-09-10T00:00:00Z
none "nor does one whose status says so" "$(diff -r -x .blether-manifest "$box/before" "$box/held2" 2>&1)"
build early --now 2026-09-14T07:59:59Z
none "nor a second before its time" "$(diff -r -x .blether-manifest "$box/before" "$box/early" 2>&1)"
build out --now 2026-09-14T08:00:00Z
[ -e "$box/out/$show/two.html" ]
ok $? "at its time it is there"
build later --now 2026-11-22T00:00:00Z
none "and the bytes do not depend on when it is built after that" "$(diff -r -x .blether-manifest "$box/out" "$box/later" 2>&1)"
for status in draft withdrawn; do
	cp -R "$content" "$box/$status-content"
	sed -i "s/^status: scheduled/status: $status/" "$box/$status-content/$show/02-two/episode.md"
	"$BLETHER" build -q --content "$box/$status-content" --output "$box/$status" --cache "$box/cache" \
		--now 2026-11-22T00:00:00Z
	! grep -q '<title>Two' "$box/$status/$show/feed.xml" && ! ls "$box/$status/$show/audio/two-"* 2>/dev/null
	ok $? "status: $status keeps an episode and its recording out whatever its date"
done

# due STATUS SENTENCE NOW [OPTIONS]: the build for cron.
due() {
	want=$1 sentence=$2 at=$3
	shift 3
	expect "$want" "$sentence" build --due --content "$content" --output "$box/site" --cache "$box/cache" \
		--now "$at" "$@"
}
rm -rf "$box/cache"/state-*
due 0 "without a ledger everything is due" 2026-09-10T00:00:00Z
due 4 "nothing is due a moment later" 2026-09-10T00:00:01Z
says stdout "nothing is due: nothing was done" "and that is said"
due 4 "nor a second before an episode's time" 2026-09-14T07:59:59Z
due 0 "an episode's time has come" 2026-09-14T08:00:00Z
[ -e "$box/site/$show/two.html" ]
ok $? "and it was published"
due 4 "nothing more is due" 2026-09-14T08:00:01Z

due 0 "a release is due while there is no ledger" 2026-09-10T00:00:00Z --release --allow-deletions
[ -s "$content/published.tsv" ]
ok $? "and writes one"
# As in CI: a fresh copy, and nothing is remembered.
fresh() {
	rm -rf "$box/cache" "$box/site"
}
fresh
due 4 "by the ledger nothing is due in a fresh copy" 2026-09-11T00:00:00Z --release
[ ! -e "$box/site" ]
ok $? "and nothing was made"
due 4 "whatever else was edited" 2026-09-11T00:00:00Z --release --format=json
says stdout '"due": false' "JSON says so too"
due 0 "by the ledger an episode is due" 2026-09-14T08:00:00Z --release
fresh
due 4 "which knows it from then on" 2026-09-15T08:00:00Z --release
sed -i 's/^status: scheduled/status: withdrawn/' "$content/$show/02-two/episode.md"
due 0 "an episode that is withdrawn and still listed is due" 2026-09-15T08:00:00Z --release
fresh
due 4 "once" 2026-09-16T08:00:00Z --release
echo 'nonsense: 1' >>"$content/site.yaml"
due 1 "an error is an error" 2026-09-16T08:00:00Z --release
sed -i '/^nonsense/d' "$content/site.yaml"

# A live item begins and ends.
cat >>"$content/$show/show.yaml" <<'END'
live:
  - title: An evening about hope
    guid: 0f3b4a86-7e58-4b2f-9d0f-4f6b1b1f2c11
    start: 2026-09-18 19:00 Europe/London
    end: 2026-09-18 20:30 Europe/London
    url: https://stream.example.org/live.mp3
END
cat >>"$content/$show/show.yaml" <<'END'
update_frequency:
  label: Every second Friday
funding:
  - url: https://give.example.org/
    label: Support the show
podroll:
  - guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810
    title: A partner of ours
    page: https://partner.example.org/
END
sed -i 's|^guid|funding:\n  - url: https://food.example.org/\n    label: The food bank\n&|' "$content/$show/01-one/episode.md"
build site --now 2026-09-17T00:00:00Z
grep -q '18 September 2026 at 19:00 +01:00 until 20:30' "$box/site/$show/index.html" &&
	grep -q 'href="https://stream.example.org/live.mp3"' "$box/site/$show/index.html"
ok $? "the page of the show announces it"
grep -q 'href="https://partner.example.org/"' "$box/site/$show/index.html" &&
	grep -q '· Every second Friday' "$box/site/$show/index.html" &&
	grep -q 'href="https://give.example.org/"' "$box/site/$show/index.html" &&
	grep -q 'href="https://food.example.org/"' "$box/site/$show/one.html"
ok $? "and names what it recommends, how often it comes, and where to support it or what an episode is about"
due 4 "a live item that is still to come is not due" 2026-09-18T17:59:59Z
due 0 "one that begins is" 2026-09-18T18:00:00Z
due 4 "not while it lasts" 2026-09-18T19:00:00Z
due 0 "and when it ends" 2026-09-18T19:30:00Z
due 4 "once again" 2026-09-18T19:30:01Z
! grep -q 'stream.example.org' "$box/site/$show/index.html"
ok $? "and then it has left the page"

echo 'time_zone: Europe/London' >>"$content/site.yaml"
"$BLETHER" new episode talks "Autumn" --content "$content" --now 2026-10-24T23:30:00Z >/dev/null
grep -q '^date: 2026-10-25 02:00$' "$content/$show"/*-autumn/episode.md
ok $? "a new episode has the hour of the site's zone, and none that comes twice" \
	"$(grep '^date' "$content/$show"/*-autumn/episode.md)"
expect 0 "the schedule of the site can be listed" schedule --content "$content" --now 2026-10-24T23:30:00Z
says stdout "'Autumn' of Talks" "and has the draft"

finish
