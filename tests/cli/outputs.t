#!/bin/sh
# All that programs can subscribe to or read on pages, of a site with two shows, by other eyes.
set -u
. tests/cli/box.sh

small_site second
content=$box/content
shows=$content/podcasts
cp -R "$shows/talks" "$shows/walks"
sed -i 's/^title: .*/title: Walks \& "talks"/; s/^author: .*/author: Walkers/' "$shows/walks/show.yaml"
cat >>"$shows/talks/show.yaml" <<'END'
podroll:
  - {guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810, feed: "https://pod.example.net/feed?a=1&b=2", title: Friends & others}
END
cp "$shows/talks/show.yaml" "$box/podroll"
sed -n '/^podroll/,$p' "$box/podroll" >>"$shows/walks/show.yaml"
printf 'language: gd\n' >>"$shows/walks/show.yaml"
sed -i 's/^date: 2026-09-\([0-9]*\) 09/date: 2026-09-\1 10/; s/^guid: \(.\)6/guid: \1a/' "$shows"/walks/*/episode.md
sed -i 's/^title: .*/title: Hope <\/script> \& "us" '"'all' ]]> 🌱 שלום/" "$shows/talks/01-one/episode.md"
sed -i '/^summary/a\
areas: [grief, work]\
topics: [Hope, tea \& cake]' "$shows/talks/01-one/episode.md"
sed -i '/^summary/a\
areas: [grief]\
topics: [hope]\
number: 2\
season: 3\
note: Take care, <b>please</b>.' "$shows/walks/02-two/episode.md"
cat >>"$shows/walks/02-two/episode.md" <<'END'

## What we say

See [about us](../../../pages/about.md) and [further down](#s-what-we-say).
END
mkdir "$content/areas"
for area in Grief Work Rest; do
	printf -- '---\ntitle: %s\nsummary: About %s & more.\n---\nWords [about us](../pages/about.md).\n' $area $area \
		>"$content/areas/$(echo $area | tr A-Z a-z).md"
done
printf 'json_feed: true\nlanguage: en-GB\nhub: https://hub.example.net/\n' >>"$content/site.yaml"
build out
none "it is built without an error" "$(grep error: "$box/stderr")"

# agrees CHECK SENTENCE: another program finds nothing against it.
agrees() {
	none "$2" "$("$python" tests/cli/outputs.py "$box/out" "$1" 2>&1)"
}
agrees all "the feed of all shows has every episode once, the newest first"
agrees collections "areas and topics have the feeds and pages that their episodes give them"
agrees atom "feedparser reads in new.atom what the podcast feeds say, with absolute links"
agrees opml "shows.opml names every feed by its own title, and its page"
agrees podroll "podroll.opml names what several shows recommend once"
agrees json "every JSON Feed keeps the rules of version 1.1 and says what the RSS beside it says"
agrees oembed "every episode has an oEmbed answer, whose frame shows a page that is there"
agrees embeds "pages for frames run nothing, tell robots to stay away and lead to their episode"
agrees linked "every page's JSON-LD is whole, whatever a title has, and agrees with the feed"
agrees share "every page tells what a shared link looks like, of files that are there"
agrees discovery "every page leads to the feeds that it is about"
agrees sitemap "the site map names areas and topics, and no page for frames"
for file in new.atom:atom shows.opml:opml podroll.opml:opml feed.xml:podcast areas/grief.xml:podcast; do
	xmllint --noout --relaxng "feeds/${file#*:}.rng" "$box/out/${file%:*}" 2>"$box/stderr"
	ok $? "xmllint finds ${file%:*} to be what its grammar says" "$(cat "$box/stderr")"
done

# Held and withdrawn episodes are nowhere; with them goes the topic that nobody else has.
sed -i '/^summary/a\
status: withdrawn' "$shows/talks/01-one/episode.md"
build later --allow-deletions
none "a withdrawn episode is in no list, feed or page of areas and topics" \
	"$(cd "$box/later" && grep -rl 564431c4 new.atom feed.xml areas topics)"
[ ! -e "$box/later/topics/tea-cake.html" ] && [ -e "$box/later/topics/hope.html" ]
ok $? "the topic that only it had is gone, the other stays"

# A trailer belongs to the show and a bonus to its season, unless they name the episode that they go with.
cp -R "$shows/talks/02-two" "$shows/talks/03-more"
sed -i 's/09-14/09-21/; s/664431c4/764431c4/; s/Two/More/; s/^title:/type: bonus\nnumber: 2\n&/' "$shows/talks/03-more/episode.md"
sed -i 's/^title:/type: trailer\n&/' "$shows/talks/02-two/episode.md"
build kinds --allow-deletions
none "a trailer has no number for the number of its folder" "$("$python" -c 'import feedparser, sys
have = [(e.title, e.get("itunes_episode"), e.itunes_episodetype) for e in feedparser.parse(sys.argv[1]).entries]
want = [("More", "2", "bonus"), ("Two", None, "trailer")]
if have != want: print(have, "expected", want)' "$box/kinds/podcasts/talks/feed.xml" 2>&1)"
rm -r "$shows/talks/03-more"

# Without any of it nothing is said of it.
rm -r "$content/areas" "$shows/walks"
sed -i '/^areas:/d; /^topics:/d' "$shows"/talks/*/episode.md
sed -i '/^podroll/,$d' "$shows/talks/show.yaml"
sed -i '/^json_feed/d' "$content/site.yaml"
build bare
none "a site without areas, topics, podroll and second show has no trace of them" \
	"$(cd "$box/bare" && ls -d areas topics podroll.opml feed.xml podcasts/*/feed.json 2>/dev/null
	grep -rnE 'id="(areas|topics|more)"|class="tags"|feed\+json' --include=*.html --exclude=search.html .)"

finish
