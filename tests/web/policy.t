#!/bin/sh
# The Content-Security-Policy in a real browser: nothing of ours is stopped, and what is put in between is.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

expect 0 "the site is built" build -c content -o "$box/out" --cache "$box/cache" --now $now
sed 's,</main>,<script>window.hit = 1</script><p style="color: red" onclick="hit()">x</p></main>,' "$box/out/index.html" >"$box/out/injected.html"
echo '<!DOCTYPE html><title>A partner</title><main><iframe src="podcasts/spirituality/loss.embed.html"></iframe></main>' >"$box/out/frame.html"
chmod -R a+rX "$box"
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$box/nginx" "$box/home"
cat >"$box/nginx/conf" <<-END
	daemon off; master_process off; pid $box/nginx/pid; error_log $box/nginx/errors;
	events {}
	http {
		access_log off; client_body_temp_path $box/nginx/1; proxy_temp_path $box/nginx/2;
		fastcgi_temp_path $box/nginx/3; uwsgi_temp_path $box/nginx/4; scgi_temp_path $box/nginx/5;
		server { listen 127.0.0.1:$port; root $box/out; include $box/out/site.nginx.conf; }
	}
END
nginx -e "$box/nginx/errors" -c "$box/nginx/conf" 2>"$box/nginx/start" &
server=$!
leave() { kill $server 2>/dev/null; }
curl -s --max-time 20 --retry 20 --retry-connrefused --retry-delay 1 -o "$box/body" "http://127.0.0.1:$port/"
HOME=$box/home TMPDIR=$box/home node $here/policy.mjs "http://127.0.0.1:$port/" "$box/out" >"$box/faults" 2>"$box/stderr"
ok $? "Chromium visits it" "$(cat "$box/stderr")"
[ ! -s "$box/faults" ]
ok $? "no page breaks its own policy, over HTTP or from the disk; an injected script is stopped; embeds can be framed" "$(cat "$box/faults")"

finish
