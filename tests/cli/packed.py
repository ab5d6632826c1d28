#!/usr/bin/python3
"""Usage: packed.py ZIP FOLDER TOP

Compares a packed site with the output folder it was made from; prints a line for each
thing that is not as it should be. TOP is the one folder in the ZIP.
"""

import sys
import zipfile
from pathlib import Path


def faults(packed, folder, top):
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*")
             if path.is_file() and not path.name.startswith(".blether-")}
    expected = [f"{top}/START-HERE.html"] + [f"{top}/site/{name}" for name in sorted(files)]
    if packed.namelist() != expected:
        yield f"names: {packed.namelist()[:5]}…, not {expected[:5]}…"
    for info in packed.infolist():
        name = info.filename.removeprefix(f"{top}/site/")
        if name in files and packed.read(info) != files[name].read_bytes():
            yield f"{name} has other bytes"
        stored = info.compress_type == zipfile.ZIP_STORED
        if stored != name.endswith((".mp3", ".m4a", ".opus", ".jpg", ".png")):
            yield f"{name} is {'not ' * (not stored)}stored as it is"
        if info.external_attr >> 16 != 0o100644:
            yield f"{name} has the permissions {info.external_attr >> 16:o}"
        if info.extra or info.flag_bits & 8:
            yield f"{name} has what old programs do not understand"
    if len({info.date_time for info in packed.infolist()}) != 1:
        yield "the files have several times"


if __name__ == "__main__":
    with zipfile.ZipFile(sys.argv[1]) as file:
        print("\n".join(faults(file, Path(sys.argv[2]), sys.argv[3])))
