#!/usr/bin/python3
"""What blether publishes of a show that moved here, imported again, is the same content.

A show is imported (A), built and imported from there (B), built and imported once more (C). B and C
are the same byte for byte; A and B but for came_from, and for what EXCEPTIONS names with its reason.
An exception that no show needs any more is a fault.
"""

import difflib
import re
import shutil
from pathlib import Path

import moves

ADDRESS = "https://new.example.org/"  # as moves.bring() says it

# What may be other in B: (why, the shows that need it, "SIGN FILE: LINE" with - for A and + for B;
# a whole file has the line *).
EXCEPTIONS = [
    ("SubRip is published as WebVTT, which says the same and who speaks",
     "castopod castos freedom omny podbean powerpress rsscom transistor",
     r'- transcript\.srt: \*|\+ transcript\.vtt: \*|[-+] episode\.md: transcript: "transcript\.(srt|vtt)"'),
    ("WebVTT is published with hours, which every app reads",
     "buzzsprout podigee podlove",
     r"[-+] transcript\.vtt: .* --> .*"),
    ("chapters that stand in the feed only are published as a file as well, which goes before them",
     "anchor omny",
     r"\+ chapters\.json: \*|- episode\.md: (chapters:|  - start: .*|    title: .*)"),
    ("chapters that blether found in the notes are published as a file, and the list in the notes stays",
     "fireside",
     r"\+ chapters\.json: \*|\+ episode\.md: chapter_list: false"),
    ("of two pictures the first could not be had, so that the second is the first now",
     "podlove",
     r"[-+] picture-\d\.jpg: \*|[-+] episode\.md: +picture: .*"),
    ("of a video the sound is published",
     "itunesu",
     r"- recording\.mp4: \*|\+ recording\.mp3: \*"),
]


def content(site):
    """{path: bytes} of the show and the site; not what stands there for this one import."""
    return {path: data for path, data in moves.tree(site).items() if path.startswith("podcasts/") or path == "site.yaml"}


def without_origin(files):
    return {path: re.sub(rb"^came_from:\n(?:[ \t]+.*\n)*", b"", data, flags=re.M)
            if path.endswith((".md", ".yaml")) else data for path, data in files.items()}


def lines(data):
    try:
        return data.decode().splitlines()
    except UnicodeDecodeError:
        return ["other bytes"]


def unlike(a, b):
    """"- FILE: LINE" and "+ FILE: LINE" of what one has and the other has not."""
    found = []
    for path in sorted(a.keys() | b.keys()):
        name = Path(path).name
        if path not in a or path not in b:
            found.append(f"{'-' if path in a else '+'} {name}: *")
        elif a[path] != b[path]:
            told = list(difflib.unified_diff(lines(a[path]), lines(b[path]), lineterm="", n=0))[2:]
            found += [f"{line[0]} {name}: {line[1:]}" for line in told if line[0] in "+-"] or [f"- {name}: other bytes"]
    return found


class Home(moves.Move):
    show = "show"

    def run(self):
        if self.arrive():
            self.go_round(self.site, self.output, ADDRESS)
        return self

    def publish(self, output, address):
        """All of it at an address of its own, in place of what stood there; that of its feed."""
        base = f"/published-{self.name}"
        for path in [path for path in self.hosts.files if path.startswith(f"{base}/")]:
            del self.hosts.files[path]
        for file in output.rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                if file.suffix in (".xml", ".json"):
                    data = data.replace(address.encode(), f"{self.hosts.address}{base}/".encode())
                self.hosts.files[f"{base}/{file.relative_to(output)}"] = ("application/octet-stream", data)
        feed = next(output.glob("podcasts/*/feed.xml")).relative_to(output)
        return f"{self.hosts.address}{base}/{feed}"

    def come(self, feed, name):
        status, told = moves.bring(self.where, feed, self.where / name, self.now, self.show)
        return self.ok(status == 0, f"what was published is imported ({name})", told[-1500:])

    def go_round(self, site, output, address):
        home, again = self.where / "home", self.where / "again"
        if not self.come(self.publish(output, address), "home"):
            return
        self.compare(content(site), content(home))
        if self.make(home, self.where / "out-home") and \
                self.come(self.publish(self.where / "out-home", ADDRESS), "again"):
            other = unlike(content(home), content(again))
            self.ok(not other, "and once more: the same content byte for byte", "\n".join(other))

    def compare(self, a, b):
        other, mine = unlike(without_origin(a), without_origin(b)), [e for e in EXCEPTIONS if self.name in e[1].split()]
        rest = [line for line in other if not any(re.fullmatch(pattern, line) for _, _, pattern in mine)]
        self.ok(not rest, "it is the content that it was", "\n".join(rest))
        for why, _, pattern in mine:
            self.ok(any(re.fullmatch(pattern, line) for line in other), f"but {why}", "nothing is other: take the exception out")


class Shipped(Home):
    """The content that comes with blether was written by hand: the same from its first import on."""
    now, show = "2026-12-01T00:00:00Z", "spirituality"

    def run(self):
        shutil.copytree(moves.corpus.ROOT / "content", self.site, ignore=shutil.ignore_patterns(".blether"))
        address = re.search(r"^address: (\S+)$", (self.site / "site.yaml").read_text("utf-8"), re.M)[1]
        if self.make(self.site, self.output):
            self.go_round(self.site, self.output, address)
        return self

    def compare(self, a, b):
        told = [data.decode() for path, data in b.items() if path.endswith("episode.md")]
        self.ok(len(told) == sum(path.endswith("episode.md") for path in a), "every episode is there")


moves.main(Home, shipped=Shipped)
