#!/bin/sh
# Flash reports: begun from the content, on the site from their day on, in feeds as others read them; and a year counted again.
set -u
. tests/cli/box.sh
small_site second
cp -R tests/cli/flash/resources tests/cli/flash/stories tests/cli/flash/meetings "$box/content"
rm "$box/content/meetings/"*
meeting() {
	printf -- '---\ntitle: %s\nsummary: About it.\ntype: meeting\nstart: %s 10:00 +01:00\nend: %s 11:00 +01:00\nmode: online\n%s\n---\n' \
		"$2" "$1" "$1" "$3" >"$box/content/meetings/$1-meeting.md"
}
meeting 2026-09-10 'Kindness *at* work' 'attended: 14
minutes:
  - Somebody said "yes".
actions:
  - what: Ask for training
    who: the host
    due: 2026-10-05
  - what: Done long ago
    who: the host
    due: 2026-10-05
    is_done: true'
sed -i '/is_done/s/is_done/done/' "$box/content/meetings/"*
meeting 2026-09-24 'A small one' 'attended: 4'
meeting 2026-10-08 'The next one' 'attended: 20'
meeting 2026-09-17 'Called off' 'attended: 9
status: cancelled'
mkdir "$box/content/groups" "$box/content/areas" "$box/content/gaps" "$box/content/places"
printf -- '---\ntitle: Bereavement\nsummary: For those who have lost somebody.\n---\n' >"$box/content/areas/bereavement.md"
printf -- '---\ntitle: Exampleton\nsummary: A town.\n---\n' >"$box/content/places/example-town.md"
for n in 1 2 3; do
	printf -- '---\nname: Example group %s\nsummary: They listen to people who want to talk, and to those who would rather not.\nkind: third\nleads: [bereavement]\nemail: group%s@example.org\njoined: 202%s-09-15\nchecked: 2026-09-01\n---\n' \
		$n $n $((n + 3)) >"$box/content/groups/group-$n.md"
done
printf -- '---\narea: bereavement\nplace: example-town\nstatus: closed\nwho: the host\nsince: 2026-09-20\n---\n' >"$box/content/gaps/one.md"
expect 0 "a report is begun" new flash-report 2026-09 --content "$box/content" --now 2026-09-28T12:00:00Z
report=$box/content/flash-reports/2026-09.md
holds() {
	grep -qF -- "$1" "$report"
	ok $? "$2" "no '$1' in: $(cat "$report")"
}
lacks() {
	none "$2" "$(grep -F -- "$1" "$report")"
}
holds 'date: 2026-09-30' "it appears on the last day of the month"
holds '  - "Somebody said \"yes\"."  # meetings/2026-09-10-meeting.md' "what was said stands in it, with where it comes from"
holds '  - listening-cafe  # How to hold a listening cafe (resources/listening-cafe.md)' "and what came into the library"
holds '  - the-bench' "and stories"
holds '  - 2026-10-08-meeting' "and the next meetings"
holds '"On 8 October 2026: The next one."' "with their days"
holds '"On 5 October 2026: Ask for training."' "and what is due"
holds '2 meetings' "what was called off is not counted"
lacks 'Called off' "nor named"
lacks 'Done long ago' "nor is what has been done"
holds '- [Example group 3](../groups/group-3.md) has joined' "who joined is told"
lacks 'group-2' "and nobody who joined earlier"
holds '- a gap is closed: Bereavement, example-town' "and a gap that is closed"
expect 2 "nothing is written over" new flash-report 2026-09 --content "$box/content"
rm -r "$box/content/groups" "$box/content/areas" "$box/content/gaps" "$box/content/places"
mv "$box/content/meetings" "$box/meetings"

# On the site
cp tests/cli/flash/flash-reports/2026-0[89].md "$box/content/flash-reports"
sed -i '/^meetings:/d' "$box/content/flash-reports/2026-09.md"
sed 's/^title: .*/title: Not yet/; s/^date: .*/date: 2027-01-31/' "$box/content/flash-reports/2026-08.md" >"$box/content/flash-reports/2027-01.md"
build out --allow-deletions
none "a report that is not due is nowhere" "$(grep -rl 'Not yet' "$box/out"; ls "$box/out/flash-reports" | grep 2027)"
[ -s "$box/out/flash-reports/2026-09.html" ] && [ -s "$box/out/flash-reports/2026-09.txt" ] && [ -s "$box/out/flash-reports/index.html" ]
ok $? "those that are have a page, a text, and an archive"
"$python" - "$box/out" >"$box/feed" 2>&1 <<'END'
import sys, feedparser
feed = feedparser.parse(sys.argv[1] + "/flash-reports.atom")
news = feedparser.parse(sys.argv[1] + "/new.atom")
print(feed.bozo, [e.title for e in feed.entries])
print("Nobody had asked me that before." in feed.entries[0].content[0].value, "/resources/listening-cafe.html" in feed.entries[0].content[0].value)
print({e.id for e in feed.entries} <= {e.id for e in news.entries}, feed.feed.id != news.feed.id)
END
[ "$(cat "$box/feed")" = "False ['A month of beginnings', 'Getting ready']
True True
True True" ]
ok $? "their feed has them whole, as feedparser reads it, and so has that of all news" "$(cat "$box/feed")"
grep -q 'flash-reports/2026-09.html' "$box/out/sitemap.xml" && grep -q 'A month of beginnings' "$box/out/a-z.html"
ok $? "they stand in the sitemap and from A to Z"
"$BLETHER" build --content "$box/content" --output "$box/out" --cache "$box/cache" --due --now 2027-02-01T00:00:00Z >"$box/stdout" 2>&1
[ -s "$box/out/flash-reports/2027-01.html" ]
ok $? "one appears when its day has come" "$(cat "$box/stdout")"
rm -r "$box/content/flash-reports"
build out --allow-deletions
none "a site without reports has no trace of them" "$(grep -rl 'flash-report' "$box/out" --include='*.html' --include='*.xml' --include='*.atom' --include='*.js')"

# A year
mv "$box/meetings" "$box/content/meetings"
printf 'show,episode,title,month,downloads\r\ntalks,one,One,2026-09,41\r\ntalks,one,One,2025-12,7\r\ntalks,two,Two,2026-10,17\r\n' >"$box/downloads.csv"
expect 0 "a year is counted" year 2026 --content "$box/content" --now 2027-01-05T00:00:00Z --format json --downloads "$box/downloads.csv"
"$python" - "$box/stdout" "$box/content" >"$box/year" 2>&1 <<'END'
import json, re, sys
from pathlib import Path
report = json.load(open(sys.argv[1]))
have = {f["key"]: f["value"] for f in report["figures"]}
meetings = [p.read_text() for p in Path(sys.argv[2], "meetings").glob("2026*.md")]
held = [m for m in meetings if "cancelled" not in m]
came = [int(re.search(r"attended: (\d+)", m)[1]) for m in held]
want = {"meetings": len(held), "meeting_attendance": sum(c for c in came if c >= 5), "downloads": 58, "resources": 2, "stories": 1}
print({k: (have.get(k), v) for k, v in want.items() if have.get(k) != v} or "as it should be")
print(report["whole"], report["months"]["meetings"], report["months"]["downloads"])
print(all(f["how"].endswith(".") for f in report["figures"]))
END
[ "$(cat "$box/year")" = "as it should be
True [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0] [0, 0, 0, 0, 0, 0, 0, 0, 41, 17, 0, 0]
True" ]
ok $? "the same as counted otherwise" "$(cat "$box/year" "$box/stdout")"
expect 0 "it is a page, too" year 2026 --content "$box/content" --now 2026-10-01T00:00:00Z
says stdout "counts up to 30 September 2026" "which says what it does not count yet"
says stdout "fewer than 5 people" "and does not tell of few how many they were"
none "not even by taking away" "$(grep -owE '(4|18) people' "$box/stdout")"
expect 2 "a year to come has no report" year 2028 --content "$box/content" --now $now
expect 2 "nor has no year" year 26
printf 'a,b\n' >"$box/downloads.csv"
expect 1 "another table is refused" year 2026 --content "$box/content" --now $now --downloads "$box/downloads.csv"
says stderr "show,episode,title,month,downloads" "and it is said which"
finish
