#!/usr/bin/python3
"""Two judges of feeds that know nothing of each other: each mistake for which the table of rules in
w3c.py has a word makes `blether verify` speak too."""

import collections
import json
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, __file__.rpartition("/")[0])

import author
import box
import mistakes
import tap

# What `blether verify` lets pass: other ways to write the same, and what no app and no directory refuses.
PASSED = [
    ("BeginsWithDeclaration", "encoding='utf-8'"),
    ("DurationInSeconds", "<itunes:duration>01:02"),
]


def said_of(path):
    """How often `blether verify` gives which message."""
    made = box.blether("verify", "--format=json", "--now", author.NOW, path)
    return collections.Counter(message["slug"] for message in json.loads(made.stdout)["messages"])


def main():
    with box.box() as where:
        author.write(where / "content", "https://feeds.example.org/all/")
        box.must_build(where)
        feed = (where / "out/podcasts/all-sorts/feed.xml").read_text()
        before = said_of(where / "out/podcasts/all-sorts/feed.xml")
        for name, shown, spoilt, _ in mistakes.spoil(feed):
            if any(name == passed and what in spoilt for passed, what in PASSED):
                continue
            (where / "spoilt.xml").write_text(spoilt, newline="")
            tap.ok(said_of(where / "spoilt.xml") - before, f"blether verify speaks of {name}: {shown}")
    tap.finish()


main()
