#!/usr/bin/python3
"""Usage: serve.py [EPISODES [CHANGES]]

How long it takes (and how much CPU it costs) `blether serve` from the end of a save until an open page is told to
load itself again, on a site of so many episodes with an hour's transcript each, and
until it has been loaded. Each change adds a sentence to the notes of one episode whose
page is open. Prints medians in milliseconds and the worst; also to build/bench/serve.json.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from bench import RESULTS, ROOT, scratch

WORDS = 9500  # of an hour


class Listener:
    """An open page: the stream of its news."""

    def __init__(self, address, path):
        self.url = address + path
        with urllib.request.urlopen(self.url) as page:
            tag = page.headers["ETag"].strip('"')
        self.stream = urllib.request.urlopen(
            f"{address}.blether/news?path={urllib.parse.quote('/' + path, safe='')}&tag={tag}")
        while not self.stream.readline().startswith(b"data:"):
            pass

    def wait(self):
        while self.stream.readline() != b"event: reload\n":
            pass

    def close(self):
        self.stream.close()


def measure(address, episodes, count):
    told, loaded = [], []
    for number in range(count):
        source = episodes[number * 37 % len(episodes)]
        slug = source.parent.name.partition("-")[2]
        page = Listener(address, f"podcasts/long-walks/{slug}.html")
        time.sleep(0.3)
        text = source.read_text() + f"\nThis sentence is new: {number}.\n"
        source.write_text(text)
        saved = time.monotonic()
        page.wait()
        told.append(1000 * (time.monotonic() - saved))
        with urllib.request.urlopen(page.url) as answer:
            if f"new: {number}.".encode() not in answer.read():
                sys.exit("what was loaded is not what was written")
        loaded.append(1000 * (time.monotonic() - saved))
        page.close()
    return told, loaded


def cpu(process):
    """Milliseconds of CPU that it has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def serve(content, cache):
    return subprocess.Popen([ROOT / "build/release/blether", "serve", "--content", content, "--cache", cache,
                             "--output", content.parent / "out", "--port", "0"],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def main(episodes=1000, changes=30):
    with tempfile.TemporaryDirectory(prefix="blether-bench-", dir=scratch()) as folder:
        where = Path(folder)
        subprocess.run([sys.executable, ROOT / "tests/bench/make_content.py", "--words", str(WORDS),
                        str(episodes), where], check=True)
        subprocess.run([ROOT / "build/release/blether", "build", "--quiet", "--content", where / "content",
                        "--cache", where / "cache", "--output", where / "out"], check=True,
                       stderr=subprocess.DEVNULL)
        with serve(where / "content", where / "cache") as process:
            address = process.stdout.readline().strip()
            files = sorted(where.glob("content/podcasts/*/*/episode.md"))
            measure(address, files, 1)  # until then it may still be starting
            before = cpu(process)
            told, loaded = measure(address, files, changes)
            spent = (cpu(process) - before) / changes
            process.terminate()
    result = {"episodes": episodes, "changes": changes, "told_ms": statistics.median(told),
              "told_worst_ms": max(told), "loaded_ms": statistics.median(loaded), "cpu_ms": spent}
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "serve.json").write_text(json.dumps(result, indent=1) + "\n")
    print(f"{episodes} episodes, {changes} changes: the page is told after {result['told_ms']:.0f} ms "
          f"(at worst {result['told_worst_ms']:.0f}), and loaded after {result['loaded_ms']:.0f} ms; CPU {spent:.0f} ms a change")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
