"""Whether what a built site says about its own freshness is what the content says.

fresh.py CONTENT SITE TODAY: prints a line for each fault. It reads front matter with PyYAML, letters with urllib,
the feed with feedparser, and compares editions by itself.
"""

import csv
import datetime
import html.parser
import re
import sys
import urllib.parse
from pathlib import Path

import feedparser
import yaml

content, site = Path(sys.argv[1]), Path(sys.argv[2])
today = datetime.date.fromisoformat(sys.argv[3])
settings = yaml.safe_load((content / "site.yaml").read_text())
MOST = 2000


def front(path):
    return yaml.safe_load(path.read_text().split("---\n")[1])


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.hrefs, self.rows, self.cell, self.robots, self.text = [], [], None, None, ""
        self.feed(path.read_text())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a":
            self.hrefs.append(attrs.get("href", ""))
        if tag == "meta" and attrs.get("name") == "robots":
            self.robots = attrs["content"]
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.cell = None

    def handle_data(self, data):
        self.text += data
        if self.cell:
            self.rows[-1][-1] += data


def letter(href):
    to, _, query = href.removeprefix("mailto:").partition("?")
    fields = urllib.parse.parse_qs(query, keep_blank_values=True, strict_parsing=True)
    assert set(fields) <= {"subject", "body"} and all(len(v) == 1 for v in fields.values()), href
    return urllib.parse.unquote(to), fields["subject"][0], fields.get("body", [""])[0]


LABELS = {"Name": "name", "In one sentence": "summary", "Telephone": "phone", "E-mail": "email", "Website": "web",
          "Ask for": "ask_for"}
groups = {p.stem: front(p) for p in sorted((content / "groups").glob("*.md")) if "." not in p.stem}
closed = {slug for slug, g in groups.items() if g.get("status") == "closed"}
cuts = 0

for slug, g in groups.items():
    sheet = site / "groups" / f"{slug}.check.html"
    if slug in closed:
        if sheet.exists():
            print(slug, "has closed, and has a sheet")
        continue
    page = Page(sheet)
    rows = {row[0]: row[1] for row in page.rows[1:] if len(row) == 3}
    if page.robots != "noindex":
        print(slug, "is offered to search engines")
    if f"{slug}.check.html" not in (site / "groups" / f"{slug}.html").read_text():
        print(slug, "has no link to its sheet")
    letters = [h for h in page.hrefs if h.startswith("mailto:") and "&body=" in h]
    if len(letters) != 1 or len(letters[0]) > MOST:
        print(slug, "letters:", [len(h) for h in letters])
    to, subject, body = letter(letters[0])
    if to != settings["contact"] or g["name"] not in subject:
        print(slug, "is written to", to, "about", subject)
    if "\r\n" not in body or re.search(r"(?<!\r)\n", body):
        print(slug, "has lines that do not end as RFC 6068 has them")
    said = dict(line.split(": ", 1) for line in body.splitlines() if ": " in line)
    is_cut = "no room" in body
    cuts += is_cut
    for label, field in LABELS.items():
        for where, have in (("sheet", rows), ("letter", said)):
            want = g.get(field)
            if want and have.get(label) != str(want) and not (where == "letter" and is_cut and label not in have):
                print(f"{slug}: the {where} says {have.get(label)!r} for {label}, not {want!r}")
    for service in g.get("services") or []:
        if service.get("status") == "closed":
            continue
        for where, have in (("sheet", rows), ("letter", said)):
            if where == "letter" and is_cut and service["name"] not in have:
                continue
            for part in (service.get("what"), service.get("when")):
                if part and part not in have.get(service["name"], ""):
                    print(f"{slug}: the {where} does not say {part!r} of {service['name']}")
    # What is in the letter is on the sheet; what is on the sheet is in the letter, up to where it is cut.
    lines = [f"{k}: {v}" for k, v in rows.items() if v not in ("", "–")]
    written = [line for line in body.splitlines() if line in lines]
    if written != lines[:len(written)] or (len(written) < len(lines)) != is_cut:
        print(f"{slug}: {len(written)} of {len(lines)} entries are in the letter, and it is {'' if is_cut else 'not '}cut")
    if g.get("hidden"):
        for field in ("address", "town", "postcode"):
            if g.get(field) and g[field] in page.text:
                print(f"{slug}: the sheet tells where it is")
        if 'id="exit"' not in sheet.read_text():
            print(f"{slug}: the sheet has no way out")
if not 0 < cuts < len(groups) - len(closed):
    print(cuts, "letters are cut: the example has both kinds")

# The list: never, then the oldest, then by file; and its three ages.
order = sorted((s for s in groups if s not in closed),
               key=lambda s: (str(groups[s].get("checked") or ""), f"{s}.md"))
listed = [m for m in re.findall(r'href="\.\./groups/([a-z0-9-]+)\.check\.html"', (site / "map/check.html").read_text())]
if listed != order:
    print("the list is", listed[:5], "not", order[:5])
stale = sum((today - groups[s]["checked"]).days > 365 for s in order if groups[s].get("checked"))
ages = dict(re.findall(r'<h2 id="(\w+)">.*?</h2>\n<p class="facts">(\d+) ', (site / "map/check.html").read_text()))
if int(ages.get("stale", 0)) != stale or sum(map(int, ages.values())) != len(order):
    print("ages", ages, "but", stale, "are older than a year")

# Sheets are for those who were sent there.
for name in ["sitemap.xml"] + [str(p.relative_to(site)) for p in site.glob("search/**/*") if p.is_file()]:
    if ".check.html" in (site / name).read_text(errors="replace"):
        print(name, "names a sheet")

# Editions: the same bytes, and what changed between them.
editions = sorted((content / "editions").glob("*.csv"))
tables = []
for file in editions:
    if (site / "map/editions" / file.name).read_bytes() != file.read_bytes():
        print(file.name, "is not as it was frozen")
    with open(file, newline="", encoding="utf-8") as text:
        tables.append({(r["group"], r["area"]): r["role"] for r in csv.DictReader(text)})
    if file.name not in (site / "map/editions.html").read_text():
        print(file.name, "is not in the list")
want = {(len(editions) and editions[0].name[3:13], None)}
for file, before, now in zip(editions[1:], tables, tables[1:]):
    want |= {(file.name[3:13], g) for (g, a) in before.keys() | now.keys() if before.get((g, a)) != now.get((g, a))}
names = {g["name"]: slug for slug, g in groups.items()}
feed = feedparser.parse((site / "map/changes.atom").read_bytes())
if feed.bozo:
    print("feedparser:", feed.bozo_exception)
have = [(e.updated[:10], names.get(e.title.split(": ")[0])) for e in feed.entries]
if set(have) != want or len(have) != len(want):
    print("entries without a change:", set(have) - want, "changes without an entry:", want - set(have))
if len({e.id for e in feed.entries}) != len(feed.entries) or any(not e.id.startswith("urn:uuid:") for e in feed.entries):
    print("ids that are no ids")
page = (site / "map/changes.html").read_text()
for e in feed.entries:
    address, _, at = e.link.partition("#")
    if address != settings["address"] + "map/changes.html" or f'id="{at}"' not in page:
        print("an entry leads to", e.link)
if feed.feed.updated[:10] != editions[-1].name[3:13]:
    print("the feed says it changed on", feed.feed.updated)
