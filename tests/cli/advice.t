#!/bin/sh
# blether check --advice: how hard pages are to read, beside what the program `style` (GNU diction) counts.
set -u
. tests/cli/box.sh

cp -R content "$box/content"
cat >"$box/content/pages/plain.md" <<'END'
---
title: Plain
---
We walk. We talk. The kettle is on, and the door is open. You do not need to book. You do not need to say
your name. Dr Smith comes on most days with a cake. Ask for the big hall! Is it far? It is not.
END
cat >"$box/content/pages/hard.md" <<'END'
---
title: Hard
---
The collaborative constitutes a multidisciplinary infrastructure facilitating considerable organisational
transformation, and participants subsequently demonstrated significantly improved appreciation of the
interdependencies characterising contemporary statutory provision. Evaluation established that institutional
representatives experienced difficulties articulating responsibilities; nevertheless, implementation continued.
END
{
	printf -- '---\ntitle: Long\n---\n'
	echo "We meet every week, because grief does not end after a month. Whoever wants to can bring a photograph."
	echo "A volunteer opens the door at seven and puts the kettle on, and from then on people come and go as they like."
	echo "Somebody always stays behind for those who would rather talk to one person alone."
	echo "People came together in a small hall beside the river. Some of them had lost a child, a brother or a friend. They drank tea."
	echo "Nobody was asked to speak, but most people did. After an hour the room was louder than the rain, and somebody laughed."
} >"$box/content/pages/long.md"

"$BLETHER" check -c "$box/content" --cache "$box/cache" --advice --format=json >"$box/advice.json" 2>"$box/stderr"
ok $? "advice is given as JSON" "$(cat "$box/stderr")"
for page in plain hard long; do
	sed -n '/^---$/,/^---$/!p' "$box/content/pages/$page.md" >"$box/$page.txt"
	style "$box/$page.txt" >"$box/$page.style"
	"$python" - "$box/advice.json" $page "$box/$page.style" >"$box/compared" <<-'END'
		import json, re, sys
		ours = next(a for a in json.load(open(sys.argv[1]))['advice'] if a['file'].endswith(f'/{sys.argv[2]}.md'))
		text = open(sys.argv[3]).read()
		number = lambda pattern: float(re.search(pattern, text)[1])
		theirs = {'words': number(r'(\d+) words'), 'sentences': number(r'(\d+) sentences'),
		          'flesch': number(r'Flesch Index: ([-\d.]+)'), 'grade': number(r'Kincaid: ([-\d.]+)'),
		          'longest': number(r'longest sent (\d+) wds')}
		allowed = {'words': 1, 'sentences': 0, 'flesch': max(5, abs(theirs['flesch']) * 0.15), 'grade': max(1, theirs['grade'] * 0.1), 'longest': 1}
		for name, value in theirs.items():
		    far = abs(ours[name] - value) > allowed[name]
		    print('far' if far else 'near', name, ours[name], value)
	END
	[ -s "$box/compared" ] && ! grep -q far "$box/compared"
	ok $? "style counts the $page page as blether does" "$(cat "$box/compared")"
done

expect 0 "advice never fails a check" check -c "$box/content" --cache "$box/cache" --advice
says stdout 'pages/hard.md' "it names the page"
grep -A1 'pages/hard.md' "$box/stdout" | grep -q 'very hard'
ok $? "calls hard what is hard" "$(cat "$box/stdout")"
grep -A1 'pages/hard.md' "$box/stdout" | grep -q 'the longest has [0-9]* words\?: "The collaborative\|the longest has [0-9]*: "The collaborative'
ok $? "and shows its longest sentence" "$(cat "$box/stdout")"
# No translation can be in the language of the site.
sed -i 's/^language:.*/language: gd/' "$box/content/site.yaml"
find "$box/content" -name '*.gd.*' -delete
"$BLETHER" check -c "$box/content" --cache "$box/cache" --advice >"$box/stdout" 2>"$box/stderr"
says stdout "pages/hard.md: in 'gd'; only English can be counted" "of other languages it says that it cannot count"
"$BLETHER" check -c content --cache "$box/cache" >"$box/stdout" 2>"$box/stderr"
! grep -q Flesch "$box/stdout"
ok $? "nobody gets advice without asking"

finish
