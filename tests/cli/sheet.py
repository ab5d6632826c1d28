"""Do the exported tables say what the files say, to Python's CSV, JSON and YAML?

sheet.py SHEETS CONTENT  prints a line for each cell that does not.
"""
import csv
import datetime
import json
import re
import sys
from pathlib import Path

import yaml

sheets, content = map(Path, sys.argv[1:])
# What is so when nothing is said.
DEFAULTS = {'personal': 'no', 'hidden': 'no', 'match': 'yes', 'keep': 'no', 'status': 'active'}


def front(path):
    return yaml.safe_load(path.read_text().split('---\n')[1])


def cell(value):
    if isinstance(value, bool):
        return 'yes' if value else 'no'
    if isinstance(value, list):
        return '; '.join(str(v).replace(';', '\\;') for v in value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def armed(text):
    return "'" + text if re.match("'*[=+@\t-]", text) else text


def table(name):
    with (sheets / name).open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


files = {p.stem: front(p) for p in sorted((content / 'groups').glob('*.md'))}
rows = {row['group']: row for row in table('groups.csv')}
roles = {(row['group'], row['area']): row['role'] for row in table('long.csv')}
wide = {row['group']: row for row in table('wide.csv')}
services = [(row['group'], row['name'], row['what']) for row in table('services.csv')]
structs = {g['group']: g for g in json.loads((sheets / 'groups.json').read_text())['groups']}

if list(files) != list(rows) or list(files) != list(wide) or list(files) != list(structs):
    print('the groups are not the same', list(files), list(rows))
for slug, fields in files.items():
    for key, text in rows[slug].items():
        wanted = armed(cell(fields[key])) if key in fields else DEFAULTS.get(key, '')
        if key not in ('group', 'as_exported') and text != wanted:
            print(slug, key, repr(text), repr(wanted))
    for key, value in fields.items():
        value = value.isoformat() if isinstance(value, datetime.date) else value
        if key != 'services' and structs[slug].get(key) != value:
            print('JSON:', slug, key, structs[slug].get(key), value)
        if key == 'services' and [s['name'] for s in structs[slug][key]] != [s['name'] for s in value]:
            print('JSON:', slug, 'services')
    for role in ('leads', 'helps', 'refers'):
        for area in fields.get(role, []):
            if roles.pop((slug, area), None) != role or wide[slug][area] != role:
                print(slug, area, role)
if roles:
    print('nobody has these roles', roles)
wanted = [(slug, armed(s['name']), armed(s.get('what', ''))) for slug, f in files.items() for s in f.get('services', [])]
if sorted(services) != sorted(wanted):
    print('services', set(services) ^ set(wanted))
