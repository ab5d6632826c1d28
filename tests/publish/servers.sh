# Sourced by tests that ask real servers: nginx and Apache show $box/out by the rules that are in it.
free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
chmod -R a+rX "$box"
mkdir "$box/nginx"
nginx_port=$(free_port)
cat >"$box/nginx/conf" <<-END
	daemon off; master_process off; pid $box/nginx/pid; error_log $box/nginx/errors;
	events {}
	http {
		access_log off; client_body_temp_path $box/nginx/1; proxy_temp_path $box/nginx/2;
		fastcgi_temp_path $box/nginx/3; uwsgi_temp_path $box/nginx/4; scgi_temp_path $box/nginx/5;
		server { listen 127.0.0.1:$nginx_port; root $box/out; include $box/out/site.nginx.conf; }
	}
END
nginx -e "$box/nginx/errors" -c "$box/nginx/conf" 2>"$box/nginx/start" &
nginx=$!
apache_port=$(free_port)
modules=/usr/lib/apache2/modules
mkdir "$box/apache"
{
	for m in mpm_event authz_core dir mime alias headers rewrite; do
		[ ! -f $modules/mod_$m.so ] || echo "LoadModule ${m}_module $modules/mod_$m.so"
	done
	cat <<-END
		ServerRoot $box/apache
		ServerName localhost
		Listen 127.0.0.1:$apache_port
		PidFile $box/apache/pid
		ErrorLog $box/apache/errors
		DocumentRoot $box/out
		TypesConfig /dev/null
		AddHandler cgi-script .pl
		<Directory $box/out>
		AllowOverride All
		Require all granted
		</Directory>
	END
} >"$box/apache/conf"
[ "$(id -u)" -ne 0 ] || printf 'User nobody\nGroup nogroup\n' >>"$box/apache/conf"
apache2 -D FOREGROUND -f "$box/apache/conf" 2>"$box/apache/start" &
apache=$!
leave() { kill $nginx $apache 2>/dev/null; }

sleep 1
kill -0 $nginx && kill -0 $apache || { echo "Bail out! no server could be started"; cat "$box"/*/start >&2; exit 1; }

# ask PORT PATH: the answer's headers in small letters, without what differs each time.
ask() {
	curl -s --max-time 20 --retry 20 --retry-connrefused --retry-delay 1 -D "$box/head" -o "$box/body" "http://127.0.0.1:$1/$2"
	tr -d '\r' <"$box/head" | tr '[:upper:]' '[:lower:]' >"$box/answer"
}
# has LINE SENTENCE
has() {
	grep -qx -- "$1" "$box/answer"
	ok $? "$2" "expected '$1' in: $(cat "$box/answer" "$box/$host/errors" "$box/$host/start" 2>&1)"
}
lacks() {
	! grep -q -- "$1" "$box/answer"
	ok $? "$2" "$(cat "$box/answer")"
}
