#!/usr/bin/python3
"""A show of every shape moves: import, build and verify without an error; a second import changes nothing,
and a third takes over just what is new. Damaged, it moves as well: two kinds of damage to each, all of
them to some.
"""

import html
import re

import corpus
import damage
import moves

DATE = re.compile(r"(<(pubDate|dc:date|published|updated)>)[^<]*(</\2>)")
GUID = re.compile(r"(<(guid|id)\b[^>]*>).*?(</\2>)", re.S)
TITLE = re.compile(r"(\]\]>)?</((?:itunes:)?title)>")
# What two episodes never share: of such a thing it would be told to the older one, too, that they do.
OWN = re.compile(r"<(?:itunes:image|googleplay:image|media:thumbnail|podcast:images?)\b[^>]*>(?:</(?:itunes:image|googleplay:image|podcast:images?)>)?"
                 r"|<link>[^<]*</link>"
                 r"|<psc:chapters\b.*?</psc:chapters>", re.S)
ABOUT = re.compile(r" rdf:about=\"[^\"]*\"")
MISSING = re.compile(r"^missing: ", re.M)


def raw(text):
    """As it may stand in a feed."""
    return [text, text.replace("&", "&amp;"), html.escape(text, quote=False), html.escape(text)]


def replaced(text, old, new):
    """`text` with all that says `old` saying `new`; None: it is not there."""
    found = next((form for form in raw(old or "") if form and form in text), None)
    return text.replace(found, new) if found else None


def later(match):
    """Newer than any, and not held back yet."""
    date = "Fri, 22 May 2026 09:00:00 +0000" if match[2] == "pubDate" else "2026-05-22T09:00:00Z"
    return match[1] + date + match[3]


def grown(feed, told):
    """The feed with one episode more at its top, and its last one called otherwise; None: it cannot be told where."""
    spans, items = feed.items(), told["items"]
    if len(spans) != len(items) or len(items) < 2 or not items[0]["enclosure"]["url"]:
        return None
    while not items[-1]["enclosure"]["url"]:
        spans, items = spans[:-1], items[:-1]
    first, last = (feed.text[a:b] for a, b in (spans[0], spans[-1]))
    url = items[0]["enclosure"]["url"]
    copy = replaced(first, url, url.split("?")[0] + "-new.mp3")
    if not copy or not DATE.search(copy):
        return None
    copy = GUID.sub(r"\1a-new-one\3", DATE.sub(later, OWN.sub("", ABOUT.sub("", copy))))
    copy = TITLE.sub(lambda m: f" anew{m[0]}", copy)
    other = TITLE.sub(lambda m: f" again{m[0]}", last)
    text = feed.text[:spans[0][0]] + copy + "\n" + feed.text[spans[0][0]:spans[-1][0]] + other
    return text + feed.text[spans[-1][1]:]


class Host(moves.Move):
    show = None

    def run(self):
        if not self.arrive():
            return self
        self.verify("verify finds nothing")
        before = moves.tree(self.site)
        status, told = moves.bring(self.where, self.feed, self.site, show=None)
        self.ok(status == 0 and moves.tree(self.site) == before, "a second import changes nothing",
                moves.unlike(before, moves.tree(self.site)) or told[-800:])
        self.grow(before)
        return self

    def verify(self, sentence):
        status, told = moves.blether(self.where, "verify", self.output)
        self.ok(status == 0, sentence, moves.faults(told))

    def grow(self, before):
        file = corpus.feeds()[self.name]
        feed = damage.Feed(file.read_bytes())
        text = grown(feed, corpus.tell(file))
        self.has_grown = text is not None
        if not text:
            return
        self.hosts.take_bytes(self.name, feed.bytes(text))
        status, told = moves.bring(self.where, self.feed, self.site, show=None)
        after = moves.tree(self.site)
        new = {path for path in after.keys() - before.keys() if path.startswith("podcasts/")}
        changed = {path for path in before if path.startswith("podcasts/") and before[path] != after.get(path)}
        self.ok(status == 0 and len({path.rsplit("/", 1)[0] for path in new}) == 1 and len(changed) == 1 and
                any(re.search(rb"^title: .* anew", after[path], re.M) for path in new if path.endswith(".md")) and
                all(re.search(rb"^title: .* again", after[path], re.M) for path in changed),
                "a third takes over a new episode and a new title", f"new {new}\nchanged {changed}\n{told[-800:]}")


class Damaged(moves.Move):
    """Two kinds of damage; what cannot be known of it is not asked (agree.t does), but that it all works."""

    show = None

    def run(self):
        file = corpus.feeds()[self.name]
        number = list(corpus.feeds()).index(self.name)
        all_of_it = list(damage.variants(self.name, file))
        for variant in {number * 2 % len(all_of_it): 0, (number * 2 + 1) % len(all_of_it): 0}:
            self.move(all_of_it[variant])
        return self

    def move(self, variant):
        self.site, self.output = (self.where / f"{variant.kind}-{part}" for part in ("site", "out"))
        feed = self.hosts.take_bytes(f"{self.name}-{variant.kind}", variant.damaged)
        status, told = moves.bring(self.where, feed, self.site, show=None)
        if not self.ok(status == 0 or MISSING.search(told), f"{variant.kind}: it is imported", told[-1500:]):
            return
        if self.make(self.site, self.output):
            self.verify(f"{variant.kind}: verify finds nothing")

    verify = Host.verify


moves.main(Host, Damaged)
