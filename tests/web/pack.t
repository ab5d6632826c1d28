#!/bin/sh
# A packed site, unpacked and opened from the disk in a real browser.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

mkdir "$box/home" "$box/stick"
expect 0 "the shipped site is packed" pack --content content --site "$box/out" --cache "$box/cache" --now $now \
	--output "$box/site.zip"
unzip -q "$box/site.zip" -d "$box/stick"
ok $? "and unpacked"
faults=$(HOME=$box/home TMPDIR=$box/home node $here/pack.mjs "$box"/stick/*/START-HERE.html 2>&1)
none "from the disk, Chromium goes from the start to an episode, which plays, and back" "$faults"

finish
