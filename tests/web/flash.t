#!/bin/sh
# Flash reports on paper: one sheet of A4 each, whatever they name; their letters and the report of a year in a browser.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }
small_site

# The reports of the shipped site, with what they name that has pages of its own in this box.
cp -R content/flash-reports content/resources "$box/content"
cp -R content/stories "$box/content"
find "$box/content/resources" "$box/content/stories" -name '*.md' -exec sed -i '/^\(areas\|audiences\|outcomes\|groups\|programme\|community\):/d' {} +
sed -i '/^\(session\|meetings\):/d' "$box"/content/flash-reports/*.md
find "$box/content" -name '*.gd.md' -o -name '*.pl.md' | xargs -r rm
# And one that has as much as a report may have.
{
	printf -- '---\ntitle: %s\nheadline: %s\ndate: 2019-12-31\n' "A title of nearly the length that a title in a report of the month may have" \
		"A headline says in one sentence what the month was about, and this one takes its time, as some of them do."
	printf 'learned:\n'
	for i in 1 2 3 4 5 6 7 8; do printf '  - Number %s of the things that were learned takes fifteen words to be said here.\n' $i; done
	printf 'quotes:\n'
	for i in 1 2 3; do printf '  - text: What somebody said in number %s takes a dozen words.\n    who: a participant\n' $i; done
	printf 'tools: [%s]\n' "$(ls content/resources | sed -n 's/^\([a-z-]*\)\.md$/\1/p' | head -6 | paste -sd, | sed 's/,/, /g')"
	printf 'next:\n'
	for i in 1 2 3 4 5; do printf '  - In number %s we tell what comes next in ten words.\n' $i; done
	printf 'by: The facilitators\n---\n'
	seq -f 'word%g' 120 | paste -sd' '
} >"$box/content/flash-reports/2019-12.md"
build out --allow-deletions
pages=$(cd "$box/out" && ls flash-reports/20*.html)
mkdir "$box/paper"
"$BLETHER" year 2026 --content "$box/content" --now $now --output "$box/out/year.html" >"$box/stdout" 2>&1
ok $? "there is a report of the year" "$(cat "$box/stdout")"
"$BLETHER" mail flash-report 2019-12 --content "$box/content" --now $now --output "$box/letter.eml" >"$box/stdout" 2>&1
"$python" -c 'import email, email.policy, sys
print(email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.strict).get_body(("html",)).get_content())' \
	"$box/letter.eml" >"$box/out/letter.html"
none "all pages fit 320 pixels, and fetch nothing from elsewhere" \
	"$(node $here/flash.mjs "$box/out" "$box/paper" $pages year.html letter.html 2>&1)"
none "each report is one sheet of A4" "$(for page in $pages; do
	info=$(pdfinfo "$box/paper/$(basename "$page" .html).pdf")
	echo "$info" | grep -q '^Pages: *1$' && echo "$info" | grep -q '(A4)' || echo "$page: $(echo "$info" | grep -E '^(Pages|Page size)')"
done)"
[ "$(echo "$pages" | wc -l)" -ge 11 ]
ok $? "and there are eleven of them" "$pages"
pdftoppm -r 150 -png "$box/paper/2019-12.pdf" "$box/paper/page"
zbarimg -q --raw "$box"/paper/page*.png 2>/dev/null | grep -qx 'https://www.example.org/flash-reports/2019-12.html'
ok $? "the QR code on paper leads to the page"
pdftotext -layout "$box/paper/2019-12.pdf" - | grep -q 'word120'
ok $? "and nothing of it is cut off"
printf '{ "extends": ["html-validate:recommended"], "rules": { "no-inline-style": "off", "long-title": "off", "doctype-style": "off" } }\n' >"$box/validate.json"
none "html-validate finds no error in letter and year" \
	"$($here/node_modules/.bin/html-validate --config "$box/validate.json" -f text "$box/out/letter.html" "$box/out/year.html" 2>&1)"
finish
