"""Do the feeds of an output begin with the note of an episode and end with where help is? Usage: care.py OUTPUT"""
import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser

OUT = Path(sys.argv[1])
NOTE = "<p>This talks about grief &amp; loss.</p>"
NUMBER = '<a href="tel:01632960001">01632 960001</a> (Every day)</li>'
LAST = '<p><a href="https://www.example.org/pages/find-help.html">All who can help</a></p>'


def check(where, text):
    text = text.strip()
    if not text.startswith(NOTE):
        print(f"{where} begins with {text[:100]!r}")
    if NUMBER not in text or not text.endswith(LAST):
        print(f"{where} ends with {text[-400:]!r}")


def text_of(path, names):
    root = ET.parse(OUT / path).getroot()
    item = [i for i in root.iter() if i.tag.split("}")[-1] in ("item", "entry")
            and "One" in [t.text for t in i if t.tag.split("}")[-1] == "title"][0]][0]
    return {name: child.text for child in item for name in names if child.tag.split("}")[-1] == name}


rss = "podcasts/talks/feed.xml"
texts = text_of(rss, ("description", "encoded"))
for name, text in texts.items():
    check(f"{rss} {name}", text)
if len(texts) != 2 or len(texts["description"].encode()) > 4000 or len(texts["encoded"]) < 7000:
    print("the description is too long, or the content is not whole:", {k: len(v) for k, v in texts.items()})
check("new.atom", text_of("new.atom", ("content",))["content"])
feed = json.loads((OUT / "podcasts/talks/feed.json").read_text())
check("JSON feed", [i for i in feed["items"] if i["title"] == "One"][0]["content_html"])

parsed = feedparser.parse(str(OUT / rss))
shown = [e for e in parsed.entries if e.title == "One"][0]
if 'href="tel:01632960001"' not in ET.parse(OUT / rss).getroot().findtext(".//item[title='One']/description"):
    print("the link to ring is not in the description")
if "Example Grief" not in shown.summary:
    print("a reader does not show the help:", shown.summary[-300:])
two = [e for e in parsed.entries if e.title == "Two"][0]
if "tel:" in two.summary:
    print("help stands where no topic needs it:", two.summary)
