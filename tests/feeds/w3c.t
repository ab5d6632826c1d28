#!/usr/bin/python3
"""The rules of the W3C's validator, for every feed of the test's site and of content/."""

import sys

sys.dont_write_bytecode = True
sys.path.insert(0, __file__.rpartition("/")[0])

import author
import box
import mistakes
import tap
import w3c

# With chapters in the form of Podlove, which Spotify and gPodder read, the validator warns of its
# namespace; `strict_w3c` leaves them out.
PSC = ("UnknownNamespace", "warning", "psc http://podlove.org/simple-chapters")


def feeds_of(output):
    """Every feed of podcasts in a site, by what is in it and not by its name."""
    return [path for path in sorted(output.rglob("*.xml")) if b"<rss" in path.read_bytes()[:400]]


def check_feeds(output, allowed, what):
    found = feeds_of(output)
    tap.ok(found, f"{what} has feeds")
    for path in found:
        faults = [fault for fault in w3c.judge(path.read_bytes(), author.NOW) if fault not in allowed]
        tap.none(faults, f"{what}: no rule finds anything in '{path.relative_to(output)}'"
                         + (" but the namespace of Podlove" if allowed else ""))


def check_mistakes(feed):
    """Every rule is there for something: it finds its mistake, where there was none before."""
    for name, shown, spoilt, changed in mistakes.spoil(feed):
        found = {fault[0] for fault in w3c.judge(spoilt.encode(), author.NOW)}
        tap.ok(changed and name in found, f"{name} is found: {shown}", found)
    proven = {name for name, _, _ in mistakes.MISTAKES}
    tap.none([name for name, *_ in w3c.RULES if name not in proven], "every rule has a mistake to find")


def main():
    with box.box() as where:
        shows = [dict(show, _episodes=[dict(e, title=e["title"].replace("<b>bold</b>", "bold"))
                                       for e in show["_episodes"]]) for show in author.SHOWS]
        author.write(where / "content", "https://feeds.example.org/all/", shows)
        box.must_build(where)
        check_feeds(where / "out", [PSC], "the site of these tests")
        check_mistakes((where / "out/podcasts/all-sorts/feed.xml").read_text())
        made = box.blether("build", "--content", author.ROOT / "content", "--output", where / "shipped",
                           "--cache", where / "cache", "--now", author.NOW)
        tap.same(made.returncode, 0, "the shipped content is built")
        check_feeds(where / "shipped", [PSC], "the shipped content")
    tap.finish()


main()
