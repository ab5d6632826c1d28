#!/bin/sh
# Pages on one nginx, recordings on another: an episode plays under the policy of its page, and
# nothing else is asked of anybody.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

audio=https://audio.example.org/irn/
cp -R content "$box/content"
echo "audio_address: $audio" >>"$box/content/site.yaml"
build out

# As two targets take it: recordings there, everything but them here.
mkdir -p "$box/pages" "$box/audio/irn" "$box/nginx" "$box/home"
cp -R "$box/out/." "$box/pages"
(cd "$box/out" && find . -path '*/audio/*' -type f) | while read -r file; do
	mkdir -p "$box/audio/irn/${file%/*}"
	mv "$box/pages/$file" "$box/audio/irn/$file"
done
[ "$(find "$box/audio" -type f | wc -l)" -eq 4 ] && [ -z "$(find "$box/pages" -name '*.mp3' -o -name '*.m4a')" ]
ok $? "the four recordings stand on one host, all else on the other"
chmod -R a+rX "$box"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=audio.example.org -keyout "$box/nginx/key" -out "$box/nginx/cert" 2>"$box/stderr"
# Two free ports, both taken before either is given back.
ports=$("$python" -c '
import socket
all = [socket.socket() for _ in range(2)]
for s in all: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in all))')
port=${ports% *} secure=${ports#* }
cat >"$box/nginx/conf" <<-END
	daemon off; master_process off; pid $box/nginx/pid; error_log $box/nginx/errors;
	events {}
	http {
		access_log off; client_body_temp_path $box/nginx/1; proxy_temp_path $box/nginx/2;
		fastcgi_temp_path $box/nginx/3; uwsgi_temp_path $box/nginx/4; scgi_temp_path $box/nginx/5;
		server { listen 127.0.0.1:$port; root $box/pages; include $box/pages/site.nginx.conf; }
		server {
			listen 127.0.0.1:$secure ssl; root $box/audio;
			ssl_certificate $box/nginx/cert; ssl_certificate_key $box/nginx/key;
			types { audio/mpeg mp3; audio/mp4 m4a; audio/ogg opus; }
		}
	}
END
nginx -e "$box/nginx/errors" -c "$box/nginx/conf" 2>"$box/nginx/start" &
server=$!
leave() { kill $server 2>/dev/null; }
curl -s --max-time 20 --retry 20 --retry-connrefused --retry-delay 1 -o "$box/body" "http://127.0.0.1:$port/"
HOME=$box/home TMPDIR=$box/home node $here/apart.mjs "http://127.0.0.1:$port/" "$audio" "$secure" >"$box/faults" 2>"$box/stderr"
ok $? "Chromium plays" "$(cat "$box/stderr")"
none "from the other host and nothing but recordings, once somebody plays them; all else is stopped" "$(cat "$box/faults")"

finish
