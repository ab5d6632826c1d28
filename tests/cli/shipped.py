"""What a built site says in files that programs read, judged one by one.

shipped.py codes OUT FOLDER     each QR code that is a file leads to the page it lies beside, at its permanent address;
                                FOLDER is for pictures of them
shipped.py private OUT CONTENT  nothing that is nobody's business is in any file: the words of that content that must
                                not be, and the words named on standard input
Prints what is wrong, a line for each.
"""
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import yaml

out = Path(sys.argv[2])


def canonical(page):
    return re.search(r'<link rel="canonical" href="([^"]+)"', page.read_text())[1]


def meant(code):
    """The addresses that this code may lead to."""
    name = code.name.removesuffix('.qr.svg')
    if name.startswith('subscribe-'):  # one of the feeds that there are, as that page names them
        page = (out / 'subscribe.html').read_text()
        home = canonical(out / 'index.html')
        return {home + str(f.relative_to(out)) for f in out.rglob('*.xml') if f'{home}{f.relative_to(out)}' in page}
    if code.relative_to(out) == Path('map/print.qr.svg'):  # from paper to the map as it is by then
        return {canonical(out / 'map/index.html')}
    return {canonical(code.with_name(f'{name}.html'))}


def codes():
    pictures = Path(sys.argv[3])
    pictures.mkdir()
    drawn = {}
    for i, code in enumerate(sorted(out.rglob('*.qr.svg'))):
        drawn[str(pictures / f'{i}.png')] = code
        subprocess.run(['rsvg-convert', '--width=300', f'--output={pictures}/{i}.png', code], check=True)
    read = subprocess.run(['zbarimg', '--quiet', '--xml', '-Sdisable', '-Sqrcode.enable', *drawn], capture_output=True).stdout
    space = '{http://zbar.sourceforge.net/2008/barcode}'
    said = {s.get('href'): [d.text for d in s.iter(f'{space}data')] for s in ElementTree.fromstring(read)}
    for picture, code in drawn.items():
        have, wanted = said.get(picture, []), meant(code)
        if len(have) != 1 or have[0] not in wanted:
            yield f'{code.relative_to(out)}: {have}, not {wanted}'


def front(path):
    text = path.read_text()
    return yaml.safe_load(text.split('---\n')[1] if path.suffix == '.md' else text)


def secrets(content):
    """What may be read nowhere: links to join, all of private/, addresses of communities, places of the hidden."""
    for path in content.rglob('*.md'):
        fields = front(path) if path.read_text().startswith('---\n') else {}
        yield from (str(fields[k]) for k in ['join'] if k in fields)
        if fields.get('hidden'):
            yield from (str(fields[k]) for k in ['town', 'address', 'postcode'] if k in fields)
        if fields.get('status') == 'draft':
            yield fields['title']
    for path in [*(content / 'private').rglob('*'), content / 'communities.csv']:
        if path.is_file():
            yield from re.findall(r'[\w.+-]+@[\w.-]+\w', path.read_text())


def spoken(path):
    """All words of a file, as its readers get them."""
    if path.suffix == '.pdf':
        return subprocess.run(['pdftotext', path, '-'], capture_output=True).stdout
    return path.read_bytes()


def private():
    words = {w.strip() for w in [*secrets(Path(sys.argv[3])), *sys.stdin]} - {''}
    if len(words) < 40:  # 29 communities, seven links to join, and what the test adds
        yield f'only {len(words)} words are looked for'
    forms = re.compile(b'|'.join(re.escape(form).encode() for w in sorted(words)
                                 for form in (w, w.replace('&', '&amp;'), w.replace('/', '\\/'))), re.I)
    for path in sorted(p for p in out.rglob('*') if p.is_file()):
        # Long lines of calendars and address cards are folded.
        text = re.sub(rb'\r\n[ \t]', b'', spoken(path))
        for hit in sorted({m[0].decode() for m in forms.finditer(text)}):
            yield f'{path.relative_to(out)}: {hit}'
        if forms.search(str(path).encode()):
            yield f'{path.relative_to(out)}: by its name'


for fault in {'codes': codes, 'private': private}[sys.argv[1]]():
    print(fault)
