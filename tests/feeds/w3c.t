#!/usr/bin/python3
"""The rules of the W3C's validator, for every feed of the test's site and of content/."""

import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, __file__.rpartition("/")[0])

import author
import box
import tap
import w3c

# One mistake at a time in a feed without fault: the rule that must speak, what is sought, what
# takes its place. An item is the first where it matters.
ITEM = r"(<item>.*?</item>)"
MISTAKES = [
    ("SAXError", r"<!\[CDATA\[", "<![CDATA[]]>]]>]]>&"),
    ("SAXError", "Trailer", "Trail\x0ber"),
    ("SAXError", r"\.mp3\" length", ".mp3?a&b\" length"),
    ("SAXError", r"\A", "\n"),
    ("SAXError", "Trailer", "Trail&ldquo;er"),
    ("BeginsWithDeclaration", r"\?>\n", "?>\n<!DOCTYPE rss>\n"),
    ("BeginsWithDeclaration", r"encoding=\"UTF-8\"", "encoding='utf-8'"),
    ("BadCharacters", "Trailer", "Trail\ufffder"),
    ("TooBig", "<channel>", "<channel>" + " " * 5000000),
    ("MissingVersion", ' version="2.0"', ""),
    ("UnknownNamespace", " xmlns:itunes", ' xmlns:spotify="http://www.spotify.com/ns/rss" xmlns:itunes'),
    ("UnknownNamespace", "http://www.itunes.com/dtds", "https://www.itunes.com/DTDs"),
    ("UnexpectedPrefix", "podcast:|:podcast=", lambda found: found[0].replace("podcast", "pod")),
    ("UndefinedElement", "<itunes:type>", "<itunes:complete>Yes</itunes:complete><itunes:type>"),
    ("UndefinedElement", "<itunes:type>", "<itunes:title>x</itunes:title><itunes:type>"),
    ("UndefinedElement", "<itunes:duration>", "<itunes:order>1</itunes:order><itunes:duration>"),
    ("UndefinedElement", "<docs>", "<doc/><docs>"),
    ("NotInANamespace", "<title>", '<podcast:liveItem status="live" start="x"/><title>'),
    ("DuplicateElement", "(<language>.*?</language>)", r"\1\1"),
    ("MisplacedItem", r"(<language>.*?</language>)(.*)(</channel>)", r"\2\1\3"),
    ("WhiteSpace", "<copyright>", "<copyright> "),
    ("MissingElement", r"<link>.*?</link>", ""),
    ("MissingForApple", r"<itunes:category .*</itunes:category>", ""),
    ("MissingAtomSelfLink", r"<atom:link [^>]*rel=\"self\"[^>]*/>", ""),
    ("UnregisteredAtomLinkRel", "<atom:link ", '<atom:link rel="prev" href="https://a.example/"/><atom:link '),
    ("InvalidLanguage", "en-gb</language>", "en_GB</language>"),
    ("InvalidLanguage", "en-gb</language>", "English (UK)</language>"),
    ("InvalidItunesCategory", 'text="Spirituality"', 'text="spirituality"'),
    ("InvalidItunesCategory", r"Kids &amp; Family", "Kids &amp;amp; Family"),
    ("MissingItunesEmail", "<itunes:email>.*?</itunes:email>", ""),
    ("InvalidItunesType", "episodic", "Serial"),
    ("InvalidItunesType", ">episodic<(.*)<itunes:episode>2</itunes:episode>", r">serial<\1"),
    ("InvalidContact", r"podcast@example\.org \(", "somebody ("),
    ("MissingRealName", r"podcast@example\.org \(.*?\)", "podcast@example.org"),
    ("AuthorLast", "<itunes:owner>(.*?)</itunes:author>",
     r"<itunes:author>x</itunes:author><itunes:owner>\1</itunes:author>"),
    ("ImageTitleDoesntMatch", "<title>(.*?)(</image>)", r"<title>Another \1\2"),
    ("InvalidImage", "</image>", "<width>3000</width></image>"),
    ("InvalidItunesImage", r"<itunes:image href=\"(.*?)\"/>", r"<itunes:image>\1</itunes:image>"),
    ("ImageIsCover", r"(<url>.*?)\.jpg", r"\1-small.jpg"),
    ("ContainsHTML", "<title>", "<title>&#x3C;b>Bold&#x3C;/b> "),
    ("ContainsHTML", "<description>", "<description>&#x3C;p>Bold&#x3C;/p> "),
    ("CharacterData", "<title>", "<title>1 &lt; 2 "),
    ("EscapedTwice", "<title>", "<title>A &amp;amp; B "),
    ("LongValue", "<title>", "<title>" + "long " * 60),
    ("LongValue", r"<description><!\[CDATA\[", "<description><![CDATA[" + "long " * 1000),
    ("SecurityRisk", r"<content:encoded><!\[CDATA\[", "<content:encoded><![CDATA[<script>x</script>"),
    ("SecurityRisk", r"<content:encoded><!\[CDATA\[", '<content:encoded><![CDATA[<p style="x">x</p>'),
    ("ContainsRelRef", r"<content:encoded><!\[CDATA\[", '<content:encoded><![CDATA[<a href="../x">x</a>'),
    ("InvalidRFC2822Date", r"\+0000</pubDate>", "BST</pubDate>"),
    ("InvalidRFC2822Date", r"\+0000</pubDate>", "+01:00</pubDate>"),
    ("InvalidRFC2822Date", "<pubDate>.*?</pubDate>", "<pubDate>2026-06-01T17:30:00Z</pubDate>"),
    ("InvalidRFC2822Date", r"2026 (\d\d:\d\d:\d\d) ", r"26 \1 "),
    ("IncorrectDOW", "<pubDate>Mon", "<pubDate>Tue"),
    ("ImplausibleDate", "<pubDate>Mon, 01 Jun 2026", "<pubDate>Mon, 07 Jun 2027"),
    ("SameDate", ITEM + r"\s*" + ITEM, r"\2\1"),
    ("MissingItemElement", "<guid.*?</guid>", ""),
    ("InvalidPermalink", ' isPermaLink="false"', ""),
    ("InvalidPermalink", 'isPermaLink="false"', 'isPermaLink="False"'),
    ("DuplicateValue", ITEM, r"\1\1"),
    ("NotSufficientlyUnique", r"(<guid[^>]*>)[^<]*", r"\g<1>1234"),
    ("NotSufficientlyUnique", r"(<guid[^>]*>)", r"\1 \n"),
    ("DuplicateEnclosure", "(<enclosure.*?/>)", r"\1\1"),
    ("InvalidEnclosure", r"(<enclosure.*?) length=\"\d+\"", r'\1 length="3 MB"'),
    ("InvalidEnclosure", r"(<enclosure.*?) length=\"\d+\"", r'\1 length="0"'),
    ("InvalidEnclosure", r"(<enclosure.*?) length=\"\d+\"", r"\1"),
    ("InvalidEnclosure", r"(<enclosure.*?) type=\"\S*\"", r"\1"),
    ("InvalidEnclosure", r"<enclosure url=\"https://[^/]*/", '<enclosure url="'),
    ("InvalidEnclosure", r"(<enclosure.*?)\.mp3", r"\1 x.mp3"),
    ("EnclosureForApple", r"(<enclosure.*?)audio/mpeg", r"\1audio/mp3"),
    ("EnclosureForApple", r"(<enclosure.*?)\.mp3", r"\1.opus"),
    ("InvalidTrueFalse", "<itunes:explicit>false", "<itunes:explicit>clean"),
    ("InvalidTrueFalse", "<itunes:explicit>false", "<itunes:explicit>no"),
    ("InvalidDuration", r"<itunes:duration>\d+", "<itunes:duration>39 sec"),
    ("InvalidDuration", r"<itunes:duration>\d+", "<itunes:duration>PT39S"),
    ("InvalidDuration", r"<itunes:duration>\d+", "<itunes:duration>39.05"),
    ("DurationInSeconds", r"<itunes:duration>\d+", "<itunes:duration>01:02"),
    ("InvalidPositiveInteger", r"<itunes:season>\d+", "<itunes:season>0"),
    ("InvalidPositiveInteger", r"<itunes:episode>\d+", "<itunes:episode>one"),
    ("InvalidEpisodeType", "<itunes:episodeType>full", "<itunes:episodeType>Full"),
    ("ContentBeforeDescription", r"(<description><!.*?</description>)\s*(<content:encoded>.*?</content:encoded>)",
     r"\2\1"),
    ("Obsolete", "<itunes:explicit>", "<itunes:keywords>a, b</itunes:keywords><itunes:explicit>"),
    ("NotHttps", '<enclosure url="https', '<enclosure url="http'),
]

# With chapters in the form of Podlove, which Spotify and gPodder read, the validator warns of its
# namespace; `strict_w3c` leaves them out.
PSC = ("UnknownNamespace", "warning", "psc http://podlove.org/simple-chapters")


def feeds_of(output):
    """Every feed of podcasts in a site, by what is in it and not by its name."""
    return [path for path in sorted(output.rglob("*.xml")) if b"<rss" in path.read_bytes()[:400]]


def check_feeds(output, allowed, what):
    found = feeds_of(output)
    tap.ok(found, f"{what} has feeds")
    for path in found:
        faults = [fault for fault in w3c.judge(path.read_bytes(), author.NOW) if fault not in allowed]
        tap.none(faults, f"{what}: no rule finds anything in '{path.relative_to(output)}'"
                         + (" but the namespace of Podlove" if allowed else ""))


def check_mistakes(feed):
    """Every rule is there for something: it finds its mistake, where there was none before."""
    for name, sought, put in MISTAKES:
        spoilt, count = re.subn(sought, put, feed, count=1, flags=re.S)
        if name == "UnexpectedPrefix":
            spoilt = re.sub(sought, put, feed)
        found = {fault[0] for fault in w3c.judge(spoilt.encode(), author.NOW)}
        shown = put if isinstance(put, str) else "another prefix"
        tap.ok(count == 1 and name in found, f"{name} is found: {shown[:60]!r}", found)
    proven = {name for name, _, _ in MISTAKES}
    tap.none([name for name, *_ in w3c.RULES if name not in proven], "every rule has a mistake to find")


def main():
    with box.box() as where:
        shows = [dict(show, _episodes=[dict(e, title=e["title"].replace("<b>bold</b>", "bold"))
                                       for e in show["_episodes"]]) for show in author.SHOWS]
        author.write(where / "content", "https://feeds.example.org/all/", shows)
        box.must_build(where)
        check_feeds(where / "out", [PSC], "the site of these tests")
        check_mistakes((where / "out/podcasts/all-sorts/feed.xml").read_text())
        made = box.blether("build", "--content", author.ROOT / "content", "--output", where / "shipped",
                           "--cache", where / "cache", "--now", author.NOW)
        tap.same(made.returncode, 0, "the shipped content is built")
        check_feeds(where / "shipped", [PSC], "the shipped content")
    tap.finish()


main()
