#!/bin/sh
# The shipped network as it is published: every calendar, table, record and code read by programs that are not ours,
# nothing private in any file, and the same bytes however often it is built.
set -u
. tests/cli/box.sh
cp -R content "$box/content"
content=$box/content course=$box/content/programmes/example-course

# What must not be seen, put beside what the example has of it.
sed -i 's/^hidden: true/&\ntown: Secretham/' "$content/groups/example-safe-harbour.md"
sed -i 's/^title: .*/title: Unfinished farewells/; s/^number: 10/&\nstatus: draft\njoin: https:\/\/meet.example.org\/s?room=7\&key=a/' \
	"$course/sessions/10-going-on.md"
sed -i 's/, going-on\]/]/' "$course/programme.md"
sed -i '/^session: .*10-going-on$/d' "$content"/flash-reports/*.md
printf 'Sam <sam.somebody@homemail.example.org>, 01632 960 777\n' >"$content/private/contacts.txt"
printf 'email,name,status\nreader.nine@homemail.example.org,Zwiebelmarmelade,\n' >"$content/private/subscribers.csv"

build out
none "the network is built with no fault but three groups that nobody has looked at for long" \
	"$(grep -E '(error|warning): ' "$box/stderr" | grep -v '\[checked-aging\]')"

# --- the same again ------------------------------------------------------------------

stamps "$box/out" >"$box/before"
build out
stamps "$box/out" | diff "$box/before" - >"$box/difference"
none "a second build changes nothing, not even a time" "$(head -5 "$box/difference")"
cp -R "$content" "$box/copy"
"$BLETHER" build -q --content "$box/copy" --output "$box/other" --cache "$box/empty" --now $now >"$box/stdout" 2>&1
none "from a copy, with nothing remembered, every file is the same: pages, sound and drawings" \
	"$(diff -rq -x .blether-manifest "$box/out" "$box/other" 2>&1 | head -5)"
[ "$(find "$box/other" -name '*card-*.png' -o -name '*poster-*.pdf' -o -name '*.mp3' | wc -l)" -ge 15 ]
ok $? "cards, posters and recordings are among them"

# files OF FOLDER: those of that ending, all in one folder, under names that say where they lay.
files() {
	mkdir "$2"
	(cd "$box/out" && find . -name "*.$1" | while read -r file; do
		cp "$file" "$2/$(echo "${file#./}" | tr / .)"
	done)
}

# --- calendars -------------------------------------------------------------------------

files ics "$box/calendars"
[ "$(find "$box/calendars" -type f | wc -l)" -ge 60 ]
ok $? "meetings, the course, the series and the groups have calendars"
none "they keep to the grammar" "$($python tests/feeds/calendar_rules.py "$box"/calendars/*.ics)"
sh tests/packages.sh tests/feeds 2>"$box/npm" || cat "$box/npm" >&2
# 1 September 2020 to 1 June 2028: all of the course, and the clock changes fifteen times.
$python tests/feeds/calendars.py 1598918400 1843430400 "$box"/calendars/*.ics | sort >"$box/icalendar"
node tests/feeds/calendars.mjs 1598918400 1843430400 "$box"/calendars/*.ics | sort >"$box/ical.js"
none "two readers find the same events at the same moments" "$(diff "$box/icalendar" "$box/ical.js" | head -20)"
cut -f 1 "$box/icalendar" | sort -u >"$box/full"
none "no calendar is empty" "$(find "$box/calendars" -type f -printf '%f\n' | sort | comm -23 - "$box/full")"
# hours NAME: at what hours on the wall the events of that calendar begin.
hours() {
	grep "^$1" "$box/icalendar" | cut -f 3 | sed 's/^/@/' | TZ=Europe/London date -f - +%H:%M | sort -u
}
[ "$(hours groups.example-shed-and-kettle.ics)" = 10:00 ] && [ "$(hours series.monthly-meeting.ics)" = 10:00 ]
ok $? "what is at ten is at ten in winter and in summer" "$(hours groups.example-shed-and-kettle.ics)"

# --- tables ----------------------------------------------------------------------------

files csv "$box/published"
[ "$(find "$box/published" -type f | wc -l)" -ge 20 ]
ok $? "the map, the open data, the communities and the library have tables"
none "every table opens in LibreOffice with the cells that Python reads" "$($python tests/cli/office.py "$box" 2>&1)"

# --- open data ---------------------------------------------------------------------------

tests/packages.sh tests/open || { echo "Bail out! ajv cannot be installed"; exit 1; }
node tests/open/hsds.mjs "$box/out" tests/open/schemas/hsds-uk-3.0.json any >"$box/stdout" 2>&1
ok $? "every record of the open data is valid, with a file of its own, and leads to others that are there" \
	"$(grep -v '^ok ' "$box/stdout")"

# --- codes to be photographed ----------------------------------------------------------------

[ "$(find "$box/out" -name '*.qr.svg' | wc -l)" -ge 250 ]
ok $? "pages of every kind have a QR code"
none "each leads a phone to its page" "$($python tests/cli/shipped.py codes "$box/out" "$box/codes" 2>&1)"
none "and so does that of each poster" "$(find "$box/out" -name '*poster-*.pdf' | while read -r poster; do
	page=$(echo "${poster#"$box/out/"}" | sed -E 's/-?poster-[0-9a-f]*\.pdf$//; s,([^/])$,\1.html,')
	rm -f "$box"/poster-*.png
	pdftoppm -r 100 -png "$poster" "$box/poster"
	said=$(zbarimg --quiet --raw -Sdisable -Sqrcode.enable "$box"/poster-*.png 2>/dev/null)
	[ "$said" = "https://spirituality.example.org/$page" ] || echo "$page: $said"
done)"

# --- what is nobody's business ------------------------------------------------------------------

# More than is read from the content: names, numbers, and the house in which people meet online.
printf '%s\n' Zwiebelmarmelade '01632 960 777' 01632960777 meet.example.org >"$box/words"
none "no file tells what is private: links to join, addresses, drafts, where a refuge is" \
	"$($python tests/cli/shipped.py private "$box/out" "$content" <"$box/words" 2>&1)"
finish
