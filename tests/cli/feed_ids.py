"""What subscribers know a feed by, as python3-feedparser reads it.

Usage: feed_ids.py FEED [guids|audio|titles|self]
"""

import re
import sys

import feedparser

raw = open(sys.argv[1], 'rb').read()
feed = feedparser.parse(raw)
assert not feed.bozo, feed.bozo_exception
what = sys.argv[2] if len(sys.argv) > 2 else 'guids'

if what == 'guids':
    print(re.search(rb'<podcast:guid>([^<]*)<', raw).group(1).decode())
if what == 'self':
    print(next(link.href for link in feed.feed.links if link.rel == 'self'))
for entry in sorted(feed.entries, key=lambda e: e.id):
    if what == 'guids':
        print(entry.id, entry.published)
    elif what == 'audio':
        print(entry.id, entry.enclosures[0].href)
    elif what == 'titles':
        print(entry.id, entry.title)
