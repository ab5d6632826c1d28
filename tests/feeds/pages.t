#!/usr/bin/python3
"""A show too long for one file: its pages (RFC 5005), as readers go through them."""

import shutil
import sys
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

sys.dont_write_bytecode = True
sys.path.insert(0, __file__.rpartition("/")[0])

import feedparser

import author
import box
import readers
import tap
import w3c

EPISODES = 120
FIRST = datetime(2020, 1, 6, 9)
ONE_SECOND = author.ROOT / "tests/golden/one-second.mp3"
SHOW = {**{key: value for key, value in author.SERIAL.items()
           if key not in ("complete", "new_feed_url")}, "type": "episodic", "strict_w3c": True,
        "_folder": "long", "_episodes": []}


def guid(number):
    return f"00000000-0000-4000-8000-{number:012}"


def write_episodes(folder, numbers):
    """Notes of some 45 KB each, so that not many episodes are too many for one file."""
    for number in numbers:
        home = folder / f"podcasts/long/{number:03}-talk-{number}"
        home.mkdir()
        page = {"title": f"Talk {number} & more", "number": number, "guid": guid(number),
                "date": f"{FIRST + timedelta(weeks=number):%Y-%m-%d %H:%M} +00:00", "summary": "One & all.",
                "no_transcript": "This is a test."}
        notes = "\n\n".join(f"Paragraph {i} of {number} & more: " + "שלום, all of you. " * 20 for i in range(100))
        (home / "episode.md").write_text(f"---\n{author.dump(page)}---\n{notes}\n")
        shutil.copy(ONE_SECOND, home / "talk.mp3")


def links(path):
    return {link.get("rel"): link.get("href") for link in ET.parse(path).getroot().iter(w3c.ATOM + "link")}


def walk(output, address):
    """The pages from feed.xml on, as a reader goes from one to the next: [(path, links)]."""
    seen, url = [], f"{address}podcasts/long/feed.xml"
    while url and len(seen) <= EPISODES:
        path = output / url.removeprefix(address)
        seen.append((path, links(path)))
        url = seen[-1][1].get("next")
    return seen


def check_pages(output, address):
    pages = walk(output, address)
    tap.ok(len(pages) > 1, "the feed has pages")
    tap.same(sorted(path for path, _ in pages), sorted((output / "podcasts/long").glob("feed*.xml")),
             "every page can be reached from the first, and there are no others")
    tap.none([path for path, found in pages if found["self"] != address + str(path.relative_to(output))],
             "Octopod: a paged feed's self link is wrong: every page knows its own address")
    tap.none([path for path, _ in pages if path.stat().st_size >= 5000000],
             "no page is longer than what the W3C's validator reads")
    tap.none([fault for path, _ in pages for fault in w3c.judge(path.read_bytes(), author.NOW)],
             "no rule finds anything in any page")
    found = [entry.id for path, _ in pages for entry in feedparser.parse(path.read_bytes()).entries]
    tap.same(found, [guid(number) for number in range(EPISODES, 0, -1)],
             "feedparser finds every episode on its pages once, newest first")
    return pages


def check_growth(where, address, pages):
    """An episode more."""
    write_episodes(where / "content", [EPISODES + 1])
    box.must_build(where, output="root/more")
    after = {path.name: path.read_bytes() for path, _ in walk(where / "root/more", address)}
    changed = [path.name for path, _ in pages if after.get(path.name) != path.read_bytes()]
    tap.same(changed, ["feed.xml"], "an episode more changes the first page and no other")


def main():
    port = box.free_port()
    address = f"https://localhost:{port}/all/"
    with box.box() as where:
        author.write(where / "content", address, [SHOW])
        write_episodes(where / "content", range(1, EPISODES + 1))
        box.must_build(where, output="root/all")
        pages = check_pages(where / "root/all", address)
        with box.server(where / "server", port, where / "root") as certificate:
            url = f"{address}podcasts/long/feed.xml"
            found = readers.gpodder(url, where / "gpodder", certificate, download=False)
            tap.same([item["guid"] for item in found["items"]],
                     [guid(number) for number in range(EPISODES, 0, -1)],
                     "gPodder goes from page to page and finds every episode")
            found = readers.newsboat(url, where / "newsboat")
            tap.ok(0 < len(found["items"]) < EPISODES and found["items"][0]["guid"] == guid(EPISODES),
                   "newsboat, which knows no pages, finds the newest")
        check_growth(where, address, pages)
    tap.finish()


main()
