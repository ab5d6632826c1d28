"""Changes one thing at a time in the shipped content and reads what 'blether check' says of it: mutations.py FOLDER

The changes are those of mutations.yaml. Everything happens in one copy, in which each file is put back, so that
recordings are looked at once.
"""
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import yaml

box = Path(sys.argv[1])
shipped, content = Path('content'), box / 'content'
BLETHER = os.environ['BLETHER']
count, failed = 0, False


def ok(good, sentence, details=''):
    global count, failed
    count += 1
    print('ok' if good else 'not ok', count, '-', sentence, flush=True)
    if not good:
        failed = True
        print('# not so:', sentence, '\n#  ', details, file=sys.stderr, flush=True)


def found():
    """What a check says: (word, file) and how often."""
    done = subprocess.run([BLETHER, 'check', '--content', content, '--cache', box / 'cache', '--now', '2026-12-01T00:00:00Z',
                           '--format=json'], capture_output=True, text=True)
    try:
        said = json.loads(done.stdout)['messages']
    except ValueError:
        sys.exit(f'Bail out! check ended with {done.returncode}: {done.stdout}{done.stderr}')
    return Counter((m['slug'], os.path.relpath(m['file'], content)) for m in said)


def changed(m):
    """The text of the file as it is to be; None if it goes."""
    if m.get('remove'):
        return None
    if 'write' in m:
        return m['write']
    text = (shipped / m['in']).read_text()
    for pattern, words in m['change'].items():
        words = words.replace('LONG', 'Words ' * 400)
        text, times = re.subn(pattern, lambda _: words, text, flags=re.M)
        if not times:
            sys.exit(f"Bail out! mutations.yaml: {m['in']} does not have {pattern!r}")
    return text


shutil.copytree(shipped, content)
standing = found()
ok(Counter(slug for slug, _ in standing) == {'checked-aging': 3, 'mastering': 2, 'moov-at-end': 1, 'mono-as-stereo': 1},
   'of the shipped content a check says that three groups were not looked at for long, and how the recordings are', standing)
table = yaml.safe_load(Path('tests/cli/mutations.yaml').read_text())
for m in table:
    path = content / m['in']
    text = changed(m)
    path.parent.mkdir(exist_ok=True)
    path.unlink() if text is None else path.write_text(text)
    news = found()
    wanted = standing + Counter({(m['says'], m.get('at', m['in'])): 1})
    wanted += Counter((slug, m['in']) for slug in m.get('also', []))
    change = ', '.join(repr(w).strip("'") for w in m.get('change', {'the file': ''}).values())
    ok(news == wanted, f"{m['says']}: {m['in']}: {change[:70]}", f'more: {list(news - wanted)}, missing: {list(wanted - news)}')
    shutil.copy2(shipped / m['in'], path) if (shipped / m['in']).exists() else path.unlink()
ok(found() == standing, 'put back, everything is as it was')
print(f'1..{count}')
sys.exit(failed)
