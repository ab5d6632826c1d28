#!/usr/bin/python3
"""Usage: served.py ADDRESS FOLDER

Asks a preview at ADDRESS for every file of a built site and prints a line for each that
differs: in bytes (but for the script that the preview adds), length, type or tag. What
the preview has still to take in is given ten seconds.
"""

import re
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SCRIPT = re.compile(rb'<script src="/\.blether/preview\.js" data-tag="[0-9a-z]+" defer></script>')


def get(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def fault(address, folder, path):
    """What is wrong with the answer for one file, or None."""
    expected = (folder / path).read_bytes()
    status, headers, body = get(address + urllib.request.quote(path))
    if status != 200:
        return f"{path}: {status}"
    if headers["Content-Type"].startswith("text/html"):
        body, count = SCRIPT.subn(b"", body)
        if count != 1:
            return f"{path}: {count} scripts were added"
    if body != expected:
        return f"{path}: {len(body)} bytes that are not the {len(expected)} that were built"
    status, _, body = get(address + urllib.request.quote(path), **{"If-None-Match": headers["ETag"]})
    if (status, body) != (304, b""):
        return f"{path}: {status} for its own tag"
    return None


def faults(address, folder):
    paths = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*"))
             if path.is_file() and not path.name.startswith(".blether-")]
    with ThreadPoolExecutor(12) as pool:
        return [line for line in pool.map(lambda path: fault(address, folder, path), paths) if line]


def main(address, folder):
    until = time.monotonic() + 10
    while (found := faults(address, folder)) and time.monotonic() < until:
        time.sleep(0.1)
    print("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
