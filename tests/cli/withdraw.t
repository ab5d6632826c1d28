#!/bin/sh
# Somebody takes their consent back, or an episode is withdrawn: after the next build nothing of it is
# in the output but a short notice where a page was.
set -u
. tests/cli/box.sh
content=$box/content show=$box/content/podcasts/talks
consents=$content/private/consent.csv

again() {
	rm -rf "$content" "$box/out"
	cp -Rp "$box/first/content" "$box/first/out" "$box"
}
# trace WORDS: files of the output that hold them, in any case, or are called so; where the page of a
# topic was, a notice stays at its address, of which hosts are told.
trace() {
	grep -rliaF --exclude=.blether-manifest --exclude=.htaccess --exclude=site.nginx.conf -- "$1" "$box/out"
	for rules in "$box/out/.htaccess" "$box/out/site.nginx.conf"; do
		sed 's|topics/[a-z.()\\]*||g' "$rules" | grep -iF -- "$1"
	done
	find "$box/out" -iname "*$1*" ! -path '*/topics/*'
}
# gone FILE: no file of the output has these bytes.
gone() {
	hash=$(sha256sum <"$1")
	sums "$box/out" | grep -F "${hash%% *}"
}
# picture FILE NUMBER: one that is like no other.
picture() {
	cp "$tree/pipeline/cli/skeleton/cover.jpg" "$1"
	printf '%s' "$2" >>"$1"
}

# --- a site with two episodes of Alex, and a third of others ----------------------

small_site second
sed -i 's|www.example.org|talks.example.org|' "$content/site.yaml"
mkdir "$content/people" "$content/private"
sed -i 's/<v Alex>/<v Bea>/' "$show/01-one/transcript.vtt" "$show/02-two/transcript.vtt"
cp -R "$show/02-two" "$show/03-three"
sed -i 's/2026-09-14/2026-09-21/; s/664431c4/764431c4/; s/Two/Three/' "$show/03-three/episode.md"
cat >"$content/people/alex.md" <<'EOF'
---
name: Alexandrina Example
role: Keeper of the Lighthouse
picture: alex.jpg
picture_alt: A lighthouse keeper
listed: true
---
Alexandrina tells of the sea.
EOF
cat >"$consents" <<'EOF'
note,id,given,scope
"signed, in the office",alex,2026-09-01,all
,bea,2026-09-01,all
EOF
picture "$content/people/alex.jpg" 1
picture "$show/01-one/cover.jpg" 2
picture "$show/02-two/quay.jpg" 3
sed -i 's/^title: .*/title: Saltwater/; s/^summary:.*/summary: Gannets and guillemots.\
people: [{person: alex, role: guest}]\
topics: [driftwood]\
cover: cover.jpg\
cover_alt: A plain square/; s/^Words about it/Kittiwakes as well/' "$show/01-one/episode.md"
sed -i 's/Hello/Cormorants, hello/' "$show/01-one/transcript.vtt"
sed -i 's/^title: .*/title: Moorings/; s/^Words about it./Bollards ![A quay](quay.jpg)/' "$show/02-two/episode.md"
sed -i 's/<v Bea>Hello/<v Alexandrina Example>Capstans, hello/' "$show/02-two/transcript.vtt"
sed -i 's/^explicit:/people: [{name: Bea}, {name: Alexandrina Example, role: producer}]\n&/' "$show/show.yaml"
try_build --release
ok $? "the site is built and released" "$(cat "$box/stderr")"
[ -n "$(trace Alexandrina)" ] && [ -n "$(trace Cormorants)" ] && [ -f "$box/out/people/alex.html" ]
ok $? "she is on it" "$(trace Alexandrina)"
mkdir "$box/first"
cp -Rp "$content" "$box/out" "$box/first"
audio=$(cd "$box/out/podcasts/talks/audio" && ls | grep -e '^one-' -e '^two-')

# --- withdraw person ----------------------------------------------------------------

stamps "$content" >"$box/before"
in_box 2 "what would be done is shown first" withdraw person alex
says stdout "would be done: $show/01-one/episode.md: the line 'status: withdrawn'" "the episode that names her is told"
says stdout "would be done: $show/02-two/episode.md: the line 'status: withdrawn'" "the episode in which she is heard is told"
says stdout "left out of the list of people" "the show is told"
says stdout "topics/driftwood.xml" "the feed that stays without episodes is told"
says stderr "withdraw person alex --yes" "it says how to go on"
in_box 0 "a dry run is no fault" withdraw person alex --yes --dry-run
stamps "$content" >"$box/after"
none "nothing was changed by that" "$(diff "$box/before" "$box/after")"
in_box 2 "a name that nobody has is refused" withdraw person alec --yes
says stderr "did you mean 'alex'?" "the nearest name is told"
in_box 2 "other words are refused" withdraw somebody alex
says stderr "expected 'episode' or 'person'" "and those that are known told"

in_box 0 "she is withdrawn" withdraw person alex --yes
says stdout "Who has downloaded" "it says what stays with others"
says stdout "1 episode has no list of people" "it says which episodes somebody must listen to"
[ "$(sed -n 2p "$consents")" = '"signed, in the office",alex,2026-09-01,all,2026-12-01' ]
ok $? "the day stands in her row" "$(cat "$consents")"
[ "$(sed -n 3p "$consents")" = ',bea,2026-09-01,all' ]
ok $? "no other row was touched" "$(cat "$consents")"
try_build
ok $? "the site is built without her" "$(cat "$box/stderr")"
for word in Alexandrina Lighthouse Saltwater Gannets guillemots Kittiwakes Cormorants driftwood \
	Moorings Bollards quay Capstans alex; do
	none "nothing in the output tells of '$word'" "$(trace "$word")"
done
for file in people/alex.jpg podcasts/talks/01-one/cover.jpg podcasts/talks/02-two/quay.jpg \
	podcasts/talks/01-one/one.mp3; do
	none "the bytes of $file are gone" "$(gone "$content/$file")"
done
for file in $audio; do
	none "the recording $file is gone" "$(find "$box/out" -name "$file"; grep -rlF "$file" "$box/out")"
done
for page in one two; do
	grep -q 'This episode has been withdrawn' "$box/out/podcasts/talks/$page.html"
	ok $? "a notice stands where $page.html was" "$(cat "$box/out/podcasts/talks/$page.html")"
done
[ ! -e "$box/out/people" ]
ok $? "nobody is left on the list of people"
grep -q 'Three' "$box/out/podcasts/talks/feed.xml" && grep -q 'Bea' "$box/out/podcasts/talks/index.html"
ok $? "the others are there as before"
try_build --release
ok $? "it is released" "$(cat "$box/stderr")"
cp "$content/published.tsv" "$box/ledger"
stamps "$content" >"$box/before"
in_box 0 "said again, it is no fault" withdraw person alex --yes
says stdout "withdrawn already" "and says so"
stamps "$content" | cut -d ' ' -f 1,2,3 >"$box/after"
none "and changes nothing" "$(cut -d ' ' -f 1,2,3 "$box/before" | diff - "$box/after" | grep -v published.tsv | grep '^[<>] [^ ]*md')"

# --- a run that was killed ------------------------------------------------------------

again
sed -i '1s/$/,withdrawn/; 2s/$/,2026-12-01/' "$consents"
sed -i 's/^title: Saltwater/&\nstatus: withdrawn/' "$show/01-one/episode.md"
try_build
[ $? -eq 1 ] && grep -q consent-withdrawn "$box/stderr"
ok $? "between its steps nothing is built" "$(cat "$box/stderr")"
in_box 0 "saying it again ends it" withdraw person alex --yes
try_build
ok $? "then it is built" "$(cat "$box/stderr")"
none "without her" "$(trace Alexandrina; trace Saltwater; trace driftwood)"

# --- her name elsewhere ----------------------------------------------------------------

again
sed -i 's/^Words.*/As Alexandrina\nExample says./' "$show/03-three/episode.md"
in_box 0 "she is withdrawn once more" withdraw person 'Alexandrina Example' --yes
try_build
[ $? -eq 1 ] && grep -q 'podcasts/talks/three.html.*withdrawn-name' "$box/stderr"
ok $? "her name in the notes of another is found" "$(cat "$box/stderr")"
[ -f "$box/out/people/alex.html" ]
ok $? "and nothing is changed before it is mended"
sed -i '/Alexandrina/d; s/^Example says.*/Somebody says it./' "$show/03-three/episode.md"
try_build
ok $? "mended, it is built" "$(cat "$box/stderr")"
rm "$content/people/alex.md"
sed -i 's/, {name: Alexandrina Example, role: producer}//' "$show/show.yaml"
sed -i '/^people:/d' "$show/01-one/episode.md"
sed -i 's/^Somebody says/Alex says/' "$show/03-three/episode.md"
try_build
[ $? -eq 1 ] && grep -q withdrawn-name "$box/stderr"
ok $? "when her file is gone the id still tells the name" "$(cat "$box/stderr")"

# A name is found however it is written, and only where it is one.
# The notes that stand in the third episode, and what of them is found.
found() {
	again
	printf 'id,given,scope,withdrawn\nmorag-oneil,2026-09-01,all,2026-10-01\nhope,2026-09-01,all,2026-10-01\nhope-smith,2026-09-01,all,\nalex,2026-09-01,all,\nbea,2026-09-01,all,\n' >"$consents"
	sed -i "s/{name: Bea}/&, {name: Morag O’Neil}, {name: Hope}, {name: Hope Smith}/" "$show/show.yaml"
	sed -i "s/^Words.*/$1/" "$show/03-three/episode.md"
	rm -rf "$box/out" "$content/published.tsv" "$box/cache/published.tsv"
	try_build
	grep -o '[a-z/]*three.html:.*\[withdrawn-[a-z]*\]' "$box/stderr" | sed 's/:[0-9:]* /: /; s/: [a-z]*: /: /; s/ \(took\|may\) .*\[/ [/' | sort | uniq -c | sed 's/^ *//'
}
for notes in "Morag O'Neil came" 'Morag\nO’Neil came' '*MORAG O’NEIL* came' '**Morag** O’Neil came' 'Mórag O’Neil came' 'so said (morag o’neil).'; do
	[ "$(found "$notes")" = "1 podcasts/talks/three.html: 'Morag O’Neil' [withdrawn-name]" ]
	ok $? "it is found as $(echo "$notes" | tr '\n' ' ')" "$(cat "$box/stderr")"
done
for notes in 'Morag O’Neill' 'Morag came' 'Hope Smith came' 'Hopeful' 'new hope'; do
	none "'$notes' is nobody's name" "$(found "$notes")"
done
[ "$(found 'Hope came')" = "1 podcasts/talks/three.html: 'Hope' [withdrawn-name]" ]
ok $? "a name of one word is found by its capital" "$(cat "$box/stderr")"
[ "$(found 'Hope came, and there was hope.')" = "1 podcasts/talks/three.html: 'Hope' [withdrawn-word]" ]
ok $? "where it is a word too it is a warning" "$(cat "$box/stderr")"

# --- before anything was published, and an address with a name --------------------------

again
rm -rf "$content/published.tsv" "$box/out" "$box/cache"
in_box 0 "it can be said before anything was published" withdraw person alex --yes
[ ! -e "$content/published.tsv" ] && grep -q 'status: withdrawn' "$show/01-one/episode.md"
ok $? "and then makes no ledger"
again
run rename podcasts/talks/01-one a-walk-with-alex
in_box 0 "an episode called after her is taken back" withdraw person alex --yes
says stdout "an address with their name in it" "it says that the address keeps the name"
rm "$consents"
again
rm "$consents"
in_box 0 "a missing table of consents is made" withdraw person alex --yes
[ "$(cat "$consents")" = "id,given,scope,until,withdrawn,note
alex,,,,2026-12-01," ]
ok $? "with her row" "$(cat "$consents")"

# --- all that was out -----------------------------------------------------------------------

again
run withdraw podcasts/talks/03-three
in_box 0 "the last two episodes are taken back" withdraw person alex --yes
try_build
ok $? "a site may lose all its episodes in this way" "$(cat "$box/stderr")"
none "nothing of her is left" "$(trace Alexandrina; find "$box/out" -name new.atom)"

# --- withdraw episode --------------------------------------------------------------------

for form in "episode podcasts/talks/01-one" podcasts/talks/01-one; do
	again
	in_box 0 "withdraw $form" withdraw $form
	try_build
	ok $? "the site is built without it" "$(cat "$box/stderr")"
	for word in Saltwater Gannets guillemots Kittiwakes Cormorants driftwood "$(echo "$audio" | head -n 1)"; do
		none "nothing in the output tells of '$word'" "$(trace "$word")"
	done
	none "its cover is gone" "$(gone "$show/01-one/cover.jpg")"
	grep -q 'This episode has been withdrawn' "$box/out/podcasts/talks/one.html"
	ok $? "a notice stands where it was"
	[ -n "$(trace Moorings)" ]
	ok $? "the others stand"
done
finish
