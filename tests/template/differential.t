#!/bin/sh
# Our templates and mustache.js print the same, for cases of every construct and for some hundred random templates.
set -eu
: "${BUILD:=build/release}"
here=tests/template
[ -d $here/node_modules/mustache ] ||
	npm ci --prefix $here --no-audit --no-fund --ignore-scripts >&2
RENDER=$PWD/$BUILD/$here/render exec node $here/differential.mjs
