#!/usr/bin/python3
"""A show of 100 episodes and 100 MB moves from one host to another, and its subscribers notice nothing:
what gPodder and newsboat show of it before and after is the same, and gPodder, which has downloaded
everything at the old host, downloads nothing again."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "feeds"))

import readers
import tap
from two_hosts import Hosts

EPISODES = 100
FIRST = datetime(2024, 1, 1, 6, 30, tzinfo=timezone(timedelta(hours=1)))
NOTES = ("<p>Example talk {n}: two voices, made up for a test, speak about what helps &amp; what does not.</p>"
         "<p>In it:</p><ul><li>A walk by the water</li><li>The second month</li></ul>"
         '<p>Read more at <a href="https://www.example.org/more?n={n}">example.org</a>.</p>')


def id3(title):
    """A tag that makes one recording another file."""
    text = b"\x03" + title.encode()
    frame = b"TIT2" + len(text).to_bytes(4, "big") + b"\0\0" + text
    size = bytes(len(frame) >> shift & 0x7f for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + frame


def make_show(hosts, fixtures):
    """The old host's feed and files, in the shape of a common hosted service."""
    old = hosts.where / "old"
    base = (fixtures / "cbr.mp3").read_bytes()
    sound = base * (1_000_000 // len(base) + 1)
    shutil.copy("content/podcasts/spirituality/cover.jpg", old / "cover.jpg")
    items = []
    for n in range(1, EPISODES + 1):
        data = id3(f"Example talk {n}") + sound
        (old / f"talk-{n}.mp3").write_bytes(data)
        notes = NOTES.format(n=n)
        seconds = round(len(sound) * 8 / 128000)
        items.append(f"""<item><title>Example talk {n} &amp; more</title>
            <itunes:title>Example talk {n} &amp; more</itunes:title>
            <description><![CDATA[{notes}]]></description><content:encoded><![CDATA[{notes}]]></content:encoded>
            <link>{hosts.old}/talks/{n}-a-talk</link><guid isPermaLink="false">OldHost-{n * 7919}</guid>
            <pubDate>{format_datetime(FIRST + timedelta(days=7 * n))}</pubDate>
            <enclosure url="{hosts.old}/talk-{n}.mp3" length="{len(data)}" type="audio/mpeg"/>
            <itunes:duration>{seconds}</itunes:duration><itunes:episode>{n}</itunes:episode>
            <itunes:episodeType>full</itunes:episodeType><itunes:explicit>false</itunes:explicit></item>""")
    (old / "feed.xml").write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
            xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"
            xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
        <atom:link href="{hosts.old}/feed.xml" rel="self" type="application/rss+xml"/>
        <title>Talks of an Example Network</title><link>{hosts.old}/</link>
        <description>Talks that were made up for a test.</description><language>en-gb</language>
        <copyright>An Example Network</copyright><generator>An example host</generator>
        <image><url>{hosts.old}/cover.jpg</url><title>Talks of an Example Network</title><link>{hosts.old}/</link></image>
        <itunes:image href="{hosts.old}/cover.jpg"/><itunes:author>An Example Network</itunes:author>
        <itunes:owner><itunes:name>An Example Network</itunes:name><itunes:email>talks@example.org</itunes:email></itunes:owner>
        <itunes:category text="Society &amp; Culture"/><itunes:explicit>false</itunes:explicit><itunes:type>episodic</itunes:type>
        <podcast:locked owner="talks@example.org">no</podcast:locked>
        {"".join(reversed(items))}</channel></rss>""".lstrip())


def blether(box, *arguments):
    made = subprocess.run([os.environ["BLETHER"], *arguments], cwd=box, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return made.returncode, made.stdout


def shown(value):
    """HTML as it is shown: line ends between elements are none of it."""
    return re.sub(r">\s+<", "><", value) if isinstance(value, str) else value


class Listener:
    """gPodder, which stays the same, and newsboat, which looks anew."""

    def __init__(self, box, hosts):
        self.box, self.hosts, self.home = box, hosts, box / "gpodder"
        self.home.mkdir()

    def gpo(self, *arguments):
        made = readers.gpo(self.home, self.hosts.where / "ca.pem", *arguments)
        assert made.returncode == 0, made.stdout + made.stderr
        return made.stdout

    def gpodder_view(self):
        channel, = readers.rows(self.home / "home/Database", "podcast", "id")
        episodes = readers.rows(self.home / "home/Database", "episode", "published, guid")
        seen = ("title", "guid", "published", "total_time", "file_size", "mime_type", "description", "description_html",
                "subtitle", "state", "is_new", "archive", "download_filename", "chapters")
        return {"title": channel["title"], "description": channel["description"],
                "episodes": [{key: shown(row[key]) for key in seen if key in row} for row in episodes]}

    def newsboat_view(self, name):
        found = readers.newsboat(self.hosts.old + "/feed.xml", self.box / name)
        return {"title": found["channel"]["title"],
                "items": [{key: shown(item[key]) for key in ("title", "guid", "date", "mime", "notes")}
                          for item in found["items"]]}


def differences(before, after):
    """The first few places where two views differ, for a person."""
    if before.keys() != after.keys():
        return f"{before.keys()} {after.keys()}"
    told = []
    for key, value in before.items():
        if isinstance(value, list):
            told += [f"{len(value)} and {len(after[key])}"] if len(value) != len(after[key]) else []
            told += [differences(x, y) for x, y in zip(value, after[key]) if x != y][:2]
        elif value != after[key]:
            told.append(f"{key}: {value!r} and now {after[key]!r}")
    return "\n".join(told)


def main():
    box = Path(tempfile.mkdtemp())
    (box / "hosts").mkdir()
    hosts = Hosts(box / "hosts")
    try:
        move(box, hosts)
    finally:
        hosts.close()
        shutil.rmtree(box, ignore_errors=True)
    tap.finish()


def move(box, hosts):
    make_show(hosts, Path("build/fixtures").resolve())
    listener = Listener(box, hosts)
    listener.gpo("subscribe", hosts.old + "/feed.xml")
    listener.gpo("update")
    listener.gpo("download")
    before, before_newsboat = listener.gpodder_view(), listener.newsboat_view("before")
    tap.ok(len(before["episodes"]) == EPISODES, "gPodder has all episodes of the old host")

    site = box / "site"
    status, told = blether(box, "import", hosts.old + "/feed.xml", "--into", str(site), "--address", hosts.new + "/",
                           "--local")
    tap.ok(status == 0, "the show is imported", told)
    (site / "publish.yaml").write_text(f"targets:\n  - name: new\n    kind: folder\n    to: {hosts.where}/new\n")
    status, told = blether(site, "publish", "--yes", "--no-check")
    tap.ok(status == 0, "and published at the new host", told[-3000:])
    feed = next((hosts.where / "new").rglob("feed.xml"), None)
    tap.ok(feed is not None, "its feed is there")
    path = feed.relative_to(hosts.where / "new")
    heard = sorted(p.read_bytes() for p in (hosts.where / "old").glob("*.mp3"))
    tap.ok(sorted(p.read_bytes() for p in (hosts.where / "new").rglob("*.mp3")) == heard,
           "every recording is byte for byte what it was")

    hosts.redirect(next(site.glob("import-redirects/127.0.0.1*")))
    for name in ("old", "new"):
        (hosts.where / f"{name}.log").write_text("")
    listener.gpo("update")
    after, after_newsboat = listener.gpodder_view(), listener.newsboat_view("after")
    tap.ok(before == after, "gPodder shows the same as before", differences(before, after))
    tap.ok(before_newsboat == after_newsboat, "and so does newsboat", differences(before_newsboat, after_newsboat))
    listener.gpo("download")
    tap.ok(hosts.asked("new", ".mp3") == 0 and hosts.asked("old", ".mp3") == 0, "nothing is downloaded again")
    tap.ok(hosts.asked("new", str(path)) > 0, "gPodder reads the feed at the new host")
    channel, = readers.rows(listener.home / "home/Database", "podcast", "id")
    tap.ok(channel["url"] == f"{hosts.new}/{path}", "and keeps its new address", channel["url"])


main()
