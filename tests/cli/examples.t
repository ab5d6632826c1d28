#!/bin/sh
# What `blether help` shows can be copied: every whole file it prints is read without a fault, and every
# path it names is one that blether reads.
set -u
. tests/cli/box.sh
content=$box/content

"$BLETHER" new site "$content" >"$box/out"
for thing in 'area Food' 'group Example Food Bank' 'group Example Warm Rooms'; do
	"$BLETHER" new "${thing%% *}" "${thing#* }" --content "$content" >>"$box/out"
done
sed -i 's/^checked:.*/checked: 2026-11-01/; s/^# phone:/phone:/; s/^# helps:/helps: [food]/; s/^#   - spirituality//' \
	"$content"/groups/*.md
sed -i 's/^# There are.*/places: []/; /^places/d' "$content"/groups/*.md

# example NAME: what stands below "It is written:" in its help.
example() { "$BLETHER" help "$1" | sed -n '/It is written:/,$ s/^    //p'; }

mkdir -p "$content/gaps" "$content/chances"
for name in glossary facts gap chance communities; do
	where=$("$BLETHER" help $name | sed -n 's/^It stands in \([^,:]*\).*/\1/p' | sed 's/NAME/one/')
	example $name >"$content/$where"
	[ -s "$content/$where" ]
	ok $? "help $name shows a whole file and where it stands"
	"$BLETHER" check --content "$content" --now $now >"$box/stdout" 2>"$box/stderr"
	none "blether takes it: $where" "$(grep "^$where.*error" "$box/stderr")"
done
printf 'About us: {fact:members}, social capital.\n' >>"$content/pages/about.md"
expect 0 "a site is built with all of them" build --content "$content" --output "$box/out.d" \
	--cache "$box/cache" --now $now
grep -q 'social capital' "$box/out.d/glossary.html"
ok $? "the word is in the glossary"
"$BLETHER" map gaps --content "$content" --now $now | grep -q 'evening.*talking since 1 October 2026: Example Food Bank'
ok $? "the gap is looked after"
grep -q Exampleton "$box/out.d/communities.html" "$box/out.d/communities/index.html" 2>/dev/null
ok $? "the community is listed"

# A sheet, as people write into it.
"$BLETHER" map export --content "$content" --now $now >"$box/sheet.csv"
write() {
	$python - "$box/sheet.csv" "$box/changed.csv" "$1" "$2" <<'END'
import csv, sys
have, to, key, value = sys.argv[1:]
rows = list(csv.reader(open(have, newline="")))
rows[1][rows[0].index(key)] = value
csv.writer(open(to, "w", newline="")).writerows(rows)
END
}
write times 'daytime, evening'
expect 1 "commas do not part the entries of a cell" map import "$box/changed.csv" --content "$content" --now $now -n
says stderr "parted by semicolons, not by commas" "and it says what does"
write email food@example.org
expect 0 "a cell that was empty" map import "$box/changed.csv" --content "$content" --now $now -y
grep -A1 '^# email:' "$content/groups/example-food-bank.md" | grep -q '^email: food@example.org$'
ok $? "becomes a line below the comment that explains it"

# What to say is said.
expect 2 "a month alone is no report" mail 2026-09 --content "$content"
says stderr "try: blether mail flash-report 2026-09" "and what to say is shown"
expect 2 "to send needs a month" send flash-report --content "$content"
says stderr "try: blether send flash-report 2026-09" "and an example is shown"

# A site that is not out yet may have another address, though records of open data are named by it.
sed -i 's|^address:.*|address: https://network.example.org/|' "$content/site.yaml"
expect 0 "the address of a new site can be written" build --content "$content" --output "$box/out.d" \
	--cache "$box/cache" --now $now

expect 0 "a service is found under the words that people use" help regular
says stdout "rrule: FREQ=WEEKLY;BYDAY=TU" "with a rule to copy"
for kind in group area place audience gap chance meeting series notice resource story journey programme session \
	flash-report site show episode page person help-entry; do
	"$BLETHER" help $kind | sed -n 1p | grep -q '^It stands in '
	ok $? "help $kind says where its files are"
done
finish
