#!/bin/sh
# Tables, address cards, the graph, feeds and the map, read by programs that are not ours.
set -u
. tests/open/box.sh
build out
"$python" tests/open/readers.py "$box/out" "$box/content" "$box/broken"
