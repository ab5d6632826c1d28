"""Fills a content folder with a network that has one of everything open data can tell: rich.py FOLDER"""
import sys
from pathlib import Path

root = Path(sys.argv[1])


def item(path, body='', **fields):
    lines = ['---']
    for key, value in fields.items():
        lines.append(f'{key}: {value}' if not isinstance(value, list) else
                     f'{key}:\n' + '\n'.join(value))
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('\n'.join(lines + ['---', body, '']))


def service(name, **fields):
    return '\n'.join([f'  - name: {name}'] + [f'    {k}: {v}' for k, v in fields.items()])


AREAS = {'bereavement': 'Bereavement', 'housing': 'Housing and homelessness', 'spirituality': 'Spirituality'}
for i, (slug, title) in enumerate(AREAS.items()):
    item(f'areas/{slug}.md', title=title, summary=f'All about {title.lower()}.', order=i + 1, example='true')
for slug, geo in {'exampleton': 'geo:55.95,-4.76', 'example-bay': 'geo:55.9600,-4.8', 'example-hill': None}.items():
    extra = {'geo': geo} if geo else {}
    item(f'places/{slug}.md', title=slug.replace('-', ' ').title(), summary='A made-up place.', **extra)
item('audiences/young-people.md', title='Young people', summary='Everybody between 12 and 25.')
item('audiences/carers.md', title='Carers')

BASE = dict(kind='third', checked='2026-09-15', checked_by='community link worker')
LONG = 'People who meet over soup, mend what is broken, and have time for whoever comes through the door.'

RULES = [
    ('weekly', 'FREQ=WEEKLY;BYDAY=TU'), ('fortnightly', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR'),
    ('daily', 'FREQ=DAILY'), ('second-monday', 'FREQ=MONTHLY;BYDAY=2MO'),
    ('last-friday', 'FREQ=MONTHLY;BYDAY=-1FR'), ('month-days', 'FREQ=MONTHLY;BYMONTHDAY=1,15,-1'),
    ('until', 'FREQ=WEEKLY;BYDAY=SU;UNTIL=20271224'), ('counted', 'FREQ=WEEKLY;BYDAY=WE;COUNT=6'),
    ('yearly', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'), ('set-pos', 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1'),
    ('every-third-day', 'FREQ=DAILY;INTERVAL=3'), ('weekdays', 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR'),
]
item('groups/example-listeners.md', name='Example Listeners', summary=LONG, leads='[bereavement]',
     helps='[spirituality]', places='[exampleton]', audiences='[carers]', phone='01632 960000',
     email='hello@example.org', web='https://example.org/', ask_for='the volunteer coordinator',
     address='1 Example Street', town='Exampleton', postcode='PA15 1AA', charity='SC000000', company='SC123456',
     access='[Hearing loop, "Accessible toilet"]', languages='[pl, gd, en-GB]', cost='free',
     works_with='[example-refuge, example-closed]', feed='https://example.org/feed.xml',
     services=[service(f'Drop-in {name}', rrule=rule, first='2026-01-05', opens='"10:00"', closes='"12:30"')
               for name, rule in RULES] + [
         service('Words only', when='"Whenever the light is on, and the kettle"'),
         service('Words only', what='"A second one of that name: tea, \\"cake\\", and company."'),
         service('Renamed since', id='old-name', last='2027-03-31', rrule='FREQ=WEEKLY;BYDAY=SA'),
         service('In the bay', places='[example-bay, example-hill]', areas='[housing]', audiences='[young-people]',
                 how='Come along.', alert='Closed until 5 January.', cost='paid'),
         service('Resting', status='paused'), service('Gone', status='closed')], **BASE)
item('groups/example-refuge.md', name='Example Refuge', summary=LONG, leads='[housing]', hidden='true',
     town='Secretville', places='[exampleton]', phone='01632 960001',
     works_with='[example-listeners]', **BASE)
item('groups/example-mobile.md', name='Example Mobile', summary=LONG, refers='[housing]', phone='07700 900111',
     email='someone@gmail.com', places='[example-hill]', **BASE)
item('groups/example-agreed.md', name='Example Agreed', summary=LONG, helps='[housing]', phone='07700 900222',
     email='agreed@gmail.com', personal='true', places='[example-bay]', feed='https://example.com/news.atom', **BASE)
item('groups/example-closed.md', name='Example Closed', summary=LONG, helps='[housing]', status='closed',
     phone='01632 960003', places='[exampleton]', **BASE)
item('groups/example-paused.md', name='Example Paused', summary=LONG, helps='[housing]', status='paused',
     phone='01632 960004', places='[exampleton]', cost='low', services=[service('A café', status='active')], **BASE)
item('groups/example-words.md', summary='"=HYPERLINK(1) Sgrìobhadh, дім, بيت; a \\\\ and a, comma — all in one line that is long."',
     name='"Example Words; with, marks: Ünïcödé дім для всіх, хто шукає розмови й тепла بيت"', leads='[spirituality]',
     places='[example-bay]', web='https://example.net/', **BASE)
for i in range(40):
    item(f'groups/example-many-{i:02}.md', name=f'Example Many {i}', summary=LONG, helps='[spirituality]',
         places='[exampleton]', phone=f'01632 9602{i:02}', **BASE)
