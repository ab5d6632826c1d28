"""What an old host must redirect: `moves` prints a list that has everything that goes wrong, `ask SERVER` and `files
FOLDER` read it again and print what is not so. Each line is an old address, a tab, a new one."""

import csv
import http.client
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree

NEW = 'https://new.example/podcasts/talks/'
OLD = 'https://old.example.org'
# nginx does not care for capitals, but where two addresses differ in nothing else.
PATHS = [
    '/feed/', '/?feed=podcast', '/?p=123', '/?p=12', '/episode.php?id=7&lang=en', '/episode.php?id=8&lang=en',
    '/2019/01/hope', '/2019/01/caf%C3%A9', '/2019/01/naïve', '/a%20name with blanks.mp3', '/audio/AbC.mp3',
    '/audio/aBc.mp3', '/audio/1.5+2(x)[y]{z}$^|.mp3', "/it's/*star*/:colon/;semi,comma", '/quote"d',
    '/back\\slash', '/100%25', '/tracker.example/https://cdn.example/x.mp3', '/hash%23tag', '/question%3Fmark',
    '/~tilde/', '/dollar$1/$uri/%7Bx%7D', '/%D0%BF%D1%80%D0%B8%D0%B2%D1%96%D1%82', '/' + 'long' * 50 + '.mp3',
    '/feed/podcast/?x=%C3%A9&y=a+b', '/same', '/same?but=this', '/ep&amp/one', '/percent%2', '/dot.dot/..hidden',
]


def moves():
    for n, path in enumerate(PATHS):
        yield OLD + path, f'{NEW}{n}.html'


def as_asked(url):
    """As browsers and apps ask for it."""
    parts = urllib.parse.urlsplit(url)
    path = urllib.parse.quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    path = re.sub('%(?![0-9A-Fa-f]{2})', '%25', path) if path.endswith('%2') else path
    return path + ('?' + urllib.parse.quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else '')


def lines():
    return [line.rstrip('\n').split('\t') for line in sys.stdin]


def ask(server):
    for old, new in lines():
        for extra in [''] if '?' in old else ['', '?utm_source=letter']:
            connection = http.client.HTTPConnection(server, timeout=20)
            connection.request('GET', as_asked(old) + extra)
            answer = connection.getresponse()
            if (answer.status, answer.getheader('Location')) != (301, new):
                print(old + extra, '→', answer.status, answer.getheader('Location'), 'not', new)
            connection.close()


def encoded(old):
    """RFC 3986, and no escape is touched."""
    parts = old[len(OLD):]
    return ''.join(c if ' ' < c < '\x7f' and c not in '"<>\\^`{|}' else urllib.parse.quote(c, safe='')
                   for c in parts)


def files(folder):
    wanted = lines()
    folder = pathlib.Path(folder)
    with open(folder / 'redirects.csv', newline='', encoding='utf-8') as f:
        rows = list(csv.DictReader(f))
    if [(r['from'], r['to']) for r in rows] != [tuple(w) for w in wanted]:
        print('redirects.csv has others')
    folder /= 'old.example.org'
    new = {encoded(old): to for old, to in wanted}

    with open(folder / 'wordpress-redirection.csv', newline='', encoding='utf-8') as f:
        rows = [r for r in csv.reader(f)]
    have = {r[0]: r[1] for r in rows[1:]}
    tell('wordpress', new, have)
    if rows[0] != ['source', 'target', 'regex', 'code'] or any(r[2:] != ['0', '301'] for r in rows[1:]):
        print('wordpress: columns')

    have = {}
    for line in (folder / 'netlify-redirects.txt').read_text().splitlines():
        if not line.startswith('#'):
            path, *query, to, status = line.split(' ')
            path = path.replace('%2A', '*').replace('%3A', ':')
            have[path + ('?' + '&'.join(query) if query else '')] = to
            if status != '301!':
                print('netlify:', line)
    tell('netlify', new, have)

    plain = {old: to for old, to in new.items() if '?' not in old}
    have = {}
    for line in (folder / 'cloudflare-redirects.txt').read_text().splitlines():
        if not line.startswith('#'):
            path, to, status = line.split(' ')
            have[path.replace('%2A', '*').replace('%3A', ':')] = to
    tell('cloudflare', plain, have)
    with open(folder / 'cloudflare-bulk.csv', newline='', encoding='utf-8') as f:
        have = {r[0][len('old.example.org'):]: r[1] for r in csv.reader(f)}
    tell('cloudflare bulk', plain, have)

    tree = xml.etree.ElementTree.parse(folder / 'iis-web.config')
    have = {e.get('key'): e.get('value') for e in tree.iter('add') if e.get('key')}
    if len({k.lower() for k in have}) != len(have):
        print('iis: a key stands twice')
    small = {}
    for old, to in new.items():
        small.setdefault(old.lower(), (old, to))
    tell('iis', dict(small.values()), have)

    rules = re.findall(r'^\t"(.*)" => "(.*)",$', (folder / 'lighttpd.conf').read_text(), re.M)
    for old, to in new.items():
        first = next((t for pattern, t in rules if re.search(pattern.replace('[[]', r'\['), old)), None)
        if first != to:
            print('lighttpd:', old, first)

    have = dict(re.findall(r'^\t"((?:[^"\\]|\\.)*)" "(.*)"$', (folder / 'caddy.txt').read_text(), re.M))
    have = {re.sub(r'\\(.)', r'\1', k): v for k, v in have.items()}
    decoded = {old if '?' in old else re.sub('/+', '/', urllib.parse.unquote(old)): to for old, to in new.items()}
    tell('caddy', decoded, have)


def tell(form, wanted, have):
    for old, to in wanted.items():
        if have.get(old) != to:
            print(f'{form}: {old} → {have.get(old)}, not {to}')


if __name__ == '__main__':
    if sys.argv[1] == 'moves':
        for old, to in moves():
            print(f'{old}\t{to}')
    else:
        {'ask': ask, 'files': files}[sys.argv[1]](*sys.argv[2:])
