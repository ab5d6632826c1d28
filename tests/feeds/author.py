"""What the author wrote, as plain data: the site of the tests of this folder.

SITE, SHOWS and their episodes carry the fields as `blether help` names them;
`write(folder)` makes a content folder of them with python3-yaml, and every
test compares what a program read in the feed with this data, never with our own
code. Keys that begin with `_` are no fields: recordings, notes, and what readers
must find.

`_notes` is a list of blocks: Markdown, the words that must be read in the notes,
the targets of links and pictures, and the words where apps show no pictures.
Targets without a scheme are places of the site; `NAME-*.jpg` is a picture whose
name has a piece of its hash.
"""

import shutil
from pathlib import Path

import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "build/fixtures"
COVER = ROOT / "pipeline/cli/skeleton/cover.jpg"
NOW = "2026-12-01T00:00:00Z"

# All that has ever broken a writer or a reader of feeds.
HOSTILE = "Hope & \"us\" 'all' ]]> %s %n {{x}} &ldquo;q&rdquo; 🌱👩‍👩‍👧 שלום مرحبا e\u0301"
TAGGED = "Why <b>bold</b> & <in> are 1 < 2 > 0"

SITE = {
    "title": "All sorts & <things>",
    "language": "en-GB",
    "summary": "A site that tests every reader.",
    "contact": "hello@example.org",
    "json_feed": True,
    "hub": "https://hub.example.org/?a=1&b=2",
}

TALK = [
    (0.0, 1.2, "Màiri & Tam", "Good evening & <welcome> ]]> to %s."),
    (1.2, 2.4, "שרה כהן", "שלום לכולם"),
    (2.4, 3.5, "Màiri & Tam", "&ldquo;Typed&rdquo; as it is 🌱."),
]


def block(markdown, words, *targets, brief=None):
    return {"markdown": markdown, "words": words, "targets": list(targets),
            "brief": words if brief is None else brief}


LONG = ("Grief & love keep to no timetable, say «all» 🌱 of us; שלום. " * 20).strip()

HARD_NOTES = [
    block(r"A paragraph with `]]>`, &amp; and \<b\>no tag\</b\>, “quotes”, 'these' and \"those\".",
          "A paragraph with ]]>, & and <b>no tag</b>, “quotes”, 'these' and \"those\"."),
    block("## A heading *of sorts* &amp;amp; more", "A heading of sorts &amp; more"),
    block(r"Typed: \&ldquo;so\&rdquo;, %s %n %d, e" + "\u0301" + " and שלום עולם, مرحبا بالعالم, 👩‍👩‍👧.",
          "Typed: &ldquo;so&rdquo;, %s %n %d, e\u0301 and שלום עולם, مرحبا بالعالم, 👩‍👩‍👧."),
    block("- One & two\n- A [page](../../../pages/about.md)\n"
          "- [Another episode](../02-second/episode.md)",
          "One & two A page Another episode",
          "pages/about.html", "podcasts/all-sorts/second.html"),
    block("![Two cups & \"a\" table](cups.jpg)", "", "podcasts/all-sorts/cups-*.jpg",
          brief="Two cups & \"a\" table"),
    block("1. First\n2. Second\n\n> Said *softly* and **loudly**.",
          "First Second Said softly and loudly."),
    block("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b | |---|---| | 1 | 2 |"),
    block("    code & <pre>\n      two", "code & <pre> two"),
    block("Ring [116 123](tel:116123) or see <https://example.com/?a=1&b=2> or "
          "[write](mailto:hello@example.org).",
          "Ring 116 123 or see https://example.com/?a=1&b=2 or write.",
          "tel:116123", "https://example.com/?a=1&b=2", "mailto:hello@example.org"),
]

LONG_NOTES = [block(LONG, LONG) for _ in range(4)] + [block("## The end", "The end")]

VALUE = {
    "type": "lightning", "method": "keysend", "suggested": "0.00000005000",
    "recipients": [
        {"name": "Màiri & <co>", "type": "node", "split": 95, "custom_key": "696969", "custom_value": "a&b",
         "address": "02d5c1bf8b940dc9cadca86d1b0a3c37fbe39cee4c7e839e33bef9174531d27f52"},
        {"name": "App", "type": "node", "split": 5, "fee": True,
         "address": "03ae9f91a0cb8ff43840e3c322c4c61f019d8c1c3cea15a25cfc425ac605e61a4a"},
    ],
}
VALUE_WITH_SPLIT = {
    **VALUE, "suggested": "0.00000015000",
    "splits": [{"start": "00:02", "duration": "00:03", "remote_percentage": 90, "remote_start": "00:10",
                "remote": {"guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
                           "episode": "https://example.com/?a=1&b=2"}}],
}

ALL_SORTS = {
    "title": "Gàidhlig & <Us>: “all” שלום 🌱",
    "author": "Màiri O’Neill & Co",
    "owner": {"name": "Network <of> & all", "email": "podcast@example.org"},
    "summary": "Talks & more.",
    "description": "Talks & <more> in two paragraphs, ]]> and %s, “quoted” 'so', שלום.\n\nThe second one.",
    "language": "en-GB",
    "categories": ["Religion & Spirituality > Spirituality", "Kids & Family > Stories for Kids"],
    "cover": "cover.jpg",
    "cover_alt": "A plain square",
    "type": "episodic",
    "explicit": False,
    "copyright": "Màiri O’Neill & Co",
    "licence": "CC-BY-SA-4.0",
    "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
    "locked": True,
    "medium": "podcast",
    "mastering": {"low_data": True},
    "people": [
        {"name": "Màiri O’Neill", "role": "host", "url": "https://mairi.example.org/?a=1&b=2",
         "picture": "portrait.jpg"},
        {"name": "שרה כהן & <Tam>", "role": "Producer", "group": "Creative Direction"},
    ],
    "funding": [{"url": "https://example.org/give?a=1&b=2", "label": "Give & <help> 🌱"}],
    "seasons": [{"number": 2, "name": "Where we begin & <end>"}, {"number": 3, "name": "העונה הבאה"}],
    "update_frequency": {"label": "Every other Monday & <more>", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
                         "start": "2024-03-04 09:00 +00:00"},
    "locations": [
        {"name": "Inverclyde & <Firth>", "rel": "subject", "geo": "geo:55.93,-4.77", "osm": "R1920628",
         "country": "GB"},
        {"name": "Grianaig", "rel": "creator", "country": "GB"},
    ],
    "podroll": [
        {"guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810", "feed": "https://example.com/feed.xml?a=1&b=2",
         "title": "Another & <show> שלום", "medium": "music"},
        {"guid": "d5a1ae35-5e8b-599a-943b-95609562016d", "feed": "https://example.com/two.xml",
         "title": "A third"},
    ],
    "publisher": {"guid": "14142ccc-8358-56e4-b1f6-a19708ab14b5", "feed": "https://example.com/publisher.xml",
                  "title": "The publisher & <co>"},
    "images": [{"file": "banner.jpg", "alt": "A banner & \"more\" שלום", "purpose": "banner"}],
    "txt": [{"text": "S6lpp-7ZCn8-dZfGc-OoyaG", "purpose": "verify"}, {"text": "A line & <more> ]]> שלום"}],
    "block": ["amazon"],
    "podping": True,
    "value": [VALUE],
    "_pictures": {"banner.jpg": "colour.jpg", "portrait.jpg": "grey.jpg"},
    "_folder": "all-sorts",
    "_episodes": [
        {
            "title": HOSTILE,
            "number": 1, "season": 2, "type": "full",
            "date": "2024-02-29 09:00 +00:00",
            "guid": "564431c4-0af3-49eb-9a07-66c3c76659e1",
            "summary": "What it is about: & <b>, \"quotes\", ]]> and שלום.",
            "note": "This talk is about loss & grief.",
            "explicit": False,
            "chapters": [
                {"start": "00:00", "title": "Welcome & <hello>"},
                {"start": "00:01", "title": "Brèagha ]]> “so” שלום", "url": "https://example.org/c?a=1&b=2"},
                {"start": "00:02.500", "title": "The end 🌱", "picture": "cups.jpg"},
            ],
            "people": [
                {"name": "Màiri O’Neill", "role": "host"},
                {"name": "Zoë Ångström-Ødegård 李小龍", "role": "guest", "url": "https://example.org/zoe"},
            ],
            "licence": "CC-BY-4.0",
            "areas": ["loss"], "topics": ["Kindness & <care>", "Tea"],
            "display": "1½ & <more>",
            "cover": "own.jpg", "cover_alt": "Its own & <picture>",
            "locations": [{"name": "שלום & <somewhere>", "rel": "subject", "country": "IL"}],
            "soundbites": [
                {"start": "00:01.500", "duration": "00:15", "title": "A taste & <bite> 🌱"},
                {"start": "00:02", "duration": "00:16"},
            ],
            "links": [{"url": "https://video.example.org/watch?v=1&t=2", "label": "The video & <more> שלום"}],
            "funding": [{"url": "https://example.org/this?a=1&b=2", "label": "This & <that>"}],
            "txt": [{"text": "An item's & <own>", "purpose": "release"}],
            "value": [VALUE_WITH_SPLIT],
            "_slug": "first", "_recording": "long.mp3", "_transcript": TALK, "_notes": HARD_NOTES,
            "_pictures": {"cups.jpg": "colour.jpg", "own.jpg": "OWN"},
        },
        {
            "title": TAGGED,
            "number": 2, "season": 2, "type": "full",
            "date": "2025-03-30 09:00 +01:00",
            "guid": "564431c4-0af3-49eb-9a07-66c3c76659e2",
            "summary": "Notes of more than 5,000 bytes.",
            "explicit": True,
            "master": False,
            "_slug": "second", "_recording": "fast.m4a", "_notes": LONG_NOTES,
            "_brief_blocks": 2,
        },
        {
            "title": "No notes, no numbers",
            "type": "bonus",
            "date": "2025-10-26 01:30 +00:00",
            "guid": "564431c4-0af3-49eb-9a07-66c3c76659e3",
            "summary": "The hour that comes twice.",
            "_slug": "third", "_recording": "vbr.mp3", "_notes": [],
        },
        {
            "title": "Trailer",
            "season": 3, "type": "trailer",
            "date": "2026-06-01 12:00 -05:30",
            "guid": "564431c4-0af3-49eb-9a07-66c3c76659e4",
            "summary": "What comes next.",
            "_slug": "fourth", "_recording": "plain.m4a", "_notes": [block("Soon.", "Soon.")],
        },
    ],
}

SERIAL = {
    "title": "סיפורים קצרים",
    "author": "רשת הדוגמה",
    "owner": {"name": "רשת הדוגמה", "email": "serial@example.org"},
    "summary": "סיפורים.",
    "description": "סיפורים קצרים & ארוכים.",
    "language": "he",
    "categories": ["Fiction > Drama"],
    "cover": "cover.jpg",
    "cover_alt": "A plain square",
    "type": "serial",
    "explicit": True,
    "locked": False,
    "medium": "audiobook",
    "complete": True,
    "strict_w3c": True,
    "block": ["all"],
    "allow": ["antennapod"],
    "new_feed_url": "https://feeds.example.org/moved/feed.xml",
    "_folder": "serial",
    "_episodes": [
        {
            "title": f"פרק {number}",
            "number": number, "season": 1,
            "areas": ["loss"], "topics": ["Kindness & <care>"] if number == 1 else [],
            "date": f"2026-0{number}-01 09:00 +02:00",
            "guid": f"00000000-0000-4000-8000-00000000000{number}",
            "summary": f"הפרק מספר {number}.",
            "_slug": f"part-{number}", "_recording": "mono.wav" if number == 1 else "cbr.mp3",
            "_notes": [block(f"שלום {number}", f"שלום {number}")],
        }
        for number in (1, 2)
    ],
}

SHOWS = [ALL_SORTS, SERIAL]

AREAS = [{"title": "Loss & <grief> שלום", "summary": "What helps & what does not.", "_slug": "loss"}]


def fields(item):
    return {key: value for key, value in item.items() if not key.startswith("_")}


def dump(data):
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6)


def clock(seconds):
    return f"00:00:{seconds:06.3f}"


def transcript(cues):
    """WebVTT, where & < > are written as references."""
    def escape(text):
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = [f"{clock(start)} --> {clock(end)}\n<v {escape(who)}>{escape(words)}\n"
             for start, end, who, words in cues]
    return "\n".join(["WEBVTT\n", *lines])


def make_picture(name, file):
    """A fixture; OWN: a cover as directories want it, unlike that of the show."""
    if name == "OWN":
        Image.new("RGB", (1400, 1400), (40, 90, 160)).save(file, quality=90, dpi=(72, 72))
    else:
        shutil.copy(FIXTURES / name, file)


def write_episode(folder, episode):
    folder.mkdir(parents=True)
    notes = "\n\n".join(part["markdown"] for part in episode["_notes"])
    page = fields(episode)
    if "_transcript" not in episode:
        page["no_transcript"] = "This is a test."
    (folder / "episode.md").write_text(f"---\n{dump(page)}---\n{notes}\n")
    recording = episode["_recording"]
    shutil.copy(FIXTURES / recording, folder / f"talk{Path(recording).suffix}")
    if "_transcript" in episode:
        (folder / "transcript.vtt").write_text(transcript(episode["_transcript"]))
    for name, picture in episode.get("_pictures", {}).items():
        make_picture(picture, folder / name)


def write(folder, address, shows=SHOWS):
    """The content folder of a site that stands at that address; `folder` is made."""
    folder = Path(folder)
    (folder / "pages").mkdir(parents=True)
    (folder / "areas").mkdir()
    (folder / "site.yaml").write_text(dump({"address": address, **SITE}))
    for area in AREAS:
        (folder / f"areas/{area['_slug']}.md").write_text(f"---\n{dump(fields(area))}---\nMore of it.\n")
    (folder / "pages/about.md").write_text("---\ntitle: About\n---\nUs.\n")
    (folder / "private").mkdir()
    (folder / "private/consent.csv").write_text("id,given,scope\n" + "".join(
        f"{who},2020-01-01,all\n" for who in ("mairi-oneill", "tam", "zoe-angstrom-odegard")))
    for show in shows:
        home = folder / "podcasts" / show["_folder"]
        home.mkdir(parents=True)
        for episode in show["_episodes"]:
            number = f"{episode['number']:02}-" if "number" in episode else ""
            write_episode(home / (number + episode["_slug"]), episode)
        (home / "show.yaml").write_text(dump(fields(show)))
        shutil.copy(COVER, home / show["cover"])
        for name, picture in show.get("_pictures", {}).items():
            make_picture(picture, home / name)
