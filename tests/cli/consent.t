#!/bin/sh
# People from their file to their page: made, asked, listed, shown only where they agreed to be.
set -u
. tests/cli/box.sh
content=$box/content one=$box/content/podcasts/talks/01-one
feed=$box/out/podcasts/talks/feed.xml

small_site second
sed -i 's/^summary:/people: [{person: alex, role: guest}, {name: Bea, role: producer}]\n&/' "$one/episode.md"
sed -i 's/<v Alex>/<v Somebody>/' "$content"/podcasts/talks/*/transcript.vtt

# --- made, and asked ------------------------------------------------------------

expect 0 "a person is made" new person --content "$content" --now $now "Alex"
says stdout "alex,2026-12-01,site feed,,," "the row to add is told"
says stdout "'- person: alex'" "and how they are named"
expect 2 "nobody is made twice" new person --content "$content" --now $now Alex
expect 2 "a name of two words stands in quotation marks" new person --content "$content" Alex Smith
says stderr "quotation marks" "which is said"
expect 2 "a person has a name" new person --content "$content"
expect 2 "which has letters" new person --content "$content" "!!!"
expect 1 "without consent nothing is built" build --content "$content" --output "$box/out" --cache "$box/cache" --now $now
says stderr "[no-consent]" "and the message says why"
[ ! -e "$box/out" ]
ok $? "the output is not begun"
expect 0 "everybody is listed" consent --content "$content" --now $now
says stdout "Alex (alex): nothing agreed" "with what they agreed to"
mkdir "$content/private"
sed -n '/write this into/,$p' "$box/stdout" | tail -n +2 >"$content/private/consent.csv"
expect 0 "the rows that are printed are those that are needed" check --content "$content" --now $now
expect 0 "then nothing is missing" consent --content "$content" --now $now
says stdout "Bea (bea): site feed since 2026-12-01" "and what they agreed to is told"
[ "$(wc -l <"$box/stdout")" -eq 2 ]
ok $? "in a line each" "$(cat "$box/stdout")"
cp "$content/private/consent.csv" "$box/consent.csv"
sed -i '1s/given/day/' "$content/private/consent.csv"
expect 1 "a table that cannot be read is told" consent --content "$content" --now $now
says stdout "Bea (bea): the table cannot be read" "nobody is said to have agreed, or not"
says stderr "[csv-column]" "and what is wrong with it"
cp "$box/consent.csv" "$content/private/consent.csv"

# --- shown ------------------------------------------------------------------------

build out
none "who does not want a page has none" "$(find "$box/out" -path '*people*'; grep -rl --include='*.html' --include='*.xml' 'people/' "$box/out")"
none "and is not told of in JSON-LD" "$(grep -rl '"@type":"Person"' "$box/out")"
[ "$(grep -c '<podcast:person' "$feed")" -eq 2 ] && ! grep -q '<podcast:person.*href' "$feed"
ok $? "the feed names them" "$(grep '<podcast:person' "$feed")"

sed -i 's/^# listed: false/listed: true/; s/^# picture: .*/picture: alex.jpg/; s/^# picture_alt: .*/picture_alt: Alex, "laughing" <b>/' \
	"$content/people/alex.md"
cp "$tree/pipeline/cli/skeleton/cover.jpg" "$content/people/alex.jpg"
echo '[Alex](../../../people/alex.md)' >>"$one/episode.md"
build out
grep -q 'alt="Alex, &quot;laughing&quot; &lt;b&gt;" width="1400" height="1400"' "$box/out/people/alex.html"
ok $? "who wants a page has one, with a picture and its words" "$(grep '<img' "$box/out/people/alex.html")"
grep -q 'podcasts/talks/one.html' "$box/out/people/alex.html" && ! grep -q 'podcasts/talks/two.html' "$box/out/people/alex.html"
ok $? "their episodes are on it, and no others"
grep -q 'href="../people/alex.html"' "$box/out/people/index.html" && ! grep -q Bea "$box/out/people/index.html"
ok $? "they are on the list, and nobody else"
grep -q 'href="../../people/alex.html"><bdi>Alex' "$box/out/podcasts/talks/one.html"
ok $? "the episode leads to it"
grep -q '<podcast:person role="guest" group="cast" img="[^"]*" href="https://www.example.org/people/alex.html">Alex<' "$feed"
ok $? "so does the feed" "$(grep '<podcast:person' "$feed")"
grep -q people/alex.html "$box/out/sitemap.xml" && grep -q 'example.org/people/<' "$box/out/sitemap.xml"
ok $? "and the sitemap"
grep -q '"@type":"Person","url":"https://www.example.org/people/alex.html"' "$box/out/people/alex.html"
ok $? "programs are told of them, and of nobody else" "$(grep -rho '"@type":"Person"[^}]*' "$box/out" | sort -u)"
none "Bea is not told of to programs" "$(grep -rh '"@type":"Person","name":"Bea"' "$box/out")"

for of in synthetic organisation; do
	sed -i "s/^#* *of: .*/of: $of/" "$content/people/alex.md"
	build out
	none "$of: no Person in JSON-LD" "$(grep -rl '"@type":"Person"' "$box/out")"
done
grep -q '"@type":"Organization","url":"https://www.example.org/people/alex.html"' "$box/out/people/alex.html"
ok $? "an organisation is one"
sed -i 's/^alex,.*/alex,2026-09-01,site,2026-09-02,,/' "$content/private/consent.csv"
build out
ok $? "and needs no consent"

# --- changed, and over ----------------------------------------------------------------

build out
says stdout "is up to date" "with nothing changed there is nothing to do"
echo 'note' >>"$content/private/note.txt"
sed -i 's/^bea,[^,]*,/&social /; s/,,,$/,2026-12-24,,/' "$content/private/consent.csv"
build out
says stderr "[consent-expires]" "a consent that ends soon is told of"
build out
says stdout "is up to date" "that was read"
expect 1 "when a consent has ended nothing is built" build --content "$content" --output "$box/out" --cache "$box/cache" --now 2026-12-25T00:00:01Z
says stderr "[consent-expired]" "though no file was changed"

# --- what is not out ---------------------------------------------------------------------

sed -i 's/2026-12-24//' "$content/private/consent.csv"
for i in 1 2 3; do
	cp "$content/people/alex.jpg" "$content/podcasts/talks/02-two/p$i.jpg"
	printf $i >>"$content/podcasts/talks/02-two/p$i.jpg"
done
sed -i 's/^summary:/people: [{name: Bea, picture: p1.jpg}]\ncover: p2.jpg\ncover_alt: A square\n&/' "$content/podcasts/talks/02-two/episode.md"
echo '![A square](p3.jpg)' >>"$content/podcasts/talks/02-two/episode.md"
build out
[ "$(find "$box/out" -name 'p[123]-*' | wc -l)" -eq 3 ]
ok $? "the pictures of an episode are published with it"
for status in draft withdrawn; do
	cp "$content/podcasts/talks/02-two/episode.md" "$box/episode.md"
	sed -i "s/^summary:/status: $status\n&/" "$content/podcasts/talks/02-two/episode.md"
	build out
	none "$status: they are not" "$(find "$box/out" -name 'p[123]-*')"
	cp "$box/episode.md" "$content/podcasts/talks/02-two/episode.md"
done
finish
