"""The feeds of hosts/, and what feed_read() finds in a file.

Each stands for a host or a program; what it has that is odd is in hosts/README.md. A feed that is
cut into pages is several files: NAME.xml, NAME-2.xml, NAME-3.xml.
"""

import json
import os
import subprocess
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOSTS = HERE / "hosts"
ROOT = HERE.parent.parent
TELL = ROOT / os.environ.get("BUILD", "build/release") / "tests/import/tell"
ADDRESS = "https://feeds.example.org/show/feed.xml"  # where a feed without an address of its own came from


def feeds():
    """{name: file}, in the order of names."""
    return {file.stem: file for file in sorted(HOSTS.glob("*.xml"))}


def expected():
    """{name: [[GUID, moment as seconds since 1970]]}, as written by hand."""
    with open(HERE / "expected.json", encoding="utf-8") as file:
        wanted = json.load(file)
    return {name: [[guid, int(datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp())]
                   for guid, date in items] for name, items in wanted.items()}


def tell(file, address=ADDRESS):
    """The struct remote_feed of a file; None: it is no feed."""
    made = subprocess.run([TELL, file, address], stdout=subprocess.PIPE, check=False, timeout=60)
    assert made.returncode in (0, 1), f"{TELL} {file}: {made.returncode}"
    found = json.loads(made.stdout)
    return found if made.returncode == 0 else None


def utc(seconds):
    return None if seconds is None else datetime.fromtimestamp(seconds, timezone.utc).isoformat()
