"""What python3-feedparser reads in a feed: a line for the channel and one for each item."""

import calendar
import sys

import feedparser


def moment(entry):
    parsed = entry.get('published_parsed')
    return calendar.timegm(parsed) if parsed else '-'


d = feedparser.parse(open(sys.argv[1], 'rb').read(), sanitize_html=False, resolve_relative_uris=False)
f = d.feed
next_page = [x.href for x in f.get('links', []) if x.rel == 'next']
print(f.title, f.link, f.get('language', '-'), f.get('image', {}).get('href', '-'), *next_page, sep='|')
for e in d.entries:
    sound = [x for x in e.get('links', []) if x.rel == 'enclosure']
    print(e.title, e.id, e.get('link', '-'), moment(e), e.get('itunes_duration', '-'),
          *([sound[0].href, sound[0].length, sound[0].type] if sound else ['-', 0, '-']),
          e.get('itunes_season', '-'), e.get('itunes_episode', '-'),
          'yes' if e.get('itunes_explicit') else 'no',
          e.content[0].value.strip() if e.get('content') else e.get('summary', '-').strip(), sep='|')
