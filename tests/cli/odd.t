#!/bin/bash
# Texts with everything that could break out of a format, in every field of the network.
# A place that is named twice is named once.
. tests/cli/box.sh

$python tests/cli/odd_content.py "$box/content" >"$box/texts.json"
# The build says itself which rows are missing; of those with such names, too.
mkdir "$box/content/private"
echo id,given,scope >"$box/content/private/consent.csv"
try_build
sed -n "s/.*add the row '\([^']*\)'.*/\1/p" "$box/stderr" | sed 's/site feed/all/' | sort -u >>"$box/content/private/consent.csv"
build out

mkdir "$box/more"
expect 0 "a letter" mail flash-report 2026-09 --content "$box/content" --now $now --output "$box/more/letter.eml"
for as in groups services long wide json; do
	suffix=csv
	[ $as != json ] || suffix=json
	in_box 0 "the map as $as" map export --as=$as --output "$box/more/$as.$suffix"
done
none "every text is the same in every file" "$($python tests/cli/odd_texts.py "$box/texts.json" "$box/out" "$box/more")"
in_box 0 "a sheet that nobody changed comes back" map import "$box/more/groups.csv" --yes
finish
