#!/bin/bash
# Content with lines missing: whoever checks it after a message was reported finds less than usual.
. tests/cli/box.sh

cp -r content "$box/content"
rm -r "$box"/content/podcasts/*/[0-9]* # the recordings take time, and have tests of their own
none "no lost line makes a check fall over" \
	"$("$python" tests/cli/lost_lines.py "$BLETHER" "$box/content" "$box/cache" 2>&1)"
finish
