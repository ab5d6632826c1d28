#!/bin/bash
# S3 at Ceph and at Swift: what is put there, seen by boto3 and by listeners; large files that go on
# after kill -9; and what is said when it is refused.
set -u
. tests/cli/box.sh
errand=$BUILD/tests/publish/errand
leave() {
	kill -9 $(cat "$box/ceph/pids" "$box/swift/pids") 2>/dev/null
	[ -z "${relay-}" ] || kill $relay 2>/dev/null
}
tests/publish/start_ceph.sh "$box/ceph" & ceph=$!
tests/publish/start_swift.sh "$box/swift" & swift=$!
wait $ceph && wait $swift || { echo "Bail out! no server could be started"; exit 1; }

# target DIR [LINES]: its publish.yaml for the server whose env was read.
target() {
	mkdir -p "$box/$1"
	printf '%s\n' "targets:" "  - name: web" "    kind: s3" "    to: ${to-s3://$BUCKET/show}" "    endpoint: ${2-$ENDPOINT}" \
		"    region: ${region-$REGION}" "    user: '${user-$USER}'" "${@:3}" >"$box/$1/publish.yaml"
}
# go DIR COMMANDS: errands there. What they print is in $box/said.
go() { BLETHER_TEST_SECRET=${secret-$SECRET} "$errand" "$box/$1" web "${@:2}" >"$box/said" 2>&1; }
# told SENTENCE TEXT: that is all that was printed.
told() {
	[ "$(cat "$box/said")" = "$2" ]
	ok $? "$1" "expected '$2', got: $(cat "$box/said")"
}
# same SENTENCE WANT HAVE
same() {
	[ "$2" = "$3" ]
	ok $? "$1" "expected '$2', got '$3'"
}
sees() { "$python" tests/publish/s3_eyes.py "$box/$server" "$@"; }
sha() { sha256sum "$1" | cut -d' ' -f1; }

printf 'one\n' >"$box/one.html"
printf 'two\n' >"$box/two.html"
printf '<rss/>\n' >"$box/feed.xml"
head -c 300000 /dev/urandom >"$box/a.mp3"
head -c 41000000 /dev/urandom >"$box/big.mp3"
big=media/big-0123456789ab.mp3
odd="odd é +%~&'()#?;=@ 日本 \$!*,:.html"

for server in ceph swift; do
	unset PUBLIC
	. "$box/$server/env"
	target t
	seen=${PUBLIC-$ENDPOINT}/$BUCKET/show
	go t list put index.html "$box/one.html" replace index.html "$box/two.html" get index.html put "$odd" "$box/one.html" get "$odd" \
		put media/a-0123456789ab.mp3 "$box/a.mp3" put feed.xml "$box/feed.xml" list
	told "$server: files are put, replaced, fetched and listed" "list : done
put index.html: done
replace index.html: done
two
get index.html: done
put $odd: done
one
get $odd: done
put media/a-0123456789ab.mp3: done
put feed.xml: done
feed.xml
index.html
$odd
media
list : done"
	same "$server: another program sees them under these names" "'show/feed.xml'
'show/index.html'
'show/media/a-0123456789ab.mp3'
$("$python" -c 'import sys; print(repr("show/" + sys.argv[1]))' "$odd")" "$(sees list)"
	s3cmd -c "$S3CMD" get --force "s3://$BUCKET/show/media/a-0123456789ab.mp3" "$box/got.mp3" >/dev/null 2>&1 && cmp "$box/a.mp3" "$box/got.mp3"
	ok $? "$server: s3cmd gets the same recording"
	curl -s -D "$box/head" -o "$box/body" -r 0-1 "$seen/media/a-0123456789ab.mp3"
	head -c 2 "$box/a.mp3" | cmp - "$box/body"
	ok $? "$server: a listener gets a range of it"
	same "$server: as 206, with its type, and may keep it for ever" "HTTP/1.1 206 Partial Content
bytes 0-1/300000
audio/mpeg
public, max-age=31536000, immutable" "$(tr -d '\r' <"$box/head" | grep -iE '^(http|content-range|content-type|cache-control)' | sed 's/^[^:]*: //' | sort -k1,1 | "$python" -c '
import sys
l = sys.stdin.read().split("\n")
print(*sorted(filter(None, l), key=lambda x: (not x.startswith("HTTP"), not x.startswith("bytes"), not x.startswith("audio"))), sep="\n")')"
	same "$server: a feed has its type, its charset and five minutes" "application/xml; charset=utf-8 public, max-age=300" \
		"$(curl -sI "$seen/feed.xml" | tr -d '\r' | awk 'tolower($1) == "content-type:" {t = substr($0, 15)} tolower($1) == "cache-control:" {c = substr($0, 16)} END {print t, c}')"

	go t claim .blether-publishing me claim .blether-publishing you get .blether-publishing
	told "$server: of two who claim a name, one gets it" "claim .blether-publishing: done
claim .blether-publishing: taken
meget .blether-publishing: done"
	go t check index.html 4 check index.html 5 check nothing.html 4 get nothing.html
	told "$server: it is known what is there" "check index.html: done
check index.html: absent
check nothing.html: absent
get nothing.html: absent"
	go t put media/a-0123456789ab.mp3 "$box/a.mp3" resume media/a-0123456789ab.mp3 "$box/a.mp3"
	told "$server: a recording that is there already need not be sent" "put media/a-0123456789ab.mp3: done
resume media/a-0123456789ab.mp3: done"
	sees put show/media/b-0123456789ab.mp3 "$box/one.html"
	go t put media/b-0123456789ab.mp3 "$box/a.mp3"
	told "$server: and is not put over another file" "put media/b-0123456789ab.mp3: failed: another file has this name there already, and it is not blether's; look at it, and take it away if nobody needs it"
	same "$server: which stays as it is" "$(sha "$box/one.html")" "$(sees sha256 show/media/b-0123456789ab.mp3)"
	go t remove "$odd" remove media/a-0123456789ab.mp3 remove media/b-0123456789ab.mp3 remove nothing remove index.html remove feed.xml remove .blether-publishing
	same "$server: what is removed is gone" "" "$(sees list)"
	! grep -v done "$box/said" >&2
	ok $? "$server: and what was not there did no harm" "$(cat "$box/said")"

	# A large file over a line of 16 megabytes a second, and the cable is pulled after 20 of them.
	mkdir "$box/line.$server"
	"$python" tests/publish/relay.py "$PORT" 16000 "$box/line.$server" & relay=$!
	for _ in $(seq 100); do [ -s "$box/line.$server/port" ] && break; sleep 0.1; done
	target slow "http://127.0.0.1:$(cat "$box/line.$server/port")"
	sent() { cat "$box/line.$server/sent"; }
	BLETHER_TEST_MEMO=$box/memo.$server BLETHER_TEST_SECRET=$SECRET "$errand" "$box/slow" web put $big "$box/big.mp3" >"$box/said" 2>&1 &
	run=$!
	for _ in $(seq 600); do [ "$(sent)" -gt 20000000 ] && break; sleep 0.05; done
	kill -9 $run
	wait $run 2>/dev/null
	same "$server: killed in the middle, nothing of it can be seen" "absent" "$(sees sha256 show/$big)"
	before=$(sent) there=$(sees parts show/$big)
	[ "$there" -ge 1 ] && [ "$there" -le 3 ]
	ok $? "$server: parts of it are there" "$there of $before"
	BLETHER_TEST_MEMO=$box/memo.$server go slow remove .blether-publishing resume $big "$box/big.mp3"
	told "$server: the next run goes on, whatever was tidied up meanwhile" "remove .blether-publishing: done
resume $big: done"
	same "$server: and the file is whole" "$(sha "$box/big.mp3")" "$(sees sha256 show/$big)"
	again=$(($(sent) - before))
	[ $again -lt $((41000000 - there * 8388608 + 200000)) ]
	ok $? "$server: and no part was sent twice" "$there parts of 8 MiB were there, $again bytes were sent"
	before=$(sent)
	go slow resume $big "$box/big.mp3"
	[ $(($(sent) - before)) -lt 10000 ]
	ok $? "$server: once it is there, it is not sent at all" "$(($(sent) - before))"
	kill $relay

	# Uploads that nobody goes on with: blether's own go, others stay.
	sees end begin show/media/old-aaaabbbbcccc.mp3 begin show/holiday.mp4 begin elsewhere/old-aaaabbbbcccc.mp3
	go t remove .blether-publishing
	same "$server: what earlier runs left half done is gone, and nothing else" "elsewhere/old-aaaabbbbcccc.mp3
show/holiday.mp4" "$(sees uploads)"
	sees end clear
	BLETHER_TEST_SHA256=$(sha "$box/one.html") go t put a.html "$box/two.html"
	told "$server: a file that changed since it was built is refused there" "put a.html: failed: '$box/two.html' changed while it was being published; build again"
	BLETHER_TEST_SHA256=$(sha "$box/one.html") go t put $big "$box/big.mp3"
	told "$server: and a large one" "put $big: failed: '$box/big.mp3' changed while it was being published; build again"
	same "$server: nothing of either is left" "" "$(sees list uploads)"

	secret=wrong go t list
	told "$server: a wrong secret" "list : failed: the secret is not the one that belongs to 'user' in publish.yaml"
	user=nobody:else target nobody
	go nobody list
	case $server in
	ceph) unknown="the host does not know this key; look at 'user' in publish.yaml" ;;
	swift) unknown="the secret is not the one that belongs to 'user' in publish.yaml" ;;
	esac
	told "$server: a key that nobody has" "list : failed: $unknown"
	to=s3://not-there/show target nowhere
	go nowhere put a.html "$box/one.html"
	told "$server: a bucket that is not there" "put a.html: failed: there is no such bucket; make it at the host first, or look at 'to', 'endpoint' and 'region' in publish.yaml"
	BLETHER_TEST_SECRET=$SECRET FAKETIME_DONT_FAKE_MONOTONIC=1 ASAN_OPTIONS=verify_asan_link_order=0 faketime -f +3h "$errand" "$box/t" web list >"$box/said" 2>&1
	grep -qxE 'list : failed: the clock of this computer is wrong by 1(79|80) minutes; set it, and try again' "$box/said"
	ok $? "$server: a clock that is wrong" "$(cat "$box/said")"

	ASAN_OPTIONS=detect_leaks=0 strace -f -s 1000000 -o "$box/trace" -E BLETHER_TEST_SECRET="$SECRET" -E BLETHER_TEST_MEMO="$box/memo.$server" "$errand" "$box/t" web put $big "$box/big.mp3" \
		remove $big remove .blether-publishing >"$box/said" 2>&1
	sed -i '/BLETHER_TEST_SECRET=/d' "$box/trace" # the environment, which a sanitizer reads
	! grep -aqF "$SECRET" "$box/trace" "$box/said" "$box/memo.$server" && grep -q 'complete\|uploadId' "$box/trace"
	ok $? "$server: no system call, no word and no note has the secret" "$(grep -aF "$SECRET" "$box/trace" "$box/said" "$box/memo.$server" | cut -c1-300)"
done

. "$box/swift/env"
region=eu-west-9 target region
go region list
told "a wrong region: the server says the right one" "list : failed: the bucket is in another region: write 'region: us-east-1' in publish.yaml"
. "$box/ceph/env"
server=ceph
to=s3://pod target host "http://localhost:$PORT" "    style: host"
go host put top.html "$box/one.html" list
told "the bucket may stand before the name of the server" "put top.html: done
top.html
list : done"
same "and no folder before the name of the file" "'top.html'" "$(sees list)"
target acl "$ENDPOINT" "    acl: private"
go acl put hidden.html "$box/one.html"
same "what is put with an acl has it" "FULL_CONTROL" "$("$python" - "$box/ceph" <<-'END'
	import boto3, sys
	env = dict(line.strip().split('=', 1) for line in open(sys.argv[1] + '/env'))
	s3 = boto3.client('s3', endpoint_url=env['ENDPOINT'], region_name='us-east-1', aws_access_key_id=env['USER'], aws_secret_access_key=env['SECRET'])
	print(*[g['Permission'] for g in s3.get_object_acl(Bucket='pod', Key='show/hidden.html')['Grants']])
END
)"

# A whole publication over a line of 30 megabytes a second that is cut again and again, at any moment.
sees end clear
mkdir "$box/line" "$box/site" "$box/site/media"
"$python" tests/publish/relay.py "$PORT" 30000 "$box/line" & relay=$!
for _ in $(seq 100); do [ -s "$box/line/port" ] && break; sleep 0.1; done
target cut "http://127.0.0.1:$(cat "$box/line/port")"
name=$(sha "$box/big.mp3" | cut -c1-12)
cp "$box/one.html" "$box/site/index.html"
cp "$box/feed.xml" "$box/site/feed.xml"
cp "$box/big.mp3" "$box/site/media/big-$name.mp3"
cp "$box/a.mp3" "$box/site/media/a-$(sha "$box/a.mp3" | cut -c1-12).mp3"
early=
export BLETHER_TEST_CACHE=$box/cut/cache
for i in 1 2 3 4 5; do
	BLETHER_TEST_SECRET=$SECRET "$errand" "$box/cut" web publish "$box/site" >"$box/said" 2>&1 &
	run=$!
	sleep 0.$((RANDOM % 9))$((RANDOM % 10))
	kill -9 $run 2>/dev/null
	wait $run 2>/dev/null
	[ "$(sees sha256 show/feed.xml)" = absent ] || [ "$(sees sha256 "show/media/big-$name.mp3")" = "$(sha "$box/big.mp3")" ] || early=$i
done
same "however often it is cut, no feed is there before its recording" "" "$early"
go cut publish "$box/site"
same "the last run ends it" "$(sha "$box/big.mp3") $(sha "$box/feed.xml")" "$(sees sha256 "show/media/big-$name.mp3") $(sees sha256 show/feed.xml)"
same "with all that belongs there, and nothing that does not" "'show/.blether-manifest'
'show/feed.xml'
'show/index.html'
'show/media/a-$(sha "$box/a.mp3" | cut -c1-12).mp3'
'show/media/big-$name.mp3'" "$(sees list uploads)"
[ "$(cat "$box/line/sent")" -lt $((41000000 + 6 * (8388608 + 400000))) ]
ok $? "and no part was sent twice that had arrived" "$(cat "$box/line/sent") bytes"
kill $relay

# Two at once: one of them has it, every time.
for server in ceph swift; do
	. "$box/$server/env"
	target t
	both=
	for i in 1 2 3 4 5 6 7 8 9 10; do
		BLETHER_TEST_SECRET=$SECRET "$errand" "$box/t" web claim .blether-race$i a >"$box/race.a" 2>&1 & one=$!
		BLETHER_TEST_SECRET=$SECRET "$errand" "$box/t" web claim .blether-race$i b >"$box/race.b" 2>&1 & other=$!
		wait $one $other
		[ "$(cat "$box/race.a" "$box/race.b" | sed 's/.*: //' | sort | tr '\n' ' ')" = "done taken " ] || both="$both $(cat "$box/race.a" "$box/race.b")"
	done
	same "$server: of two computers at the same moment, one gets the name" "" "$both"
done

target nosecret
"$errand" "$box/nosecret" web list >"$box/said" 2>&1
grep -qF "fatal: 'web': the secret half of the key that 'user' names is missing [cannot-publish]" "$box/said"
ok $? "without a secret nothing begins" "$(cat "$box/said")"

finish
