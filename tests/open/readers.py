"""Reads what partners copy of a built site with readers that are not ours: readers.py OUT CONTENT"""
import csv
import json
import re
import sys
import uuid
from datetime import date, datetime, time
from pathlib import Path
from urllib.parse import urlparse
import xml.etree.ElementTree as ET

import networkx
import vobject
import yaml

out, content = Path(sys.argv[1]), Path(sys.argv[2])
count, failed = 0, False


def ok(good, sentence, details=''):
    global count, failed
    count += 1
    print('ok' if good else 'not ok', count, '-', sentence)
    if not good:
        failed = True
        print('# not so:', sentence, '\n#  ', details, file=sys.stderr)


def front(path):
    return yaml.safe_load(path.read_text().split('---\n')[1])


groups = {p.stem: front(p) for p in sorted((content / 'groups').glob('*.md'))}
living = {slug: g for slug, g in groups.items() if g.get('status') != 'closed'}

# --- tables --------------------------------------------------------------------------------------
TYPES = {
    'string': lambda v, f: {'uuid': lambda: uuid.UUID(v), 'uri': lambda: urlparse(v).scheme in ('http', 'https') or 1 / 0,
                            'email': lambda: re.fullmatch(r'\S+@\S+', v) or 1 / 0}.get(f, lambda: v)(),
    'number': lambda v, f: float(v),
    'date': lambda v, f: date.fromisoformat(v),
    'time': lambda v, f: datetime.strptime(v, f).time(),
    'datetime': lambda v, f: datetime.fromisoformat(v.replace('Z', '+00:00')),
}


def read_package(folder):
    """The tables of a tabular data package, and what is wrong with them by what it says of them itself."""
    package = json.loads((folder / 'datapackage.json').read_text())
    tables, faults = {}, []
    for r in package['resources']:
        with open(folder / r['path'], newline='', encoding=r['encoding']) as f:
            rows = list(csv.reader(f, strict=True))
        fields = r['schema']['fields']
        if rows[0] != [f['name'] for f in fields]:
            faults.append(f"{r['path']}: other columns")
        tables[r['name']] = [dict(zip(rows[0], row)) for row in rows[1:]]
        for row in rows[1:]:
            if len(row) != len(fields):
                faults.append(f"{r['path']}: {row}")
        for f in fields:
            rule = f.get('constraints', {})
            values = [row[f['name']] for row in tables[r['name']]]
            if rule.get('required') and not all(values):
                faults.append(f"{r['path']}: {f['name']} is missing")
            if rule.get('unique') and len(set(values)) != len(values):
                faults.append(f"{r['path']}: {f['name']} is not unique")
            for v in filter(None, values):
                if 'enum' in rule and v not in rule['enum']:
                    faults.append(f"{r['path']}: {v}")
                try:
                    TYPES[f['type']](v, f.get('format'))
                except (ValueError, ZeroDivisionError):
                    faults.append(f"{r['path']}: {f['name']} {v!r}")
    for r in package['resources']:
        for key in r['schema'].get('foreignKeys', []):
            there = {row['id'] for row in tables[key['reference']['resource']]}
            for row in tables[r['name']]:
                if row[key['fields']] and row[key['fields']] not in there:
                    faults.append(f"{r['path']}: {key['fields']} leads nowhere")
    return package, tables, faults


tabular = out / 'open' / 'tabular'
package, tables, faults = read_package(tabular)
ok(not faults, 'the tables are as datapackage.json says', faults[:5])
ok(package['profile'] == 'tabular-data-package' and package['licenses'][0]['path'].startswith('https://creativecommons.org/'),
   'which says what it is, and under which licence')
ok({p.name for p in tabular.iterdir()} == {r['path'] for r in package['resources']} | {'datapackage.json'},
   'and names every table')
same = json.loads((out / 'open' / 'services.json').read_text())
ok(len(tables['service']) == same['total_items'] and tables['service'][0]['id'] == same['contents'][0]['id'],
   'they have the services of the JSON')
ok(any(s['description'].startswith("'=HYPERLINK(1)") for s in tables['service']), 'nothing in them is a formula')
ok(not any(re.match(r'[=@\t\r]', v) for t in tables.values() for row in t for v in row.values()), 'no cell begins like one')
# Does this reader find anything?
folder = Path(sys.argv[3])
folder.mkdir()
for p in tabular.iterdir():
    (folder / p.name).write_bytes(p.read_bytes())
text = (folder / 'services.csv').read_text()
(folder / 'services.csv').write_text(text.replace('active', 'open', 1).replace('2026-09-15', '2026-19-15', 1))
(folder / 'locations.csv').write_text((folder / 'locations.csv').read_text().splitlines()[0] + '\r\n')
broken = ' '.join(read_package(folder)[2])
ok(' open' in broken and '2026-19-15' in broken and 'leads nowhere' in broken, 'a wrong word, day or reference would be found', broken)

# --- address cards ---------------------------------------------------------------------------------
cards = {p.stem: p.read_bytes() for p in (out / 'groups').glob('*.vcf')}
everybody = cards.pop('all')
ok(set(cards) == set(living), 'each group that there still is has an address card', set(cards) ^ set(living))
faults = []
for slug, raw in cards.items():
    g = living[slug]
    for line in raw.split(b'\r\n'):
        if len(line) > 75:
            faults.append(f'{slug}: a line of {len(line)} octets')
        try:
            line.decode()
        except UnicodeDecodeError:
            faults.append(f'{slug}: folded inside a character')
    if b'\n' in raw.replace(b'\r\n', b''):
        faults.append(f'{slug}: a line ends otherwise')
    card = vobject.readOne(raw.decode(), validate=False)
    if card.version.value != '4.0' or card.kind.value != 'org':
        faults.append(f'{slug}: {card.version.value} {card.kind.value}')
    if card.fn.value != g['name'] or [''.join(card.org.value)] != [g['name']]:
        faults.append(f"{slug}: {card.fn.value!r}, not {g['name']!r}")
    if card.note.value != g['summary']:
        faults.append(f'{slug}: {card.note.value!r}')
    if 'address' in g and not g.get('hidden') and card.adr.value.street != g['address']:
        faults.append(f'{slug}: {card.adr.value}')
    uuid.UUID(card.uid.value.removeprefix('urn:uuid:'))
    if card.rev.value != '20260915T000000Z':
        faults.append(f'{slug}: {card.rev.value}')
ok(not faults, 'and vobject reads in it what was written', faults[:5])
card = vobject.readOne(cards['example-listeners'].decode(), validate=False)
ok((card.tel.value, card.role.value, card.email.value, card.url.value) ==
   ('tel:01632960000', 'the volunteer coordinator', 'hello@example.org', 'https://example.org/'), 'number, role, address and website')
ok([c.value for c in card.contents['categories']] == [['Bereavement', 'Spirituality']], 'and the areas')
there = {o['name']: o['id'] for o in tables['organization']}
ok(all(vobject.readOne(c.decode(), validate=False).uid.value == 'urn:uuid:' + there[living[s]['name']] for s, c in cards.items()),
   'under the ids of the directory')
ok(everybody == b''.join(cards[s] for s in sorted(cards)), 'all.vcf is all of them')
ok(len({vobject.readOne(c.decode(), validate=False).uid.value for c in cards.values()}) == len(cards), 'each with an id of its own')

# --- the network -----------------------------------------------------------------------------------
graph = networkx.read_graphml(out / 'map' / 'network.graphml', force_multigraph=True)
ok(sorted(n[6:] for n in graph if n.startswith('group.')) == sorted(living), 'networkx finds every group in the graph')
wanted = {(f'group.{slug}', f'area.{area}', role) for slug, g in living.items() for role in ('leads', 'helps', 'refers')
          for area in yaml.safe_load(str(g.get(role, [])))}
found = {(a, b, d['role']) if a.startswith('group.') else (b, a, d['role'])
         for a, b, d in graph.edges(data=True) if d['role'] != 'works_with'}
ok(found == wanted and wanted, 'and what each does in each area', found ^ wanted)
partners = [{a, b} for a, b, d in graph.edges(data=True) if d['role'] == 'works_with']
ok(partners == [{'group.example-listeners', 'group.example-refuge'}], 'and who works together, once', partners)
ok(graph.nodes['group.example-listeners']['label'] == 'Example Listeners' and
   graph.nodes['area.housing']['kind'] == 'area', 'with their names')

# --- feeds of the groups, and the map ------------------------------------------------------------------
lines = ET.parse(out / 'groups' / 'feeds.opml').getroot().findall('body/outline')
ok({o.get('xmlUrl') for o in lines} == {g['feed'] for g in living.values() if 'feed' in g}, 'feeds.opml has the feeds of the groups')
themap = json.loads((out / 'map' / 'map.json').read_text())
ok({g['id'] for g in themap['groups']} == set(living), 'map.json has the groups')
ok({(f"group.{p['group']}", f"area.{p['area']}", p['role']) for p in themap['presences']} == wanted, 'and what they do')
ok(themap['license'].startswith('https://creativecommons.org/'), 'and its licence')

# --- what must never be handed on ---------------------------------------------------------------------
leaks = [f'{p.relative_to(out)}: {word}' for p in out.rglob('*') if p.is_file() and p.suffix in
         ('.json', '.csv', '.vcf', '.graphml', '.opml') for word in
         ('Secretville', '07700 900111', '07700900111', 'someone@gmail')
         if word in p.read_text(errors='replace')]
ok(not leaks, 'no hidden address and nobody\'s own number is in any data', leaks[:5])
print(f'1..{count}')
sys.exit(failed)
