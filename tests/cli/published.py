"""Compares what was published with the pages it came from, by other eyes: ffmpeg, ffprobe,
mutagen and an XML reader. Usage: published.py CONTENT OUTPUT CHECK. A line for each disagreement."""

import hashlib
import json
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import yaml
from mutagen.id3 import ID3
from mutagen.mp4 import MP4

ITUNES = '{http://www.itunes.com/dtds/podcast-1.0.dtd}'


class Episode:
    """An episode's page, its recording, its item in the feed and the file that the item names."""

    def __init__(self, folder, show, item, output):
        self.page = front_matter(folder / 'episode.md')
        self.show = show
        self.cover = (folder.parent / show['cover']).read_bytes()
        self.recording = next(p for p in folder.iterdir() if p.suffix in ('.wav', '.mp3', '.m4a', '.opus'))
        self.item = item
        self.enclosure = item.find('enclosure')
        self.file = output / self.enclosure.get('url').removeprefix(site['address'])

    def expected_tags(self):
        return dict(title=self.page['title'], artist=self.show['author'], album=self.show['title'],
                    date=self.page['date'].split()[0], track=str(self.page['number']))

    def expected_chapters(self):
        pairs = [c.split(' ', 1) if isinstance(c, str) else (c['start'], c['title']) for c in self.page['chapters']]
        return [(seconds(start), title) for start, title in pairs]


def front_matter(path):
    return yaml.safe_load(path.read_text().split('---\n')[1])


def seconds(clock):
    total = 0
    for part in clock.split(':'):
        total = total * 60 + float(part)
    return total


def probe(path):
    command = ['ffprobe', '-v', 'error', '-show_format', '-show_streams', '-show_chapters', '-of', 'json', path]
    return json.loads(subprocess.check_output(command))


def audio_stream(path):
    return next(s for s in probe(path)['streams'] if s['codec_type'] == 'audio')


def decoded(path):
    """Every sample, as mono at 48 kHz."""
    command = ['ffmpeg', '-v', 'error', '-i', path, '-map', '0:a', '-f', 's16le', '-ac', '1', '-ar', '48000', '-']
    return subprocess.check_output(command)


def tags_by_ffprobe(e):
    have = probe(e.file)['format']['tags']
    return {k: have.get(k) for k in e.expected_tags()}


def tags_by_mutagen(e):
    if e.file.suffix == '.m4a':
        t = MP4(e.file)
        return dict(title=t['©nam'][0], artist=t['©ART'][0], album=t['©alb'][0], date=t['©day'][0],
                    track=str(t['trkn'][0][0]))
    t = ID3(e.file)
    return {k: str(t[frame]) for k, frame in
            dict(title='TIT2', artist='TPE1', album='TALB', date='TDRC', track='TRCK').items()}


def chapters_by_ffprobe(e):
    return [(float(c['start_time']), c['tags']['title']) for c in probe(e.file)['chapters']]


def chapters_by_mutagen(e):
    if e.file.suffix == '.m4a':
        return [(c.start, c.title) for c in MP4(e.file).chapters]
    frames = ID3(e.file).getall('CHAP')
    return sorted((c.start_time / 1000, str(c.sub_frames['TIT2'])) for c in frames)


def cover_by_ffmpeg(e):
    command = ['ffmpeg', '-v', 'error', '-i', e.file, '-map', '0:v', '-c', 'copy', '-f', 'image2pipe', '-']
    return subprocess.check_output(command)


def cover_by_mutagen(e):
    return bytes(MP4(e.file)['covr'][0]) if e.file.suffix == '.m4a' else ID3(e.file).getall('APIC')[0].data


def check_tags(e):
    differ(e, 'tags by ffprobe', tags_by_ffprobe(e), e.expected_tags())
    differ(e, 'tags by mutagen', tags_by_mutagen(e), e.expected_tags())


def check_chapters(e):
    differ(e, 'chapters by ffprobe', chapters_by_ffprobe(e), e.expected_chapters())
    differ(e, 'chapters by mutagen', chapters_by_mutagen(e), e.expected_chapters())


def check_cover(e):
    for how in (cover_by_ffmpeg, cover_by_mutagen):
        differ(e, how.__name__, hashlib.md5(how(e)).hexdigest(), hashlib.md5(e.cover).hexdigest())


def check_length(e):
    source = len(decoded(e.recording)) / 2 / 48000
    published = len(decoded(e.file)) / 2 / 48000
    if abs(source - published) > 0.1:
        differ(e, 'seconds', published, source)
    differ(e, 'itunes:duration', e.item.findtext(ITUNES + 'duration'), str(round(published)))
    differ(e, 'length of the enclosure', e.enclosure.get('length'), str(e.file.stat().st_size))


def check_stream(e):
    source, published = audio_stream(e.recording), audio_stream(e.file)
    if source['codec_name'] in ('aac', 'mp3'):
        differ(e, 'codec', published['codec_name'], source['codec_name'])
        differ(e, 'decoded samples', hashlib.md5(decoded(e.file)).hexdigest(),
               hashlib.md5(decoded(e.recording)).hexdigest())
    else:
        differ(e, 'codec', published['codec_name'], e.show['format'])
        differ(e, 'bit rate', published['bit_rate'], str(e.show['bitrate'] * 1000))


def differ(e, what, have, want):
    if have != want:
        print(f"{e.page['title']}: {what}: {have!r}, expected {want!r}")


content, output, check = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
site = yaml.safe_load((content / 'site.yaml').read_text())
for show_page in content.glob('podcasts/*/show.yaml'):
    show = yaml.safe_load(show_page.read_text())
    feed = xml.parse(output / 'podcasts' / show_page.parent.name / 'feed.xml')
    items = {item.findtext('guid'): item for item in feed.iter('item')}
    for page in sorted(show_page.parent.glob('*/episode.md')):
        item = items[front_matter(page)['guid']]
        globals()['check_' + check](Episode(page.parent, show, item, output))
