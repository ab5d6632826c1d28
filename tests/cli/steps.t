#!/bin/sh
# A release and a rename are killed at each of their writing system calls in turn, and each of these is made
# to fail in turn. The ledger is always the old one or the new one, a failure is never a success, and the same
# command again ends what was begun.
set -u
. tests/cli/box.sh

ledger=$box/content/published.tsv
site="--content $box/content --now $now"
release="build -q --release $site --output $box/out --cache $box/cache"
rename="rename $site $box/content/podcasts/talks/01-one uno"

small_site second
build out --release
printf '%s\n' --- "title: New" --- "Words." >"$box/content/pages/new.md"
mkdir "$box/first"
cp -Rp "$box/content" "$box/out" "$box/first"
again() {
	rm -rf "$box/content" "$box/out"
	cp -Rp "$box/first/content" "$box/first/out" "$box"
}

# struck CALL NUMBER BLOW COMMAND: that call of the command is struck; its status.
struck() {
	call=$1 number=$2 blow=$3
	shift 3
	ASAN_OPTIONS=detect_leaks=0 strace -f -o "$box/trace" -e trace="$call" -e inject="$call:$blow:when=$number" \
		"$BLETHER" "$@" >"$box/stdout" 2>"$box/stderr"
}

# try NAME ARGUMENTS: all blows at all calls of a command, from the same beginning each time.
try() {
	name=$1
	shift
	again
	cp "$ledger" "$box/old.tsv"
	"$BLETHER" "$@" >"$box/stdout" 2>"$box/stderr" || echo "# $name fails without a blow: $(cat "$box/stderr")"
	"$BLETHER" $release
	cp "$ledger" "$box/new.tsv"
	sums "$box/out" >"$box/wanted"
	blows=0 halves= silent= unfinished=
	for call in write openat rename,renameat,renameat2 unlink,unlinkat fsync,syncfs,ftruncate mkdir,mkdirat; do
		for blow in signal=KILL error=ENOSPC; do
			number=1
			while [ $number -lt 400 ]; do
				again
				struck "$call" $number "$blow" "$@"
				have=$?
				grep -qE 'INJECTED|killed by' "$box/trace" || break
				blows=$((blows + 1))
				where="$name, $call $number, $blow"
				cmp -s "$ledger" "$box/old.tsv" || head -n 2 "$ledger" | cmp -s - "$box/header" && tail -c 1 "$ledger" | cmp -s - "$box/end" ||
					halves="$halves$where; "
				# What fails and is not said to have failed must have been done all the same.
				if [ "$have" -eq 0 ] && [ "$blow" != signal=KILL ]; then
					"$BLETHER" $release 2>"$box/stderr"
					cmp -s "$ledger" "$box/new.tsv" || silent="$silent$where; "
				fi
				"$BLETHER" "$@" >"$box/stdout" 2>"$box/stderr"
				"$BLETHER" $release 2>"$box/stderr" && sums "$box/out" | cmp -s - "$box/wanted" && cmp -s "$ledger" "$box/new.tsv" ||
					unfinished="$unfinished$where: $(cat "$box/stderr"); "
				# All of the first calls, where something is likely; later ones of a kind are the output's.
				number=$((number + 1 + number / step))
			done
		done
	done
	[ $blows -gt 20 ]
	ok $? "$name is struck at many places" "$blows"
	none "$name: the ledger is never half written" "$halves"
	none "$name: what failed is told" "$silent"
	none "$name: the same command again ends it" "$unfinished"
}

if ! strace -o "$box/trace" true 2>/dev/null; then
	ok 1 "strace can trace here"
	finish
	exit
fi
head -n 2 "$ledger" >"$box/header"
printf '\n' >"$box/end"
step=6
try "a rename" $rename
step=2
try "a release" $release

finish
