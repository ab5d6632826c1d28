#!/bin/sh
# What ALISS knows becomes drafts: tests/open/aliss/ has an answer and what is made of it; BLESS=1 writes that anew.
set -u
. tests/cli/box.sh
small_site
content=$box/content
mkdir "$content/groups" "$content/areas" "$content/places" "$content/audiences"
printf -- '---\ntitle: Loss\nsummary: When somebody has died.\naliss: [Bereavement]\n---\n' >"$content/areas/loss.md"
printf -- '---\ntitle: Walking\nsummary: Out and about.\n---\n' >"$content/areas/walking.md"
printf -- '---\ntitle: Exampleton\n---\n' >"$content/places/exampleton.md"
printf -- '---\ntitle: Carers\n---\n' >"$content/audiences/carers.md"
common='summary: People who meet over soup, and have time for whoever comes through the door.\nkind: third\nphone: 01632 960000\nchecked: 2026-09-15\nchecked_by: link worker\n---\n'
printf -- "---\nname: Example Listeners\n$common" >"$content/groups/example-listeners.md"
printf -- "---\nname: Something Else\naliss: http://www.aliss.org/organisations/known/\n$common" >"$content/groups/something.md"
answer=tests/open/aliss/answer.json
before=$(sums "$content")

in_box 0 "what would be imported is told" import --dry-run aliss $answer
says stdout "$content/groups/example-kettle-friends.md" "by its path"
says stdout "2 are there already" "with what is there already"
[ "$before" = "$(sums "$content")" ]
ok $? "and nothing is written"

in_box 0 "the answer is imported" import aliss $answer
says stderr "there is more: save 'https://www.aliss.org/api/v5/services/?page=2&postcode=PA15+1AA' too" "the next page is asked for"
[ "$(ls "$content/groups" | wc -l)" -eq 4 ]
ok $? "two drafts are new" "$(ls "$content/groups")"
mkdir "$box/made"
for f in $(ls "$content/groups" | grep -vE '^(example-listeners|something).md$'); do cp "$content/groups/$f" "$box/made"; done
[ -z "${BLESS-}" ] || { rm -rf tests/open/aliss/made; cp -R "$box/made" tests/open/aliss/made; }
none "they are as expected" "$(diff -ru tests/open/aliss/made "$box/made")"
"$python" - "$content/groups" >"$box/faults" <<-'END'
	# Another reader of YAML finds in them what ALISS said, and nothing that somebody smuggled in.
	import sys, yaml
	from pathlib import Path
	folder = Path(sys.argv[1])
	read = {p.stem: yaml.safe_load(p.read_text().split('---\n')[1]) for p in folder.glob('*.md')}
	kettle = read['example-kettle-friends']
	want = dict(name='Example Kettle & Friends', kind=None, helps=['loss', 'walking'], places=['exampleton'],
	            audiences=['carers'], access=['Hearing loop', 'Accessible toilet'], phone='01632 960010',
	            email='kettle@example.org', web='https://example.org/listening', address='2 Example Street', town='Exampleton',
	            postcode='PA15 1AB', aliss='https://www.aliss.org/organisations/example-kettle/',
	            attribution='ALISS (www.aliss.org), CC BY 4.0',
	            summary='Somebody listens, over a cup of tea, to anybody who has lost somebody close to them.',
	            services=[{'name': 'Listening "over tea"', 'what': 'Somebody listens. No appointment No fee & no forms alert(1)'},
	                      {'name': 'Walks', 'what': 'We walk together. Dogs are welcome # always. checked: 2026-01-01'}])
	if kettle != want: print({k: (kettle.get(k), want.get(k)) for k in kettle.keys() | want.keys() if kettle.get(k) != want.get(k)})
	evil = [g for s, g in read.items() if 'evil' in s]
	if len(evil) != 1 or set(evil[0]) != {'name', 'summary', 'kind', 'attribution', 'services'}: print(evil)
END
[ ! -s "$box/faults" ]
ok $? "and say what ALISS says" "$(cat "$box/faults")"
in_box 1 "they are not published before somebody has looked at them" check
says stderr "'kind'" "which is asked for"

before=$(sums "$content")
in_box 0 "a second time" import aliss $answer
[ "$before" = "$(sums "$content")" ]
ok $? "nothing is written again, nor over anything" "$(cat "$box/stdout" "$box/stderr")"

rm "$content"/groups/*evil*
sed -i 's/^kind:$/kind: faith/' "$content"/groups/*.md
sed -i 's/^# checked:$/checked: 2026-09-15/; s/^# checked_by:$/checked_by: link worker/' "$content"/groups/*.md
build out
missing=$(cd "$box/out" && grep -L 'Contains words from: ALISS (www.aliss.org), CC BY 4.0' index.html pages/about.html open/about.html)
none "when it is done, every page says whose words there are" "$missing"

printf '{' >"$box/broken.json"
in_box 1 "what is no JSON is refused" import aliss "$box/broken.json"
printf '[%.0s' $(seq 100) >"$box/deep.json"
in_box 1 "and what is too deep" import aliss "$box/deep.json"
"$python" -c 'import sys; sys.stdout.write("{\"data\":[" + ",".join(["{}"] * 2000000) + "]}")' >"$box/huge.json"
in_box 1 "and what is too long" import aliss "$box/huge.json"
"$python" - >"$box/many.json" <<-'END'
	import json
	org = {'id': 'o', 'name': 'Example Many'}
	print(json.dumps({'meta': {'licence': 'https://creativecommons.org/licenses/by/4.0'},
	                  'data': [{'name': f'Service {i}', 'organisation': org, 'description': 'word ' * 400} for i in range(120)]}))
END
in_box 0 "much of one organisation is cut to what a page can hold" import aliss "$box/many.json"
says stderr "more than 100 services" "and it is told"
in_box 1 "a file that is not there" import aliss "$box/nothing.json"
in_box 2 "an unknown source" import alis "$answer"
says stderr "did you mean 'aliss'?" "has a neighbour"
in_box 2 "no file" import aliss
finish
