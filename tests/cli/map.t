#!/bin/sh
# The themed map: gaps and chances as an independent program works them out, and editions that stay as they are.
set -u
. tests/cli/box.sh

# More groups each time; small networks have gaps, large ones have many who could work together.
wrong=
for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
	rm -rf "$box/content"
	$python tests/cli/map_oracle.py make $seed $((seed * 4 - 3)) "$box/content"
	for list in gaps chances; do
		"$BLETHER" map $list --content "$box/content" --now 2026-11-01T00:00:00Z --format=json \
			>"$box/$list.json" 2>>"$box/faults" || wrong="$wrong $list of $seed"
	done
	$python tests/cli/map_oracle.py judge "$box/content" 2026-11-01 "$box/gaps.json" "$box/chances.json" \
		>>"$box/judged" 2>>"$box/faults" || wrong="$wrong $seed"
done
none "gaps and chances are those of an independent program" "${wrong:+$wrong: $(cat "$box/faults")}"
missing=
for word in offer shared gap met 'none listed' 'only one' 'not checked'; do
	grep -qF "$word" "$box/judged" || missing="$missing $word;"
done
none "and among them is every reason and every state" "$missing"

# Freezing.
rm -rf "$box/content"
$python tests/cli/map_oracle.py make 5 20 "$box/content"
sed -i 's/^name: .*/name: "=HYPERLINK(\\"https:\/\/evil.example.org\\")"/' "$box/content/groups/group-001.md"
printf '%s\n' '---' 'name: "Quay, \"Kirk\" & Café"' 'kind: faith' 'leads: [area-d]' 'email: a@example.org' \
	'summary: Something that is done for people who live around here.' '---' >"$box/content/groups/group-000.md"
freeze() {
	"$BLETHER" map freeze --content "$box/content" --now "$1" >"$box/stdout" 2>"$box/stderr"
}
freeze 2026-11-01T00:00:00Z
[ "$(cat "$box/stdout")" = "$box/content/editions/01-2026-11-01.csv" ]
ok $? "an edition is frozen, and its name printed" "$(cat "$box/stdout" "$box/stderr")"
cp "$box/content/editions/01-2026-11-01.csv" "$box/first.csv"
$python - "$box/first.csv" <<'EOF'
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as f:
    rows = list(csv.DictReader(f))
names = {r["group"]: r["name"] for r in rows}
assert names["group-000"] == 'Quay, "Kirk" & Café', names["group-000"]
assert names["group-001"].startswith("'=HYPERLINK"), names["group-001"]
for r in rows:
    assert None not in r and None not in r.values(), r
    assert not any(v[:1] and v[0] in "=+-@\t\r" for v in r.values()), r
assert rows == sorted(rows, key=lambda r: r["group"])
EOF
ok $? "another reader of tables reads it, and finds no formula in it"
! freeze 2026-11-01T23:00:00Z
ok $? "there is one a day"
cmp -s "$box/first.csv" "$box/content/editions/01-2026-11-01.csv"
ok $? "and the first one stays as it is"
sed -i s/leads/helps/ "$box/content/groups/group-000.md"
freeze 2026-11-02T00:00:00Z && [ -e "$box/content/editions/02-2026-11-02.csv" ]
ok $? "the next day there is another" "$(cat "$box/stderr")"
"$BLETHER" check --content "$box/content" --cache "$box/cache" --now 2026-11-03T00:00:00Z >"$box/stdout" 2>"$box/stderr"
! grep -q 'editions/' "$box/stderr"
ok $? "and both can be read again" "$(cat "$box/stderr")"
finish
