#!/bin/sh
# What people and programs see of a recording: the report on every kind of terminal, JSON that keeps
# to its schema and its manual, and the drawing. The words themselves are golden cases.
set -u
. tests/cli/box.sh
fixtures=$PWD/build/fixtures
sh tests/fixtures/make.sh "$fixtures" || { echo "Bail out! no fixtures"; exit 1; }

# All kinds of files, good and bad; names without blanks.
some="master.wav mono.wav surround.wav wild.wav cbr.mp3 vbr.mp3 mpeg2.mp3 plain.m4a plain.flac vorbis.ogg
	plain.opus phone.amr tagged.mp3 tagged.m4a misnamed.wav half-cbr.mp3 scratched-cbr.mp3 joined.mp3 empty.mp3
	text.mp3 zeros.wav nosamples.wav colour.png half-colour.png not-there.mp3"
python3 tests/golden/sound.py "$box/marks.wav" --offset=900 --right=4 silence:4 voice:8 loud:2 voice:5 silence:12
cd "$fixtures" || exit

# Programs.
"$BLETHER" inspect --format=json $some "$box/marks.wav" >"$box/json" 2>"$box/stderr"
[ $? -eq 1 ] && [ ! -s "$box/stderr" ]
ok $? "JSON is all that is said, and the status tells of errors" "$(cat "$box/stderr")"
"$BLETHER" help inspect --as=schema >"$box/schema"
"$BLETHER" help inspect --as=man >"$box/man"
"$BLETHER" help inspect >"$box/help"
none "what is printed keeps to the schema, and nothing else would" "$("$python" - "$box" 2>&1 <<'END'
import copy, json, sys
from jsonschema import Draft202012Validator as Validator
box = sys.argv[1]
schema, told = (json.load(open(f'{box}/{f}')) for f in ('schema', 'json'))
Validator.check_schema(schema)
valid = Validator(schema).is_valid
for e in Validator(schema).iter_errors(told):
    print(e.json_path, e.message)

def objects(node, path=()):
    """The way to each object of a document."""
    if isinstance(node, dict):
        yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from objects(value, path + (key,))

def at(node, path):
    for key in path:
        node = node[key]
    return node

recording = next(f for f in told['files'] if f['file'].endswith('marks.wav'))
small = {'files': [recording], 'messages': told['messages']}
for path in objects(small):
    for key in at(small, path):
        less = copy.deepcopy(small)
        del at(less, path)[key]
        if valid(less):
            print('need not be there:', path, key)
        other = copy.deepcopy(small)
        at(other, path)[key] = [[]]
        if valid(other):
            print('may be anything:', path, key)
    more = copy.deepcopy(small)
    at(more, path)['x'] = 1
    if valid(more):
        print('may have more:', path)
END
)"
none "schema, manual page and help name the same members" "$("$python" - "$box" 2>&1 <<'END'
import json, re, sys
box = sys.argv[1]

def of_schema(node, path=''):
    for name, member in node.get('properties', {}).items():
        yield f'{path}.{name}'
        yield from of_schema(member, f'{path}.{name}')
        yield from of_schema(member.get('items', {}), f'{path}.{name}')

def of_page():
    path, last = [], ''
    for line in open(f'{box}/man').read().split('.SH JSON\n')[1].split('.SH ')[0].splitlines():
        if line == '.RS':
            path.append(last)
        elif line == '.RE':
            path.pop()
        elif found := re.match(r'\\fB(\w+)\\fR \(', line):
            last = found[1]
            yield '.' + '.'.join(path + [last])

def of_help():
    path = []
    for line in open(f'{box}/help').read().split('With --format=json:\n')[1].splitlines():
        if found := re.match(r'( +)(\w+)  \(', line):
            path = path[:(len(found[1]) - 2) // 4] + [found[2]]
            yield '.' + '.'.join(path)

schema = list(of_schema(json.load(open(f'{box}/schema'))))
print(*set(schema) ^ set(of_page()) | set(schema) ^ set(of_help()), *[] if len(schema) > 60 else schema, sep='\n')
END
)"
none "the manual page is roff without fault" "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$box/man" 2>&1 >/dev/null)"
none "size, hash and length are what other programs find" "$("$python" - "$box" 2>&1 <<'END'
import hashlib, json, os, subprocess, sys
for f in json.load(open(f'{sys.argv[1]}/json'))['files']:
    if f['verdict'] == 'unread':
        print(*[f['file']] if f['sha256'] or f['bytes'] or f['recording'] or os.path.exists(f['file']) else [])
        continue
    data = open(f['file'], 'rb').read()
    if (f['sha256'], f['bytes']) != (hashlib.sha256(data).hexdigest(), len(data)):
        print(f['file'], 'hash or size')
    r = f['recording']
    if not r or f['verdict'] == 'unusable':
        continue
    pcm = subprocess.run(['ffmpeg', '-v', 'quiet', '-i', f['file'], '-f', 'u8', '-ac', '1', '-ar', '8000', '-'],
                         stdout=subprocess.PIPE).stdout
    if abs(len(pcm) / 8000 - r['seconds']) > 0.06:
        print(f['file'], len(pcm) / 8000, r['seconds'])
    if f['file'].startswith('tagged') and (r['tags']['title'], len(r['chapters'])) != ('old title', 1):
        print(f['file'], r['tags'], r['chapters'])
    if not 0 < len(r['peaks']) <= 800 or max(r['peaks']) > 255:
        print(f['file'], 'peaks')
END
)"

# What is told of the level holds for a show that asks for nothing else.
"$BLETHER" help mastering >"$box/mastering"
for wanted in "loudness -16" "loudness_mono -19" "peak -1" "tolerance 0.5"; do
	grep -A 4 "^  ${wanted% *}  (" "$box/mastering" | grep -q "if left out: ${wanted#* }$"
	ok $? "a show's ${wanted% *} is ${wanted#* }" "$(cat "$box/mastering")"
done

# People.
# too_wide: the lines of a text that are wider than a terminal.
too_wide() { "$python" -c 'import sys; [print(l) for l in open(sys.argv[1], encoding="utf-8") if len(l.rstrip("\n")) > 80]' "$1"; }
"$BLETHER" inspect $some "$box/marks.wav" >"$box/text" 2>"$box/stderr"
[ $? -eq 1 ]
ok $? "the report has the same status"
none "no line of it is wider than 80 columns" "$(too_wide "$box/text" | grep -v '^/')"
none "and no blank ends a line" "$(grep -n ' $' "$box/text")"
LC_ALL=C "$BLETHER" inspect "$box/marks.wav" >"$box/ascii" 2>&1
none "where the locale is not UTF-8 it is ASCII" "$(LC_ALL=C grep -n '[^ -~]' "$box/ascii")"
grep -q '^  1---* *2--* *3---*$' "$box/ascii"
ok $? "and the marks are below the waveform" "$(cat "$box/ascii")"
LC_ALL= LC_CTYPE= LANG=de_DE.utf8 "$BLETHER" inspect "$box/marks.wav" 2>&1 | grep -q '█'
ok $? "LANG alone can say UTF-8"
grep -q "$(printf '\033')" "$box/text"
[ $? -eq 1 ]
ok $? "colours are for terminals"
script -qec "'$BLETHER' inspect '$box/marks.wav'" /dev/null </dev/null >"$box/terminal" 2>&1
grep -q "$(printf '\033\\[33mwarning\033\\[0m')" "$box/terminal"
ok $? "which get them" "$(head -c 2000 "$box/terminal")"
NO_COLOR=1 script -qec "'$BLETHER' inspect '$box/marks.wav' 2>/dev/null" /dev/null </dev/null >"$box/terminal"
grep -q "$(printf '\033')" "$box/terminal"
[ $? -eq 1 ]
ok $? "unless they are not wanted"
none "help fits on a terminal too" "$(too_wide "$box/help" | grep -vE 'jq|--plot')"

# The drawing.
cd "$box" || exit
expect 0 "a recording is drawn" inspect --plot a.png marks.wav
says stdout "verdict " "and told of all the same"
"$python" -c "from PIL import Image; i = Image.open('a.png'); i.load()
assert i.size[0] == 1600 and i.size[1] >= 900 and len(i.convert('RGB').getcolors(1 << 24)) > 20"
ok $? "it is a picture that others can open"
cp marks.wav skram.wav
expect 0 "it has words" inspect --plot words.png skram.wav
cmp -s a.png words.png
[ $? -eq 1 ]
ok $? "that can be told from one another"
expect 2 "a file that is there is not replaced" inspect --plot a.png marks.wav
cp a.png first.png
expect 0 "but with --force" inspect -p a.png --force -f json marks.wav
cmp a.png first.png
ok $? "and the same recording is drawn the same way"
"$BLETHER" inspect -f json marks.wav | cmp - stdout
ok $? "what is told is the same with and without a drawing"
mkdir "$box/down"
expect 1 "what is no recording is not drawn" inspect --plot down/b.png "$fixtures/text.mp3"
expect 1 "nor what is not there" inspect --plot down/b.png nothing.wav
expect 3 "a drawing that cannot be written is a failure of the machine" inspect --plot nowhere/b.png marks.wav
says stderr "[cannot-write]" "and says so"
none "and nothing is left of them" "$(ls down)"
expect 2 "only one recording is drawn" inspect --plot b.png marks.wav "$fixtures/mono.wav"
expect 2 "a picture is not" inspect --plot b.png "$fixtures/colour.png"
expect 2 "the drawing is a PNG" inspect --plot marks.wav --force marks.wav
expect 2 "--force goes with --plot" inspect --force marks.wav
cp marks.wav marks.png
expect 2 "a recording is never drawn over" inspect --plot marks.png --force marks.png
cmp -s marks.wav marks.png
ok $? "whatever its name"
ffmpeg -nostdin -v error -f lavfi -i "sine=r=8000:d=4000" -c:a pcm_u8 long.wav
expect 0 "hours are drawn as well as seconds" inspect --plot long.png long.wav
expect 0 "one channel as well as two" inspect --plot mono.png "$fixtures/mono.wav"
for f in surround wild zeros; do
	"$BLETHER" inspect --plot $f.png "$fixtures/$f.wav" >stdout 2>stderr
	[ $? -le 1 ] && [ $f = zeros -o -s $f.png ]
	ok $? "$f is drawn" "$(cat stdout stderr)"
done

cd "$tree" || exit
finish
