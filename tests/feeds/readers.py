"""Reads feeds with programs that are not ours; what each found, in the names of expected.py.

A field stands in a reader's answer when the reader has a place for it.
"""

import calendar
import fcntl
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import feedparser
import podcastparser

HERE = Path(__file__).resolve().parent


def install():
    """Fetches the packages of package.json, once for all tests: two at a time would spoil each other's."""
    with open(HERE / "package.json") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (HERE / "node_modules/.package-lock.json").is_file():
            subprocess.run(["npm", "ci", "--prefix", HERE, "--no-audit", "--no-fund", "--ignore-scripts"],
                           stdout=sys.stderr, check=True)


def node(script, *files):
    """What a script of this folder prints about files."""
    install()
    made = subprocess.run(["node", HERE / script, *files], stdout=subprocess.PIPE, check=True)
    return json.loads(made.stdout)


def npm(feed):
    """The five packages of package.json: {reader: {channel, items}}."""
    return node("readers.mjs", feed)


def seconds(parsed):
    return calendar.timegm(parsed) if parsed else None


def python_feedparser(feed):
    found = feedparser.parse(feed.read_bytes())
    assert not found.bozo, found.get("bozo_exception")

    def link(of, rel):
        return next((link for link in of.links if link.rel == rel), {})

    def item(entry):
        enclosure, chapters = link(entry, "enclosure"), entry.get("podcast_chapters")
        return {
            "title": entry.title, "guid": entry.id, "permalink": entry.guidislink, "link": entry.link,
            "date": seconds(entry.published_parsed),
            "notes": entry.content[0].value if "content" in entry else None, "brief": entry.summary,
            "url": enclosure.get("href"), "length": enclosure.get("length"), "mime": enclosure.get("type"),
            "duration": entry.itunes_duration, "season": entry.get("itunes_season"),
            "number": entry.get("itunes_episode"), "kind": entry.get("itunes_episodetype"),
            "explicit": entry.get("itunes_explicit"), "itunes_title": entry.get("itunes_title"),
            "chapters": [chapters["url"], chapters["type"]] if chapters else None,
            "simple_chapters": [[c["start"], c["title"], c.get("href")]
                                for c in entry.get("psc_chapters", {}).get("chapters", [])],
        }

    channel = found.feed
    return {
        "channel": {
            "title": channel.title, "link": channel.link, "description": channel.subtitle,
            "language": channel.language, "author": channel.author, "image": channel.image.href,
            "categories": [tag.term for tag in channel.tags], "explicit": channel.itunes_explicit,
            "type": channel.itunes_type,
            "owner": [channel.publisher_detail.name, channel.publisher_detail.email],
            "copyright": channel.get("rights"), "guid": channel.podcast_guid,
            "locked_owner": channel.podcast_locked.get("owner"), "medium": channel.podcast_medium,
            "self": link(channel, "self").get("href"), "date": seconds(channel.published_parsed),
            "changed": seconds(channel.updated_parsed), "generator": channel.generator,
        },
        "items": [item(entry) for entry in found.entries],
    }


def clock(value):
    return f"{int(value) // 3600:02}:{int(value) // 60 % 60:02}:{int(value) % 60:02}.000"


def python_podcastparser(feed):
    found = podcastparser.parse("https://localhost/feed.xml", feed.open("rb"))

    def item(episode):
        enclosure, = episode["enclosures"]
        return {
            "title": episode["title"], "guid": episode["guid"], "link": episode["link"],
            "date": episode["published"], "notes": episode["description_html"],
            "url": enclosure["url"], "length": enclosure["file_size"], "mime": enclosure["mime_type"],
            "duration": episode["total_time"], "season": episode.get("season"),
            "number": episode.get("number"), "kind": episode.get("type"),
            "explicit": episode["explicit"],
            "simple_chapters": [[clock(c["start"]), c["title"], c.get("href")]
                                for c in episode.get("chapters", [])],
        }

    return {
        "channel": {
            "title": found["title"], "link": found["link"], "description": found["description"],
            "language": found["language"], "author": found["itunes_author"],
            "image": found["cover_url"],
            "categories": [" > ".join(names) for names in found["itunes_categories"]],
            "explicit": found["explicit"], "type": found["type"], "generator": found["generator"],
            "owner": [found["itunes_owner"]["name"], found["itunes_owner"]["email"]],
        },
        "items": [item(episode) for episode in found["episodes"]],
    }


def rows(database, table, order):
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"select * from {table} order by {order}")]


def newsboat(url, where):
    """Its cache after one reload. It has no way to be told of a certificate, so it asks for none."""
    where.mkdir()
    (where / "urls").write_text(url + "\n")
    (where / "config").write_text("ssl-verifypeer no\nssl-verifyhost no\n")
    subprocess.run(["newsboat", "-u", where / "urls", "-C", where / "config", "-c", where / "cache",
                    "-x", "reload"], env={**os.environ, "HOME": str(where), "LC_ALL": "C.UTF-8"},
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=120)
    channel, = rows(where / "cache", "rss_feed", "rssurl")
    return {
        "channel": {"title": channel["title"], "link": channel["url"]},
        "items": [{
            "title": item["title"], "guid": item["guid"], "link": item["url"], "date": item["pubDate"],
            "notes": item["content"], "url": item["enclosure_url"], "mime": item["enclosure_type"],
            "editor": item["author"], # of the show: no item has an author of its own
        } for item in rows(where / "cache", "rss_item", "pubDate desc")],
    }


def gpo(where, certificate, *arguments):
    environment = {**os.environ, "HOME": str(where), "GPODDER_HOME": str(where / "home"),
                   "GPODDER_DOWNLOAD_DIR": str(where / "downloads"),
                   "REQUESTS_CA_BUNDLE": str(certificate), "LC_ALL": "C.UTF-8", "TMPDIR": str(where)}
    return subprocess.run(["gpo", *arguments], env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, timeout=300)


def gpodder(url, where, certificate, download=True):
    """Its database after it has subscribed and downloaded everything; files in where/downloads."""
    where.mkdir()
    for arguments in (["subscribe", url], ["update"], *([["download"]] if download else [])):
        made = gpo(where, certificate, *arguments)
        assert made.returncode == 0, made.stdout + made.stderr
    channel, = rows(where / "home/Database", "podcast", "id")
    return {
        "channel": {"title": channel["title"], "link": channel["link"],
                    "description": channel["description"], "image": channel["cover_url"]},
        "items": [{
            "title": item["title"], "guid": item["guid"], "link": item["link"], "date": item["published"],
            "notes": item["description_html"], "url": item["url"], "length": item["file_size"],
            "mime": item["mime_type"], "duration": item["total_time"],
            "simple_chapters": [[clock(c["start"]), c["title"], c.get("href")]
                                for c in json.loads(item["chapters"] or "[]")],
        } for item in rows(where / "home/Database", "episode", "published desc")],
    }
