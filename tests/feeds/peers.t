#!/usr/bin/python3
"""What goes wrong elsewhere, and must not here: a test for each defect found in other programs that
make podcasts, named after it, and for what their users complain of most."""

import array
import hashlib
import math
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

sys.dont_write_bytecode = True
sys.path.insert(0, __file__.rpartition("/")[0])

import feedparser
from mutagen.id3 import ID3
from mutagen.mp4 import MP4

import author
import box
import expected
import tap
from w3c import ATOM, DATE, ITUNES, PODCAST

ADDRESS = "https://feeds.example.org/all/"


def sums(folder):
    """Every file below a folder but blether's own list, and the hash of its bytes."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".blether-manifest"}


def feeds(output):
    return [path for path in sorted(output.rglob("*.xml")) if b"<rss" in path.read_bytes()[:400]]


def roots(output):
    return [ET.parse(path).getroot() for path in feeds(output)]


def texts(output, name):
    return [element.text for root in roots(output) for element in root.iter(name)]


def channel_of(where, output="out", show=author.ALL_SORTS):
    return ET.parse(where / output / f"podcasts/{show['_folder']}/feed.xml").getroot().find("channel")


def by_guid(channel):
    return {item.find("guid").text: item for item in channel.findall("item")}


class Box:
    """One build of the author's site, and copies of its content to do things to."""

    def __init__(self, where):
        self.where, self.count = where, 0
        author.write(where / "content", ADDRESS)
        self.before = sums(where / "content")
        self.made = box.must_build(where)
        self.output = where / "out"
        self.shows = [expected.Show(show, ADDRESS, self.output) for show in author.SHOWS]

    def changed(self, change, **options):
        """A copy of the content that `change` has had its way with, built; the process, its output."""
        self.count += 1
        name = f"changed-{self.count}"
        shutil.copytree(self.where / "content", self.where / name)
        change(self.where / name)
        made = box.build(self.where, content=name, output=f"out-{self.count}", **options)
        return made, self.where / f"out-{self.count}"

    def audio(self, slug):
        """The published recording of an episode of the first show."""
        found, = self.output.glob(f"podcasts/all-sorts/audio/{slug}-[0-9a-f]*.*")
        return found


def edit(path, sought, put):
    text = path.read_text()
    assert sought in text, (path, sought)
    path.write_text(text.replace(sought, put))


FIRST = "podcasts/all-sorts/01-first"


# The defects, in the order of the list that they were noted in.

def not_well_formed(b):
    made = subprocess.run(["xmllint", "--noout", *b.output.rglob("*.xml")], stderr=subprocess.PIPE,
                          text=True, check=False)
    tap.same((made.returncode, made.stderr), (0, ""),
             "eleventy-podcaster: an element closed by another's name: xmllint reads every file of XML")


def dates_for_databases(b):
    found = texts(b.output, "pubDate") + texts(b.output, "lastBuildDate")
    tap.none([date for date in found if not DATE.fullmatch(date)],
             "eleventy-podcaster, Staticast: pubDate in RFC 3339: every date has the one form that all apps read")


def types_by_suffix(b):
    found = {element.get("url").rpartition(".")[2]: element.get("type")
             for root in roots(b.output) for element in root.iter("enclosure")}
    tap.same(found, {"mp3": "audio/mpeg", "m4a": "audio/x-m4a"},
             "eleventy-podcaster, Dropcaster: enclosures of type audio/mp3, M4A too: each has its own type")
    made, output = b.changed(lambda content: (
        shutil.copy(author.FIXTURES / "cbr.mp3", content / "podcasts/all-sorts/02-second/talk.m4a")))
    enclosure = by_guid(channel_of(output.parent, output.name))[author.ALL_SORTS["_episodes"][1]["guid"]].find(
        "enclosure") if made.returncode == 0 else None
    tap.ok(made.returncode or enclosure.get("type") == "audio/mpeg",
           "Dropcaster: a type taken from the name: an MP3 called .m4a is no M4A", made.stderr)


def latm(b):
    tap.none([path for path in feeds(b.output) if b"latm" in path.read_bytes()],
             "Octopod: M4A as audio/mp4a-latm: not here")


def addresses_in(path):
    return re.findall(r'(?:href|url|uri|src|img)="([^"]*)"|<link>([^<]*)|<url>([^<]*)', path.read_text())


def missing_files(b):
    missing = []
    for path in feeds(b.output):
        for address in filter(None, (part for found in addresses_in(path) for part in found)):
            if address.startswith(ADDRESS):
                file = b.output / address.removeprefix(ADDRESS).partition("#")[0]
                missing += [] if (file / "index.html" if file.is_dir() else file).is_file() else [address]
    tap.none(missing, "eleventy-podcaster: covers and audio that nobody copied: every address of this site "
                      "in a feed is a file of the output")


def clock_in_feed(b):
    made = box.must_build(b.where, output="later", now="2031-02-03T04:05:06Z")
    tap.ok(made.returncode == 0 and sums(b.output) == sums(b.where / "later"),
           "eleventy-podcaster: lastBuildDate and the year change with every build: five years later, "
           "the same bytes")


def guid_is_address(b):
    def move(content):
        (content / FIRST).rename(content / "podcasts/all-sorts/01-renamed")
        edit(content / "site.yaml", ADDRESS, "https://elsewhere.example.com/")
    made, output = b.changed(move)
    found = by_guid(channel_of(b.where, output.name))
    tap.ok(made.returncode == 0 and found.keys() == by_guid(channel_of(b.where)).keys()
           and "01-first" not in found[author.ALL_SORTS["_episodes"][0]["guid"]].find("link").text,
           "eleventy-podcaster, staticforge, Castanet, podcats: the GUID is an address: another slug on "
           "another host has the same GUID", made.stderr)


def guid_is_hash(b):
    made, output = b.changed(lambda content: (
        shutil.copy(author.FIXTURES / "long-vbr.mp3", content / FIRST / "talk.mp3"),
        edit(content / FIRST / "episode.md", "%s %n {{x}}", "and another title")))
    before, after = by_guid(channel_of(b.where)), by_guid(channel_of(b.where, output.name))
    guid = author.ALL_SORTS["_episodes"][0]["guid"]
    tap.ok(made.returncode == 0 and before.keys() == after.keys()
           and before[guid].find("enclosure").get("url") != after[guid].find("enclosure").get("url"),
           "Dropcaster: the GUID is a hash of the file: new audio and new tags keep the GUID, and get "
           "an address of their own", made.stderr)


def broken_titles(b):
    tap.ok(author.HOSTILE in texts(b.output, "title"),
           "blogc: titles unescaped, CDATA not split, texts used as formats: & < > quotes ]]> %s %n "
           "emoji and right-to-left text arrive as they were written", texts(b.output, "title"))
    made, output = b.changed(lambda content: edit(content / FIRST / "episode.md", "%s %n", "\x0b"))
    tap.ok(made.returncode == 1 and "episode.md" in made.stderr and not output.exists(),
           "blogc: a control character in a title is an error that names the file", made.stderr)


def ampersands(b):
    found = [channel_of(b.where).find(name).text for name in (
        "title", "description", "copyright", ITUNES + "author", f"{ITUNES}owner/{ITUNES}name",
        PODCAST + "funding")]
    show = author.ALL_SORTS
    tap.same(found, [show["title"], show["description"], show["copyright"], show["author"],
                     show["owner"]["name"], show["funding"][0]["label"]],
             "staticforge: createElement() does not escape &: every text of the channel arrives whole")


def tags(b):
    mp3, m4a = ID3(b.audio("first")), MP4(b.audio("second"))
    show = author.ALL_SORTS
    tap.same((str(mp3["TIT2"]), str(mp3["TPE1"]), m4a["\xa9nam"][0]),
             (author.HOSTILE, show["author"], author.TAGGED),
             "Castopod: &amp; in ID3: the tags of MP3 and M4A have the very words")
    tap.same([picture.type for picture in mp3.getall("APIC")], [3],
             "Castopod: the picture is of type 2: here it is the front cover")


def self_links(b):
    wrong = []
    for path in feeds(b.output):
        root = ET.parse(path).getroot()
        own = [link.get("href") for link in root.iter(ATOM + "link") if link.get("rel") == "self"]
        wrong += [] if own == [ADDRESS + str(path.relative_to(b.output))] else [(path, own)]
        wrong += [path for item in root.iter("item") if item.find("image") is not None]
    tap.none(wrong, "Octopod: a wrong self link on pages of a feed, <image> inside items: every feed knows "
                    "its own address")


def slug_collision(b):
    made, output = b.changed(lambda content: (
        shutil.copytree(content / FIRST, content / "podcasts/all-sorts/07-first"),
        edit(content / "podcasts/all-sorts/07-first/episode.md", "76659e1", "76659e9")))
    tap.ok(made.returncode == 1 and "01-first" in made.stderr and "07-first" in made.stderr
           and not output.exists(),
           "Octopod 0.17.2: two pages with one slug are an error naming both files", made.stderr)


def deleted_files(b):
    shutil.copytree(b.where / "content", b.where / "fewer")
    shutil.copytree(b.output, b.where / "public")
    (b.where / "public/podcasts/all-sorts/mine.txt").write_text("mine")
    (b.where / "public/podcasts/all-sorts/audio/mine.mp3").write_text("mine")
    shutil.rmtree(b.where / "fewer/podcasts/all-sorts/third")
    made = box.build(b.where, content="fewer", output="public")
    left = sums(b.where / "public")
    tap.ok(made.returncode == 0 and "podcasts/all-sorts/mine.txt" in left
           and "podcasts/all-sorts/audio/mine.mp3" in left and "podcasts/all-sorts/third.html" not in left,
           "Octopod 0.18.2: an update deletes files of the user: only what blether wrote goes", made.stderr)


def rewritten_sources(b):
    tap.same(sums(b.where / "content"), b.before,
             "staticforge: the master recording is rewritten: not a byte of content/ changes in a build")


def made_up_fields(b):
    found, wanted = [], []
    for show in b.shows:
        channel = channel_of(b.where, show=show.show)
        found.append([channel.find(ITUNES + "type").text,
                      [(item.find("title").text, int(item.find("enclosure").get("length")))
                       for item in channel.findall("item")]])
        wanted.append([show.show["type"], [(item["title"], item["file"].stat().st_size)
                                           for item in show.items]])
    tap.same(found, wanted, "Castanet: no length, titles in Title Case, one itunes:type for all: the bytes "
                            "of the file, the title and the type as they were written")


def pasted_xml(b):
    made, output = b.changed(lambda content: (
        edit(content / "podcasts/all-sorts/show.yaml", "Give & <help> 🌱", "</podcast:funding><x>raw</x>")))
    found = channel_of(b.where, output.name) if made.returncode == 0 else channel_of(b.where)
    tap.ok(made.returncode == 0 and found.find("x") is None and
           found.find(PODCAST + "funding").text == "</podcast:funding><x>raw</x>",
           "PodcastGenerator: custom tags are pasted into the feed: what looks like XML stays text", made.stderr)
    tap.same({guid.get("isPermaLink") for root in roots(b.output) for guid in root.iter("guid")}, {"false"},
             "PodcastGenerator: a GUID without isPermaLink: every one says that it is no address")
    tap.none([e.attrib for root in roots(b.output) for e in root.iter("enclosure")
              if int(e.get("length")) != (b.output / e.get("url").removeprefix(ADDRESS)).stat().st_size],
             "PodcastGenerator: a dummy for a length: each is that of the file")


def lost_on_import(b):
    """What is built and read again is the same; import of other feeds is measured by this too."""
    for show in b.shows:
        found = feedparser.parse((b.output / show.path).read_bytes())
        written = {e["guid"]: expected.timestamp(e["date"]) for e in show.show["_episodes"]}
        read = {e.id: int(parsedate_to_datetime(e.published).timestamp()) for e in found.entries}
        tap.same((read, min(read.values()), found.feed.language, [tag.term for tag in found.feed.tags]),
                 (written, min(written.values()), show.show["language"].lower(),
                  [name for category in show.show["categories"] for name in category.split(" > ")]),
                 f"Castopod: import takes the newest for the oldest, loses language and categories: {show.home} "
                 "is read again with every GUID, date and category")


def chapter_flags(b):
    frames = ID3(b.audio("first"))
    table, = frames.getall("CTOC")
    chapters = sorted(frames.getall("CHAP"), key=lambda chapter: chapter.start_time)
    written = author.ALL_SORTS["_episodes"][0]["chapters"]
    tap.same((int(table.flags), table.child_element_ids), (3, [chapter.element_id for chapter in chapters]),
             "mp3chaps: CTOC without its flags, so that Apple shows no chapters: ordered, at the top, all named")
    tap.same([str(chapter.sub_frames["TIT2"]) for chapter in chapters], [c["title"] for c in written],
             "mp3chaps: chapters have their titles, in order")


def samples(path):
    raw = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-f", "f32le", "-ac", "1", "-"],
                         stdout=subprocess.PIPE, check=True).stdout
    return array.array("f", raw)


def dynamic_gain(b):
    before = samples(b.where / "content" / FIRST / "talk.mp3")
    after = samples(b.audio("first"))
    gain = sum(x * y for x, y in zip(before, after)) / sum(x * x for x in before)
    worst = max(abs(y - gain * x) for x, y in zip(before, after))
    tap.ok(len(before) == len(after) and gain > 1.05 and worst < 1e-3,
           "ffmpeg-normalize: falls back to dynamic mode in silence: a gain is the same from end to end",
           f"{len(before)} and {len(after)} samples, gain {gain}, worst {worst}")
    said = re.search(r"01-first/talk\.mp3.* made ([0-9.]+) dB louder", b.made.stderr)
    tap.ok(said and said[1] == f"{20 * math.log10(gain):.1f}",
           "ffmpeg-normalize: and what is done is said", b.made.stderr)


# What the users of others complain of most, as far as a feed can show it.

def durations(b):
    found, decoded = [], []
    for root in roots(b.output):
        for item in root.iter("item"):
            file = b.output / item.find("enclosure").get("url").removeprefix(ADDRESS)
            raw = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", file, "-f", "s16le", "-ac", "1",
                                  "-ar", "8000", "-"], stdout=subprocess.PIPE, check=True).stdout
            found.append(int(item.find(ITUNES + "duration").text))
            decoded.append(round(len(raw) / 16000))
    tap.same(found, decoded, "durations estimated from a bit rate: each is that of the decoded sound")


def explicit(b):
    tap.same(set(texts(b.output, ITUNES + "explicit")), {"true", "false"},
             "explicit said as yes, no or clean: only true and false")


def odd_dates(b):
    """Both changes of the clocks in 2025, as local time has them, and the leap day."""
    dates = ["2024-02-29 10:00 +00:00", "2025-03-30 00:59 +00:00", "2025-03-30 02:00 +01:00",
             "2025-10-26 01:30 +01:00", "2025-10-26 01:30 +00:00", "2024-12-31 23:30 -05:00"]

    def many(content):
        for number, date in enumerate(dates):
            folder = content / f"podcasts/all-sorts/{20 + number}-day-{number}"
            shutil.copytree(content / "podcasts/all-sorts/third", folder)
            edit(folder / "episode.md", "2025-10-26 01:30 +00:00", date)
            edit(folder / "episode.md", "76659e3", f"7665ff{number}")
        shutil.rmtree(content / "podcasts/all-sorts/third")
    made, output = b.changed(many)
    found = {item.find("guid").text[-1]: item.find("pubDate").text
             for item in by_guid(channel_of(b.where, output.name)).values()
             if item.find("guid").text[-3:-1] == "ff"} if made.returncode == 0 else {}
    wanted = {str(i): datetime.strptime(d, "%Y-%m-%d %H:%M %z").astimezone(timezone.utc)
              for i, d in enumerate(dates)}
    tap.same({i: parsedate_to_datetime(date) for i, date in found.items()}, wanted,
             "dates around changes of the clocks and on the leap day: each is the moment that was written")
    tap.none([date for date in found.values() if not DATE.fullmatch(date)
              or parsedate_to_datetime(date).strftime("%a") != date[:3]],
             "dates in the words of some locale, without a zone: English names, numbers for the zone")


def odd_names(b):
    def rename(content):
        (content / FIRST / "talk.mp3").rename(content / FIRST / "Aufnahme für Zoë & שלום (1).mp3")
    made, output = b.changed(rename)
    urls = [e.get("url") for root in roots(output) for e in root.iter("enclosure")] if output.exists() else [""]
    tap.ok(made.returncode == 0 and all(re.fullmatch(r"https://[a-z0-9./-]+", url) for url in urls),
           "spaces and letters of all languages in the names of files: addresses are plain ASCII", made.stderr)


def scheduled(b):
    guid = author.ALL_SORTS["_episodes"][3]["guid"]
    made = box.build(b.where, output="early", now="2026-06-01T17:29:59Z")
    early = by_guid(channel_of(b.where, "early")) if made.returncode == 0 else {}
    made = box.build(b.where, output="due", now="2026-06-01T17:30:00Z")
    due = by_guid(channel_of(b.where, "due")) if made.returncode == 0 else {}
    tap.same((len(early), guid in early, len(due), guid in due), (3, False, 4, True),
             "scheduled episodes that vanish or appear early: to the second, wherever the author's clock stands")


def main():
    with box.box() as where:
        b = Box(where)
        for test in (
            not_well_formed, dates_for_databases, types_by_suffix, latm, missing_files, clock_in_feed,
            guid_is_address, guid_is_hash, broken_titles, ampersands, tags, self_links, slug_collision,
            deleted_files, rewritten_sources, made_up_fields, pasted_xml, lost_on_import, chapter_flags,
            dynamic_gain, durations, explicit, odd_dates, odd_names, scheduled,
        ):
            test(b)
    tap.finish()


main()
