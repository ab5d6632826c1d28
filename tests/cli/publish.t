#!/bin/sh
# blether publish as a volunteer meets it: folders as targets, looked at with find, sha256sum and Python.
set -u
. tests/cli/box.sh
small_site second
sed -i 's,^address:.*,address: https://talks.example.net/,' "$box/content/site.yaml"
mv "$box/content/podcasts/talks/02-two" "$box/two"
settings() { cat >"$box/content/publish.yaml"; }
settings <<'END'
grace_days: 0
targets:
  - name: web
    kind: folder
    to: ../web
END
ledger=$box/content/published.tsv
publish() {
	want=$1 sentence=$2
	shift 2
	in_box "$want" "$sentence" publish --output "$box/out" --cache "$box/cache" "$@"
}
# Is everything of the output at the target, with the same bytes, and nothing else but blether's note?
same() { [ "$(sums "$box/out")" = "$(sums "$1")" ]; }
notes() { (cd "$1" && find . -name '.blether-*' | sort | tr '\n' ' '); }
json() { "$python" -c "import json, sys; j = json.load(open('$box/stdout')); sys.exit(not ($1))"; }

publish 2 "without a terminal somebody must say --yes"
says stderr "nobody is here to be asked; say --yes to publish without a question, or --dry-run" "which it says"
[ ! -e "$box/out" ]
ok $? "and nothing was built"

publish 0 "a dry run needs no answer" --dry-run
says stdout "this is its first publication" "it says that nothing is there"
says stdout "+ One (7 September 2026)" "what subscribers will see"
says stdout "    new     podcasts/talks/audio/one-" "and the files, audio first"
says stdout "more; --all-files lists them" "twenty of them"
says stdout "nothing was sent: this was a dry run" "and that it was a dry run"
[ ! -e "$box/web" ] && [ ! -e "$ledger" ] && [ ! -e "$box/cache/releases" ]
ok $? "nothing was sent, recorded or kept" "$(ls -R "$box/web" "$box/cache/releases" 2>&1 | head)"
publish 0 "the same with all files" --dry-run --all-files
[ "$(grep -c '^    new ' "$box/stdout")" = "$(sums "$box/out" | wc -l)" ]
ok $? "lists each file of the output" "$(cat "$box/stdout")"

publish 0 "the first publication" --yes
says stdout "release 1 is online: web;" "is release 1"
same "$box/web"
ok $? "the target has every file of the output, and no other"
[ "$(notes "$box/web")" = "./.blether-manifest " ]
ok $? "and one note" "$(notes "$box/web")"
grep -q '564431c4-0af3-49eb-9a07-66c3c76659e5' "$ledger"
ok $? "what is out stands in published.tsv"

before=$(stamps "$box/web")
publish 0 "again" --yes
says stdout "nothing to do: everything is online already" "there is nothing to do"
[ "$before" = "$(stamps "$box/web")" ]
ok $? "and nothing was touched"
publish 0 "with --again" --yes --again
says stdout "release 2 is online: web;" "all is sent again"
publish 4 "nothing is due" --yes --due
says stdout "nothing is due: nothing was done" "it says"

cp -R "$box/two" "$box/content/podcasts/talks/02-two"
publish 0 "a new episode, told to programs" --dry-run --format=json
json "j['ok'] and j['dry_run'] and j['release'] == 0 and j['subscribers']['new'] == 1 and
	j['subscribers']['episodes'][0]['title'] == 'Two' and
	any(f['path'].startswith('podcasts/talks/audio/two-') for f in j['targets'][0]['files'])"
ok $? "says what is new" "$(cat "$box/stdout")"
grep -q 664431c4 "$ledger"
[ $? -eq 1 ]
ok $? "and the ledger does not have it yet"
publish 0 "it became due" --yes --due --quiet
[ ! -s "$box/stdout" ] && [ ! -s "$box/stderr" ] && same "$box/web"
ok $? "and is published without a word" "$(cat "$box/stdout" "$box/stderr")"
grep -q 664431c4 "$ledger"
ok $? "and recorded"

# On a terminal it asks.
sed -i 's/^summary: The first one/summary: The very first one/' "$box/content/podcasts/talks/01-one/episode.md"
answer() {
	NO_COLOR=1 "$python" tests/cli/terminal.py "$1" "$BLETHER" publish --content "$box/content" --now $now \
		--output "$box/out" --cache "$box/cache" >"$box/stdout" 2>"$box/stderr"
}
before=$(sums "$box/web") was=$(cat "$ledger")
answer n
[ $? -eq 1 ]
ok $? "the answer no ends with status 1" "$(cat "$box/stdout")"
says stdout "Publish? [y/N] n" "it asked"
says stdout "nothing was sent" "and says that nothing was sent"
[ "$before" = "$(sums "$box/web")" ] && [ "$was" = "$(cat "$ledger")" ]
ok $? "which is so; nor is anything recorded"
answer ""
[ $? -eq 1 ] && [ "$before" = "$(sums "$box/web")" ]
ok $? "the end of the input is no answer"
answer y
ok $? "the answer yes" "$(cat "$box/stdout")"
same "$box/web"
ok $? "publishes"
says stdout "~ One:" "what has changed was told"
[ "$("$python" -c "
import re, sys
text = open('$box/stdout', newline='').read()
lines = [part.replace('\033[K', '') for line in text.split('\n') for part in line.split('\r')]
print(max(map(len, lines)))")" -le 80 ]
ok $? "no line is wider than the terminal" "$(cat -v "$box/stdout")"
grep -q '\[#*\.*\] .*%' "$box/stdout"
ok $? "and a bar was drawn" "$(cat -v "$box/stdout")"

# Audio to one place, pages to another: a site that begins so.
cp -Rp "$box/content" "$box/together"
mv "$box/cache" "$box/together-cache"
rm "$ledger"
settings <<'END'
grace_days: 0
targets:
  - name: sound
    kind: folder
    to: ../sound
    takes: audio
  - name: pages
    kind: folder
    to: ../pages
    takes: pages
END
publish 1 "recordings that nothing says the address of" --yes
says stderr "[audio-target]" "are not sent away from the pages"
[ ! -e "$box/sound" ] && [ ! -e "$box/pages" ]
ok $? "and nothing else is sent" "$(ls "$box")"
in_box 1 "nor does a check let that pass" check --cache "$box/cache"
says stderr "write 'audio_address' into site.yaml [audio-target]" "it says what to write"
echo "audio_address: https://sound.example.net/" >>"$box/content/site.yaml"
in_box 0 "with that it does" check --cache "$box/cache"
publish 2 "a target that is not there" --yes pagse
says stderr "publish.yaml has no target 'pagse'; did you mean 'pages'?" "is named"
publish 0 "two targets" --yes
says stdout "is online: sound, pages;" "both are online"
(cd "$box/sound" && find . -type f ! -name '.blether-*') >"$box/list"
[ "$(grep -c '/audio/.*\.mp3$' "$box/list")" = 2 ] && [ "$(wc -l <"$box/list")" = 2 ]
ok $? "the recordings at one of them" "$(cat "$box/list")"
(cd "$box/pages" && find . -name '*.mp3') >"$box/list"
[ ! -s "$box/list" ] && [ -s "$box/pages/podcasts/talks/feed.xml" ]
ok $? "everything else at the other" "$(cat "$box/list")"
[ "$({ sums "$box/sound"; sums "$box/pages"; } | sort -k 2)" = "$(sums "$box/out")" ]
ok $? "together they are the site"

# A note that was damaged there.
cp "$box/pages/.blether-manifest" "$box/kept"
echo rubbish >"$box/pages/.blether-manifest"
before=$(sums "$box/pages")
publish 1 "a target whose note is damaged" --yes
says stderr "'pages': blether's own note '.blether-manifest' there is damaged" "is named"
says stderr "[bad-record]" "by what is wrong"
[ "$before" = "$(sums "$box/pages")" ]
ok $? "and left alone"
mv "$box/kept" "$box/pages/.blether-manifest"

# Secrets of who is told are looked at first.
(umask 077 && echo token >"$box/token")
chmod 644 "$box/token"
printf '%s\n' "podping: https://podping.example.net/" "podping_secret_file: $box/token" >>"$box/content/publish.yaml"
sed -i 's/^summary: The very first/summary: The first/' "$box/content/podcasts/talks/01-one/episode.md"
publish 1 "a token that everybody may read" --yes
says stderr "[bad-secret]" "is found before anything is sent"
[ "$before" = "$(sums "$box/pages")" ]
ok $? "nothing was sent"
rm -rf "$box/content" "$box/cache"
mv "$box/together" "$box/content"
mv "$box/together-cache" "$box/cache"

# What is there already is not blether's.
settings <<'END'
most_deletions: 5
grace_days: 0
targets:
  - name: taken
    kind: folder
    to: ../taken
END
mkdir "$box/taken"
echo mine >"$box/taken/index.html"
publish 1 "a place with files of others" --yes
says stderr "'index.html' is there already" "is refused"
says stderr "[not-blethers]" "by its name"
[ "$(cat "$box/taken/index.html")" = mine ]
ok $? "and left alone"
publish 0 "unless it is told to --take-over" --yes --take-over
same "$box/taken"
ok $? "then it becomes the site"

# Deletions have a cap.
for n in 1 2 3; do printf -- '---\ntitle: Page %s\n---\nWords.\n' $n >"$box/content/pages/page-$n.md"; done
publish 0 "a site with pages" --no-build --yes
publish 0 "that are published" --yes
"$BLETHER" withdraw --content "$box/content" --now $now two >/dev/null 2>&1
before=$(sums "$box/taken")
publish 1 "a publication that deletes more than it may" --yes
says stderr "files would be deleted, and 'most_deletions' is 5; if that is meant: blether publish --allow-deletions" \
	"says how many, and the option"
says stderr "[many-deletions]" "by its name"
[ "$before" = "$(sums "$box/taken")" ]
ok $? "nothing was deleted"
publish 0 "the option lets it" --yes --allow-deletions
same "$box/taken"
ok $? "and the target is the site"

# As it is: whole, verified, recorded.
echo " " >>"$box/out/index.html"
publish 1 "a changed output is not published as it is" --yes --no-build
says stderr "[output-changed]" "it is found"
rm -rf "$box/out"
sed -i 's/^status: withdrawn$//' "$box/content/podcasts/talks/02-two/episode.md"
sed -i '/^guid:/s/664431c4/764431c4/' "$box/content/podcasts/talks/02-two/episode.md"
build out
publish 1 "nor what no ledger knows" --yes --no-build
says stderr "is not in published.tsv; leave out --no-build, or say 'blether build --release' first" "it says what to do"
says stderr "[not-recorded]" "by its name"
build out --release
publish 0 "once it is recorded it is" --yes --no-build --allow-deletions
same "$box/taken"
ok $? "and is online"

rm "$box/content/publish.yaml"
publish 1 "without settings" --yes
says stderr "[no-publishing]" "it is told which file is missing"
finish
