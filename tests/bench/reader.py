#!/usr/bin/python3
"""Usage: reader.py [RUNS]

What it costs to read a feed that somebody else wrote, with 1,000, 10,000 and 100,000 items, beside
python3-feedparser on the same bytes in the same run: CPU seconds, as medians of runs that take
turns (feedparser reads the longest feed once), and memory. What counts is that time and memory for
an item stay the same, however many there are: for ten times the items at most 13 times of each; and
the ratio, at most a tenth of feedparser's CPU. The table also goes to build/bench/reader.tsv; what
misses its bar is marked, and ends the bench with 1.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import RESULTS, ROOT

READER = ROOT / "build/release/tests/bench/reader"
SIZES = [1000, 10000, 100000]
GROWTH = 13
RATIO = 0.1

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" \
xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Example talks</title><link>https://example.org/</link><description>Talks.</description>
<language>en</language><itunes:category text="Arts"/><itunes:explicit>false</itunes:explicit>
"""
# About 600 bytes: 100,000 of them are just below what blether reads of one feed.
ITEM = """<item><title>Talk %(n)d &amp; tea</title><guid isPermaLink="false">example-%(n)d</guid>
<pubDate>Mon, 07 Sep 2026 08:%(m)02d:%(s)02d +0000</pubDate>
<content:encoded><![CDATA[<p>Number %(n)d: a <a href="https://example.org/t/%(n)d">long</a> talk.</p>]]></content:encoded>
<enclosure url="https://example.org/%(n)d.mp3" length="%(n)d" type="audio/mpeg"/><itunes:duration>%(s)d:00</itunes:duration>
<itunes:episode>%(n)d</itunes:episode><itunes:keywords>tea</itunes:keywords>
<podcast:transcript url="/%(n)d.vtt" type="text/vtt"/><category>talk</category></item>
"""

PEER = """
import sys, time, feedparser
def peak():
    return next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
data = open(sys.argv[1], "rb").read()
before = peak()
since = time.process_time()
found = feedparser.parse(data)
print(time.process_time() - since, before, peak(), len(found.entries))
"""


def make(folder, count):
    path = folder / f"{count}.xml"
    with path.open("w") as feed:
        feed.write(HEAD)
        feed.writelines(ITEM % {"n": n, "m": n // 60 % 60, "s": n % 60} for n in range(1, count + 1))
        feed.write("</channel></rss>\n")
    return path


def measure(command, path, count):
    said = subprocess.run([*command, path], stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    if int(said[3]) != count:
        sys.exit(f"{command[0]}: {said[3]} items of {count}")
    return {"cpu": float(said[0]), "mb": (int(said[2]) - int(said[1])) / 1024}


def middle(runs, field):
    return statistics.median(run[field] for run in runs)


def line(count, size, ours, peer, last):
    cpu, mb = middle(ours, "cpu"), middle(ours, "mb")
    ratio = cpu / middle(peer, "cpu")
    growth = [cpu / last[0], mb / last[1]] if last else []
    missed = ratio > RATIO or any(times > GROWTH for times in growth)
    return [str(count), f"{size / 1e6:.1f}", f"{cpu:.3f}", f"{cpu / count * 1e6:.1f}", f"{mb:.1f}",
            f"{mb * 1024 / count:.2f}", " ".join(f"{times:.1f}" for times in growth) or "-",
            f"{middle(peer, 'cpu'):.2f}", f"{middle(peer, 'mb'):.0f}", f"{ratio:.3f}", "MISSED" if missed else ""], (cpu, mb)


def main(runs=5):
    rows = [["items", "MB", "CPU s", "µs an item", "own MB", "KiB an item", "growth: time, memory",
             "feedparser s", "own MB", "ratio", ""]]
    last = None
    with tempfile.TemporaryDirectory(prefix="blether-bench-") as folder:
        for count in SIZES:
            path, ours, peer = make(Path(folder), count), [], []
            for run in range(runs):
                ours.append(measure([READER], path, count))
                if run == 0 or count < SIZES[-1]:
                    peer.append(measure(["/usr/bin/python3", "-c", PEER], path, count))
            row, last = line(count, path.stat().st_size, ours, peer, last)
            rows.append(row)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "reader.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
    print(f"CPU seconds, medians of {runs}; growth from the line before; {os.cpu_count()} cores")
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    return 1 if any(row[-1] for row in rows[1:]) else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
