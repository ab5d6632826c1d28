"""Reads what programs can subscribe to in a built site, and what its pages tell programs, with
feedparser, XML, JSON and HTML readers of others. Usage: outputs.py OUTPUT CHECK. A line for each
disagreement."""

import json
import sys
import uuid
import xml.etree.ElementTree as xml
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser

ADDRESS = 'https://www.example.org/'
ATOM = '{http://www.w3.org/2005/Atom}'
CONTENT = '{http://purl.org/rss/1.0/modules/content/}encoded'
SITEMAP = '{http://www.sitemaps.org/schemas/sitemap/0.9}'
PODCAST = uuid.UUID('ead4c236-bf58-58c6-a2c6-a6b28d128cb6')


def say(*words):
    print(*words)


def same(what, have, want):
    if have != want:
        say(f'{what}: {have!r}, not {want!r}')


def there(what, url):
    """The file of this site that a whole address names."""
    if not url.startswith(ADDRESS):
        say(f'{what}: {url} is not an address of the site')
        return None
    file = out / urlsplit(url).path.lstrip('/')
    file = file / 'index.html' if url.endswith('/') else file
    if not file.is_file():
        say(f'{what}: {url} is not there')
        return None
    return file


class Page(HTMLParser):
    """A page: its elements with their attributes and text."""

    def __init__(self, file):
        super().__init__()
        self.path = file.relative_to(out).as_posix()
        self.url = ADDRESS + self.path.removesuffix('index.html') if self.path.endswith('index.html') \
            else ADDRESS + self.path
        self.found = []
        self.feed(file.read_text())
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append([tag, dict(attributes), ''])

    def handle_endtag(self, tag):
        self.found.append(['/' + tag, {}, ''])

    def handle_data(self, data):
        if self.found:
            self.found[-1][2] += data

    def all(self, tag, **wanted):
        wanted = {k.rstrip('_'): v for k, v in wanted.items()}
        return [(a, text) for t, a, text in self.found if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    def alternates(self, kind):
        return [(a['title'], urljoin(ADDRESS + self.path, a['href'])) for a, _ in self.all('link', rel='alternate', type=kind)]

    def meta(self, name):
        key = 'name' if name.startswith('twitter') else 'property'
        return [a['content'] for a, _ in self.all('meta', **{key: name})]


class Item:
    """An item of a podcast feed."""

    def __init__(self, element, channel):
        self.element = element
        self.guid, self.title, self.link = (element.findtext(n) for n in ('guid', 'title', 'link'))
        self.date = parsedate_to_datetime(element.findtext('pubDate'))
        self.enclosure = element.find('enclosure').attrib
        self.show = channel


class Feed:
    def __init__(self, path):
        self.path = path
        channel = xml.parse(out / path).getroot().find('channel')
        self.title, self.link = channel.findtext('title'), channel.findtext('link')
        self.items = [Item(e, self) for e in channel.iter('item')]


def show_feeds():
    return [Feed(f.relative_to(out).as_posix()) for f in sorted(out.glob('podcasts/*/feed.xml'))]


def rss_feeds():
    return [Feed(f.relative_to(out).as_posix()) for f in sorted(out.rglob('*.xml')) if b'<rss ' in f.read_bytes()]


def all_items():
    return sorted((i for f in show_feeds() for i in f.items), key=lambda i: i.date, reverse=True)


def pages():
    return [Page(f) for f in sorted(out.rglob('*.html')) if not f.name.endswith('.transcript.html')]


def is_for_frames(page):
    return page.path.endswith('.embed.html')


def check_all():
    want = [i.guid for i in all_items()]
    same('feed.xml', [i.guid for i in Feed('feed.xml').items], want)
    same('guids, each once', len(set(want)), len(want))
    same('episodes in all', len(want), 4)


def check_collections():
    for path, episodes in {'areas/grief': 2, 'areas/work': 1, 'topics/hope': 2, 'topics/tea-cake': 1}.items():
        feed, page = Feed(path + '.xml'), Page(out / (path + '.html'))
        same(path, len(feed.items), episodes)
        same(path + ' is newest first', sorted(feed.items, key=lambda i: i.date, reverse=True), feed.items)
        same(path + ' leads to', feed.link, page.url)
        links = [urljoin(ADDRESS + page.path, a['href']) for a, _ in page.all('a') if 'podcasts/' in a['href']]
        same(path + ' shows', [u for u in links if u in {i.link for i in feed.items}], [i.link for i in feed.items])
    same('shows are named', [t in (out / 'topics/hope.html').read_text() for t in ('<bdi>Walks &amp; &quot;talks&quot;', '<bdi>Talks')],
         [True, True])
    same('a feed of what has no episodes', (out / 'areas/rest.xml').exists(), False)
    same('the page of what has no episodes', (out / 'areas/rest.html').exists(), True)
    same('topics', sorted(f.name for f in out.glob('topics/*.html')), ['hope.html', 'index.html', 'tea-cake.html'])
    same('an area of order', [a['href'] for a, _ in Page(out / 'areas/index.html').all('a')
                              if a['href'].startswith('../areas/') and 'index' not in a['href']],
         ['../areas/grief.html', '../areas/rest.html', '../areas/work.html'])


def check_atom():
    feed = feedparser.parse((out / 'new.atom').read_bytes())
    items = all_items()
    same('bozo', feed.bozo, False)
    same('version', feed.version, 'atom10')
    same('id', feed.feed.id, 'urn:uuid:' + str(uuid.uuid5(PODCAST, 'www.example.org')))
    same('updated', feed.feed.updated, max(i.date for i in items).strftime('%Y-%m-%dT%H:%M:%SZ'))
    same('links', {l.rel: l.href for l in feed.feed.links},
         {'self': ADDRESS + 'new.atom', 'alternate': ADDRESS, 'hub': 'https://hub.example.net/'})
    same('ids', [e.id for e in feed.entries], ['urn:uuid:' + i.guid for i in items])
    for entry, item in zip(feed.entries, items):
        same('title', entry.title, item.title)
        same('link', entry.link, item.link)
        same('published', entry.published, item.date.strftime('%Y-%m-%dT%H:%M:%SZ'))
        same('author', entry.author, 'Walkers' if 'walks' in item.link else 'Example Network')
        same('enclosure', {k: entry.enclosures[0][k] for k in ('href', 'length', 'type')}, dict(
            href=item.enclosure['url'], length=item.enclosure['length'], type=item.enclosure['type']))
        check_absolute('the Atom entry', entry.content[0].value)
    languages = [e.get('{http://www.w3.org/XML/1998/namespace}lang') for e in xml.parse(out / 'new.atom').getroot().iter(ATOM + 'entry')]
    same('languages', sorted(set(map(str, languages))), ['None', 'gd'])
    note = [e.content[0].value for e in feed.entries if 'Take care' in e.content[0].value]
    same('a note with a tag in it', [n.startswith('<p>Take care, &lt;b&gt;please&lt;/b&gt;.</p>') for n in note], [True])
    same('tags', sorted(t.term for e in feed.entries for t in e.get('tags', [])),
         ['Grief', 'Grief', 'Hope', 'Hope', 'Work', 'tea & cake'])


def check_absolute(what, text):
    reader = Page.__new__(Page)
    HTMLParser.__init__(reader)
    reader.found = []
    reader.feed(text)
    for _, attributes, _ in reader.found:
        for key in ('href', 'src'):
            if key in attributes:
                there(what, attributes[key].partition('#')[0])


def outlines(path):
    root = xml.parse(out / path).getroot()
    same('version', root.get('version'), '2.0')
    return root.findtext('head/title'), [o.attrib for o in root.iter('outline')]


def check_opml():
    feeds = {ADDRESS + f.path: f for f in rss_feeds()}
    title, found = outlines('shows.opml')
    same('title', title, 'Feeds of Example site')
    same('feeds', sorted(o['xmlUrl'] for o in found), sorted(feeds))
    for o in found:
        feed = feeds[o['xmlUrl']]
        same('names', (o['text'], o['title'], o['type'], o['version']), (feed.title, feed.title, 'rss', 'RSS2'))
        same('page', o['htmlUrl'], feed.link)
        there('page', o['htmlUrl'])
    same('description', [o for o in found if not o.get('description') or not o.get('language')], [])


def check_podroll():
    _, found = outlines('podroll.opml')
    same('feeds', [(o['title'], o['xmlUrl']) for o in found], [('Friends & others', 'https://pod.example.net/feed?a=1&b=2')])


def check_json():
    feeds = {f.path: f for f in rss_feeds()}
    found = {f.relative_to(out).as_posix(): json.loads(f.read_text()) for f in out.rglob('*.json')
             if 'jsonfeed.org' in f.read_text()}
    same('feeds', sorted(found), sorted(p.replace('.xml', '.json') for p in feeds))
    for path, feed in found.items():
        check_json_feed(path, feed, feeds[path.replace('.json', '.xml')])


def check_json_feed(path, feed, rss):
    same('version', feed['version'], 'https://jsonfeed.org/version/1.1')
    same('title', feed['title'], rss.title)
    same('feed_url', feed['feed_url'], ADDRESS + path)
    same('home_page_url', feed['home_page_url'], rss.link)
    same('names that 1.1 does not have', sorted(set(feed) - {'version', 'title', 'home_page_url', 'feed_url', 'description',
                                                             'icon', 'authors', 'language', 'items'}), [])
    there('icon', feed['icon'])
    same('ids', [i['id'] for i in feed['items']], [i.guid for i in rss.items])
    for item, want in zip(feed['items'], rss.items):
        same('title', item['title'], want.title)
        same('url', item['url'], want.link)
        same('date', datetime.fromisoformat(item['date_published'].replace('Z', '+00:00')), want.date)
        same('authors', [type(a['name']) for a in item['authors']], [str])
        check_absolute('content_html', item['content_html'])
        there('image', item['image'])
        (sound,) = item['attachments']
        file = there('attachment', sound['url'])
        same('attachment', (sound['url'], sound['mime_type'], str(sound['size_in_bytes'])),
             (want.enclosure['url'], want.enclosure['type'], want.enclosure['length']))
        same('bytes', sound['size_in_bytes'], file.stat().st_size)
        same('seconds', sound['duration_in_seconds'], 1)


def check_oembed():
    items = {i.link: i for i in all_items()}
    found = [(p, p.alternates('application/json+oembed')) for p in pages()]
    same('pages with oEmbed', sorted(p.url for p, links in found if links), sorted(items))
    for page, links in found:
        for _, url in links:
            check_answer(page, json.loads(there('oEmbed', url).read_text()), items[page.url])


def check_answer(page, answer, item):
    same('version and type', (answer['version'], answer['type']), ('1.0', 'rich'))
    same('title', answer['title'], item.title)
    same('provider', (answer['provider_name'], answer['provider_url']), ('Example site', ADDRESS))
    there('thumbnail', answer['thumbnail_url'])
    same('thumbnail', [type(answer['thumbnail_' + k]) for k in ('width', 'height')], [int, int])
    reader = Page.__new__(Page)
    HTMLParser.__init__(reader)
    reader.found = []
    reader.feed(answer['html'])
    (tag, frame, _), _ = reader.found
    same('the frame', tag, 'iframe')
    same('size', (frame['width'], frame['height']), (str(answer['width']), str(answer['height'])))
    same('name', frame['title'], f'{item.title} – {item.show.title}')
    there('page in the frame', frame['src'])
    code = [text for a, text in page.all('textarea')]
    same('what the page gives to copy', code, [answer['html']])


def check_embeds():
    found = [p for p in pages() if is_for_frames(p)]
    items = {i.link: i for i in all_items()}
    same('pages', len(found), len(items))
    for page in found:
        same('scripts', page.all('script'), [])
        same('robots', [a['content'] for a, _ in page.all('meta', name='robots')], ['noindex'])
        canonical = [a['href'] for a, _ in page.all('link', rel='canonical')]
        item = items[canonical[0]]
        same('heading', ''.join(t for _, t in page.all('bdi'))[:len(item.title)], item.title)
        same('sound', [urljoin(ADDRESS + page.path, a['src']) for a, _ in page.all('audio')], [item.enclosure['url']])
        same('links stay out of the frame', {a.get('target') for a, _ in page.all('a')}, {'_blank'})
        same('links', {urljoin(ADDRESS + page.path, a['href']) for a, _ in page.all('a')}, {item.link})


def check_linked():
    items = {i.link: i for i in all_items()}
    shows = {f.link: f for f in show_feeds()}
    for page in pages():
        found = [json.loads(text) for _, text in page.all('script', type='application/ld+json')]
        trails = [data for data in found if data['@type'] == 'BreadcrumbList']
        things = [data for data in found if data not in trails]
        area = page.path.startswith('areas/')
        same(f'{page.path} is a thing', len(things), int(area or page.url in {**items, **shows, ADDRESS: 0}))
        same(f'{page.path} has context', {data['@context'] for data in found} - {'https://schema.org'}, set())
        for trail in trails:
            check_trail(page, trail['itemListElement'])
        for data in things:
            same('url', data['url'], page.url)
            if page.url in items:
                check_episode(data, items[page.url])
            elif page.url in shows:
                same('series', (data['@type'], data['name'], data['webFeed']),
                     ('PodcastSeries', shows[page.url].title, ADDRESS + shows[page.url].path))
                same('episodes', data['numberOfEpisodes'], len(shows[page.url].items))
            elif area:
                all_areas = page.path == 'areas/index.html'
                same('area', data['@type'], 'DefinedTermSet' if all_areas else 'DefinedTerm')
            else:
                same('site', (data['@type'], data['name'], data['publisher']['@type']),
                     ('WebSite', 'Example site', 'Organization'))


# From the home page to the page itself, as the links above its heading lead.
def check_trail(page, steps):
    same('positions', [s['position'] for s in steps], list(range(1, len(steps) + 1)))
    same('begins', steps[0]['item'], ADDRESS)
    same('ends', steps[-1]['item'], page.url)
    links = {urljoin(ADDRESS + page.path, a['href']).removesuffix('index.html') for a, _ in page.all('a')}
    same('steps that are not linked', {s['item'] for s in steps[:-1]} - links, set())


def check_episode(data, item):
    same('type', data['@type'], 'PodcastEpisode')
    same('name', data['name'], item.title)
    same('date', datetime.fromisoformat(data['datePublished'].replace('Z', '+00:00')), item.date)
    same('series', (data['partOfSeries']['name'], data['partOfSeries']['url'], data['partOfSeries']['webFeed']),
         (item.show.title, item.show.link, ADDRESS + item.show.path))
    sound = data['associatedMedia']
    same('sound', (sound['@type'], sound['contentUrl'], sound['encodingFormat'], sound['contentSize']),
         ('AudioObject', item.enclosure['url'], item.enclosure['type'], item.enclosure['length']))
    same('time', (data['timeRequired'], sound['duration']), ('PT1S', 'PT1S'))
    there('transcript', sound['transcript'])
    there('captions', sound['caption']['contentUrl'])
    there('image', data['image'])
    if 'Take care' in item.element.findtext('description'):
        same('numbers', (data['episodeNumber'], data['partOfSeason']['seasonNumber']), (2, 3))
        same('language', data['inLanguage'], 'gd')


def check_share():
    items = {i.link: i for i in all_items()}
    for page in pages():
        if is_for_frames(page) or page.path == '404.html':
            same(page.path, page.meta('og:title'), [])
            continue
        same('url', page.meta('og:url'), [page.url])
        same('card', page.meta('twitter:card'), ['summary'])
        for name in ('og:type', 'og:title', 'og:site_name', 'og:image', 'og:image:alt'):
            same(f'{page.path} has {name}', len(page.meta(name)), 1)
        there('picture', page.meta('og:image')[0])
        same('size', page.meta('og:image:width'), page.meta('og:image:height'))
        item = items.get(page.url)
        same('sound', page.meta('og:audio'), [item.enclosure['url']] if item else [])
        same('kind', page.meta('og:type'), ['article' if item else 'website'])
        same('country', page.meta('og:locale'), [] if '/walks/' in page.url else ['en_GB'])
        if item:
            same('title', page.meta('og:title'), [f'{item.title} – {item.show.title}'])


def check_discovery():
    feeds = {ADDRESS + f.path: f for f in rss_feeds()}
    kinds = {'application/rss+xml': '.xml', 'application/feed+json': '.json'}
    own = {f.link: [u] for u, f in feeds.items()}
    own |= {i.link: [ADDRESS + f.path] for f in show_feeds() for i in f.items}
    whole = [ADDRESS + 'feed.xml'] + [ADDRESS + f.path for f in show_feeds()]
    for page in pages():
        if is_for_frames(page):
            continue
        want = whole if page.url == ADDRESS else own.get(page.url, [] if page.path == 'areas/rest.html' else whole)
        for kind, suffix in kinds.items():
            found = page.alternates(kind)
            same(f'{page.path}: {kind}', [u for _, u in found], [u.replace('.xml', suffix) for u in want])
            same('titles', [t for t, _ in found], [feeds[u].title for u in want])
            for _, url in found:
                there('feed', url)
        same(f'{page.path}: Atom', page.alternates('application/atom+xml'),
             [('New on Example site', ADDRESS + 'new.atom')] if want == whole else [])
        same(f'{page.path}: OPML', [u for _, u in page.alternates('text/x-opml')],
             [ADDRESS + 'shows.opml'] if page.url == ADDRESS else [])


def check_sitemap():
    urls = [e.text for e in xml.parse(out / 'sitemap.xml').getroot().iter(SITEMAP + 'loc')]
    aids = ('404.html', 'a-z.html', 'search.html', 'print.html')  # they lead to pages, and are none themselves
    want = [p.url for p in pages() if not is_for_frames(p) and p.path not in aids and '.handout.' not in p.path]
    same('urls', sorted(urls), sorted(want))
    same('collections', sorted(u.removeprefix(ADDRESS) for u in urls if '/areas/' in u or '/topics/' in u),
         ['areas/', 'areas/grief.html', 'areas/rest.html', 'areas/work.html', 'topics/', 'topics/hope.html',
          'topics/tea-cake.html'])


out = Path(sys.argv[1])
globals()['check_' + sys.argv[2]]()
