"""Counts downloads again, in another way: per listener and episode all requests are gathered first, then cut
into days. Usage: stats.py BOX BLETHER NOW. BOX has content, public and cache of a site with a long and a short
episode. Prints `ok SENTENCE` or `not ok SENTENCE`.
"""

import collections
import csv
import gzip
import io
import json
import random
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import mutagen

BOX, BLETHER, NOW = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
LINES = Path("tests/cli/downloads.log").read_text().splitlines()


def ok(true, sentence, details=""):
    print(("ok " if true else "not ok ") + sentence, flush=True)
    if not true:
        print(f"{sentence}: {details}", file=sys.stderr)


def stats(*logs, form="json", more=()):
    run = subprocess.run([BLETHER, "stats", *logs, "--content", BOX / "content", "--output", BOX / "public", "--cache",
                          BOX / "cache", "--now", NOW, "--format", form, *more], capture_output=True, text=True)
    return run


def counted(run):
    return json.loads(run.stdout)


class Recording:
    """A published file, and the bytes that a minute of it takes."""

    def __init__(self, title, stem):
        self.title = title
        self.path = next((BOX / "public/podcasts/talks/audio").glob(stem + "-*.mp3"))
        data = self.path.read_bytes()
        self.size = len(data)
        self.tag = 0
        if data[:3] == b"ID3":
            self.tag = 10 + sum((b & 127) << shift for b, shift in zip(data[6:10], (21, 14, 7, 0)))
        self.seconds = mutagen.File(self.path).info.length
        self.need = self.size if self.seconds <= 60 else self.tag + int((self.size - self.tag) * 60 / self.seconds)


LONG, SHORT = Recording("Long", "one"), Recording("Short", "two")


def fill(text):
    # mutagen and blether may differ by a frame in the length: bytes that are close to the edge keep a little away
    slack = LONG.need // 200
    values = {"SHORTFULL": SHORT.size, "SHORTLESS": SHORT.size - 1, "FULL": LONG.size, "HALF": LONG.need // 2 + slack,
              "NEED": LONG.need + slack, "ALMOST": LONG.need - slack, "MINUTE": LONG.need - LONG.tag + slack}
    text = re.sub(r'" (\d+) (FULL|HALF|NEED|ALMOST|MINUTE|SHORTFULL|SHORTLESS)\b', lambda m: f'" {m[1]} {values[m[2]]}', text)
    old = re.sub(r"[0-9a-f]{12}", "0123456789ab", LONG.path.name)
    for name, path in (("LONG", LONG.path.name), ("SHORT", SHORT.path.name), ("OLD", old)):
        text = text.replace(f"/audio/{name}", f"/audio/{path}")
    return text


def by_hand():
    lines = [fill(line.rsplit(" # ", 1)[0]) for line in LINES]
    said = [line.rsplit(" # ", 1)[1] for line in LINES]
    ok(len(lines) == 40 and LONG.tag > LONG.need // 100 and LONG.seconds > 200 and SHORT.seconds < 60, "there are 40 lines, and a tag that matters",
       (len(lines), LONG.tag, LONG.need))
    log = BOX / "access.log"
    log.write_text("\n".join(lines) + "\n")
    run = stats(log)
    got = counted(run)
    want = sum(s[0].isdigit() for s in said)
    ok(want == 15 and got["downloads"] == want, "each line counts as it is argued beside it", got)
    of = {e["title"]: e["downloads"] for e in got["episodes"]}
    ok(of == {"Long": 13, "Short": 2}, "by episode", of)
    ok({m["month"]: m["downloads"] for m in got["months"]} == {"2026-09": 12, "2026-10": 3}, "by month, on the clock of the log", got["months"])
    apps = {a["app"]: a["downloads"] for a in got["apps"]}
    ok(apps == {"AntennaPod": 6, "VLC": 2, "Overcast": 1, "iPhone, iPad or Mac": 1, "Apple Podcasts": 1, "Spotify": 1, "Firefox": 1,
                "gPodder": 1, "unknown": 1}, "by app", apps)
    out = got["not_counted"]
    ok(out == {"method": 2, "status": 3, "robots": 4, "nameless": 2, "other_days": 0, "too_short": 6}, "what is left out is told, with why", out)
    ok(got["lines"] == 40 and got["unread"] == 2, "and what cannot be read", (got["lines"], got["unread"]))
    ok("203.0.113" not in run.stdout + run.stderr, "no address is printed")
    text = stats(log, form="text")
    ok(text.stdout.startswith("15 downloads\n") and "203.0" not in text.stdout, "the same as text", text.stdout)
    rows = list(csv.DictReader(io.StringIO(stats(log, form="csv").stdout)))
    ok(sum(int(r["downloads"]) for r in rows) == 15 and {r["month"] for r in rows} == {"2026-09", "2026-10"}, "and as a table", rows)
    some = counted(stats(log, more=("--from", "2026-09-02", "--to", "2026-09-30")))
    ok(some["downloads"] == 3, "days can be chosen", some)
    traces = subprocess.run(["grep", "-rl", "203.0.113", BOX / "cache", BOX / "public"], capture_output=True, text=True)
    ok(not traces.stdout, "no address is kept", traces.stdout)


def other_forms():
    moment = datetime(2026, 9, 1, 9, 0, tzinfo=timezone.utc)
    path = f"/podcasts/talks/audio/{LONG.path.name}"
    caddy = BOX / "caddy.log"
    entries = [{"level": "info", "msg": "server running"},
               {"level": "info", "ts": moment.timestamp() + 0.25, "logger": "http.log.access", "msg": "handled request",
                "request": {"remote_ip": "203.0.113.1", "client_ip": "203.0.113.1", "method": "GET", "uri": path,
                            "headers": {"User-Agent": ["Overcast/2024.1"], "Range": ["bytes=0-"]}}, "size": LONG.size, "status": 206}]
    caddy.write_text("".join(json.dumps(e, separators=(",", ":")) + "\n" for e in entries))
    got = counted(stats(caddy))
    ok(got["downloads"] == 1 and got["apps"][0]["app"] == "Overcast" and got["unread"] == 0, "Caddy's log is read", got)
    iis = BOX / "u_ex260901.log"
    iis.write_text("#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port "
                   "cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes time-taken\r\n"
                   f"2026-09-01 09:00:00 10.0.0.1 GET {path} - 443 - 203.0.113.2 Pocket+Casts/7.0 - 200 0 0 {LONG.size} 15\r\n")
    got = counted(stats(iis))
    ok(got["downloads"] == 1 and got["apps"][0]["app"] == "Pocket Casts", "that of IIS is", got)
    cloud = BOX / "cloudfront.gz"
    fields = "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)"
    cells = ["2026-09-01", "09:00:00", "LHR61", str(LONG.size), "203.0.113.3", "GET", "d1.cloudfront.net", path, "200", "-", "Pocket%20Casts/7.0"]
    with gzip.open(cloud, "wt") as out:
        out.write(f"#Version: 1.0\n#Fields: {fields}\n" + "\t".join(cells) + "\n")
    got = counted(stats(cloud))
    ok(got["downloads"] == 1 and got["apps"][0]["app"] == "Pocket Casts", "and that of CloudFront, packed", got)
    got = counted(stats(cloud, caddy, iis))
    ok(got["downloads"] == 3, "all of them together", got)
    broken = BOX / "broken.gz"
    broken.write_bytes(gzip.compress(b"x\n" * 100000)[:-20])
    run = stats(broken, form="text")
    ok(run.returncode == 1 and "bad-log" in run.stderr and not run.stdout, "a packed log that is not whole is told", run.stderr)
    run = stats(BOX / "nothing", form="text")
    ok(run.returncode == 3, "and one that is not there", run.stderr)
    run = subprocess.run([BLETHER, "stats"], capture_output=True, text=True)
    ok(run.returncode == 2 and "access.log" in run.stderr, "no log at all is told", run.stderr)


AGENTS = [("AntennaPod/3.4.0", "AntennaPod"), ("Overcast/3.0 (+http://overcast.fm/; iOS podcast app)", "Overcast"), ("Overcast/1.0 Podcast Sync (12 subscribers; +http://overcast.fm/)", None),
          ("Mozilla/5.0 (compatible; PodcastAddict/v5; +https://podcastaddict.com)", "Podcast Addict"), ("SomeBot/1.0 (+https://example.org/)", None), ("Podcasts/1500 CFNetwork", "Apple Podcasts"),
          ("Mozilla/5.0 (compatible; bingbot/2.0)", None), ("curl/8", None), ("-", None), ("something else", "unknown"),
          ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge")]


def generate(seed, count):
    """Lines of a log in their order, and what they are."""
    dice = random.Random(seed)
    moment = datetime(2026, 8, 25, tzinfo=timezone(timedelta(hours=1)))
    for _ in range(count):
        moment += timedelta(seconds=dice.choice([0, 1, 3, 30, 200, 900]))
        recording = dice.choice([LONG, LONG, SHORT])
        agent, app = dice.choice(AGENTS)
        status, method = dice.choice([200, 206, 206, 206, 304, 404]), dice.choice(["GET"] * 9 + ["HEAD"])
        # no sum of these is near to what is needed: mutagen and blether differ by a frame
        sent = dice.choice([2, recording.size, int(recording.need * 0.37), int(recording.need * 0.11)])
        client = f"2001:db8::{dice.randrange(60):x}" if dice.random() < 0.3 else f"198.51.100.{dice.randrange(60)}"
        stamp = moment.strftime("%d/%b/%Y:%H:%M:%S %z")
        yield (f'{client} - - [{stamp}] "{method} /podcasts/talks/audio/{recording.path.name} HTTP/2.0" {status} {sent} "-" "{agent}"',
               (client, agent, app, recording, moment, method, status, sent))


def oracle(requests):
    """(title, month, app) → downloads"""
    visits = collections.defaultdict(list)
    for client, agent, app, recording, moment, method, status, sent in requests:
        if method == "GET" and status in (200, 206) and app:
            visits[client, agent, app, recording.title].append((moment, sent, recording.need))
    found = collections.Counter()
    for (_, _, app, title), asked in visits.items():
        while asked:
            start = asked[0][0]
            day = [a for a in asked if a[0] < start + timedelta(days=1)]
            asked = asked[len(day):]
            if sum(sent for _, sent, _ in day) >= day[0][2]:
                found[title, start.strftime("%Y-%m"), app] += 1
    return found


def generated():
    for seed in range(4):
        made = list(generate(seed, 20000))
        log = BOX / f"made{seed}.log"
        parts = [made[:7000], made[7000:15000], made[15000:]]
        logs = [BOX / f"made{seed}.log.2.gz", BOX / f"made{seed}.log.1", log]
        for path, part in zip(logs, parts):
            text = "".join(line + "\n" for line, _ in part).encode()
            path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
        want = oracle(what for _, what in made)
        got = counted(stats(*reversed(logs)))
        months = collections.Counter()
        apps = collections.Counter()
        for (title, month, app), n in want.items():
            months[title, month] += n
            apps[app] += n
        have = {(e["title"], m["month"]): m["downloads"] for e in got["episodes"] for m in e["months"]}
        ok(have == dict(months) and sum(months.values()) > 500, f"20,000 lines in three files, by chance {seed}: the same as counted otherwise",
           (have, dict(months)))
        ok({a["app"]: a["downloads"] for a in got["apps"]} == dict(apps), f"and by app {seed}", (got["apps"], apps))


for part in (by_hand, other_forms, generated):
    part()
