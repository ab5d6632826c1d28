#!/bin/sh
# stop_servers.sh DIR …: ends the servers that start_*.sh started in these folders, and waits until they are gone.
for dir; do
	[ -f "$dir/pids" ] || continue
	while read -r pid; do
		kill "$pid" 2>/dev/null
		tries=0
		while kill -0 "$pid" 2>/dev/null; do
			tries=$((tries + 1))
			[ $tries -ne 50 ] || kill -KILL "$pid"
			sleep 0.1
		done
	done <"$dir/pids"
	rm -f "$dir/pids"
done
