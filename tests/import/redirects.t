#!/bin/bash
# The redirects that an import leaves, on real servers: nginx and Apache answer each old address with 301 and
# the new one. The forms that no server here takes are read again by programs of others.
. tests/cli/box.sh

"$python" tests/import/redirects.py moves >"$box/moves"
"$BUILD/tests/import/redirects" "$box/out" <"$box/moves"
ok $? "there are files"
leave() { kill $pids 2>/dev/null; wait 2>/dev/null; }
free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
pids=
folder=$box/out/import-redirects/old.example.org
mkdir -p "$box/site" "$box/nginx" "$box/apache"
echo "still here" >"$box/site/index.html"
echo "still here" >"$box/site/other.html"
chmod -R a+rX "$box"

nginx_port=$(free_port)
cat >"$box/nginx/conf" <<END
daemon off; master_process off; pid $box/nginx/pid; error_log $box/nginx/errors;
events {}
http {
	access_log off;
	client_body_temp_path $box/nginx/t1; proxy_temp_path $box/nginx/t2; fastcgi_temp_path $box/nginx/t3;
	uwsgi_temp_path $box/nginx/t4; scgi_temp_path $box/nginx/t5;
	include $folder/nginx-http.conf;
	server { listen 127.0.0.1:$nginx_port; root $box/site; include $folder/nginx-server.conf; }
}
END
nginx -c "$box/nginx/conf" -e "$box/nginx/errors" 2>"$box/nginx/start" &
pids="$pids $!"

apache_port=$(free_port)
modules=/usr/lib/apache2/modules
cp "$folder/apache-htaccess.txt" "$box/site/.htaccess"
{
	for m in mpm_event authz_core dir rewrite; do
		[ ! -f $modules/mod_$m.so ] || echo "LoadModule ${m}_module $modules/mod_$m.so"
	done
	cat <<-END
		ServerRoot $box/apache
		ServerName localhost
		Listen 127.0.0.1:$apache_port
		PidFile $box/apache/pid
		ErrorLog $box/apache/errors
		DocumentRoot $box/site
		<Directory $box/site>
		Require all granted
		AllowOverride All
		</Directory>
	END
} >"$box/apache/conf"
[ "$(id -u)" -ne 0 ] || printf 'User nobody\nGroup nogroup\n' >>"$box/apache/conf"
apache2 -D FOREGROUND -f "$box/apache/conf" 2>"$box/apache/start" &
pids="$pids $!"

for server in nginx apache; do
	eval port=\$${server}_port
	for _ in $(seq 100); do curl -s -o "$box/body" "http://127.0.0.1:$port/" && break; sleep 0.1; done
	"$python" tests/import/redirects.py ask "127.0.0.1:$port" <"$box/moves" >"$box/faults" 2>&1
	none "$server: each old address answers 301 with the new one" "$(cat "$box/faults" "$box/$server/start")"
	for path in / /other.html /feeds /feed/x '/?p=1' '/?p=123&x=1' /index.php; do
		curl -s -o "$box/body" -w '%{http_code} %{redirect_url}\n' "http://127.0.0.1:$port$path"
	done | grep -n -v '^[24]0' >"$box/faults"
	none "$server: nothing else is redirected" "$(cat "$box/faults")"
done

"$python" tests/import/redirects.py files "$box/out/import-redirects" <"$box/moves" >"$box/faults" 2>&1
none "the other forms say the same to who reads them" "$(cat "$box/faults")"

# Nobody's feed makes a rule of ours, or a file elsewhere.
printf '%s\n' 'https://old.example.org/a%0aRewriteRule%20x	https://new.example/1' \
	'https://../../etc/x	https://new.example/2' \
	'https://old.example.org/"; return 200 "; #	https://new.example/3' >"$box/hostile"
"$BUILD/tests/import/redirects" "$box/hostile-out" <"$box/hostile"
none "no line of a feed becomes a line of a rule" \
	"$(grep -rlE '^RewriteRule x|^.?return 200' "$box/hostile-out")"
none "no file is written elsewhere" "$(find "$box" -name x; find "$box/hostile-out" -type d -name '..*')"

# A show of ten thousand episodes: nginx takes the list as it is.
"$python" -c '
for i in range(10000):
    print(f"https://old.example.org/episodes/{i:05}-a-name-that-is-as-long-as-names-are\thttps://new.example/podcasts/talks/{i:05}.html")
    print(f"https://old.example.org/audio/{i:05}.mp3\thttps://new.example/podcasts/talks/audio/{i:05}-0123456789ab.mp3")
' | "$BUILD/tests/import/redirects" "$box/many"
sed "s|$folder|$box/many/import-redirects/old.example.org|" "$box/nginx/conf" >"$box/nginx/many"
nginx -t -c "$box/nginx/many" -e "$box/nginx/errors" 2>"$box/nginx/checked"
ok $? "nginx takes the list of ten thousand episodes" "$(cat "$box/nginx/checked")"
[ "$(wc -l <"$box/many/import-redirects/redirects.csv")" -eq 20001 ]
ok $? "the table has every line of them"
finish
