#!/bin/sh
# Our templates and mustache.js print the same, for cases of every construct and for some hundred random templates.
set -eu
: "${BUILD:=build/release}"
here=tests/template
tests/packages.sh $here
RENDER=$PWD/$BUILD/$here/render exec node $here/differential.mjs
