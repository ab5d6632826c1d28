"""A second opinion on recurrence rules: python3-dateutil over rules made up here.

Prints lines of tabs for tests/unit/test_rrule.c:
  next RULE ZONE START AFTER HORIZON MOMENTS   the first moments after AFTER that are not past HORIZON
  bad RULE                                     a rule that dateutil refuses
All numbers are seconds since 1970 UTC. The rules are the same in every run.
"""
import random
import warnings
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil import rrule

warnings.simplefilter("ignore")
rng = random.Random(5545)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham"]
HORIZON = datetime(2060, 1, 1)
MOST = 8


def some(numbers, most=3):
    picked = rng.sample(list(numbers), rng.randint(1, most))
    return ",".join(str(n) for n in picked)


def maybe(share):
    return rng.random() < share


def both_signs(last):
    return [n for n in range(-last, last + 1) if n]


def day_parts(freq):
    parts = {}
    if maybe(0.3):
        parts["BYMONTH"] = some(range(1, 13))
    if freq == "YEARLY" and maybe(0.2):
        parts["BYWEEKNO"] = some([n for n in both_signs(53) if n > -51])
    if freq in ("YEARLY", "HOURLY", "MINUTELY", "SECONDLY") and maybe(0.15):
        parts["BYYEARDAY"] = some(both_signs(366), 6)
    if freq != "WEEKLY" and maybe(0.35):
        parts["BYMONTHDAY"] = some(both_signs(31))
    if maybe(0.5):
        nth = freq in ("MONTHLY", "YEARLY") and "BYWEEKNO" not in parts and maybe(0.6)
        reach = 5 if freq == "MONTHLY" or "BYMONTH" in parts else 53
        parts["BYDAY"] = ",".join((str(rng.choice(both_signs(reach))) if nth else "") + d
                                  for d in rng.sample(DAYS, rng.randint(1, 3)))
    return parts


def make_rule():
    freq = rng.choice(["DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY", "HOURLY"])
    parts = {"FREQ": freq}
    if maybe(0.5):
        parts["INTERVAL"] = str(rng.choice([1, 2, 2, 3, 4, 5, 13]))
    parts.update(day_parts(freq))
    if maybe(0.2) and freq != "HOURLY":
        parts["BYHOUR"] = some(range(24))
    if maybe(0.15) and freq != "MINUTELY":
        parts["BYMINUTE"] = some(range(60))
    if maybe(0.1):
        parts["BYSECOND"] = some(range(60))
    if len(set(parts) - {"FREQ", "INTERVAL"}) and maybe(0.25):
        parts["BYSETPOS"] = some([n for n in both_signs(6)], 2)
    if maybe(0.3):
        parts["WKST"] = rng.choice(DAYS)
    if maybe(0.2):
        parts["COUNT"] = str(rng.randint(1, 40))
    return parts


def text_of(parts):
    rest = [k for k in parts if k != "FREQ"]
    rng.shuffle(rest)
    return ";".join(f"{k}={parts[k]}" for k in ["FREQ"] + rest)


def utc_of(local, zone):
    """PEP 495 with fold 0 is RFC 5545 section 3.3.5."""
    return int(local.replace(tzinfo=zone).timestamp())


def as_dateutil(parts, start):
    """dateutil takes every day of a week of the year; the RFC takes the weekday of the start."""
    parts = dict(parts)
    if "BYWEEKNO" in parts and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & set(parts):
        parts["BYDAY"] = DAYS[start.weekday()]
    return ";".join(f"{k}={v}" for k, v in parts.items())


def moments(parts, start, zone, after, until):
    if until:
        parts = dict(parts, UNTIL=until.strftime("%Y%m%dT235959"))
    else:
        parts = dict(parts, UNTIL=HORIZON.strftime("%Y%m%dT000000"))
    # Where dateutil gives up on a rule that never comes true.
    rrule.datetime.MAXYEAR = until.year + 1 if parts["FREQ"] == "HOURLY" else HORIZON.year + 1
    found, last = [], None
    for local in rrule.rrulestr(as_dateutil(parts, start), dtstart=start):
        utc = utc_of(local, zone)
        if local >= HORIZON or len(found) == MOST:
            break
        if utc > after and (last is None or utc > last):
            found.append(utc)
            last = utc
    return found


def weekly_by_place(parts):
    """dateutil counts places in the first week from the start, not from the week's first day."""
    return parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts


def print_next():
    parts = make_rule()
    sub_daily = parts["FREQ"] in ("HOURLY", "MINUTELY")
    zone_name = "UTC" if sub_daily else rng.choice(ZONES)
    zone = ZoneInfo(zone_name)
    start = datetime(2019, 1, 1) + timedelta(minutes=rng.randrange(60 * 24 * 1500))
    later = timedelta(days=rng.choice([-30, 0, 40, 400, 2000]) if not sub_daily else rng.choice([-1, 0, 40]))
    until = None
    if weekly_by_place(parts):
        parts.pop("COUNT", None)
        later = timedelta(days=400)
    if sub_daily:
        parts.pop("COUNT", None)
        until = start + timedelta(days=60)
    elif "COUNT" not in parts and maybe(0.3):
        until = start + timedelta(days=rng.randrange(3000))
    after = utc_of(start, ZoneInfo("UTC")) + int(later.total_seconds())
    rule = text_of(parts)
    if until:
        rule += until.strftime(";UNTIL=%Y%m%d")
    found = moments(parts, start, zone, after, until)
    horizon = utc_of(HORIZON, zone)
    print("next", rule, zone_name, utc_of(start, zone), after, horizon, ",".join(map(str, found)), sep="\t")


def print_bad():
    """A letter more, fewer or other."""
    rule = text_of({k: v for k, v in make_rule().items() if k != "UNTIL"})
    at = rng.randrange(len(rule))
    rule = rule[:at] + rng.choice(["", "X", "=", ";", ",", "-", "0", "99"]) + rule[at + maybe(0.7):]
    try:
        rrule.rrulestr(rule, dtstart=datetime(2026, 1, 1))
    except Exception as e:
        if "empty set" not in str(e):
            print("bad", rule, sep="\t")


for _ in range(700):
    print_next()
for _ in range(500):
    print_bad()
