"""What a reader must find in the feed of a show, worked out from what the author wrote (author.py)
and from the files of the output: their sizes, hashes and, asked of ffprobe, durations."""

import base64
import hashlib
import html
import html.parser
import os
import re
import subprocess
import uuid
from datetime import datetime

MEDIA_TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/x-m4a"}
LICENCES = {  # what the author writes: the address of its text
    "ARR": None,
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
TRANSCRIPTS = [(".vtt", "text/vtt", "captions"), (".srt", "application/x-subrip", "captions"),
               (".transcript.json", "application/json", "captions"),
               (".transcript.html", "text/html", None), (".transcript.txt", "text/plain", None)]


class Text(html.parser.HTMLParser):
    """The words of a piece of HTML, blocks apart, and where it leads to, in order."""

    INLINE = {"a", "em", "strong", "span", "code", "img", "b", "i"}

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.parts, self.targets = [], []
        self.feed(source or "")
        self.close()

    def handle_starttag(self, tag, attrs):
        self.parts.append("" if tag in self.INLINE else " ")
        self.targets += [value for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag):
        self.parts.append("" if tag in self.INLINE else " ")

    def handle_data(self, data):
        self.parts.append(data)


def one_line(words):
    return " ".join(words.split())


def words_of(source):
    return one_line("".join(Text(source).parts))


def targets_of(source):
    return Text(source).targets


def timestamp(date):
    return int(datetime.strptime(date, "%Y-%m-%d %H:%M %z").timestamp())


def start_of(written):
    """Seconds of `MM:SS` or `HH:MM:SS.mmm`."""
    parts = [float(part) for part in written.split(":")]
    return sum(part * 60 ** power for power, part in enumerate(reversed(parts)))


def podcast_guid(url):
    """Podcasting 2.0 namespace, <podcast:guid>: a UUIDv5 of the address without its scheme."""
    return str(uuid.uuid5(uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"),
                          url.partition("://")[2].rstrip("/")))


def rows(entries, *keys):
    """A list of dictionaries as rows of what stands under these keys."""
    return [[entry.get(key) for key in keys] for entry in entries or []]


def licence(name):
    return [name.lower(), LICENCES[name]] if name else None


def locations(entries):
    return rows(entries, "name", "rel", "geo", "osm", "country")


def first_location(entries):
    """The first one, without what older readers do not know."""
    return rows((entries or [])[:1], "name", "geo", "osm")


def recipients(entries):
    return [[r.get("name"), r["type"], r["address"], r["split"], r.get("fee", False), r.get("custom_key"),
             r.get("custom_value")] for r in entries]


def splits(entries):
    return [[start_of(s["start"]), start_of(s["duration"]), start_of(s["remote_start"]),
             s["remote_percentage"], s["remote"]["guid"], s["remote"]["episode"]] for s in entries or []]


def values(entries):
    return [[v["type"], v["method"], float(v["suggested"]), recipients(v["recipients"]),
             splits(v.get("splits"))] for v in entries or []]


def blocks(show):
    """Who may still list the show, who may not, and whether nobody may."""
    no, yes = show.get("allow", []), show.get("block", [])
    return [[service, False] for service in no] + [[service, True] for service in yes if service != "all"] + (
        [[None, True]] if "all" in yes else [])


def frequency(show):
    """Label, rule, its start, whether the show is complete: then it follows no rule any more."""
    told = show.get("update_frequency", {})
    if not told and not show.get("complete"):
        return None
    return [told.get("label"), told.get("rrule"), timestamp(told["start"]) if told else None,
            show.get("complete", False)]


class Show:
    """The expected feed of one show of a site built into `output`, which stands at `address`."""

    def __init__(self, show, address, output, hub=None):
        self.show, self.address, self.output, self.hub = show, address, output, hub
        self.home = f"podcasts/{show['_folder']}"
        self.path = f"{self.home}/feed.xml"
        self.url = address + self.path
        newest_first = sorted(show["_episodes"], key=lambda e: timestamp(e["date"]), reverse=True)
        self.items = [self.item(episode) for episode in newest_first]
        self.channel = {**self.make_channel(), **self.make_podcast()}

    def file(self, pattern):
        """The one published file of that name, which carries a piece of its own hash."""
        found, = [path for path in self.output.glob(pattern)
                  if re.fullmatch(re.escape(pattern).replace(r"\*", "[0-9a-f]{12}"),
                                  str(path.relative_to(self.output)))]
        assert hashlib.sha256(found.read_bytes()).hexdigest()[:12] == found.stem[-12:], found
        return found

    def place(self, path):
        return self.address + str(path.relative_to(self.output))

    def target(self, target):
        if re.match("[a-z]+:", target):
            return target
        return self.place(self.file(target)) if "*" in target else self.address + target

    def make_channel(self):
        show, dates = self.show, [item["date"] for item in self.items]
        cover = self.channel_cover()
        return {
            "title": show["title"], "link": f"{self.address}{self.home}/",
            "description": show["description"], "language": show["language"].lower(),
            "author": show["author"], "image": cover, "rss_image": cover,
            "categories": show["categories"], "explicit": show["explicit"], "type": show["type"],
            "owner": [show["owner"]["name"], show["owner"]["email"]],
            "copyright": show.get("copyright"), "guid": show.get("guid", podcast_guid(self.url)),
            "locked": show["locked"], "locked_owner": show["owner"]["email"], "medium": show["medium"],
            "self": self.url,
            "date": max(dates), "changed": max(dates), "generator": "blether",
            "editor": f"{show['owner']['email']} ({show['author']})",
            "funding": [[entry["url"], entry["label"]] for entry in show.get("funding", [])],
            "people": self.people(show), "license": licence(show.get("licence", "ARR")),
        }

    def make_podcast(self):
        """What else the namespace has for channels."""
        show = self.show
        publisher = show.get("publisher")
        return {
            "locations": locations(show.get("locations")), "location": first_location(show.get("locations")),
            "texts": rows(show.get("txt"), "text", "purpose"),
            "podroll": rows(show.get("podroll"), "guid", "feed", "title", "medium"),
            "publisher": [publisher["guid"], publisher["feed"], publisher["title"]] if publisher else None,
            "images": [[self.channel_cover(), show["cover_alt"], "artwork"],
                       *([self.picture(i["file"]), i["alt"], i["purpose"]] for i in show.get("images", []))],
            "blocks": blocks(show), "named_blocks": [block for block in blocks(show) if block[0]],
            "apple_blocked": "all" in show.get("block", []), "hub": self.hub,
            "podping": show.get("podping"), "frequency": frequency(show),
            "values": values(show.get("value")), "moved": show.get("new_feed_url"),
            "trailers": [[i["title"], i["url"], i["date"], i["length"], i["mime"], i["season"]]
                         for i in self.items if i["kind"] == "trailer"],
        }

    def channel_cover(self):
        return self.picture(self.show["cover"])

    def picture(self, name):
        """Where a picture beside the show or an episode has been published."""
        stem, _, suffix = name.rpartition(".")
        return self.place(self.file(f"{self.home}/{stem}-*.{suffix}"))

    def people(self, of):
        return [[person["name"], person.get("role", "host"), person.get("group", "cast"), person.get("url"),
                 self.picture(person["picture"]) if "picture" in person else None]
                for person in of.get("people", [])]

    def season_name(self, number):
        return next((season["name"] for season in self.show.get("seasons", []) if season["number"] == number),
                    None)

    def notes(self, episode, kind):
        """All that must be read, in order: note, summary, chapters, notes."""
        lines = [episode.get("note", ""), episode["summary"]]
        for chapter in episode.get("chapters", []):
            start = int(start_of(chapter["start"]))
            lines.append(f"({start // 60:02}:{start % 60:02}) {chapter['title']}")
        count = episode.get("_brief_blocks") if kind == "brief" else None
        lines += [part[kind] for part in episode["_notes"][:count]]
        return one_line(" ".join(lines))

    def item(self, episode):
        base = f"{self.home}/{episode['_slug']}"
        kept = episode.get("master") is False and episode["_recording"].endswith("m4a")
        suffix = ".m4a" if kept else ".mp3"
        audio = self.file(f"{self.home}/audio/{episode['_slug']}-*{suffix}")
        chapters = episode.get("chapters", [])
        targets = [self.target(target) for part in episode["_notes"] for target in part["targets"]]
        return {
            "file": audio, "title": episode["title"], "itunes_title": episode["title"],
            "guid": episode["guid"], "permalink": False, "link": f"{self.address}{base}.html",
            "date": timestamp(episode["date"]), "author": self.show["author"],
            "editor": f"{self.show['owner']['email']} ({self.show['author']})",
            "words": self.notes(episode, "words"), "brief_words": self.notes(episode, "brief"),
            "targets": targets, "brief_targets": targets,
            "url": self.place(audio), "length": audio.stat().st_size, "mime": MEDIA_TYPES[suffix],
            "duration": duration(audio), "season": episode.get("season"), "number": episode.get("number"),
            "podcast_season": episode.get("season"), "podcast_number": episode.get("number"),
            "kind": episode.get("type", "full"),
            "explicit": episode.get("explicit", self.show["explicit"]),
            "transcripts": [[f"{self.address}{base}{suffix}", kind, self.show["language"].lower(), rel]
                            for suffix, kind, rel in TRANSCRIPTS if "_transcript" in episode],
            "chapters": [f"{self.address}{base}.chapters.json", "application/json+chapters"]
                        if chapters else None,
            "simple_chapters": [[clock(start_of(c["start"])), c["title"], c.get("url")] for c in chapters],
            "people": self.people(episode), "license": licence(episode.get("licence")),
            "alternates": self.alternates(episode, audio, suffix), **self.podcast(episode),
        }

    def podcast(self, episode):
        """What else the namespace has for items."""
        own = episode.get("cover")
        return {
            "season_name": self.season_name(episode.get("season")), "display": episode.get("display"),
            "cover": self.picture(own) if own else None,
            "images": [[self.picture(own), episode["cover_alt"], "artwork"]] if own else [],
            "chapter_images": [self.picture(c["picture"]) if "picture" in c else None
                               for c in episode.get("chapters", [])],
            "locations": locations(episode.get("locations")),
            "location": first_location(episode.get("locations")),
            "soundbites": [[start_of(s["start"]), start_of(s["duration"]), s.get("title")]
                           for s in episode.get("soundbites", [])],
            "links": rows(episode.get("links"), "url", "label"),
            "funding": rows(episode.get("funding"), "url", "label"),
            "texts": rows(episode.get("txt"), "text", "purpose"), "values": values(episode.get("value")),
            "effective_values": values(episode.get("value", self.show.get("value"))),
        }

    def alternates(self, episode, audio, suffix):
        """The recording itself and the small one, where the show has such."""
        if not self.show.get("mastering", {}).get("low_data"):
            return []
        small = self.file(f"{self.home}/audio/{episode['_slug']}-small-*.mp3")
        return [[kind, file.stat().st_size, bit_rate(file), title, self.place(file), integrity(file)]
                for kind, title, file in ((MEDIA_TYPES[suffix], "Standard", audio),
                                          ("audio/mpeg", "Small download", small))]


def integrity(file):
    """Subresource Integrity (W3C)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()


def clock(seconds):
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}"


def probe(file, entry):
    made = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", entry, "-of",
                           "default=nokey=1:noprint_wrappers=1", os.fspath(file)],
                          stdout=subprocess.PIPE, text=True, check=True)
    return float(made.stdout)


def duration(file):
    return round(probe(file, "format=duration"))


class About(int):
    """A measured number: equal to all that are within 3 %, as numbers or as they are written."""

    def __eq__(self, other):
        return abs(int(other) - int(self)) <= 0.03 * int(self)

    __hash__ = int.__hash__


def bit_rate(file):
    """Of the sound: the file has a cover besides. The last frame counts more in a second than in an hour."""
    return About(probe(file, "stream=bit_rate"))
