"""What others read in a file for listeners: audio_tags.py FILE EXPECTED

EXPECTED has lines `key<TAB>value` (\\n in a value is a new line); chapters are
`chapter<TAB>start<TAB>end<TAB>title<TAB>url<TAB>sha256 of the picture`, in order.
Every witness that knows the format is asked for everything that it can tell;
each difference is printed. Nothing printed: all agree.
"""
import base64
import hashlib
import json
import re
import subprocess
import sys


def sha(data):
    return hashlib.sha256(data).hexdigest()


def read_expected(path):
    tags, chapters = {}, []
    for line in open(path, encoding="utf-8").read().split("\n"):
        key, *values = line.split("\t")
        if key == "chapter":
            chapters.append((int(values[0]), int(values[1]), values[2], values[3], values[4]))
        elif key:
            tags[key] = values[0].replace("\\n", "\n")
    return tags, chapters


def id3_text(frames, key):
    found = frames.getall(key)
    return str(found[0].text[0]) if found else None


def mutagen_mp3(path):
    from mutagen.id3 import ID3

    frames = ID3(path, translate=False)
    texts = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "genre": "TCON", "copyright": "TCOP",
             "language": "TLAN", "track": "TRCK", "description": "TDES", "guid": "TGID", "category": "TCAT",
             "year": "TYER", "day": "TDAT", "time": "TIME"}
    tags = {name: id3_text(frames, key) for name, key in texts.items()}
    tags["version"] = "%d.%d" % frames.version[:2]
    comments = frames.getall("COMM")
    tags["comment"] = comments[0].text[0] if comments and not comments[0].desc else None
    tags["url"] = frames["WOAF"].url if "WOAF" in frames else None
    tags["podcast"] = "yes" if "PCST" in frames else None
    covers = frames.getall("APIC")
    tags["cover"] = sha(covers[0].data) if covers and covers[0].type == 3 else None
    tags["cover type"] = covers[0].mime if covers else None
    tags["frames"] = " ".join(sorted({frame.FrameID for frame in frames.values()}))
    chapters = []
    contents = frames.getall("CTOC")
    if contents:
        toc = contents[0]
        if int(toc.flags) != 3 or toc.sub_frames["TIT2"].text[0] != "Chapters":
            print("mutagen: the table of contents is", toc)
        for name in toc.child_element_ids:
            c = frames["CHAP:" + name]
            if (c.start_offset, c.end_offset) != (0xFFFFFFFF, 0xFFFFFFFF):
                print("mutagen: offsets in", c)
            links = c.sub_frames.getall("WXXX")
            pictures = c.sub_frames.getall("APIC")
            chapters.append((c.start_time, c.end_time, id3_text(c.sub_frames, "TIT2") or "",
                             links[0].url if links else "", sha(pictures[0].data) if pictures else ""))
    return tags, chapters


def eyed3_mp3(path):
    import eyed3

    eyed3.log.setLevel("ERROR")
    tag = eyed3.load(path).tag
    tags = {"title": tag.title, "artist": tag.artist, "album": tag.album,
            "copyright": tag.copyright.decode() if isinstance(tag.copyright, bytes) else tag.copyright,
            "version": "%d.%d" % tag.version[:2],
            "comment": tag.comments[0].text if len(tag.comments) else None,
            "url": tag.audio_file_url,
            "podcast": "yes" if b"PCST" in tag.frame_set else None,
            "feed": tag.frame_set[b"WFED"][0].text if b"WFED" in tag.frame_set else None,
            "guid": tag.frame_set[b"TGID"][0].text if b"TGID" in tag.frame_set else None,
            "track": str(tag.track_num[0]) if tag.track_num[0] else None,
            "cover": sha(tag.images[0].image_data) if len(tag.images) else None}
    chapters = []
    for toc in tag.table_of_contents:
        for name in toc.child_ids:
            c = tag.chapters[name]
            url = c.user_url or ""
            picture = c.sub_frames.get(b"APIC")
            chapters.append((c.times.start, c.times.end, c.title or "", url,
                             sha(picture[0].image_data) if picture else ""))
    return tags, chapters


def ffprobe(path):
    got = json.loads(subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters", path],
        check=True, capture_output=True).stdout)
    found = {k.lower(): v for k, v in got["format"].get("tags", {}).items()}
    for s in got["streams"]:
        if s["codec_type"] == "audio":
            found.update({k.lower(): v for k, v in s.get("tags", {}).items()})
    names = ["title", "artist", "album", "genre", "copyright", "language", "track", "date", "comment"]
    tags = {name: found.get(name) for name in names}
    if tags["language"] == "und":  # MP4's code for none
        tags["language"] = None
    covers = [s for s in got["streams"] if s["codec_type"] == "video"]
    if covers:
        data = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-c", "copy",
                               "-f", "image2pipe", "-"], check=True, capture_output=True).stdout
        tags["cover"] = sha(data)
        tags["cover type"] = {"mjpeg": "image/jpeg"}.get(covers[0]["codec_name"], "image/" + covers[0]["codec_name"])
    else:
        tags["cover"] = tags["cover type"] = None
    says_ends = got["format"]["format_name"] != "ogg"
    chapters = [(round(float(c["start_time"]) * 1000),
                 round(float(c["end_time"]) * 1000) if says_ends else None,
                 c.get("tags", {}).get("title", "")) for c in got.get("chapters", [])]
    return tags, chapters


def mutagen_mp4(path):
    from mutagen.mp4 import MP4

    f = MP4(path)
    atoms = {"title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "genre": "\xa9gen", "copyright": "cprt",
             "date": "\xa9day", "comment": "\xa9cmt", "description": "ldes"}
    tags = {name: (f.tags or {}).get(key, [None])[0] for name, key in atoms.items()}
    tags["track"] = str(f.tags["trkn"][0][0]) if f.tags and "trkn" in f.tags else None
    covers = (f.tags or {}).get("covr", [])
    tags["cover"] = sha(covers[0]) if covers else None
    tags["cover type"] = {13: "image/jpeg", 14: "image/png"}[covers[0].imageformat] if covers else None
    chapters = [(round(c.start * 1000), None, c.title) for c in f.chapters or []]
    return tags, chapters


def mutagen_opus(path):
    from mutagen.flac import Picture
    from mutagen.oggopus import OggOpus

    found = OggOpus(path).tags
    names = {"title": "title", "artist": "artist", "album": "album", "genre": "genre", "copyright": "copyright",
             "date": "date", "comment": "description", "language": "language", "track": "tracknumber",
             "description": "synopsis", "url": "url"}
    tags = {name: found.get(key, [None])[0] for name, key in names.items()}
    covers = [Picture(base64.b64decode(p)) for p in found.get("metadata_block_picture", [])]
    tags["cover"] = sha(covers[0].data) if covers and covers[0].type == 3 else None
    tags["cover type"] = covers[0].mime if covers else None
    chapters = []
    while "chapter%03d" % len(chapters) in found:
        key = "chapter%03d" % len(chapters)
        h, m, s = found[key][0].split(":")
        chapters.append((round((int(h) * 60 + int(m)) * 60000 + float(s) * 1000), None,
                         found.get(key + "name", [""])[0], found.get(key + "url", [""])[0]))
    return tags, chapters


def mediainfo(path):
    """It writes ?? for a pair of surrogates, and puts quotes around some names; what it makes of chapters depends on its version."""
    tracks = json.loads(subprocess.run(["mediainfo", "--Output=JSON", path], check=True,
                                       capture_output=True).stdout)["media"]["track"]
    general = tracks[0]
    tags = {"title": general.get("Title"), "artist": (general.get("Performer") or "").strip('"') or None, "album": general.get("Album"),
            "genre": general.get("Genre")}
    return tags, None


def atomicparsley(path):
    said = subprocess.run(["AtomicParsley", path, "-t"], check=True, capture_output=True).stdout.decode("utf-8-sig")
    found = dict(re.findall(r'^Atom "(.{4})" contains: (.*)$', said, re.M))
    names = {"title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "genre": "\xa9gen",
             "copyright": "cprt", "date": "\xa9day", "comment": "\xa9cmt", "stik": "stik"}
    return {name: found.get(key) for name, key in names.items()}, None


def opusinfo(path):
    said = subprocess.run(["opusinfo", path], capture_output=True).stdout.decode()
    for line in said.splitlines():
        if "WARNING" in line or "ERROR" in line:
            print("opusinfo:", line)
    found = dict(re.findall(r"^\t(\w+)=(.*)$", said, re.M))
    return {"title": found.get("TITLE") or found.get("title"),
            "artist": found.get("ARTIST") or found.get("artist")}, None


def as_seen_by(witness, text):
    if witness == "mediainfo" and text:
        return re.sub("[\U00010000-\U0010ffff]", "??", text)
    if witness == "mutagen_mp4" and isinstance(text, str) and len(text.encode()) > 255:
        # Nero's list of chapters: 255 bytes, whole characters, filled up with spaces
        whole = text.encode()[:255].decode(errors="ignore")
        return whole + " " * (255 - len(whole.encode()))
    return text


def compare(witness, got, expected):
    tags, chapters = got
    wanted, wanted_chapters = expected
    for key, value in tags.items():
        if value != wanted.get(key) and value != as_seen_by(witness, wanted.get(key)):
            print("%s: %s is %r, not %r" % (witness, key, value, wanted.get(key)))
    if chapters is None:
        return
    if len(chapters) != len(wanted_chapters):
        print("%s: %d chapters, not %d" % (witness, len(chapters), len(wanted_chapters)))
    for mine, theirs in zip(chapters, wanted_chapters):
        for a, b in zip(mine, theirs):
            if a is not None and a not in (b, as_seen_by(witness, b)):
                print("%s: chapter %r is %r" % (witness, theirs[:3], mine))
                break


def main(path, expected):
    head = open(path, "rb").read(12)
    if head[:4] == b"OggS":
        witnesses = [mutagen_opus, ffprobe, opusinfo, mediainfo]
    elif head[4:8] == b"ftyp":
        witnesses = [mutagen_mp4, ffprobe, atomicparsley, mediainfo]
    else:
        witnesses = [mutagen_mp3, eyed3_mp3, ffprobe, mediainfo]
    for witness in witnesses:
        compare(witness.__name__, witness(path), read_expected(expected))


main(*sys.argv[1:])
