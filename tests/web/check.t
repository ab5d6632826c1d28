#!/bin/sh
# The sheets that groups are checked with, as Chromium prints them.
set -u
. tests/cli/box.sh

cp -R content "$box/content"
build out

# pages GROUP: of its sheet on paper; the words are in $box/words.
pages() {
	rm -f "$box/sheet.pdf"
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir="$box/profile" --no-pdf-header-footer \
		--print-to-pdf="$box/sheet.pdf" "file://$box/out/groups/$1.check.html" >/dev/null 2>&1
	pdftotext -layout "$box/sheet.pdf" "$box/words"
	pdfinfo "$box/sheet.pdf" | sed -n 's/^Pages: *//p'
}

# The heaviest of the example says most.
most=$(cd "$box/out/groups" && ls -S ./*.check.html | head -1 | sed 's|./||; s|.check.html||')
for group in example-alcohol-and-drug-service example-radio-harbour "$most"; do
	have=$(pages "$group")
	[ "$have" = 1 ]
	ok $? "the sheet of $group is one page of A4" "$have pages"
	grep -q 'If that is wrong' "$box/words" && grep -q 'Checked by (role' "$box/words" &&
		grep -q 'hello@example.org' "$box/words" && ! grep -q 'Find help' "$box/words"
	ok $? "it has room to write, and says where to send it" "$(cat "$box/words")"
done
pages example-safe-harbour >/dev/null
! grep -qi 'exit this page' "$box/words"
ok $? "the way out is not printed"
finish
