"""Usage: talk.py FOLDER. Writes an episode of an hour into FOLDER: a tone, and a transcript of 9,500
words of varied English, which are those of the project's own documents, in 400 turns
of cues of about seven words."""

import re
import subprocess
import sys
from pathlib import Path

WORDS, CUES, TURNS, SECONDS = 9500, 1300, 400, 3600
ROOT = Path(__file__).resolve().parents[2]
SPEAKERS = ["Morag Sinclair", "Imran Qureshi", "Elspeth"]


def clock(seconds):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def words():
    """Those of prose: of the documents, and of the advice that messages give."""
    files = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("include/base/*_ids.h"))]
    text = " ".join(file.read_text() for file in files)
    found = re.findall(r"[A-Za-z][a-z’']*[.,;:?!]?(?=\s)", text)
    assert len(found) >= WORDS, len(found)
    return found[:WORDS]


def transcript():
    spoken, cues = words(), ["WEBVTT\n"]
    for n in range(CUES):
        start, end = (SECONDS * k // CUES for k in (n, n + 1))
        said = " ".join(spoken[WORDS * n // CUES:WORDS * (n + 1) // CUES])
        cues.append(f"{clock(start)} --> {clock(end)}\n<v {SPEAKERS[n * TURNS // CUES % 3]}>{said}\n")
    return "\n".join(cues)


folder = Path(sys.argv[1])
folder.mkdir()
subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                f"sine=frequency=300:beep_factor=4:sample_rate=16000:duration={SECONDS}",
                "-b:a", "24k", folder / "talk.mp3"], check=True)
(folder / "talk.vtt").write_text(transcript())
(folder / "episode.md").write_text("""---
title: A talk of an hour
number: 5
season: 1
date: 2026-10-28 09:00 +00:00
guid: 7f9f3a0c-52b4-4c6e-9f2e-0f2c5a4f5e11
type: full
summary: As long as talks are, with all that is said in it.
explicit: false
master: false
transcript: talk.vtt
---
A talk.
""")
