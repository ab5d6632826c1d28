"""Is what was exported of a show all there, to who reads it with other programs? exported.py EXPORT OUTPUT SHOW; prints
what is not so."""

import csv
import hashlib
import html.parser
import json
import pathlib
import sys
import urllib.parse
import xml.etree.ElementTree

import feedparser
import yaml

export, output, show = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
folder = export / show


def pages():
    """The published feed, page by page."""
    path = output / 'podcasts' / show / 'feed.xml'
    while path:
        feed = feedparser.parse(path.read_bytes())
        yield feed
        following = [l.href for l in feed.feed.links if l.rel == 'next']
        path = output / urllib.parse.urlsplit(following[0]).path.lstrip('/') if following else None


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.names = []

    def handle_starttag(self, tag, attrs):
        self.names += [value for key, value in attrs if key in ('src', 'href')]


def differs(what, have, want):
    if have != want:
        print(f'{what}: {have!r}'[:500], f'not {want!r}'[:500])


published = list(pages())
entries = [e for page in published for e in page.entries]
feed = feedparser.parse((folder / 'feed.xml').read_bytes())
if feed.bozo:
    print('feed.xml:', feed.bozo_exception)
differs('number of episodes in feed.xml', len(feed.entries), len(entries))
for have, want in zip(feed.entries, entries):
    for key in {**have, **want}:
        differs(f'feed.xml, {want.title}, {key}', have.get(key), want.get(key))
differs('feed.xml leads on', [l for l in feed.feed.links if l.rel in ('next', 'previous', 'first', 'last')], [])
differs('feed.xml, guid', feed.feed.podcast_guid, published[0].feed.podcast_guid)

with open(folder / 'episodes.csv', newline='', encoding='utf-8') as f:
    rows = list(csv.DictReader(f))
everything = json.loads((folder / 'episodes.json').read_text())
differs('guids in episodes.csv', [r['guid'] for r in rows], [e.id for e in entries])
differs('guids in episodes.json', [e['guid'] for e in everything['episodes']], [e.id for e in entries])
differs('guid of the show', everything['guid'], feed.feed.podcast_guid)

wanted = set()
for entry, row, item in zip(entries, rows, everything['episodes']):
    enclosure = entry.enclosures[0]
    audio = folder / row['audio_file']
    hashed = hashlib.sha256(audio.read_bytes()).hexdigest()
    there = output / urllib.parse.urlsplit(enclosure.href).path.lstrip('/')
    differs('bytes', hashlib.sha256(there.read_bytes()).hexdigest(), hashed)
    differs('sha256', (row['audio_sha256'], item['audio']['sha256']), (hashed, hashed))
    differs('size', (row['audio_bytes'], item['audio']['bytes']), (enclosure.length, int(enclosure.length)))
    differs('title', (row['title'], item['title']), (entry.title, entry.title))
    differs('address', (row['audio'], row['page']), (enclosure.href, entry.link))
    differs('name', audio.name[:10], row['date'][:10])
    differs('transcripts', row['transcript_files'].split('; '), item['transcripts'] or [''])
    for key in 'audio_file', 'cover_file', 'chapters_file', 'notes_html', 'notes_markdown':
        if row[key]:
            wanted.add(row[key])
    wanted.update(item['transcripts'])

    start, front, body = (folder / row['notes_markdown']).read_text().split('---\n', 2)
    fields = yaml.safe_load(front)
    differs('front matter', (start, fields['title'], fields['guid'], fields['draft']),
            ('', entry.title, entry.id, False))
    differs('date', fields['date'].timetuple()[:6], entry.published_parsed[:6])
    differs('url', fields['url'], urllib.parse.urlsplit(entry.link).path)
    if not (folder / 'notes' / fields['audio']).is_file() or not body.strip():
        print('notes:', row['notes_markdown'])
    page = Links()
    page.feed((folder / row['notes_html']).read_text())
    for name in page.names:
        if name.startswith('../') and not (folder / 'notes' / name).is_file():
            print('no such file:', name)

have = {str(p.relative_to(folder)) for p in folder.rglob('*') if p.is_file()}
if wanted - have:
    print('missing:', wanted - have)
if 'cover.jpg' not in have:
    print('no cover')

with open(folder / 'redirects.csv', newline='', encoding='utf-8') as f:
    redirects = [(r['what'], r['from'], r['to']) for r in csv.DictReader(f)]
differs('redirects', [r for r in redirects if r[0] == 'feed'], [('feed', published[0].feed.links[-1].href, '')]
        if published[0].feed.links[-1].rel == 'self' else [r for r in redirects if r[0] == 'feed'])
differs('redirects of pages', [r[1] for r in redirects if r[0] == 'page'], [e.link for e in entries])
differs('redirects of audio', [r[1] for r in redirects if r[0] == 'audio'], [e.enclosures[0].href for e in entries])
outlines = xml.etree.ElementTree.parse(export / 'subscriptions.opml').iter('outline')
if redirects[0][1] not in [o.get('xmlUrl') for o in outlines]:
    print('subscriptions.opml does not have the feed')
