#!/bin/sh
# When the machine fails: permissions, closed streams, killed programs. Full disks are in disk.t.
set -u
. tests/cli/box.sh

# Root may read everything, so as root the tests of permissions are run by nobody.
as_user() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
	chmod 755 "$box"
	mkdir "$box/bin"
	cp "$BLETHER" "$BLETHER_MEDIA" "$box/bin"
	BLETHER=$box/bin/${BLETHER##*/} BLETHER_MEDIA=$box/bin/${BLETHER_MEDIA##*/}
	as_user() {
		find "$box/content" "$box/out" "$box/cache" ! -uid 65534 -exec chown 65534:65534 {} +
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	}
fi

# user STATUS SENTENCE: the content in the box, built into out by one who is not root.
user() {
	as_user "$BLETHER" build --content "$box/content" --output "$box/out" --cache "$box/cache" \
		--now $now >"$box/stdout" 2>"$box/stderr"
	have=$?
	[ $have -eq "$1" ]
	ok $? "$2" "status $have, not $1: $(cat "$box/stdout" "$box/stderr")"
}
same_as_before() {
	sums "$box/out" >"$box/after"
	none "$1" "$(diff "$box/before" "$box/after")"
}

show=podcasts/talks
small_site second
build out
sums "$box/out" >"$box/before"

for path in $show/01-one/one.mp3 $show/01-one/episode.md $show/01-one $show/cover.jpg pages; do
	mode=$(stat -c %a "$box/content/$path")
	chmod 000 "$box/content/$path"
	user 3 "$path that may not be read is a failure of the machine"
	says stderr "$path" "and it is named"
	same_as_before "and the output stays as it was"
	chmod "$mode" "$box/content/$path"
done

echo "More." >>"$box/content/pages/about.md"
chmod 555 "$box/out"
user 3 "an output folder that may not be written is a failure of the machine"
says stderr "[cannot-write]" "and says so"
same_as_before "and is not changed"
chmod 755 "$box/out"
chmod 555 "$box/out/pages"
user 3 "so is a folder inside it"
says stderr "'$box/out' is partly changed; the next build finishes it" "what was new has its name already"
sed -i 's/^title: .*/title: Another title/' "$box/content/site.yaml"
user 3 "so it is when other files are replaced before"
says stderr "'$box/out' is partly changed; the next build finishes it" "and then nobody is told otherwise"
chmod 755 "$box/out/pages"
user 0 "when it may be written again, the build succeeds"
none "and leaves no notes of its own but one" \
	"$(find "$box/out" -name '.blether-*' ! -name .blether-manifest)"
sums "$box/out" >"$box/before"

chmod 555 "$box/cache" "$box/cache/audio"
chmod 444 "$box/cache/facts.sqlite"
touch "$box/content/pages/about.md"
user 3 "a cache that may not be written is a failure of the machine"
says stderr "[cannot-write-cache]" "and that is what is said"
chmod 755 "$box/cache" "$box/cache/audio"
chmod 644 "$box/cache/facts.sqlite"

# Streams. What cannot be printed has not been done.
site="--content $box/content --cache $box/cache --now $now"
for command in "check $site" "build $site --output $box/out" "build $site --output $box/out --format=json" \
	"verify $box/out" "verify $box/out/$show/feed.xml" "verify --format=json $box/out" "schedule --content $box/content --now $now" \
	"diff --output $box/out $box/out" "diff --output $box/out --format=json $box/out" \
	"inspect $box/content/$show/01-one/one.mp3" "explain not-audio" "explain --list" help "help build" \
	"help episode" "help --as=man" "help --as=completion" --version; do
	"$BLETHER" $command >/dev/full 2>"$box/stderr"
	[ $? -eq 3 ] && grep -qE '^error: standard output: (No space left|not everything)' "$box/stderr"
	ok $? "a full standard output is a failure: ${command%% --c*}" "$(cat "$box/stderr")"
done
for closed in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
	touch "$box/content/pages/about.md"
	eval '"$BLETHER" build $site --output "$box/out"' "$closed" >"$box/talk" 2>&1
	ok $? "a build does well with $closed" "$(cat "$box/talk")"
	same_as_before "and nothing is printed into a file of the site"
done

# The worker.
BLETHER_MEDIA=$box/nothing expect 3 "a missing worker is a failure of the machine" \
	inspect "$box/content/$show/01-one/one.mp3"
says stderr "[no-worker]" "and says so"

# An episode that takes a while, and a worker that tells its number.
real=$BLETHER_MEDIA
printf '#!/bin/sh\necho $$ >>"%s"\nexec "%s"\n' "$box/workers" "$real" >"$box/worker"
chmod +x "$box/worker"
long=$box/content/$show/03-three
cp -R "$box/content/$show/02-two" "$long"
sed -i 's/2026-09-14/2026-09-21/; s/664431c4/764431c4/; s/Two/Three/' "$long/episode.md"
rm "$long/one.mp3"
ffmpeg -v error -f lavfi -i sine=f=200:r=16000:d=3600 "$long/three.wav"

# begin: starts a build and waits until a worker writes the long recording. Its number is $builder,
# that of the worker $worker.
begin() {
	rm -f "$box/workers" "$box/cache/audio/"*.partial
	BLETHER_MEDIA=$box/worker env --default-signal=INT "$BLETHER" build $site --output "$box/out" \
		>"$box/stdout" 2>"$box/stderr" </dev/null &
	builder=$!
	until [ -n "$(find "$box/cache/audio" -name '*.partial' -size +8k)" ]; do
		kill -0 $builder 2>/dev/null || break
		sleep 0.02
	done
	worker=$(tail -n 1 "$box/workers")
}

begin
kill -9 "$worker"
wait $builder
have=$?
[ $have -eq 1 ]
ok $? "a build whose worker is killed fails" "status $have: $(cat "$box/stderr")"
says stderr "[media-crash]" "it says that the worker crashed"
says stderr "03-three/three.wav" "it names the recording"
says stderr "1 error, 1 warning" "and nothing else is wrong, but that an hour has one word"
same_as_before "the output stays as it was"

# gone PROCESS: it ends within half a minute.
gone() {
	i=0
	while kill -0 "$1" 2>/dev/null && [ $i -lt 300 ]; do
		i=$((i + 1))
		sleep 0.1
	done
	[ $i -lt 300 ]
}
for signal in INT TERM KILL; do
	begin
	kill -$signal $builder
	wait $builder 2>/dev/null
	[ $? -gt 128 ]
	ok $? "SIG$signal ends a build"
	gone "$worker"
	ok $? "and its worker"
	same_as_before "and the output stays as it was"
done
rm -r "$long"

# Killed at any moment: from the old pages to new ones.
cp -Rp "$box/content" "$box/old"
for page in "$box/content/pages/about.md" "$box/content/$show/"*/episode.md; do echo "Changed." >>"$page"; done
mv "$box/content/$show/02-two" "$box/content/$show/02-deux"
build new
sums "$box/new" >"$box/sums.new"
"$BLETHER" build -q --content "$box/old" --output "$box/out" --cache "$box/cache" --now $now
sums "$box/out" >"$box/sums.old"

# The feed in the output names both recordings.
[ "$(grep -c '<enclosure url="https://www.example.org/' "$box/out/$show/feed.xml")" -eq 2 ]
ok $? "there is a feed to be broken"

# complete: every file that the feed in the output names is there, with the length that it says.
complete() {
	sed -n 's|.*<enclosure url="https://www.example.org/\([^"]*\)" length="\([0-9]*\)".*|\1 \2|p' \
		"$box/out/$show/feed.xml" | while read -r path length; do
		[ "$(stat -c %s "$box/out/$path")" = "$length" ] || echo "$path is not there"
	done
}
# after_kill MOMENT: states what holds after a build was killed, and after the next one.
after_kill() {
	broken=$broken$(complete)
	build out
	sums "$box/out" >"$box/after"
	broken=$broken$(diff "$box/sums.new" "$box/after")$(
		find "$box/out" "$box/cache" -name '.blether-*' ! -name .blether-manifest)
	[ -z "$broken" ] || broken="$1: $broken"
	"$BLETHER" build -q --content "$box/old" --output "$box/out" --cache "$box/cache" --now $now
}

broken=
for ms in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 17 20 25 30 40; do
	"$BLETHER" build $site --output "$box/out" >/dev/null 2>&1 </dev/null &
	builder=$!
	sleep 0.0$ms
	kill -9 $builder 2>/dev/null
	wait $builder 2>/dev/null
	after_kill "after 0.0$ms s"
done
none "a build killed after some milliseconds is finished by the next, and no feed was ever wrong" "$broken"

# At every change of a name: there a kill does the most harm.
if strace -o "$box/trace" true 2>/dev/null; then
	steps=0
	while [ $steps -lt 100 ]; do
		steps=$((steps + 1))
		ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null \
			-e inject=rename,renameat,renameat2,unlinkat,mkdirat,syncfs:signal=KILL:when=$steps \
			"$BLETHER" build $site --output "$box/out" >/dev/null 2>&1 </dev/null && break
		after_kill "at step $steps"
		[ -z "$broken" ] || break
	done
	none "so is one killed at each change of a name" "$broken"
	[ $steps -gt 5 ] && [ $steps -lt 100 ]
	ok $? "there are such changes" "$steps"
	build out
else
	ok 0 "so is one killed at each change of a name # SKIP strace may not trace here"
fi

# Two at once.
touch "$box/content/pages/about.md"
flock "$box/out" "$BLETHER" build $site --output "$box/out" >"$box/stdout" 2>"$box/stderr"
[ $? -eq 3 ]
ok $? "a build does not begin where another is at work"
says stderr "[folder-busy]" "and says so"
"$BLETHER" build $site --output "$box/fresh" >"$box/stdout" 2>"$box/stderr" &
one=$!
"$BLETHER" build $site --output "$box/fresh" >"$box/talk" 2>&1
other=$?
wait $one
[ $? -eq 0 ] || [ $other -eq 0 ]
ok $? "of two builds at once, one succeeds" "$(cat "$box/stderr" "$box/talk")"
sums "$box/fresh" >"$box/after"
none "and the site is whole" "$(diff "$box/sums.new" "$box/after")"

# Links.
ln -s /etc "$box/content/pages/etc"
ln -s .. "$box/content/$show/01-one/loop"
ln -s /etc/passwd "$box/content/$show/01-one/passwd.jpg"
expect 1 "links out of the content are errors" build $site --output "$box/out"
says stderr "pages/etc: error" "each is named"
says stderr "[outside-content]" "and explained"

finish
