"""Is every odd text the same again, when parsers that others wrote have read every file of a site?

odd_texts.py TEXTS FOLDER...  TEXTS: what odd_content.py printed. A line for each disagreement.
"""
import csv
import email
import email.header
import email.policy
import io
import json
import re
import sys
from pathlib import Path

import html5lib
import icalendar
import lxml.etree
import vobject

wanted = {int(n): text for n, text in json.loads(Path(sys.argv[1]).read_text()).items()}
seen = set()


def say(where, *what):
    print(f'{where}:', *what)


def squeeze(text):
    return re.sub(r'[ \t\r\n]+', ' ', text)


def look(text, where):
    """Wherever a mark begins, its whole text follows."""
    for mark in re.finditer(r'(?<!\w)F(\d+) ', text or ''):
        want = wanted.get(int(mark[1]))
        if want is None:
            continue
        seen.add(int(mark[1]))
        have = squeeze(text[mark.start():])
        if not have.startswith(squeeze(want)):
            say(where, repr(have[:len(want)]))


def look_at_json(value, where):
    if isinstance(value, str):
        look(value, where)
    for part in value if isinstance(value, list) else []:
        look_at_json(part, where)
    for key, part in value.items() if isinstance(value, dict) else []:
        look(key, where)
        look_at_json(part, where)


def name(element):
    return element.tag.split('}')[-1] if isinstance(element.tag, str) else ''


def words(element):
    """The text of an element as people read it, joined over what is inside."""
    yield element.text or ''
    for part in element:
        if name(part) not in ('', 'script', 'style'):
            yield from words(part)
        yield part.tail or ''


def is_html(element):
    """Text that is HTML: of Atom, and what a page offers to be pasted elsewhere."""
    return element.get('type') == 'html' or name(element) == 'textarea'


def look_at_tree(root, where):
    for element in root.iter():
        for key, value in element.attrib.items() if name(element) else []:
            look(value, where)
            if key.lower().startswith('on'):
                say(where, 'a handler', key)
        if name(element) == 'script':
            if element.get('type') == 'application/ld+json':
                look_at_json(json.loads(element.text), where)
        elif is_html(element):
            look_at_html(element.text, where)
        elif not any(is_html(part) for part in element.iter()):
            look(''.join(words(element)), where)


def look_at_html(text, where):
    look_at_tree(html5lib.parse(text, treebuilder='lxml', namespaceHTMLElements=False).getroot(), where)


def look_at_lines(text, where):
    """RFC 5545, 3.3.11 and RFC 6350, 3.4. The libraries read it too, but each takes '\\\\n' apart in its own wrong way."""
    for line in re.sub(r'\r\n[ \t]', '', text).split('\r\n'):
        if re.search(r'(?<!\\)(\\\\)*\\[^\\,;n]', line):
            say(where, 'a backslash before what needs none in', line)
        look(re.sub(r'\\(.)', lambda m: '\n' if m[1] == 'n' else m[1], line), where)
    if any(len(line.encode()) > 75 for line in text.split('\r\n')):
        say(where, 'a line of more than 75 bytes')


def look_at_calendar(text, where):
    look_at_lines(text, where)
    icalendar.Calendar.from_ical(text)


def look_at_cards(text, where):
    look_at_lines(text, where)
    list(vobject.readComponents(text))


def look_at_table(text, where):
    rows = list(csv.reader(io.StringIO(text.lstrip('\ufeff'), newline='')))
    if len({len(row) for row in rows}) != 1:
        say(where, 'rows differ in length')
    for cell in (cell for row in rows for cell in row):
        if re.match('[=+@\t\r-]', cell):
            say(where, 'a spreadsheet would run', cell)
        look(cell.replace('\\;', ';'), where)


def look_at_letter(text, where):
    # The newer policy puts blanks between encoded words of a name (RFC 2047, 6.2: none).
    for value in email.message_from_string(text).values():
        look(str(email.header.make_header(email.header.decode_header(value))), where)
    letter = email.message_from_string(text, policy=email.policy.default)
    for part in letter.walk():
        if part.get_content_type() == 'text/plain':
            look(part.get_content(), where)
        elif part.get_content_type() == 'text/html':
            look_at_html(part.get_content(), where)


def look_at_script(text, where):
    for string in re.findall(r'"(?:[^"\\]|\\.)*"', text):
        look(json.loads(string), where)
    if '</script' in text.lower():
        say(where, 'an end of a script')


def look_at_xml(text, where):
    look_at_tree(lxml.etree.fromstring(text.encode()), where)


READERS = {
    '.html': look_at_html, '.svg': look_at_xml, '.xml': look_at_xml, '.atom': look_at_xml, '.graphml': look_at_xml,
    '.json': lambda text, where: look_at_json(json.loads(text), where), '.csv': look_at_table,
    '.ics': look_at_calendar, '.vcf': look_at_cards, '.eml': look_at_letter, '.txt': look,
}

for folder in map(Path, sys.argv[2:]):
    for file in sorted(folder.rglob('*')):
        reader = look_at_script if file.parent.name == 'search' and file.suffix == '.js' else READERS.get(file.suffix)
        if reader and file.is_file():
            try:
                reader(file.read_bytes().decode(), file.name)
            except Exception as e:  # what a parser raises is its own affair
                say(file.name, repr(e))
for n in sorted(set(wanted) - seen):
    say('nowhere', wanted[n])
