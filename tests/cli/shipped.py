"""What a built site says in files that programs read, judged one by one.

shipped.py codes OUT PICTURE    each QR code drawn as a file leads to the page it lies beside, at its permanent address
shipped.py private OUT CONTENT  nothing that is nobody's business is in any file: the words of that content that must
                                not be, and the words named on standard input
Prints what is wrong, a line for each.
"""
import re
import subprocess
import sys
from pathlib import Path

import yaml

out = Path(sys.argv[2])


def codes():
    picture = Path(sys.argv[3])
    for code in sorted(out.rglob('*.qr.svg')):
        page = code.with_name(code.name.removesuffix('.qr.svg') + '.html')
        wanted = re.search(r'<link rel="canonical" href="([^"]+)"', page.read_text())
        subprocess.run(['rsvg-convert', '--width=400', '--output', picture, code], check=True)
        said = subprocess.run(['zbarimg', '--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', picture], capture_output=True,
                              text=True).stdout.strip()
        if not wanted or said != wanted[1]:
            yield f'{code.relative_to(out)}: {said!r}, not {wanted and wanted[1]!r}'


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
    if len(words) < 36:  # 29 communities, two meetings to join, and what the test adds
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
