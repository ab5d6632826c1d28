#!/usr/bin/python3
"""Do we find in feeds what is in them? 42 files in the shapes of hosts and programs, and damage to each.

Judges: values that were written by hand (expected.json), two parsers that are not ours (feedparser
and feedsmith), and for damage a twin of each file that says the same without it. Where a parser is
wrong or silent the table below says so; an entry that excuses nothing is a fault of the table.
"""

import json
import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import corpus

sys.path.insert(0, str(corpus.ROOT / "tests/feeds"))
import damage
import others
import readers
import tap

CORES = os.cpu_count()

# (parser, feed, field): why it says something else than we do, or nothing.
EXCUSED = {
    ("feedparser", "atom", "title"): "keeps entities in titles that are HTML",
    ("feedparser", "audioboom", "url"): "leaves relative addresses of enclosures as they are",
    ("feedparser", "audioboom", "image"): "leaves relative addresses of pictures as they are",
    ("feedparser", "drupal", "url"): "leaves relative addresses of enclosures as they are",
    ("feedparser", "jekyll", "url"): "leaves relative addresses of enclosures as they are",
    ("feedparser", "jekyll", "channel image"): "leaves relative addresses of pictures as they are",
    ("feedparser", "powerpress", "channel image"): "takes the small picture of RSS that stands behind iTunes' cover",
    ("feedparser", "publicradio", "link"): "takes a GUID that is a link for the link that is missing",
    ("feedsmith", "captivate", "number"): "gives 11.5 as a number; we keep it as text",
    ("feedsmith", "castanet", "number"): "gives episode 0 as a number; we keep it as text, for no app counts it",
    ("feedsmith", "jekyll", "duration"): "does not read minutes in words",
    ("feedsmith", "podlove", "duration"): "does not read fractions of a second behind hours",
    ("feedsmith", "publicradio", "duration"): "reads no ISO 8601 duration and no words",
}


# What it says of the same field, compared as the field asks

def words(notes):
    return others.shown(notes)[0]


def texts_of(item, *names):
    return {words(item[name]) for name in names if item.get(name)}


def channel_texts(ours, theirs):
    """feedparser sorts them under other names: each must be one of ours, and the description among them."""
    found = {words(text) for text in theirs if text}
    return found <= texts_of(ours, "description", "summary", "subtitle") and \
        (not ours["description"] or words(ours["description"]) in found)


def item_contents(ours, theirs):
    found = {words(text) for text in theirs if words(text)}
    return found <= texts_of(ours, "content", "summary", "description") and \
        (not ours["content"] or words(ours["content"]) in found)


def item_description(ours, theirs):
    """itunes:summary takes its place, whichever comes last."""
    return words(theirs) in texts_of(ours, "description", "summary", "content")


def category_words(ours, theirs):
    """Tops and parts without order, and keywords among them."""
    return {part for name in ours["categories"] for part in name.split(" > ")} <= set(theirs)


SPECIAL = {"texts_about": channel_texts, "contents": item_contents, "category_words": category_words,
           "owner_email": lambda ours, theirs: ours["owner"][1] == theirs,
           "any_description": item_description}


def close(a, b):
    return isinstance(a, (int, float)) and isinstance(b, (int, float)) and int(a) == int(b)


def differs(field, ours, theirs):
    if field in SPECIAL:
        return not SPECIAL[field](ours, theirs[field])
    a, b = ours[field], others.blank(theirs[field])
    return a != b and not (field == "duration" and close(a, b))


def differences(ours, theirs):
    """(field, what we have, what they have); items that they have and we have not, too."""
    for field in theirs["channel"]:
        if differs(field, ours["channel"], theirs["channel"]):
            yield f"channel {field}", ours["channel"].get(field, ours["channel"]), theirs["channel"][field]
    if len(ours["items"]) != len(theirs["items"]):
        yield "count", len(ours["items"]), len(theirs["items"])
    for mine, other in zip(ours["items"], theirs["items"]):
        for field in other:
            if differs(field, mine, other):
                yield field, mine.get(field, mine), other[field]


def unexcused(parser, name, found, used):
    for field, ours, theirs in found:
        excuse = (parser, name, field)
        if excuse in EXCUSED:
            used.add(excuse)
        else:
            yield f"{name}: {field}: we {str(ours)[:160]!r}, {parser} {str(theirs)[:160]!r}"


def agreement(feeds, told):
    used = set()
    files = list(feeds.values())
    with ProcessPoolExecutor(CORES) as pool:
        parsed = {"feedsmith": others.by_feedsmith(files), "feedparser": list(pool.map(others.by_feedparser, files))}
    for parser, readings in parsed.items():
        tap.none([name for name, reading in zip(feeds, readings) if reading is None],
                 f"{parser} reads every feed")
        compared = sum(len(item) for reading in readings for item in [reading["channel"], *reading["items"]])
        tap.none([line for name, reading in zip(feeds, readings)
                  for line in unexcused(parser, name, differences(others.ours(told[name]), reading), used)],
                 f"{parser} and we agree in all fields of {len(files)} feeds")
        tap.ok(compared > 2000, f"which are some: {parser}", compared)
    tap.none(sorted(set(EXCUSED) - used), "each excuse is needed")


# By hand

def by_hand(told):
    wanted = corpus.expected()
    tap.same(sorted(name for name in told if not name.startswith("soundcloud")), sorted(wanted),
             "values are written by hand for every feed that is no page of another")
    tap.none([f"{name}: {[[i['guid'], corpus.utc(i['date'])] for i in told[name]['items']]}" for name in wanted
              if [[i["guid"], i["date"]] for i in told[name]["items"]] != wanted[name]],
             "GUIDs and dates are those that were written by hand")
    tap.ok(len(wanted) >= 28, "at least 28 hosts", len(wanted))


def pages(told):
    found = [told[name] for name in ("soundcloud", "soundcloud-2", "soundcloud-3")]
    tap.same([[len(page["items"]), page["next"] and page["next"].rsplit("/", 1)[1]] for page in found],
             [[20, "sounds-2.rss"], [20, "sounds-3.rss"], [20, None]], "each page names the next one")
    items = [item for page in found for item in page["items"]]
    tap.same([(int(i["title"].split(".")[0]), i["guid"], corpus.utc(i["date"])[:10]) for i in items[::20] + items[-1:]],
             [(60, "tag:sounds.example.com,2010:tracks/1700475140", "2024-02-29"),
              (40, "tag:sounds.example.com,2010:tracks/1700316760", "2024-02-09"),
              (20, "tag:sounds.example.com,2010:tracks/1700158380", "2024-01-20"),
              (1, "tag:sounds.example.com,2010:tracks/1700007919", "2024-01-01")],
             "sixty episodes stand on three pages")
    tap.same(len({item["guid"] for item in items}), 60, "and none of them twice")


def odd_values(told):
    """What neither parser can say, or says wrongly."""
    radio = told["publicradio"]["items"]
    tap.same([i["duration"] for i in radio], [1710000, 1680000, 1710400, 1689000],
             "durations: PT28M30S, 28 min, 1710.4 and 0:28:09")
    tap.same([i["enclosure"]["length"] for i in radio], [0, 0, 0, 27100112],
             "lengths that are no numbers are none: empty, 27 MB, 27,400,112")
    tap.same(told["publicradio"]["image"], "http://www.exampletown.example.org/images/good-morning.jpg",
             "a cover that is text instead of an attribute")
    tap.same(told["podlove"]["items"][0]["duration"], 2467250, "durations keep their milliseconds")
    tap.same([c["start"] for c in told["podlove"]["items"][0]["chapters"]], [0, 300000, 1330500],
             "chapters in no order are sorted")
    tap.same(told["captivate"]["items"][1]["number_text"], "11.5", "a number between two stays as it is written")
    tap.same(told["castanet"]["items"][2]["number_text"], "0", "so does number 0")
    tap.same(told["megaphone"]["items"][2]["guid_written"].strip(), told["megaphone"]["items"][2]["guid"],
             "a GUID keeps the white space around it, beside what it is without")
    tap.ok(told["megaphone"]["items"][2]["guid_written"] != told["megaphone"]["items"][2]["guid"],
           "which some apps take for a part of it")
    tap.same([i["enclosures"] for i in told["itunesu"]["items"]], [1, 1, 1, 2], "a second enclosure is counted")
    tap.same([told[n]["items"][0]["title"] for n in ("broadcaster", "japanese", "feedforall", "rss10")],
             ["Письмо третье: «Ёлка на балконе»", "第3回 十円のパン", "Tape 3: Burns supper, 1981", "La marée basse"],
             "windows-1251, Shift_JIS, UTF-16 and Latin-1 are read")
    tap.same([told[n]["is_locked"] for n in ("podigee", "rsscom", "podlove", "art19")], ["yes", "yes", "no", None],
             "a feed that is locked says so")


# Damage

CORE = ("title", "guid", "date", "enclosure", "season", "number")
PLAIN = ("guid", "date", "enclosure", "season", "number")


def stripped(told, *without):
    """Without the lines of the file and what was reported."""
    def clean(value):
        if isinstance(value, dict):
            return {k: clean(v) for k, v in value.items() if k not in ("line", "messages", "from", *without)}
        return [clean(v) for v in value] if isinstance(value, list) else value
    return clean(told)


def only(told, names):
    return [[item[name] for name in names] for item in told["items"]]


def asked(variant, told):
    """What the readings of a damaged file and of its twin must have in common."""
    if variant.wanted in ("same", "fields"):
        return stripped(told, *(["elements"] if variant.wanted == "fields" else []))
    if variant.wanted in ("items", "plain"):
        return only(told, CORE if variant.wanted == "items" else PLAIN)
    items = stripped(told)["items"]
    return items[:variant.whole] if variant.wanted == "before" else sorted(json.dumps(i) for i in items)


def first_difference(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        pairs = [(f"{path}.{k}", a.get(k), b.get(k)) for k in b]
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        pairs = [(f"{path}[{i}]", x, y) for i, (x, y) in enumerate(zip(a, b))]
    else:
        return f"{path}: {str(a)[:150]!r} should be {str(b)[:150]!r}"
    return next((first_difference(x, y, p) for p, x, y in pairs if x != y), path)


def read_variant(job):
    """(file, variant, our reading): None where it is right, else what is wrong."""
    where, name, variant = job
    file, twin = where / f"{name}.{variant.kind}.xml", where / f"{name}.{variant.kind}.twin.xml"
    file.write_bytes(variant.damaged)
    twin.write_bytes(variant.twin)
    told = corpus.tell(file)
    if told is None:
        return file, told, "no feed"
    found, wanted = asked(variant, told), asked(variant, corpus.tell(twin))
    return file, told, None if found == wanted else first_difference(found, wanted)


# (parser, kind of damage, field): why a parser reads less from it than we do, or other things.
LOST = {}


def judged(name, kind, ours, reading, parser):
    """Of the items that a parser finds in damage: whether we have them too, and alike."""
    mine = {item["guid"]: item for item in others.ours(ours)["items"] if item["guid"]}
    for other in reading["items"]:
        guid = other.get("guid")
        if not guid or not other.get("url"):
            continue
        if guid not in mine:
            yield (parser, kind, "guid"), f"{name}.{kind}: {parser} finds {guid!r}, we do not"
            continue
        for field in ("title", "date", "url", "duration", "number", "season"):
            if other.get(field) and differs(field, mine[guid], other) and (parser, name, field) not in EXCUSED:
                yield (parser, kind, field), \
                    f"{name}.{kind}: {field}: we {mine[guid][field]!r}, {parser} {other[field]!r}"


def whole(where):
    return [(where, name, variant) for name, file in corpus.feeds().items()
            if not name.startswith("soundcloud-") for variant in damage.variants(name, file)]


def damaged(where):
    jobs = whole(where)
    with ThreadPoolExecutor(CORES) as pool:
        results = list(pool.map(read_variant, jobs))
    for kind in sorted({variant.kind for _, _, variant in jobs}):
        wrong = [f"{job[1]}: {fault}" for job, (_, _, fault) in zip(jobs, results)
                 if job[2].kind == kind and fault]
        tap.none(wrong, f"{kind}: {sum(job[2].kind == kind for job in jobs)} feeds")
    tap.ok(len(jobs) > 1000, "which makes more than a thousand damaged feeds", len(jobs))
    return [(name, variant.kind, file, told) for (_, name, variant), (file, told, _) in zip(jobs, results) if told]


def judges(read):
    files = [file for _, _, file, _ in read]
    with ProcessPoolExecutor(CORES) as pool:
        parsed = {"feedsmith": others.by_feedsmith(files),
                  "feedparser": list(pool.map(others.by_feedparser, files, chunksize=20))}
    used = set()
    for parser, readings in parsed.items():
        faults = [fault for (name, kind, _, told), reading in zip(read, readings) if reading
                  for fault in judged(name, kind, told, reading, parser)]
        used |= {why for why, _ in faults}
        tap.none([line for why, line in faults if why not in LOST],
                 f"{parser} finds in damage nothing that we do not find")
        tap.ok(sum(reading is not None for reading in readings) > 500, f"and reads much of it: {parser}")
    tap.none(sorted(set(LOST) - used), "each excuse for damage is needed")


def main():
    readers.install()
    feeds = corpus.feeds()
    with ThreadPoolExecutor(CORES) as pool:
        told = dict(zip(feeds, pool.map(corpus.tell, feeds.values())))
    tap.none([name for name in told if told[name] is None], "every feed is a feed")
    by_hand(told)
    pages(told)
    odd_values(told)
    agreement(feeds, told)
    where = Path(tempfile.mkdtemp(prefix="blether-import-"))
    try:
        judges(damaged(where))
    finally:
        shutil.rmtree(where)
    tap.finish()


main()
