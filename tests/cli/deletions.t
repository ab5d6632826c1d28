#!/bin/sh
# What must not vanish by accident: the feed of a show that was renamed, the site of somebody else.
set -u
. tests/cli/box.sh

small_site second
build out
sums "$box/out" >"$box/before"
site="--content $box/content --output $box/out --cache $box/cache --now $now"
unchanged() {
	sums "$box/out" >"$box/after"
	none "$1" "$(diff "$box/before" "$box/after")"
}

mv "$box/content/podcasts/talks" "$box/content/podcasts/talk"
expect 1 "a build that would delete a feed stops" build $site
says stderr "[would-delete]" "it says that something would vanish"
says stderr "would delete the feed '$box/out/podcasts/talks/feed.xml'" "and which feed"
says stderr "blether build --allow-deletions" "and how to do it on purpose"
says stderr "nothing was changed" "and that nothing was changed"
unchanged "which is true"
expect 1 "JSON says so too" build $site --format=json
says stdout '"slug": "would-delete"' "by the name of the message"
mv "$box/content/podcasts/talk" "$box/content/podcasts/talks"
expect 0 "under its old name the show is built as ever" build $site
unchanged "and nothing has changed"

mv "$box/content/podcasts/talks" "$box/content/podcasts/talk"
expect 0 "on purpose the show is renamed" build $site --allow-deletions
[ ! -e "$box/out/podcasts/talks" ] && [ -e "$box/out/podcasts/talk/feed.xml" ]
ok $? "and the old one is gone"

# A site of pages only.
rm -r "$box/content/podcasts"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cp "$box/content/pages/about.md" "$box/content/pages/page$i.md"; done
expect 0 "a site without shows is built over one" build $site --allow-deletions
sums "$box/out" >"$box/before"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do mv "$box/content/pages/page$i.md" "$box/content/pages/other$i.md"; done
expect 1 "a build that would delete more than half of the files stops" build $site
says stderr "would delete 39 of the" "and says how many"
unchanged "and deletes nothing"
expect 0 "on purpose it does" build $site --allow-deletions
rm "$box/content/pages/other1.md" "$box/content/pages/other2.md"
expect 0 "a few files are deleted without being asked" build $site

finish
