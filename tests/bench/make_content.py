#!/usr/bin/python3
"""Usage: make_content.py [--words WORDS] EPISODES DIR

Writes the same podcast twice: DIR/content for blether and DIR/hugo for Hugo.
The same numbers give the same bytes, on every machine with the same ffmpeg.

Each transcript has six sentences, or else WORDS words, 9,500 being those of an
hour. The recordings stay three seconds long, and what is said in them is fast.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
STYLE = HERE.parents[1] / "pipeline/site/theme/style.css"
ADDRESS = "https://bench.example.org/"
SHOW = "long-walks"
FIRST = datetime(2015, 1, 5, 9, 0, tzinfo=timezone.utc)
LINK = "{link}"  # stands in the notes for the way to another episode
EPISODE_OUTPUTS = ["HTML", "chapters", "transcript", "captions", "words", "piece", "twin", "oembed", "embed"]
FRAMES = 115  # of one recording: three seconds of 44.1 kHz
SECONDS = FRAMES * 1152 / 44100
SENTENCES = 6  # of a transcript, unless it shall have so many words

WHO = ["A neighbour", "The choir", "My grandmother", "A nurse on nights", "The ferry crew",
       "Somebody new to town", "The youth group", "An old friend", "The café", "A teacher"]
DOES = ["keeps", "remembers", "mends", "shares", "listens to", "waits for", "sings", "carries",
        "writes down", "walks past", "looks after", "gives away"]
WHAT = ["the garden", "a pot of soup", "an hour of quiet", "the long road home", "a borrowed coat",
        "the names of the dead", "a letter from Brèagha", "the first light", "a song in Gàidhlig",
        "the rain on the loch", "a door that stays open", "the empty chair", "the tea & the biscuits"]
WHEN = ["every Tuesday", "after the storm", "before anyone is awake", "when the shops have shut",
        "at the end of a hard week", "in the middle of winter", "while the kettle boils",
        "as long as it takes", "without being asked", "for the third year running"]
WORDS = ["loss", "hope", "kindness", "belonging", "stillness", "laughter", "bread", "weather",
         "forgiveness", "sleep", "courage", "silence", "neighbours", "music", "grief", "home"]
NAMES = ["Aila Begg", "Tam O’Neill", "Rukhsana Iqbal", "Eilidh Ross", "Jerzy Nowak", "Mo Farquhar"]


class Writer:
    """Makes up prose that is different everywhere and the same every time."""

    def __init__(self, seed):
        chooser = random.Random(seed)
        self.pick, self.some = chooser.choice, chooser.sample
        self.number = random.Random(seed + 1).randint

    def sentence(self):
        return f"{self.pick(WHO)} {self.pick(DOES)} {self.pick(WHAT)} {self.pick(WHEN)}."

    def paragraph(self, sentences):
        return " ".join(self.sentence() for _ in range(sentences))

    def notes(self, link):
        """About 430 words with everything that notes are made of."""
        w = self
        return f"""{w.paragraph(4)}

## What we talk about

{w.paragraph(3)} It is *not always easy*, and **nobody has to do it alone**. {w.paragraph(2)}

- {w.sentence()}
- {w.sentence()} See [the guide of the council](https://council.example.org/{w.pick(WORDS)} "A guide").
- **{w.pick(WORDS).capitalize()}**: {w.sentence()}

> {w.paragraph(2)}

### In this order

1. {w.sentence()}
2. {w.sentence()}
3. {w.sentence()}

{w.paragraph(3)} You can hear more in [an earlier talk]({link}), and read
[what others say](https://stories.example.org/{w.number(1, 999)}). {w.paragraph(3)}

---

## Where to go next

{w.paragraph(4)} Type `{w.pick(WORDS)}` to search for it.

{w.paragraph(2)}
"""

    def talk(self, words):
        """The sentences of a transcript."""
        lines = [self.sentence() for _ in range(SENTENCES)]
        count = sum(len(line.split()) for line in lines)
        while count < words:
            lines.append(self.sentence())
            count += len(lines[-1].split())
        return lines

    def page(self):
        """About 600 words."""
        return "\n\n".join(f"## {word.capitalize()}\n\n{self.paragraph(6)}\n\n"
                           f"- {self.sentence()}\n- {self.sentence()}\n\n{self.paragraph(5)}"
                           for word in self.some(WORDS, 5)) + "\n"


class Raw(str):
    """A value of front matter that needs no quotes."""


def ffmpeg(*arguments):
    command = ["ffmpeg", "-nostdin", "-v", "error", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def mp3_frames():
    """The frames of a minute that rises in pitch; each stands on its own (no bit reservoir)."""
    sweep = "aevalsrc='0.3*sin(2*PI*(200+10*t)*t)':s=44100:d=60"
    data = ffmpeg("-f", "lavfi", "-i", sweep, "-ac", "1", "-b:a", "32k", "-reservoir", "0",
                  "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "-")
    frames, at = [], 0
    while at + 4 <= len(data) and data[at] == 0xFF:
        size = 144 * 32000 // 44100 + (data[at + 2] >> 1 & 1)
        frames.append(data[at:at + size])
        at += size
    return frames


def id3(title):
    """An ID3v2.3 tag with a title, as an editor would leave it."""
    text = b"\x01" + title.encode("utf-16")
    frame = b"TIT2" + len(text).to_bytes(4, "big") + b"\0\0" + text
    size = len(frame)
    return b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + frame


def person_id(name):
    return re.sub("[^a-z]+", "-", name.lower().replace("’", ""))


def write_consents(where):
    """Everybody has agreed to be named."""
    rows = [f"{person_id(name)},2014-12-01,site feed,,,\n" for name in NAMES]
    write(where / "content" / "private" / "consent.csv", "id,given,scope,until,withdrawn,note\n" + "".join(rows))


def for_hugo(fields):
    """`type` means something else to Hugo."""
    return {{"type": "kind_of"}.get(key, key): value for key, value in fields.items()}


def front_matter(fields):
    """YAML; lists, maps and texts as JSON, which YAML contains."""
    lines = [f"{key}: {value if isinstance(value, Raw) else json.dumps(value, ensure_ascii=False)}\n"
             for key, value in fields.items()]
    return "---\n" + "".join(lines) + "---\n"


def episodes(count, words):
    for number in range(1, count + 1):
        w = Writer(number)
        word = w.pick(WORDS)
        yield {
            "number": number,
            "slug": f"{word}-{number}",
            "folder": f"{number:04d}-{word}-{number}",
            "title": f"{word.capitalize()} & {w.pick(WORDS)}, talk {number}",
            "date": FIRST + timedelta(days=3 * number),
            "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{ADDRESS}{number}")),
            "summary": f"{w.sentence()} {w.sentence()}",
            "chapters": ["Before we begin", w.pick(WORDS).capitalize(), "Where to turn"],
            "people": [{"name": w.pick(NAMES), "role": role} for role in ("host", "guest")],
            "notes": w.notes(LINK),
            "transcript": w.talk(words),
        }


def said(lines, people):
    """(start and end in milliseconds, who, what) of each line; people take turns every two lines."""
    step = min(500, int(SECONDS * 1000) // len(lines))
    return [(i * step, (i + 1) * step, people[i // 2 % 2]["name"], line) for i, line in enumerate(lines)]


def webvtt(lines, people):
    cues = [f"00:00:{start / 1000:06.3f} --> 00:00:{end / 1000:06.3f}\n<v {who}>{line}</v>\n"
            for start, end, who, line in said(lines, people)]
    return "WEBVTT\n\n" + "\n".join(cues)


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def write_episode(e, other, frames, where):
    start = e["number"] * 7 % (len(frames) - FRAMES)
    recording = id3(e["title"]) + b"".join(frames[start:start + FRAMES])
    shared = {
        "title": e["title"], "number": e["number"], "season": 1 + e["number"] // 50,
        "guid": e["guid"], "type": "full", "summary": e["summary"], "explicit": False,
        "note": "This talk mentions grief. You can stop at any time.", "licence": "CC-BY-4.0",
        "people": e["people"], "related": [other["slug"]],
    }
    folder = where / "content" / "podcasts" / SHOW / e["folder"]
    transcript = webvtt(e["transcript"], e["people"])
    write(folder / "recording.mp3", recording)
    write(folder / "transcript.vtt", transcript)
    write(folder / "episode.md", front_matter({
        **shared, "date": Raw(e["date"].strftime("%Y-%m-%d %H:%M +00:00")),
        "chapters": [{"start": f"00:{i:02d}", "title": t} for i, t in enumerate(e["chapters"])],
    }) + e["notes"].replace(LINK, f"../{other['folder']}/episode.md"))

    # What blether finds out by itself, Hugo must be told: duration, bytes, who says what.
    folder = where / "hugo" / "content" / "podcasts" / SHOW / e["slug"]
    cues = [{"start": start / 1000, "end": end / 1000, "clock": f"0:{start // 1000:02}", "who": who, "text": line,
             "srt": f"00:00:{start / 1000:06.3f} --> 00:00:{end / 1000:06.3f}".replace(".", ",")}
            for start, end, who, line in said(e["transcript"], e["people"])]
    write(folder / "recording.mp3", recording)
    write(folder / "transcript.vtt", transcript)
    write(folder / "index.md", front_matter({
        **for_hugo(shared), "date": Raw(e["date"].isoformat()),
        "chapters": [{"start": i, "title": t} for i, t in enumerate(e["chapters"])],
        "outputs": EPISODE_OUTPUTS, "seconds": round(SECONDS), "bytes": len(recording),
        "cues": cues,
    }) + e["notes"].replace(LINK, f"../{other['slug']}/"))


def write_show(cover, where):
    shared = {
        "title": "Long Walks", "author": "The Bench Network", "summary": "Short talks, many of them.",
        "description": "Short talks about what helps when life is hard, made up by a program.",
        "language": "en-GB", "cover_alt": "An orange square.", "type": "episodic", "explicit": False,
        "copyright": "The Bench Network", "licence": "CC-BY-4.0", "locked": True,
        "owner": {"name": "The Bench Network", "email": "podcast@bench.example.org"},
    }
    folder = where / "content" / "podcasts" / SHOW
    write(folder / "cover.jpg", cover)
    yaml = front_matter({
        **shared, "cover": "cover.jpg", "format": "mp3", "bitrate": 64,
        "categories": ["Religion & Spirituality > Spirituality"],
        "people": [{"name": NAMES[0], "role": "host"}],
    })
    write(folder / "show.yaml", yaml.replace("---\n", ""))
    folder = where / "hugo" / "content" / "podcasts" / SHOW
    write(folder / "cover.jpg", cover)
    write(folder / "_index.md", front_matter({
        **for_hugo(shared), "outputs": ["HTML", "RSS"],
        "category": "Religion & Spirituality", "subcategory": "Spirituality",
        "podcast_guid": str(uuid.uuid5(uuid.NAMESPACE_URL, ADDRESS)),
    }))


def write_site(count, where):
    site = {"title": "The Bench Network", "address": ADDRESS, "language": "en-GB",
            "summary": "A site to measure with.", "contact": "hello@bench.example.org",
            "licence": "CC-BY-4.0"}
    write(where / "content" / "site.yaml", front_matter(site).replace("---\n", ""))
    for number in range(1, count // 10 + 1):
        w = Writer(-number)
        name = f"{w.pick(WORDS)}-{number}.md"
        page = front_matter({"title": f"About {w.pick(WORDS)} {number}", "summary": w.sentence(),
                             "order": number}) + w.page()
        write(where / "content" / "pages" / name, page)
        write(where / "hugo" / "content" / "pages" / name, page)


def main(count, where, words=0):
    shutil.copytree(HERE / "hugo", where / "hugo")
    write(where / "hugo" / "static" / "style.css", STYLE.read_bytes())
    frames = mp3_frames()
    cover = ffmpeg("-f", "lavfi", "-i", "color=orange:s=1400x1400", "-frames:v", "1", "-f", "mjpeg", "-")
    every = list(episodes(count, words))
    write_site(count, where)
    write_consents(where)
    write(where / "hugo" / "content" / "pages" / "_index.md", front_matter({"title": "Pages"}))
    write_show(cover, where)
    for e in every:
        write_episode(e, every[e["number"] * 31 % count], frames, where)


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__.partition("\n")[0].removeprefix("Usage: "))
    parser.add_argument("count", metavar="EPISODES", type=int)
    parser.add_argument("where", metavar="DIR", type=Path)
    parser.add_argument("--words", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main(**vars(arguments()))
