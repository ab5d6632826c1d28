# Sourced by the setup of a case, after site.sh: puts a programme of three sessions without fault into
# the folder, with what it uses, whom it names and the communities that take part.
course=programmes/example-course
sessions=$course/sessions

# session NUMBER SLUG DATE ATTENDED OUTCOME [LINE]
session() {
	cat >"$sessions/0$1-$2.md" <<-END
		---
		title: Session about $2
		summary: We talk about $2.
		number: $1
		date: $3 14:00 +01:00
		end: $3 15:30 +01:00
		minutes: ${1}0
		outcomes: [$5]
		before: [Walk round your street.]
		during: [Tell each other about it.]
		after: [Ask one neighbour.]
		reflection: [What surprised you?, What will you do next?]
		tools: [walk]
		attended: $4
		join: https://meet.example.org/secret-$1
		${6-theme: What is strong here}
		---
		Notes on $2.
	END
}

mkdir -p $sessions resources stories people
cat >$course/programme.md <<'EOF2'
---
title: Example course
summary: Three sessions on how neighbours look after each other.
cohort: 2026
who: Anybody who wants to start something where they live.
start: 2026-09-10
end: 2026-11-12
sessions: 3
ask: coaches@example.org
participants: 40
outcomes:
  - id: listen
    text: Listen to somebody, and leave it at that.
  - id: start
    text: Start something small with two neighbours.
people:
  - person: robin
    role: Consultant
---
How it works.
EOF2
printf -- '---\nname: Robin Example\nrole: Peer coach\nlisted: true\n---\nRobin lives here.\n' >people/robin.md
cat >resources/walk.md <<'EOF2'
---
title: The asset walk
summary: A walk round your street, and what to look for on the way and to write down.
type: tool
url: https://example.org/walk
outcomes: [example-course/listen]
---
EOF2
session 1 beginnings 2026-09-10 12 listen
session 2 kindness 2026-10-08 15 start
session 3 belonging 2026-11-12 9 start
mkdir -p private
echo 'id,given,scope
robin,2026-09-01,site' >private/consent.csv
