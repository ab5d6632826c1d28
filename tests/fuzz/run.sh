#!/bin/sh
# Usage: run.sh TARGET...
#
# Feeds each libFuzzer target random input for FUZZ_SECONDS, beginning with its
# corpus in tests/fuzz/corpus/. What it learns stays in build/fuzz/corpus/; an
# input that breaks something is left in build/fuzz/found/ and belongs into the
# corpus once the fault is mended, for `make check` replays that.
: "${FUZZ_SECONDS:=60}"
worst=0
printf '%-24s %12s %10s %8s  %s\n' target runs runs/s edges result
for target; do
	name=$(basename "$target" .t)
	name=${name#fuzz_}
	seeds=tests/fuzz/corpus/$name learnt=build/fuzz/corpus/$name found=build/fuzz/found/$name log=build/fuzz/$name.log
	mkdir -p "$seeds" "$learnt" "$found"
	"$target" -max_total_time="$FUZZ_SECONDS" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$found/" "$learnt" "$seeds" >"$log" 2>&1
	status=$?
	result=clean
	[ $status -eq 0 ] || { result="BROKEN: $(ls -t "$found" | head -1 | sed "s|^|$found/|"), see $log" worst=1; }
	awk -v name="$name" -v result="$result" '
		/^stat::number_of_executed_units/ { runs = $2 }
		/^stat::average_exec_per_sec/ { rate = $2 }
		{ for (i = 1; i < NF; i++) if ($i == "cov:") edges = $(i + 1) }
		END { printf "%-24s %12s %10s %8s  %s\n", name, runs, rate, edges, result }' "$log"
done
exit $worst
