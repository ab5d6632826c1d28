#!/usr/bin/python3
"""Usage: media.py [MINUTES [RUNS]]

What the work on one recording costs beside the tools that do a part of it, each
in the same run and in turns: CPU seconds of the whole process tree, as medians
(trust these on a busy machine), wall seconds where two cores are compared, and
peak memory. The recording is made of the example episodes: speech with a soft
hiss, stereo, 44.1 kHz, an hour of it. The table also goes to build/bench/ as
TSV; a ratio above its bar is marked.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import RESULTS, ROOT, medians, run

WORKER = ROOT / "build/release/blether-media"
DECODE = ROOT / "build/release/tests/bench/decode"
EPISODES = ROOT / "content/podcasts/spirituality"


def ffmpeg(*arguments):
    return ["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)]


def make_recordings(folder, minutes):
    """talk.wav and, at the same level, talk.mp3; quiet.mp3 is 6 dB below it."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {kind: folder / f"talk-{minutes}.{kind}" for kind in ["wav", "mp3"]}
    if all(name.exists() for name in names.values()):
        return names
    parts = sorted(path for path in EPISODES.rglob("*")
                   if path.suffix in {".wav", ".m4a", ".mp3", ".opus"})
    inputs = [word for part in parts for word in ["-i", part]]
    streams = "".join(f"[{i}:a]aformat=sample_rates=44100:channel_layouts=stereo[s{i}];"
                      for i in range(len(parts)))
    joined = "".join(f"[s{i}]" for i in range(len(parts)))
    once = folder / "once.wav"
    subprocess.run(ffmpeg(*inputs, "-filter_complex", f"{streams}{joined}concat=n={len(parts)}:v=0:a=1",
                          once), check=True)
    hiss = "anoisesrc=color=pink:amplitude=0.004:seed=1:sample_rate=44100"
    subprocess.run(ffmpeg("-stream_loop", -1, "-i", once, "-f", "lavfi", "-i", hiss, "-filter_complex",
                          "[0:a]aecho=0.8:0.5:35|50:0.2|0.15[e];[e][1:a]amix=duration=first:normalize=0",
                          "-t", minutes * 60, "-c:a", "pcm_s16le", names["wav"]), check=True)
    subprocess.run(ffmpeg("-i", names["wav"], "-b:a", "128k", names["mp3"]), check=True)
    once.unlink()
    return names


def job(where, **request):
    """A command that gives the worker one job, and the place of its answer."""
    number = len(list(where.glob("*.job")))
    line = where / f"{number}.job"
    line.write_text(json.dumps({"id": 1, **{key: str(value) if isinstance(value, Path) else value
                                            for key, value in request.items()}}) + "\n")
    answer = where / f"{number}.answer"
    return ["sh", "-c", 'exec "$0" <"$1" >"$2"', WORKER, line, answer], answer


def answer_of(path):
    answer = json.loads(path.read_text().splitlines()[-1])
    if not answer["ok"]:
        sys.exit(answer["problem"]["text"])
    return answer


class Bench:
    def __init__(self, where, recordings, runs):
        self.where, self.recordings, self.runs = where, recordings, runs
        self.rows = []

    def measure(self, commands):
        """Medians of several commands that take turns: {name: (command, output or None)}."""
        results = {name: [] for name in commands}
        for _ in range(self.runs):
            for name, (command, output) in commands.items():
                if output:
                    output.unlink(missing_ok=True)
                results[name].append(run(command, self.where))
        return {name: medians(all_runs) for name, all_runs in results.items()}

    def row(self, work, ours, theirs, peer, bar, field="cpu"):
        self.rows.append([work, f"{ours[field]:.3f}", peer, f"{theirs[field]:.3f}",
                          f"{ours[field] / theirs[field]:.3f}", f"{bar}",
                          "" if ours[field] <= bar * theirs[field] else "MISSED"])

    def limit(self, work, value, bar):
        self.rows.append([work, f"{value:.3f}", "", "", "", f"{bar}", "" if value <= bar else "MISSED"])

    def gate(self):
        mp3 = self.recordings["mp3"]
        ours, answer = job(self.where, job="probe", source=mp3, threads=1)
        both, _ = job(self.where, job="probe", source=mp3, threads=2)
        found = self.measure({
            "ours": (ours, None), "two": (both, None), "decode": ([DECODE, mp3], None),
            "ffmpeg": (ffmpeg("-i", mp3, "-af", "ebur128=peak=true", "-f", "null", "-"), None),
            "loudgain": (["loudgain", "-q", mp3], None),
        })
        self.row("the whole gate", found["ours"], found["ffmpeg"], "ffmpeg ebur128=peak=true", 0.28)
        self.row("the whole gate", found["ours"], found["loudgain"], "loudgain", 0.25)
        self.row("the whole gate", found["ours"], found["decode"], "decoding alone", 1.4)
        self.row("the whole gate, wall, two cores", found["two"], found["ours"], "one core", 0.65, "wall")
        self.limit("memory of the gate, MB", max(found["ours"]["peak_mb"], found["two"]["peak_mb"]), 96)
        self.heard = answer_of(answer)["media"]
        return found["ours"]["cpu"]

    def tag(self, gate):
        mp3 = self.recordings["mp3"]
        made, copy = self.where / "tagged", self.where / "copy.mp3"
        tags = {"text": {"title": "A talk", "artist": "Example Network", "album": "Talks"}}
        plain, _ = job(self.where, job="publish", source=mp3, output=made, tags=tags, heard=self.heard)
        louder, _ = job(self.where, job="publish", source=mp3, output=made, tags=tags, gain=-3.0,
                        heard=self.heard)
        found = self.measure({
            "ours": (plain, made), "gain": (louder, made),
            "ffmpeg": (ffmpeg("-i", mp3, "-c", "copy", "-metadata", "title=A talk", copy), None),
            "start": (["sh", "-c", 'exec "$0" </dev/null', WORKER], None),
        })
        self.row("tag a copy, with its SHA-256", found["ours"], found["ffmpeg"], "ffmpeg -c copy", 0.35)
        self.limit("of which the worker's start, CPU s", found["start"]["cpu"], 0.2)
        self.limit("level only wrong, MP3: CPU s beyond the gate's " + f"{gate:.2f}",
                   found["gain"]["cpu"], 0.5)

    def master(self):
        wav = self.recordings["wav"]
        made, theirs = self.where / "mastered", self.where / "encoded.mp3"
        settings = {"format": "mp3", "bitrate": 96, "channels": 1, "loudness": -19, "tolerance": 0.5,
                    "peak": -1}
        measuring, measured = job(self.where, job="probe", source=wav, threads=1)
        run(measuring, self.where)
        heard = answer_of(measured)["media"]
        mastering, answer = job(self.where, job="master", source=wav, output=made, master=settings,
                                heard=heard, threads=1)
        found = self.measure({
            "measure": (measuring, None), "ours": (mastering, made),
            "ffmpeg": (ffmpeg("-i", wav, "-ac", 1, "-b:a", "96k", theirs), None),
        })
        total = {"cpu": found["measure"]["cpu"] + found["ours"]["cpu"]}
        self.row("master WAV to MP3 96 kbit/s mono, measured before and after", total, found["ffmpeg"],
                 "ffmpeg encoding alone", 1.15)
        self.limit("memory of mastering, MB", found["ours"]["peak_mb"], 96)
        print("mastered:", {key: answer_of(answer)["audio"].get(key) for key in
                            ["gain", "reduction", "integrated", "true_peak"]}, file=sys.stderr)


def main(minutes=60, runs=5):
    recordings = make_recordings(ROOT / "build/bench", minutes)
    with tempfile.TemporaryDirectory(prefix="blether-bench-") as folder:
        bench = Bench(Path(folder), recordings, runs)
        bench.tag(bench.gate())
        bench.runs = min(runs, 3)
        bench.master()
    head = ["work", "blether", "peer", "theirs", "ratio", "bar", ""]
    (RESULTS / "media.tsv").write_text("".join("\t".join(row) + "\n" for row in [head, *bench.rows]))
    print(f"{minutes} minutes, stereo, 44.1 kHz, 128 kbit/s MP3; CPU seconds, medians of {runs}; "
          f"{os.cpu_count()} cores")
    widths = [max(len(row[i]) for row in [head, *bench.rows]) for i in range(len(head))]
    for row in [head, *bench.rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
