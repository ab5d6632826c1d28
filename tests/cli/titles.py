"""Are the titles in a file what podcast apps, browsers and players read in a published show?
Usage: titles.py SHOW TITLES. A line for each disagreement."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import feedparser
from mutagen.id3 import ID3


class Headings(HTMLParser):
    """The text of title and h1, and of every element that a title must not have become."""

    def __init__(self, page):
        super().__init__()
        self.open, self.text, self.bold = None, {'title': '', 'h1': ''}, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.bold = self.bold or tag == 'b'
        self.open = tag if tag in self.text else self.open

    def handle_endtag(self, tag):
        self.open = None if tag == self.open else self.open

    def handle_data(self, data):
        if self.open:
            self.text[self.open] += data


def same(where, have, want):
    if have != want:
        print(f'{where}: {have!r}, expected {want!r}')


show, titles = Path(sys.argv[1]), Path(sys.argv[2]).read_text().splitlines()
feed = feedparser.parse((show / 'feed.xml').read_bytes(), sanitize_html=False)
same('the feed is well formed', feed.bozo, False)
entries = {e.title: e for e in feed.entries}
for title in titles:
    if title not in entries:
        print(f'the feed has no {title!r}, only {list(entries)!r}')
        continue
    entry = entries[title]
    page = Headings((show / Path(entry.link).name).read_text())
    same('h1', page.text['h1'].strip(), title)
    same('title', page.text['title'].strip().startswith(title), True)
    same('markup in a title', page.bold, False)
    same('ID3', str(ID3(show / 'audio' / Path(entry.enclosures[0].href).name)['TIT2']), title)
