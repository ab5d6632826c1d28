#!/bin/sh
# What is written of one group, byte by byte: tests/open/golden/. BLESS=1 writes what is written now; read the diff.
set -u
. tests/cli/box.sh
small_site
mkdir "$box/content/groups" "$box/content/areas" "$box/content/places"
cat >"$box/content/areas/bereavement.md" <<'END'
---
title: Bereavement
summary: When somebody has died.
---
END
cat >"$box/content/places/exampleton.md" <<'END'
---
title: Exampleton
geo: geo:55.95,-4.76
---
END
cat >"$box/content/groups/example-soup.md" <<'END'
---
name: Example Soup
summary: People who meet over soup, and have time for whoever comes through the door.
kind: faith
leads: [bereavement]
places: [exampleton]
phone: 01632 960000
email: hello@example.org
ask_for: the cook
address: 1 Example Street
town: Exampleton
postcode: PA15 1AA
charity: SC000000
cost: free
access: [Hearing loop]
languages: [pl]
feed: https://example.org/feed.xml
checked: 2026-09-15
checked_by: community link worker
services:
  - name: Soup on Tuesday
    rrule: FREQ=WEEKLY;BYDAY=TU
    opens: "12:00"
    closes: "14:00"
---
END
build out
cd "$box/out" || exit
mkdir "$box/some"
cp --parents open/*.json open/*/*.json open/tabular/*.csv groups/*.vcf groups/feeds.opml map/map.json map/network.graphml "$box/some"
cd "$tree" || exit
[ -z "${BLESS-}" ] || { rm -rf tests/open/golden; cp -R "$box/some" tests/open/golden; }
for file in $(cd tests/open/golden && find . -type f | sort); do
	none "$file is as it was" "$(diff -u "tests/open/golden/$file" "$box/some/$file" 2>&1)"
done
none "and there is no other" "$(diff -rq tests/open/golden "$box/some" | grep '^Only in')"
finish
