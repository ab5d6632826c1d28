#!/usr/bin/python3
"""Publications that are killed at random moments and go on, while somebody listens without pause.

interrupted.py NAME BOX KILLS < JSON: {"publish": text of publish.yaml, "secret": …, "read": URL of the
listener's side, "root": folder of the host, or "list": command that prints "SIZE PATH" a line}.
A real feed parser and a downloader that asks for ranges read all the time; when a publication has
ended, exactly what it shall be is there. Prints what is wrong, nothing when all is well.
"""
import hashlib, http.client, json, os, random, re, shutil, signal, subprocess, sys, threading, time
from pathlib import Path
from urllib.parse import quote, urlsplit
import feedparser

name, box, kills = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
conf = json.load(sys.stdin)
errand = os.environ.get('ERRAND', 'build/release/tests/publish/errand')
seed = int(os.environ.get('SEED') or time.time())
dice = random.Random(seed)
faults = []


def fault(text):
    faults.append(f'{name}, seed {seed}: {text}')


# --- what is published: each version adds, replaces, withdraws, or changes everything ---------------

def audio(key, revision):
    rng = random.Random(f'{key} {revision}')
    data = rng.randbytes(rng.choice([30_000, 200_000, 900_000]))
    return f'podcasts/s/audio/{key}-{hashlib.sha256(data).hexdigest()[:12]}.mp3', data


def page(title, body):
    text = f'<title>{title}</title>\n{body}\n'
    return f'<!doctype html><!-- {hashlib.sha256(text.encode()).hexdigest()} -->\n{text}</html>\n'.encode()


class Show:
    def __init__(self):
        self.episodes = {f'ep {i} & é': 0 for i in range(3)}
        self.version, self.next = 0, 3

    def change(self):
        self.version += 1
        keys = sorted(self.episodes)
        kind = self.version % 4
        if kind == 1 or len(keys) < 3:
            self.episodes[f'ep {self.next} & é'] = 0
            self.next += 1
        elif kind == 2:
            self.episodes[dice.choice(keys)] += 1
        elif kind == 3:
            del self.episodes[dice.choice(keys)]

    def files(self):
        files, items, links = {}, [], []
        for key, revision in sorted(self.episodes.items()):
            path, data = audio(key, revision)
            leaf = f'podcasts/s/{key}.html'
            files[path] = data
            files[leaf] = page(key, f'<p>version {self.version}</p>')
            items.append(f'<item><title>{key.replace("&", "&amp;")}</title><guid>{key.replace("&", "&amp;")}</guid>'
                         f'<link>{conf["read"]}{quote(leaf)}</link>'
                         f'<enclosure url="{conf["read"]}{quote(path)}" length="{len(data)}" type="audio/mpeg"/></item>')
            links.append(f'<a href="{quote(leaf)}">')
        for i in range(25):
            files[f'pages/{i}.html'] = page(str(i), 'x' * 500 + str(self.version if self.version % 4 == 0 else i))
            links.append(f'<a href="pages/{i}.html">')
        files['index.html'] = page('home', ''.join(links))
        files['podcasts/s/feed.xml'] = ('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>s</title>'
            f'<description>v{self.version}</description><link>{conf["read"]}</link>' + ''.join(items) + '</channel></rss>\n').encode()
        return files


def write(files, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


# --- who listens --------------------------------------------------------------------------------------

class Listener(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.where = urlsplit(conf['read'])
        self.stop, self.rounds, self.heard = False, 0, 0
        self.dice = random.Random(seed + 1)

    def get(self, url, method='GET', **headers):
        parts = urlsplit(url)
        for _ in range(3):
            try:
                c = http.client.HTTPConnection(self.where.hostname, self.where.port, timeout=60)
                c.request(method, parts.path, headers=headers)
                r = c.getresponse()
                return r.status, r.headers, r.read()
            except (ConnectionError, http.client.HTTPException):
                time.sleep(0.05)
            finally:
                c.close()
        return 0, {}, b''

    def feed(self):
        status, _, body = self.get(conf['read'] + 'podcasts/s/feed.xml')
        parsed = feedparser.parse(body)
        if status != 200 or parsed.bozo or not body.endswith(b'</rss>\n') or not parsed.entries:
            fault(f'the feed: {status}, {len(body)} bytes, {body[-80:]!r}')
            return []
        return [(e.enclosures[0].href, int(e.enclosures[0].length)) for e in parsed.entries]

    def trouble(self, url, length):
        status, headers, _ = self.get(url, 'HEAD')
        if status != 200 or int(headers['Content-Length']) != length:
            return f'HEAD {status} {headers.get("Content-Length")} of {length}'
        status, headers, body = self.get(url, Range=f'bytes={length - 2}-')
        if status != 206 or len(body) != 2:
            return f'range {status} {len(body)}'
        if self.dice.random() < 0.3:
            self.heard += 1
            _, _, body = self.get(url)
            if hashlib.sha256(body).hexdigest()[:12] not in url:
                return f'{len(body)} bytes that are not its own'
        return None

    def listen(self):
        for url, length in self.feed():
            wrong = self.trouble(url, length)
            # Withdrawn since the feed was fetched: then it names it no more.
            if wrong and (url, length) in self.feed():
                wrong = self.trouble(url, length)
                if wrong:
                    fault(f'the feed names {url}: {wrong}')

    def broken(self, body):
        m = re.match(rb'<!doctype html><!-- (\w+) -->\n(.*)</html>\n$', body, re.S)
        return not m or hashlib.sha256(m[2]).hexdigest() != m[1].decode()

    def links(self):
        status, _, body = self.get(conf['read'] + 'index.html')
        if status != 200 or self.broken(body):
            fault(f'the home page: {status} {body[-60:]!r}')
            return []
        return re.findall(r'href="([^"]+)"', body.decode())

    def read(self):
        for path in self.links():
            status, _, body = self.get(conf['read'] + path)
            if status == 404 and path not in self.links():
                continue
            if status != 200 or self.broken(body):
                fault(f'a page: {path} {status} {body[-60:]!r}')

    def run(self):
        while not self.stop:
            self.listen()
            self.read()
            self.rounds += 1


# --- publishing ------------------------------------------------------------------------------------------

def publish(computer, after=None, **more):
    env = dict(os.environ, BLETHER_TEST_CACHE=str(box / computer), BLETHER_TEST_SECRET=conf['secret'],
               BLETHER_TEST_ADDRESS=conf['read'], **more)
    out = open(box / 'said', 'w')
    p = subprocess.Popen([errand, str(box / 'content'), 'web', 'publish', str(box / 'site')], env=env, stdout=out, stderr=out)
    try:
        return p.wait(after)
    except subprocess.TimeoutExpired:
        p.send_signal(signal.SIGKILL)
        p.wait()
        return None


def there():
    if 'root' in conf:
        root = Path(conf['root'])
        return {str(p.relative_to(root)): p.stat().st_size for p in root.rglob('*') if p.is_file()}
    lines = subprocess.run(conf['list'], shell=True, check=True, capture_output=True, text=True).stdout.splitlines()
    return {path: int(size) for size, path in (line.split(' ', 1) for line in lines)}


def stem(path):
    return re.sub(r'-\w{12}\.mp3$', '', path)


kept = {}


def expect(files, before, say):
    """What is there is what was published, and what has a successor; nothing is left behind."""
    stems = {stem(p) for p in files}
    for path in set(before) - set(files):
        if path.endswith('.mp3'):
            kept[path] = len(before[path])
    for path in [p for p in kept if stem(p) not in stems or p in files]:
        del kept[path]
    want = {p: len(d) for p, d in files.items()} | kept
    have = there()
    have.pop('.blether-manifest', None) or fault(f'{say}: there is no manifest')
    if have != want:
        fault(f'{say}: missing {sorted(set(want) - set(have))}, left behind {sorted(set(have) - set(want))}, '
              f'other size {sorted(p for p in want if p in have and want[p] != have[p])}')


show = Show()
(box / 'content').mkdir(parents=True)
(box / 'content/publish.yaml').write_text(conf['publish'])
before = show.files()
write(before, box / 'site')
if publish('one') != 0:
    sys.exit(f'{name}: the first publication: {(box / "said").read_text()}')
expect(before, {}, 'at first')
# How long one takes that nobody kills.
show.version = 3
show.change()
files, begun = show.files(), time.time()
write(files, box / 'site')
if publish('one') != 0:
    sys.exit(f'{name}: the second publication: {(box / "said").read_text()}')
longest = time.time() - begun
expect(files, before, 'at second')
before = files
listener = Listener()
listener.start()
done = 0
for i in range(kills * 3):
    show.change()
    files = show.files()
    write(files, box / 'site')
    computer, more, tries = 'one', {}, 0
    while tries < 20:
        tries += 1
        # The first try is killed; so are some of those that go on.
        short = dice.uniform(0, longest) if tries == 1 or dice.random() < 0.25 else None
        status = publish(computer, short, **more)
        if status == 0:
            break
        if status is None:
            done += 1
            # Now and then another computer has to go on.
            if dice.random() < 0.1:
                computer, more = f'other{i}', {'BLETHER_TEST_BREAK_LOCK': '1'}
        else:
            fault(f'version {show.version}: status {status}: {(box / "said").read_text()}')
            break
    if tries == 20:
        fault(f'version {show.version}: it never ends')
    expect(files, before, f'version {show.version}, {tries} tries')
    before = files
    if done >= kills or len(faults) > 10:
        break
listener.stop = True
listener.join(120)
if done < kills and not faults:
    fault(f'only {done} publications were killed')
if listener.rounds < 3 or listener.heard < 3:
    fault(f'the listener heard too little: {listener.rounds} rounds, {listener.heard} recordings')
print(f'{done} killed, {listener.rounds} rounds of listening, {listener.heard} recordings heard to the end', file=sys.stderr)
for text in faults:
    print(text)
