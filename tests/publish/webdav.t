#!/bin/sh
# Publishing by WebDAV, to nginx and to Apache: what arrives is looked at on the servers' disks.
set -u
. tests/cli/box.sh
: "${BUILD:=build/release}"
servers="" full=""
leave() {
	# shellcheck disable=SC2086
	tests/publish/stop_servers.sh $servers
	[ -z "$full" ] || umount "$full"
}
chmod a+rx "$box"

# start NAME: nginx or apache, in $box/NAME, and targets for it.
start() {
	tests/publish/start_"$1".sh "$box/$1" || { echo "Bail out! $1 does not start"; exit 1; }
	servers="$servers $box/$1"
	. "$box/$1/env"
	targets
}
# target NAME URL [LINE …]
target() {
	mkdir -p "$box/settings/$1"
	printf '%s\n' targets: "  - name: $1" "    kind: webdav" "    to: $2" >"$box/settings/$1/publish.yaml"
	name=$1
	shift 2
	[ $# -eq 0 ] || printf '    %s\n' "$@" >>"$box/settings/$name/publish.yaml"
}
targets() {
	target web "$URL" "user: $USER" "ca: $CA"
	target plain "$PLAIN_URL" "user: $USER" "connections: 4"
	target unbelieved "$URL" "user: $USER"
	target nobody "$URL" "ca: $CA"
	target slow "$PLAIN_URL" "user: $USER" "kilobytes: 2000"
	target none "${URL}made" "user: $USER" "ca: $CA"
	target away http://files.example.org/site/ "user: $USER"
	target told "https://$USER:hunter2@127.0.0.1/site/"
	target query "https://127.0.0.1/site/?a=b" "user: $USER"
	[ -z "${DIGEST_URL-}" ] || target digest "$DIGEST_URL" "user: $USER"
}
# errand TARGET WORDS: with the right secret; into $box/stdout and $box/stderr.
errand() { BLETHER_TEST_SECRET=$SECRET "$BUILD/tests/publish/errand" "$box/settings/$1" "$@" >"$box/stdout" 2>"$box/stderr"; }
# does SENTENCE TARGET WORDS: it ends well, and nothing it says is `taken` or `absent`.
does() {
	sentence=$1
	shift
	errand "$@" && ! grep -Eq ': (taken|absent|failed)' "$box/stdout"
	ok $? "$NAME: $sentence" "$(cat "$box/stdout" "$box/stderr")"
}
# answers TEXT SENTENCE TARGET WORDS
answers() {
	text=$1 sentence=$2
	shift 2
	errand "$@"
	cat "$box/stdout" "$box/stderr" | grep -qF -- "$text"
	ok $? "$NAME: $sentence" "expected '$text' in: $(cat "$box/stdout" "$box/stderr")"
}
same() { # FILE NAME SENTENCE
	cmp -s "$1" "$ROOT/$2"
	ok $? "$NAME: $3" "$(ls -laR "$ROOT" | head -40)"
}
requests() { wc -l <"$box/$NAME/requests"; }

head -c 6000 /dev/urandom >"$box/page.html"
head -c 9000 /dev/urandom >"$box/other.html"
head -c 5000000 /dev/urandom >"$box/sound.mp3"

everything() {
	does "a file is put where nothing was" web put page.html "$box/page.html"
	same "$box/page.html" page.html "and is there whole"
	does "deep folders are made as they are needed" web put "a/b/c/d/e/page.html" "$box/page.html"
	same "$box/page.html" a/b/c/d/e/page.html "the file is in them"
	does "a file is replaced" web replace page.html "$box/other.html"
	same "$box/other.html" page.html "by the new one"
	does "a file is replaced in a folder that is not there yet" web replace "x/y/page.html" "$box/other.html"
	same "$box/other.html" x/y/page.html "as if it were new"
	does "a place is made where none was" none put sub/page.html "$box/page.html"
	same "$box/page.html" made/sub/page.html "with all its folders"

	for name in 'two words.html' 'per%cent %41.html' 'hash#tag.html' 'what?.html' 'a&b;c=d.html' "quote's.html" \
		'double"quote.html' 'Caithness à là Gàidhlig.html' '日本/ファイル.html' '<angle>.html' 'a+b@c,d.html' 'back\slash.html'; do
		does "'$name' is put" plain put "n/$name" "$box/page.html"
		same "$box/page.html" "n/$name" "'$name' is there under its own name"
		does "'$name' is replaced" plain replace "n/$name" "$box/other.html"
		same "$box/other.html" "n/$name" "'$name' has its new bytes"
		answers 'check' "'$name' is found" plain check "n/$name" 9000
		does "'$name' is put at the top" plain put "${name##*/}" "$box/page.html"
	done
	errand plain list
	LC_ALL=C sort "$box/stdout" | grep -v '^list' | grep -v '^\.' >"$box/listed"
	find "$ROOT" -mindepth 1 -maxdepth 1 ! -name '.*' -printf '%f\n' | LC_ALL=C sort >"$box/found"
	none "$NAME: the list has every name at the top, and no other" "$(diff "$box/found" "$box/listed")"
	for name in 'two words.html' 'per%cent %41.html' 'hash#tag.html' 'what?.html' 'a&b;c=d.html'; do
		does "'$name' is removed" plain remove "n/$name"
		[ ! -e "$ROOT/n/$name" ]
		ok $? "$NAME: '$name' is gone"
	done

	errand web get page.html
	{ cat "$box/other.html"; echo 'get page.html: done'; } | cmp -s - "$box/stdout"
	ok $? "$NAME: what was put is got again"
	answers 'get nothing.html: absent' "what is not there is absent" web get nothing.html
	answers 'check page.html: done' "a file of this length is there" web check page.html 9000
	answers 'check page.html: absent' "a file of another length is not the one" web check page.html 9001
	answers 'check no/page.html: absent' "nor is one that is not there" web check no/page.html 9000

	does "the lock is claimed" web claim .blether-publishing 'first of all'
	[ "$(cat "$ROOT/.blether-publishing")" = 'first of all' ]
	ok $? "$NAME: it is ours"
	answers 'claim .blether-publishing: taken' "a second cannot claim it" web claim .blether-publishing 'second'
	[ "$(cat "$ROOT/.blether-publishing")" = 'first of all' ]
	ok $? "$NAME: and it still says whose it is"
	does "who has it and asks again, has it" web claim .blether-publishing 'first of all'

	: >"$ROOT/a/b/theirs.txt"
	does "a file is removed, and then another whose folder has a file of somebody else's" \
		web remove a/b/c/d/e/page.html remove x/y/page.html
	[ -f "$ROOT/a/b/theirs.txt" ]
	ok $? "$NAME: which is still there"
	does "what is not there is removed already" web remove a/b/c/d/e/page.html
	mkdir -p "$ROOT/mixed/in" && : >"$ROOT/mixed/.htaccess"
	chmod -R a+rwX "$ROOT/mixed"
	does "a file is put beside a hidden one" web put mixed/in/page.html "$box/page.html"
	does "and removed" web remove mixed/in/page.html
	[ -f "$ROOT/mixed/.htaccess" ]
	ok $? "$NAME: the hidden file of somebody else is still there"
	does "at the end the lock goes" web remove .blether-publishing
	none "$NAME: and nothing of blether's own is left" "$(find "$ROOT" -name '.blether*')"

	sound=sound-$(sha256sum "$box/sound.mp3" | cut -c 1-12).mp3
	before=$(requests)
	does "a recording is put" web put $sound "$box/sound.mp3"
	same "$box/sound.mp3" $sound "it is there whole"
	[ $(($(requests) - before)) -le 5 ]
	ok $? "$NAME: with few requests" "$(tail -9 "$box/$NAME/requests")"
	before=$(requests)
	does "a recording that is there already" web resume $sound "$box/sound.mp3"
	[ $(($(requests) - before)) -eq 1 ]
	ok $? "$NAME: costs one question" "$(tail -5 "$box/$NAME/requests")"
	head -c 777777 "$box/page.html" >"$ROOT/sound-ba9876543210.mp3"
	chmod a+rw "$ROOT/sound-ba9876543210.mp3"
	does "a recording whose name is taken by something else" web put sound-ba9876543210.mp3 "$box/sound.mp3"
	[ "$(stat -c %s "$ROOT/sound-ba9876543210.mp3")" -eq 5000000 ]
	ok $? "$NAME: is there whole in the end"

	# Cut off after a second, by a signal that nothing is done about.
	BLETHER_TEST_SECRET=$SECRET timeout -s KILL 1 "$BUILD/tests/publish/errand" "$box/settings/slow" slow put cut/$sound "$box/sound.mp3" >"$box/stdout" 2>&1
	ok $(($? != 137)) "$NAME: the upload of a recording is killed"
	sleep 0.3
	part=$(stat -c %s "$ROOT/cut/$sound" 2>/dev/null || echo 0)
	does "the next run goes on" plain resume cut/$sound "$box/sound.mp3"
	same "$box/sound.mp3" cut/$sound "to the whole recording"

	# A page is no recording: of two with one length, it is the later one that counts.
	head -c 70000 /dev/zero | tr '\0' o >"$ROOT/half.html"
	chmod a+rw "$ROOT/half.html"
	head -c 70000 /dev/zero | tr '\0' n >"$box/half.html"
	does "a page that may be there, and is as long as another that was" web resume half.html "$box/half.html"
	same "$box/half.html" half.html "is sent"
	does "it goes" web remove half.html

	mkdir "$box/many-$NAME"
	for i in $(seq 60); do
		mkdir -p "$box/many-$NAME/$((i % 7))/$((i % 3))"
		cp "$box/page.html" "$box/many-$NAME/$((i % 7))/$((i % 3))/$i.html"
	done
	does "many files at once, in folders that several need at once" plain put-all "$box/many-$NAME"
	(cd "$box/many-$NAME" && find . -type f -exec cmp {} "$ROOT/{}" \;) >"$box/differ" 2>&1
	none "$NAME: all are there" "$(cat "$box/differ")"

	BLETHER_TEST_SECRET=wrong-hunter2 "$BUILD/tests/publish/errand" "$box/settings/web" web put page.html "$box/page.html" >"$box/stdout" 2>"$box/stderr"
	grep -qF "failed: the server does not let this name and secret do that (401)" "$box/stdout"
	ok $? "$NAME: a wrong password is refused, and is no reason to try again" "$(cat "$box/stdout" "$box/stderr")"
	! grep -q hunter2 "$box/stdout" "$box/stderr"
	ok $? "$NAME: and is not told to anybody"
	answers "(401)" "so is nobody" nobody put page.html "$box/page.html"
	answers "the server cannot prove that it is the one it says" "a certificate that nobody knows is not believed" \
		unbelieved put page.html "$box/page.html"
	errand away put page.html "$box/page.html"
	grep -qF "'to' of 'away' cannot be used: without encryption, everybody on the way could read the password: write 'https://'" "$box/stderr"
	ok $? "$NAME: nothing goes to another computer without encryption" "$(cat "$box/stderr")"
	errand told put page.html "$box/page.html"
	grep -qF "'to' of 'told' cannot be used: the name stands in 'user'" "$box/stderr" && ! grep -q 'cannot be used.*hunter2' "$box/stderr"
	ok $? "$NAME: nor with a password in the address" "$(cat "$box/stderr")"
	errand query put page.html "$box/page.html"
	grep -qF "'to' of 'query' cannot be used: the address of a folder has no '?' and no '#'" "$box/stderr"
	ok $? "$NAME: nor to an address that is no folder" "$(cat "$box/stderr")"

	# A reader who asks without pause while a file is replaced a hundred times. Both forms are of one
	# length: Apache asks for a file's length before it opens it, and may get it from the other.
	head -c 6000 /dev/urandom >"$box/form.html"
	"$python" - "${READ_URL}flip.html" "$box/stop-$NAME" >"$box/read" 2>&1 <<-'END' &
		import os, sys, urllib.request
		from hashlib import sha256
		url, stop = sys.argv[1:]
		opener, asked, seen = urllib.request.build_opener(urllib.request.ProxyHandler({})), 0, set()
		while not os.path.exists(stop):
		    try:
		        body = opener.open(url, timeout=20).read()
		        seen.add(sha256(body).hexdigest())
		        if len(body) != 6000: print('short:', len(body))
		    except Exception as e:
		        if asked: print(e)
		        continue
		    asked += 1
		if len(seen) != 2 or asked < 50: print('read', asked, 'times', len(seen), 'forms')
	END
	reader=$!
	errand plain put flip.html "$box/page.html"
	sleep 0.5
	for i in $(seq 50); do set -- "$@" replace flip.html "$box/form.html" replace flip.html "$box/page.html"; done
	does "a page is replaced a hundred times" plain "$@"
	: >"$box/stop-$NAME"
	wait $reader
	none "$NAME: who reads it meanwhile finds the old or the new, and never less" "$(sort "$box/read" | uniq -c)"
	set --
	errand web remove .blether-publishing
	none "$NAME: nothing of blether's own is left" "$(find "$ROOT" -name '.blether*')"

	# Two who claim the same lock at the same moment, fifteen times.
	both=0
	for i in $(seq 15); do
		for who in 1 2; do
			BLETHER_TEST_SECRET=$SECRET "$BUILD/tests/publish/errand" "$box/settings/plain" plain claim ".blether-$i" "claimer number $who" >"$box/claim.$who" &
			eval "claimer$who=\$!"
		done
		wait $claimer1
		wait $claimer2
		[ "$(cat "$box/claim.1" "$box/claim.2" | grep -c ': done')" -eq 1 ] || both=$((both + 1))
	done
	ok $both "$NAME: of two who claim a lock at the same moment, one has it"
	rm -rf "$ROOT"/.blether-*
	mkdir -p "$ROOT/.blether-new/claim"
	chmod -R a+rwX "$ROOT/.blether-new"
	does "who died while he claimed the lock keeps nobody out for long" plain claim .blether-publishing "the next" remove .blether-publishing
	none "$NAME: and nothing of his is left" "$(find "$ROOT" -name '.blether*')"
}

# full_disk TEXT: the same server on a disk of two megabytes.
full_disk() {
	find "$ROOT" -mindepth 1 -delete
	mount -t tmpfs -o size=2m,mode=777 tmpfs "$ROOT"
	ok $? "$NAME: a small disk is made"
	full=$ROOT
	BLETHER_TEST_PATIENCE="3 0.05 0.1 5 5 200 20 1" answers "failed: $1" "a disk that is full is told" plain put $sound "$box/sound.mp3"
	umount "$ROOT" && full=""
}
# May its user not write there?
closed() {
	find "$ROOT" -mindepth 1 -delete
	chown root "$ROOT" && chmod 755 "$ROOT"
	BLETHER_TEST_PATIENCE="3 0.05 0.1 5 5 200 20 1" answers "or it may not write there" "a folder that the server may not write to is told" plain put page.html "$box/page.html"
}

start nginx
everything
full_disk "the server has trouble of its own (500); perhaps its disk is full, or it may not write there (tried 3 times)"
start apache
everything
[ "$part" -ge 65536 ]
ok $? "apache: of the recording that was cut off, the part that came was kept" "$part"
grep -q "PUT /site/cut/$sound HTTP/1.1\" 204" "$box/apache/requests"
ok $? "apache: and only the rest was sent" "$(grep cut/sound "$box/apache/requests")"
does "a password goes by Digest where a server wants that" digest put digest/page.html "$box/page.html"
same "$box/page.html" digest/page.html "and the file is there"
full_disk "the server has no room for it (507)"
closed
finish
