#!/bin/sh
# Meetings, series and notices from their first day to long after: pages, calendars, and what stays private.
set -u
. tests/cli/box.sh
small_site
content=$box/content
build bare --now 2026-10-01T00:00:00Z
[ -z "$(find "$box/bare" -name '*.ics' -o -path '*meetings*' -o -path '*notices*')" ]
ok $? "a site without meetings and notices has no page and no calendar of them"

printf 'time_zone: Europe/London\n' >>"$content/site.yaml"
mkdir "$content/meetings" "$content/series" "$content/notices" "$content/groups"
join='https://meet.example.org/j?room=7&key=a/b'
cat >"$content/series/monthly.md" <<'END'
---
title: Monthly meeting; members, friends
summary: We talk.
rrule: FREQ=MONTHLY;BYDAY=1TH;UNTIL=20271231
start: 2026-09-03 10:00
end: 2026-09-03 12:00
except: ["2027-01-07"]
venue: Example Hall
---
END
meeting() {
	{
		printf -- '---\ntitle: %s\nsummary: We meet about it.\nstart: %s\nend: %s\n' "$2" "$3" "$4"
		cat
		printf -- '---\n'
	} >"$content/meetings/$1.md"
}
meeting 2026-10-01-naloxone Naloxone '2026-10-01 10:00' '2026-10-01 12:00' <<END
series: monthly
mode: both
venue: Example Hall
join: $join
announced: 2026-09-10
attended: 3
minutes: [Members want to carry it.]
actions:
  - what: Ask the library
    who: Example Listeners
    due: 2026-10-20
END
meeting 2026-11-05-moved 'Moved on' '2026-11-12 14:00' '2026-11-12 15:00' <<'END'
series: monthly
replaces: 2026-11-05 10:00
sequence: 1
venue: Example Hall
END
meeting 2026-12-03-off 'Not this time' '2026-12-03 10:00' '2026-12-03 12:00' <<'END'
series: monthly
status: cancelled
sequence: 2
venue: Example Hall
END
meeting 2027-02-01-later 'Some day' '2027-02-01 10:00' '2027-02-01 12:00' <<'END'
status: postponed
sequence: 1
venue: Example Hall
END
cat >"$content/notices/2026-10-05-warm.md" <<'END'
---
title: Warm <rooms>
summary: They are open.
from: Example Council
url: https://example.org/warm
severity: urgent
begins: 2026-10-05
ends: 2026-10-09
---
Come in.
END
cat >"$content/groups/example-kettle.md" <<'END'
---
name: Example Kettle
summary: A kettle and a table for anybody who would like to sit with others for an hour or so.
kind: third
email: kettle@example.org
checked: 2026-09-01
services:
  - name: Table
    what: Tea
    when: Tuesdays
    rrule: FREQ=WEEKLY;BYDAY=TU
    opens: "10:30"
    closes: "12:00"
    first: 2026-09-01
    last: 2026-11-30
  - name: Open day
    what: All day
    when: Every Saturday in October
    rrule: FREQ=WEEKLY;BYDAY=SA;UNTIL=20261031
    first: 2026-10-01
---
END
has() {
	grep -qF -- "$2" "$box/$1"
	ok $? "$3" "not in $1: $2"
}
lacks() {
	! grep -qF -- "$2" "$box/$1"
	ok $? "$3" "in $1: $2"
}
page=meetings/2026-10-01-naloxone

build before --now 2026-09-20T00:00:00Z
has before/$page.html 'Thursday 1 October 2026' "before, its page says which day"
has before/$page.html '10:00 until 12:00 (London time)' "and which hours of which clock"
has before/$page.html 'The link to join comes by e-mail.' "and how to join"
has before/$page.html '"eventAttendanceMode":"https://schema.org/MixedEventAttendanceMode"' "programs are told that it is both"
has before/$page.html '"VirtualLocation","url":"https://www.example.org/meetings/2026-10-01-naloxone.html"' "and that the page stands for the place online"
lacks before/$page.html 'Members want to carry it' "minutes are not told before"
has before/meetings/2026-12-03-off.html 'This is cancelled' "a cancelled one says so"
has before/meetings/2026-12-03-off.html 'schema.org/EventCancelled' "to programs too"
lacks before/meetings/2027-02-01-later.html 'Monday 1 February' "a postponed one has no day"
has before/meetings/2026-11-05-moved.html 'would have been on Thursday 5 November 2026' "a moved one says when it would have been"
has before/meetings/2026-11-05-moved.html '"previousStartDate":"2026-11-05T10:00:00Z"' "to programs too"
has before/meetings/index.html 'on the first Thursday of every month' "the list says the rule of a series in words"
has before/meetings/index.html 'Thursday 4 February 2027' "and names times that have no page"
lacks before/meetings/index.html 'Thursday 7 January 2027' "but none that falls out"
has before/new.atom '<title>Naloxone</title>' "what was announced is news"
lacks before/new.atom '<title>Moved on</title>' "and what was not is none yet"

build after --now 2026-10-21T00:00:00Z
has after/$page.html 'Members want to carry it' "afterwards minutes stand there"
has after/$page.html 'Fewer than 5 people came.' "few people are not counted"
lacks after/$page.html 'e-mail.</dd>' "and nobody is told how to join"
has after/$page.html 'Moved on' "the next one is linked"
has after/meetings/actions.html 'Overdue' "what is overdue says so in words"
has after/$page.txt 'Ask the library (Example Listeners, 20 October 2026)' "the plain text has it too"

[ -z "$(grep -rlaE 'meet\.example\.org|room=7' "$box/before" "$box/after")" ]
ok $? "the link to join stands in no file at all"
mkdir -p "$content/theme"
sed 's|{{> reuse}}|{{join}}|' pipeline/site/theme/meeting.html >"$content/theme/meeting.html"
in_box 1 "a theme cannot show it: the name does not exist" build --output "$box/out" --cache "$box/cache"
rm -r "$content/theme"

# Calendars
build again --now 2026-09-20T00:00:00Z
none "the same content gives the same bytes" "$(diff -r -x .blether-manifest "$box/before" "$box/again" 2>&1)"
# BLESS=1 writes what it is now as what it should be.
[ -z "${BLESS-}" ] || tr -d '\r' <"$box/before/meetings/all.ics" >tests/cli/meetings.ics
none "all.ics is as it should be" "$(tr -d '\r' <"$box/before/meetings/all.ics" | diff tests/cli/meetings.ics - 2>&1)"
find "$box/before" -name '*.ics' | sort >"$box/calendars"
[ "$(wc -l <"$box/calendars")" -eq 7 ]
ok $? "every meeting, series and group with times has a calendar" "$(cat "$box/calendars")"
# shellcheck disable=SC2046
none "they keep to the grammar" "$($python tests/feeds/calendar_rules.py $(cat "$box/calendars"))"
sh tests/packages.sh tests/feeds 2>"$box/npm" || cat "$box/npm" >&2
occurrences() {
	# 1 June 2026 to 1 June 2028: the clock changes four times.
	# shellcheck disable=SC2046
	"$@" 1780272000 1843430400 $(cat "$box/calendars") | sort
}
occurrences $python tests/feeds/calendars.py >"$box/icalendar"
occurrences node tests/feeds/calendars.mjs >"$box/ical.js"
none "two readers find the same events" "$(diff "$box/icalendar" "$box/ical.js")"
[ "$(grep -c '^monthly.ics' "$box/icalendar")" -eq 15 ]
ok $? "a series has its times but the one that falls out" "$(grep '^monthly' "$box/icalendar")"
[ "$(grep -c '^example-kettle.ics' "$box/icalendar")" -eq 18 ]
ok $? "regular times of a group end with its last day" "$(grep '^example-kettle' "$box/icalendar")"
uid() { sed -n 's/^UID://p' "$box/$1/$page.ics" | tail -1; }
sed -i 's/2026-10-01 1/2026-10-02 1/; s/^mode:/sequence: 1\n&/' "$content/$page.md"
build moved --now 2026-09-20T00:00:00Z
[ "$(uid before)" = "$(uid moved)" ] && grep -q 20261002T100000 "$box/moved/$page.ics"
ok $? "another day does not make it another meeting"

# Notices
lacks before/index.html 'Warm' "a notice is nowhere before its first day"
[ ! -e "$box/before/notices" ]
ok $? "not even by its address"
build first --now 2026-10-04T23:00:00Z
has first/index.html 'banner urgent"><strong>Urgent:</strong> <a href="notices/2026-10-05-warm.html"' "it stands at the top when the day begins in London"
has first/pages/about.html 'Warm &lt;rooms&gt;' "of every page"
build last --now 2026-10-09T22:59:59Z
has last/index.html 'banner urgent' "until the last second of its last day"
build over --now 2026-10-09T23:00:00Z
lacks over/index.html 'banner urgent' "and then no more"
has over/notices/2026-10-05-warm.html 'This is over.' "its page says that it is over"
has first/notices/2026-10-05-warm.txt 'From Example Council. Until 9 October 2026.' "it is there as text for an e-mail"
has first/notices/2026-10-05-warm.html '&lt;p&gt;&lt;strong&gt;Urgent:' "and to be put into other pages"
xmllint --noout --relaxng feeds/atom.rng "$box/first/notices/notices.atom" 2>"$box/lint"
ok $? "its feed is valid" "$(cat "$box/lint")"

due() {
	expect "$1" "$2" build --due --content "$content" --output "$box/site" --cache "$box/cache2" --now "$3"
}
due 0 "the first build" 2026-10-03T00:00:00Z
due 4 "nothing is due a second before a notice" 2026-10-04T22:59:59Z
due 0 "its first day is" 2026-10-04T23:00:00Z
due 4 "nothing is due in between" 2026-10-06T00:00:00Z
due 0 "nor is its end missed" 2026-10-09T23:00:00Z
due 0 "the end of a meeting is due" 2026-11-12T15:00:00Z
finish
