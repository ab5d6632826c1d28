"""Front matter is edited in place: random files, random edits of their sheet, and YAML read by somebody else.

random_sheet.py SEED make CONTENT        writes groups of every manner of writing into CONTENT/groups
random_sheet.py SEED edit SHEET EDITED   changes cells at random, and keeps what was meant beside it
random_sheet.py SEED check BEFORE CONTENT EDITED
                                    prints a line for each file in which there is another change than was meant
"""
import csv
import datetime
import json
import random
import re
import sys
from pathlib import Path

import yaml

COUNT = 300
AREAS = ['spirituality', 'digital-inclusion', 'community-justice', 'housing-and-homelessness', 'bereavement']
WORDS = ['tea', 'it\'s', '"so"', 'a: b', 'c #d', '# e', '- f', '[g]', 'Òran', 'żółw', 'العربية', '100%', '@h', '=i', 'yes', '12',
         '2026-10-01', 'null', 'k, l', 'm; n', '{o}', '&p', '*q', '!r', '|', '>', '~', '\'s', 'end:', '\\t', '🙂', "''", '07']
CHOICES = {
    'kind': ['third', 'public', 'faith', 'education', 'business'], 'cost': ['free', 'low', 'paid'],
    'status': ['active', 'paused', 'closed'], 'match': [True, False], 'keep': [True, False],
    'times': ['daytime', 'evening', 'weekend'], 'ways_in': ['walk-in', 'phone', 'online', 'home-visit', 'referral'],
    'places': ['exampleton', 'port-example', 'kirkexample'], 'audiences': ['carers', 'adults', 'young-people'],
    'languages': ['pl', 'uk', 'gd', 'ar'],
}
TEXTS, LISTS = ['summary', 'ask_for', 'town', 'checked_by'], ['offers', 'needs', 'times', 'ways_in', 'places', 'audiences', 'languages']
DAYS = ['joined', 'checked']
ORDER = ['name', 'summary', 'kind', 'helps', 'places', 'audiences', 'times', 'ways_in', 'cost', 'email', 'ask_for', 'town', 'languages',
         'offers', 'needs', 'match', 'status', 'joined', 'checked', 'checked_by', 'keep']


def words(least=1):
    return ' '.join(random.choices(WORDS, k=random.randint(least, 6)))


def value_of(key):
    if key in LISTS:
        make = (lambda: random.choice(CHOICES[key])) if key in CHOICES else words
        return list(dict.fromkeys(make() for _ in range(random.randint(1, 4))))
    if key in CHOICES:
        return random.choice(CHOICES[key])
    if key in DAYS:
        return datetime.date(2026, 1, 1) + datetime.timedelta(random.randrange(200))
    return words(2) if key != 'town' else random.choice(['01234', 'true', 'Exampleton', '1e3', 'It\'s: here'])


def scalar(value, flow=False):
    if isinstance(value, (bool, datetime.date)):
        return yaml.safe_dump(value).split('\n')[0]
    text = value if isinstance(value, str) else str(value)
    plain = re.fullmatch(r'[A-Za-z][A-Za-z -]*[a-z]', text) and yaml.safe_load(text) == text
    styles = [json.dumps(text, ensure_ascii=False), "'" + text.replace("'", "''") + "'"] + [text] * (2 if plain else 0)
    return random.choice(styles)


def comment(text='"'):
    """Behind a text without quotation marks blether takes it for a part of the text that was cut off, and says so."""
    return random.choice(['', '', '', ' # why: [this] "so"', '   # é']) if text[0] in '"\'' else ''


def field(key, value):
    if isinstance(value, list) and random.random() < .5:
        sep = random.choice([', ', ',', ' , '])
        pad = random.choice(['', ' '])
        return [f'{key}: [{pad}{sep.join(scalar(v, True) for v in value)}{pad}]{comment()}']
    if isinstance(value, list):
        indent = random.choice(['', '  ', '    '])
        lines = [f'{key}:{comment()}']
        for v in value:
            lines += [f'{indent}# about it'] if random.random() < .2 else []
            text = scalar(v)
            lines += [f'{indent}-{random.choice([" ", "  "])}{text}{comment(text)}']
        return lines
    if isinstance(value, str) and key in TEXTS and random.random() < .25 and value[0] not in '# ':
        return [f'{key}: {random.choice([">", ">-", "|-"])}', f'    {value}']
    text = scalar(value)
    behind = comment(text) if key in TEXTS else comment()
    return [f'{key}:{random.choice([" ", "  "])}{text}{behind}']


def make(content):
    for old in (content / 'groups').glob('*.md'):
        old.unlink()
    for n in range(COUNT):
        keys = [k for k in ORDER if random.random() < .6 or k in ('name', 'summary', 'kind', 'email')]
        if random.random() < .3:
            random.shuffle(keys)
        fixed = {'name': f'Example {n}', 'email': f'hello{n}@example.org', 'helps': [random.choice(AREAS[:4])], 'status': 'paused'}
        lines = ['---']
        for key in keys:
            lines += random.choice([[], [], ['# a line of its own'], ['']])
            lines += field(key, fixed.get(key) or value_of(key))
        if random.random() < .5:
            lines += ['services:', '  - name: Tea # with milk', '    what: >', '      Long and', '      longer.']
        lines += random.choice([[], ['# the last']]) + ['---', 'Body: it\'s # no comment', '', '- a', 'phone: x']
        end = random.choice(['\n', '\r\n'])
        mark = random.choice(['', '\ufeff'])
        (content / f'groups/example-{n}.md').write_bytes((mark + end.join(lines) + random.choice(['', end])).encode())


def cell(value):
    if isinstance(value, bool):
        return 'yes' if value else 'no'
    if isinstance(value, list):
        return '; '.join(v.replace(';', '\\;') for v in value)
    return str(value)


def edit(sheet, edited):
    with sheet.open(encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    meant = {}
    for row in rows:
        meant[row['group']] = changes = {}
        for key in random.sample(ORDER, random.randint(0, 5)):
            if key in ('name', 'email', 'helps'):
                continue
            value = None if random.random() < .2 and key not in ('summary', 'kind') else value_of(key)
            text = '' if value is None else cell(value)
            row[key] = "'" + text if re.match("'*[=+@\t-]", text) else text
            changes[key] = [str(v) for v in value] if isinstance(value, list) else value if value is None or value in (True, False) else str(value)
    with edited.open('w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    edited.with_suffix('.json').write_text(json.dumps(meant))


def parts(data):
    """Front matter as lines with their ends, and all that follows."""
    head, body = re.fullmatch(rb'((?:\xef\xbb\xbf)?---\r?\n.*?)(^---\r?\n.*)', data, re.S | re.M).groups()
    return head.splitlines(keepends=True), body


def plain(head):
    return {k: [str(x) for x in v] if isinstance(v, list) and k != 'services' else v if isinstance(v, (bool, list)) else str(v).rstrip('\n')
            for k, v in yaml.safe_load(b''.join(head).decode('utf-8-sig').split('---', 1)[1]).items()}


def fields(head):
    """The lines of each field, comments in lines of their own left out; and those."""
    found, key, comments = {}, None, []
    for line in head[1:]:
        text = line.strip()
        if text.startswith(b'#') and not (key and re.match(rb'\w+:\s*[>|]', found[key][0]) and line.startswith(b'    ')):
            comments.append(line)
        elif re.match(rb'\w+:', line):
            key = line.split(b':')[0].decode()
            found[key] = [line]
        elif key and text:
            found[key].append(line)
    return found, comments


DEFAULTS = {'status': 'active', 'match': True, 'keep': False}


def compare(before, after, changes):
    old, body = parts(before)
    new, new_body = parts(after)
    if body != new_body or old[0] != new[0]:
        yield 'the body, or the first line'
    was, now = plain(old), plain(new)
    old_fields, comments = fields(old)
    new_fields, new_comments = fields(new)
    if comments != new_comments:
        yield f'comments {comments} {new_comments}'
    for key in dict.fromkeys([*was, *now]):
        if key not in changes:
            if old_fields.get(key) != new_fields.get(key) or was.get(key) != now.get(key):
                yield f'{key}: {old_fields.get(key)} {new_fields.get(key)}'
            continue
        wanted = changes[key]
        said = now.get(key, DEFAULTS.get(key))
        if said != (DEFAULTS.get(key) if wanted is None else wanted):
            yield f'{key}: {said!r}, not {wanted!r}'
    if [k for k in was if k in now] != [k for k in now if k in was]:
        yield 'the order of the fields'
    if {line[len(line.rstrip(b'\r\n')):] for line in old} != {line[len(line.rstrip(b'\r\n')):] for line in new}:
        yield 'how lines end'


def check(before, content, edited):
    changed = 0
    for slug, changes in json.loads(edited.with_suffix('.json').read_text()).items():
        old, new = (d / f'groups/{slug}.md' for d in (before, content))
        changed += old.read_bytes() != new.read_bytes()
        for fault in compare(old.read_bytes(), new.read_bytes(), changes):
            print(slug, fault)
    if changed < COUNT / 2:
        print('only', changed, 'files have changed')


random.seed(int(sys.argv.pop(1)))
paths = [Path(p) for p in sys.argv[2:]]
{'make': make, 'edit': edit, 'check': check}[sys.argv[1]](*paths)
