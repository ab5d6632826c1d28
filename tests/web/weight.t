#!/bin/sh
# What pages weigh as a server sends them, and that lists do not grow with the number of episodes.
set -u
. tests/cli/box.sh
small_site
show=$box/content/podcasts/talks

# A sentence as long as summaries are, with words of its own.
words() {
	printf 'Number %d, or what %d and %d neighbours said about the winter of %d, and what has helped them since then.' \
		"$1" $(($1 * 7)) $(($1 * 13)) $((1900 + $1))
}

# add FROM TO: episodes, one a week, that share a recording, a topic and an area.
add() {
	i=$1
	while [ "$i" -le "$2" ]; do
		folder=$show/$(printf '%03d-walk-%03d' "$i" "$i")
		mkdir "$folder"
		cp "$show/01-one/one.mp3" "$folder/walk.mp3"
		cat >"$folder/episode.md" <<END
---
title: Walk $i in the rain
date: $(date -u -d "2020-01-06 09:00 $((i - 2)) weeks" '+%Y-%m-%d %H:%M') +00:00
guid: $(printf '564431c4-0af3-49eb-9a07-%012d' "$i")
summary: $(words "$i")
no_transcript: Nobody speaks; this is the sound of rain.
areas: [walking]
topics: [rain]
---
Words about it.
END
		i=$((i + 1))
	done
}

# weight FILE...: bytes of the longest of these, as they are sent.
weight() {
	for file; do
		gzip -9 -c "$file" | wc -c
	done | sort -n | tail -1
}

# no_heavier FILE BYTES
no_heavier() {
	have=$(weight "$box/out/$1")
	[ "$have" -gt 0 ] && [ "$have" -le "$2" ]
	ok $? "$1 has at most $2 bytes" "it has $have"
}

mkdir "$box/content/areas"
printf -- '---\ntitle: Walking\nsummary: What helps on foot.\n---\nWords about it.\n' >"$box/content/areas/walking.md"
add 2 120
build out
first=$(weight "$box/out/podcasts/talks/index.html")
cp "$box/out/podcasts/talks/index.1.html" "$box/oldest"
add 121 220
build out

for page in index.html podcasts/talks/index.html podcasts/talks/index.1.html areas/walking.html topics/rain.html \
	areas/index.html topics/index.html new.html subscribe.html 404.html; do
	no_heavier $page 30000
done
have=$(weight "$box/out/podcasts/talks/index.html")
[ $((have - first)) -le 500 ]
ok $? "the page of a show is as long with 220 episodes as with 120" "$first and $have bytes"
names=$(grep -o 'walk-[0-9]*.html' "$box/oldest")
[ "$names" = "$(grep -o 'walk-[0-9]*.html' "$box/out/podcasts/talks/index.1.html")" ] && [ -n "$names" ]
ok $? "the page of the oldest episodes lists what it listed before"
[ "$(cat "$box/out/podcasts/talks"/index*.html | grep -o 'walk-[0-9]*.html' | sort | uniq -c | awk '$1 != 1' | wc -l)" -eq 0 ]
ok $? "no episode is listed on two pages"
[ "$(cat "$box/out/podcasts/talks"/index*.html | grep -o 'walk-[0-9]*.html' | sort -u | wc -l)" -eq 219 ]
ok $? "every episode is listed on one"
no_heavier "$(cd "$box/out" && echo style-*.css)" 16384
finish
