#!/usr/bin/python3
"""HTML notes → Markdown, judged by Python's html.parser and the program cmark, which share nothing
with what is judged: the words, links, headings, lists, pictures and time stamps that people see are
the same before and after, and what was made is read as the same again.

The notes are of shapes that hosts of podcasts write, and of a thousand that were thrown together."""

import glob
import os
import random
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from urllib.parse import quote, urljoin

BUILD = os.environ.get("BUILD", "build/release")
BASE = "https://example.org/show/"
BLOCKS = set("p div ul ol li h1 h2 h3 h4 h5 h6 blockquote pre table tr td th hr section article figure figcaption dl dt dd "
             "details summary address center header footer aside".split())
STAMP = re.compile(r"[(\[]?\d{1,2}(:\d\d){1,2}[)\]]?\s")
facts = []


def ok(true, sentence, details=""):
    facts.append(bool(true))
    print(f"{'ok' if true else 'not ok'} {len(facts)} - {sentence}")
    if not true:
        print("\n".join(f"#   {line}" for line in str(details).splitlines()[:40]), file=sys.stderr)


class Seen(HTMLParser):
    """What somebody sees of HTML."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.lines, self.links, self.headings, self.pictures = [""], [], [], []
        self.items = self.hidden = 0
        self.heading = self.link = None
        self.pre = 0
        self.feed(html)
        self.close()

    def line(self):
        self.lines.append("")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("script", "style", "template", "title"):
            self.hidden += 1
        if self.hidden:
            return
        if tag in BLOCKS or tag == "br":
            self.line()
            self.heading = self.heading and self.heading + " "
            if self.link:
                self.link[1] += " "
        self.items += tag == "li"
        self.pre += tag == "pre"
        if tag == "a" and attrs.get("href"):
            self.link = [urljoin(BASE, attrs["href"]), ""]
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.heading = ""
        if tag == "img" and attrs.get("width") != "1":
            self.pictures.append((attrs.get("src", "").rsplit("/", 1)[-1], attrs.get("alt", "")))

    def handle_endtag(self, tag):
        if tag in ("script", "style", "template", "title"):
            self.hidden -= 1
        if self.hidden:
            return
        if tag == "a" and self.link:
            if self.link[1].strip():
                self.links.append((escaped(self.link[0]), plain(self.link[1])))
            self.link = None
        if self.heading is not None and tag[0] == "h" and tag[1:].isdigit():
            if self.heading.strip():
                self.headings.append(plain(self.heading))
            self.heading = None
        self.pre -= tag == "pre"
        if tag in BLOCKS:
            self.line()

    def handle_data(self, data):
        if self.hidden:
            return
        parts = data.split("\n") if self.pre else [data]
        for i, part in enumerate(parts):
            if i:
                self.line()
            self.lines[-1] += part
        if self.link:
            self.link[1] += data
        if self.heading is not None:
            self.heading += data

    def words(self):
        return plain(" ".join(self.lines)).split()

    def stamps(self):
        lines = (plain(line) for line in self.lines)
        return [line for line in lines if STAMP.match(line)]


def plain(text):
    return " ".join(unicodedata.normalize("NFKC", text).replace("\ufeff", "").split())


def escaped(url):
    return quote(url, safe="-_.+!*'(),%#@?=;:/&$~")


def markdown(html):
    run = subprocess.run([f"{BUILD}/tests/import/html_notes", BASE], input=html.encode(), capture_output=True, check=True)
    return run.stdout.decode()


def rendered(text):
    return subprocess.run(["cmark"], input=text.encode(), capture_output=True, check=True).stdout.decode()


def differences(html, kept=("words", "links", "headings", "items", "pictures", "stamps")):
    """What is otherwise after than before, in words."""
    text = markdown(html)
    page = rendered(text)
    before, after = Seen(html), Seen(page)
    wrong = []
    for what in kept:
        a, b = getattr(before, what), getattr(after, what)
        a, b = (a(), b()) if callable(a) else (a, b)
        if a != b:
            wrong.append(f"{what}: {a}\n  became {b}")
    if "<!-- raw HTML omitted -->" in page:
        wrong.append("HTML in the Markdown")
    if markdown(page) != text:
        wrong.append(f"not the same when it is read again: {markdown(page)!r}")
    return wrong and "\n".join([f"of {html}", f"made {text}", *wrong])


# Made up, as editors and hosts write them.
NOTES = {
    "paragraphs": "<p>This week Ann Example talks about <strong>loss</strong>, <em>hope</em> and a walk.</p>\n<p><br></p>"
                  "<p>Find us at <a href=\"https://example.org/show\">our site</a>.</p>",
    "an editor's spans": "<p><span style=\"font-weight: 400;\">We met in </span><a href=\"https://example.org/a?b=1&amp;c=2\">"
                         "<span style=\"font-weight: 400;\">the hall</span></a><span style=\"font-weight: 400;\">.</span></p>",
    "divs and breaks": "<div>First line<br>Second line<br><br>Third</div><div><br></div><div>&nbsp;</div><div>Last</div>",
    "time stamps": "<p>In this episode:</p><p>(00:00) Welcome<br>(01:30) Who we are<br>(1:02:03) The end &amp; thanks</p>",
    "time stamps in bold": "<p><strong>00:00</strong> Welcome<br /><strong>05:12</strong> - The hall</p>",
    "time stamps in a list": "<ul><li>00:00 Welcome</li><li><b>05:12</b> Hall</li><li><a href=\"https://example.org/?t=9\">10:00</a> End</li></ul>",
    "lists": "<p>Books:</p><ul>\n<li>One</li>\n<li><p>Two</p></li>\n<li>Three<ul><li>A</li><li>B<ol start=\"4\"><li>x</li></ol></li></ul></li></ul>"
             "<ol><li>first</li><li>second</li></ol><ol><li>another</li></ol>",
    "headings": "<h1>Show</h1><h3>Guests</h3><p>Ann</p><h3>Links</h3><p>One</p><h2>More</h2><h5>Deep</h5><p>x</p>",
    "quotations": "<blockquote><p>She said:</p><blockquote>It was <i>cold</i>.</blockquote></blockquote><p>So it was.</p>",
    "signs": "<p>2 * 3 * 4 = 24, a_b_c, #1 of 5, 1. is first, [x](y), `code`, 5 &lt; 6 &amp;&amp; 7 &gt; 6, C:\\dir, &amp;amp;, {fact:x}, ~~ | ~~</p>"
             "<p>- not a list</p><p>+ nor this</p><p>1) or this</p><p># no heading</p><p>&gt; no quotation</p><p>***</p><p>===</p>",
    "code": "<p>Run <code>blether build</code> or <code>a `b`</code>.</p><pre><code>first\n  second\n\n```third```\n</code></pre>",
    "links": "<p><a href=\"https://en.example.org/wiki/Hope_(virtue)\" title=\"On &quot;hope&quot;\">hope</a>, <a href=\"/about us\">us</a>, "
             "<a href=\"mailto:a@example.org\">write</a>, <a href=\"tel:+441475000000\">ring</a>, <a href=\"https://example.org/\">https://example.org/</a>, "
             "<a href=\"https://example.org/ü?q=[1]\">umlaut</a>, <a href=\"https://c.example.com/t?u=https%3A%2F%2Fexample.org\">counted</a></p>",
    "pictures": "<p><img src=\"https://example.org/p/hall.jpg\" alt=\"The hall\"/></p><a href=\"https://example.org/x\"><img src=\"r.png\" alt=\"The river\"></a>"
                "<img src=\"https://example.org/t.gif\" width=\"1\" height=\"1\">",
    "unclosed": "<p>One<p>Two <b>bold <i>both</b> slanted</i><ul><li>a<li>b</ul><p>Three",
    "other scripts": "<p>Fàilte <strong>gu</strong> Inbhir Chluaidh — <em>„cześć”</em> Привіт, <b>مرحبا</b> 你好<b>世界</b>。</p>",
    "emphasis at edges": "<p><b>Note: </b>words<b> and</b> more<i>.</i> a<b>b</b>c <b>\"q\"</b>x <i><b>x</b></i>y (<b>z</b>) <b>a.</b>b</p>",
    "scripts": "<p>Seen<script>document.write('not')</script></p><style>p { color: red }</style><!-- not --><template><p>not</p></template><p>too</p>",
    "an office program": "<p class=\"MsoNormal\"><span lang=\"EN-GB\">Words<o:p></o:p></span></p><p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p><p>more</p>",
    "a whole page": "<!DOCTYPE html><html><head><title>not</title></head><body><h1>Notes</h1><p>Café</p></body></html>",
}

for name, html in NOTES.items():
    wrong = differences(html)
    ok(not wrong, f"{name}: all that is seen stays", wrong)

# Text without any markup: what people see is the text itself.
PLAIN = {
    "lines": ("One & two\nthree\n\nFour < five", ["One", "&", "two", "three", "Four", "<", "five"]),
    "addresses": ("See https://example.org/a_b?c=(1), or www.example.org. Write to ann@example.org!",
                  "See https://example.org/a_b?c=(1), or www.example.org. Write to ann@example.org!".split()),
    "bullets": ("Links\n- one\n- two\n\n• three\n* four\nend", "Links one two three four end".split()),
    "stamps": ("00:00 Welcome\n(01:30) Hall\n1:02:03 - The end", "00:00 Welcome (01:30) Hall 1:02:03 - The end".split()),
    "signs": ("# 1 *is* not _a_ <- heading\n1. x\n> y\n{count:groups}", "# 1 *is* not _a_ <- heading 1. x > y {count:groups}".split()),
}
for name, (text, words) in PLAIN.items():
    made = markdown(text)
    page = rendered(made)
    ok(Seen(page).words() == words and markdown(page) == made, f"plain text, {name}: its words stay", f"{made}\n{Seen(page).words()}")
page = Seen(rendered(markdown(PLAIN["addresses"][0])))
ok([url for url, _ in page.links] == ["https://example.org/a_b?c=(1)", "https://www.example.org", "mailto:ann@example.org"],
   "addresses in plain text become links", page.links)
page = Seen(rendered(markdown(PLAIN["bullets"][0])))
ok(page.items == 4, "bullets in plain text become entries of lists", page.items)
page = Seen(rendered(markdown(PLAIN["stamps"][0])))
ok(len(page.stamps()) == 3, "time stamps in plain text stay lines", page.stamps())
twice = "&lt;p&gt;Escaped &lt;b&gt;twice&lt;/b&gt; &amp;amp; seen once&lt;/p&gt;"
ok(Seen(rendered(markdown(twice))).words() == "Escaped twice & seen once".split(), "what was escaped twice is read once more")


def throw(dice, depth=0):
    """Some HTML. Marks and blanks stand where they hurt."""
    inline = ["b", "i", "em", "strong", "span", "u", "code"]
    words = ["word", "two words", " ", "a", "*", "_", "**", "1.", "-", "#", "\\", "`", "[", "](", "]", "!", "&lt;b&gt;", "&amp;lt;", "é", "(", ")", ".",
             "\"", "x_y", "&nbsp;", "~~~", "+", "===", "\n", "<br>", "“q”", "界", "{a}", "|", "https://example.org/", ":", "1)", "00:30 t"]

    def run(level):
        kind = dice.random()
        if kind < .55 or level > 4:
            return dice.choice(words)
        if kind < .63:
            return f"<a href=\"https://example.org/{dice.randrange(99)}\">link {dice.choice(words[:4])}</a>"
        tag = dice.choice(inline)
        if tag == "code":
            return f"<code>{dice.choice(['x', 'a`b', '``', 'c  d', '*'])}</code>"
        return f"<{tag}>{''.join(run(level + 1) for _ in range(dice.randrange(4)))}</{tag}>"

    def text():
        return "".join(run(0) for _ in range(dice.randrange(1, 7)))

    kind = dice.random()
    if kind < .5 or depth > 3:
        return f"<p>{text()}</p>"
    if kind < .6:
        level = dice.randrange(1, 7)
        return f"<h{level}>{text()}</h{level}>"
    if kind < .7:
        return "<blockquote>" + "".join(throw(dice, depth + 1) for _ in range(dice.randrange(1, 3))) + "</blockquote>"
    if kind < .75:
        return dice.choice(["<hr>", "<pre><code>x\n  y</code></pre>", f"<div>{text()}</div>", text()])
    tag = dice.choice(["ul", "ol", "ol start=\"5\""])
    items = "".join(f"<li>{dice.choice([text(), throw(dice, depth + 1), text() + throw(dice, depth + 1)])}</li>" for _ in range(dice.randrange(1, 4)))
    return f"<{tag}>{items}</{tag[:2]}>"


# The mark of an emphasis may end up beside it, an entry without words goes: so words and links are what must stay.
dice = random.Random(7)
failed = []
for i in range(400):
    html = "<p>x</p>" + "".join(throw(dice) for _ in range(dice.randrange(1, 6)))
    wrong = differences(html, ("words", "links", "headings"))
    if wrong:
        failed.append(wrong)
ok(not failed, f"400 notes thrown together say the same ({len(failed)} do not)", failed[0] if failed else "")

shipped = [path for path in sorted(glob.glob("content/**/*.md", recursive=True))]
unlike = []
for path in shipped:
    with open(path, encoding="utf-8") as f:
        page = rendered(re.sub(r"\A---\n.*?\n---\n", "", f.read(), flags=re.S).replace("<!--", "&lt;!--"))
    wrong = differences(page)
    if wrong:
        unlike.append(f"{path}: {wrong}")
ok(len(shipped) > 50 and not unlike, f"the {len(shipped)} texts that ship with blether stay what they are", unlike[0] if unlike else "")

print(f"1..{len(facts)}")
sys.exit(not all(facts))
