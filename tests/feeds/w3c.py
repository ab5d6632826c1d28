"""The rules of the W3C's feed validator for podcasts, and what clients stumble over, written down
from their documentation and from what the validator says of single mistakes.

RULES is the table: a name (the validator's own where it has one), how bad it is (ERROR and WARNING
as the validator says; CLIENT: it says nothing, but apps or directories do), a sentence, and a
function that yields what is wrong in a feed. judge(bytes) applies all of them.
"""

import re
import xml.etree.ElementTree as ET
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

ERROR, WARNING, CLIENT = "error", "warning", "client"

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
    "fh": "http://purl.org/syndication/history/1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
UNKNOWN_TO_W3C = {NAMESPACES["psc"]}
ITUNES, PODCAST, ATOM, CONTENT = (f"{{{NAMESPACES[p]}}}" for p in ("itunes", "podcast", "atom", "content"))

CHANNEL_ELEMENTS = set(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category "
    "generator docs cloud ttl image rating textInput skipHours skipDays item".split())
ITEM_ELEMENTS = set("title link description author category comments enclosure guid pubDate source".split())
ITUNES_CHANNEL = set("author block category explicit image keywords new-feed-url owner subtitle summary type".split())
ITUNES_ITEM = set("author block duration episode episodeType explicit image keywords season subtitle summary "
                  "title".split())
MANY = {"item", "category", ITUNES + "category", ATOM + "link", "enclosure"}

CATEGORIES = {name: set(filter(None, subs.split(", "))) for name, _, subs in (
    line.partition(": ") for line in """\
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government
History
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics, Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling
Technology
True Crime
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews""".splitlines())}

AUDIO = {".mp3": "audio/mpeg", ".m4a": "audio/x-m4a", ".mp4": "video/mp4", ".m4v": "video/x-m4v",
         ".mov": "video/quicktime", ".pdf": "application/pdf"}
DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
                  r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
HTML_TAG = re.compile(r"</?(a|abbr|b|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|q|small|span|strong"
                      r"|sub|sup|table|td|th|tr|tt|ul)\b[^<>]*/?>", re.IGNORECASE)
RELS = set("self alternate related enclosure via next previous first last current prev-archive next-archive "
           "hub license payment replies".split())


class Feed:
    """A feed that is well-formed, and its parts."""

    def __init__(self, data, now):
        self.data, self.text, self.now = data, data.decode(), now
        self.root = ET.fromstring(data)
        self.channel = self.root.find("channel")
        self.items = self.channel.findall("item")
        self.namespaces = dict(re.findall(r'xmlns:(\w+)="([^"]*)"', self.text.partition("<channel>")[0]))

    def each(self, name):
        """Every element of that name."""
        return self.root.iter(name)

    def notes(self):
        """Where HTML stands."""
        for item in self.items:
            yield from (part.text or "" for part in (item.find("description"), item.find(CONTENT + "encoded"))
                        if part is not None)


def text_of(parent, name):
    found = parent.find(name)
    return None if found is None else found.text or ""


RULES = []


def rule(name, level, sentence):
    def add(function):
        RULES.append((name, level, sentence, function))
        return function
    return add


# Of the document

@rule("BeginsWithDeclaration", CLIENT, "byte 0 is the XML declaration, in UTF-8, without mark or DOCTYPE")
def declaration(feed):
    if not feed.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n'):
        yield feed.data[:60]
    if b"<!DOCTYPE" in feed.data or b"\r" in feed.data:
        yield "DOCTYPE or carriage return"


@rule("BadCharacters", ERROR, "no control character and nothing that stands for a lost one")
def characters(feed):
    yield from re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ufffe\uffff]", feed.text)


@rule("TooBig", ERROR, "the validator reads no more than 5,000,000 bytes")
def size(feed):
    if len(feed.data) >= 5000000:
        yield len(feed.data)


@rule("MissingVersion", ERROR, "rss has version 2.0")
def version(feed):
    if feed.root.tag != "rss" or feed.root.get("version") != "2.0":
        yield feed.root.attrib


@rule("UnknownNamespace", WARNING, "every namespace is one that the validator knows")
def unknown_namespace(feed):
    for prefix, uri in feed.namespaces.items():
        if uri in UNKNOWN_TO_W3C or uri not in NAMESPACES.values():
            yield f"{prefix} {uri}"


@rule("UnexpectedPrefix", CLIENT, "prefixes are the ones that apps look for, and none is unused")
def prefixes(feed):
    for prefix, uri in feed.namespaces.items():
        if NAMESPACES.get(prefix) != uri:
            yield f"{prefix} is not for {uri}"
        if f"<{prefix}:" not in feed.text:
            yield f"{prefix} is unused"


@rule("UndefinedElement", ERROR, "every element is one that its namespace has, where it may stand")
def undefined(feed):
    for parent, plain, itunes in ((feed.channel, CHANNEL_ELEMENTS, ITUNES_CHANNEL),
                                  *((item, ITEM_ELEMENTS, ITUNES_ITEM) for item in feed.items)):
        for child in parent:
            namespace, _, name = child.tag.rpartition("}")
            known = plain if not namespace else itunes if namespace + "}" == ITUNES else None
            if known is not None and name not in known:
                yield child.tag


@rule("NotInANamespace", ERROR, "a live item costs errors, for what is in it has no namespace")
def live(feed):
    yield from (found.tag for found in feed.each(PODCAST + "liveItem"))


@rule("DuplicateElement", ERROR, "what may stand once stands once")
def duplicates(feed):
    for parent in (feed.channel, *feed.items):
        seen = set()
        for child in parent:
            if child.tag in seen and child.tag not in MANY and not child.tag.startswith(PODCAST):
                yield child.tag
            seen.add(child.tag)


@rule("MisplacedItem", WARNING, "all of the channel stands before its items")
def misplaced(feed):
    tags = [child.tag for child in feed.channel]
    if "item" in tags and any(tag != "item" for tag in tags[tags.index("item"):]):
        yield "an element behind the first item"


@rule("WhiteSpace", CLIENT, "no value begins or ends with white space")
def white_space(feed):
    notes = {"description", CONTENT + "encoded"}
    for element in feed.root.iter():
        if len(element) == 0 and element.tag not in notes and (element.text or "").strip() != (element.text or ""):
            yield element.tag
        yield from (f"{element.tag}@{name}" for name, value in element.items() if value.strip() != value)


# Of the channel

@rule("MissingElement", ERROR, "title, link and description are there")
def missing(feed):
    for name in ("title", "link", "description"):
        if not text_of(feed.channel, name):
            yield name


@rule("MissingForApple", CLIENT, "what Apple and PSP-1 ask of a channel is there")
def missing_for_apple(feed):
    for name in ("language", ITUNES + "image", ITUNES + "category", ITUNES + "explicit", ITUNES + "author",
                 PODCAST + "guid", PODCAST + "locked"):
        if feed.channel.find(name) is None:
            yield name


@rule("MissingAtomSelfLink", WARNING, "the channel names its own place once, as RSS")
def self_link(feed):
    own = [link for link in feed.channel.findall(ATOM + "link") if link.get("rel") == "self"]
    if len(own) != 1 or own[0].get("type") != "application/rss+xml":
        yield f"{len(own)} links to itself"


@rule("UnregisteredAtomLinkRel", WARNING, "links of Atom have registered relations; none leads to another form")
def rels(feed):
    for link in feed.channel.findall(ATOM + "link"):
        if link.get("rel") not in RELS or link.get("rel") == "alternate":
            yield link.get("rel")


@rule("InvalidLanguage", ERROR, "language is a code with hyphens")
def language(feed):
    code = text_of(feed.channel, "language")
    if code is not None and not LANGUAGE.fullmatch(code):
        yield code


@rule("InvalidItunesCategory", ERROR, "categories are Apple's")
def categories(feed):
    for top in feed.channel.findall(ITUNES + "category"):
        if top.get("text") not in CATEGORIES:
            yield top.get("text")
        yield from (sub.get("text") for sub in top if sub.get("text") not in CATEGORIES.get(top.get("text"), ()))


@rule("MissingItunesEmail", WARNING, "the owner has an address")
def owner(feed):
    if not text_of(feed.channel, f"{ITUNES}owner/{ITUNES}email"):
        yield "no itunes:email"


@rule("InvalidItunesType", ERROR, "type is episodic or serial; serial needs numbers")
def show_type(feed):
    kind = text_of(feed.channel, ITUNES + "type")
    if kind not in (None, "episodic", "serial"):
        yield kind
    for item in feed.items if kind == "serial" else []:
        if text_of(item, ITUNES + "episodeType") in (None, "full") and item.find(ITUNES + "episode") is None:
            yield text_of(item, "title")


@rule("InvalidContact", ERROR, "who is named with an address is named as `mail (Name)`")
def contact(feed):
    for name in ("managingEditor", "webMaster"):
        value = text_of(feed.channel, name)
        if value is not None and not re.fullmatch(r"[^\s()@]+@[^\s()@]+\.[^\s()@]+( \(.*\))?", value):
            yield value
    yield from (author.text for author in feed.each("author")
                if not re.fullmatch(r"\S+@\S+ \(.*\)", author.text or ""))


@rule("MissingRealName", WARNING, "the managing editor has a name")
def real_name(feed):
    value = text_of(feed.channel, "managingEditor")
    if value is not None and "(" not in value:
        yield value


@rule("AuthorLast", CLIENT, "editor and owner stand before the author, whom apps would take from them")
def author_last(feed):
    tags = [child.tag for child in feed.channel]
    author = tags.index(ITUNES + "author") if ITUNES + "author" in tags else len(tags)
    yield from (tag for tag in ("managingEditor", ITUNES + "owner") if tag in tags and tags.index(tag) > author)


@rule("ImageTitleDoesntMatch", WARNING, "the image has the channel's title and link")
def image_title(feed):
    image = feed.channel.find("image")
    for name in ("title", "link"):
        if image is not None and text_of(image, name) != text_of(feed.channel, name):
            yield text_of(image, name)


@rule("InvalidImage", ERROR, "the image is no larger than 144 by 400, or says nothing of its size")
def image_size(feed):
    for name, most in (("width", 144), ("height", 400)):
        value = text_of(feed.channel, f"image/{name}")
        if value is not None and not (value.isdigit() and int(value) <= most):
            yield value


@rule("InvalidItunesImage", ERROR, "a cover is an address in href that ends in .jpg or .png")
def covers(feed):
    for image in feed.each(ITUNES + "image"):
        if not re.fullmatch(r"https?://\S+\.(jpe?g|png)", image.get("href", "")):
            yield image.get("href")


@rule("ImageIsCover", CLIENT, "the image is the cover itself: those who show it show nothing better")
def image_is_cover(feed):
    cover = feed.channel.find(ITUNES + "image")
    if cover is not None and text_of(feed.channel, "image/url") != cover.get("href"):
        yield text_of(feed.channel, "image/url")


# Of texts

@rule("ContainsHTML", WARNING, "titles and the channel's description are plain text")
def html_in_text(feed):
    texts = [title.text for title in (*feed.each("title"), *feed.each(ITUNES + "title"))]
    for text in (*texts, text_of(feed.channel, "description")):
        # What the author typed is shown to the validator as it is; a tag of HTML costs a warning.
        if HTML_TAG.search(text or ""):
            yield text


@rule("CharacterData", WARNING, "in titles, `<` is written as &#x3C;")
def character_data(feed):
    yield from re.findall(r"<(?:itunes:)?title>[^<]*&lt;[^<]*", feed.text)


@rule("EscapedTwice", CLIENT, "no title was escaped twice")
def escaped_twice(feed):
    yield from re.findall(r"<(?:itunes:)?title>[^<]*&amp;(?:amp|lt|gt|quot|#\w+);[^<]*", feed.text)


@rule("LongValue", CLIENT, "titles have at most 255 characters, descriptions 4,000 bytes")
def long_values(feed):
    yield from (title.text for title in feed.each("title") if len(title.text or "") > 255)
    for parent in (feed.channel, *feed.items):
        if len((text_of(parent, "description") or "").encode()) > 4000:
            yield text_of(parent, "title")


class Risks(HTMLParser):
    """Collects what the validator calls a risk, and relative addresses."""

    TAGS = set("script style object embed applet iframe frame frameset form input meta link base".split())

    def __init__(self, html):
        super().__init__()
        self.risks, self.relative = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.risks += [tag] if tag in self.TAGS else []
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").lower().startswith("javascript:"):
                self.risks.append(f"{tag} {name}")
            if name in ("href", "src") and not urlsplit(value or "").scheme:
                self.relative.append(value)


@rule("SecurityRisk", WARNING, "notes carry nothing that runs or decorates")
def risks(feed):
    for notes in feed.notes():
        yield from Risks(notes).risks


@rule("ContainsRelRef", WARNING, "links in notes are absolute")
def relative(feed):
    for notes in feed.notes():
        yield from Risks(notes).relative


# Of dates

def dates(feed):
    for name in ("pubDate", "lastBuildDate"):
        yield from (date.text or "" for date in feed.each(name))


@rule("InvalidRFC2822Date", ERROR, "dates are `Mon, 28 Mar 2022 09:00:00 +0000`")
def date_form(feed):
    yield from (date for date in dates(feed) if not DATE.fullmatch(date))


@rule("IncorrectDOW", ERROR, "the weekday is that of the date")
def weekday(feed):
    for date in filter(DATE.fullmatch, dates(feed)):
        if parsedate_to_datetime(date).strftime("%a") != date[:3]:
            yield date


@rule("ImplausibleDate", WARNING, "no date lies in the future")
def future(feed):
    yield from (date for date in filter(DATE.fullmatch, dates(feed)) if parsedate_to_datetime(date) > feed.now)


@rule("SameDate", CLIENT, "items have dates of their own, the newest first")
def order(feed):
    times = [parsedate_to_datetime(date) for date in (text_of(item, "pubDate") or "" for item in feed.items)
             if DATE.fullmatch(date)]
    yield from (str(b) for a, b in zip(times, times[1:]) if b >= a)


# Of items

@rule("MissingItemElement", ERROR, "an item has a title, a guid, a date, a recording")
def missing_in_item(feed):
    for item in feed.items:
        for name in ("title", "guid", "pubDate", "enclosure", "description", ITUNES + "explicit",
                     ITUNES + "duration"):
            if item.find(name) is None:
                yield f"{text_of(item, 'title')}: {name}"


@rule("InvalidPermalink", ERROR, "a guid that is no address says so, in lower case")
def permalink(feed):
    for guid in feed.each("guid"):
        if guid.get("isPermaLink") not in (None, "true", "false") or (
                guid.get("isPermaLink") != "false" and not re.match("https?://", guid.text or "")):
            yield guid.text


@rule("DuplicateValue", ERROR, "no two items have one guid, or one recording")
def duplicate_values(feed):
    for values in ([text_of(item, "guid") for item in feed.items],
                   [e.get("url") for item in feed.items for e in item.findall("enclosure")]):
        yield from {value for value in values if values.count(value) > 1}


@rule("NotSufficientlyUnique", WARNING, "a guid is more than a few digits, and has no white space")
def weak_guid(feed):
    yield from (guid.text for guid in feed.each("guid") if re.fullmatch(r"\d{1,8}|.*\s.*", guid.text or "", re.S))


@rule("DuplicateEnclosure", WARNING, "an item has one recording")
def two_enclosures(feed):
    yield from (text_of(item, "title") for item in feed.items if len(item.findall("enclosure")) > 1)


@rule("InvalidEnclosure", ERROR, "an enclosure has an absolute url, a length in bytes and a media type")
def enclosure(feed):
    for found in feed.each("enclosure"):
        if not re.fullmatch(r"https?://[!-~]+", found.get("url", "")):
            yield found.get("url")
        if not re.fullmatch(r"[1-9]\d*", found.get("length", "")):
            yield found.get("length")
        if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", found.get("type", "")):
            yield found.get("type")


@rule("EnclosureForApple", CLIENT, "the recording's name ends as its type does, as directories know them")
def enclosure_type(feed):
    for found in feed.each("enclosure"):
        suffix = re.search(r"\.\w+$", urlsplit(found.get("url", "")).path)
        if not suffix or AUDIO.get(suffix[0]) != found.get("type"):
            yield f"{found.get('url')} {found.get('type')}"


@rule("InvalidTrueFalse", ERROR, "explicit is true or false")
def explicit(feed):
    yield from (found.text for found in feed.each(ITUNES + "explicit") if found.text not in ("true", "false"))


@rule("InvalidDuration", ERROR, "duration is in seconds or H:M:S")
def duration(feed):
    yield from (found.text for found in feed.each(ITUNES + "duration")
                if not re.fullmatch(r"\d+|(\d+:)?\d{1,2}:\d{2}", found.text or ""))


@rule("DurationInSeconds", CLIENT, "duration is whole seconds, more than none")
def duration_in_seconds(feed):
    yield from (found.text for found in feed.each(ITUNES + "duration")
                if not re.fullmatch(r"[1-9]\d*", found.text or ""))


@rule("InvalidPositiveInteger", ERROR, "seasons and episodes are numbers from 1 on")
def numbers(feed):
    for name in ("season", "episode"):
        yield from (found.text for found in feed.each(ITUNES + name)
                    if not re.fullmatch(r"[1-9]\d*", found.text or ""))


@rule("InvalidEpisodeType", ERROR, "an episode is full, trailer or bonus")
def episode_type(feed):
    yield from (found.text for found in feed.each(ITUNES + "episodeType")
                if found.text not in ("full", "trailer", "bonus"))


@rule("ContentBeforeDescription", WARNING, "the description stands before the full notes")
def content_order(feed):
    for item in feed.items:
        tags = [child.tag for child in item]
        if CONTENT + "encoded" in tags and "description" not in tags[:tags.index(CONTENT + "encoded")]:
            yield text_of(item, "title")


@rule("Obsolete", CLIENT, "nothing stands there that Apple has dropped and others misread")
def obsolete(feed):
    for name in ("summary", "subtitle", "keywords"):
        yield from (found.tag for found in feed.each(ITUNES + name))


@rule("NotHttps", CLIENT, "what apps fetch from this site comes over TLS")
def https(feed):
    for name, attribute in (("enclosure", "url"), (ITUNES + "image", "href"), (PODCAST + "transcript", "url"),
                            (PODCAST + "chapters", "url"), (ATOM + "link", "href"), (PODCAST + "source", "uri")):
        yield from (found.get(attribute) for found in feed.each(name)
                    if not found.get(attribute, "").startswith("https://"))


def judge(data, now):
    """What is wrong: a list of (name, level, detail). `now`: the present, in RFC 3339."""
    try:
        feed = Feed(data, datetime.fromisoformat(now.replace("Z", "+00:00")).astimezone(timezone.utc))
    except (ET.ParseError, UnicodeDecodeError) as error:
        return [("SAXError", ERROR, str(error))]
    return [(name, level, fault) for name, level, _, function in RULES for fault in function(feed)]
