#!/bin/sh
# The preview in a real browser: pages follow what is written, and a corner tells what is wrong.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

cp -R content "$box/content"
# Nothing is left to be said of it.
sed -i "s/^checked: 2025.*/checked: 2026-10-01/" "$box"/content/groups/*.md
mkdir "$box/home"
: >"$box/address" >"$box/told"
"$BLETHER" serve --content "$box/content" --output "$box/out" --cache "$box/cache" --now $now --port 0 \
	>"$box/address" 2>"$box/told" </dev/null &
server=$!
leave() { kill $server 2>/dev/null; }
until grep -q 'in order\|warning' "$box/told"; do
	kill -0 $server 2>/dev/null || { echo "Bail out! nothing is served: $(cat "$box/told")"; exit 1; }
	sleep 0.1
done
HOME=$box/home TMPDIR=$box/home node $here/serve.mjs "$(cat "$box/address")" "$box/content"
