"""What hosts.t and fixed_point.t share: one server that is all hosts, and a show that moves from it.

HOSTS="acast ssp" tries only these. An address https://HOST/PATH stands in the feeds as
http://127.0.0.1:PORT/HOST/PATH, and the server has real recordings, covers, transcripts and chapters at the
addresses that a feed names, and nothing elsewhere. KEEP=1 leaves the folders for a look.
"""

import hashlib
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import corpus

sys.path.insert(0, str(corpus.ROOT / "tests/feeds"))
import damage
import tap

FIXTURES = corpus.ROOT / "build/fixtures"
COVER = corpus.ROOT / "content/podcasts/spirituality/cover.jpg"
NOW = "2026-06-01T12:00:00Z"
FETCHED = re.compile(r"<(?:enclosure|itunes:image|podcast:transcript|podcast:chapters|media:content|media:thumbnail"
                     r"|podcast:source|podcast:trailer|podcast:image|enc:enclosure|psc:chapter)\b[^>]*>"
                     r"|<link rel=\"enclosure\"[^>]*>|<(url|logo|itunes:image)>[^<]*</\1>|\sxml:base=\"[^\"]*\"", re.I)
TRANSCRIPTS = {
    "text/vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Kit Example>Hello.\n\n00:02.000 --> 00:04.000\n<v Bo Example>Come in.\n",
    "application/json": '{"version":"1.0.0","segments":[{"speaker":"Kit Example","startTime":0,"endTime":2,"body":"Hello."}]}',
    "text/html": "<cite>Kit Example:</cite><time>0:00</time><p>Hello.</p>",
    "text/plain": "Kit Example: Hello.\n",
}
SRT = "1\n00:00:00,000 --> 00:00:02,000\nKit Example: Hello.\n\n2\n00:00:02,000 --> 00:00:04,000\nBo Example: Come in.\n"
CHAPTERS = ('{"version":"1.2.0","chapters":[{"startTime":0,"title":"Hello"},{"startTime":1,"title":"Tea"},'
            '{"startTime":2,"title":"Goodbye"}]}')
EMPTY = '<rss version="2.0"><channel><title>No more</title></channel></rss>'


def id3(title):
    """A tag that makes one recording another file."""
    frame = b"TIT2" + (len(title) + 1).to_bytes(4, "big") + b"\0\0\x03" + title.encode()
    return b"ID3\x03\0\0" + bytes(len(frame) >> shift & 0x7f for shift in (21, 14, 7, 0)) + frame


def recording(url, mime):
    mime = mime or ""
    name = "video.mp4" if mime.startswith("video/") else "fast.m4a" if re.search("m4a|mp4", mime) else "cbr.mp3"
    data = (FIXTURES / name).read_bytes()
    return id3(hashlib.sha256(url.encode()).hexdigest()) + data if name == "cbr.mp3" else data


def picture(url):
    """A comment in it makes one cover another file (ITU-T T.81 section B.2.4.5)."""
    data, words = COVER.read_bytes(), url.encode()
    return data[:2] + b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words + data[2:]


class Hosts:
    """All of them: {path: (type, bytes)}."""

    def __init__(self):
        self.files, hosts = {}, self

        class Answer(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                kind, data = hosts.files.get(self.path, ("text/plain", None))
                self.send_response(404 if data is None else 200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data or b"")))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(data or b"")
            do_HEAD = do_GET

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, url, kind, data):
        if url and url.startswith(self.address):
            self.files[url.removeprefix(self.address)] = (kind, data)

    def here(self, text):
        return re.sub(r"https?://([^/\"'<\s]+)/", rf"{self.address}/\1/", text)

    def take(self, name, file):
        """A feed, as it stands at its host, and what it names."""
        return self.take_bytes(name, file.read_bytes())

    def take_bytes(self, name, data):
        """Damaged ones have no encoding to speak of; addresses are ASCII in all but UTF-16."""
        encoding = "utf-16-le" if data[:2] == b"\xff\xfe" else "latin-1"
        text = FETCHED.sub(lambda m: self.here(m[0]), data.decode(encoding, "surrogatepass"))
        text = re.sub(r"https://feeds.example.com/users/users:4100/sounds(-[23])?.rss",
                      lambda m: f"{self.address}/feeds/soundcloud{m[1] or ''}.xml", text)
        text = text.replace("https://werkbank.example.net/feed/mp3?page=2", f"{self.address}/feeds/no-more.xml")
        url, data = f"{self.address}/feeds/{name}.xml", text.encode(encoding, "surrogatepass")
        self.put(f"{self.address}/feeds/no-more.xml", "application/rss+xml", EMPTY.encode())
        self.put(url, "application/rss+xml", data)
        self.take_named(url, data)
        return url

    def take_named(self, url, data):
        with tempfile.NamedTemporaryFile(suffix=".xml") as copy:
            copy.write(data)
            copy.flush()
            told = corpus.tell(copy.name, url) or {"image": None, "items": []}
        for cover in [told["image"], *(i["image"] for i in told["items"]),
                      *(c["picture"] for i in told["items"] for c in i["chapters"])]:
            self.put(cover, "image/jpeg", picture(cover or ""))
        for item in told["items"]:
            enclosure = item["enclosure"]
            if enclosure["url"]:
                self.put(enclosure["url"], enclosure["type"], recording(enclosure["url"], enclosure["type"]))
            for t in item["transcripts"]:
                self.put(t["url"], t["type"], TRANSCRIPTS.get(t["type"], SRT).encode())
            self.put(item["chapters_url"], "application/json+chapters", CHAPTERS.encode())


def blether(where, *arguments):
    made = subprocess.run([os.environ.get("BLETHER", corpus.ROOT / "blether"), *map(str, arguments)], cwd=where,
                          env={**os.environ, "NO_COLOR": "1"}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, timeout=600)
    return made.returncode, made.stdout


def bring(where, feed, into, now=NOW, show="show"):
    """`show` None: it finds its own name."""
    return blether(where, "import", feed, "--into", into, "--address", "https://new.example.org/", "--local",
                   "--i-own-this-show", "--people-agreed", "--email", "show@example.org", "--language", "en",
                   "--now", now, *(["--show", show] if show else []))


def tree(folder):
    """{path: bytes} of what a person has, without what blether remembers."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*"))
            if f.is_file() and ".blether" not in f.parts}


def unlike(a, b):
    return "\n".join(f"{path}: {'only before' if path not in b else 'only after' if path not in a else 'other bytes'}"
                     for path in sorted(a.keys() | b.keys()) if a.get(path) != b.get(path))


def faults(told):
    return "\n".join(line for line in told.splitlines() if re.search("error:|fatal:", line)) or told[-1500:]


class Move:
    """One show that moves; each step says (fact, sentence, details)."""
    now = NOW
    show = "show"

    def __init__(self, hosts, box, name):
        self.hosts, self.name, self.where, self.facts = hosts, name, box / name, []
        self.site, self.output = self.where / "site", self.where / "out"
        self.where.mkdir()

    def ok(self, fact, sentence, details=""):
        self.facts.append((bool(fact), f"{self.name}: {sentence}", details))
        return bool(fact)

    def make(self, site, output):
        status, told = blether(self.where, "build", "--content", site, "--output", output, "--now", self.now)
        return self.ok(status == 0, f"{output.name} is built", faults(told))

    def arrive(self):
        """Imported and built."""
        self.feed = self.hosts.take(self.name, corpus.feeds()[self.name])
        status, told = bring(self.where, self.feed, self.site, show=self.show)
        return self.ok(status == 0, "it is imported", told[-1500:]) and self.make(self.site, self.output)


def main(*kinds, **others):
    """All shows, as many at a time as there are processors; each kind(hosts, box, name) is a Move with run().
    `others`: the kinds of those with that name."""
    names = os.environ.get("HOSTS", "").split() or [
        *(n for n in corpus.feeds() if not n.startswith("soundcloud-")), *others]
    hosts, box = Hosts(), Path(tempfile.mkdtemp(prefix="blether-hosts-"))
    for page in ("soundcloud-2", "soundcloud-3"):
        hosts.take(page, corpus.feeds()[page])

    def run(task):
        kind, name = task
        kind = others.get(name, kind)
        (box / kind.__name__).mkdir(exist_ok=True)
        return kind(hosts, box / kind.__name__, name).run()
    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for move in pool.map(run, [(kind, name) for kind in kinds for name in names]):
                for fact in move.facts:
                    tap.ok(*fact)
    finally:
        if not os.environ.get("KEEP"):
            shutil.rmtree(box)
    tap.finish()
