#!/bin/bash
# docs/moving.md: what it says to type can be typed, and how to leave works as it stands there.
. tests/cli/box.sh

# typed [LABEL]: the lines of the grey boxes with that label.
typed() {
	sed -n "/^\`\`\`sh${1:+ $1}\$/,/^\`\`\`\$/p" docs/moving.md | grep -v '^```'
}

typed >"$box/lines"
typed leave >>"$box/lines"
[ "$(wc -l <"$box/lines")" -ge 10 ]
ok $? "there are lines to type"
while read -r program command operands; do
	[ "$program" = blether ] || continue
	"$BLETHER" "$command" --help >"$box/help" 2>&1 || echo "no command: $command"
	for word in $operands; do
		case $word in --*) grep -qe "$word" "$box/help" || echo "$command has no $word" ;; esac
	done
done <"$box/lines" >"$box/faults"
none "each is a command with its options" "$(cat "$box/faults")"
none "each step has its heading" "$(for i in $(seq 10); do grep -q "^## $i\. " docs/moving.md || echo "$i"; done)"
none "the places that it leads to are there" "$(grep -oE '\]\(([^)#]+)' docs/moving.md | sed 's/](//' |
	while read -r place; do [ -e "docs/$place" ] || echo "$place"; done)"

small_site second
cp -R "$box/content" "$box/my-site"
export HOME=$box/home
mkdir -p "$HOME" "$box/bin"
ln -s "$BLETHER" "$box/bin/blether"
typed leave >"$box/leave"
(cd "$box/my-site" && PATH=$box/bin:$PATH bash -eu "$box/leave" >"$box/stdout" 2>"$box/stderr")
ok $? "leaving works as it is written" "$(cat "$box/stderr")"
none "and everything is there" "$("$python" tests/cli/exported.py "$HOME/way-out" "$box/my-site/public" talks 2>&1)"
finish
