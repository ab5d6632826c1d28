"""A second opinion on time zones: Python's zoneinfo over every zone of the machine.

Prints lines of tabs for tests/unit/test_zone.c:
  offset ZONE UTC SECONDS              how far from UTC a zone is at a moment
  local ZONE LOCAL ANSWER FIRST SECOND when its clock shows a local time: once, twice or never
"""
import random
from datetime import datetime, timedelta, timezone
from zoneinfo import TZPATH, ZoneInfo, reset_tzpath

reset_tzpath(["/usr/share/zoneinfo"])
rng = random.Random(8536)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FIRST, LAST = 0, int((datetime(2900, 1, 1, tzinfo=timezone.utc) - EPOCH).total_seconds())
MANY = ["Europe/London", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "America/Nuuk", "Asia/Gaza",
        "Africa/Casablanca", "Pacific/Apia", "America/Sao_Paulo", "Antarctica/Troll", "Asia/Tehran", "Pacific/Kwajalein"]


def names():
    with open("/usr/share/zoneinfo/tzdata.zi") as f:
        lines = [line.split() for line in f]
    found = [w[1] if w[0] == "Z" else w[2] for w in lines if w and w[0] in "ZL"]
    return sorted(n for n in found if n != "Factory")


def offset(zone, utc):
    return int((EPOCH + timedelta(seconds=utc)).astimezone(zone).utcoffset().total_seconds())


def changes(zone, since, until):
    """The moments when the offset changes, found by halving days."""
    low, step = since, 86400
    while low < until:
        if offset(zone, low) != offset(zone, low + step):
            a, b = low, low + step
            while b - a > 1:
                middle = (a + b) // 2
                a, b = (middle, b) if offset(zone, middle) == offset(zone, a) else (a, middle)
            yield b
        low += step


def print_offset(name, utc):
    print("offset", name, utc, offset(ZoneInfo(name), utc), sep="\t")


def print_local(name, local):
    zone = ZoneInfo(name)
    wall = datetime(1970, 1, 1) + timedelta(seconds=local)
    first, second = (int(wall.replace(tzinfo=zone, fold=f).timestamp()) for f in (0, 1))
    shown = [u + offset(zone, u) == local for u in (first, second)]
    if first == second:
        print("local", name, local, "once", first, first, sep="\t")
    elif all(shown):
        print("local", name, local, "twice", first, second, sep="\t")
    elif not any(shown):
        print("local", name, local, "never", first, next(changes(zone, first - 86400, first + 86400)), sep="\t")


for name in names():
    for _ in range(30):
        print_offset(name, rng.randrange(FIRST, LAST if rng.random() < 0.3 else 2_200_000_000))
    for _ in range(6):
        print_local(name, rng.randrange(100_000, 2_200_000_000))
for name in MANY:
    zone = ZoneInfo(name)
    since = rng.choice([1_500_000_000, 2_000_000_000, 4_300_000_000])
    for moment in list(changes(zone, since, since + 800 * 86400)) + list(changes(zone, 1_140_000_000, 1_170_000_000)):
        for off in (-1, 0, 1):
            print_offset(name, moment + off)
        for wall in range(moment + offset(zone, moment) - 7200, moment + offset(zone, moment) + 7201, 900):
            print_local(name, wall)
        print_local(name, moment + offset(zone, moment))
        print_local(name, moment + offset(zone, moment - 1))
