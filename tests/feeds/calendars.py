"""What is in calendars, as python3-icalendar and python3-recurring-ical-events read them.

calendars.py FROM TO FILE…   seconds since 1970 UTC; prints FILE, UID, start, end, status, parted by tabs,
a line for each event that starts between them. Time zones are those of pytz, by name.
"""
import sys
from datetime import date, datetime, time, timezone
from pathlib import Path

import icalendar
import recurring_ical_events


def seconds(when):
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(), timezone.utc)
    return int(when.timestamp())


def main():
    begin, end = (datetime.fromtimestamp(int(n), timezone.utc) for n in sys.argv[1:3])
    lines = []
    for name in sys.argv[3:]:
        calendar = icalendar.Calendar.from_ical(Path(name).read_bytes())
        for e in recurring_ical_events.of(calendar).between(begin, end):
            start = seconds(e["DTSTART"].dt)
            if begin.timestamp() <= start < end.timestamp():
                last = seconds(e["DTEND"].dt) if "DTEND" in e else start
                lines.append("\t".join([Path(name).name, e["UID"], str(start), str(last), e["STATUS"]]))
    print("\n".join(sorted(lines)))


main()
