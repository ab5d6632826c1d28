# TAP for test scripts. Source this, state facts with `ok` and `none`, end with `finish`.
# What was found instead goes to stderr, where prove shows it.
tap_count=0 tap_failed=0

# ok STATUS SENTENCE [DETAILS]: the sentence is true when the status is 0.
ok() {
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
		return
	fi
	tap_failed=1
	echo "not ok $tap_count - $2"
	{ echo "# not so: $2"; [ -z "${3-}" ] || printf '%s\n' "$3" | sed 's/^/#   /'; } >&2
}

# none SENTENCE LINES: the sentence is true when there are no lines against it.
none() {
	[ -z "$2" ]
	ok $? "$1" "$2"
}

finish() {
	echo "1..$tap_count"
	exit $tap_failed
}
