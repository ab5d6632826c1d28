# Sourced by start_nginx.sh and start_apache.sh, with $1: the folder that the server lives in. Both
# show the same: files in www/site, written by DAV at /site/ with a password, and read by listeners
# at another port.
set -eu
mkdir -p "$1"
dir=$(cd "$1" && pwd)
bind=${BIND:-127.0.0.1} # another address in a namespace of the network
user=volunteer secret='p4ss word:ü'
rm -rf "${dir:?}"/*
mkdir -p "$dir/www/site" "$dir/lock" "$dir/tmp"

# As many free ports as are asked for, all different.
free_ports() {
	/usr/bin/python3 - "$bind" "$1" <<-'END'
		import socket, sys
		held = [socket.socket() for _ in range(int(sys.argv[2]))]
		for s in held: s.bind((sys.argv[1], 0))
		print(*(s.getsockname()[1] for s in held))
	END
}

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
	-subj /CN=localhost -addext "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:$bind" \
	-keyout "$dir/key.pem" -out "$dir/ca.pem" 2>"$dir/openssl.log"
printf '%s:{SHA}%s\n' "$user" "$(printf %s "$secret" | openssl dgst -binary -sha1 | base64)" >"$dir/passwords"

# started PID NAME: waits until the server answers, and says where it is.
started() {
	echo "$1" >"$dir/pids"
	tries=0
	until curl -s -o "$dir/answer" --max-time 5 --noproxy '*' "http://$bind:$read_port/"; do
		tries=$((tries + 1))
		if [ $tries -gt 100 ] || ! kill -0 "$1" 2>/dev/null; then
			cat "$dir/errors" "$dir/start" >&2
			kill "$1" 2>/dev/null || :
			echo "$2 does not start" >&2
			exit 1
		fi
		sleep 0.1
	done
	cat >"$dir/env" <<-END
		NAME=$2
		PORT=$port
		PLAIN_PORT=$plain_port
		READ_PORT=$read_port
		URL=https://$bind:$port/site/
		PLAIN_URL=http://$bind:$plain_port/site/
		READ_URL=http://$bind:$read_port/
		USER=$user
		SECRET='$secret'
		CA=$dir/ca.pem
		ROOT=$dir/www/site
	END
}
