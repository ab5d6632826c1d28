#!/bin/bash
# The pages of gaps and chances show what 'blether map' lists, each under its id.
. tests/cli/box.sh

cp -r content "$box/content"
build public

map() { "$BLETHER" map "$1" --format=json --content "$box/content" --now $now; }
map gaps >"$box/gaps.json"
map chances >"$box/chances.json"
cat >"$box/compare.py" <<'END'
# compare.py JSON PAGE: what one has and the other has not; whom a chance names and the page does not.
import html.parser, json, sys

class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.letters, self.links = [], [], []
    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == 'li' and 'id' in attrs:
            self.ids.append(attrs['id'])
        if tag == 'a':
            self.links.append(attrs.get('href', ''))

listed = json.load(open(sys.argv[1]))
listed = next(v for v in listed.values() if isinstance(v, list)) if isinstance(listed, dict) else listed
page = Page()
page.feed(open(sys.argv[2]).read())
ids = [entry['id'] for entry in listed]
print(len(ids), file=sys.stderr)
for i in ids:
    if page.ids.count(i) != 1:
        print('listed and not once on the page:', i)
for i in page.ids:
    if i not in ids and i not in sys.argv[3:]:
        print('on the page and not listed:', i)
for l in page.links:
    if l.startswith('mailto:') and ',' in l and '&body=' not in l:
        print('a letter without words:', l)
END
differences=$($python "$box/compare.py" "$box/gaps.json" "$box/public/gaps/index.html" 2>"$box/n")
[ -z "$differences" ]
ok $? "every gap stands on its page once, and no other" "$differences"
[ "$(cat "$box/n")" -gt 20 ]
ok $? "the example has gaps to compare"
# What already works is shown although it is no chance any more.
working=$(sed -n '/^groups:/,/^[a-z]*:/p' "$box"/content/chances/*.md >/dev/null; grep -l '^status: working' "$box"/content/chances/*.md |
	while read -r f; do sed -n 's/^ *- \([a-z-]*\)$/\1/p; s/^groups: \[\(.*\)\]/\1/p' "$f" | tr -d ' ' | tr ',' '\n' | sort | paste -sd.; done)
# shellcheck disable=SC2086
differences=$($python "$box/compare.py" "$box/chances.json" "$box/public/chances/index.html" $working 2>"$box/n")
[ -z "$differences" ]
ok $? "every chance stands on its page once, and no other but what has come of one" "$differences"

grep -q 'none listed' "$box/public/gaps/index.html" && ! grep -rqi 'none exists\|there is no service' "$box/public/gaps"
ok $? "nobody is told that there is none: none is listed"
grep -q 'A gap means nobody has told us about a service. It may still exist.' "$box/public/gaps/index.html"
ok $? "the page says what a gap means"

# An opt-out is honoured everywhere.
name=$(grep -l '^match: false' "$box"/content/groups/*.md | head -1)
slug=$(basename "$name" .md)
! grep -q "groups/$slug.html" "$box/public/chances/index.html"
ok $? "a group that wants no matches is in none"

"$BLETHER" new site "$box/small" >/dev/null
"$BLETHER" build --content "$box/small" --output "$box/without" --now $now >"$box/stdout" 2>"$box/stderr" </dev/null
[ -e "$box/without/index.html" ] && [ ! -e "$box/without/gaps" ] && [ ! -e "$box/without/chances" ] && [ ! -e "$box/without/map" ]
ok $? "a site without groups has none of these pages" "$(ls "$box/without")"

finish
