#!/bin/sh
# The map as tables: what is published, what LibreOffice makes of it, and what comes back from there.
set -u
. tests/cli/box.sh
content=$box/content

small_site
cp -R content/areas content/groups content/places content/audiences "$content"
sed -i 's|](\.\./podcasts[^)]*)|](https://example.org/)|' "$content"/areas/*.md
# Everything that a table could stumble over; and a town, a number and an address that nobody may have.
cat >"$content/groups/example-hostile.md" <<'END'
---
# Keep this line.
name: '=HYPERLINK("https://example.org/";"Example, Hostile")' # and this
summary: "+Semicolons; commas, \"quotation marks\", 'single ones', Żółw, Òran and العربية all stand in here."
kind: third
helps:
  - digital-inclusion # for now
  - housing-and-homelessness
cost: free
phone: 07700 900123
email: somebody.private@gmail.com
town: Secretham
hidden: true
offers: ["@sum", -minibus, "soup; bread"]
checked: 2026-10-09
---
Words.
END
cat >"$content/groups/example-ended.md" <<'END'
---
name: Example Ended
summary: A group that ended in the spring, after many years of good work for everybody in the town.
kind: third
email: hello@example.org
status: closed
---
END

# --- what is published ---------------------------------------------------------------

build out
cp -R "$box/out/map" "$box/published"
find "$box/published" -type f ! -name '*.csv' -delete
[ "$(cd "$box/published" && echo *.csv)" = "areas.csv groups.csv long.csv services.csv wide.csv" ]
ok $? "five tables are published" "$(ls "$box/published")"
none "what nobody may have is in none of them" "$(grep -nE 'Secret|900123|gmail|Ended|as_exported|,hidden' "$box"/published/*.csv)"
none "what is not published has no row" "$(grep -L example-hostile "$box"/published/groups.csv "$box"/published/long.csv "$box"/published/wide.csv)"
none "lines end as RFC 4180 wants" "$(grep -Lc "$(printf '\r')\$" "$box"/published/*.csv)"
none "no cell begins like a formula" "$(grep -nE '(^|,)"?[=+@-]' "$box"/published/*.csv)"
grep -q 'href="../map/groups.csv"' "$box/out/map/index.html"
ok $? "the page of the map links them"

# --- out ------------------------------------------------------------------------------

mkdir "$box/sheets"
for as in groups wide long services json; do
	in_box 0 "it can be exported: $as" map export --as $as --output "$box/sheets/$as.csv"
done
mv "$box/sheets/json.csv" "$box/sheets/groups.json"
in_box 0 "Excel gets its mark" map export --bom
[ "$(head -c 3 "$box/stdout" | od -An -tx1 | tr -d ' ')" = efbbbf ]
ok $? "at the beginning of the file"
none "what is exported says what the files say" "$($python tests/cli/sheet.py "$box/sheets" "$content")"
expect 3 "a full disk is told" map export --content "$content" --output /dev/full/x

# --- in LibreOffice ---------------------------------------------------------------------

faults=$($python tests/cli/office.py "$box" 2>&1)
none "every table opens in LibreOffice with the cells that were written" "$faults"

# came_back NAME SENTENCE: the sheet is imported into a fresh copy, and changes what is in $box/wanted.
came_back() {
	rm -rf "$content.new"
	cp -R "$content" "$box/before"
	in_box 0 "$2" map import "$box/edited/$1" --yes
	mv "$content" "$content.new"
	mv "$box/before" "$content"
	(cd "$box" && diff -rNU0 content content.new | grep -E '^[-+]' | grep -vE '^(---|\+\+\+) .*/dev/null' |
		sed -E 's/\t.*//; s/^--- content\//= /' | grep -v '^+++') >"$box/have"
	diff "$box/wanted" "$box/have" >"$box/difference"
	ok $? "which changes these lines and no other: $1" "$(cat "$box/difference")"
}

cat >"$box/wanted" <<'END'
= groups/example-cafe.md
+---
+name: Example Café
+summary: Soup and company on Fridays, for anybody who would rather not eat alone.
+kind: third
+places: [port-example]
+email: cafe@example.org
+---
= groups/example-carers-centre.md
-phone: 01632 960669
+phone: 01632 960700
-checked: 2026-10-09
+checked: 2026-11-20
= groups/example-click-and-blether.md
END
grep '^helps:' "$content/groups/example-click-and-blether.md" | sed 's/.*/-&/; p; s/^-/+/; s/]$/, spirituality]/' >>"$box/wanted"
echo '= groups/example-cold-dippers.md' >>"$box/wanted"
grep '^summary:' "$content/groups/example-cold-dippers.md" | sed 's/^/-/' >>"$box/wanted"
cat >>"$box/wanted" <<'END'
+summary: "A swim in the firth: cold water, warm company & hot soup, \"all year\"."
= groups/example-hostile.md
-cost: free
+keep: true
END
came_back semicolon.csv "with semicolons, in the letters of Windows, it comes back too"
says stderr "[sheet-encoding]" "which is told"
came_back groups.csv "what was edited in LibreOffice comes back"
says stderr "no row has 'example-cook-along'" "and the row that was deleted is told of"
rm -rf "$content"
mv "$content.new" "$content"
in_box 0 "the same sheet again" map import "$box/edited/groups.csv"
says stdout "nothing is to be changed" "has nothing more to say"
cat >"$box/wanted" <<'END'
= groups/example-hostile.md
+leads:
+  - spirituality
-  - digital-inclusion # for now
END
came_back wide.csv "the matrix comes back, parted by semicolons"

for file in groups.xlsx groups.ods; do
	in_box 1 "a workbook is refused: $file" map import "$box/edited/$file" --yes
	says stderr "save it as CSV in UTF-8" "and it is told how to save it"
done

# --- files of every manner, edited at random ---------------------------------------------------

mkdir -p "$box/random/groups"
cp -R "$content/places" "$content/audiences" "$content/areas" "$content/site.yaml" "$box/random"
sed -i '/^lead:/d' "$box"/random/areas/*.md
for seed in 1 2; do
	$python tests/cli/random_sheet.py $seed make "$box/random"
	rm -rf "$box/before"
	cp -R "$box/random" "$box/before"
	expect 0 "300 groups are exported ($seed)" map export --content "$box/random" --now $now --output "$box/random.csv"
	$python tests/cli/random_sheet.py $seed edit "$box/random.csv" "$box/edited.csv"
	expect 0 "and come back" map import "$box/edited.csv" --content "$box/random" --now $now --yes
	none "each file says what was meant, and all else in it is as it was ($seed)" \
		"$($python tests/cli/random_sheet.py $seed check "$box/before" "$box/random" "$box/edited.csv")"
	expect 0 "once more" map import "$box/edited.csv" --content "$box/random" --now $now --yes
	says stdout "nothing is to be changed" "and nothing is left to be done"
done

# --- when it is killed half way -------------------------------------------------------------------

# Every file is whole, as it was or as it is to be, and the same command does the rest.
cp -R "$box/random" "$box/after"
rm -rf "$box/random"
cp -R "$box/before" "$box/random"
strace -f -o "$box/trace" -e trace=rename,renameat2 -e inject=rename:signal=KILL:when=40 \
	"$BLETHER" map import "$box/edited.csv" --content "$box/random" --now $now --yes >"$box/stdout" 2>"$box/stderr"
none "a file is as before or as after when an import is killed" "$(for file in "$box"/random/groups/*.md; do
	cmp -s "$file" "$box/before/groups/${file##*/}" || cmp -s "$file" "$box/after/groups/${file##*/}" || echo "$file"
done)"
done=$(diff -rq "$box/before/groups" "$box/random/groups" | grep -c differ)
[ "$done" -gt 10 ] && [ "$done" -lt 60 ]
ok $? "some have changed and most have not" "$done files, $(tail -3 "$box/trace")"
expect 0 "it is said again" map import "$box/edited.csv" --content "$box/random" --now $now --yes
none "and then all is as it is to be" "$(diff -rq "$box/after/groups" "$box/random/groups")"

# --- nothing by accident --------------------------------------------------------------------

sums "$content" >"$box/sums"
in_box 2 "nobody is there to be asked" map import "$box/edited/wide.csv"
sums "$content" | cmp -s - "$box/sums"
ok $? "so nothing is changed"
finish
