#!/usr/bin/python3
"""`blether import` as people meet it: hosts that misbehave (liar.py), kills at any moment, content that a person has
changed meanwhile, and all its options. What is right is said here, file by file."""

import csv
import hashlib
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "feeds"))

import tap

TREE = Path.cwd()
SOUND = (TREE / "build/fixtures/cbr.mp3").read_bytes()
BLETHER = os.environ.get("BLETHER", str(TREE / "blether"))
NOW = "2026-12-01T00:00:00Z"
NAMESPACES = ('xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom" '
              'xmlns:podcast="https://podcastindex.org/namespace/1.0"')
for proxy in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
    os.environ.pop(proxy, None)


def recording(number, times=1):
    """One recording, made another by its tag, and so many times as long."""
    text = b"\x03" + f"Talk {number}".encode()
    frame = b"TIT2" + len(text).to_bytes(4, "big") + b"\0\0" + text
    return b"ID3\x03\0\0" + bytes(len(frame) >> shift & 0x7f for shift in (21, 14, 7, 0)) + frame + SOUND * times


class Show:
    """A feed of so many episodes, whose parts tests change."""

    def __init__(self, host, count, way="file"):
        self.host, self.channel, self.extra = host, {}, ""
        self.items = [{"title": f"Example talk {n}", "guid": f"talk-{n}", "url": f"{host.url}/{way}/{n}.mp3",
                       "length": len(recording(n)), "notes": f"Notes of the talk number {n}, made up for a test.",
                       "extra": "", "number": n} for n in range(1, count + 1)]
        for n in range(1, count + 1):
            host.put(f"{n}.mp3", recording(n))
        host.put("cover.jpg", (TREE / "content/podcasts/spirituality/cover.jpg").read_bytes())
        self.cover = f"{host.url}/file/cover.jpg"
        self.email = "talks@example.org"

    def item(self, i):
        return f"""<item><title>{escape(i["title"])}</title><guid isPermaLink="false">{escape(i["guid"])}</guid>
            <description>{escape(i["notes"])}</description><pubDate>{i["number"]:02d} Jan 2025 10:00:00 +0000</pubDate>
            <enclosure url={quoteattr(i["url"])} length="{i["length"]}" type="audio/mpeg"/>
            <itunes:episode>{i["number"]}</itunes:episode>{i["extra"]}</item>"""

    def text(self):
        owner = f"<itunes:owner><itunes:name>An Example Network</itunes:name><itunes:email>{self.email}</itunes:email></itunes:owner>"
        return f"""<?xml version="1.0"?><rss version="2.0" {NAMESPACES}><channel><title>Example talks</title>
            <link>https://www.example.org/</link><description>Made up for a test.</description><language>en-gb</language>
            <itunes:author>An Example Network</itunes:author>{owner if self.email else ""}
            <itunes:category text="Society &amp; Culture"/><itunes:explicit>false</itunes:explicit>
            <itunes:image href="{self.cover}"/>{self.extra}{"".join(map(self.item, reversed(self.items)))}</channel></rss>"""

    def publish(self, name="feed.xml"):
        self.host.put(name, self.text().encode())
        return f"{self.host.url}/file/{name}"


class Host:
    def __init__(self, where):
        self.where = where
        (where / "files").mkdir(parents=True)
        self.process = subprocess.Popen(["/usr/bin/python3", TREE / "tests/import/liar.py", where], stdin=subprocess.PIPE,
                                        stderr=(where / "errors").open("w"))
        for _ in range(200):
            if (where / "env").exists():
                break
            time.sleep(0.05)
        said = dict(line.split("=", 1) for line in (where / "env").read_text().split())
        self.url = said["URL"]

    def put(self, name, data):
        (self.where / "files" / (name + ".new")).write_bytes(data)
        (self.where / "files" / (name + ".new")).rename(self.where / "files" / name)

    def forget(self):
        (self.where / "log").write_text("")

    def log(self):
        return [line.split(" ") for line in (self.where / "log").read_text().splitlines()] if (self.where / "log").exists() else []

    def asked(self, path):
        return sum(row[0].startswith(path) for row in self.log())

    def sent(self, suffix=".mp3"):
        return sum(int(row[-1]) for row in self.log() if row[0].endswith(suffix))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Made:
    def __init__(self, process):
        self.status, self.out, self.err = process.returncode, process.stdout, process.stderr
        self.all = f"status {self.status}\n{self.out}{self.err}"


def run(*arguments, cwd=None, **more):
    return Made(subprocess.run([BLETHER, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                               cwd=cwd, check=False, timeout=300, **more))


def move(feed, site, *more, **how):
    return run("import", feed, "--into", site, "--local", "--now", NOW, *more, **how)


def tree(folder, hidden=False):
    """Every file below a folder with what is in it; the workshop of blether only when asked for."""
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(Path(folder).rglob("*"))
            if p.is_file() and (hidden or ".blether" not in p.parts)}


def tell(before, after):
    return "\n".join(f"{name}: {'gone' if name not in after else 'new' if name not in before else 'other'}"
                     for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name))


def same_tree(before, after, sentence):
    tap.ok(before == after, sentence, tell(before, after))


def episodes(site):
    return sorted(p.name for p in (Path(site) / "podcasts/example-talks").iterdir() if p.is_dir())


def text(site, folder, name="episode.md"):
    return (Path(site) / "podcasts/example-talks" / folder / name)


def change(path, old, new):
    data = path.read_bytes()
    assert old.encode() in data, f"{path}: {old}: {data.decode()}"
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))


# --- kills ---------------------------------------------------------------------------------------------------------------

KILLS, MANY = 50, 30


def halves(site):
    """What is half there among the episodes: each folder has its text and its recording, whole."""
    show = Path(site) / "podcasts/example-talks"
    known = {hashlib.sha256(recording(n)).hexdigest() for n in range(1, MANY + 1)}
    for folder in show.iterdir() if show.exists() else []:
        if not folder.is_dir():
            continue
        if not (folder / "episode.md").exists():
            yield f"{folder}: no text"
        elif not (folder / "episode.md").read_text().rstrip().endswith("made up for a test."):
            yield f"{folder}: half a text"
        if not {hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.mp3")} & known:
            yield f"{folder}: no recording"


def kills(box, host):
    show = Show(host, MANY)
    feed = show.publish()
    begun = time.monotonic()
    whole = move(feed, box / "undisturbed")
    span = time.monotonic() - begun
    tap.ok(whole.status == 0 and len(episodes(box / "undisturbed")) == MANY, "30 episodes are imported", whole.all)
    wanted = tree(box / "undisturbed")
    chance, faults, rounds = random.Random(8), [], 0
    host.forget()
    site = box / "killed"
    for n in range(KILLS):
        if n and n % 10 == 0:  # so that every moment of an import is met, not only the first
            shutil.rmtree(site)
        process = subprocess.Popen([BLETHER, "import", feed, "--into", site, "--local", "--now", NOW],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, span if n % 10 < 8 else span * 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        faults += halves(site)
        rounds += 1
        if n % 10 == 9:
            made = move(feed, site)
            if made.status != 0 or tree(site) != wanted:
                faults.append(made.all + tell(wanted, tree(site)))
    tap.none(faults, f"killed at {rounds} moments, nothing is ever half there, and in the end all is as if undisturbed")
    again = move(feed, site)
    tap.ok(again.status == 0 and "Everything is here already" in again.out, "and then nothing is left to do", again.all)
    rest = [p for p in (site / ".blether").rglob("*") if "import" in p.parts]
    tap.none(rest, "nor is anything left lying about")


def stopped(box, host):
    show = Show(host, 3, way="slow-file")
    show.items[0]["url"] = f"{host.url}/stall-once/900000"
    for n in (2, 3):
        host.put(f"{n}.mp3", recording(n, 20))
    feed = show.publish("stopped.xml")
    process = subprocess.Popen([BLETHER, "import", feed, "--into", box / "stopped", "--local", "--now", NOW],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(100):
        if host.asked("/slow-file/3.mp3") and host.asked("/slow-file/2.mp3"):
            break
        time.sleep(0.05)
    time.sleep(0.5)
    second = move(feed, box / "stopped")
    tap.ok(second.status == 1 and "[importing-now]" in second.err, "two imports at once into one folder: one is refused", second.all)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    tap.ok(process.returncode == -signal.SIGINT and "the same command goes on from here" in said,
           "Ctrl-C ends it, and says how to go on", said)
    host.forget()
    made = move(feed, box / "stopped")
    tap.ok(made.status == 1 and len(episodes(box / "stopped")) == 2, "which it does", made.all)
    tap.ok(not host.asked("/slow-file/") and host.asked("/stall-once/"), "what had come is not sent again", host.log())


def staged(box, host):
    """A killed import with another plan left files where an episode is put together."""
    show = Show(host, 2)
    feed = show.publish("staged.xml")
    move(feed, box / "clean")
    folder = episodes(box / "clean")[0]
    old = box / "staged/.blether/import/staged" / folder
    old.mkdir(parents=True)
    (old / "recording.mp3").write_bytes(b"half of another")
    (old / "picture-9.jpg").write_bytes(b"of an older plan")
    (old / "episode.md").write_text("half")
    made = move(feed, box / "staged")
    tap.ok(made.status == 0, "what a killed import has left does not hinder", made.all)
    same_tree(tree(box / "clean"), tree(box / "staged"), "and does not come into the content")


# --- hosts that misbehave ---------------------------------------------------------------------------------------------------

def bad_feeds(box, host):
    """Feeds that are none: an end, a word, and nothing written."""
    show = Show(host, 1)
    feed = show.publish("turned.xml")
    cases = [
        ("/status/404", 1, "404", "a feed that is not there"),
        ("/status/500", 1, "500", "a host that fails"),
        ("/loop/0", 1, "redirect", "redirects in a circle"),
        ("/for-ever/0", 1, "redirect", "redirects for ever"),
        ("/endless", 1, "the most that is read", "a feed without an end"),
        ("/bomb/gzip", 1, "", "a bomb"),
        ("/headers", 1, "", "headers without an end"),
        ("/says-more/5000", 1, "", "a feed that breaks off"),
        ("/hangup", 3, "try again", "a host that hangs up"),
        ("/to/x?to=file:///etc/passwd", 1, "", "a redirect to a file"),
        ("/page/called", 1, "no podcast feed", "a web page"),
    ]
    for path, status, word, sentence in cases:
        site = box / re.sub("[^a-z]", "", path)
        made = move(host.url + path, site)
        tap.ok(made.status == status and word in made.err and "error:" in made.err, f"{sentence}: it ends, and says why", made.all)
        tap.ok(not site.exists(), f"{sentence}: nothing is written", list(site.rglob("*")) if site.exists() else "")
    refused = run("import", feed, "--into", box / "private", "--now", NOW)
    tap.ok(refused.status == 1 and "[private-address]" in refused.err and not (box / "private").exists(),
           "an address of this computer is refused without --local", refused.all)
    host.put("page.html", b'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feeds/talks.xml">'
                          b"</head><body>Talks</body></html>")
    made = move(f"{host.url}/file/page.html", box / "page")
    tap.ok(made.status == 1 and f"{host.url}/feeds/talks.xml" in made.err and not (box / "page").exists(),
           "a web page is refused with the feed that it names", made.all)
    show.items = []
    made = move(show.publish("none.xml"), box / "none")
    tap.ok(made.status == 1 and "no episode with a recording" in made.err and not (box / "none").exists(),
           "a feed without recordings is refused", made.all)


def bad_media(box, host):
    """A feed most of whose recordings are not to be had: the others come, and the same command goes on."""
    show = Show(host, 24)
    host.put("broken.mp3", b"ID3\x03\0\0\0\0\0\0" + random.Random(1).randbytes(60000))
    ways = ["/status/404", "/status/410", "/page/called", "/page/uncalled", "/file/broken.mp3", "/loop/0", "/for-ever/0", "/empty",
            "/endless-page", "/to/x?to=file:///etc/passwd", "/bomb/gzip", "/says-more/5000", "/gone-after/5.mp3/3000"]
    names = ["file:///etc/passwd", "/etc/passwd", "../2.mp3", "C:\\talks\\2.mp3", "file://localhost/etc/hostname"]
    for item, way in zip(show.items, ways):
        item["url"] = host.url + way
    for item, name in zip(show.items[len(ways):], names):
        item["url"] = name
    show.items[-1]["title"] = "../../../../tmp/evil"
    show.items[-2]["title"] = "..\\..\\con \u202e.mp3/\u2028 NUL"
    show.items[-3]["guid"] = "../../../etc/cron.d/evil"
    show.items[-4]["url"] = show.items[-1]["url"]
    show.items[-5]["url"] = f"{host.url}/cut-file/20.mp3"
    host.put("20.mp3", recording(20, 20))
    show.cover = f"{host.url}/huge"
    show.items[-1]["extra"] = '<itunes:image href="file:///etc/passwd"/>'
    show.items[-2]["extra"] = '<podcast:transcript url="/etc/passwd" type="text/vtt"/><podcast:chapters url="file:///etc/passwd" type="application/json+chapters"/>'
    feed = show.publish("media.xml")
    host.forget()
    made = move(feed, box / "site")
    good = 24 - len(ways) - len(names)
    found = episodes(box / "site")
    tap.ok(made.status == 1, "an import of which much does not come ends with 1", made.all)
    tap.ok(len(found) == good, "what can be imported is", made.all + str(found))
    tap.ok(made.out.count("missing: ") == 6 and f"{len(ways + names)} episodes are not here" in made.out
           and "Run the same command again" in made.out, "what is missing is told, with what to do", made.all)
    outside = [p for p in box.rglob("*") if p.is_file() and p.suffix in (".mp3", ".jpg") and "podcasts" not in p.parts and ".blether" not in p.parts]
    tap.none(outside + [name for name in found if re.search(r"[^a-z0-9-]", name)], "no name of a feed leads out of its folder")
    secret = Path("/etc/passwd").read_bytes()
    tap.none([p for p in box.rglob("*") if p.is_file() and secret in p.read_bytes()], "no file of this computer is taken")
    report = (box / "site/import-report.md").read_text()
    tap.none([i["title"] for i in show.items[:len(ways + names)] if i["title"] not in report], "the report names each that is missing")
    cover = (box / "site/podcasts/example-talks/cover.jpg").stat().st_size
    tap.ok(0 < cover < 5_000_000, "a cover of 2 GB is not fetched, another stands for it", cover)
    log = host.log()
    sizes = {row[0]: int(row[-1]) for row in log if row[0].startswith(("/endless", "/huge"))}
    tap.none([f"{path}: {size}" for path, size in sizes.items() if size > 64 << 20], "what has no end is given up early")
    for item in show.items[:len(ways + names)]:
        item["url"] = f"{host.url}/file/{item['number']}.mp3"
    show.publish("media.xml")
    host.forget()
    made = move(feed, box / "site")
    tap.ok(made.status == 0 and len(episodes(box / "site")) == 24, "when the host has mended them, the same command brings them", made.all)
    tap.ok(host.sent() == sum(len(recording(n)) for n in range(1, len(ways + names) + 1)), "and fetches only those", host.log())
    stands = {p.read_bytes() for p in (box / "site/podcasts/example-talks").rglob("*.mp3")}
    tap.ok(stands <= {recording(n) for n in range(1, 25)} | {recording(20, 20)}, "every recording is one that the feed names")
    inodes = [p.stat().st_nlink for p in (box / "site").rglob("*.mp3")]
    tap.ok(set(inodes) == {1}, "and a file by itself", inodes)


def pages(box, host):
    show = Show(host, 4)
    show.extra = f'<atom:link rel="next" href="{host.url}/file/page-2.xml"/>'
    first, rest = show.items[:2], show.items[2:]
    show.items = first
    feed = show.publish("page-1.xml")
    show.items, show.extra = rest, f'<atom:link rel="next" href="{host.url}/file/page-1.xml"/>'
    show.publish("page-2.xml")
    made = move(feed, box / "site")
    tap.ok(made.status == 0 and len(episodes(box / "site")) == 4, "pages that lead back to the first end", made.all)


# --- content that a person has changed meanwhile --------------------------------------------------------------------------

def merged(box, host):
    """Of each episode another part was changed here, in the feed, or in both."""
    show = Show(host, 12)
    feed = show.publish("merged.xml")
    site = box / "site"
    assert move(feed, site).status == 0
    e = episodes(site)
    record = site / "imported.tsv"
    first = tree(site)
    made = move(feed, site)
    tap.ok(made.status == 0 and "Everything is here already" in made.out and tree(site) == first, "a second import changes nothing",
           made.all + tell(first, tree(site)))

    # A person: a title, a text, a comment, a field less, line ends of Windows, another cover, folders.
    change(text(site, e[0]), 'title: "', 'title: "Our own ')
    change(text(site, e[1]), "Notes of the talk", "Our notes of the talk")  # its summary
    change(text(site, e[1]), "---\nNotes of the talk", "---\nOur notes of the talk")
    change(text(site, e[2]), "title:", "# ours\ntitle:")
    text(site, e[3]).write_text(re.sub(r"^number: 4\n", "", text(site, e[3]).read_text(), flags=re.M))
    text(site, e[4]).write_bytes(text(site, e[4]).read_bytes().replace(b"\n", b"\r\n"))
    (site / "podcasts/example-talks/cover.jpg").write_bytes((TREE / "build/fixtures/colour.jpg").read_bytes())
    text(site, e[5], "").rename(text(site, "six", ""))
    shutil.rmtree(text(site, e[6], ""))
    change(text(site, e[11]), 'title: "', 'title: "Our own ')
    # The feed: the same parts, and others.
    i = show.items
    i[0]["notes"] = "Other notes of the first talk, made up."      # another part
    i[1]["notes"] = "Other notes of the second talk, made up."     # the same part: a conflict
    i[2]["title"] = "Example talk three"                           # below a comment of ours
    i[3]["title"] = "Example talk four"
    i[4]["title"] = "Example talk five"
    i[5]["title"] = "Example talk six"                             # of a folder with another name
    host.put("talk.vtt", b"WEBVTT\n\n00:00.000 --> 00:03.000\nHello, this is an example.\n")
    i[7]["extra"] = f'<podcast:transcript url="{host.url}/file/talk.vtt" type="text/vtt"/>'
    host.put("moved.mp3", recording(9))
    i[8]["url"] = f"{host.url}/file/moved.mp3"                     # the same bytes
    host.put("other.mp3", recording(99))
    i[9]["url"], i[9]["length"] = f"{host.url}/file/other.mp3", len(recording(99))
    i[11]["title"] = "Example talk twelve"                         # a conflict
    dropped = i.pop(10)
    show.publish("merged.xml")
    made = move(feed, site)
    tap.ok(made.status == 0, "a later import takes over what is new", made.all)
    read = lambda n: text(site, e[n]).read_text()
    tap.ok('title: "Our own Example talk 1"' in read(0) and "Other notes of the first" in read(0), "what the feed changed elsewhere is taken", read(0))
    tap.ok("Our notes of the talk" in read(1) and "Other notes" not in read(1).split("---")[2], "what both changed stays as it is here", read(1))
    tap.ok('# ours\ntitle: "Example talk three"' in read(2), "a comment stays above a field that the feed changed", read(2))
    tap.ok("number:" not in read(3) and "Example talk four" in read(3), "a field that was taken out stays out", read(3))
    five = text(site, e[4]).read_bytes()
    tap.ok(b'title: "Example talk five"\r\n' in five and five.count(b"\n") == five.count(b"\r\n"), "line ends of Windows stay", five)
    tap.ok("Example talk six" in text(site, "six").read_text() and e[5] not in episodes(site), "a folder keeps the name that somebody gave it")
    tap.ok(e[6] not in episodes(site) and "1 was taken out of this site" in made.out and "imported.tsv" in made.out,
           "an episode that somebody took away does not come again, and this is told", made.all)
    tap.ok(any(p.suffix == ".vtt" for p in text(site, e[7], "").iterdir()) and "no_transcript" not in read(7)
           and "transcript: " in read(7), "a transcript that is new comes", read(7))
    tap.ok(text(site, e[8], "recording.mp3").read_bytes() == recording(9) and "/file/moved.mp3" in read(8),
           "a recording at another address is the same", read(8))
    tap.ok(text(site, e[9], "recording.mp3").read_bytes() == recording(10), "a recording with other bytes does not replace the one that is here")
    tap.ok(e[10] in episodes(site) and dropped["title"] in (site / "import-report.md").read_text(), "an episode that the feed has dropped stays, and is named")
    cover = (site / "podcasts/example-talks/cover.jpg").read_bytes()
    tap.ok(cover == (TREE / "build/fixtures/colour.jpg").read_bytes(), "a cover that somebody put there stays")
    said = [line for line in made.out.splitlines() if line.startswith("conflict: ")]
    wanted = [(e[1], "'summary'"), (e[1], "the text"), (e[9], "recording.mp3"), (e[11], "'title'")]
    report = (site / "import-report.md").read_text()
    tap.none([f"{folder}: {part}" for folder, part in wanted if not any(folder in line and part in line for line in said)]
             + said[len(wanted) + 1:], "conflicts are told")
    tap.none([line for line in said if line.removeprefix("conflict: ").split("'")[1] not in report], "and stand in the report")
    before = tree(site)
    made = move(feed, site, "--format=json")
    told = json.loads(made.out)
    tap.ok(made.status == 0 and told["conflicts"] == [] and told["changed"] == told["added"] == 0 and tree(site) == before,
           "and are told once", made.all + tell(before, tree(site)))
    tap.ok([x["removed"] for x in told["episodes"]].count(True) == 1, "JSON says which was taken out", made.out)

    # As the report says: without its lines it comes again.
    lines = record.read_text().splitlines(keepends=True)
    record.write_text("".join(line for line in lines if "\ttalk-7\t" not in line))
    made = move(feed, site)
    tap.ok(made.status == 0 and e[6] in episodes(site), "without its lines in imported.tsv an episode comes again", made.all)

    # The record is gone: nothing is doubled, nothing overwritten.
    before = {name: h for name, h in tree(site).items() if name.startswith("podcasts")}
    record.unlink()
    made = move(feed, site)
    after = {name: h for name, h in tree(site).items() if name.startswith("podcasts")}
    tap.ok(made.status == 0, "without imported.tsv an import works", made.all)
    same_tree(before, after, "and leaves every file as it is")
    tap.ok("conflict: " in made.out and "differs from the feed" in made.out, "what differs is told", made.all)
    record.write_text(record.read_text() + "a line that is none\n")
    made = move(feed, site)
    tap.ok(made.status == 1 and "[bad-import-record]" in made.err and "imported.tsv:" in made.err, "a damaged imported.tsv is refused", made.all)


def main():
    box = Path(tempfile.mkdtemp())
    host = Host(box / "host")
    try:
        for part in PARTS:
            (box / part.__name__).mkdir()
            part(box / part.__name__, host)
    finally:
        host.close()
        shutil.rmtree(box, ignore_errors=True)
    tap.finish()


PARTS = [globals()[name] for name in sys.argv[1:]] or [bad_feeds, bad_media, pages, stopped, staged, kills, merged]
main()
