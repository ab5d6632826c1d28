"""Where the pages and feeds of an output say that recordings are.

Usage: audio_place.py FOLDER SITE AUDIO [here]

Reads every page, feed and JSON file of FOLDER with parsers of Python's and prints a line for each
thing that is wrong: whatever names a recording must name it at AUDIO and be the file at that path
in FOLDER, with its length where one is said, and nothing else is named there. The policy of each
page lets recordings come from there and from nowhere else. With "here", pages play the files beside
them, and only programs are told of AUDIO.
"""

import json
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

folder, site, audio = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
here = len(sys.argv) > 4
recordings = {str(p.relative_to(folder)): p.stat().st_size for p in folder.rglob("*")
              if p.suffix in (".mp3", ".m4a", ".opus")}
found = {"page": 0, "feed": 0, "json": 0}


def named(kind, where, url, length=None, at=audio):
    path = unquote(urlsplit(url)._replace(query="", fragment="").geturl())
    if path.startswith(audio) and path[len(audio):] not in recordings:
        print(f"{where}: {url} is no recording")
    for name, size in recordings.items():
        if not path.endswith("/" + name.rsplit("/", 1)[1]):
            continue
        found[kind] += 1
        if path != at + name:
            print(f"{where}: {url}, not {at + name}")
        if length is not None and int(length) != size:
            print(f"{where}: {length} bytes, but {name} has {size}")


def walk(value, where):
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        walk(item, where)
    if isinstance(value, dict):
        for key in ("url", "contentUrl"):
            if isinstance(value.get(key), str):
                named("json", where, value[key], value.get("size_in_bytes") or value.get("contentSize"))


class Page(HTMLParser):
    def __init__(self, where):
        super().__init__()
        self.where, self.in_json = where, False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        for key in ("src", "href"):
            if attrs.get(key):
                named("page", self.where, urljoin(site + self.where, attrs[key]), at=site if here else audio)
        if tag == "audio" and attrs.get("preload") != "none":
            print(f"{self.where}: a recording is asked for before anybody plays it")
        if tag == "meta" and attrs.get("property") == "og:audio":
            named("page", self.where, attrs["content"])
        if attrs.get("http-equiv") == "Content-Security-Policy":
            media = [d.split()[1:] for d in attrs["content"].split(";") if d.split()[:1] == ["media-src"]]
            origin = urlsplit(audio)._replace(path="").geturl()
            if media != [["'self'"] if here else ["'self'", origin]] or attrs["content"].count(origin) != (not here):
                print(f"{self.where}: {attrs['content']}")
        self.in_json = tag == "script" and attrs.get("type") == "application/ld+json"

    def handle_endtag(self, tag):
        self.in_json = False

    def handle_data(self, data):
        if self.in_json:
            walk(json.loads(data), self.where)


for file in sorted(folder.rglob("*")):
    name = str(file.relative_to(folder))
    if file.suffix == ".html":
        Page(name).feed(file.read_text())
    elif file.suffix in (".xml", ".atom"):
        for e in ElementTree.parse(file).iter():
            if e.get("url") or e.get("uri") or e.get("rel") == "enclosure":
                named("feed", name, e.get("url") or e.get("uri") or e.get("href"),
                      e.get("length") if e.tag == "enclosure" or e.get("rel") == "enclosure" else None)
    elif file.suffix == ".json":
        walk(json.loads(file.read_text()), name)
for kind, count in found.items():
    if not count:
        print(f"no {kind} names any recording: nothing was tested")
if not recordings:
    print("there is no recording")
