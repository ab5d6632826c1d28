#!/usr/bin/python3
"""Usage: import.py [EPISODES]

What it costs to import a show, and how that grows. First what is pure: reading a feed of 1,000, 5,000 and 10,000
items with notes of 3 KB, planning, and the texts of its episodes; CPU seconds as medians of three, beside
python3-feedparser, which reads the feed in the same run. Then all of `blether import`, from a server of this
computer with recordings of one second, for a fifth of EPISODES (1,000) and all of them: what comes first, and once more when
there is nothing to do; CPU seconds of all of its processes. Per item both must stay the same: for N times the items at
most 1.3 N times the time, and the memory. The table also goes to build/bench/import.tsv; what misses its bar is
marked, and ends the bench with 1.
"""

import http.server
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

from bench import MEASURE, RESULTS, ROOT
from reader import PEER

PURE = ROOT / "build/release/tests/bench/import"
BLETHER = ROOT / "build/release/blether"
SIZES = [1000, 5000, 10000]
GROWTH = 1.3
SOUND = (ROOT / "tests/golden/one-second.mp3").read_bytes()
COVER = (ROOT / "content/podcasts/spirituality/cover.jpg").read_bytes()

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Example talks</title><link>%(at)s/</link><description>Talks.</description><language>en</language>
<itunes:owner><itunes:email>talks@example.org</itunes:email></itunes:owner><itunes:image href="%(at)s/cover.jpg"/>
<itunes:category text="Arts"/><itunes:explicit>false</itunes:explicit>
"""
ITEM = """<item><title>Talk %(n)d &amp; tea</title><guid isPermaLink="false">example-%(n)d</guid><link>%(at)s/talks/%(n)d</link>
<pubDate>%(date)s</pubDate><description><![CDATA[%(notes)s]]></description>
<enclosure url="%(at)s/%(n)d.mp3" length="%(length)d" type="audio/mpeg"/><itunes:duration>1</itunes:duration>
<itunes:episode>%(n)d</itunes:episode><itunes:keywords>tea, talk</itunes:keywords></item>
"""
PARAGRAPH = ("<p>In number %(n)d two voices, made up for a test, speak of <strong>what helps</strong> when the days are short &amp; the nights "
             'are long, of <a href="https://www.example.org/walks?n=%(n)d&amp;p=%(p)d">a walk by the water</a>, and of who puts the kettle on. '
             "Nobody asks for more than that, and nobody has to.</p>\n<ul><li>%(p)d:10 The second month</li>"
             "<li>%(p)d:40 A door that is <em>open</em></li></ul>\n")


def day(n):
    """Dates an hour apart, from 2005 on, as RFC 822 has them."""
    return format_datetime(datetime(2005, 1, 1, tzinfo=timezone.utc) + timedelta(hours=n))


def make(path, count, at):
    with path.open("w") as feed:
        feed.write(HEAD % {"at": at})
        for n in range(count, 0, -1):
            notes = "".join(PARAGRAPH % {"n": n, "p": p} for p in range(1, 8))
            feed.write(ITEM % {"n": n, "at": at, "date": day(n), "notes": notes, "length": len(SOUND)})
        feed.write("</channel></rss>\n")
    return path


class Host(http.server.BaseHTTPRequestHandler):
    """Every recording is the same."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body, kind = (COVER, "image/jpeg") if self.path.endswith(".jpg") else (SOUND, "audio/mpeg")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def said(command, path):
    return subprocess.run([*command, path], stdout=subprocess.PIPE, check=True, text=True).stdout.split()


def pure(path, count):
    """CPU seconds of reading, planning and writing, and MB."""
    runs = [said([PURE], path) for _ in range(3)]
    if int(runs[0][5]) != count:
        sys.exit(f"{runs[0][5]} episodes of {count}")
    middle = [statistics.median(float(run[i]) for run in runs) for i in range(5)]
    return middle[:3], (middle[4] - middle[3]) / 1024


def blether(path, into):
    """CPU seconds of all processes, and MB of the largest."""
    read, write = os.pipe()
    command = [BLETHER, "import", path, "--into", into, "--local"]
    made = subprocess.run(["sh", "-c", f'exec "$@" 3>&{write} {write}>&-', "sh", MEASURE, *command], pass_fds=[write],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    os.close(write)
    with os.fdopen(read) as numbers:
        user, system, wall, peak, status = numbers.read().split()
    if status != "0":
        sys.exit(f"import ended with {status}:\n{made.stdout.decode()[-2000:]}")
    return float(user) + float(system), int(peak) / 1024, float(wall)


class Table:
    def __init__(self):
        self.rows = [["what", "items", "CPU s", "ms an item", "MB", "growth: time, memory", "beside it", ""]]
        self.last = {}

    def add(self, what, count, cpu, mb, beside=""):
        before = self.last.get(what)
        growth = [value / old / (count / before[0]) for value, old in zip((cpu, mb), before[1:])] if before else []
        self.last[what] = (count, cpu, mb)
        self.rows.append([what, str(count), f"{cpu:.2f}", f"{cpu / count * 1000:.3f}", f"{mb:.0f}",
                          " ".join(f"{times:.2f}" for times in growth) or "-", beside,
                          "MISSED" if any(times > GROWTH for times in growth) else ""])
        print("  ".join(cell.ljust(14) for cell in self.rows[-1]).rstrip(), flush=True)

    def end(self):
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / "import.tsv").write_text("".join("\t".join(row) + "\n" for row in self.rows))
        return 1 if any(row[-1] for row in self.rows[1:]) else 0


def main(episodes=1000):
    table = Table()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_address[1]}"
    print("  ".join(cell.ljust(14) for cell in table.rows[0]).rstrip())
    with tempfile.TemporaryDirectory(prefix="blether-bench-") as folder:
        for count in SIZES:
            path = make(Path(folder) / f"{count}.xml", count, at)
            stages, mb = pure(path, count)
            peer = float(said(["/usr/bin/python3", "-c", PEER], path)[0])
            table.add("pure", count, sum(stages), mb, "read {:.2f}, plan {:.2f}, texts {:.2f}; ".format(*stages) +
                      f"feedparser reads in {peer:.2f}")
        for count in (episodes // 5, episodes):
            path = make(Path(folder) / "feed.xml", count, at)
            into = Path(folder) / f"site-{count}"
            for what in ("first import", "nothing to do"):
                cpu, mb, wall = blether(path, into)
                table.add(what, count, cpu, mb, f"{wall:.1f} s by the clock")
    server.shutdown()
    return table.end()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
