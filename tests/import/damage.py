"""Feeds as they arrive broken: the same kinds of damage to every feed, and what may still be asked.

variants(name, file) gives struct-like Variants: `damaged` bytes, the bytes of a `twin` that says the
same without damage, and what the reading of both must have in common:

  same    everything (but lines)
  fields  everything but elements that have no field, whose names or namespaces were damaged
  items   of every item the title, GUID, date, enclosure and numbers
  plain   the same without what is not ASCII: nobody can know those letters
  before  of every item that is whole in front of the damage, everything; how many those are
  set     the same items, in any order

Damage is chosen by chance that the names of feed and damage begin: it is the same in every run.
Damage that a feed has no place for (CDATA where there is none) makes no variant.
"""

import random
import re
from dataclasses import dataclass

ITEM = re.compile(r"<(item|entry)\b.*?</\1>", re.S)
SECTION = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.S)
TEXT = re.compile(r"<((?:itunes:)?(?:title|author|subtitle)|description)>([^<>&]+)</")
PREFIXES = "itunes|podcast|atom|content|psc|media|dc"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
OLD_PODCAST = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"


@dataclass
class Variant:
    kind: str
    damaged: bytes
    twin: bytes
    wanted: str
    whole: int = 0  # `before`: how many items


class Feed:
    """A feed as text, and how it becomes bytes again."""

    def __init__(self, data):
        declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([^\"']+)", data)
        self.wide = data[:2] == b"\xff\xfe"
        self.encoding = "utf-16" if self.wide else (declared[1].decode() if declared else "utf-8")
        self.data, self.text = data, data.decode(self.encoding)
        self.is_utf8 = self.encoding.lower() == "utf-8"

    def bytes(self, text):
        return text.encode(self.encoding)

    def sections(self):
        return [m.span() for m in SECTION.finditer(self.text)]

    def outside(self, pattern):
        """Matches that no CDATA section or comment holds."""
        sections = self.sections()
        return [m for m in pattern.finditer(self.text)
                if not any(a <= m.start() < b for a, b in sections)]

    def items(self):
        return [m.span() for m in self.outside(ITEM)]

    def whole_before(self, place):
        return sum(end <= place for _, end in self.items())


def insert(text, place, what):
    return text[:place] + what + text[place:]


def in_a_text(feed, chance, bad, good):
    """The same text with `bad` and with `good` at its end; None: no such place."""
    found = feed.outside(TEXT)
    if not found:
        return None
    place = chance.choice(found).end(2)
    return insert(feed.text, place, bad), insert(feed.text, place, good)


def pair(kind, feed, texts, wanted):
    if texts and texts[0] != texts[1]:
        yield Variant(kind, feed.bytes(texts[0]), feed.bytes(texts[1]), wanted)


def ampersands(feed, chance):
    """All that can stand alone, and one between words."""
    texts = in_a_text(feed, chance, " &amp; co", " &amp; co")
    if not texts:
        return
    sections = [m.span() for m in SECTION.finditer(texts[0])]
    bad = re.sub(r"&amp;(?![a-zA-Z]+;|#)",
                 lambda m: m[0] if any(a <= m.start() < b for a, b in sections) else "&", texts[0])
    yield from pair("ampersands", feed, (bad, texts[1]), "same")


def entities(feed, chance):
    yield from pair("entities", feed, in_a_text(feed, chance, " &ndash; caf&eacute;&nbsp;&hellip;!",
                                                " &#8211; caf&#233;&#160;&#8230;!"), "same")


def unknown_name(feed, chance):
    yield from pair("unknown-name", feed, in_a_text(feed, chance, " &nosuchname; here",
                                                    " &amp;nosuchname; here"), "same")


def less_than(feed, chance):
    yield from pair("less-than", feed, in_a_text(feed, chance, " <3 you", " &lt;3 you"), "items")


def controls(feed, chance):
    text = feed.text
    for m in sorted(chance.sample(feed.outside(TEXT), min(3, len(feed.outside(TEXT)))),
                    key=lambda m: -m.start()):
        text = insert(text, m.start(2) + chance.randrange(len(m[2]) + 1), chance.choice("\x01\x0b\x1f\x08"))
    yield from pair("controls", feed, (text, feed.text), "same")


def undeclared(feed, chance):
    """No declaration: letters of other encodings are lost, as no reader can know them."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", feed.text)
    yield Variant("no-declaration", feed.bytes(bare), feed.data,
                  "same" if feed.is_utf8 or feed.wide or feed.encoding.lower() == "iso-8859-1" else "plain")


def lying(feed, chance):
    """UTF-8 that calls itself something else."""
    other = chance.choice(["ISO-8859-1", "windows-1252", "us-ascii"]) if feed.is_utf8 else feed.encoding
    declared = f'<?xml version="1.0" encoding="{other}"?>'
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", feed.text)
    if not feed.wide:
        yield Variant("lying-encoding", (declared + bare).encode(), feed.data, "same")


def stray_byte(feed, chance):
    """One word of Latin-1 in UTF-8: pasted from somewhere."""
    texts = in_a_text(feed, chance, " caf\ue000", " caf\u00e9") if feed.is_utf8 else None
    if texts:
        yield Variant("stray-byte", texts[0].encode().replace("\ue000".encode(), b"\xe9"),
                      texts[1].encode(), "same")


def cut(feed, chance):
    """Anywhere behind the first item, three times."""
    for number in range(3):
        place = chance.randrange(feed.items()[0][1], len(feed.text))
        data = feed.text[:place].encode(feed.encoding)
        if not feed.wide and chance.random() < 0.5:
            data = data[:-1]  # into a letter, perhaps
            place -= 1
        yield Variant(f"cut-{number + 1}", data, feed.data, "before", feed.whole_before(place))


def some_section(feed, chance):
    """A CDATA section of an item that is not the first."""
    first = feed.items()[0][1]
    found = [(a, b) for a, b in feed.sections() if a > first and feed.text.startswith("<![", a) and b - a > 14]
    return chance.choice(found) if found else None


def cut_section(feed, chance):
    section = some_section(feed, chance)
    if section:
        place = chance.randrange(section[0] + 9, section[1] - 3)
        yield Variant("cut-cdata", feed.bytes(feed.text[:place]), feed.data, "before", feed.whole_before(place))


def open_section(feed, chance):
    """Its end is missing, and all that follows is text until the next one ends."""
    section = some_section(feed, chance)
    if section:
        text = feed.text[:section[1] - 3] + feed.text[section[1]:]
        yield Variant("open-cdata", feed.bytes(text), feed.data, "before", feed.whole_before(section[0]))


def early_section(feed, chance):
    """`]]>` in the middle of one."""
    section = some_section(feed, chance)
    if section:
        yield from pair("early-cdata", feed, (insert(feed.text, section[1] - 4, "]]>"), feed.text), "items")


def no_prefixes(feed, chance):
    bare = re.sub(rf"\s+xmlns:(?:{PREFIXES})=(?:\"[^\"]*\"|'[^']*')", "", feed.text)
    yield from pair("undeclared-prefixes", feed, (bare, feed.text), "fields")


def itunes_case(feed, chance):
    other = chance.choice(["http://www.itunes.com/DTDs/Podcast-1.0.dtd", ITUNES.replace("http:", "https:"),
                           "HTTP://WWW.ITUNES.COM/DTDS/PODCAST-1.0.DTD"])
    yield from pair("itunes-address", feed, (feed.text.replace(f"xmlns:itunes=\"{ITUNES}", f"xmlns:itunes=\"{other}"),
                                         feed.text), "same")


def podcast_address(feed, chance):
    yield from pair("podcast-address", feed, (feed.text.replace(PODCAST, OLD_PODCAST), feed.text), "same")


def other_prefix(feed, chance):
    text = re.sub(r"(</?)itunes:", r"\1it:", feed.text).replace("xmlns:itunes=", "xmlns:it=")
    yield from pair("other-prefix", feed, (text, feed.text), "same")


def space_in_front(feed, chance):
    mark = b"\xef\xbb\xbf" if feed.is_utf8 else b""
    if not feed.wide:
        front = chance.choice([mark + b"\r\n\r\n  ", b"\n \t" + mark, mark + mark + b"\n"])
        yield Variant("space-in-front", front + feed.data.lstrip(), feed.data, "same")


def no_end(feed, chance):
    """An item whose end tag is missing."""
    end = chance.choice(feed.items()[:-1])[1]
    tag = feed.text.rindex("</", 0, end)
    yield from pair("open-item", feed, (feed.text[:tag] + feed.text[end:], feed.text), "items")


def no_end_inside(feed, chance):
    """An element of an item that never ends, in its last third: what stands before is unharmed."""
    start, end = chance.choice(feed.items()[1:])
    tags = [m for m in feed.outside(re.compile(r"</(?:itunes:duration|itunes:explicit|link|description)>"))
            if start < m.start() < end]
    if tags:
        tag = tags[-1]
        yield Variant("open-element", feed.bytes(feed.text[:tag.start()] + feed.text[tag.end():]),
                      feed.data, "before", feed.whole_before(start))


def twice(feed, chance):
    """An item that is there twice, as moved feeds have them."""
    start, end = chance.choice(feed.items())
    text = insert(feed.text, end, "\n" + feed.text[start:end])
    yield Variant("twice", feed.bytes(text), feed.bytes(text), "same")


def shuffled(feed, chance):
    spans = feed.items()
    parts = [feed.text[a:b] for a, b in spans]
    chance.shuffle(parts)
    text, last = "", 0
    for (a, b), part in zip(spans, parts):
        text, last = text + feed.text[last:a] + part, b
    yield Variant("shuffled", feed.bytes(text + feed.text[last:]), feed.data, "set")


def line_ends(feed, chance):
    """CR LF, and CR alone: both are LF to XML (XML 1.0 section 2.11)."""
    text = feed.text.replace("\r\n", "\n").replace("\n", chance.choice(["\r\n", "\r"]))
    yield from pair("line-ends", feed, (text, feed.text), "same")


def two_channels(feed, chance):
    """What two programs wrote, one behind the other."""
    spans = feed.items()
    if "</channel>" in feed.text and spans[-1][1] < feed.text.index("</channel>"):
        place = spans[0][1]
        yield from pair("two-channels", feed, (insert(feed.text, place, "</channel><channel>"), feed.text), "items")


def names_of_elements(feed, chance):
    text = feed.text
    for name, wrong in (("pubDate", "pubdate"), ("guid", "GUID"), ("enclosure", "Enclosure")):
        text = re.sub(rf"(</?){name}\b", rf"\1{wrong}", text)
    yield from pair("case-of-names", feed, (text, feed.text), "fields")


def attribute_twice(feed, chance):
    found = feed.outside(re.compile(r"<enclosure\b[^>]*(\stype=[\"'][^\"']*[\"'])"))
    if found:
        enclosure = chance.choice(found)
        text = insert(feed.text, enclosure.end(), enclosure[1])
        yield from pair("attribute-twice", feed, (text, feed.text), "same")


def behind_the_end(feed, chance):
    junk = "\n<!-- made in 0.21 seconds --><script>count();</script>\nGoodbye &c.\n"
    yield from pair("junk-behind", feed, (feed.text + junk, feed.text), "same")


def before_the_start(feed, chance):
    """What a program on the server complains of comes before the feed."""
    if feed.is_utf8:
        junk = "<br />\n<b>Warning</b>: something() failed in <b>/srv/www/feed.php</b> on line <b>12</b><br />\n"
        yield Variant("junk-in-front", junk.encode() + feed.data.lstrip(), feed.data, "same")


def document_type(feed, chance):
    texts = in_a_text(feed, chance, " &brand;", " &amp;brand;")
    if texts and feed.is_utf8:
        doctype = '<!DOCTYPE rss [<!ENTITY brand "not to be believed">]>'
        bad = re.sub(r"(<\?xml[^>]*\?>)", rf"\1{doctype}", texts[0], count=1)
        yield from pair("document-type", feed, (bad, texts[1]), "same")


KINDS = [ampersands, entities, unknown_name, less_than, controls, undeclared, lying, stray_byte, cut, cut_section,
         open_section, early_section, no_prefixes, itunes_case, podcast_address, other_prefix, space_in_front, no_end,
         no_end_inside, twice, shuffled, line_ends, two_channels, names_of_elements, attribute_twice, behind_the_end,
         before_the_start, document_type]


def variants(name, file):
    feed = Feed(file.read_bytes())
    for kind in KINDS:
        yield from kind(feed, random.Random(f"{name} {kind.__name__}"))
