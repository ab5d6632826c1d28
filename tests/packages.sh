#!/bin/sh
# Usage: packages.sh FOLDER
#
# Installs the npm packages that FOLDER's package-lock.json names, when others or none are there. Tests run at
# the same time: the first installs, the others wait for it, and none takes away what another is using.
set -eu
cd "$1"
exec 9<package-lock.json
flock 9
cmp -s package-lock.json node_modules/.installed && exit
npm ci --no-audit --no-fund --ignore-scripts >&2
cp package-lock.json node_modules/.installed
