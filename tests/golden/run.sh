#!/bin/sh
# Golden cases: tests/golden/AREA/NAME/ holds
#
#   cmd                 arguments for blether, as the shell reads them
#   in/                 the folder it works in (may be absent)
#   setup               run in that folder first, for what git cannot carry (may be absent)
#   stdout stderr status out/   what is expected; absent means empty, 0 and no folder
#
# Usage: [BLESS=1] run.sh [AREA[/NAME]]...
# BLESS=1 writes what blether does now as what is expected: read the diff before you commit it.
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/tap.sh"
: "${BLETHER:=$root/blether}"
golden=$root/tests/golden
export LC_ALL=C.UTF-8 TZ=Pacific/Kiritimati SOURCE_DATE_EPOCH=1790845200
unset NO_COLOR CLICOLOR_FORCE TERM
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
trap 'exit 130' INT TERM

# Runs the case in $1; leaves what it did in $box/have.
run() {
	rm -rf "$box"/*
	mkdir "$box/work" "$box/have" "$box/want"
	if [ -d "$1/in" ]; then cp -R "$1/in/." "$box/work"; fi
	cd "$box/work" || exit
	if [ -f "$1/setup" ]; then sh -eu "$1/setup" || echo "setup failed" >"$box/have/setup"; fi
	eval "set -- $(cat "$1/cmd")"
	"$BLETHER" "$@" >"$box/stdout" 2>"$box/stderr" </dev/null
	status=$?
	cd "$root" || exit
	[ $status -eq 0 ] || echo $status >"$box/have/status"
	for f in stdout stderr; do
		[ ! -s "$box/$f" ] || sed "s|$box/work|WORK|g" "$box/$f" >"$box/have/$f"
	done
	[ ! -d "$box/work/out" ] || cp -R "$box/work/out" "$box/have"
}

# What is expected of the case in $1.
expected() {
	for f in stdout stderr status out; do
		if [ -e "$1/$f" ]; then cp -R "$1/$f" "$box/want"; fi
	done
}

bless() {
	(cd "$1" && rm -rf stdout stderr status out)
	cp -R "$box/have/." "$1"
}

[ $# -gt 0 ] || set -- .
for area; do
	for cmd in $(cd "$golden" && find "$area" -name cmd ! -path '*/in/*' ! -path '*/out/*' | sort); do
		case=$golden/$(dirname "$cmd")
		run "$case"
		[ -z "${BLESS-}" ] || bless "$case"
		expected "$case"
		difference=$(cd "$box" && diff -ruN want have)
		ok $? "$(dirname "${cmd#./}")" "$difference"
	done
done
[ $tap_count -gt 0 ]
ok $? "there are golden cases"
finish
