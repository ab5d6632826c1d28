"""A network whose every text has what breaks out of HTML, XML, JSON, CSV, iCalendar and vCard.

odd_content.py FOLDER  writes it; prints the texts as JSON, each under the number in its mark.
"""
import csv
import json
import sys
from pathlib import Path

root = Path(sys.argv[1])
texts = {}

ODD = ('</script><svg/onload=x>\'"\\ \\n \\, &&lt;]]>--> ,;:^n {{x}} \u200f\u200e \u00fc\U0001f388 =|`*_#%0A')
NAME = 128  # the most that a short text may have
URL = "https://example.org/?a=1&b='2;%22"


def odd(most=255):
    """A text of its own, found again by its mark."""
    n = len(texts) + 1
    texts[n] = f'F{n} {ODD} end{n}'
    assert len(texts[n]) <= most
    return texts[n]


def fields(values):
    # JSON is YAML.
    return ''.join(f'{key}: {json.dumps(value, ensure_ascii=False)}\n' for key, value in values.items())


def put(path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def page(path, **values):
    values = {key.rstrip('_'): value for key, value in values.items()}
    put(path + '.md', f'---\n{fields(values)}---\nPlain "words" & \'more\'.\n')


def person():
    return {'name': odd(), 'role': 'host'}


def service():
    return dict(name=odd(NAME), what=odd(), when=odd(), rrule='FREQ=WEEKLY;BYDAY=TU', first='2026-10-01',
                opens='10:00', closes='12:00', how=odd(), alert=odd())


def group(i):
    page(f'groups/g{i}', name=odd(NAME), summary=odd(), kind='third', leads=['a1'] if i < 2 else [], helps=['a2'],
         places=['p1', 'p1'], audiences=['u1'], times=['daytime'], ways_in=['phone', 'walk-in'], cost='free',
         phone=f'01632 96000{i}', email=f"o'b+x&y{i}@example.org", web=f'{URL}{i}', ask_for=odd(NAME),
         address=odd(NAME), town=odd(NAME), postcode='PA15 1AA', attribution=odd(), access=['BSL'],
         languages=['pl'], services=[service(), service()], works_with=[f'g{(i + 1) % 3}', f'g{(i + 2) % 3}'],
         offers=[odd(NAME), f'kettle {i}', 'ends in \\', 'after'], needs=[odd(NAME), f'kettle {(i + 1) % 3}'],
         joined='2020-03-01', checked='2026-09-01', checked_by=odd(NAME))


def meeting(slug, day, **more):
    page(f'meetings/{slug}', title=odd(), summary=odd(), theme='Theme', start=f'{day} 10:00', end=f'{day} 12:00',
         announced='2026-08-01', venue=odd(), place='p1', areas=['a1'], groups=['g1'],
         agenda=[dict(time='10:15', title=odd(), who=odd(NAME))], people=[person()],
         actions=[dict(what=odd(), who=odd(NAME), due='2026-12-01')], resources=['r1'], strands=[odd()],
         booking=URL, cost=odd(NAME), access_note=odd(), **more)


def session(number, day):
    page(f'programmes/c1/sessions/0{number}-s{number}', title=odd(), summary=odd(), theme=odd(NAME), number=number,
         date=f'{day} 14:00', end=f'{day} 15:30', minutes=45, people=[person()], outcomes=['listen', 'talk'],
         before=[odd()], during=[odd()], after=[odd()], reflection=[odd()], tools=['r1'])


def network():
    put('site.yaml', fields(dict(
        title=odd(), address='https://www.example.org/', time_zone='Europe/London', summary=odd(),
        contact='hello@example.org', drawings=False,
        accessibility=dict(prepared='2026-09-01', reviewed='2026-09-01'))))
    page('pages/about', title=odd())
    page('help/line', title=odd(), phone='01632 960000', hours=odd(), checked='2026-09-01')
    for a in ('a1', 'a2'):
        page(f'areas/{a}', title=odd(), summary=odd(), lead='g1', short=f'<b>\'"\\&;,{a}', determinants=[odd(), odd()],
             aliss=[odd(NAME)], place_standard=[odd(NAME)], outputs=[dict(title=odd(), url=URL, date='2026-03-01')])
    for p in ('p1', 'p2'):
        page(f'places/{p}', title=odd(), summary=odd(), geo='geo:55.95,-4.76')
    for u in ('u1', 'u2'):
        page(f'audiences/{u}', title=odd(), summary=odd())
    for i in range(3):
        group(i)
    page('gaps/x', area='a1', place='p2', status='talking', who=odd(NAME), since='2026-09-01')
    page('chances/y', groups=['g0', 'g1'], status='working', since='2026-09-01')


def library():
    page('resources/r1', title=odd(), summary=odd(), type='guide', url=URL, areas=['a1'], audiences=['u1'],
         source=odd(), minutes=5, tool=True, steps=[odd(), odd()], added='2026-09-01', checked='2026-09-01')
    page('notices/n1', title=odd(), summary=odd(), from_=odd(NAME), severity='urgent', begins='2026-09-01',
         ends='2027-10-01', areas=['a1'])
    page('flash-reports/2026-09', title=odd(), headline=odd(), session='c1/01-s1', learned=[odd()],
         quotes=[dict(text=odd(), who=odd(NAME))], tools=['r1'], stories=['t1'], meetings=['m2'], next=[odd()],
         by=odd(NAME), date='2026-09-20')
    page('stories/t1', title=odd(), summary=odd(), community='here', programme='c1', areas=['a1'], groups=['g1'],
         before=odd(), what_changed=odd(), after=odd(), quote=odd(), people=[person()], date='2026-09-01')
    page('journeys/j1', title=odd(), summary=odd(), for_='u1',
         steps=[dict(need=odd(), area='a1', groups=['g1'], help=['line'], tip=odd()),
                dict(need=odd(), area='a2', groups=['g2'])])
    put('glossary.yaml', json.dumps([dict(term=odd(NAME), plain=odd(), more=odd())], ensure_ascii=False))
    put('facts.yaml', json.dumps([dict(id='members', value='<&"\'', unit=odd(NAME), date='2026-09-01', source=odd())],
                                 ensure_ascii=False))


def calendar():
    page('series/s1', title=odd(), summary=odd(), rrule='FREQ=MONTHLY;BYDAY=1TH', start='2026-02-05 10:00',
         end='2026-02-05 12:00', venue=odd(), place='p1')
    meeting('m1', '2026-09-03', series='s1', attended=3, minutes=[odd()])
    meeting('m2', '2026-12-03', series='s1')
    meeting('m3', '2026-12-20', type='event')
    page('programmes/c1/programme', title=odd(), summary=odd(), cohort='C1', who=odd(), start='2026-09-01',
         end='2026-12-20', sessions=2, outcomes=[dict(id='listen', text=odd()), dict(id='talk', text=odd())],
         people=[person()], ask='coaches@example.org', participants=5)
    session(1, '2026-09-10')
    session(2, '2026-12-10')
    with (root / 'communities.csv').open('w', newline='') as file:
        csv.writer(file).writerows([['id', 'name', 'kind', 'council', 'cohort', 'contact', 'story'],
                                    ['here', odd(), 'rural', odd(), 'C1', 'here@example.org', 't1']])


network()
library()
calendar()
print(json.dumps(texts))
