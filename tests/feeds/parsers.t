#!/usr/bin/python3
"""Nine programs of Debian and npm read our feeds, each field as the author wrote it; gPodder downloads."""

import filecmp
import html
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, __file__.rpartition("/")[0])

import author
import box
import expected
import readers
import tap

# Which reader has a place for which field: `*` marks one in which it is known to differ (DIFFERS).
CHANNEL = {
    "feedparser": "title link description* language author image categories* explicit* type owner copyright "
                  "guid locked_owner medium self date changed generator",
    "podcastparser": "title link description language author image categories explicit type generator owner",
    "newsboat": "title link",
    "gPodder": "title link description image",
    "podcast-partytime": "title link description* language author image rss_image categories explicit type "
                         "owner copyright guid locked medium self date changed generator editor funding "
                         "people* license* location values texts podroll publisher* named_blocks "
                         "apple_blocked hub moved trailers",
    "feedsmith": "title link description language author image rss_image categories explicit type owner "
                 "copyright guid locked locked_owner medium self date changed generator editor funding "
                 "people license locations values texts images blocks apple_blocked hub podroll publisher "
                 "frequency podping moved trailers",
    "rss-parser": "title link description language author image rss_image categories explicit* owner "
                  "copyright self date changed generator editor",
    "podparse": "title link description language author image categories* explicit type owner guid locked "
                "medium self date changed generator editor funding people license location values* trailers",
    "feedparser of npm": "title link description language author image rss_image categories* explicit* type "
                         "owner copyright guid locked* locked_owner medium self date changed generator "
                         "editor funding people license locations values texts images blocks apple_blocked hub "
                         "podroll publisher frequency podping moved trailers",
}
ITEM = {
    "feedparser": "title guid permalink link date words brief_words targets* brief_targets* url length* mime "
                  "duration* season* number* kind explicit* itunes_title chapters simple_chapters",
    "podcastparser": "title guid link date words targets url length mime duration season number kind "
                     "explicit simple_chapters*",
    "newsboat": "title guid link date words targets url mime editor",
    "gPodder": "title guid link date words targets url length mime duration simple_chapters*",
    "podcast-partytime": "title* guid link date words* brief_words* targets brief_targets url length mime "
                         "duration season number kind explicit podcast_season podcast_number transcripts* "
                         "chapters people* license* alternates season_name display cover location "
                         "effective_values texts soundbites*",
    "feedsmith": "title guid permalink link date words brief_words targets brief_targets url length mime "
                 "duration season number kind explicit itunes_title podcast_season podcast_number "
                 "transcripts chapters simple_chapters chapter_images people license alternates "
                 "season_name display cover images locations values soundbites texts",
    "rss-parser": "title guid link date words brief_words targets brief_targets url length* mime duration* "
                  "season* number* kind explicit*",
    "podparse": "title guid link date brief_words brief_targets url length mime duration season number kind "
                "explicit transcripts chapters people license alternates location values* soundbites links "
                "funding",
    "feedparser of npm": "title* guid permalink* link date words brief_words targets brief_targets url "
                         "length* mime author duration* season* number* kind explicit* itunes_title "
                         "podcast_season* podcast_number* transcripts chapters simple_chapters people "
                         "license alternates chapter_images season_name display cover images locations "
                         "values soundbites links funding texts",
}


def as_text(value):
    return None if value is None else str(value)


def true_false(value):
    return str(value).lower()


def one_by_one(categories):
    """Each name once, parents before their children."""
    return list(dict.fromkeys(name for category in categories for name in category.split(" > ")))


def whole_seconds(chapters):
    return [[start[:8] + ".000", *rest] for start, *rest in chapters]


def decoded_again(words):
    """References resolved once more, and what then looks like a tag gone."""
    return expected.words_of(html.unescape(words))


def capitals(people):
    return [[name, role.title(), group.title(), *rest] for name, role, group, *rest in people]


def without_phones(targets):
    return ["" if target.startswith("tel:") else target for target in targets]


NO_PHONE = "drops telephone numbers"
def titled(soundbites):
    return [[start, duration, title or author.ALL_SORTS["title"]] for start, duration, title in soundbites]


def joined(categories):
    if len(categories) == 1:
        return ["/".join([categories[0].rpartition(" > ")[2]] * 2)]
    return [category.replace(" > ", "/") for category in categories]


TEXTS = "attributes and texts stay texts"
TWICE = "it decodes references once more, so that what looks like a tag or an entity becomes one"

# Where a reader is known to differ: why, and what it makes of what the author wrote.
DIFFERS = {
    ("feedparser", "description"): ("takes it for HTML and drops what looks like a tag",
                                    lambda text: text.replace("<more>", "")),
    ("feedparser", "categories"): ("knows no categories within others", one_by_one),
    ("feedparser", "explicit"): ("knows no true and false, only yes and clean", lambda value: None),
    ("feedparser", "targets"): (NO_PHONE, without_phones),
    ("feedparser", "brief_targets"): (NO_PHONE, without_phones),
    ("podcastparser", "simple_chapters"): ("counts whole seconds", whole_seconds),
    ("gPodder", "simple_chapters"): ("counts whole seconds", whole_seconds),
    ("podcast-partytime", "description"): ("makes it one line", expected.one_line),
    ("podcast-partytime", "title"): (TWICE, html.unescape),
    ("podcast-partytime", "words"): (TWICE, decoded_again),
    ("podcast-partytime", "brief_words"): (TWICE, decoded_again),
    ("podcast-partytime", "license"): ("knows no licence without an address",
                                       lambda licence: licence if licence[1] else [None, None]),
    ("podcast-partytime", "publisher"): ("drops the title", lambda remote: [*remote[:2], None]),
    ("podcast-partytime", "soundbites"): ("gives one without a title that of the show", titled),
    ("podparse", "values"): ("knows no splits", lambda values: [value[:4] for value in values]),
    ("podcast-partytime", "people"): ("writes roles as the taxonomy does", capitals),
    ("podcast-partytime", "transcripts"): ("calls SubRip application/srt", lambda all_of: [
        [url, "application/srt" if url.endswith(".srt") else kind, *rest] for url, kind, *rest in all_of]),
    ("rss-parser", "explicit"): (TEXTS, true_false),
    ("podparse", "categories"): ("sorts them, without order or parents",
                                 lambda categories: sorted(one_by_one(categories))),
    ("feedparser of npm", "categories"): ("joins them by a slash, and drops the parent of an only one",
                                          joined),
    ("feedparser of npm", "title"): ("drops the tags that HTML has", lambda title: re.sub("</?b>", "", title)),
    ("feedparser of npm", "explicit"): (TEXTS, true_false),
    ("feedparser of npm", "locked"): (TEXTS, lambda value: "yes" if value else "no"),
    ("feedparser of npm", "permalink"): (TEXTS, true_false),
}
# They turn a serial show round, so that its first episode stands first.
OLDEST_FIRST = ["podcastparser", "podparse"]

for reader in ("feedparser", "rss-parser", "feedparser of npm"):
    for field in ("length", "duration", "season", "number"):
        DIFFERS[reader, field] = (TEXTS, as_text)
for field in ("podcast_season", "podcast_number"):
    DIFFERS["feedparser of npm", field] = (TEXTS, as_text)


def unused():
    """Differences that no field of a reader is marked with."""
    marked = {(reader, name) for table in (CHANNEL, ITEM) for reader in table
              for name, differs in fields_of(table, reader) if differs}
    return sorted(set(DIFFERS) - marked)


def fields_of(table, reader):
    return [(name.rstrip("*"), name.endswith("*")) for name in table[reader].split()]


def with_words(item):
    """The notes as words and targets, which is what listeners have of them: without full ones, the brief."""
    if "notes" in item and not item["notes"]:
        item = {**item, "notes": item.get("brief")}
    made = dict(item)
    for name, words, targets in (("notes", "words", "targets"),
                                 ("brief", "brief_words", "brief_targets")):
        if name in item:
            made[words], made[targets] = expected.words_of(item[name]), expected.targets_of(item[name])
    return made


def wanted(reader, name, differs, value):
    return DIFFERS[reader, name][1](value) if differs and value is not None else value


def sentence(reader, name, differs, of):
    why = f" ({DIFFERS[reader, name][0]})" if differs else ""
    return f"{reader} reads the {name.replace('_', ' ')} of {of} as it was written{why}"


def compare(reader, show, found):
    of = show.show["_folder"]
    tap.same(len(found["items"]), len(show.items), f"{reader} finds every item of {of}")
    for name, differs in fields_of(CHANNEL, reader):
        tap.same(found["channel"].get(name), wanted(reader, name, differs, show.channel[name]),
                 sentence(reader, name, differs, of))
    items = [with_words(item) for item in found["items"]]
    turned = show.show["type"] == "serial" and reader in OLDEST_FIRST
    written = show.items[::-1] if turned else show.items
    for name, differs in fields_of(ITEM, reader):
        tap.same([item.get(name) for item in items],
                 [wanted(reader, name, differs, item[name]) for item in written],
                 sentence(reader, name, differs, f"the items of {of}"))


def compare_downloads(show, folder):
    """gPodder's copies are what lies on the server."""
    copies = {path.name: path for path in folder.rglob("*") if path.is_file()}
    for item in show.items:
        name = item["file"].name
        tap.ok(name in copies and filecmp.cmp(copies[name], item["file"], shallow=False),
               f"gPodder downloads '{show.home}/{item['link'].rpartition('/')[2]}' byte for byte", copies)


def read_all(show, where, certificate):
    feed = show.output / show.path
    name = show.show["_folder"]
    found = {"feedparser": readers.python_feedparser(feed),
             "podcastparser": readers.python_podcastparser(feed),
             "newsboat": readers.newsboat(show.url, where / f"newsboat-{name}"),
             "gPodder": readers.gpodder(show.url, where / f"gpodder-{name}", certificate),
             **readers.npm(feed)}
    for reader in CHANNEL:
        compare(reader, show, found[reader])
    compare_downloads(show, where / f"gpodder-{name}/downloads")


def main():
    tap.none(unused(), "every difference that is allowed is looked for")
    port = box.free_port()
    address = f"https://localhost:{port}/all/"
    with box.box() as where:
        author.write(where / "content", address)
        box.must_build(where, output="root/all")
        with box.server(where / "server", port, where / "root") as certificate:
            for show in author.SHOWS:
                read_all(expected.Show(show, address, where / "root/all", author.SITE["hub"]), where,
                         certificate)
    tap.finish()


main()
