#!/bin/sh
# start_hosted.sh DIR: the interfaces of hosted services (hosted_servers.py) on free ports; DIR/env says where, DIR/pids what to stop.
set -eu
mkdir -p "$1"
rm -f "$1/env"
/usr/bin/python3 "$(dirname "$0")/hosted_servers.py" "$1" >"$1/out" 2>"$1/errors" </dev/null &
echo $! >"$1/pids"
for _ in $(seq 100); do
	[ -s "$1/env" ] && exit 0
	sleep 0.1
done
cat "$1/errors" >&2
exit 1
