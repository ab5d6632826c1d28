"""Three readings of a feed in one form: ours, feedparser's and feedsmith's.

A reading is {"channel": {field: value}, "items": [{field: value}]}. A field is left out where a
reader has no place for it or does not say; None: it says that there is none. Addresses are
absolute, durations are seconds, chapters begin at milliseconds, notes stay as they are written.
"""

import calendar
import html
import json
import re
import subprocess
from html.parser import HTMLParser
from urllib.parse import urljoin

import feedparser

import corpus

SUFFIX = {"yes": True, "no": False, None: None}


def blank(text):
    """None instead of nothing; else without white space at its ends."""
    return (text.strip(" \t\r\n") or None) if isinstance(text, str) else text


def absolute(url, base):
    return urljoin(base, blank(url)).replace(" ", "%20") if blank(url) else None


# Ours

def attributes(element, *names):
    found = {a["name"]: a["value"] for a in element["attributes"]}
    return [found.get(name) for name in names]


def named(elements, prefix, name):
    return [e for e in elements if (e["prefix"], e["name"]) == (prefix, name)]


def number(text):
    return None if text is None else float(text)


def our_values(elements):
    return [[*attributes(v, "type", "method"), number(attributes(v, "suggested")[0]),
             [[*attributes(r, "name", "type", "address"), number(attributes(r, "split")[0]),
               *attributes(r, "customKey", "customValue")]
              for r in named(v["inside"], "podcast", "valueRecipient")],
             [[*map(number, attributes(s, "startTime", "duration"))]
              for s in named(v["inside"], "podcast", "valueTimeSplit")]]
            for v in named(elements, "podcast", "value")]


def our_soundbites(elements):
    return [[*map(number, attributes(s, "startTime", "duration")), s["text"]]
            for s in named(elements, "podcast", "soundbite")]


def our_alternates(elements):
    return [[attributes(a, "type")[0], number(attributes(a, "length")[0]), attributes(a, "title")[0],
             [attributes(s, "uri")[0] for s in named(a["inside"], "podcast", "source")],
             [attributes(i, "value")[0] for i in named(a["inside"], "podcast", "integrity")]]
            for a in named(elements, "podcast", "alternateEnclosure")]


def our_social(elements):
    return [attributes(s, "protocol", "uri", "accountId")
            for s in named(elements, "podcast", "socialInteract")]


def people(told):
    return [[p["name"], p["role"], p["group"], p["url"], p["picture"]] for p in told]


def our_item(item):
    enclosure = item["enclosure"]
    return {
        "title": item["title"], "itunes_title": item["itunes_title"], "guid": item["guid"],
        "permalink": item["guid_is_link"], "link": item["link"], "date": item["date"],
        "url": enclosure["url"], "mime": enclosure["type"], "length": enclosure["length"] or None,
        "duration": item["duration"] / 1000 if item["duration"] >= 0 else None,
        "season": item["season"] or None, "number": item["number"] or None, "kind": item["type"],
        "explicit": SUFFIX[item["is_explicit"]], "blocked": item["is_blocked"] == "yes",
        "image": item["image"], "author": item["author"],
        "description": item["description"], "content": item["content"], "summary": item["summary"],
        "subtitle": item["subtitle"],
        "chapters": [item["chapters_url"], item["chapters_type"]] if item["chapters_url"] else None,
        "simple_chapters": [[c["start"], c["title"], c["url"], c["picture"]] for c in item["chapters"]],
        "transcripts": [[t["url"], t["type"], t["language"], t["rel"]] for t in item["transcripts"]],
        "people": people(item["people"]), "licence": item["licence"],
        "season_name": item["season_name"], "display": item["display"],
        "values": our_values(item["elements"]), "soundbites": our_soundbites(item["elements"]),
        "alternates": our_alternates(item["elements"]), "social": our_social(item["elements"]),
        "categories": [e["text"] for e in named(item["elements"], None, "category")],
    }


def ours(told):
    return {
        "channel": {
            "title": told["title"], "link": told["link"], "language": told["language"],
            "description": told["description"], "subtitle": told["subtitle"], "summary": told["summary"],
            "copyright": told["copyright"], "generator": told["generator"], "author": told["author"],
            "owner": [told["owner_name"], told["owner_email"]], "image": told["image"],
            "categories": told["categories"], "explicit": SUFFIX[told["is_explicit"]],
            "blocked": told["is_blocked"] == "yes", "complete": told["is_complete"] == "yes",
            "type": told["type"], "guid": told["guid"], "medium": told["medium"],
            "locked": SUFFIX[told["is_locked"]], "locked_owner": told["locked_owner"],
            "licence": told["licence"], "self": told["self"], "next": told["next"], "hub": told["hub"],
            "moved": told["new_url"], "funding": [[f["url"], f["label"]] for f in told["funding"]],
            "people": people(told["people"]), "values": our_values(told["elements"]),
            "texts": [[e["text"], attributes(e, "purpose")[0]]
                      for e in named(told["elements"], "podcast", "txt")],
        },
        "items": [our_item(item) for item in told["items"]],
    }


# feedsmith

def smith_people(podcast):
    return [[p.get("display"), p.get("role"), p.get("group"), p.get("href"), p.get("img")]
            for p in podcast.get("persons", [])]


def smith_values(podcast):
    return [[v.get("type"), v.get("method"), v.get("suggested"),
             [[r.get("name"), r.get("type"), r.get("address"), r.get("split"), r.get("customKey"),
               r.get("customValue")] for r in v.get("valueRecipients", [])],
             [[s.get("startTime"), s.get("duration")] for s in v.get("valueTimeSplits", [])]]
            for v in podcast.get("values", [])]


def milliseconds(clock):
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds * 1000)


def smith_chapters(psc):
    found = [[milliseconds(c["start"]), c.get("title"), c.get("href"), c.get("image")]
             for c in psc.get("chapters", [])]
    return sorted(found, key=lambda c: c[0])


def smith_podcast(podcast, itunes):
    chapters = podcast.get("chapters")
    return {
        "chapters": [chapters.get("url"), chapters.get("type")] if chapters else None,
        "transcripts": [[t.get("url"), t.get("type"), t.get("language"), t.get("rel")]
                        for t in podcast.get("transcripts", [])],
        "people": smith_people(podcast), "licence": podcast.get("license", {}).get("display"),
        "season_name": podcast.get("season", {}).get("name"),
        "display": podcast.get("episode", {}).get("display"), "values": smith_values(podcast),
        "soundbites": [[s.get("startTime"), s.get("duration"), s.get("display")]
                       for s in podcast.get("soundbites", [])],
        "alternates": [[a.get("type"), a.get("length"), a.get("title"),
                        [s.get("uri") for s in a.get("sources", [])],
                        [a["integrity"].get("value")] if "integrity" in a else []]
                       for a in podcast.get("alternateEnclosures", [])],
        "social": [[s.get("protocol"), s.get("uri"), s.get("accountId")]
                   for s in podcast.get("socialInteracts", [])],
        "season": itunes.get("season", podcast.get("season", {}).get("number")),
        "number": itunes.get("episode", podcast.get("episode", {}).get("number")),
    }


def smith_rss_item(item, base):
    itunes, guid = item.get("itunes", {}), item.get("guid") or {}
    enclosure = (item.get("enclosures") or [None])[0]
    if enclosure is None:  # what the media elements have, as we take it
        media = [m for m in item.get("media", {}).get("contents", [])
                 if m.get("type", "").startswith("audio/")]
        enclosure = {"url": media[0].get("url"), "type": media[0].get("type"),
                     "length": media[0].get("fileSize")} if media else {}
    date = item.get("pubDate_utc", item.get("dc_utc"))
    return {
        "title": item.get("title"), "itunes_title": itunes.get("title"), "guid": guid.get("value"),
        "permalink": guid.get("isPermaLink", "value" in guid), "link": absolute(item.get("link"), base),
        **({"date": date} if date else {}), "url": absolute(enclosure.get("url"), base),
        "mime": enclosure.get("type"), "length": enclosure.get("length") or None,
        "duration": itunes.get("duration"), "kind": itunes.get("episodeType"),
        "explicit": itunes.get("explicit"), "blocked": itunes.get("block", False),
        "image": absolute(itunes.get("image"), base), "description": item.get("description"),
        "content": item.get("content", {}).get("encoded"), "summary": itunes.get("summary"),
        "subtitle": itunes.get("subtitle"),
        "simple_chapters": smith_chapters(item.get("psc", {})),
        "categories": [c["name"] for c in item.get("categories", [])],
        **smith_podcast(item.get("podcast", {}), itunes),
    }


def smith_rdf_item(item, base):
    return {"title": item.get("title"), "link": absolute(item.get("link"), base),
            "guid": item["rdf"]["about"], "date": item.get("dc_utc"),
            "author": (item["dc"].get("creators") or [None])[0],
            "description": item.get("description"), "content": item.get("content", {}).get("encoded")}


def smith_atom_item(item, base):
    def link(rel):
        return next((l for l in item["links"] if l.get("rel", "alternate") == rel), {})
    enclosure, itunes, content = link("enclosure"), item.get("itunes", {}), item.get("content", {})
    return {
        "title": html.unescape(item["title"]["value"]), "guid": item["id"],
        "link": absolute(link("alternate").get("href"), base),
        "date": item.get("published_utc", item.get("updated_utc")),
        "url": absolute(enclosure.get("href"), base), "mime": enclosure.get("type"),
        "length": enclosure.get("length"), "duration": itunes.get("duration"),
        "author": (item.get("authors") or [{}])[0].get("name"),
        **({} if content.get("type") == "xhtml" else {"content": content.get("value")}),
        "summary": item.get("summary", {}).get("value"),
    }


def smith_categories(itunes):
    return [c["text"] if "categories" not in c else f"{c['text']} > {sub['text']}"
            for c in itunes.get("categories", []) for sub in c.get("categories", [None])]


def smith_links(feed):
    links = feed.get("atom", {}).get("links", feed.get("links", []))

    def first(rel):
        return next((l["href"] for l in links if l.get("rel") == rel), None)
    return {"self": first("self"), "next": first("next"), "hub": first("hub")}


def smith_channel(feed, base):
    itunes, podcast, dc = feed.get("itunes", {}), feed.get("podcast", {}), feed.get("dc", {})
    owner = itunes.get("owner", {})
    return {
        "title": feed.get("title"), "link": absolute(feed.get("link"), base),
        "language": feed.get("language", (dc.get("languages") or [None])[0]),
        "description": feed.get("description"), "subtitle": itunes.get("subtitle"),
        "summary": itunes.get("summary"),
        "copyright": feed.get("copyright", (dc.get("rights") or [None])[0]),
        "generator": feed.get("generator"),
        "author": itunes.get("author", (dc.get("creators") or [None])[0]),
        "owner": [owner.get("name"), owner.get("email")],
        "image": absolute(itunes.get("image") or feed.get("image", {}).get("url"), base),
        "categories": smith_categories(itunes), "explicit": itunes.get("explicit"),
        "blocked": itunes.get("block", False), "complete": itunes.get("complete", False),
        "type": itunes.get("type"), "guid": podcast.get("guid"), "medium": podcast.get("medium"),
        "locked": podcast.get("locked", {}).get("value"),
        "locked_owner": podcast.get("locked", {}).get("owner"),
        "licence": podcast.get("license", {}).get("display"), "moved": itunes.get("newFeedUrl"),
        "funding": [[f.get("url"), f.get("display")] for f in podcast.get("fundings", [])],
        "people": smith_people(podcast), "values": smith_values(podcast),
        "texts": [[t.get("display"), t.get("purpose")] for t in podcast.get("txts", [])],
        **smith_links(feed),
    }


def smith_atom_channel(feed, base):
    author = (feed.get("authors") or [{}])[0]
    return {"title": feed["title"]["value"], "subtitle": feed["subtitle"]["value"],
            "copyright": feed["rights"]["value"], "author": author.get("name"),
            "generator": feed["generator"]["text"], "image": absolute(feed.get("logo"), base),
            "explicit": feed.get("itunes", {}).get("explicit"), **smith_links(feed)}


def by_feedsmith(files):
    """[reading], None where it refuses a file."""
    made = subprocess.run(["node", corpus.HERE / "feedsmith.mjs", *files], stdout=subprocess.PIPE, check=True)
    readings = []
    for found in json.loads(made.stdout):
        feed = found.get("feed")
        if feed is None:
            readings.append(None)
            continue
        base = feed.get("xml", {}).get("base", corpus.ADDRESS)
        one = {"rss": smith_rss_item, "rdf": smith_rdf_item, "atom": smith_atom_item}[found["kind"]]
        channel = smith_atom_channel if found["kind"] == "atom" else smith_channel
        readings.append({"channel": channel(feed, base), "items": [one(item, base) for item in feed["items"]]})
    return readings


# feedparser

def seconds(parsed):
    return calendar.timegm(parsed) if parsed else None


def clock_seconds(text):
    """H:M:S, M:S and seconds; feedparser keeps durations as they are written."""
    return milliseconds(text) / 1000 if re.fullmatch(r"[0-9:]+(\.[0-9]+)?", text or "") else None


def said(**fields):
    """Only what it found."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def whole(text):
    return int(text) if re.fullmatch("[0-9]+", text or "") else None


def parser_item(entry):
    def link(rel):
        return next((l for l in entry.get("links", []) if l.get("rel") == rel), {})
    enclosure, chapters = link("enclosure"), entry.get("podcast_chapters", {})
    psc = entry.get("psc_chapters", {}).get("chapters", [])
    return said(
        title=blank(entry.get("title")), itunes_title=blank(entry.get("itunes_title")), guid=entry.get("id"),
        link=entry.get("link"), date=seconds(entry.get("published_parsed", entry.get("updated_parsed"))),
        url=enclosure.get("href", "").replace(" ", "%20"), mime=enclosure.get("type"),
        length=whole(enclosure.get("length")) or None, duration=clock_seconds(entry.get("itunes_duration")),
        season=whole(entry.get("itunes_season")), number=whole(entry.get("itunes_episode")) or None,
        kind=entry.get("itunes_episodetype"), explicit=entry.get("itunes_explicit"),
        image=entry.get("image", {}).get("href"), any_description=entry.get("summary"),
        contents=[c.value for c in entry.get("content", [])], subtitle=blank(entry.get("subtitle")),
        chapters=[chapters.get("url"), chapters.get("type")] if chapters else None,
        simple_chapters=sorted([milliseconds(c["start"]), c["title"], c.get("href"), c.get("image")]
                               for c in psc),
    )


def by_feedparser(file):
    found = feedparser.parse(file.read_bytes(), response_headers={
        "content-location": corpus.ADDRESS, "content-type": "application/xml"})
    channel = found.feed

    def link(rel):
        return next((l.get("href") for l in channel.get("links", []) if l.get("rel") == rel), None)
    owner = channel.get("publisher_detail", {})
    return {
        "channel": said(
            title=blank(channel.get("title")), link=channel.get("link"), language=channel.get("language"),
            texts_about=[channel.get("subtitle"), channel.get("summary")],
            copyright=channel.get("rights"), generator=channel.get("generator"),
            owner_email=owner.get("email"), image=channel.get("image", {}).get("href"),
            category_words=[t["term"] for t in channel.get("tags", []) if t["scheme"] == "http://www.itunes.com/"],
            explicit=channel.get("itunes_explicit"), type=channel.get("itunes_type"),
            guid=channel.get("podcast_guid"), medium=channel.get("podcast_medium"),
            locked_owner=(channel.get("podcast_locked") or {}).get("owner")
            if isinstance(channel.get("podcast_locked"), dict) else None,
            self=link("self"), next=link("next"), hub=link("hub"),
            moved=channel.get("itunes_new-feed-url")),
        "items": [parser_item(entry) for entry in found.entries],
    }


# What notes show

class Shown(HTMLParser):
    """The words of notes, and where their links and pictures lead."""
    HIDDEN = {"script", "style", "iframe", "object", "audio", "video"}

    def __init__(self, base):
        super().__init__(convert_charrefs=True)
        self.base, self.hidden, self.words, self.places = base, 0, [], []

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in self.HIDDEN
        attrs = dict(attrs)
        place = attrs.get("href" if tag == "a" else "src" if tag == "img" else None)
        if place and not self.hidden:
            self.places.append(absolute(place, self.base))
        self.words.append(" ")

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN and self.hidden > 0
        self.words.append(" ")

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def shown(notes, base=corpus.ADDRESS):
    """(words, links and pictures) of HTML or of plain text."""
    parser = Shown(base)
    parser.feed(notes or "")
    parser.close()
    return " ".join("".join(parser.words).split()), parser.places
