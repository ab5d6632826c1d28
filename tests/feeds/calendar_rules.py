"""What RFC 5545 and 7986 ask of calendars, from their grammar alone: calendar_rules.py FILE… prints what is broken."""
import re
import sys
from pathlib import Path

NAME = re.compile(rb"[A-Z0-9-]+")
PARAM = re.compile(rb';([A-Z0-9-]+)=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)')
UTC, LOCAL, DAY = rb"\d{8}T\d{6}Z", rb"\d{8}T\d{6}", rb"\d{8}"
TEXT = rb"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*"
VALUES = {
    b"VERSION": rb"2\.0", b"CALSCALE": rb"GREGORIAN", b"SEQUENCE": rb"\d+", b"UID": rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    b"DTSTAMP": UTC, b"STATUS": rb"TENTATIVE|CONFIRMED|CANCELLED", b"TRANSP": rb"OPAQUE|TRANSPARENT", b"GEO": rb"-?\d+(\.\d+)?;-?\d+(\.\d+)?",
    b"TZOFFSETFROM": rb"[+-]\d{4}(\d\d)?", b"TZOFFSETTO": rb"[+-]\d{4}(\d\d)?", b"URL": rb"https?://[!-~]+", b"SOURCE": rb"https?://[!-~]+",
    b"SUMMARY": TEXT, b"DESCRIPTION": TEXT, b"LOCATION": TEXT, b"NAME": TEXT, b"X-WR-CALNAME": TEXT, b"X-WR-CALDESC": TEXT,
    b"CATEGORIES": TEXT + rb"(?:," + TEXT + rb")*", b"REFRESH-INTERVAL": rb"P\d+D", b"X-PUBLISHED-TTL": rb"P\d+D",
    b"RRULE": rb"FREQ=[A-Z]+(;[A-Z]+=[A-Z0-9,+-]+)*", b"PRODID": TEXT, b"TZID": TEXT,
}
NEEDED = {b"VCALENDAR": {b"VERSION", b"PRODID"}, b"VEVENT": {b"UID", b"DTSTAMP", b"DTSTART"}, b"VTIMEZONE": {b"TZID"},
          b"STANDARD": {b"DTSTART", b"TZOFFSETFROM", b"TZOFFSETTO"}, b"DAYLIGHT": {b"DTSTART", b"TZOFFSETFROM", b"TZOFFSETTO"}}
MANY = {b"EXDATE", b"CATEGORIES"}


def lines_of(data, complain):
    if not data.endswith(b"\r\n"):
        complain("does not end with CRLF")
    for n, line in enumerate(data[:-2].split(b"\r\n"), 1):
        if len(line) > 75:
            complain(f"line {n} has {len(line)} octets")
        if b"\r" in line or b"\n" in line:
            complain(f"line {n} has a line end of another kind")
        try:
            line.decode()
        except UnicodeDecodeError:
            complain(f"line {n} is cut inside of a character")
    return data[:-2].replace(b"\r\n ", b"").split(b"\r\n")


def check(path):
    faults = []
    complain = lambda text: faults.append(f"{path}: {text}")
    stack, seen, zones, used, instances = [], [], set(), set(), set()
    for line in lines_of(Path(path).read_bytes(), complain):
        name = NAME.match(line)
        at = name.end() if name else 0
        params = {}
        while p := PARAM.match(line, at):
            params[p[1]] = p[2]
            at = p.end()
        if not name or line[at:at + 1] != b":":
            complain(f"no content line: {line[:60]}")
            continue
        name, value = name[0], line[at + 1:]
        if name == b"BEGIN":
            stack.append(value)
            seen.append([])
            continue
        if name == b"END":
            if not stack or stack[-1] != value:
                complain(f"END:{value} closes nothing")
                continue
            have = seen.pop()
            stack.pop()
            if missing := NEEDED[value] - {n for n, _ in have}:
                complain(f"{value} lacks {missing}")
            if twice := {n for n, _ in have if [m for m, _ in have].count(n) > 1} - MANY:
                complain(f"{value} has {twice} twice")
            if value == b"VEVENT":
                key = (dict(have)[b"UID"], dict(have).get(b"RECURRENCE-ID"))
                if key in instances:
                    complain(f"{key} is there twice")
                instances.add(key)
            continue
        seen[-1].append((name, value))
        if name == b"TZID":
            zones.add(value)
        if b"TZID" in params:
            used.add(params[b"TZID"])
        if name in (b"DTSTART", b"DTEND", b"EXDATE", b"RECURRENCE-ID"):
            inner = stack[-1] in (b"STANDARD", b"DAYLIGHT")
            form = DAY if params.get(b"VALUE") == b"DATE" else LOCAL if b"TZID" in params or inner else UTC
            if not re.fullmatch(form, value):
                complain(f"{name} is {value}")
        elif name in VALUES:
            if not re.fullmatch(VALUES[name], value):
                complain(f"{name} is {value[:60]}")
        else:
            complain(f"{name} is no property that is known here")
    if stack:
        complain(f"{stack} is never closed")
    if used != zones:
        complain(f"zones used {used}, brought along {zones}")
    return faults


def main():
    faults = [f for path in sys.argv[1:] for f in check(path)]
    print("\n".join(faults))
    sys.exit(bool(faults))


main()
