#!/bin/sh
# What the search of a site finds is what stands in it: every word, and when it is said.
. tests/cli/box.sh
here=tests/search
cp -R content "$box/content"
"$python" $here/index.py write "$box/content"

# again FOLDER NAME STATUS WORD: one more episode with a word that nothing else has.
again() {
	folder=$box/content/podcasts/spirituality/0$1-$2
	cp -R "$box/content/podcasts/spirituality/04-belonging" "$folder"
	sed -i -e "s/^title:.*/title: $4 speaks/" -e "s/^number:.*/number: $1/" -e "s/^guid: .\{8\}/guid: 0000000$1/" \
		-e "s/^season: 1/&\nstatus: $3/" -e '/^related:/d' -e '/jpg/d' "$folder/episode.md"
	sed -i "s/tea/$4/" "$folder/transcript.vtt"
}
again 5 held draft Quokkaland
again 6 gone withdrawn Wombatworth
build out

none "each word is found where it stands, and each moment where it is said" \
	"$("$python" $here/index.py check "$box/out" "$box/content" 2>&1 | head -n 20)"
none "what is held back or withdrawn is not in the index" \
	"$(grep -rliE 'quokkaland|wombatworth' "$box/out/search" "$box/out/a-z.html")"

# first QUERY PATTERN SENTENCE: what stands first in the answer.
first() {
	answer=$(echo "$1" | node $here/answers.mjs "$box/out")
	echo "$answer" | "$python" -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["results"][:1]))' |
		grep -q "$2"
	ok $? "$3" "$answer"
}
first 'generated 7' '"Generated 7 ' "a word of the title counts more than one of the text"
first 'Belonging' '"title": "Belonging"' "who asks for a title gets it first"
first 'the of' '.' "stop words alone do not fail"
first 'belongi' 'elonging' "a word that is not finished finds words that begin with it"
echo 'greif' | node $here/answers.mjs "$box/out" | grep -q '"meant":\["grief"\]'
ok $? "a misspelt word has a suggestion"
echo '' | node $here/answers.mjs "$box/out" | grep -q '"results":\[\]'
ok $? "no words, no results"

cp -R "$box/out" "$box/before"
rm -rf "$box/cache" "$box/out"
build out
none "the same content gives the same index" "$(diff -rq "$box/before/search" "$box/out/search" 2>&1)"

finish
