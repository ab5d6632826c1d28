#!/bin/sh
# Publishing over lines that are worse than any volunteer has (bad_proxy.py), to real servers: it ends
# within its limits, either with everything on the server's disk, or with a reason in plain words; and
# the next run over a good line finishes what this one began.
set -u
. tests/cli/box.sh
: "${BUILD:=build/release}"
servers="" proxy="" line=""
leave() {
	[ -z "$proxy" ] || kill "$proxy" 2>/dev/null
	# shellcheck disable=SC2086
	tests/publish/stop_servers.sh $servers
	[ -z "$line" ] || { kill "$line" && wait "$line"; } 2>/dev/null
}
chmod a+rx "$box"
mkdir -p "$box/site/audio" "$box/site/pages"
for i in $(seq 30); do head -c 5000 /dev/urandom >"$box/site/pages/$i.html"; done
for i in 1 2; do
	head -c 1500000 /dev/urandom >"$box/talk"
	mv "$box/talk" "$box/site/audio/talk-$(sha256sum <"$box/talk" | cut -c 1-12).mp3"
done
head -c 4000 /dev/urandom >"$box/site/index.html"
head -c 9000 /dev/urandom >"$box/site/feed.xml"

# Six tries that wait at most 0.4 seconds; 3 seconds to connect, 2 without progress (200 bytes a second), 4 for an answer.
export BLETHER_TEST_PATIENCE="6 0.05 0.4 3 2 200 4 1"
export BLETHER_TEST_ADDRESS=https://www.example.org/ BLETHER_TEST_NOW=1796083200

# settings TARGET PORT: for the server whose env was read, by way of that port; `safe` is with TLS.
settings() {
	mkdir -p "$box/settings"
	scheme=http
	[ "$1" = web ] || scheme=https
	printf '%s\n' targets: "  - name: $1" "    kind: webdav" "    to: $scheme://127.0.0.1:$2/site/" "    user: $USER" \
		"    ca: $CA" >"$box/settings/publish.yaml"
}
publish() { # TARGET
	BLETHER_TEST_CACHE=$box/cache BLETHER_TEST_SECRET=$SECRET timeout 100 "$BUILD/tests/publish/errand" "$box/settings" "$1" publish "$box/site" \
		>"$box/stdout" 2>"$box/stderr"
}
is_whole() { (cd "$box/site" && find . -type f -exec cmp {} "$ROOT/{}" \;) >"$box/differ" 2>&1 && [ ! -s "$box/differ" ]; }
empty() {
	find "$ROOT" -mindepth 1 -delete
	rm -rf "$box/cache"
	mkdir "$box/cache"
}
# through TARGET PORT TROUBLE: publishes by way of a proxy.
through() {
	to=$1 port=$2
	shift 2
	: >"$box/proxy"
	"$python" tests/publish/bad_proxy.py "$port" "$@" >"$box/proxy" 2>"$box/proxy.err" &
	proxy=$!
	until [ -s "$box/proxy" ]; do
		kill -0 $proxy || { cat "$box/proxy.err" >&2; echo "Bail out! no proxy"; exit 1; }
		sleep 0.05
	done
	settings "$to" "$(cat "$box/proxy")"
	begin=$(date +%s)
	publish "$to"
	status=$?
	took=$(($(date +%s) - begin))
	kill $proxy
	wait $proxy 2>/dev/null
	proxy=""
}
# survives TROUBLE …: everything is there in the end.
survives() {
	empty
	through web "$PLAIN_PORT" "$@"
	[ $status -eq 0 ] && is_whole
	ok $? "$NAME, $*: everything is there ($took s)" "status $status: $(cat "$box/stdout" "$box/stderr" "$box/proxy.err" "$box/differ")"
	none "$NAME, $*: and nothing of a publication is left" "$(find "$ROOT" -name '.blether-new*' -o -name '.blether-publishing')"
}
# ends TEXT TROUBLE …: it is given up within a minute, and TEXT says why; then a good line finishes it.
ends() {
	text=$1
	shift
	empty
	through web "$PLAIN_PORT" "$@"
	[ $status -eq 3 ] && [ $took -lt 60 ]
	ok $? "$NAME, $*: it ends ($took s)" "status $status: $(cat "$box/stdout" "$box/stderr")"
	grep -q -- "$text" "$box/stderr"
	ok $? "$NAME, $*: and says why" "expected '$text' in: $(cat "$box/stderr" "$box/proxy.err")"
	settings web "$PLAIN_PORT"
	publish web
	[ $? -eq 0 ] && is_whole
	ok $? "$NAME, $*: the next run finishes it" "$(cat "$box/stdout" "$box/stderr" "$box/differ")"
}

for server in ${BAD_SERVERS-nginx apache}; do
	tests/publish/start_$server.sh "$box/$server" || { echo "Bail out! $server does not start"; exit 1; }
	servers="$servers $box/$server"
	. "$box/$server/env"

	survives none
	survives delay ms=300
	survives reset up=3000000 seed=1
	survives reset up=3000000 down=20000 seed=2
	survives reset down=600 seed=3 times=4
	survives cut down=20000 seed=4
	survives slow rate=4000
	survives say status=503 times=3
	survives say status=500 times=3
	survives say status=429 wait=1 times=3
	survives say status=408 times=2 skip=2
	survives refuse times=3
	survives noise times=3
	survives hole after=600 times=3

	ends "the server takes too long to answer" dead
	ends "the server takes too long to answer" drip
	ends "the server takes too long to answer" hole after=3000
	ends "the connection broke\|broke off" refuse
	ends "the server is busy or has trouble of its own (503): busy, sorry" say status=503
	ends "the server is busy or has trouble of its own (429): busy, sorry" say status=429 wait=0
	ends "the server has trouble of its own (500); perhaps its disk is full" say status=500
	ends "the server answered 418: busy, sorry" say status=418
	ends "takes too long\|can be\|cannot be" noise
	ends "takes too long\|tells no names\|damaged\|not" endless
	ends "." lie by=100
	ends "." lie by=-5

	empty
	through safe "$PORT" reset up=3000000 down=20000 seed=5
	[ $status -eq 0 ] && is_whole
	ok $? "$NAME, resets of an encrypted line: everything is there ($took s)" "$(cat "$box/stdout" "$box/stderr")"
done

# Only Apache goes on with a file that a broken line cut off: a recording that no connection lives long enough for.
[ "$server" != apache ] || survives reset up=400000 seed=6

# The other protocols over the same troubles: each has resumption, locks and renames of its own.
tests/publish/stop_servers.sh $servers
tests/publish/start_sftp.sh "$box/sftp" || { echo "Bail out! sshd does not start"; exit 1; }
servers="$box/sftp"
. "$box/sftp/env"
mkdir "$FILES/site" && chown --reference="$FILES" "$FILES/site"
NAME=sftp ROOT=$FILES/site SECRET='' PLAIN_PORT=$PORT
settings() {
	sed "s/]:[0-9]*/]:$2/" "$KNOWN_HOSTS" >"$box/settings/known_hosts"
	printf '%s\n' targets: "  - name: $1" "    kind: sftp" "    to: 'sftp://127.0.0.1:$2$ROOT'" "    user: $ACCOUNT" \
		"    key_file: $KEY" "    known_hosts: $box/settings/known_hosts" >"$box/settings/publish.yaml"
}
survives none
survives delay ms=40
survives reset up=3000000 seed=11
survives reset up=2000000 down=20000 seed=12
survives refuse times=2
ends "takes too long\|breaks off\|connection broke\|broke off" dead
ends "the server breaks off while the connection begins" refuse

tests/publish/stop_servers.sh $servers
tests/publish/start_ceph.sh "$box/ceph" >"$box/start" 2>&1 || { echo "Bail out! Ceph does not start"; exit 1; }
servers="$box/ceph"
. "$box/ceph/env"
NAME=s3 ROOT=$box/nothing PLAIN_PORT=$PORT
mkdir "$ROOT"
settings() {
	printf '%s\n' targets: "  - name: $1" "    kind: s3" "    to: s3://$BUCKET" "    endpoint: http://127.0.0.1:$2" "    region: $REGION" \
		"    user: $USER" >"$box/settings/publish.yaml"
}
is_whole() { (cd "$box/site" && find . -type f -exec sh -c 'curl -sf "$1/$2" | cmp - "$2"' sh "$ENDPOINT/$BUCKET" {} \;) >"$box/differ" 2>&1 && [ ! -s "$box/differ" ]; }
empty() {
	s3cmd -c "$S3CMD" del --recursive --force "s3://$BUCKET/" >"$box/emptied" 2>&1
	rm -rf "$box/cache"
	mkdir "$box/cache"
}
survives none
survives delay ms=100
survives reset up=3000000 seed=21
survives reset up=2000000 down=20000 seed=22
survives say status=503 times=3
survives say status=429 wait=1 times=3
survives cut down=20000 seed=24
ends "the server is busy or has trouble of its own (503)" say status=503
ends "takes too long\|broke" hole after=3000
[ -z "$(s3cmd -c "$S3CMD" ls -r "s3://$BUCKET/" | grep 'blether-publishing\|blether-new')" ]
ok $? "s3: nothing of a publication is left"

# One packet of a hundred is lost, each way takes 150 milliseconds: true packets, and TCP of the kernel.
near=blether-near-$$ far=blether-far-$$
"$python" tests/publish/bad_line.py $near $far loss=1 ms=150 >"$box/line" 2>&1 &
line=$!
until grep -q ready "$box/line"; do
	kill -0 $line || { cat "$box/line" >&2; echo "Bail out! no line between namespaces"; exit 1; }
	sleep 0.1
done
tests/publish/stop_servers.sh $servers
servers=
BIND=10.99.7.2 ip netns exec $far tests/publish/start_nginx.sh "$box/far" || { echo "Bail out! no server behind the line"; exit 1; }
servers="$servers $box/far"
. "$box/far/env"
rm -rf "$box/cache"
is_whole() { (cd "$box/site" && find . -type f -exec cmp {} "$ROOT/{}" \;) >"$box/differ" 2>&1 && [ ! -s "$box/differ" ]; }
printf '%s\n' targets: "  - name: safe" "    kind: webdav" "    to: https://10.99.7.2:$PORT/site/" "    user: $USER" "    ca: $CA" >"$box/settings/publish.yaml"
begin=$(date +%s)
BLETHER_TEST_CACHE=$box/cache BLETHER_TEST_SECRET=$SECRET BLETHER_TEST_PATIENCE="" timeout 200 ip netns exec $near \
	"$BUILD/tests/publish/errand" "$box/settings" safe publish "$box/site" >"$box/stdout" 2>"$box/stderr"
[ $? -eq 0 ] && is_whole
ok $? "a line that loses packets, and is long: everything is there ($(($(date +%s) - begin)) s)" "$(cat "$box/stdout" "$box/stderr" "$box/differ")"
finish
