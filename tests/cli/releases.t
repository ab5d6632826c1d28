#!/bin/sh
# What is kept of each publication, and bringing it back: never what was withdrawn, and whole whatever kills it.
set -u
. tests/cli/box.sh
small_site second
sed -i 's,^address:.*,address: https://talks.example.net/,' "$box/content/site.yaml"
mv "$box/content/podcasts/talks/02-two" "$box/two"
cat >"$box/content/publish.yaml" <<'END'
keep: 4
grace_days: 0
targets:
  - name: web
    kind: folder
    to: ../web
END
web=$box/web store=$box/cache/releases
publish() {
	in_box 0 "$1" publish --output "$box/out" --cache "$box/cache" --yes
}
rollback() {
	want=$1 sentence=$2
	shift 2
	in_box "$want" "$sentence" rollback --cache "$box/cache" "$@"
}
releases() { "$BLETHER" releases --content "$box/content" --cache "$box/cache" "$@" >"$box/stdout" 2>"$box/stderr"; }
# The numbers in the list: all, or those for which a Python expression of `r` holds.
numbers() {
	releases --format=json
	"$python" -c "
import json
print(*[r['release'] for r in reversed(json.load(open('$box/stdout'))['releases']) if ${1:-True}])"
}
# Every file of the store is what its name says, and needed by a release of the list; none is missing.
store_is_right() {
	"$python" - "$store" <<'END'
import hashlib, json, pathlib, sys
store = pathlib.Path(sys.argv[1])
listed = json.loads((store / 'list.json').read_text())['releases']
needed = {line.split('\t')[1] for r in listed if not r['purged']
          for line in (store / str(r['number']) / 'files').read_text().split('\n')[1:] if line}
have = {p.name: p for p in (store / 'objects').glob('*/*')}
for name, path in have.items():
    if hashlib.sha256(path.read_bytes()).hexdigest() != name: sys.exit(f'{path} has other bytes')
if needed - have.keys(): sys.exit(f'missing: {needed - have.keys()}')
if have.keys() - needed: sys.exit(f'not needed: {have.keys() - needed}')
folders = {p.name for p in store.iterdir() if p.is_dir()} - {'objects'}
if folders != {str(r['number']) for r in listed if not r['purged']}: sys.exit(f'folders: {folders}')
END
}

releases
says stdout "nothing was published from here yet" "at first there is none"
rollback 2 "and nothing to go back to" --yes
says stderr "there is no earlier release here; 'blether releases' lists what there is" "it says"
publish "a first release"
first=$(sums "$web")
[ "$(stat -c %i "$box/out/index.html")" = \
	"$(stat -c %i "$store"/objects/*/"$(sha256sum <"$box/out/index.html" | cut -c1-64)")" ]
ok $? "what is kept takes no room: it is the output's own file"
cp -R "$box/two" "$box/content/podcasts/talks/02-two"
publish "a second, with another episode"
second=$(sums "$web") ledger=$(cat "$box/content/published.tsv") out=$(sums "$box/out")
[ "$first" != "$second" ]
ok $? "is another"
releases
says stdout "      2  2026-12-01" "the table has its number and day"
says stdout "new: Two" "and what subscribers saw"
says stdout "         online: web" "and where it is online"

rollback 0 "back, without a number" --yes
says stdout "- Two (14 September 2026), which nobody finds any more" "it says what vanishes"
says stdout "release 3 is online: web;" "which is a release of its own"
says stdout "your content is as it was: the next 'blether publish' brings its state again" "and what is not changed"
[ "$first" = "$(sums "$web")" ]
ok $? "the target is as it was, byte by byte"
[ "$ledger" = "$(cat "$box/content/published.tsv")" ] && [ "$out" = "$(sums "$box/out")" ]
ok $? "the ledger and the output are as they were"
releases
says stdout "         like release 1" "the table says what it is like"
rollback 0 "a dry run to release 2" 2 --dry-run
[ "$first" = "$(sums "$web")" ]
ok $? "changes nothing"
rollback 0 "to release 2, for the target" 2 web --yes
[ "$second" = "$(sums "$web")" ]
ok $? "brings that back"
rollback 2 "a number that is none" 9 --yes
says stderr "there is no release 9 here" "is refused"
publish "the content again"
says stdout "nothing to do" "is online already"
store_is_right >"$box/why" 2>&1
ok $? "the store has what the list needs, and nothing else" "$(cat "$box/why")"

# What is out then is known, or the release stays where it is.
cp "$store/2/published.tsv" "$box/kept"
for damage in "rm" "truncate -s 0"; do
	$damage "$store/2/published.tsv"
	rollback 1 "a release that has lost its published.tsv ($damage)" 2 --yes
	says stderr "its copy of published.tsv is missing or damaged, so nobody knows whether something in it was withdrawn" "is not brought back"
	cp "$box/kept" "$store/2/published.tsv"
done

# As many as publish.yaml says.
edit_one() { sed -i "s/^summary: .*/summary: $1/" "$box/content/podcasts/talks/01-one/episode.md"; }
edit_one "The first, told anew."
publish "a fifth release"
[ "$(numbers)" = "2 3 4 5" ]
ok $? "the oldest of five goes" "$(numbers)"
store_is_right >"$box/why" 2>&1
ok $? "and its files with it" "$(cat "$box/why")"

# A file of the store that somebody changed.
object=$(find "$store/objects" -type f -links 1 | head -1)
cp "$object" "$box/object" && chmod u+w "$object" && echo more >>"$object"
hurt=$(grep -l "$(basename "$object")" "$store"/*/files | head -1)
hurt=$(basename "$(dirname "$hurt")")
rollback 1 "a release of which a file was changed" "$hurt" --yes
says stderr "[release-gone]" "cannot be brought back"
cp "$box/object" "$object"

# What was withdrawn.
recording=$(sha256sum <"$(find "$web" -name 'two-*.mp3')" | cut -c1-64)
[ -e "$store/objects/$(echo "$recording" | cut -c1-2)/$recording" ]
ok $? "the recording is in the store"
"$BLETHER" withdraw --content "$box/content" --now $now two >"$box/stdout" 2>&1
rollback 1 "a release with an item that is withdrawn, though not yet published so" 4 --yes
says stderr "release 4 has 'Two', which was withdrawn since; it is not published again" "is refused by name"
says stderr "[release-withdrawn]" "by its message"
publish "without the episode"
[ ! -e "$store/objects/$(echo "$recording" | cut -c1-2)/$recording" ]
ok $? "the recording is nowhere in the store any more"
grep -rl 'title>Two' "$store/objects" >"$box/list"
[ ! -s "$box/list" ]
ok $? "nor is a page that tells of it" "$(cat "$box/list")"
store_is_right >"$box/why" 2>&1
ok $? "the store is right" "$(cat "$box/why")"
releases
says stdout "cannot be brought back: something in it was withdrawn" "the table says so"
rollback 2 "such a release" 5 --yes
says stderr "release 5 cannot be brought back: something in it was withdrawn" "is not brought back"

# Who took their consent back. Their name in a page of an older release is found by reading it.
mkdir -p "$box/content/private" "$box/content/people"
printf 'id,given,scope\nrobin-example,2026-09-01,site feed\n' >"$box/content/private/consent.csv"
chmod 600 "$box/content/private/consent.csv"
printf -- '---\nname: Robin Example\n---\n' >"$box/content/people/robin-example.md"
printf -- '---\ntitle: About\n---\nAbout Robin Example.\n' >"$box/content/pages/about.md"
publish "a page names somebody"
named=$(numbers | tr ' ' '\n' | tail -1)
printf -- '---\ntitle: About\n---\nAbout us.\n' >"$box/content/pages/about.md"
"$BLETHER" withdraw --content "$box/content" --now $now person robin-example --yes >"$box/stdout" 2>&1
rm "$box/content/people/robin-example.md"
printf 'id,given,scope,withdrawn\nrobin-example,2026-09-01,site feed,2026-11-30\n' >"$box/content/private/consent.csv"
rollback 1 "a release that names who took their consent back" "$named" --yes
says stderr "obin" "is refused, with the name"
publish "without the name"
grep -rl 'Robin Example' "$store/objects" >"$box/list"
[ ! -s "$box/list" ]
ok $? "it is in no file of the store" "$(cat "$box/list")"

# Killed at any moment, the list can be read and the next publication ends what was begun.
"$python" - "$box" "$now" >"$box/why" 2>&1 <<'END'
import json, os, pathlib, random, re, subprocess, sys, time
box, now = sys.argv[1:]
page = pathlib.Path(box, 'content/podcasts/talks/01-one/episode.md')
places = ['--content', f'{box}/content', '--cache', f'{box}/cache']
quiet = dict(stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def begin(n):
    page.write_text(re.sub('(?m)^summary: .*', f'summary: Told anew, number {n}.', page.read_text()))
    return subprocess.Popen([os.environ['BLETHER'], 'publish', *places, '--output', f'{box}/out', '--now', now, '--yes'], **quiet)
start = time.monotonic()
begin(0).wait()
whole, chance, killed = time.monotonic() - start, random.Random(7), 0
for n in range(1, 31):
    run = begin(n)
    time.sleep(chance.uniform(0, whole))
    run.kill()
    killed += run.wait() < 0
    listed = subprocess.run([os.environ['BLETHER'], 'releases', *places, '--format=json'], capture_output=True)
    numbers = [r['release'] for r in json.loads(listed.stdout)['releases']] if listed.returncode == 0 else []
    if not numbers or numbers != sorted(set(numbers), reverse=True): sys.exit(f'after kill {n}: {listed}')
print(f'{killed} of 30 were killed')
sys.exit(killed < 10)
END
ok $? "the list can always be read" "$(cat "$box/why")"
publish "the next publication"
[ "$(sums "$web")" = "$(sums "$box/out")" ]
ok $? "ends it"
[ "$(numbers "not r['ended']")" = "" ]
ok $? "no release is left begun" "$(cat "$box/stdout")"
edit_one "The last."
publish "and one more"
store_is_right >"$box/why" 2>&1
ok $? "the store is right after all that" "$(cat "$box/why")"
# Killed between the last byte and the list: the next run notes what is online.
"$python" - "$store/list.json" <<'END'
import json, sys
path = sys.argv[1]
j = json.load(open(path))
j['releases'][-1]['ended'] = False
json.dump(j, open(path, 'w'))
END
releases
says stdout "was stopped; 'blether publish' goes on with it" "a release that was not ended is told as such"
publish "the next run"
says stdout "was online already, and is noted now" "finds that it is online"
[ "$(numbers "not r['ended']")" = "" ]
ok $? "and notes it"
"$python" -c "
import fcntl, os, time
fcntl.flock(os.open('$store', os.O_RDONLY), fcntl.LOCK_EX)
open('$box/held', 'w')
time.sleep(60)" &
holder=$!
while [ ! -e "$box/held" ]; do sleep 0.02; done
in_box 1 "while another publishes from here" publish --output "$box/out" --cache "$box/cache" --yes
says stderr "another blether on this computer is publishing at this moment; wait until it has finished" "it waits for nobody"
says stderr "[publishing-now]" "and says so by name"
kill $holder 2>/dev/null
wait $holder 2>/dev/null
echo nonsense >"$store/list.json"
releases
[ $? -eq 1 ]
ok $? "a damaged list"
says stderr "[releases-damaged]" "is told"

# Two places, each with releases of its own.
rm "$box/content/published.tsv"
echo "audio_address: https://sound.example.net/" >>"$box/content/site.yaml"
cat >"$box/content/publish.yaml" <<'END'
grace_days: 0
targets:
  - {name: sound, kind: folder, to: ../sound, takes: audio}
  - {name: pages, kind: folder, to: ../pages, takes: pages}
END
part() { in_box 0 "$1" publish --output "$box/parts" --cache "$box/part-cache" --yes ${2-}; }
part "recordings to one place, pages to another"
was=$(sums "$box/pages")
cp -R "$box/content/podcasts/talks/01-one" "$box/content/podcasts/talks/03-three"
sed -i 's/^title: One$/title: Three/; s/564431c4/864431c4/; s/^number: 1/number: 3/; s/^date: 2026-09-07/date: 2026-09-21/' \
	"$box/content/podcasts/talks/03-three/episode.md"
part "an episode, of which the recording goes first" sound
in_box 0 "and the pages later" publish --output "$box/parts" --cache "$box/part-cache" --dry-run --format=json pages
"$python" -c "
import json
assert json.load(open('$box/stdout'))['subscribers']['new'] == 1"
ok $? "is news when they do" "$(cat "$box/stdout")"
part "then" pages
[ "$was" != "$(sums "$box/pages")" ]
ok $? "they are changed"
in_box 0 "back, at that place" rollback --cache "$box/part-cache" --yes pages
[ "$was" = "$(sums "$box/pages")" ]
ok $? "is what stood there before, not what went elsewhere" "$(cat "$box/stdout")"
finish
