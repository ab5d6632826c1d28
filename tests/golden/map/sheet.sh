# Sourced by the setup of a case: a content folder, `out`, with a map of three groups, and a
# function that exports it.
: "${BLETHER:=$(dirname "$0")/../../../../blether}"
mkdir -p out/areas out/places out/audiences out/groups
cat >out/site.yaml <<'END'
title: Example site
address: https://www.example.org/
summary: A site for tests.
contact: hello@example.org
END
for area in Bereavement "Alcohol and drug recovery" Housing; do
	slug=$(printf %s "$area" | tr 'A-Z ' 'a-z-')
	printf -- '---\ntitle: %s\nsummary: What %s means.\n---\n' "$area" "$slug" >out/areas/$slug.md
done
for place in Exampleton Exampleburn; do
	printf -- '---\ntitle: %s\n---\n' $place >out/places/$(printf %s $place | tr E e).md
done
printf -- '---\ntitle: Young people\n---\n' >out/audiences/young-people.md

# With comments, quotation marks, and a list in lines.
cat >out/groups/example-carers.md <<'END'
---
# Rang them on Monday.
name: "Example Carers"
summary: Company for anybody who looks after somebody, whether they call themselves a carer or not.
kind: third
helps:          # the wide net
  - bereavement
  # asked to be added in May
  - housing
places: [exampleton] # and soon more
cost: free
phone: "01632960669" # mornings
email: '-hello@example.org'
services:
  - name: Lunch; and tea
    when: Wednesdays, from 12.30
checked: 2026-09-03
checked_by: the centre manager
---
Carers; and "friends".
END
# As Windows writes it.
sed 's/$/\r/' >out/groups/example-listeners.md <<'END'
---
name: Example Listeners
summary: Volunteers who listen, over a cup of tea or on the phone, to anybody who has lost somebody.
kind: third
leads: [bereavement]
web: https://example.org/
charity: SC000000
offers: [=tea, "soup; bread"]
---
END
cat >out/groups/example-refuge.md <<'END'
---
name: Example Refuge
summary: A safe place for people who had to leave their home, and a number that is answered at night.
kind: third
refers: [housing]
phone: 01632 960123
hidden: true
match: false
status: paused
---
END

export_sheet() {
	"$BLETHER" map export --content out "$@"
}

# edit EXPRESSION...: changes the sheet of groups as exported.
edit_sheet() {
	export_sheet | sed "$@" >sheet.csv
}
