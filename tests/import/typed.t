#!/usr/bin/python3
"""docs/moving.md, typed step by step by a volunteer, from one real web server to another: nginx is the old host, which
redirects in step 8 with the file that the import wrote, and the new one, which shows what was published.

The addresses of the page stand for those of this computer; what a person answers or stops, this does."""

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "feeds"))

import tap
from two_hosts import Hosts

PAGE = Path("docs/moving.md").read_text()
ITEM = """<item><title>Example talk {n}</title><description><![CDATA[<p>Talk {n}, made up for a test.</p>]]></description>
    <guid isPermaLink="false">OldHost-{n}</guid><pubDate>{n:02} Jan 2024 06:30:00 +0000</pubDate>
    <enclosure url="{old}/talk-{n}.mp3" length="{size}" type="audio/mpeg"/><itunes:episode>{n}</itunes:episode>
    <link>{old}/talks/{n}</link><podcast:person role="guest">Bo Example</podcast:person></item>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
    xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Talks</title><link>{old}/</link>
    <description>Talks that were made up for a test.</description><language>en-gb</language>
    <itunes:image href="{old}/cover.jpg"/><itunes:author>An Example Network</itunes:author>
    <itunes:owner><itunes:name>An Example Network</itunes:name><itunes:email>talks@example.org</itunes:email></itunes:owner>
    <itunes:category text="Society &amp; Culture"/><itunes:explicit>false</itunes:explicit>
    <podcast:locked owner="talks@example.org">yes</podcast:locked>
    <podcast:person>Kit Example</podcast:person>{items}</channel></rss>"""


class Volunteer:
    """Types what stands in the grey boxes of a step, and nothing else."""

    def __init__(self, box):
        self.box, self.where, self.hosts = box, box, Hosts(box / "hosts")
        self.site, self.told = box / "my-site", ""
        trust(self.hosts.where / "ca.pem")

    def lines(self, step):
        text = PAGE.split(f"\n## {step}. ")[1].split("\n## ")[0]
        return [line for box in re.findall(r"```sh\n(.*?)```", text, re.S) for line in box.splitlines()]

    def here(self, line):
        return line.replace("https://old.example.org", self.hosts.old).replace("https://www.example.org", self.hosts.new)

    def type(self, line, *more):
        words = self.here(line).split() + list(more)
        if words[0] == "cd":
            self.where = self.where / words[1]
            return 0
        if words[:2] == ["blether", "serve"]:
            return self.serve()
        words += {"import": ["--local"], "publish": ["--yes"]}.get(words[1], [])
        made = subprocess.run([os.environ["BLETHER"] if words[0] == "blether" else words[0], *words[1:]], cwd=self.where,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
        self.told = made.stdout
        return made.returncode

    def serve(self):
        """Looks at the page in a browser, and ends it."""
        with subprocess.Popen([os.environ["BLETHER"], "serve", "--port", "0"], cwd=self.where, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True) as server:
            try:
                self.told = seen(re.search(r"http://\S+", server.stdout.readline())[0])
            finally:
                server.terminate()
        return 0 if "Talks" in self.told else 1

    def follow(self, step):
        for line in self.lines(step):
            tap.ok(self.type(line) == 0, f"step {step}: {line}", self.told[-3000:])

    def says(self, text, sentence):
        tap.ok(text in self.told, sentence, self.told[-3000:])

    def offer(self, count):
        """What the old host has."""
        old = self.hosts.where / "old"
        shutil.copy("content/podcasts/spirituality/cover.jpg", old / "cover.jpg")
        items = []
        for n in range(1, count + 1):
            data = (f"ID3\x03\0\0\0\0\0\x0eTIT2\0\0\0\x04\0\0\0{n:03}").encode() + Path("build/fixtures/cbr.mp3").read_bytes()
            (old / f"talk-{n}.mp3").write_bytes(data)
            items.append(ITEM.format(n=n, old=self.hosts.old, size=len(data)))
        (old / "feed.xml").write_text(FEED.format(old=self.hosts.old, items="".join(reversed(items))))


def seen(address):
    """A page of the preview, which asks for patience until all recordings have been listened to."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=30) as page:
                return page.read().decode()
        except urllib.error.HTTPError as answer:
            if answer.code != 503:
                raise
            time.sleep(0.1)
    return ""


def trust(certificate):
    """In the mount namespace of this test only."""
    known = Path("/etc/ssl/certs/ca-certificates.crt")
    both = certificate.parent / "trusted.pem"
    both.write_bytes(known.read_bytes() + certificate.read_bytes())
    subprocess.run(["mount", "--bind", both, known], check=True)


def agree(v):
    """Step 4: they are asked, they agree, and the rows that blether shows are written down."""
    v.follow(4)
    rows = re.findall(r"^\S+,\d{4}-\d\d-\d\d,.*$", v.told, re.M)
    tap.ok(len(rows) == 2, "it shows a row for each who is named", v.told)
    with open(v.site / "private/consent.csv", "a", encoding="utf-8") as list_of_all:
        list_of_all.write("".join(row + "\n" for row in rows))


def fetch(v):
    """Steps 1 to 3."""
    first, enter = v.lines(2)
    tap.ok(v.type(first) == 1, "step 2: a locked feed is refused", v.told)
    v.says("--i-own-this-show", "and what to say is said")
    tap.ok(v.type(first, "--i-own-this-show") == 0, f"step 2: {first}", v.told[-3000:])
    v.type(enter)
    report = (v.site / "import-report.md").read_text()
    tap.ok("3 recordings" in report and v.hosts.new + "/podcasts/talks/feed.xml" in report,
           "step 3: the report counts what came, and names the new feed", report[:3000])
    tap.ok(report.index("Before that: consent") < report.index("Before that: look"),
           "and wants what the page wants, in its order")
    with open(v.site / "import-notes.tsv", encoding="utf-8") as notes:
        tap.ok({"what", "field"} <= set(next(csv.reader(notes, delimiter="\t"))), "its notes are a table")


def look(v):
    """Step 5."""
    v.follow(5)
    v.says("no new episode", "nothing is new")
    v.says("nothing vanishes", "nothing vanishes")
    v.says("apps keep what they have of 3 episodes", "apps keep what they have")
    tap.ok(" twice" not in v.told and "may download" not in v.told, "and show and download nothing again", v.told)


def publish(v):
    """Step 6, with an episode that appears at the old host, and a text that was edited here."""
    (v.site / "publish.yaml").write_text(f"targets:\n  - name: web\n    kind: folder\n    to: {v.hosts.where}/new\n")
    one, again, once_more = v.lines(6)
    tap.ok(v.type(one) == 0, f"step 6: {one}", v.told[-3000:])
    v.offer(4)
    page, = v.site.glob("podcasts/talks/*example-talk-1/episode.md")
    page.write_text(page.read_text().replace("Talk 1, made up", "Talk 1, edited here, made up"))
    tap.ok(v.type(again, "--i-own-this-show") == 0, f"step 6: {again}", v.told[-3000:])
    v.says("1 episode is new, 0 changed, 3 as before", "only what is new is taken over")
    tap.ok("edited here" in page.read_text(), "and what was edited stays")
    tap.ok(v.type(once_more) == 0, f"step 6: {once_more}", v.told[-3000:])
    feed = (v.hosts.where / "new/podcasts/talks/feed.xml").read_text()
    tap.ok(feed.count("<item>") == 4 and "edited here" in feed, "and both are published")


def redirect(v):
    """Step 8, with the file for nginx that the import wrote."""
    ask, = v.lines(8)
    v.type(ask)
    v.says(" 200", "before that the old host answers itself")
    v.hosts.redirect(next(v.site.glob("import-redirects/127.0.0.1*")))
    v.follow(8)
    v.says(" 301", "it answers 301")
    v.says(f"{v.hosts.new}/podcasts/talks/feed.xml", "and says where the feed is now")
    feed = (v.hosts.where / "new/podcasts/talks/feed.xml").read_text()
    tap.ok(f"<itunes:new-feed-url>{v.hosts.new}/podcasts/talks/feed.xml</" in feed, "the new feed says so by itself")
    for n in range(1, 5):
        heard = subprocess.run(["curl", "-sL", f"{v.hosts.old}/talk-{n}.mp3"], stdout=subprocess.PIPE, check=False).stdout
        tap.ok(heard == (v.hosts.where / f"old/talk-{n}.mp3").read_bytes(), f"recording {n} plays from its old address")


def main():
    box = Path(tempfile.mkdtemp())
    (box / "hosts").mkdir()
    v = Volunteer(box)
    try:
        v.offer(3)
        fetch(v)
        agree(v)
        look(v)
        publish(v)
        v.follow(7)
        redirect(v)
        tap.ok(not v.lines(9) and not v.lines(10), "the rest is waiting")
    finally:
        v.hosts.close()
        shutil.rmtree(box, ignore_errors=True)
    tap.finish()


if sys.argv[1:] == ["inside"]:
    main()
else:
    os.execvp("unshare", ["unshare", "--mount", sys.executable, __file__, "inside"])
