#!/bin/bash
# blether export: the way out. Others read it: feedparser, PyYAML, Python's csv and json.
. tests/cli/box.sh

where="--site $box/out --cache $box/cache --now $now"
export_to() { # STATUS SENTENCE FOLDER [OPTIONS]
	want=$1 sentence=$2 folder=$3
	shift 3
	expect "$want" "$sentence" export --content "$box/content" $where --into "$folder" "$@"
}
read_again() { none "$1" "$("$python" tests/cli/exported.py "$box/$2" "$box/out" "$3" 2>&1)"; }

# --- the shipped site ------------------------------------------------------------------------------
cp -R content "$box/content"
rm -rf "$box/content/public" "$box/content/.blether"
export_to 0 "what would be written is said" "$box/way" --dry-run
says stdout "nothing was written" "and that nothing was"
[ ! -e "$box/way" ]
ok $? "and nothing was"
cp "$box/stdout" "$box/planned"
export_to 0 "the shipped site can be exported" "$box/way"
none "it is what was said" "$(diff <(sed -n 's/, [0-9]* taken.*//p' "$box/planned") <(sed -n 's/, [0-9]* taken.*//p' "$box/stdout"))"
read_again "other programs read all of it" way spirituality
(cd "$box/way" && find . -type f ! -name '.blether-*' | sed -E 's/-[0-9a-f]{12}\./-HASH./' | sort) >"$box/names"
none "and these are its files" "$(diff tests/cli/export.files "$box/names")"
none "nothing private is in it" "$(cd "$box/content/private" && cat ./* 2>/dev/null | tr ',' '\n' | grep -E '.{16}' | sort -u |
	while IFS= read -r words; do grep -rlF -- "$words" "$box/way" | sed "s|^|$words: |"; done)"
while IFS=, read -r name _; do ffprobe -v error "$name" || echo "$name"; done \
	< <(find "$box/way" -name '*.mp3' -o -name '*.m4a') >"$box/faults" 2>&1
none "the recordings can be played" "$(cat "$box/faults")"
[ "$(ffprobe -v error -show_entries format_tags=title -of csv=p=0 "$box"/way/*/audio/2026-09-07-01-loss.mp3)" = Loss ]
ok $? "and have their tags"

stamps "$box/way" >"$box/before"
export_to 0 "again" "$box/way"
none "nothing is written twice" "$(stamps "$box/way" | diff "$box/before" -)"
sed -i 's/^title: Hope/title: Hope and tea/' "$box"/content/podcasts/spirituality/02-hope/episode.md
export_to 0 "a title is mended" "$box/way"
says stdout "files: 0 new, 8 changed, 42 as they were" "what differs is replaced, and nothing else"
read_again "and everything agrees again" way spirituality
stamps "$box/way/spirituality/audio" >"$box/now"
none "the recordings stay as they are" "$(grep ' audio/' "$box/before" | diff - <(grep ' audio/' "$box/now"))"

# --- where it may not be written -----------------------------------------------------------------------
sed -i 's|^\(page,[^,]*\),|\1,https://elsewhere.example/1|' "$box/way/spirituality/redirects.csv"
export_to 2 "a table in which somebody has written is not replaced" "$box/way"
says stderr "redirects.csv' was changed since it was exported" "which is said"
mkdir "$box/theirs"
echo mine >"$box/theirs/README.txt"
export_to 2 "nor is a folder of somebody's" "$box/theirs"
says stderr "has files in it that no export has written" "which is said"
[ "$(cat "$box/theirs/README.txt")" = mine ]
ok $? "it is as it was"
cp -R "$box/out" "$box/other-site"
export_to 2 "nor another site" "$box/other-site"
says stderr "is a site that blether built, and no export" "which is said"
for place in content out cache content/podcasts .; do
	export_to 2 "not into $place" "$box/$place"
	says stderr "the export cannot be in" "which is said"
done
export_to 2 "a show that there is not" "$box/none" spiritualty
says stderr "there is no show 'spiritualty'" "is named"
[ ! -e "$box/none" ]
ok $? "and nothing is written"
export_to 3 "a folder cannot be made below a file" "$box/theirs/README.txt/in"
(cd "$box/content" && "$BLETHER" export $where -q 2>"$box/stderr")
[ -e "$box/export/README.txt" ] && [ ! -e "$box/content/export" ]
ok $? "for whoever stands in the content folder, its place is beside it" "$(cat "$box/stderr")"

# --- what is not out -----------------------------------------------------------------------------------
rm -rf "$box"/{content,out,cache,way,export}
small_site second
cp -R "$box/content/podcasts/talks/02-two" "$box/content/podcasts/talks/03-three"
sed -i 's/^title:.*/title: Not yet/; s/^guid:.*/guid: 0f0e0d0c-0b0a-4908-8706-050403020100\nstatus: draft/; s/^date:.*/date: 2026-10-05 09:00 +01:00/' \
	"$box/content/podcasts/talks/03-three/episode.md"
export_to 0 "a show with a draft" "$box/way"
none "the draft is not in it" "$(grep -rl 'Not yet' "$box/way"; find "$box/way" -name '*three*')"
export_to 0 "with --drafts" "$box/with" --drafts
cmp "$box/with/drafts/talks/03-three/episode.md" "$box/content/podcasts/talks/03-three/episode.md"
ok $? "it is, as it lies in the content"
none "and nowhere else" "$(grep -rl 'Not yet' "$box/with" | grep -v /drafts/)"

mkdir -p "$box/content/private"
printf 'id,given,scope,until,withdrawn,note\nmorag-example,2026-01-01,all,,2026-06-01,an example\n' >"$box/content/private/consent.csv"
printf 'people:\n  - name: Morag Example\n' >"$box/people"
sed -i "/^status:/r $box/people" "$box/content/podcasts/talks/03-three/episode.md"
export_to 0 "somebody in a draft has taken their consent back" "$box/way"
none "they are not in the export" "$(grep -rl 'Morag' "$box/way")"
sums "$box/with" >"$box/before"
export_to 1 "with the draft nothing is written" "$box/with" --drafts
says stderr "Morag Example" "and it says why"
none "what was there stays" "$(sums "$box/with" | diff "$box/before" -)"
rm -r "$box/content/private" "$box/content/podcasts/talks/03-three" "$box/with"

# --- several shows ---------------------------------------------------------------------------------------
cp -R "$box/content/podcasts/talks" "$box/content/podcasts/songs"
sed -i 's/^title: .*/title: Songs/' "$box/content/podcasts/songs/show.yaml"
sed -i 's/^guid: ./guid: f/' "$box"/content/podcasts/songs/*/episode.md
sed -i 's/^guid: f...../guid: f00002/' "$box/content/podcasts/songs/02-two/episode.md"
export_to 0 "one show of two" "$box/some" songs
[ "$(cd "$box/some" && ls -d */)" = songs/ ]
ok $? "is exported alone"
export_to 0 "the other one into the same folder" "$box/some" talks
[ "$(cd "$box/some" && ls -d */ | tr '\n' ' ')" = "songs/ talks/ " ]
ok $? "comes beside it"
read_again "and both are whole" some songs
read_again "both" some talks

# --- killed ----------------------------------------------------------------------------------------------
whole=$(sums "$box/some" | sha256sum)
for wait in 0.01 0.03 0.05 0.08 0.1 0.15 0.2; do
	timeout -s KILL $wait "$BLETHER" export --content "$box/content" $where -q --into "$box/killed" 2>/dev/null
	[ ! -e "$box/killed" ] || [ "$(sums "$box/killed" | sha256sum)" = "$whole" ] || echo "$wait"
	rm -rf "$box/killed"
done >"$box/faults" 2>&1
none "killed at any moment, the folder is whole or not there" "$(grep -v Killed "$box/faults")"
export_to 0 "after that" "$box/killed"
[ "$(sums "$box/killed" | sha256sum)" = "$whole" ]
ok $? "it is written all the same"
none "and nothing is left beside it" "$(find "$box" -maxdepth 1 -name '.*blether-new*')"

# --- a feed of several pages --------------------------------------------------------------------------------
rm -rf "$box/content/podcasts/songs" "$box/out"
for i in $(seq 10 69); do
	cp -R "$box/content/podcasts/talks/02-two" "$box/content/podcasts/talks/$i-long-$i"
	sed -i "s/^title:.*/title: Long $i/; s/^guid: ......../guid: 000000$i/; s/^date:.*/date: 2026-0$((i / 10 + 2))-1$((i % 10)) 09:00 +01:00/" \
		"$box/content/podcasts/talks/$i-long-$i/episode.md"
	"$python" -c 'print(("\n\n" + "A long word and then another one. " * 30) * 95)' >>"$box/content/podcasts/talks/$i-long-$i/episode.md"
done
export_to 0 "a show whose feed has pages" "$box/long"
grep -q 'rel="next"' "$box/out/podcasts/talks/feed.xml"
ok $? "it has some"
read_again "is one feed in the export, with every episode" long talks
finish
