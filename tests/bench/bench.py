#!/usr/bin/python3
"""Usage: bench.py [EPISODES [RUNS [WORDS]]]

Builds the same site with blether and with Hugo and prints what it costs: CPU
seconds of the whole process tree (trust these on a busy machine), wall seconds
and peak memory, as medians. The two take turns, so that both meet the same
machine. The table also goes to build/bench/ as TSV and JSON.

    full        into a folder that does not exist yet, media facts cached
    no change   the same command again
    one change  after a sentence was added to the newest episode

Transcripts have WORDS words, 9,500 being those of an hour, or else six sentences.

What is the same: pages with the turns of the transcript, its files in five forms, plain-text
twins, players to embed, oEmbed, chapters, feed, sitemap. What makes it easier for Hugo: it is told in
the front matter what blether finds out (durations, sizes, the cues of each transcript with
their times as text), copies the WebVTT instead of writing it, and is handed what it cannot make, to be copied:
QR codes, share cards, posters and the files of the search. It checks nothing, and does not wrap
lines. What makes it easier for both: recordings are three seconds long, so no caption is long
enough to be cut in two.

Hugo opens no recordings, so blether's first build, which decodes, measures and
tags each of them, and draws a share card and a poster for each, is a line of its own.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEASURE = ROOT / "build/release/tests/bench/measure"
RESULTS = ROOT / "build/bench"
HOUR = 9500  # words
HANDED_OVER = {".png", ".pdf", ".svg", ".js"}
KINDS = ["full", "no change", "one change"]
FIELDS = ["cpu", "wall", "peak_mb"]


def run(command, where):
    """What a command used, as a dictionary of FIELDS; ends the bench when it fails."""
    read, write = os.pipe()
    with subprocess.Popen(["sh", "-c", f'exec "$@" 3>&{write} {write}>&-', "sh", MEASURE, *command],
                          cwd=where, pass_fds=[write], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        os.close(write)
        talk = process.communicate()[0].decode()
    with os.fdopen(read) as numbers:
        user, system, wall, peak, status = numbers.read().split()
    if status != "0":
        sys.exit(f"{' '.join(map(str, command))} ended with {status}:\n{talk[-2000:]}")
    return {"cpu": float(user) + float(system), "wall": float(wall), "peak_mb": int(peak) / 1024}


class Blether:
    name = "blether"

    def __init__(self, where):
        self.where = where
        self.command = [ROOT / "build/release/blether", "build", "--cache", where / "facts",
                        "--content", "content", "--output"]
        self.newest = max(where.glob("content/podcasts/*/*/episode.md"))

    def build(self, output):
        return run([*self.command, self.where / output], self.where)


class Hugo:
    name = "hugo"

    def __init__(self, where):
        self.where = where
        self.newest = max(where.glob("hugo/content/podcasts/*/*/index.md"),
                          key=lambda path: int(path.parent.name.rpartition("-")[2]))

    def build(self, output):
        return run(["hugo", "--quiet", "--source", "hugo", "--cacheDir", self.where / "cache",
                    "--destination", self.where / output], self.where)


def change(tool, number):
    with tool.newest.open("a") as notes:
        notes.write(f"\nThis sentence is new: {number}.\n")


def rounds(tools, count):
    """All measurements: {tool: {kind: [run, …]}}."""
    results = {tool.name: {kind: [] for kind in KINDS} for tool in tools}
    for number in range(count):
        for kind in KINDS:
            for tool in tools if number % 2 else reversed(tools):
                if kind == "one change":
                    change(tool, number)
                results[tool.name][kind].append(tool.build(f"out-{tool.name}-{number}"))
        for tool in tools:
            if number:  # the first ones are compared in the end
                shutil.rmtree(tool.where / f"out-{tool.name}-{number}")
    return results


def hand_over(output, static):
    """What Hugo shall copy, as it cannot make it."""
    for path in output.rglob("*"):
        if path.suffix in HANDED_OVER:
            to = static / path.relative_to(output)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)


def output_facts(folder):
    """What a build has made, to see that both have made the same."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    feeds = [path for path in files if path.suffix == ".xml" and b"<rss" in path.read_bytes()[:400]]
    for path in files:
        if path.suffix == ".xml":
            subprocess.run(["xmllint", "--noout", path], check=True)
    pages = [path for path in files if path.suffix == ".html"]
    return {
        "files": len(files), "bytes": sum(path.stat().st_size for path in files), "pages": len(pages),
        "page_bytes": sum(path.stat().st_size for path in pages),
        "audio_bytes": sum(path.stat().st_size for path in files if path.suffix == ".mp3"),
        "feed_items": sum(path.read_bytes().count(b"<item>") for path in feeds),
        "feed_bytes": sum(path.stat().st_size for path in feeds),
    }


def medians(runs):
    return {field: statistics.median(run[field] for run in runs) for field in FIELDS}


def report(summary):
    lines = ["\t".join(["build", "measure", "blether", "hugo", "hugo/blether"])]
    for kind in KINDS:
        ours, theirs = summary["blether"][kind], summary["hugo"][kind]
        for field in FIELDS:
            lines.append(f"{kind}\t{field}\t{ours[field]:.4f}\t{theirs[field]:.4f}\t"
                         f"{theirs[field] / ours[field]:.1f}")
    for field in FIELDS:
        lines.append(f"first\t{field}\t{summary['blether']['first'][field]:.4f}\t\t")
    for key in summary["output"]["hugo"]:
        ours, theirs = summary["output"]["blether"][key], summary["output"]["hugo"][key]
        lines.append(f"output\t{key}\t{ours}\t{theirs}\t{theirs / max(ours, 1):.2f}")
    return "\n".join(lines) + "\n"


def scratch(needed=2 << 30):
    """Memory if there is enough of it: file systems differ more than the programs do."""
    shm = Path("/dev/shm")
    free = shutil.disk_usage(shm).free if shm.is_dir() and os.access(shm, os.W_OK) else 0
    return shm if free > needed else Path(tempfile.gettempdir())


def main(episodes=1000, runs=5, words=0):
    version = subprocess.run(["hugo", "version"], check=True, stdout=subprocess.PIPE).stdout.split()[1]
    with tempfile.TemporaryDirectory(prefix="blether-bench-", dir=scratch((2 << 30) + 500 * words * episodes)) as folder:
        where = Path(folder)
        print(f"{episodes} episodes, transcripts of {words or 'few'} words, in {where.parent}, Hugo {version.decode()}, medians of {runs}",
              file=sys.stderr)
        subprocess.run([sys.executable, ROOT / "tests/bench/make_content.py", "--words", str(words),
                        str(episodes), where], check=True)
        tools = [Blether(where), Hugo(where)]
        first = tools[0].build("out-first")
        hand_over(where / "out-first", where / "hugo/static")
        shutil.rmtree(where / "out-first")
        results = rounds(tools, runs)
        summary = {name: {kind: medians(all_runs) for kind, all_runs in kinds.items()}
                   for name, kinds in results.items()}
        summary["blether"]["first"] = first
        summary["output"] = {tool.name: output_facts(where / f"out-{tool.name}-0") for tool in tools}
    table = report(summary)
    RESULTS.mkdir(parents=True, exist_ok=True)
    name = "bench-hours" if words == HOUR else "bench"
    (RESULTS / f"{name}.tsv").write_text(table)
    (RESULTS / f"{name}.json").write_text(json.dumps({"episodes": episodes, "runs": runs, "words": words,
                                                      "medians": summary, "all": results}, indent=1) + "\n")
    for line in table.splitlines():
        kind, measure, *numbers = line.split("\t")
        print(f"{kind:12}{measure:12}" + "".join(f"{number:>14}" for number in numbers))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
