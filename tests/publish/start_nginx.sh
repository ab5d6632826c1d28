#!/bin/sh
# start_nginx.sh DIR: nginx as a WebDAV host. DIR/env says where it is: URL (TLS, with CA), PLAIN_URL
# (without), both for USER with SECRET; READ_URL for listeners, with ranges; ROOT: the files on the
# disk. stop_servers.sh DIR ends it.
. "$(dirname "$0")/dav_place.sh"
# shellcheck disable=SC2046
set -- $(free_ports 3)
port=$1 plain_port=$2 read_port=$3
cat >"$dir/dav.conf" <<-END
	root $dir/www;
	client_max_body_size 0;
	location /site/ {
		auth_basic volunteers;
		auth_basic_user_file $dir/passwords;
		dav_methods PUT DELETE MKCOL COPY MOVE;
		dav_ext_methods PROPFIND OPTIONS;
		create_full_put_path on;
	}
END
cat >"$dir/conf" <<-END
	load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
	daemon off; master_process off; pid $dir/pid; error_log $dir/errors;
	events { worker_connections 512; }
	http {
		include /etc/nginx/mime.types;
		access_log $dir/requests;
		client_body_temp_path $dir/tmp/1; proxy_temp_path $dir/tmp/2;
		fastcgi_temp_path $dir/tmp/3; uwsgi_temp_path $dir/tmp/4; scgi_temp_path $dir/tmp/5;
		keepalive_requests 100000;
		server {
			listen $bind:$port ssl;
			ssl_certificate $dir/ca.pem; ssl_certificate_key $dir/key.pem;
			include $dir/dav.conf;
		}
		server { listen $bind:$plain_port; include $dir/dav.conf; }
		server { listen $bind:$read_port; root $dir/www/site; }
	}
END
nginx -e "$dir/errors" -c "$dir/conf" >"$dir/start" 2>&1 </dev/null &
started $! nginx
