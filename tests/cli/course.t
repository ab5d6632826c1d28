#!/bin/sh
# A learning programme from its files to pages, calendar and table: what is private stays so, small numbers
# are not told, who takes their consent back is gone, and a second cohort begins with nobody's name.
set -u
. tests/cli/box.sh
content=$box/content out=$box/out

small_site ". $tree/tests/golden/course.sh"
cd "$content" || exit
cat >communities.csv <<'END'
id,name,kind,council,cohort,contact,story
exampleton,"Exampleton, North",urban,Example Council,2026,private-role@example.org,the-bench
sampleby,=Sampleby,rural,Example Council,2026,,
END
mkdir meetings
cat >meetings/2026-09-03-talk.md <<'END'
---
title: A talk
summary: Somebody speaks.
start: 2026-09-03 10:00 +01:00
end: 2026-09-03 12:00 +01:00
join: https://meet.example.org/secret-talk
people: [{person: robin}]
minutes: [We met.]
---
END
cat >stories/the-bench.md <<'END'
---
title: The bench
summary: Two neighbours put a bench where nobody used to stop.
what_changed: They built a bench.
date: 2026-09-20
community: exampleton
programme: example-course
people: [{person: robin}]
---
END
sed -i 's/^attended: .*/attended: 3/; s/^tools/people: [{person: robin, role: Consultant}, {name: Kim Coach}]\n&/' programmes/example-course/sessions/01-*.md
sed -i 's/^status.*//' programmes/example-course/sessions/02-*.md
printf 'kim-coach,2026-09-01,site\n' >>private/consent.csv
"$BLETHER" new session example-course "Hidden gem" --content . >"$box/stdout" 2>&1
sed -i 's/^outcomes:/outcomes: [start]/; /^  - listen/d' programmes/example-course/sessions/04-*.md
sed -i 's/^sessions: 3/sessions: 4/' programmes/example-course/programme.md
cd "$tree" || exit
build out

for f in index.html sessions/beginnings.html sessions/beginnings.handout.html sessions.ics; do
	[ -s "$out/programmes/example-course/$f" ]
	ok $? "there is programmes/example-course/$f"
done
none "no link to join is anywhere" "$(grep -rlaF secret- "$out")"
none "no address of a community is anywhere" "$(grep -rlaF private-role "$out")"
none "nothing of a draft is anywhere" "$(grep -rlai 'hidden.gem' "$out" | grep -v '\.blether')"
[ "$(cat "$out/communities/communities.csv")" = "$(printf 'id,name,kind,council,cohort,story\r\nexampleton,"Exampleton, North",urban,Example Council,2026,the-bench\r\nsampleby,'\''=Sampleby,rural,Example Council,2026,\r\n')" ]
ok $? "the table of communities can be opened anywhere" "$(cat "$out/communities/communities.csv")"

# What is told of a session to which three people came: of 3, 15 and 9 the median is 9.
$python - "$out/programmes/example-course/index.html" >"$box/told" <<'END'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
part = page[page.index('id="attendance"'):page.index("</section>", page.index('id="attendance"'))]
print(" ".join(re.sub("<[^>]*>", " ", part).split()))
print("<svg", *re.findall(r'svg width="(\d+)%"', part))
END
says told "Median 9 Fewest fewer than 5 Most 15" "the median is told, and no small number"
says told "Session 1 fewer than 5 Session 2 15 Session 3 9" "nor in the table"
says told "<svg 33 100 60" "and its bar is as long as that of five"

$python - "$out/programmes/example-course/sessions.ics" >"$box/events" <<'END'
import sys
import icalendar
for e in icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT"):
    print(e["summary"], e.decoded("dtstart").strftime("%Y-%m-%dT%H:%MZ"), e["url"])
END
says events "Session about beginnings 2026-09-10T13:00Z https://www.example.org/programmes/example-course/sessions/beginnings.html" \
	"the calendar has the first session"
[ "$(wc -l <"$box/events")" -eq 3 ]
ok $? "and the others" "$(cat "$box/events")"

$python - "$out" >"$box/linked" <<'END'
import json, re, sys
for page in ("index", "sessions/beginnings"):
    text = open(f"{sys.argv[1]}/programmes/example-course/{page}.html", encoding="utf-8").read()
    for piece in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
        d = json.loads(piece)
        print(d["@type"], d.get("teaches"), d.get("timeRequired"), [c["startDate"] for c in d.get("hasCourseInstance", [])])
END
says linked "Course ['Listen to somebody, and leave it at that.', 'Start something small with two neighbours.'] None ['2026-09-10']" \
	"programs are told of the course"
says linked "LearningResource ['Listen to somebody, and leave it at that.'] PT10M []" "and of a session"

for what in "A talk" "Example course" "Session about beginnings" "The bench"; do
	grep -q "<bdi>$what</bdi>" "$out/people/robin.html"
	ok $? "the page of somebody tells of '$what'" "$(cat "$out/people/robin.html")"
done

# --- a second cohort ---------------------------------------------------------------

expect 2 "a cohort must be named" clone programme example-course --content "$content"
says stderr "it is not said which cohort" "and it says so"
expect 2 "a programme must be there" clone programme exampel-course --cohort 2027 --content "$content"
says stderr "did you mean 'example-course'?" "and the nearest is named"
expect 2 "no other folder is reached" clone programme ../programmes/example-course --cohort 2027 --content "$content"
expect 0 "a programme is held again" clone programme example-course --cohort "2027–28" --content "$content"
second=$content/programmes/example-course-2027-28
none "nobody is named there, and nothing private is" \
	"$(grep -rnE '^[^#]*(robin|Kim|secret|attended|participants|recording)|^(date|end|start)' "$second")"
[ "$(sed -n 's/^title: //p' "$second/sessions/02-kindness.md")" = "Session about kindness" ]
ok $? "but what a session is about" "$(cat "$second/sessions/02-kindness.md")"
expect 2 "never over one that is there" clone programme example-course --cohort "2027–28" --content "$content"
says stderr "is there already; nothing was changed" "and it says so"
sums "$out" >"$box/before"
build out
sums "$out" >"$box/after"
none "a draft changes nothing of what is out" "$(diff "$box/before" "$box/after")"
sed -i '/^status: draft/d' "$second/programme.md" "$content/programmes/example-course/sessions/04-"*.md
build out
grep -q 'example-course-2027-28/index.html"><bdi>Cohort 2027–28' "$out/programmes/example-course/index.html"
ok $? "the cohorts lead to each other"
[ -s "$out/programmes/index.html" ]
ok $? "and now there is a list of them"

# --- somebody takes their consent back ---------------------------------------------

for form in "Robin Example" robin; do
	[ -n "$(grep -rlaiF "$form" "$out")" ]
	ok $? "'$form' is in the output"
done
in_box 0 "a coach, speaker and teller takes their consent back" withdraw person robin --yes
says stdout "programmes/example-course/sessions/01-beginnings.md: they are left out of 'people'" "the session is named"
says stdout "meetings/2026-09-03-talk.md: they are left out of 'people'" "and the meeting"
says stdout "stories/the-bench.md is their story" "and the story, which is theirs"
build out --allow-deletions
none "no file has their name" "$(grep -rlaiF robin "$out" --exclude=.blether-manifest; find "$out" -iname '*robin*')"
grep -q "Kim Coach" "$out/programmes/example-course/sessions/beginnings.html"
ok $? "who did not is still there"
sed -i 's/^They built a bench.*//; s/^what_changed:.*/what_changed: Robin Example built a bench./' "$content/stories/the-bench.md"
try_build
status=$?
[ $status -eq 1 ]
ok $? "a text that names them is not published" "status $status: $(cat "$box/stderr")"
says stderr "Robin Example" "and the name is told"

finish
