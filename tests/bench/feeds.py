#!/usr/bin/python3
"""Usage: feeds.py [EPISODES [RUNS]]

What it costs to write the feeds of a show of 10,000 episodes, and to verify
them, beside what xmllint needs to read the same bytes in the same run: CPU
seconds, as medians of runs that take turns (trust these on a busy machine), and
peak memory. What counts is the ratio: writing at most 2 times xmllint --noout,
verifying at most 1.3 times xmllint --relaxng. The table also goes to
build/bench/feeds.tsv; a ratio above its bar is marked, and ends the bench with 1.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import RESULTS, ROOT, run

FEEDS = ROOT / "build/release/tests/bench/feeds"
GRAMMAR = ROOT / "feeds/podcast.rng"


def ours(*arguments):
    """One run of blether's own code: CPU seconds, MB at most, MB of these for feeds, bytes."""
    made = subprocess.run([FEEDS, *map(str, arguments)], stdout=subprocess.PIPE, check=True, text=True)
    cpu, before, peak, size = made.stdout.split()
    return {"cpu": float(cpu), "peak_mb": int(peak) / 1024, "own_mb": (int(peak) - int(before)) / 1024,
            "bytes": int(size)}


def take_turns(episodes, runs, folder):
    """All measurements: {work: [run, …]}."""
    results = {work: [] for work in ["write", "read", "verify", "validate"]}
    for _ in range(runs):
        results["write"].append(ours("write", folder, episodes))
        files = sorted(folder.glob("*.xml"))
        results["read"].append(run(["xmllint", "--noout", *files], folder))
        results["verify"].append(ours("verify", folder))
        results["validate"].append(run(["xmllint", "--noout", "--relaxng", GRAMMAR, *files], folder))
    return results


def middle(runs, field):
    return statistics.median(run[field] for run in runs)


def compare(results, work, peer, command, bar):
    """A line of the table, and whether the bar was kept."""
    cpu, theirs = middle(results[work], "cpu"), middle(results[peer], "cpu")
    ratio = statistics.median(a["cpu"] / b["cpu"] for a, b in zip(results[work], results[peer]))
    return [work, f"{cpu:.3f}", command, f"{theirs:.3f}", f"{ratio:.2f}", f"{bar}",
            f"{middle(results[work], 'peak_mb'):.1f}", f"{middle(results[work], 'own_mb'):.1f}",
            f"{middle(results[peer], 'peak_mb'):.1f}", "" if ratio <= bar else "MISSED"]


def main(episodes=10000, runs=7):
    with tempfile.TemporaryDirectory(prefix="blether-bench-") as folder:
        results = take_turns(episodes, runs, Path(folder))
    head = ["work", "CPU s", "peer", "CPU s", "ratio", "bar", "peak MB", "of it for feeds", "peer's MB", ""]
    rows = [head, compare(results, "write", "read", "xmllint --noout", 2),
            compare(results, "verify", "validate", "xmllint --relaxng", 1.3)]
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "feeds.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
    print(f"{episodes} episodes, {results['write'][0]['bytes']} bytes of feeds; CPU seconds, medians of "
          f"{runs}; {os.cpu_count()} cores")
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    return 1 if any(row[-1] for row in rows[1:]) else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
