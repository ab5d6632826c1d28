#!/bin/sh
# The site that ships with blether, built and then read by other programs.
set -u
. tests/cli/box.sh

cp -R content "$box/content"
before=$(sums "$box/content")
expect 0 "the shipped content builds" \
	build --content "$box/content" --output "$box/out" --cache "$box/cache" --now $now
says stdout "feed.xml (4 episodes)" "its feed has four episodes"
# Three of its groups are left as nobody has checked them for a year, so that readers see what that looks like.
stale='groups/example-(nurture-nursery|patient-voices|radio-harbour)\.md:.*\[checked-aging\]|^0 errors, [1-3] warnings?;'
none "it is built without a warning but for what is stale on purpose" "$(grep -E 'warning|error' "$box/stderr" | grep -vE "$stale")"

feed=$box/out/podcasts/spirituality/feed.xml
none "xmllint finds the feed well formed" "$(xmllint --noout "$feed" 2>&1)"
xmllint --noout --relaxng feeds/podcast.rng "$feed" 2>"$box/stderr"
ok $? "xmllint finds the feed to be what the grammar says" "$(cat "$box/stderr")"
none "xmllint finds the site map well formed" "$(xmllint --noout "$box/out/sitemap.xml" 2>&1)"

[ "$before" = "$(sums "$box/content")" ]
ok $? "no byte of the content is changed"
none "nothing is added to the content" "$(cd "$box/content" && find . -name '.*' ! -name .)"

published() {
	"$python" tests/cli/published.py "$box/content" "$box/out" "$1" 2>&1
}

none "every published recording has the tags of its page" "$(published tags)"
none "every published recording has the chapters of its page" "$(published chapters)"
none "every published recording has the cover, byte for byte" "$(published cover)"
none "recordings keep their length, and the feed tells it and their size" "$(published length)"
none "MP3 and AAC are copied sample for sample, other formats become the show's" "$(published stream)"

finish
