#!/bin/bash
# Files of others, from a server that stalls, lies and never ends (liar.py), from nginx, and through kills at any moment.
set -u
[ "${1-}" = inside ] || exec unshare --mount "$0" inside # for a disk that gets full
. tests/cli/box.sh
get=$(realpath "$BUILD/tests/import/get")
unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY
liar='' nginx=''
leave() {
	exec 9>&-
	[ -z "$nginx" ] || kill "$nginx"
	mountpoint -q "$box/small" && umount "$box/small"
	mountpoint -q "$box/other" && umount "$box/other"
	wait 2>/dev/null
}
mkdir "$box/liar" "$box/got"
mkfifo "$box/hold"
"$python" tests/import/liar.py "$box/liar" <"$box/hold" 2>"$box/liar/errors" & liar=$!
exec 9>"$box/hold"
for _ in $(seq 100); do [ -f "$box/liar/env" ] && break; sleep 0.1; done
[ -f "$box/liar/env" ] || { echo "Bail out! the liar does not start"; cat "$box/liar/errors"; exit 1; }
. "$box/liar/env"
cd "$box/got" || exit 1

# The bytes of liar.py, by itself: right SIZE.
right() { "$python" -c 'import random, sys; n = int(sys.argv[1])
sys.stdout.buffer.write((b"ID3\x03" + bytes(6) + random.Random(n).randbytes(max(n - 10, 0)))[:n])' "$1" | sha256sum | cut -d' ' -f1; }
# fetch WORDS: with the driver; what it prints is in $box/said.
fetch() { "$get" "$box/parts" "$@" >"$box/said" 2>"$box/errors"; }
# asked PATH: how often; bytes PATH: how many of it the server sent.
asked() { grep -c "^$1 " "$box/liar/log"; }
sent() { awk -v path="$1" '$1 == path { n += $4 } END { print n + 0 }' "$box/liar/log"; }
# came FILE SIZE SENTENCE: it is there, whole, and the hash that was said is that of what is on the disk.
came() {
	local have
	have=$(sha256sum <"$1" 2>/dev/null | cut -d' ' -f1)
	[ -n "$have" ] && [ "$have" = "$(right "$2")" ] && grep -q "^done $1 $2 $have " "$box/said"
	ok $? "$3" "$(cat "$box/said" "$box/errors"; tail -5 "$box/liar/log")"
}
# not FILE END WHY SENTENCE: it did not come, for this reason, and nothing has its name.
not() {
	grep -qF -- "$2 $1 " "$box/said" && grep -F -- "$2 $1 " "$box/said" | grep -q ": $3\$" && [ ! -e "$1" ]
	ok $? "$4" "expected '$2 … $3' in: $(cat "$box/said" "$box/errors")"
}
empty_parts() { [ -z "$(ls -A "$box/parts" 2>/dev/null)" ]; }

# --- as it should be ---------------------------------------------------------------------------------------------------------
fetch local "$URL/good/100000" one "$URL/hop/4/5000" two "$URL/chunked/300000" three "$URL/until-end/70000" four "$URL/good/100000" five
came one 100000 "a file comes"
came two 5000 "five redirects are followed"
grep -q "^done two .* $URL/good/5000\$" "$box/said"
ok $? "where it was at last is told" "$(cat "$box/said")"
came three 300000 "a file in chunks comes"
came four 70000 "a file that ends with the connection comes"
grep -q "^done three .* unsure\$" "$box/said" && grep -q "^done four .* unsure\$" "$box/said" && ! grep "^done one" "$box/said" | grep -q unsure
ok $? "that the server did not say how long they are is told" "$(cat "$box/said")"
came five 100000 "a file that two ask for comes twice"
[ "$(asked /good/100000)" -eq 1 ]
ok $? "and is fetched once" "$(cat "$box/liar/log")"
empty_parts
ok $? "nothing waits any more"
fetch local "$URL/good/1000" one
grep -q '^failed one .*: a file of its name is there already$' "$box/said" && [ "$(sha256sum <one | cut -d' ' -f1)" = "$(right 100000)" ]
ok $? "a file that is there is not replaced" "$(cat "$box/said")"
[ "$(asked /good/1000)" -eq 0 ]
ok $? "and its server is not asked"
fetch local "$URL/cookie" asked
grep -q '^User-Agent: blether/' asked && ! grep -qiE '^(Cookie|Referer|Authorization|Range):' asked && grep -q '^Accept-Encoding: identity' asked
ok $? "it says its name, asks for nothing packed, and tells no more" "$(cat asked)"
rm -f ./*

# --- cut off: it goes on -----------------------------------------------------------------------------------------------------
for way in cut cut-date cut-reset; do
	for seed in 1 2 3; do
		fetch local hasty tries=20 "$URL/$way/3000000/$seed" "$way$seed"
		came "$way$seed" 3000000 "$way $seed: it goes on until it is whole"
		# What a reset throws away on the way has not come: there only the first byte of each answer tells.
		[ "$(asked "/$way/3000000/$seed")" -gt 5 ] && { [ $way = cut-reset ] || [ "$(sent "/$way/3000000/$seed")" -eq 3000000 ]; } &&
			[ "$(grep -c "^/$way/3000000/$seed - " "$box/liar/log")" -le 9 ]
		ok $? "$way $seed: what has come is not sent again" "$(grep "/$way/3000000/$seed" "$box/liar/log")"
	done
done
fetch local hasty "$URL/cut-once/900000/a,b" changed
came changed 899999 "what changed meanwhile is begun anew"
fetch local hasty "$URL/cut-once/900000/W-a,W-a" weak
came weak 900000 "an entity tag that promises nothing is not gone on with"
grep '/W-a,W-a' "$box/liar/log" | grep -q bytes=
[ $? -ne 0 ]
ok $? "no range is asked for then"
fetch local hasty "$URL/no-ranges/900000" no-ranges
came no-ranges 900000 "a server without ranges sends it from the beginning"
grep -q '^/no-ranges/900000 - 200 900000$' "$box/liar/log"
ok $? "and it was asked for the rest" "$(grep no-ranges "$box/liar/log")"
fetch local hasty stall=2 "$URL/stall-once/900000" stall-once
came stall-once 900000 "a server that falls asleep is asked again, for the rest"
grep -q '^/stall-once/900000 bytes=400000- 206 500000$' "$box/liar/log"
ok $? "and sends no more than that" "$(grep stall-once "$box/liar/log")"
fetch local hasty "$URL/always-cut/900000" always-cut
not always-cut failed 'it ended before all of it had come (tried 3 times)' "a file that never comes whole is given up"
rm -f ./*; rm -rf "$box/parts"

# --- lies --------------------------------------------------------------------------------------------------------------------
for lie in first shifted total etag no-etag short length no-range many refuse chunked; do
	fetch local hasty "$URL/lie/$lie/900000" "$lie"
	came "$lie" 900000 "a wrong rest ($lie) is not believed"
done
fetch local hasty "$URL/part-unasked" part "$URL/says-more/900000" more "$URL/says-less/500000" less
not part failed 'the server sends a part of the file where all of it was asked for (tried 3 times)' "a part that nobody asked for is no file"
not more failed 'it ended before all of it had come (tried 3 times)' "a file shorter than its server says is none"
[ "$(stat -c %s less)" -eq 499000 ]
ok $? "of a file longer than its server says, what it said comes" "$(cat "$box/said")"
rm -f ./*; rm -rf "$box/parts"

# --- too much, and nothing at all --------------------------------------------------------------------------------------------
fetch local hasty most=1000000 "$URL/endless" endless "$URL/huge" huge "$URL/bomb/gzip" gzip "$URL/bomb/deflate" deflate \
	"$URL/bomb/br" br "$URL/transfer-bomb" transfer "$URL/headers" headers "$URL/interim" interim \
	"$URL/endless-missing" missing "$URL/endless-page" page "$URL/odd-encoding/1000" odd "$URL/endless-move" move "$URL/empty" empty
not endless refused 'the server sends more than 1.0 MB, the most that is fetched' "an endless file is given up"
not huge refused 'it is 2147.5 MB large; at most 1.0 MB are fetched' "a cover of 2 GB is not fetched"
for packed in gzip deflate br; do
	not $packed refused 'the server sends it packed (gzip or the like), which nobody asked for' "a bomb ($packed) is not unpacked"
done
not transfer refused 'the server sends more than 1.0 MB, the most that is fetched' "nor one of its way of sending"
not headers refused 'what the server says before the file never ends' "a flood of headers is given up"
not interim refused 'what the server says before the file never ends' "a flood of answers to come is given up"
not missing refused 'the server answered 404: there is nothing at this address' "an endless excuse is not listened to"
not page refused 'the server sends a web page, not the file' "an endless page is not read to its end"
not empty refused 'the file there is empty' "an empty file is none"
came odd 1000 "a coding that is none is passed over"
not move refused 'the server says where it went, and comes to no end with that' "nor is an endless redirect"
[ "$(sent /huge)" -le 16384 ] && [ "$(sent /endless)" -lt 20000000 ]
ok $? "little was sent for that" "$(grep -E '/(huge|endless) ' "$box/liar/log")"
empty_parts
ok $? "and nothing of it is kept" "$(ls "$box/parts")"
rm -f ./*

# --- who waits ---------------------------------------------------------------------------------------------------------------
begun=$SECONDS
fetch local hasty stall=2 lanes=8 "$URL/silent" silent "$URL/stall-headers" stall-headers "$URL/drip" drip "$URL/drip-headers" drip-headers
for way in silent stall-headers drip drip-headers; do
	not $way failed 'the server took too long to answer (tried 3 times)' "nobody waits for ever: $way"
done
[ $((SECONDS - begun)) -lt 60 ]
ok $? "nor for long" "$((SECONDS - begun)) seconds"
fetch local hasty "$URL/later/429/1/2/5000" patient "$URL/later/503/date/1/6000" dated "$URL/later/500/x/2/7000" unsaid "$URL/later/503/x/9/8000" never
came patient 5000 "a server that asks to wait is waited for"
came dated 6000 "also until a moment that it names"
came unsaid 7000 "trouble that passes is waited for"
not never failed 'the server answered 503: the server has trouble of its own; try again later (tried 3 times)' "but not for ever"
rm -f ./*; rm -rf "$box/parts"

# --- answers -----------------------------------------------------------------------------------------------------------------
fetch local hasty $(for s in 401 403 404 410 451; do echo "$URL/status/$s s$s"; done) "$URL/status/500" s500 "$URL/status/204" s204 \
	"$URL/hangup" hangup "$URL/mail" mail "http://nobody.invalid/a" nobody "http://127.0.0.1:9/a" closed
not s401 refused 'the server answered 401: it is not public' 401
not s403 refused 'the server answered 403: it is not public' 403
not s404 refused 'the server answered 404: there is nothing at this address' 404
not s410 refused 'the server answered 410: it was taken away for good' 410
not s451 refused 'the server answered 451: expected 200' 451
not s500 failed 'the server answered 500: .* (tried 3 times)' 500
not s204 refused 'the server answered 204: expected 200' 204
not hangup failed 'the connection broke (tried 3 times)' "a server that hangs up"
not mail failed 'the server does not speak http (tried 3 times)' "a server of mail"
not nobody failed 'no server has this name' "a name that there is not"
not closed failed 'the server refused the connection or is switched off (tried 3 times)' "a server that is switched off"
[ "$(asked /status/404)" -eq 1 ] && [ "$(asked /status/500)" -eq 3 ]
ok $? "what will not pass is asked once"
fetch local hasty "$URL/page/called" called "$URL/page/uncalled" uncalled "$URL/page/plain" plain "$URL/called-page/9000" recording
for page in called uncalled plain; do
	not $page refused 'the server sends a web page, not the file' "a page that says that all is well is no recording ($page)"
done
came recording 9000 "a recording that is called a page is one"
fetch local hasty page "$URL/page/called" transcript
grep -q '^done transcript 48 .* \[text/html; charset=utf-8\]' "$box/said"
ok $? "where a page is right, it comes" "$(cat "$box/said")"
rm -f ./*; rm -rf "$box/parts"

# --- where it may not lead ---------------------------------------------------------------------------------------------------
fetch local hasty "$URL/loop/0" loop "$URL/for-ever/0" ever "$URL/hop/5/1" six \
	$(for to in file:///etc/passwd ftp://127.0.0.1/x gopher://127.0.0.1/x data:audio/mpeg,x; do echo "$URL/to?to=$to ${to%%:*}"; done) \
	ftp://127.0.0.1/x ftp-at-once file:///etc/passwd file-at-once /etc/passwd path "http://me:secret@127.0.0.1:$PORT/good/1" password \
	"$URL/to?to=http://me:secret@127.0.0.1:$PORT/good/1" leads-password "$TLS_URL/good/1000" wrong-name "https://127.0.0.1:$PORT/good/1" no-tls
not loop refused 'it leads back to itself, without end' "a redirect in a circle"
not ever refused 'it leads from one address to the next, more than 5 times' "redirects for ever"
not six refused 'it leads from one address to the next, more than 5 times' "six redirects"
for scheme in file ftp gopher data; do
	not $scheme refused 'it leads to an address that is neither http nor https' "a redirect to $scheme:"
done
not ftp-at-once refused 'this is an address that is neither http nor https' "ftp: at once"
not file-at-once refused 'this is an address that is neither http nor https' "file: at once"
not path refused 'this is something that is no web address' "a path"
not password refused 'this is an address with a password in it; what is public has none' "an address with a password"
not leads-password refused 'it leads to an address with a password in it; what is public has none' "a redirect with a password"
not wrong-name refused "nobody that apps believe vouches for the server's certificate, .*" "a certificate that nobody vouches for"
not no-tls refused 'the server does not speak https here, .*' "a server without https"
[ "$(asked /for-ever/5)" -eq 1 ] && [ "$(asked /for-ever/6)" -eq 0 ]
ok $? "six addresses are asked, and no more" "$(grep for-ever "$box/liar/log")"
fetch local hasty ca="$box/liar/wrong.pem" "$TLS_URL/good/1000" other-name
not other-name refused "the server's certificate is for another name" "a certificate for another name"
fetch local hasty ca="$box/liar/own.pem" "$OWN_URL/good/1000" tls "$OWN_URL/to?to=$URL/good/2000" opened
came tls 1000 "a certificate that is believed"
came opened 2000 "from https to http it is followed, as apps do"
grep -q '^done opened .* opened$' "$box/said" && ! grep '^done tls' "$box/said" | grep -q opened
ok $? "and told" "$(cat "$box/said")"
rm -f ./*

# --- addresses that only we can reach ----------------------------------------------------------------------------------------
before=$(wc -l <"$box/liar/log")
set --
for host in 127.0.0.1 127.1 2130706433 0x7f.1 0x7f000001 0177.0.0.1 localhost localhost. x.localhost '[::1]' '[::ffff:127.0.0.1]' 0.0.0.0 \
	'[64:ff9b::127.0.0.1]' '[2002:7f00:1::]'; do
	set -- "$@" "http://$host:$PORT/good/1" "h$#"
done
fetch hasty "$@" "$SIX_URL/good/1" six
[ "$(grep -cE '^refused .*: it leads to .*, an address of this computer; only public ones are asked$' "$box/said")" -eq 15 ]
ok $? "this computer is not asked, however its address is written" "$(cat "$box/said")"
fetch hasty http://10.0.0.1/ p1 http://169.254.169.254/latest/meta-data/ p2 http://192.168.1.1/ p3 http://172.16.0.1/ p4 http://100.64.0.1/ p5 \
	http://224.0.0.1/ p6 'http://[fd00::1]/' p7 'http://[fe80::1]/' p8 http://0xa9fea9fe/ p9
[ "$(grep -c '^refused ' "$box/said")" -eq 9 ]
ok $? "nor are private networks" "$(cat "$box/said")"
# A name of this computer's own that is no localhost: /etc/hosts of most systems, or one that is put over it here.
cp /etc/hosts "$box/hosts" && echo "127.0.0.1 inside.example.org" >>"$box/hosts" && mount --bind "$box/hosts" /etc/hosts
fetch hasty "http://inside.example.org:$PORT/good/1" name
not name refused "it leads to '127.0.0.1', an address of this computer; only public ones are asked" "nor by a name that means it"
[ "$(wc -l <"$box/liar/log")" -eq "$before" ]
ok $? "no request has reached it" "$(tail -3 "$box/liar/log")"
# A proxy looks names up itself: what is told to it is all that can be looked at. The liar is one that refuses its service.
http_proxy=http://127.0.0.1:$PORT fetch hasty http://public.example.org/good/1 through
not through refused "it leads to '127.0.0.1', an address of this computer; only public ones are asked" "a proxy on this computer is not used unless it is named"
http_proxy=http://127.0.0.1:$PORT fetch hasty "proxy=http://127.0.0.1:$PORT" http://public.example.org/good/500 through http://169.254.169.254/good/500 digits \
	"http://public.example.org/to?to=http://10.0.0.1/good/500" redirect
came through 500 "one that is named is"
not digits refused "it leads to '169.254.169.254', .*" "through it, no private address is asked for in digits"
not redirect refused "it leads to '10.0.0.1', .*" "nor by a redirect"
rm -f ./*

# --- nginx -------------------------------------------------------------------------------------------------------------------
mkdir "$box/nginx" "$box/nginx/www"
chmod -R a+rX "$box"
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$box/nginx/conf" <<-END_OF_CONF
	daemon off; master_process off; pid $box/nginx/pid; error_log $box/nginx/errors;
	events {}
	http {
		types { audio/mpeg mp3; }
		log_format said '\$uri \$http_range \$status \$body_bytes_sent';
		access_log $box/nginx/log said;
		client_body_temp_path $box/nginx/1; proxy_temp_path $box/nginx/2;
		fastcgi_temp_path $box/nginx/3; uwsgi_temp_path $box/nginx/4; scgi_temp_path $box/nginx/5;
		server {
			listen 127.0.0.1:$port; root $box/nginx/www; limit_rate 10m;
			location /whole/ { alias $box/nginx/www/; max_ranges 0; }
		}
	}
END_OF_CONF
head -c 5000000 /dev/urandom >"$box/nginx/www/a.mp3"
cp "$box/nginx/www/a.mp3" "$box/nginx/www/b.mp3"
nginx -e "$box/nginx/errors" -c "$box/nginx/conf" 2>"$box/nginx/start" & nginx=$!
for _ in $(seq 100); do curl -s -o /dev/null "http://127.0.0.1:$port/" && break; sleep 0.1; done
fetch local lanes=1 stop=1000000 "http://127.0.0.1:$port/a.mp3" a "http://127.0.0.1:$port/whole/b.mp3" b
grep -q '^waiting a ' "$box/said" && [ ! -e a ] && ! empty_parts
ok $? "what is stopped waits" "$(cat "$box/said"; ls "$box/parts")"
fetch local stop=-1 "http://127.0.0.1:$port/a.mp3" a
cmp -s a "$box/nginx/www/a.mp3" && grep -q '^/a.mp3 bytes=[1-9][0-9]*- 206 ' "$box/nginx/log"
ok $? "and nginx goes on with it" "$(cat "$box/said" "$box/nginx/log")"
fetch local lanes=1 stop=1000000 "http://127.0.0.1:$port/whole/b.mp3" b
fetch local "http://127.0.0.1:$port/whole/b.mp3" b
cmp -s b "$box/nginx/www/b.mp3" && grep -q '^/whole/b.mp3 bytes=[1-9][0-9]*- 200 5000000$' "$box/nginx/log"
ok $? "without ranges nginx sends it from the beginning" "$(cat "$box/said" "$box/nginx/log")"
fetch local lanes=1 stop=1000000 "http://127.0.0.1:$port/a.mp3" c
head -c 4000000 /dev/urandom >"$box/nginx/www/new" && mv "$box/nginx/www/new" "$box/nginx/www/a.mp3"
fetch local "http://127.0.0.1:$port/a.mp3" c
cmp -s c "$box/nginx/www/a.mp3"
ok $? "what was replaced at nginx meanwhile comes whole" "$(cat "$box/said")"
rm -f ./*

# --- killed at any moment ----------------------------------------------------------------------------------------------------
RANDOM=20260101 kills=0 size=6000000 made=0 wrong=''
while [ $kills -lt 50 ]; do
	made=$((made + 1)) name=k$made
	until [ -e "$name" ] && [ -e "${name}b" ]; do
		"$get" "$box/parts" local "$URL/slow/$size/$name" "$name" "$URL/slow/$size/${name}b" "${name}b" >"$box/said" 2>&1 & pid=$!
		sleep "0.$(printf %03d $((RANDOM % 400)))"
		kill -KILL $pid 2>/dev/null && kills=$((kills + 1))
		wait $pid 2>/dev/null
		for f in "$name" "${name}b"; do
			[ ! -e "$f" ] || [ "$(sha256sum <"$f")" = "$(right $size)  -" ] || wrong="$wrong $f"
		done
		[ -e "$name" ] && [ ! -e "${name}b" ] && fetch local "$URL/slow/$size/${name}b" "${name}b"
		[ -e "${name}b" ] && [ ! -e "$name" ] && fetch local "$URL/slow/$size/$name" "$name"
	done
done 2>/dev/null
none "after $kills kills, what has its name is whole" "$wrong"
# Each kill costs at most what was under way; before there is a note, the first 256 KB of it.
sent=$(awk '$1 ~ "^/slow/" { n += $4 } END { print n + 0 }' "$box/liar/log")
anew=$(grep -c '^/slow/.* - 200 ' "$box/liar/log")
[ "$sent" -le $((made * 2 * size + kills * 2 * 65536 + (anew - made * 2) * 327680)) ]
ok $? "and what had come was not sent again" "$sent bytes for $made × 2 × $size, $kills kills, $anew times from the beginning"
[ "$(grep -c '^/slow/.* 206 ' "$box/liar/log")" -ge 40 ]
ok $? "most of them went on" "$(grep -c '^/slow/.* 206 ' "$box/liar/log")"
empty_parts
ok $? "nothing waits any more after that" "$(ls "$box/parts")"
rm -f ./*

# --- disks -------------------------------------------------------------------------------------------------------------------
mkdir "$box/small" "$box/other"
mount -t tmpfs -o size=1m tmpfs "$box/small"
"$get" "$box/small/parts" local hasty "$URL/good/2000000" full "$URL/good/2000001" fuller >"$box/said"
not full failed 'the disk is full; make room and run it again: what has come is kept' "a full disk is told"
not fuller failed 'the disk is full; make room and run it again: what has come is kept' "of all files"
# Alone: of two, either may have come by too little to be worth keeping.
rm -r "$box/small/parts"
"$get" "$box/small/parts" local hasty "$URL/good/2000000" full >"$box/said"
mount -o remount,size=9m "$box/small"
"$get" "$box/small/parts" local hasty "$URL/good/2000000" full >"$box/said"
came full 2000000 "with room again it comes, onto another disk"
grep -q '^/good/2000000 bytes=[1-9]' "$box/liar/log"
ok $? "and what had come was kept" "$(grep /good/200000 "$box/liar/log")"
ls "$box/small/parts" | grep -q .
[ "$(ls -A . | tr '\n' ' ')" = "full " ]
ok $? "nothing else lies where it went" "$(ls -A .)"
mount -t tmpfs -o size=1m tmpfs "$box/other"
fetch local "$URL/good/2000000" "$box/other/file"
grep -q '^failed .*: the disk is full; make room' "$box/said" && [ -z "$(ls -A "$box/other")" ]
ok $? "where the other disk is full, nothing half-copied lies there" "$(cat "$box/said"; ls -A "$box/other")"
fetch local "$URL/good/2000000" file
came file 2000000 "what is whole waits until it can have its name"
[ "$(grep -c '^/good/2000000 ' "$box/liar/log")" -le 4 ]
ok $? "and is not asked for again" "$(grep '^/good/2000000 ' "$box/liar/log")"

[ ! -s "$box/liar/errors" ]
ok $? "the liar has told no lies about itself" "$(cat "$box/liar/errors")"
finish
