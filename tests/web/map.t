#!/bin/sh
# The map of 90 groups and 13 areas: what its pages say is what the content says, and they fit a phone and paper.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }
small_site
build without
none "without groups there is no map, and nothing leads to one" "$(cd "$box/without" &&
	find . -path './map*' -o -path './groups*' -o -path './places*' -o -path './audiences*'; grep -rlE 'href="[^"]*(map|groups|places|audiences)/' --include='*.html' .)"

"$python" $here/network.py "$box/content" 93 13 7 6
build out
mkdir "$box/said" "$box/home"
HOME=$box/home TMPDIR=$box/home node $here/map.mjs "$box/out" "$box/said" 2>"$box/stderr"
ok $? "Chromium shows the map" "$(cat "$box/stderr")"
none "its tables, lists, counts and picture say what the content says" "$("$python" $here/map_oracle.py "$box/content" "$box/said/facts.json" 2>&1)"
none "no page scrolls sideways on a phone of 320 pixels" "$(cat "$box/said/narrow" 2>&1)"
none "what scrolls within a page can be reached by keyboard and has a name" "$(cat "$box/said/scrolled" 2>&1)"
have=$(wc -c <"$box/out/map/index.html")
[ "$have" -le 61440 ]
ok $? "the page of the map has at most 60 KB" "it has $have bytes"

pdfinfo -l 99 "$box/said/print.pdf" | sed -n 's/^Page.*size: *//p' >"$box/sizes"
[ "$(head -1 "$box/sizes" | grep -c A3)" -eq 1 ] && [ "$(sed 1d "$box/sizes" | grep -vc A4)" -eq 0 ] && [ "$(wc -l <"$box/sizes")" -ge 14 ]
ok $? "it prints as one sheet of A3 and a booklet of A4 pages" "$(cat "$box/sizes")"
none "every group is on the sheet" "$(pdftotext -f 1 -l 1 -layout "$box/said/print.pdf" - | tr -s ' \n' ' ' >"$box/sheet"
	"$python" -c 'import json,sys
sheet = open(sys.argv[1]).read()
print(*[n for n in json.load(open(sys.argv[2]))["listed"] if not all(w in sheet for w in n.split())], sep="\n")' "$box/sheet" "$box/said/facts.json")"
pdftoppm -r 150 -f 1 -l 1 -png "$box/said/print.pdf" "$box/sheet"
[ "$(zbarimg -q --nodbus --raw "$box"/sheet*.png 2>&1)" = "$(sed -n 's|.*rel="canonical" href="\([^"]*\)".*|\1|p' "$box/out/map/index.html")" ]
ok $? "its QR code leads to the map" "$(zbarimg -q --nodbus --raw "$box"/sheet*.png 2>&1)"

closed=$(grep -l '^status: closed' "$box/content/groups/"*.md | sed 's|.*/||; s/\.md$//')
none "a group that has closed is in no list and cannot be found" "$(cd "$box/out" && for slug in $closed; do
	name=$(sed -n 's/^name: //p' "$box/content/groups/$slug.md")
	grep -rlF -e "groups/$slug.html" -e "$name" . --include='*.html' --include='*.js' --include=sitemap.xml --include='*.txt' | grep -vE "^\./groups/$slug\.(html|txt)"
done)"
none "and its page says so, with no number to ring" "$(for slug in $closed; do
	grep -q 'This group has closed' "$box/out/groups/$slug.html" || echo "$slug"
	grep -q 'tel:' "$box/out/groups/$slug.html" && echo "$slug has a number"
done)"
[ -n "$closed" ]
ok $? "there are such groups"
none "where a group is that hides is nowhere" "$(grep -rlE 'Secretham' "$box/out")"
none "whoever looks at it can leave at once" "$(for file in $(grep -l '^hidden: true' "$box/content/groups/"*.md); do
	grep -q 'id="exit"' "$box/out/groups/$(basename "$file" .md).html" || echo "$file"
done)"
none "what is told to programs is JSON of the right kind" "$("$python" - "$box/out" <<'END'
import glob, json, re, sys
from os.path import join
def of(file):
    text = open(join(sys.argv[1], file), encoding="utf-8").read()
    return [json.loads(j) for j in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)]
def want(file, kind, *keys):
    things = [t for t in of(file) if t.get("@type") in kind.split()]
    if len(things) != 1:
        print(file, "has no", kind, [t.get("@type") for t in of(file)])
    for key in keys:
        if things and not things[0].get(key):
            print(file, "lacks", key)
want("map/index.html", "Dataset", "name", "url", "spatialCoverage")
want("areas/index.html", "DefinedTermSet", "hasDefinedTerm")
want("areas/spirituality.html", "DefinedTerm", "inDefinedTermSet", "termCode")
groups = [g[len(sys.argv[1]) + 1:] for g in glob.glob(join(sys.argv[1], "groups/*.html")) if not g.endswith(".check.html")]
for g in groups:
    if g != "groups/index.html" and "This group has closed" not in open(join(sys.argv[1], g), encoding="utf-8").read():
        want(g, "NGO GovernmentOrganization EducationalOrganization Organization", "name", "telephone", "makesOffer")
END
)"

none "html-validate finds no error" "$(find "$box/out" -name '*.html' ! -name '*.transcript.html' -print0 |
	xargs -0 $here/node_modules/.bin/html-validate --config $here/.htmlvalidate.json -f text 2>&1)"
finish
