#!/usr/bin/python3
"""Usage: index.py write CONTENT
       index.py check SITE CONTENT

Writes pages of random words into the content. When the site has been built,
asks its search for every one of these words, for pairs of them, and for every
word that is said in an episode, and compares what it finds with what a plain
look through the texts finds. Prints a line for each difference.
"""

import html
import json
import random
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import snowballstemmer

PAGES = 120
STEMMER = snowballstemmer.stemmer("english")
FOREIGN = ["Łódź", "Straße", "мир", "надежда", "أمل", "سلام", "brèagha", "μῦθος", "शांति"]
HOSTILE = ["</script><script>alert(1)</script>", "\"];alert(1)//", "`${1}`", "<!--", "&lt;"]


def form(word):
    """What a word is found by."""
    apart = unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in apart if unicodedata.category(c)[0] in "LN").lower()
    plain = plain.replace("ß", "ss").replace("ł", "l").replace("ς", "σ")
    return STEMMER.stemWord(plain) if re.fullmatch("[a-z]+", plain) else plain


def forms(text):
    text = re.sub(r"['’](s|t|m|d|re|ve|ll)\b", "", text, flags=re.I)
    # Marks belong to their letters; \w alone does not know them.
    words = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in text).split()
    return {form(word) for word in words}


def write(content):
    pick = random.Random(7)
    words = [w for w in Path("/usr/share/dict/words").read_text().split() if w.isascii() and w.isalpha()]
    words = pick.sample(words, 900) + FOREIGN
    for number in range(PAGES):
        text = [pick.choice(words[:60] if pick.random() < 0.3 else words) for _ in range(60)]
        summary = " ".join(pick.choices(words, k=8))
        page = f"---\ntitle: {json.dumps(f'Generated {number} ' + pick.choice(words), ensure_ascii=False)}\n" \
               f"summary: {json.dumps(summary + ' ' + HOSTILE[number % len(HOSTILE)], ensure_ascii=False)}\n---\n" \
               f"{' '.join(text)}\n\n\u2028 `\\` \"\n"
        (Path(content) / "pages" / f"gen-{number:03}.md").write_text(page)


def ask(site, queries):
    out = subprocess.run(["node", Path(__file__).parent / "answers.mjs", site], check=True, stdout=subprocess.PIPE,
                         input="".join(q + "\n" for q in queries).encode()).stdout
    answers = [json.loads(line) for line in out.decode().split("\n")[:-1]]
    if len(answers) != len(queries):
        print(f"{len(queries)} queries, {len(answers)} answers")
    return answers


def generated(content):
    """The forms in each generated page, and every word as it is written there."""
    pages, words = {}, set()
    for file in sorted((Path(content) / "pages").glob("gen-*.md")):
        text = file.read_text()
        title, summary = (json.loads(re.search(f"^{key}: (.*)", text, re.M)[1]) for key in ("title", "summary"))
        body = text.split("---\n")[2]
        pages[f"pages/{file.stem}.html"] = forms(f"{title} {summary} {body}")
        words |= set(body.split())
    return pages, sorted(words)


def check_words(site, content):
    pages, words = generated(content)
    stop = stop_forms(site)
    words = [w for w in words if forms(w) - stop]
    pick = random.Random(8)
    queries = words + [" ".join(pick.sample(words, 2)) for _ in range(300)]
    for answer in ask(site, queries):
        want = {path for path, there in pages.items() if forms(answer["query"]) - stop <= there}
        have = {r["path"] for r in answer["results"] if r["path"].startswith("pages/gen-")}
        if answer["all"] and want != have:
            print(f"{answer['query']!a}: {sorted(have - want)} too many, {sorted(want - have)} missing")
        if not answer["all"] and want:
            print(f"{answer['query']!a}: nothing has all words, but {sorted(want)} have")


def turns(site):
    """What is said in each episode: {path: {id of a turn: text}}."""
    said = {}
    for file in sorted(Path(site).glob("podcasts/*/*.html")):
        parts = re.findall(r'<div class="turn" id="([^"]*)"[^>]*>(.*?)</div>', file.read_text(), re.S)
        said[str(file.relative_to(site))] = {
            at: html.unescape(re.sub("<[^>]*>", "", text.split("<p>")[-1])) for at, text in parts}
    return {path: all_turns for path, all_turns in said.items() if all_turns}


def check_moments(site):
    said = turns(site)
    words = {w.lower() for t in said.values() for text in t.values() for w in re.findall("[a-z]{2,}", text, re.I)}
    words = sorted(w for w in words if form(w) not in stop_forms(site))
    if len(said) < 4 or len(words) < 200:
        print(f"only {len(words)} words in {len(said)} episodes")
    for answer in ask(site, words):
        wanted = form(answer["query"])
        found = {r["path"]: r for r in answer["results"]}
        for path, there in said.items():
            if wanted not in set().union(*(forms(text) for text in there.values())):
                continue
            moment = found.get(path, {}).get("moment")
            if moment not in there:
                print(f"{answer['query']}: no moment of {path}, but {moment}")
            elif wanted not in forms(there[moment]) or wanted not in forms(found[path]["passage"] or ""):
                print(f"{answer['query']}: is not said at {moment} of {path}")


def stop_forms(site):
    """What says nothing while there are other words: so says the list of the index itself."""
    name = re.search(r'data-index="(\w+)"', (Path(site) / "search.html").read_text())[1]
    listed = (Path(site) / "search" / f"part-{name}.js").read_text()
    return {form(w) for w in json.loads(re.search(r'"stop":("[^"]*")', listed)[1]).split()}


def check(site, content):
    check_words(site, content)
    check_moments(site)


{"write": write, "check": check}[sys.argv[1]](*sys.argv[2:])
