#!/bin/sh
# Usage: map.sh [AREAS]
#
# What the themed map costs: CPU of the map, its gaps and its chances, and what they hold in memory, for
# a hundred, a thousand and ten thousand groups. A thousand groups shall take less than 100 ms in all.
set -eu
areas=${1:-30}
echo "$areas areas            map    gaps  chances       all    memory   presences   gaps  chances"
status=0
for groups in 100 1000 10000; do
	figures=$(for _ in 1 2 3 4 5; do build/release/tests/bench/map "$groups" "$areas"; done |
		sort -n -k 3 | sed -n 3p)
	echo "$groups $figures" | awk '{
		printf "%6d groups %8.2f %7.2f %8.2f %6.2f ms %6.1f MB %11d %6d %8d\n",
			$1, $2, $3, $4, $2 + $3 + $4, $5 / 1024, $6, $7, $8
		exit ($1 == 1000 && $2 + $3 + $4 >= 100)
	}' || status=1
done
exit $status
