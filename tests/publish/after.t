#!/bin/bash
# A publication as a whole, to a real server: sent, looked at as listeners do, announced to those who listen.
set -u
. tests/cli/box.sh
chmod a+rx "$box"
: >"$box/stdout"
mkfifo "$box/stop"
exec 8<>"$box/stop"
listener=
leave() { exec 8>&-; kill "$hears"; [ -z "$listener" ] || kill "$listener"; tests/publish/stop_servers.sh "$box/dav"; wait 2>/dev/null; }
tests/publish/start_nginx.sh "$box/dav" >"$box/start" 2>&1 || { echo "Bail out! nginx does not start"; exit 1; }
. "$box/dav/env"
SSL_CERT_FILE=$CA "$python" tests/publish/hub.py token-1234 key-5678 <"$box/stop" >"$box/port" 8>&- &
hears=$!
for _ in $(seq 100); do [ -s "$box/port" ] || sleep 0.1; done
hub=http://127.0.0.1:$(cat "$box/port")

# The listeners' side: a plain nginx, or one that takes in the rules that were published.
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$box/listen"
listen() {
	[ -z "$listener" ] || { kill "$listener"; wait "$listener"; }
	cat >"$box/listen/conf" <<-END
		daemon off; master_process off; pid $box/listen/pid; error_log $box/listen/errors;
		events {}
		http {
			access_log off; client_body_temp_path $box/listen/1; proxy_temp_path $box/listen/2;
			fastcgi_temp_path $box/listen/3; uwsgi_temp_path $box/listen/4; scgi_temp_path $box/listen/5;
			${2-}
			server { listen 127.0.0.1:$port ssl; ssl_certificate $box/dav/ca.pem; ssl_certificate_key $box/dav/key.pem; root $ROOT; $1 }
		}
	END
	nginx -e "$box/listen/errors" -c "$box/listen/conf" >"$box/start" 2>&1 </dev/null &
	listener=$!
	for _ in $(seq 100); do curl -s --cacert "$CA" -o "$box/body" "https://127.0.0.1:$port/" && return; sleep 0.1; done
}
listen "" "include /etc/nginx/mime.types;"

small_site second
sed -i "s,^address:.*,address: https://127.0.0.1:$port/," "$box/content/site.yaml"
echo "hub: $hub/hub" >>"$box/content/site.yaml"
mv "$box/content/podcasts/talks/02-two" "$box/two"
(umask 077 && echo token-1234 >"$box/token" && echo key-5678 >"$box/key")
cat >"$box/content/publish.yaml" <<-END
	targets:
	  - name: web
	    kind: webdav
	    to: $URL
	    user: $USER
	    ca: $CA
	podping: $hub/podping
	podping_secret_file: $box/token
	webhook: $hub/hook
	webhook_secret_file: $box/key
END
export BLETHER_SECRET_WEB=$SECRET
publish() {
	want=$1 sentence=$2
	shift 2
	in_box "$want" "$sentence" publish --output "$box/out" --cache "$box/cache" --yes "$@"
}
heard() {
	curl -s "$hub/log" >"$box/heard"
	grep -qx -- "$2" "$box/heard"
	ok $? "$1" "$(cat "$box/heard" "$box/stdout" "$box/stderr")"
}
feed=https://127.0.0.1:$port/podcasts/talks/feed.xml
curl -s "$hub/want?topic=$feed"
curl -s -o "$box/gone" "$hub/log"

publish 1 "the first publication, to a server without the site's rules"
grep -q "online-type" "$box/stdout" "$box/stderr" && grep -qh "take site.nginx.conf, which was published too, into the server's configuration" "$box/stdout" "$box/stderr"
ok $? "what is wrong is said, with its remedy" "$(cat "$box/stdout" "$box/stderr")"
says stdout "release 1 is online" "it is online all the same"
curl -s "$hub/log" >"$box/heard"
for line in "hub: published $feed" "podping: $feed update podcast" "subscriber: got $(stat -c %s "$ROOT/podcasts/talks/feed.xml") bytes"; do
	grep -qxF "$line" "$box/heard"
	ok $? "and they were told: ${line%%:*}" "$(cat "$box/heard" "$box/stderr")"
done
grep -q '^hook: True .*"release": 1' "$box/heard"
ok $? "and they were told: webhook" "$(cat "$box/heard")"

listen "include $ROOT/site.nginx.conf;"
in_box 0 "with the rules all is well" verify --online --cache "$box/cache"
[ ! -s "$box/stdout" ] && [ ! -s "$box/stderr" ]
ok $? "which needs no word" "$(cat "$box/stdout" "$box/stderr")"

mv "$box/two" "$box/content/podcasts/talks/02-two"
curl -s "$hub/mood?999"
publish 1 "the second episode, while nobody listens to announcements"
says stdout "all is as it was published" "the site is looked at: all is well"
grep -qh "the hub '$hub/hub' could not be told of [0-9]* feeds\?: it answers 503; the next 'blether publish' tries again \[announce-failed\]" "$box/stdout" "$box/stderr"
ok $? "that the hub could not be told is said" "$(cat "$box/stdout" "$box/stderr")"
! grep -rq "token-1234\|key-5678\|$SECRET" "$box/cache" "$box/stdout" "$box/stderr"
ok $? "no secret is kept or shown"
curl -s "$hub/mood?0"
curl -s -o "$box/gone" "$hub/log"
publish 0 "the same again, with nothing to publish"
says stdout "nothing to do" "which is said"
heard "tells the hub what it missed" "hub: published $feed"
grep -q '^hook: True .*"release": 2' "$box/heard"
ok $? "and the webhook" "$(cat "$box/heard")"
[ ! -e "$box/cache/announce.tsv" ]
ok $? "nobody is left to be told"
publish 0 "once more"
[ -z "$(curl -s "$hub/log")" ]
ok $? "nobody is told twice"
sed -i 's/^summary: .*/summary: Told anew./' "$box/content/podcasts/talks/01-one/episode.md"
curl -s "$hub/mood?999"
publish 1 "a change, while nobody listens again" --format=json
"$python" -c "
import json
j = json.load(open('$box/stdout'))
assert j['looked'] > 3 and j['findings'] == [] and j['release'] == 3, j"
ok $? "programs are told what was looked at" "$(cat "$box/stdout")"
curl -s "$hub/mood?0"
publish 0 "cron, though nothing is due" --due
heard "tells who missed it" "hub: published $feed"
publish 4 "and then has nothing to do" --due
publish 0 "with --no-check and --no-announce" --no-check --no-announce --allow-deletions --again
[ -z "$(curl -s "$hub/log")" ] && ! grep -q "looked at" "$box/stdout"
ok $? "nothing is looked at and nobody is told" "$(cat "$box/stdout")"

# Recordings on another host, whose server has no ranges for them.
second=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$box/sound"
sound=https://localhost:$second/
open_sound() { listen "include $ROOT/site.nginx.conf;" "server { listen 127.0.0.1:$second ssl; ssl_certificate $box/dav/ca.pem; ssl_certificate_key $box/dav/key.pem; root $box/sound; access_log $box/listen/sound; types { audio/mpeg mp3; } $1 }"; }
rm -rf "$box/cache" "$box/content/published.tsv" "$ROOT"/* "$ROOT"/.blether-* "$box/out"
echo "audio_address: $sound" >>"$box/content/site.yaml"
printf '%s\n' "targets:" "  - name: web" "    kind: webdav" "    to: $URL" "    user: $USER" "    ca: $CA" "    takes: pages" \
	"  - name: sound" "    kind: folder" "    to: $box/sound" "    takes: audio" >"$box/content/publish.yaml"
publish 0 "pages on one host, recordings on another" --no-announce --no-check
open_sound "max_ranges 0;"
in_box 1 "looked at when it cannot give parts of a recording" verify --online --cache "$box/cache"
grep -q "$sound""podcasts/talks/audio/one-[0-9a-f]*\.mp3'\?:.*\[online-ranges\]" "$box/stdout"
ok $? "each recording is asked for at its own address" "$(cat "$box/stdout" "$box/stderr")"
! grep -q "https://127.0.0.1:$port/podcasts/talks/audio" "$box/stdout"
ok $? "and not at that of the pages" "$(cat "$box/stdout")"
open_sound ""
in_box 0 "with ranges all is well" verify --online --cache "$box/cache"
publish 0 "and is so after the next publication" --no-announce --again
says stdout "all is as it was published" "which looks itself"
grep -q "GET /podcasts/talks/audio\|HEAD /podcasts/talks/audio" "$box/listen/sound"
ok $? "at the other host" "$(cat "$box/listen/sound")"

finish
