#!/bin/sh
# Every command by its face: help, wrong use, the manual, and the way from nothing to an episode.
set -u
. tests/cli/box.sh

commands="new clone check serve build publish releases rollback pack export schedule inspect verify diff rename replace redate withdraw consent move map import mail send stats year fields explain help"
kinds="site show episode page"

expect 0 "help lists the commands" help
for c in $commands; do says stdout "  $c " "$c is among them"; done
for c in $commands; do
	expect 0 "help explains $c" help "$c"
	says stdout "usage: blether $c" "and shows its usage"
	cp "$box/stdout" "$box/help"
	expect 0 "$c --help is heard" "$c" --help
	cmp -s "$box/help" "$box/stdout"
	ok $? "and says the same"
done
expect 0 "--help is heard behind other options" build -q --help
for k in $kinds; do
	expect 0 "help lists the fields of a $k" help "$k"
	says stdout "title  (text, required)" "a $k has a title"
done
for k in area help-entry; do
	expect 0 "help lists the fields of a file of the kind $k" help $k
	says stdout "title  (text, required)" "it has a title too"
done
for k in person chapter owner funding words; do
	expect 0 "help lists the fields of a $k too" help $k
	says stdout ", required)" "and what a $k needs"
done
for f in podroll soundbites categories role trailer license status; do
	expect 0 "help shows how a field is written: $f" help $f
	says stdout "  It is written:" "by an example of $f"
done
expect 0 "an example of a live evening can be copied" help live
! grep -q 'guid: [0-9a-f]' "$box/stdout"
ok $? "but no identity with it, that two would share" "$(cat "$box/stdout")"
expect 0 "the roles are listed" help role
says stdout "Co-Writer" "to choose from"
expect 0 "there is a version" --version
[ "$(grep -cE '^blether [0-9]+\.[0-9]+\.[0-9]+$' "$box/stdout")" -eq 1 ]
ok $? "and nothing else is printed with it"

"$BLETHER" explain --list >"$box/list"
unexplained=
while read -r slug severity; do
	text=$("$BLETHER" explain "$slug") || unexplained="$unexplained $slug"
	[ "${text%%
*}" = "$slug ($severity)" ] && [ "$(printf '%s\n' "$text" | wc -l)" -ge 3 ] || unexplained="$unexplained $slug"
done <"$box/list"
none "every message that is listed is explained" "$unexplained"
[ "$(wc -l <"$box/list")" -gt 80 ]
ok $? "and they are many"

expect 0 "a message is explained by its word in brackets too" explain '[hum]'
says stdout "hum (warning)" "as if it stood alone"
expect 0 "a category that does not exist is explained" explain bad-category
says stdout "Society & Culture > Relationships" "by those that do"
says stdout "True Crime" "from the first to the last"

# wrong HINT ARGUMENTS: is wrong use, and the hint is given.
wrong() {
	hint=$1
	shift
	expect 2 "wrong use: blether $*" "$@"
	says stderr "$hint" "is answered with: $hint"
}
wrong "try: blether help"
wrong "did you mean 'build'?" biuld
wrong "try: blether help" nothing-like-it
wrong "did you mean '--content'?" check --contnet=x
wrong "try: blether help build" build --unknown
wrong "try: blether help build" build -z
wrong "try: blether help build" build --content
wrong "try: blether help build" build --output=
wrong "try: blether help build" build --quiet=1
wrong "put the title in quotation marks" new episode our-show The second one
wrong 'our-show "The second one"' new episode our-show The second one
wrong "operand 2 is empty" new site ''
wrong "operand 1 is empty" check ''
wrong "operand 2 is empty" new episode '' One
wrong "not empty" check --content ''
wrong "--format takes text|json, not 'xml'" build --format=xml
wrong "--as takes text|man|completion|schema|texts, not 'pdf'" help --as=pdf
wrong "expected a time such as" build --now=yesterday
wrong "there is no manual page of 'build'" help build --as=man
wrong "there is no JSON Schema of 'site'" help site --as=schema
wrong "there is no JSON Schema of 'blether'" help --as=schema
wrong "'extra' is a word too many" build extra
wrong "'check' is a word too many" help build check
wrong "nothing is named; 'blether inspect' needs FILE..." inspect
wrong "there is no 'nowhere'" check nowhere
wrong "did you mean 'not-audio'?" explain not-audoi
wrong "there is no message '[]'" explain '[]'
wrong "try: blether help" help nothing
wrong "blether new site DIR" new site
wrong "the folder to make is not named" new site
wrong 'try: blether new site "my site"' new site my site
wrong 'try: blether new page "Our house rules"' new page Our house rules
wrong "it is not said who helps" new help
wrong "the title of the area is missing" new area
wrong "blether new episode SHOW" new episode our-show
wrong "neither the show nor the title is named" new episode
wrong "the title of the episode is missing" new episode our-show
wrong "new what?" new
wrong "did you mean 'site'?" new sit here
wrong "blether new area" new something else

# The manual page.
"$BLETHER" help --as=man >"$box/blether.1"
none "the manual page is roff without fault" "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$box/blether.1" 2>&1 >/dev/null)"
MANWIDTH=100 man -l "$box/blether.1" 2>/dev/null >"$box/manual"
unnamed=
for c in $commands; do
	grep -q "blether $c" "$box/manual" || unnamed="$unnamed $c"
	for o in $("$BLETHER" help "$c" | grep -o '^  .. *--[a-z]*' | grep -o -- '--.*'); do
		grep -qF -- "$o" "$box/manual" || unnamed="$unnamed $c:$o"
	done
done
for k in $kinds; do
	for f in $("$BLETHER" help "$k" | sed -n 's/^  \([a-z_]*\)  (.*/\1/p'); do
		grep -qE "^ *$f \(" "$box/manual" || unnamed="$unnamed $k:$f"
	done
done
none "it names every command, option and field" "$unnamed"
grep -qF "if left out: episodic" "$box/manual"
ok $? "and what a field is when left out"
grep -qE "one of: episodic serial" "$box/manual"
ok $? "and what it can be"

# Completion.
"$BLETHER" help --as=completion >"$box/completion"
none "the completion is bash without fault" "$(bash -n "$box/completion" 2>&1)"
# completes WORDS...: what the last one can become.
completes() {
	bash -c '. "$0"; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _blether; echo "${COMPREPLY[*]}"' \
		"$box/completion" "$@"
}
[ "$(completes blether bu)" = build ]
ok $? "it completes a command"
[ "$(completes blether build --con)" = --content ]
ok $? "it completes an option"
[ "$(completes blether '')" = "$commands --version" ]
ok $? "it knows every command" "$(completes blether '')"

# Where a site cannot be put.
small_site
mkdir "$box/link"
ln -s "$box/content" "$box/link/to"
before=$(sums "$box/content")
for output in content content/pages content/podcasts/talks/out content/private/out link/to .; do
	wrong "the content folder" build --content "$box/content" --output "$box/$output" --cache "$box/cache"
done
wrong "lies in the output folder" build --content "$box/content" --output "$box/out" --cache "$box/out/cache"
[ "$before" = "$(sums "$box/content")" ] && [ ! -e "$box/out" ]
ok $? "and nothing was written"

# Programs read JSON.
json() { "$python" -c "import json, sys; d = json.load(open('$box/stdout')); sys.exit(not ($1))" 2>"$box/stderr"; }
expect 0 "check prints JSON" check --content "$box/content" --cache "$box/cache" --now $now --format=json
json "d == {'ok': True, 'messages': []}"
ok $? "of a site in order" "$(cat "$box/stdout" "$box/stderr")"
expect 0 "build prints JSON" build --content "$box/content" --output "$box/out" --cache "$box/cache" \
	--now 2026-09-01T00:00:00Z -f json
json "d['ok'] and d['output'] == '$box/out' and d['created'] > 5 and d['deleted'] == 0 and
	[h['date'][:10] for h in d['held']] == ['2026-09-07'] and d['messages'] == []"
ok $? "of what was made and what is held back" "$(cat "$box/stdout" "$box/stderr")"
recording=$box/content/podcasts/talks/01-one/one.mp3
expect 0 "inspect prints JSON" inspect --format=json "$recording" "$box/content/podcasts/talks/cover.jpg"
json "[f['verdict'] for f in d['files']] == ['good', 'good'] and d['files'][0]['recording']['codec'] == 'mp3' and
	abs(d['files'][0]['recording']['seconds'] - 1) < 0.1 and
	d['files'][1]['picture']['width'] == d['files'][1]['picture']['height'] >= 1400"
ok $? "of a recording and a picture" "$(cat "$box/stdout" "$box/stderr")"
echo "explcit: false" >>"$box/content/podcasts/talks/show.yaml"
expect 1 "check prints errors as JSON too" check --content "$box/content" --cache "$box/cache" --format=json
json "not d['ok'] and d['messages'][0]['slug'] == 'unknown-field' and d['messages'][0]['line'] > 5 and
	d['messages'][0]['file'].endswith('show.yaml') and d['messages'][0]['severity'] == 'error'"
ok $? "with their place" "$(cat "$box/stdout" "$box/stderr")"

# Names that would forge messages.
forged=$(printf 'x\nall.md: error: forged\033[2J.md')
touch "$box/content/pages/$forged"
"$BLETHER" check --content "$box/content" --cache "$box/cache" >"$box/stdout" 2>"$box/stderr"
says stderr 'x\x0aall.md: error: forged\x1b[2J.md' "control characters in names are shown as codes"
none "and do nothing" "$(grep -n "^all.md\|$(printf '\033')" "$box/stderr")"
rm "$box/content/pages/$forged"

# From nothing to an episode.
mkdir "$box/empty"
cd "$box/empty" || exit
for c in check build "new episode our-show One"; do
	expect 2 "without a site there is no $c" $c
	says stderr "go into your site's folder first" "and where to go is said"
done
none "and nothing is written" "$(ls -A)"
cd "$box" || exit
expect 0 "a new site is made" new site site
cd site || exit
expect 0 "and has no errors" check
says stdout "1 show, 0 episodes, 1 page: ready to build" "but is not in order"
cmp -s words.yaml "$tree/content/words.yaml"
ok $? "it begins with a list of words that hurt"
for f in "site.yaml:8:10" "show.yaml:10:10" "show.yaml:12:14" "pages/about.md:10:1"; do
	says stderr "$f: warning:" "as long as the example of $f is there"
done
sed -i 's/^summary: .*/summary: Our own words./; s/^description: .*/description: Our own words./' site.yaml podcasts/our-show/show.yaml
sed -i 's/^Who we are.*/Our own words./' pages/about.md
expect 0 "nor with words of one's own" check
says stderr "[no-help]" "as long as it does not say where help is"
says stderr "[no-statement]" "and has no accessibility statement"
expect 0 "a place that helps is made" new help "Example Helpline"
says stdout "help/example-helpline.md is ready" "and named"
expect 1 "nobody is given a number, hours or a day that are only examples" check --now $now
for field in phone hours checked; do says stderr "'$field' is empty" "$field must be filled in"; done
sed -i 's/^phone:/& 01632 960000/; s/^hours:/& Day and night/; s/^checked:/& 2026-11-01/' help/example-helpline.md
printf 'accessibility:\n  prepared: 2026-11-01\n' >>site.yaml
expect 0 "with both it is" check
says stdout "1 show, 0 episodes, 1 page: everything is in order" "without a warning"
expect 0 "and can be built" build --now $now
expect 0 "a new episode is made" new episode our-show "The first one" --now 2026-11-01T10:00:00Z
page=podcasts/our-show/01-the-first-one/episode.md
says stdout "$page is ready" "and its page is named"
cp "$recording" podcasts/our-show/01-the-first-one/zoom.mp3
expect 0 "check counts it" check
says stdout "1 show, 1 episode (1 a draft), 1 page: " "as a draft"
cd podcasts/our-show || exit
expect 0 "the site is found from below" build --now $now
[ -e ../../public/index.html ] && [ ! -e public ] && [ ! -e .blether ]
ok $? "and built in its usual place"
cd ../.. || exit
expect 0 "it is a draft" build --now $now
[ ! -e public/podcasts/our-show/the-first-one.html ]
ok $? "that does not appear"
sed -i '/^status: draft/d' $page
expect 1 "without the draft's line it is not built as long as there is no transcript" build --now $now
echo 'Alex: Hello.' >podcasts/our-show/01-the-first-one/transcript.txt
expect 0 "with one it is" build --now $now
grep -q '<h1>The first one</h1>' public/podcasts/our-show/the-first-one.html
ok $? "and its page has the title" "$(grep h1 public/podcasts/our-show/the-first-one.html)"

# The other things.
while read -r thing name file; do
	expect 0 "a new $thing is made" new "$thing" "Our own $name"
	says stdout "$file is ready" "and named"
	expect 2 "and not a second time" new "$thing" "Our own $name"
	says stderr "'$file' is there already" "which is said"
	expect 2 "a $thing needs letters for its address" new "$thing" "שלום"
	says stderr "change '" "and how to have others all the same"
done <<'END'
page rules pages/our-own-rules.md
area work areas/our-own-work.md
help line help/our-own-line.md
person voice people/our-own-voice.md
show show podcasts/our-own-show
END
expect 1 "what was made is checked" check --now $now
none "and nothing is wrong but what people must fill in" \
	"$(grep ' error: ' "$box/stderr" | grep -v '^help/our-own-line.md:')"
rm -r pages/our-own-rules.md areas help/our-own-line.md people podcasts/our-own-show

# Nothing that exists is overwritten.
before=$(sums .)
expect 2 "a new site is not made where its name is empty" new site ''
expect 2 "a new site is not made in a folder that is not empty" new site .
expect 2 "a new episode is not made under a title that is there" new episode our-show "The First One!"
expect 2 "a new episode is not made for a show that is not there" new episode other "One"
says stderr "its folder would be 'podcasts/other'" "and where it would be is told"
expect 2 "nor for a show whose name is misspelt" new episode Our-Shwo "One"
says stderr "did you mean 'our-show'?" "and which was meant is told"
expect 2 "nor outside of the shows" new episode ../podcasts/our-show "One"
expect 2 "nor with a title that makes no address" new episode our-show "שלום"
expect 2 "nor with a title of two lines" new episode our-show "One
two"
expect 2 "nor with a tab in its title" new episode our-show "One	two"
for epoch in 99999999999999999999 9223372036854775807 253402300800 -1 1x; do
	SOURCE_DATE_EPOCH=$epoch "$BLETHER" new episode our-show "Never" >"$box/stdout" 2>"$box/stderr"
	[ $? -eq 2 ]
	ok $? "nor at a moment such as $epoch" "$(cat "$box/stdout" "$box/stderr")"
done
[ "$before" = "$(sums .)" ]
ok $? "and nothing is changed"

# Names, numbers and dates.
expect 0 "a second show has episodes too" new site ../names
cd ../names || exit
mkdir podcasts/our-show/9223372036854775807-x podcasts/our-show/07-y
made() {
	expect 0 "$1" new episode our-show "$2" --now 2026-11-01T10:20:00Z
	says stdout "podcasts/our-show/$3/episode.md is ready" "as $3"
}
made "a number too great to be one is a name" "One" 08-one
made "accents are left out of names" "Fàilte gu Dùn Èideann" 09-failte-gu-dun-eideann
made "a long title makes a short name" "$(printf 'seven letters %.0s' $(seq 20))" \
	10-seven-letters-seven-letters-seven-letters-seven-letters
made "a long word too" "$(printf 'x%.0s' $(seq 300))" "11-$(printf 'x%.0s' $(seq 60))"
none "no two episodes have the same date" "$(grep -h '^date:' podcasts/our-show/*/episode.md | sort | uniq -d)"
cd ../site || exit

# Titles that mean something to HTML, XML, YAML, templates, printf and roff.
i=1
while read -r title; do
	i=$((i + 1))
	printf '%s\n' "$title" >>"$box/titles"
	"$BLETHER" new episode our-show "$title" --now "2026-11-$((10 + i))T10:00:00Z" >"$box/stdout" 2>&1
	ok $? "an episode can be called $(printf '%s' "$title" | tr '#\\' ..)" "$(cat "$box/stdout")"
	for folder in podcasts/our-show/0$i-*; do cp "$recording" "$folder/zoom.mp3"; done
done <<'END'
A & B &amp; C <b>bold</b> 1 < 2 > 0
d "double" 'single' and a \ backslash \n \" end
e ]]> --> {{x}} {{{y}}} {{#z}} %s %n %%
f: - # 'key': [value, {a: b}] | > ! @ `
g 😀 👩‍👩‍👧 e with an accent: é é ﬁ
h שלום עולם مرحبا بالعالم end
true
END
rm podcasts/our-show/*/transcript.txt
sed -i '/^status: draft/d; s/^summary: .*/summary: Our own words.\nno_transcript: This is a test./; s/^What this episode.*/Our own words./' \
	podcasts/our-show/*/episode.md
expect 0 "a site with such titles is built" build --now $now
none "with no other warning than that a title looks like HTML" \
	"$(grep -E 'warning:|error:' "$box/stderr" | grep -vE 'looks-like-tag|escaped-twice')"
cd "$tree" || exit
none "and every reader gets them as they were typed" \
	"$("$python" tests/cli/titles.py "$box/site/public/podcasts/our-show" "$box/titles" 2>&1)"

finish
