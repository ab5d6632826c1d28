#!/bin/bash
# The live check, and `blether verify --online`, against servers that are right, wrong in one way each, or
# switched off. What is said of each is in tests/publish/live/stdout; BLESS=1 writes it anew.
set -u
. tests/cli/box.sh
: "${BUILD:=build/release}"
aftermath=$BUILD/tests/publish/aftermath
golden=tests/publish/live/stdout
blessed=$box/blessed
site=$box/site

mkdir -p "$site/audio" "$box/old"
echo '<title>Home</title>' >"$site/index.html"
echo '<title>Loss</title>' >"$site/loss.html"
echo '<rss>new</rss>' >"$site/feed.xml"
echo '<rss>old</rss>' >"$box/old/feed.xml"
cp tests/golden/one-second.mp3 "$site/audio/loss-0123456789ab.mp3"
printf '\377\330\377\340' >"$site/cover.jpg"
echo 'WEBVTT' >"$site/loss.vtt"
echo '{}' >"$site/loss.chapters.json"
echo 'p {}' >"$site/style.css"

# said CASE SENTENCE: what is in $box/stdout is what the golden file has for the case.
said() {
	{ echo "== $1"; cat "$box/stdout"; } >"$box/have"
	cat "$box/have" >>"$blessed"
	awk -v case="== $1" '/^== / { on = $0 == case } on' "$golden" >"$box/want" 2>/dev/null
	difference=$(diff -u "$box/want" "$box/have")
	ok $? "$2" "$difference"
}

# look CASE ADDRESS SENTENCE [WORDS]: what the live check says of the site there.
look() {
	case=$1 address=$2 sentence=$3
	shift 3
	"$aftermath" "$address" "$site" "$@" look >"$box/raw" 2>&1
	sed -E "s,$address,SITE/,g; s,${address%${address#*://*/}},SERVER/,g; s,on 20[0-9-]{8},on DAY," "$box/raw" >"$box/stdout"
	said "$case" "$sentence"
}

# --- a server for each trouble ---------------------------------------------------------------

mkfifo "$box/stop"
"$python" tests/publish/trouble.py "$site" "$box/old" <"$box/stop" >"$box/port" &
exec 9>"$box/stop"
pids=
leave() { exec 9>&-; [ -z "$pids" ] || kill $pids 2>/dev/null; wait 2>/dev/null; }
for _ in $(seq 100); do [ -s "$box/port" ] || sleep 0.1; done
port=$(cat "$box/port")
while read -r way sentence; do
	look "$way" "http://127.0.0.1:$port/$way/" "$sentence"
done <<-END
	good nothing is said of a site that is as it was published
	moved redirects that apps follow are no fault
	packed nor is compression
	busy-once nor a server that was busy for a moment
	wrong-type wrong types
	no-type no types
	latin another charset
	soft a page for what is not there, with status 200
	all-soft a page for everything
	cut files that are shorter than what was sent
	lying less comes than was promised
	no-length no length
	other-total a part of a recording, without how long all of it is
	long-part more than the part that was asked for
	no-part parts are refused
	no-head HEAD is refused
	loop a redirect that leads to itself
	to-ftp a redirect to something that is not the web
	cookie a cookie
	cookie-on-the-way a cookie that only a redirect sets
	other pages that the host changes
	no-validator no ETag and no Last-Modified
	deaf an ETag that nobody heeds
	badly-packed right as it is, damaged when packed
	not-packed said to be packed, and is not
	no-cors transcripts that pages of others may not read
	forbidden a bucket that nobody may read
	busy a server with trouble of its own
	slow a server that stops in the middle
END
news() { look "news-$1" "http://127.0.0.1:$port/$1/" "$2" before "$box/old" gone hope.html gone audio/hope-0123456789ab.mp3 news; }
news good "what was deleted is gone"
news stale "an old feed is told from a wrong one, and when it will be new"
news stale-once "a cache that grows old meanwhile is no fault"
cp -R "$site" "$box/more" && site=$box/more
rm "$site"/*.* && cp "$box/site/loss.html" "$site"
news gone "what was deleted and can still be had"
site=$box/site
look nobody "http://127.0.0.1:9/" "a server that is switched off, which is not asked for everything"

# --- certificates -----------------------------------------------------------------------------

free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
mkdir "$box/tls" "$box/ca"
certificate() { # NAME SUBJECT [OPTIONS OF openssl ca]
	name=$1 subject=$2
	shift 2
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$subject" -addext "subjectAltName=IP:$subject" \
		-keyout "$box/tls/$name.key" -out "$box/tls/$name.csr" 2>/dev/null &&
		openssl ca -batch -config "$box/ca/conf" -in "$box/tls/$name.csr" -out "$box/tls/$name.pem" "$@" 2>>"$box/ca/said"
}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=our CA" -days 2000 \
	-keyout "$box/ca/key" -out "$box/ca/pem" 2>/dev/null
cat >"$box/ca/conf" <<-END
	[ca]
	default_ca = ours
	[ours]
	database = $box/ca/index
	new_certs_dir = $box/ca
	certificate = $box/ca/pem
	private_key = $box/ca/key
	rand_serial = yes
	unique_subject = no
	default_md = sha256
	policy = any
	copy_extensions = copy
	default_days = 1000
	[any]
	commonName = supplied
END
: >"$box/ca/index"
certificate right 127.0.0.1 && certificate other 127.0.0.2 &&
	certificate ended 127.0.0.1 -startdate 20200101000000Z -enddate 20200201000000Z
ok $? "certificates can be made" "$(cat "$box/ca/said")"

for name in http right other ended down; do eval "${name}_port=$(free_port)"; done
secure() { # NAME CERTIFICATE [DIRECTIVE]
	eval "p=\$$1_port"
	echo "server { listen 127.0.0.1:$p ssl; ssl_certificate $box/tls/$2.pem; ssl_certificate_key $box/tls/$2.key; ${3-} }"
}
mkdir "$box/wrong-nginx"
types='types { text/html html; application/rss+xml xml; audio/mpeg mp3; image/jpeg jpg; text/vtt vtt; application/json json; text/css css; }'
{
	cat <<-END
		daemon off; master_process off; pid $box/wrong-nginx/pid; error_log $box/wrong-nginx/errors;
		events {}
		http {
		access_log off; client_body_temp_path $box/wrong-nginx/1; proxy_temp_path $box/wrong-nginx/2;
		fastcgi_temp_path $box/wrong-nginx/3; uwsgi_temp_path $box/wrong-nginx/4; scgi_temp_path $box/wrong-nginx/5;
		root $site; $types
		gzip on; gzip_types *; gzip_min_length 0;
		add_header Access-Control-Allow-Origin *;
		server { listen 127.0.0.1:$http_port;
			location /no-ranges/ { alias $site/; max_ranges 0; }
			location /no-types/ { alias $site/; types {} default_type application/octet-stream; }
			location /no-etag/ { alias $site/; etag off; if_modified_since off; add_header Last-Modified ""; add_header Access-Control-Allow-Origin *; }
			location /all-found/ { alias $site/; error_page 404 =200 /index.html; }
			location /no-cors/ { alias $site/; add_header X-Other yes; }
		}
	END
	secure right right
	secure other other
	secure ended ended
	secure down right "location /audio/ { return 302 http://127.0.0.1:$http_port\$request_uri; }"
	echo '}'
} >"$box/wrong-nginx/conf"
chmod -R a+rX "$box"
nginx -e "$box/wrong-nginx/errors" -c "$box/wrong-nginx/conf" 2>"$box/wrong-nginx/start" &
pids=$!
for _ in $(seq 100); do curl -s -o "$box/body" "http://127.0.0.1:$http_port/" && break; sleep 0.1; done

for pair in no-ranges="nginx without ranges" no-types="nginx without types" no-etag="nginx that does not know when a feed changed" \
	all-found="nginx that finds everything" no-cors="nginx without CORS"; do
	look "nginx-${pair%%=*}" "http://127.0.0.1:$http_port/${pair%%=*}/" "${pair#*=}"
done
look nginx "http://127.0.0.1:$http_port/" "nginx that is right, with compression"
look nginx-tls "https://127.0.0.1:$right_port/" "a right certificate" ca "$box/ca/pem"
look nginx-tls-soon "https://127.0.0.1:$right_port/" "a certificate that ends soon" ca "$box/ca/pem" now $(($(date +%s) + 990 * 86400))
look nginx-tls-unknown "https://127.0.0.1:$right_port/" "a certificate that nobody vouches for"
look nginx-tls-other "https://127.0.0.1:$other_port/" "a certificate for another name" ca "$box/ca/pem"
look nginx-tls-ended "https://127.0.0.1:$ended_port/" "a certificate that has ended" ca "$box/ca/pem"
look nginx-tls-down "https://127.0.0.1:$down_port/" "a redirect from https to http" ca "$box/ca/pem"
kill $pids
wait $pids
pids=

# --- Apache that is not as it should be ------------------------------------------------------------

apache_port=$(free_port)
modules=/usr/lib/apache2/modules
mkdir "$box/wrong-apache"
{
	for m in mpm_event authz_core dir mime alias headers; do
		[ ! -f $modules/mod_$m.so ] || echo "LoadModule ${m}_module $modules/mod_$m.so"
	done
	cat <<-END
		ServerRoot $box/wrong-apache
		ServerName localhost
		Listen 127.0.0.1:$apache_port
		PidFile $box/wrong-apache/pid
		ErrorLog $box/wrong-apache/errors
		DocumentRoot $site
		TypesConfig /dev/null
		<Directory $site>
		Require all granted
		</Directory>
		Alias /no-ranges $site
		Alias /no-etag $site
		AddType text/html .html
		AddType application/rss+xml .xml
		<LocationMatch "^/no-(ranges|etag)/">
		AddType audio/mpeg .mp3
		AddType image/jpeg .jpg
		AddType text/vtt .vtt
		AddType application/json .json
		AddType text/css .css
		Header set Access-Control-Allow-Origin *
		</LocationMatch>
		<Location /no-ranges/>
		MaxRanges none
		</Location>
		<Location /no-etag/>
		FileETag None
		Header unset Last-Modified
		</Location>
	END
} >"$box/wrong-apache/conf"
[ "$(id -u)" -ne 0 ] || printf 'User nobody\nGroup nogroup\n' >>"$box/wrong-apache/conf"
apache2 -D FOREGROUND -f "$box/wrong-apache/conf" 2>"$box/wrong-apache/start" &
pids=$!
for _ in $(seq 100); do curl -s -o "$box/body" "http://127.0.0.1:$apache_port/" && break; sleep 0.1; done
look apache-no-ranges "http://127.0.0.1:$apache_port/no-ranges/" "Apache without ranges"
look apache-no-etag "http://127.0.0.1:$apache_port/no-etag/" "Apache that does not say when a feed changed"
look apache-no-rules "http://127.0.0.1:$apache_port/" "Apache that passes over .htaccess"
kill $pids
wait $pids
pids=

# --- verify --online, on real servers with the site's own rules ----------------------------------------

small_site
sed -i "s#^address:.*#address: https://www.leith-listens.example/#" "$box/content/site.yaml"
build out --release
. tests/publish/servers.sh
pids="$nginx $apache"
leave() { exec 9>&-; kill $pids 2>/dev/null; wait 2>/dev/null; }
online() { # STATUS SENTENCE [OPTIONS]
	want=$1 sentence=$2
	shift 2
	"$BLETHER" verify --online -c "$box/content" --cache "$box/cache" "$@" >"$box/raw" 2>"$box/stderr" </dev/null
	have=$?
	sed -E "s,http://127.0.0.1:($nginx_port|$apache_port)/,SITE/,g" "$box/raw" >"$box/stdout"
	[ $have -eq "$want" ]
	ok $? "$sentence" "status $have, not $want: $(cat "$box/stdout" "$box/stderr")"
}
silent() {
	[ ! -s "$box/stdout" ] && [ ! -s "$box/stderr" ]
	ok $? "$1" "$(cat "$box/stdout" "$box/stderr")"
}
for host in nginx apache; do
	eval port=\$${host}_port
	online 0 "$host with the site's rules: all is well" "http://127.0.0.1:$port/"
	silent "and nothing is said, as cron likes it"
	online 0 "$host: every single file" --all "http://127.0.0.1:$port"
	silent "nothing is said"
done
[ ! -e "$box/cache/online.tsv" ]
ok $? "there is no history of faults where there are none"

port=$nginx_port
audio=$(cd "$box/out" && ls podcasts/*/audio/*.mp3 | head -1)
feed=$(cd "$box/out" && ls podcasts/*/feed.xml)
cp "$box/out/$audio" "$box/audio" && cp "$box/out/$feed" "$box/feed"
head -c 1000 "$box/audio" >"$box/out/$audio"
echo '<!-- by hand -->' >>"$box/out/$feed"
online 1 "a recording that was cut and a feed that was changed are found" --now 2026-12-02T12:00:00Z "http://127.0.0.1:$port/"
sed -i -E "s,$audio,AUDIO,; s,[0-9]+ were,N were," "$box/stdout"
said decayed "and what to do"
online 1 "a week later they are still found" --now 2026-12-09T12:00:00Z "http://127.0.0.1:$port/"
sed -i -E "s,$audio,AUDIO,; s,[0-9]+ were,N were," "$box/stdout"
said decayed-since "and since when"
"$python" - "$box/cache/online.tsv" <<-'END' >"$box/faults"
	import sys
	lines = [l.rstrip('\n').split('\t') for l in open(sys.argv[1]) if not l.startswith('#')]
	if len(lines) != 2: print(lines)
	for address, finding, first, last in lines:
	    if (first, last) != ('2026-12-02', '2026-12-09') or not finding.startswith('online-'): print(address, finding, first, last)
END
[ ! -s "$box/faults" ]
ok $? "the history says so, too" "$(cat "$box/faults")"
online 1 "programs get the same" --format=json --now 2026-12-09T12:00:00Z "http://127.0.0.1:$port/"
"$python" -c 'import json, sys; j = json.load(open(sys.argv[1])); f = j["findings"]; assert j["looked"] > 10 and {x["finding"] for x in f} == {"online-length", "online-bytes"} and all(x["since"] == "2026-12-02" and x["remedy"] for x in f)' "$box/raw" 2>"$box/stderr"
ok $? "as JSON" "$(cat "$box/raw" "$box/stderr")"
online 1 "with --quiet only the status tells" --quiet "http://127.0.0.1:$port/"
silent "nothing is printed"
cp "$box/audio" "$box/out/$audio" && cp "$box/feed" "$box/out/$feed"
online 0 "when they are mended, all is well" "http://127.0.0.1:$port/"
[ ! -e "$box/cache/online.tsv" ]
ok $? "and their history is over"

mv "$box/out/.blether-manifest" "$box/manifest"
online 0 "a clone without any note knows names from published.tsv" "http://127.0.0.1:$port/"
silent "and finds them all"
mv "$box/out/$audio" "$box/elsewhere"
online 1 "a recording that is missing is found even so" "http://127.0.0.1:$port/"
sed -i "s,$audio,AUDIO," "$box/stdout"
said names "and said"
mv "$box/elsewhere" "$box/out/$audio"
printf 'targets:\n  - name: web\n    kind: folder\n    to: /nowhere\n' >"$box/content/publish.yaml"
mkdir -p "$box/cache/publish/web" && cp "$box/manifest" "$box/cache/publish/web/manifest"
echo 'p {}' >>"$(ls "$box"/out/style-*.css)"
online 1 "this computer's own notes of a target say which bytes there were" --all "http://127.0.0.1:$port/"
grep -q 'style-.*online-bytes' "$box/stdout"
ok $? "so that a style sheet with others is found" "$(cat "$box/stdout")"
rm -r "$box/cache/publish" "$box/content/published.tsv"
online 1 "without all of them there is nothing to compare with" "http://127.0.0.1:$port/"
said nothing "which is said"
online 2 "what is no address is not asked for" nothing.xml
online 2 "nor are two" "http://127.0.0.1:$port/" "http://127.0.0.1:$port/"

[ -z "${BLESS-}" ] || { mkdir -p "${golden%/*}" && cp "$blessed" "$golden"; }
finish
