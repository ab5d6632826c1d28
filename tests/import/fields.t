#!/usr/bin/python3
"""Field by field: a feed with every element and attribute that podcasts have is imported and built, and
each of them stands in the new feed as it stood in the old one, or in the table of exceptions with the reason."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from lxml import etree

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "feeds"))

import everything
import tap

PREFIX = {ns: prefix for prefix, ns in everything.NAMESPACES.items()}
NEW = "https://talks.example.net/"
NOW = "2024-05-01T09:00:00Z"


def name_of(node):
    q = etree.QName(node)
    return f"{PREFIX.get(q.namespace, q.namespace)}:{q.localname}" if q.namespace else q.localname


def form(node):
    """What an element says: its name, attributes, text and what is in it."""
    return (name_of(node), dict(node.attrib), " ".join((node.text or "").split()), [form(child) for child in node])


def places(root):
    """Where elements stand: in the channel, in an item, in what is on the air."""
    channel = root.find("channel")
    live = "{%s}liveItem" % everything.NAMESPACES["podcast"]
    found = {"channel": [form(n) for n in channel if n.tag not in ("item", live)]}
    for item in channel.findall("item"):
        found[item.findtext("guid").rsplit("/", 1)[-1]] = [form(n) for n in item]
    for node in channel.findall(live):
        found["live"] = [form(n) for n in node] + [("liveItem", dict(node.attrib), "", [])]
    return found


# What an exception asks of an element and of those of its name in the new feed.

def gone(_, there):
    return not there


def other(old, there):
    """Another text or address stands in its place."""
    return bool(there) and old not in there


def here(*same):
    """The same but its address, which is of the new site; `same` are the attributes that stay."""
    def judge(old, there):
        return any(new[2] == old[2] and all(new[1].get(key) == old[1].get(key) for key in same) and
                   any(NEW in value for value in (new[2], *new[1].values(), *(part[2] for part in new[3])))
                   for new in there)
    return judge


def moved(_, there):
    return len(there) == 1 and there[0][2].startswith(NEW)


def moment(old, there):
    return [parsedate_to_datetime(new[2]) for new in there] == [parsedate_to_datetime(old[2])]


def iso(text):
    return datetime.fromisoformat(re.sub(r"\.\d+|(?<=\d\d)(?=\d\d$)", lambda m: "" if m[0] else ":", text).replace("Z", "+00:00"))


def span(old, there):
    return [{k: iso(new[1][k]) for k in ("start", "end")} for new in there] == [{k: iso(old[1][k]) for k in ("start", "end")}]


def notes(old, there):
    """The same HTML: line ends between elements are none of it, and plain words are a paragraph."""
    wanted = old[2] if "<" in old[2] else f"<p>{old[2]}</p>"
    return [re.sub(r">\s+<", "><", new[2]) for new in there] == [wanted]


def same_guid(old, there):
    return [new[2] for new in there] == [old[2]]


def person(old, there):
    """With the role and the group that apps take where none is said, and groups in small letters."""
    wanted = {"role": "host", "group": "cast", **old[1]}
    wanted["group"] = wanted["group"].lower()
    wanted.pop("img", None)
    return any(new[2] == old[2] and {k: v for k, v in new[1].items() if k != "img"} == wanted and
               ("img" in new[1]) == ("img" in old[1]) for new in there)


def without_defaults(element):
    name, attributes, text, inside = element
    return name, {k: v for k, v in attributes.items() if (k, v) != ("fee", "false")}, text, \
        [without_defaults(part) for part in inside]


def value(old, there):
    return without_defaults(old) in there


def chapters(old, there):
    def marks(element):
        return [{**part[1], "start": (part[1]["start"] + ".000")[:12]} for part in element[3]]
    return [marks(new) for new in there] == [marks(old)]


def frequency(old, there):
    if old[1]["complete"] == "true":
        return [new[1] for new in there] == [{"complete": "true"}]
    return [new[2] for new in there] == [old[2]] and there[0][1]["rrule"] == old[1]["rrule"] and \
        iso(there[0][1]["dtstart"]) == iso(old[1]["dtstart"])


def license_of(old, there):
    return [new[2] for new in there] == [old[2]]


# (place, element): the reason, and what must be so nevertheless. A place "*" is every item.
EXCEPTIONS = {
    ("channel", "link"): ("the page of the show is the new one", moved),
    ("channel", "managingEditor"): ("the name in it is that of itunes:author, which readers then show", other),
    ("channel", "image"): ("its file and page are the new ones; what it shows has no field", other),
    ("channel", "pubDate"): ("it is the date of the newest episode", other),
    ("channel", "lastBuildDate"): ("it is the date of the newest episode", other),
    ("channel", "generator"): ("it only describes the old host", other),
    ("channel", "docs"): ("it only describes the old host", other),
    ("channel", "ttl"): ("it only describes the old host", gone),
    ("channel", "cloud"): ("it only describes the old host", gone),
    ("channel", "atom:link"): ("where the feed is and who tells of it are the new host's matter", other),
    ("channel", "itunes:image"): ("the file is the new site's", here()),
    ("channel", "podcast:locked"): ("who is asked is the owner; that it was somebody else is noted", other),
    ("channel", "podcast:person"): ("what apps take by default is written out; the picture is the new site's", person),
    ("channel", "podcast:image"): ("the file is the new site's, its size and form are measured", here("purpose", "type")),
    ("channel", "podcast:value"): ("a fee that is none is not written", value),
    ("channel", "podcast:updateFrequency"): ("what is not over is not said to be, and what is over has no frequency; "
                                             "times have no thousandths", frequency),
    ("channel", "itunes:complete"): ("podcast:updateFrequency says it", gone),
    ("channel", "podcast:podping"): ("saying no is the same as saying nothing", gone),
    ("*", "link"): ("the page is the new one", moved),
    ("*", "guid"): ("the page is another one; the identity stays", same_guid),
    ("*", "pubDate"): ("the same moment in UTC", moment),
    ("*", "description"): ("words of plain text are a paragraph", notes),
    ("*", "content:encoded"): ("line ends between its elements", notes),
    ("*", "enclosure"): ("the file is the new site's", here("length", "type")),
    ("*", "itunes:title"): ("all apps show the title; that Apple's showed another one is noted", other),
    ("*", "itunes:image"): ("the file is the new site's", here()),
    ("*", "itunes:episode"): ("0 and nothing are no numbers; noted", gone),
    ("*", "podcast:episode"): ("0 and 11.5 are no numbers of blether; noted", gone),
    ("*", "podcast:season"): ("a season has its name in all of its episodes",
                              lambda old, there: [new[2] for new in there] == [old[2]]),
    ("*", "podcast:transcript"): ("five forms are made of one transcript; other languages are lost, and noted",
                                  lambda _, there: len(there) == 5),
    ("*", "podcast:chapters"): ("the file is the new site's", here("type")),
    ("*", "psc:chapters"): ("times have thousandths", chapters),
    ("*", "podcast:person"): ("what apps take by default is written out; the picture is the new site's", person),
    ("*", "podcast:license"): ("a licence that is known has its address", license_of),
    ("*", "podcast:value"): ("a fee that is none is not written", value),
    ("live", "link"): ("it leads to where it can be heard", other),
    ("live", "guid"): ("it is made one that every app takes", lambda old, there: len(there) == 1),
    ("live", "enclosure"): ("a stream has no length", lambda old, there: [n[1]["url"] for n in there] == [old[1]["url"]]),
    ("live", "itunes:image"): ("the show's cover stands for it", gone),
    ("live", "itunes:author"): ("no field; noted", gone),
    ("live", "podcast:person"): ("no field; noted", gone),
    ("live", "podcast:chat"): ("no field; noted", gone),
    ("live", "podcast:alternateEnclosure"): ("no field; noted", gone),
    ("live", "podcast:contentLink"): ("the first one is the page, with the title as its words; others are noted",
                                      lambda old, there: len(there) == 1 and "livestream" in there[0][1]["href"]),
    ("live", "liveItem"): ("the same times in UTC", span),
}

# What must stand in the report, as it is not in the feed.
NOTED = ["'11.5'", "'0'", "'es'", "'The long way'", "lock@example.org", "itunes:author", "podcast:person", "podcast:chat",
         "podcast:alternateEnclosure", "podcast:contentLink"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def old_host(folder):
    """The files of the feed; gives the length of each recording."""
    folder.mkdir()
    recording = Path("build/fixtures/cbr.mp3").read_bytes()
    for name in ("two", "half", "zero", "extra", "hello"):
        (folder / f"{name}.mp3").write_bytes(recording)
    for name in ("cover", "two", "person", "wide", "wide-small", "two-wide"):
        shutil.copy("content/podcasts/spirituality/cover.jpg", folder / f"{name}.jpg")
    for name, text in (("two.vtt", everything.VTT), ("two-es.vtt", everything.VTT), ("two.srt", everything.SRT),
                       ("two.json", everything.CHAPTERS)):
        (folder / name).write_text(text)
    return len(recording)


def blether(*arguments, cwd):
    return subprocess.run([os.environ["BLETHER"], *arguments, "--now", NOW], cwd=cwd, stdin=subprocess.DEVNULL, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def rule_of(place, name):
    return next((key for key in ((place, name), ("*", name)) if key in EXCEPTIONS
                 and (key[0] != "*" or place not in ("channel", "live"))), None)


def lost(before, after, used):
    """Elements that are not there as they were, and are not to be excused."""
    for place, elements in before.items():
        there = after.get(place, [])
        for old in elements:
            if old in there:
                continue
            named = [new for new in there if new[0] == old[0]]
            rule = rule_of(place, old[0])
            if rule:
                used.add(rule)
            if not rule or not EXCEPTIONS[rule][1](old, named):
                yield f"{place}: {old}\n  and now {named}"


def move(box, at, text, label, used):
    site = box / label
    (box / "old/feed.xml").write_text(text)
    told = blether("import", at + "/feed.xml", "--into", str(site), "--local", "--people-agreed", "--address", NEW, cwd=box)
    tap.ok(told.returncode == 0, f"{label}: imported", told.stdout)
    told = blether("build", cwd=site)
    tap.ok(told.returncode == 0, f"{label}: built, and its feed is valid", told.stdout)
    before = places(etree.fromstring(text.encode()))
    after = places(etree.parse(next((site / "public").rglob("feed.xml"))).getroot())
    tap.none(list(lost(before, after, used)), f"{label}: every element is there, or it is known why not")
    report = (site / "import-report.md").read_text()
    tap.none([what for what in NOTED if what not in report and (what in text or what.strip("'") in text)],
             f"{label}: what has no field is noted")


def main():
    box = Path(tempfile.mkdtemp())
    length, used = old_host(box / "old"), set()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=box / "old"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        move(box, at, everything.feed(at, length, 4, False), "running", used)
        move(box, at, everything.feed(at, length, 4, True), "over", used)
    finally:
        server.shutdown()
        shutil.rmtree(box)
    tap.none(sorted(set(EXCEPTIONS) - used), "no exception excuses nothing")
    tap.finish()


main()
