# Sourced by the tests of blether as a whole: TAP, and a box to work in that is gone afterwards.
# They run from the root of the tree; make names the programs in BLETHER and BLETHER_MEDIA.
. tests/tap.sh
tree=$PWD
python=/usr/bin/python3
: "${BLETHER:=$tree/blether}" "${BLETHER_MEDIA:=$tree/blether-media}"
export BLETHER BLETHER_MEDIA LC_ALL=C.UTF-8
unset NO_COLOR MAKEFLAGS MAKELEVEL
box=$(mktemp -d)
trap 'leave; rm -rf "$box"' EXIT
trap 'exit 130' INT TERM
leave() { :; } # a test that mounts or starts something ends it here

# All four of the shipped episodes are out by then.
now=2026-12-01T00:00:00Z
export SOURCE_DATE_EPOCH=1796083200 # the same, for commands without --now: what is checked by hand grows old

# expect STATUS SENTENCE ARGUMENTS: blether ends with that status.
# What it printed is in $box/stdout and $box/stderr.
expect() {
	want=$1 sentence=$2
	shift 2
	"$BLETHER" "$@" >"$box/stdout" 2>"$box/stderr" </dev/null
	have=$?
	[ $have -eq "$want" ]
	ok $? "$sentence" "status $have, not $want: $(cat "$box/stdout" "$box/stderr")"
}

# says STREAM TEXT SENTENCE: that line of text is somewhere in what was printed.
says() {
	grep -qF -- "$2" "$box/$1"
	ok $? "$3" "expected '$2' in: $(cat "$box/$1")"
}

# build NAME [OPTIONS]: the content in the box, into $box/NAME; stops the test when that fails.
build() {
	name=$1
	shift
	"$BLETHER" build --content "$box/content" --output "$box/$name" --cache "$box/cache" --now $now "$@" \
		>"$box/stdout" 2>"$box/stderr" </dev/null && return
	cat "$box/stderr" >&2
	echo "Bail out! the content could not be built"
	exit 1
}

# run COMMAND OPERANDS: blether on the content in the box.
run() {
	command=$1
	shift
	"$BLETHER" "$command" --content "$box/content" --now $now "$@" >"$box/stdout" 2>"$box/stderr" </dev/null
}

# in_box STATUS SENTENCE COMMAND OPERANDS: it ends with that status.
in_box() {
	want=$1 sentence=$2
	shift 2
	run "$@"
	have=$?
	[ $have -eq "$want" ]
	ok $? "$sentence" "status $have, not $want: $(cat "$box/stdout" "$box/stderr")"
}

try_build() {
	run build --output "$box/out" --cache "$box/cache" "$@"
}

# What every file below a folder is: its name and the hash of its bytes.
sums() {
	(cd "$1" && find . -type f ! -name '.blether-*' -exec sha256sum {} + | sort -k 2)
}

# What lies below a folder, hidden files too, with all that changes when something is written.
stamps() {
	(cd "$1" && find . -printf '%p %i %s %T@ %C@ %m\n' | sort)
}

# A site with one episode of a second, as the golden cases have it, and a second episode if
# asked for: small_site [second]
small_site() {
	mkdir "$box/content"
	# site.sh looks for what it copies from where $0 is.
	(cd "$box/content" && sh -euc '. "$1"; $2' "$tree/tests/golden/build/first/setup" \
		"$tree/tests/golden/site.sh" "${1-:}") && return
	echo "Bail out! the small site could not be made"
	exit 1
}
