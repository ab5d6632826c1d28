#!/usr/bin/python3
"""What else programs subscribe to: feeds of several shows, of areas and topics, Atom, JSON Feed, lists
of feeds, and what is live."""

import re
import subprocess
import sys
from urllib.parse import urljoin

sys.dont_write_bytecode = True
sys.path.insert(0, __file__.rpartition("/")[0])

import feedparser

import author
import box
import expected
import readers
import tap
import w3c

ADDRESS = "https://feeds.example.org/all/"
OPENED = {"application/rss+xml": "xml", "application/atom+xml": "atom", "application/feed+json": "json"}


def row(item, guid="{}"):
    return [guid.format(item["guid"]), *(item[name] for name in
                                         ("title", "link", "date", "url", "length", "mime"))]


def newest_first(shows, chosen):
    """The items of all shows for which `chosen` is true of what the author wrote."""
    found = [(episode, item) for show in shows for episode in show.show["_episodes"] for item in show.items
             if item["guid"] == episode["guid"] and chosen(episode)]
    return [item for _, item in sorted(found, key=lambda pair: pair[1]["date"], reverse=True)]


def python_feedparser(path):
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo, found.get("bozo_exception")

    def item(entry):
        sound = next((link for link in entry.links if link.rel == "enclosure"), {})
        return [entry.id, entry.title, entry.link, readers.seconds(entry.published_parsed), sound.get("href"),
                int(sound.get("length", 0)), sound.get("type")]
    return {"title": found.feed.title, "items": [item(entry) for entry in found.entries]}


def summaries(paths):
    return readers.node("summaries.mjs", *paths)


def as_read(reader, name, rows):
    """What two readers are known to make of it: one drops from titles the tags that HTML has, one
    has no place for the recordings of Atom."""
    if reader == "feedparser of npm":
        return [[guid, re.sub("</?b>", "", title), *rest] for guid, title, *rest in rows]
    if reader == "rss-parser" and name.endswith(".atom"):
        return [[*row[:4], None, None, None] for row in rows]
    return rows


def compare(reader, name, found, title, items):
    tap.same(found["title"], title, f"{reader} reads the title of {name}")
    tap.same(found["items"], as_read(reader, name, items),
             f"{reader} finds the items of {name}, newest first, each with its recording")


def collections(where, shows):
    """Every feed of several shows: its file, its title, the items that must be in it. A show that no
    service may list is only in what is new on the site."""
    site = author.SITE["title"]
    area, = author.AREAS
    listed = [show for show in shows if "all" not in show.show.get("block", [])]
    everything = newest_first(listed, lambda episode: True)
    kind = newest_first(listed, lambda episode: "Kindness & <care>" in episode.get("topics", []))
    return {
        where / "feed.xml": (site, everything),
        where / "areas/loss.xml": (f"{area['title']} · {site}",
                                   newest_first(listed, lambda episode: "loss" in episode.get("areas", []))),
        where / "topics/kindness-care.xml": (f"Kindness & <care> · {site}", kind),
        where / "feed.json": (site, everything),
        where / "new.atom": (f"New on {site}", newest_first(shows, lambda episode: True)),
    }


def check_collections(output, shows):
    wanted = collections(output, shows)
    found = summaries(wanted)
    for path, (title, items) in wanted.items():
        name = str(path.relative_to(output))
        form = "urn:uuid:{}" if path.suffix == ".atom" else "{}"
        rows = [row(item, form) for item in items]
        for reader, read in found[str(path)].items():
            compare(reader, name, read, title, rows)
        if path.suffix != ".json":
            compare("feedparser", name, python_feedparser(path), title, rows)


def check_lists(output, shows):
    """OPML: what a reader imports."""
    listed = [[show.url, show.show["title"], show.channel["link"], show.show["title"], "rss"] for show in shows]
    others = [[entry["feed"], entry["title"], None, entry["title"], "rss"]
              for show in shows for entry in show.show.get("podroll", [])]
    found = summaries([output / "shows.opml", output / "podroll.opml"])
    shown = found[str(output / "shows.opml")]["feedsmith"]["items"]
    tap.same([entry for entry in shown if entry in listed], listed, "feedsmith finds every show in shows.opml")
    tap.same(found[str(output / "podroll.opml")]["feedsmith"]["items"], others,
             "feedsmith finds every recommended show in podroll.opml")


def newsboat_imports(output, where, shows):
    where.mkdir()
    (where / "urls").write_text("")
    (where / "config").write_text("")
    subprocess.run(["newsboat", "-u", where / "urls", "-C", where / "config", "-c", where / "cache", "-i",
                    output / "shows.opml"], env={"HOME": str(where), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    imported = (where / "urls").read_text()
    tap.none([show.url for show in shows if show.url not in imported], "newsboat imports shows.opml")


def discovered(output):
    """Feeds that pages offer are there, and of the type that they are said to be."""
    missing = []
    for page in output.rglob("*.html"):
        for tag in re.findall(r"<link[^>]*rel=\"alternate\"[^>]*>", page.read_text()):
            kind, href = (re.search(f'{name}="([^"]*)"', tag) for name in ("type", "href"))
            if kind and kind[1] in OPENED:
                file = output / urljoin(ADDRESS + str(page.relative_to(output)), href[1]).removeprefix(ADDRESS)
                missing += [] if file.is_file() and file.suffix == "." + OPENED[kind[1]] else [(page, tag)]
    tap.none(missing, "every feed that a page offers is there")


LIVE = {
    "title": "An evening & <more> ]]> שלום", "guid": "11111111-2222-4333-8444-555555555555",
    "start": "2026-12-05 19:00 +00:00", "end": "2026-12-05 20:30 +00:00",
    "url": "https://stream.example.org/live.mp3?a=1&b=2", "summary": "Soon & <live>.",
}


def check_live(where):
    """PodcastGenerator announces what is long over; AntennaPod refuses what carries transcripts."""
    show = {**author.SERIAL, "live": [LIVE], "complete": False}
    author.write(where / "live-content", ADDRESS, [show])
    states = {"before": ("2026-12-01T00:00:00Z", "pending"), "during": ("2026-12-05T19:30:00Z", "live"),
              "after": ("2026-12-05T20:30:00Z", None)}
    for name, (now, status) in states.items():
        box.must_build(where, content="live-content", output=f"live-{name}", now=now)
        path = where / f"live-{name}/podcasts/serial/feed.xml"
        text = path.read_text()
        item = re.search("<podcast:liveItem .*?</podcast:liveItem>", text, re.S)
        tap.same(re.search('status="(.*?)"', item[0])[1] if item else None, status,
                 f"what is live is {status or 'in the feed no more'} {name} it happens")
        channel = python_feedparser(path)
        tap.same((channel["title"], feedparser.parse(path.read_bytes()).feed.link),
                 (show["title"], f"{ADDRESS}podcasts/serial/"),
                 f"feedparser takes nothing of it for the show's {name} it happens")
        if item:
            tap.ok(not re.search("podcast:(transcript|chapters)|psc:", item[0])
                   and text.index("<podcast:liveItem") < text.index("<title>"),
                   f"{name} it happens it stands first, without what AntennaPod cannot read", item[0])
    tap.same((where / "live-after/podcasts/serial/feed.xml").read_text().count("11111111"), 0,
             "PodcastGenerator: live items of the past: once it has ended nothing of it is left")


def check_strict(where):
    """`strict_w3c`: not even the one warning."""
    shows = [{**show, "strict_w3c": True, "_episodes": [
        {**episode, "title": episode["title"].replace("<b>bold</b>", "bold")} for episode in show["_episodes"]]}
             for show in author.SHOWS]
    author.write(where / "strict-content", ADDRESS, shows)
    box.must_build(where, content="strict-content", output="strict")
    for path in sorted((where / "strict").rglob("*.xml")):
        if b"<rss" in path.read_bytes()[:400]:
            tap.same(w3c.judge(path.read_bytes(), author.NOW), [],
                     f"with strict_w3c no rule finds anything in '{path.relative_to(where / 'strict')}'")


def main():
    with box.box() as where:
        author.write(where / "content", ADDRESS)
        box.must_build(where)
        shows = [expected.Show(show, ADDRESS, where / "out") for show in author.SHOWS]
        check_collections(where / "out", shows)
        check_lists(where / "out", shows)
        newsboat_imports(where / "out", where / "newsboat", shows)
        discovered(where / "out")
        check_live(where)
        check_strict(where)
    tap.finish()


main()
