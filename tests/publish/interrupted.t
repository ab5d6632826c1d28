#!/bin/bash
# Publications on real servers that are killed at random moments, 50 on each, and go on, while a
# listener polls without pause: see interrupted.py. KILLS=50; ONLY="sftp s3" for some of them.
set -u
. tests/cli/box.sh
chmod a+rx "$box"
started=
leave() { [ -z "$started" ] || tests/publish/stop_servers.sh $started; }
kills=${KILLS:-50}
export ERRAND=${BUILD:-build/release}/tests/publish/errand

# start SERVER: runs it, and takes over what it says of itself.
start() {
	started="$started $box/$1"
	tests/publish/start_$1.sh "$box/$1" >"$box/start" 2>&1 || { echo "Bail out! $1 does not start"; cat "$box/start" >&2; exit 1; }
	. "$box/$1/env"
}

# listen_at FOLDER: another nginx shows what SFTP and FTP have put there; sets READ_URL.
listen_at() {
	mkdir -p "$box/listen"
	port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	cat >"$box/listen/conf" <<-END
		daemon off; master_process off; pid $box/listen/pid; error_log $box/listen/errors;
		events {}
		http {
			access_log off; client_body_temp_path $box/listen/1; proxy_temp_path $box/listen/2;
			fastcgi_temp_path $box/listen/3; uwsgi_temp_path $box/listen/4; scgi_temp_path $box/listen/5;
			server { listen 127.0.0.1:$port; root $1; }
		}
	END
	nginx -e "$box/listen/errors" -c "$box/listen/conf" >"$box/start" 2>&1 </dev/null &
	echo $! >"$box/listen/pids"
	started="$started $box/listen"
	READ_URL=http://127.0.0.1:$port/
}

# interrupt NAME: with what the variables say.
interrupt() {
	mkdir "$box/run-$1"
	"$python" -c 'import json, os; print(json.dumps({k: v for k, v in (("publish", os.environ["TARGET"]), ("secret", os.environ["SECRET"]), ("read", os.environ["READ_URL"]), ("root", os.environ.get("ROOT")), ("list", os.environ.get("LIST"))) if v is not None}))' |
		"$python" tests/publish/interrupted.py "$1" "$box/run-$1" "$kills" >"$box/faults" 2>"$box/said"
	[ $? -eq 0 ] && [ ! -s "$box/faults" ]
	ok $? "$1: nobody sees anything broken, and nothing is left behind" "$(head -20 "$box/faults"; tail -5 "$box/said")"
	sed 's/^/# /' "$box/said"
	tests/publish/stop_servers.sh $started
	started=
}

for kind in ${ONLY:-folder sftp ftps webdav s3}; do
	unset ROOT LIST
	case $kind in
	folder)
		mkdir -m 755 "$box/place"
		export ROOT=$box/place SECRET=
		listen_at "$ROOT"
		export READ_URL TARGET="targets: [{name: web, kind: folder, to: $ROOT}]"
		;;
	sftp)
		start sftp
		mkdir -m 755 "$FILES/site" && chown --reference="$FILES" "$FILES/site"
		listen_at "$FILES/site"
		export ROOT=$FILES/site SECRET= READ_URL TARGET="targets: [{name: web, kind: sftp, to: '$URL/site', user: $ACCOUNT, key_file: $KEY, known_hosts: $KNOWN_HOSTS}]"
		;;
	ftps)
		start ftps
		mkdir -m 755 "$FILES/site" && chown --reference="$FILES" "$FILES/site"
		listen_at "$FILES/site"
		export ROOT=$FILES/site SECRET=$PASSWORD READ_URL TARGET="targets: [{name: web, kind: ftps, to: '${URL}site', user: $ACCOUNT, ca: $CA}]"
		;;
	webdav)
		start nginx
		export ROOT SECRET READ_URL TARGET="targets: [{name: web, kind: webdav, to: '$URL', user: $USER, ca: $CA}]"
		;;
	s3)
		start ceph
		export SECRET READ_URL=$ENDPOINT/$BUCKET/ TARGET="targets: [{name: web, kind: s3, to: 's3://$BUCKET', endpoint: '$ENDPOINT', region: $REGION, user: $USER}]"
		export LIST="s3cmd -c $S3CMD ls -r s3://$BUCKET/ | awk '{ size = \$3; sub(/^[^:]*:[^:]*:\\/\\/$BUCKET\\//, \"\"); print size, \$0 }'"
		;;
	esac
	interrupt $kind
done
finish
