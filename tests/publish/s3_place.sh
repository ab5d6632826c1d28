# Sourced by start_ceph.sh and start_swift.sh, with $1: the folder that the server lives in, which
# must not be there yet. From here on it is where they are, and `fail` ends what was begun in it.
set -u
dir=$(realpath -m "$1")
mkdir "$dir" && cd "$dir" || exit 1
free_ports() { /usr/bin/python3 -c 'import socket, sys
all = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in all: s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in all])' "$1"; }
fail() {
	echo "${0##*/}: $1" >&2
	tail -n 5 "$dir"/*/*.out >&2
	kill -9 $(cat "$dir/pids") 2>/dev/null
	exit 1
}
