#!/bin/bash
# How fresh the map is: sheets to check groups with, what changed on it, and its editions.
. tests/cli/box.sh

cp -r content "$box/content"
sed -i 's/^hidden: true/&\ntown: Hidden-on-Sea/' "$box/content/groups/example-safe-harbour.md"
build out
site=$box/out
none "where somebody flees to stands nowhere" "$(grep -rlE 'Hidden-on-Sea' "$site")"
none "sheets, letters, the list, the feed of changes and editions say what the content says" \
	"$($python tests/cli/fresh.py "$box/content" "$site" 2026-12-01 2>&1)"

xmllint --noout "$site/map/changes.atom" 2>"$box/said"
ok $? "the feed of changes is well formed" "$(cat "$box/said")"
grep -q 'type="application/atom+xml"[^>]*href="changes.atom"\|href="../map/changes.atom"' "$site/map/index.html"
ok $? "pages of the map name it in their head"
grep -q changes.atom "$site/index.html"
[ $? -ne 0 ]
ok $? "others do not"

# Only editions are told of: neither the clock nor what was written since makes an entry.
sed -i 's/^helps: .*/helps: [spirituality]/' "$box/content/groups/example-radio-harbour.md"
build later --now 2026-12-20T00:00:00Z
cmp -s "$site/map/changes.atom" "$box/later/map/changes.atom"
ok $? "what has changed since the last edition is not in the feed"
grep -q 'example-radio-harbour.*Spirituality: helps (new)' "$box/later/map/changes.html"
ok $? "but on the page"

# The next edition tells of it, and those that were told keep their ids.
"$BLETHER" map freeze --content "$box/content" --now 2026-12-20T00:00:00Z >"$box/stdout" 2>&1
ok $? "a third edition is frozen" "$(cat "$box/stdout")"
build third --now 2026-12-20T12:00:00Z
grep -o 'urn:uuid:[0-9a-f-]*' "$site/map/changes.atom" | sort >"$box/old"
grep -o 'urn:uuid:[0-9a-f-]*' "$box/third/map/changes.atom" | sort >"$box/new"
[ -z "$(comm -23 "$box/old" "$box/new")" ] && [ "$(comm -13 "$box/old" "$box/new" | wc -l)" -gt 1 ]
ok $? "the third edition adds entries, and the others stay"
none "the same holds of three editions" "$($python tests/cli/fresh.py "$box/content" "$box/third" 2026-12-20 2>&1)"

# Without editions there is nothing of them.
rm -r "$box/content/editions"
build bare
none "a site without editions has no page of them" \
	"$(cd "$box/bare" && find . -path './map/changes*' -o -path './map/editions*')"
none "and no link to one" "$(grep -rlE 'map/(changes|editions)|"(changes|editions)\.(html|atom)' "$box/bare" --include='*.html' --include='*.xml')"

# Without groups there is nothing to check.
rm -rf "$box/content"
"$BLETHER" new site "$box/content" >"$box/stdout" 2>&1
build empty
none "a site without groups has neither list nor sheets" "$(cd "$box/empty" && find . -name '*check*' -o -path './map/*')"
finish
