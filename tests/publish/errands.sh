# Sourced by the tests of hosts that are reached by SFTP or FTP: jobs at a real server.
. tests/cli/box.sh
errand=${BUILD:-build/release}/tests/publish/errand
servers=
leave() { [ -z "$servers" ] || kill $servers 2>/dev/null; }

# start KIND NAME: the server, in $box/NAME; its settings are variables from now on.
start() {
	"tests/publish/start_$1.sh" "$box/$2" || { echo "Bail out! no server could be started"; exit 1; }
	. "$box/$2/env"
	log=$box/$2/log
	servers="$servers $(cat "$box/$2/pids")"
}
# target NAME LINES...: $box/NAME is a content folder with one target.
target() {
	name=$1
	mkdir -p "$box/$1"
	{ printf 'targets:\n  - name: t\n'; shift; for line; do printf '    %s\n' "$line"; done; } >"$box/$name/publish.yaml"
}
# works SENTENCE TARGET JOBS...
works() {
	sentence=$1 name=$2
	shift 2
	BLETHER_TEST_SECRET=${secret-} BLETHER_TEST_MEMO=$box/$name/memo timeout 60 "$errand" "$box/$name" t "$@" >"$box/said" 2>&1
	ok $? "$sentence" "$(cat "$box/said")"
}
# refused SENTENCE TEXT TARGET JOBS...: fails, and says so.
refused() {
	sentence=$1 text=$2 name=$3
	shift 3
	BLETHER_TEST_SECRET=${secret-} BLETHER_TEST_MEMO=$box/$name/memo timeout 60 "$errand" "$box/$name" t "$@" >"$box/said" 2>&1
	[ $? -eq 1 ] && grep -qF -- "$text" "$box/said"
	ok $? "$sentence" "expected '$text' in: $(cat "$box/said")"
}
answers() {
	grep -qxF -- "$1" "$box/said"
	ok $? "$2" "expected '$1' in: $(cat "$box/said")"
}
same() {
	cmp -s "$1" "$2"
	ok $? "$3" "$(ls -l "$1" "$2" 2>&1)"
}

# What every kind must be able to do. $place is its folder, $text what a claim stands in.
odd="a b/it's \"so\"/#1 100% ü?.html"
usual_jobs() {
	echo one >"$box/one"
	echo 'two, and longer' >"$box/two"
	works "a file in folders with odd names is put there" t put "$odd" "$box/one"
	same "$place/$odd" "$box/one" "it is there under that very name"
	works "it comes back" t get "$odd"
	answers one "as it went"
	works "what is not there is absent" t get nothing check nothing 3 check "$odd" 5 check "$odd" 4
	answers "get nothing: absent" "as a file"
	answers "check nothing: absent" "so is its length"
	answers "check $odd: absent" "and a file of another length"
	answers "check $odd: done" "but the one of its own is right"
	works "a file is replaced" t replace "$odd" "$box/two" settle
	same "$place/$odd" "$box/two" "it has its new bytes"
	works "what shall be replaced and is not there is put there, folder and all" t replace new/deep/x "$box/one" settle
	same "$place/new/deep/x" "$box/one" "under its name"
	works "a claim can be made" t claim .blether-publishing me
	works "a second one is asked for" t claim .blether-publishing you get .blether-publishing
	answers "claim .blether-publishing: taken" "and is not given"
	grep -qF 'meget .blether-publishing: done' "$box/said"
	ok $? "the first is still there"
	works "a claim is renewed" t replace .blether-publishing "$box/two" settle get .blether-publishing
	answers "two, and longer" "and has its new text"
	mkdir -p "$place/.blether-new"
	echo rest >"$place/.blether-new/0123456789abcdef"
	chown -R --reference="$FILES" "$place/.blether-new"
	works "files are removed" t remove "$odd" remove new/deep/x remove nothing remove .blether-publishing list
	none "and empty folders, the claim, and what a killed run left" "$(find "$place" -mindepth 1)"
}

# A large file whose upload is killed. $sent must tell the bytes that the server got of it.
interrupted_job() {
	head -c 3000000 /dev/urandom >"$box/large.mp3"
	large=audio/large-$(sha256sum "$box/large.mp3" | cut -c 1-12).mp3
	BLETHER_TEST_SECRET=${secret-} BLETHER_TEST_MEMO=$box/slow/memo "$errand" "$box/slow" t put $large "$box/large.mp3" >"$box/killed" 2>&1 &
	pid=$!
	for try in $(seq 300); do
		have=$(stat -c %s "$place/$large" 2>/dev/null || echo 0)
		[ "$have" -gt 400000 ] && break
		sleep 0.1
	done
	kill -9 $pid
	wait $pid 2>/dev/null
	sleep 1
	have=$(stat -c %s "$place/$large")
	[ "$have" -gt 400000 ] && [ "$have" -lt 3000000 ]
	ok $? "a killed upload leaves a part" "$have"
	: >"$log"
	works "the next one goes on" t resume $large "$box/large.mp3"
	same "$place/$large" "$box/large.mp3" "it is whole then"
	again=$(sent)
	[ "$again" -gt 0 ] && [ "$again" -le $((3000000 - have)) ]
	ok $? "and only the rest was sent" "$again of 3000000, $have were there"
	head -c 3000000 /dev/urandom >"$box/other.mp3"
	works "a part of other bytes is not gone on with" t resume $large "$box/other.mp3"
	same "$place/$large" "$box/other.mp3" "but replaced by all of the new ones"
}

# Half a page is there, of a run that was killed; it is another one now, and a try to send it came nowhere.
# The target "dead" is a server that is switched off.
changed_page() {
	head -c 200000 /dev/zero | tr '\0' n >"$box/page.html"
	mkdir -p "$place"
	head -c 100000 /dev/zero | tr '\0' o >"$place/page.html"
	chown -R --reference="$FILES" "$place"
	BLETHER_TEST_SECRET=${secret-} BLETHER_TEST_MEMO=$box/t/memo BLETHER_TEST_PATIENCE='2 0.1 1 5 5 200 60 1' \
		"$errand" "$box/dead" t put page.html "$box/page.html" >"$box/said" 2>&1
	works "a page goes on after a run that was killed" t resume page.html "$box/page.html"
	same "$place/page.html" "$box/page.html" "but not behind the beginning of another one"
}

# Somebody reads the file without pause while it is replaced again and again.
watched_replacement() {
	for n in 0 1; do
		"$python" -c "print('$n' * 200000)" >"$box/whole$n"
	done
	works "a file that is watched" t put watched "$box/whole0"
	"$python" - "$place/watched" "$box/stop" >"$box/seen" <<-'END' &
		import os, sys
		reads, bad, kinds = 0, [], set()
		while not os.path.exists(sys.argv[2]):
		    try: text = open(sys.argv[1], 'rb').read()
		    except FileNotFoundError: text = b''
		    reads += 1
		    kinds.add(text[:1])
		    if len(text) != 200001 or len(set(text)) != 2: bad.append(len(text))
		print(reads, len(kinds), len(bad), bad[:5])
	END
	watcher=$!
	jobs=
	for n in 1 0 1 0 1 0 1 0; do jobs="$jobs replace watched $box/whole$n settle"; done
	works "is replaced eight times" t $jobs
	: >"$box/stop"
	wait $watcher
	read -r reads kinds bad rest <"$box/seen"
	[ "$reads" -gt 20 ] && [ "$kinds" -eq 2 ] && [ "$bad" -eq 0 ]
	ok $? "every reader saw the old or the new, and all of it" "$(cat "$box/seen")"
}

# secret_is_hidden JOBS...: the password is in nothing that others could see or that stays.
secret_is_hidden() {
	BLETHER_TEST_SECRET=$secret BLETHER_TEST_MEMO=$box/t/memo ASAN_OPTIONS=detect_leaks=0 strace -f -s 9999 -e trace=execve,openat,connect,mkdir,rename \
		-o "$box/trace" "$errand" "$box/t" t "$@" >"$box/said" 2>&1
	ok $? "jobs work while they are watched" "$(cat "$box/said")"
	strings=$(printf '%s' "$secret" | sed 's/"/\\"/g')
	! grep -v '^[0-9]* execve("[^"]*errand"' "$box/trace" | grep -qF -e "$secret" -e "$strings" && [ -s "$box/trace" ]
	ok $? "the secret is in no argument, no environment of a program, and no name"
	! grep -rqF -e "$secret" "$box/said" "$box/t" "$log"
	ok $? "nor in what is said, remembered and logged"
}
