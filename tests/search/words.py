#!/usr/bin/python3
"""Usage: words.py stems|letters|texts WORDS_PROGRAM SEARCH_JS

Words are stemmed, folded and cut alike by the program, by search.js, and by a
third who knows neither: Snowball's own stemmer for Python, Python's Unicode
database, and for texts a list of what must come out. Prints a line for each
difference, and says to stderr how much was compared.
"""

import json
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

WRITTEN_OUT = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
               "ı": "i", "ς": "σ"}

TEXTS = {
    "Mother’s day, the mothers' day": ["mother", "day", "the", "mothers", "day"],
    "don't can’t we'll I'm you're they've he'd": ["don", "can", "we", "i", "you", "they", "he"],
    "O'Neill, dh’fhalbh, l'espoir": ["o", "neill", "dh", "fhalbh", "l", "espoir"],
    "rock'n'roll 's math sin": ["rock", "n", "roll", "s", "math", "sin"],
    "Call 116 123 or 0800-1111": ["call", "116", "123", "or", "0800", "1111"],
    "Brèagha, Gàidhlig, Łódź, Straße, café, smørrebrød":
        ["breagha", "gaidhlig", "lodz", "strasse", "cafe", "smorrebrod"],
    "cafe\u0301 = café": ["cafe", "cafe"],
    "Ὀδυσσεύς ΟΔΥΣΣΕΥΣ": ["οδυσσευσ", "οδυσσευσ"],
    "Ёлка, мир": ["елка", "мир"],
    "الأَمَل والسلام": ["الامل", "والسلام"],
    "東京タワー": ["東京", "京タ", "タワ", "ワー"],
    "私 は": ["私", "は"],
    "ガ\u304b\u3099く": ["カか", "かく"],
    "kanji漢字kana": ["kanji", "漢字", "kana"],
    "ﬁre ½ x²": ["fire", "12", "x2"],
    "</script><b>bold</b>&amp;": ["script", "b", "bold", "b", "amp"],
    "a" * 40 + " " + "b" * 41: ["a" * 40],
    "\U0001f56f candle\u2028line": ["candle", "line"],
    "": [],
    "— … ’ '": [],
}


def ask(what, lines):
    """What the program and search.js answer to each line."""
    program, script = sys.argv[2:]
    text = "".join(line + "\n" for line in lines).encode()
    here = Path(__file__).parent
    answers = []
    for command in ([program, what], ["node", here / "words.mjs", script, what]):
        out = subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True).stdout
        answers.append([json.loads(line) for line in out.decode().split("\n")[:-1]])
    print(f"# {len(lines)} {what} compared", file=sys.stderr)
    return zip(lines, *answers, strict=True)


def compare(what, expected):
    for line, c, js in ask(what, list(expected)):
        if expected[line] is None and c != js:
            print(f"{line!a}: {c} in C, {js} in JavaScript")
        elif expected[line] is not None and not c == js == expected[line]:
            print(f"{line!a}: {c} in C, {js} in JavaScript, not {expected[line]}")


def stems():
    import snowballstemmer
    pick = random.Random(1)
    words = {w.lower() for w in Path("/usr/share/dict/words").read_text().split()}
    words = {w for w in words if w.isascii() and w.isalpha()}
    ends = ("s es ies ied ed eed edly eedly ing ingly y ly ation ational tional ization izer ator alism aliti ness "
            "fulness ousness iveness ful less lessli ogi li icate ative alize ical ant ent ment ement ion sion tion "
            "e ll ee us ss at bl iz").split()
    start = sorted(words)
    for _ in range(40000):
        words.add(pick.choice(start)[:pick.randint(1, 6)] + "".join(pick.choices(ends, k=pick.randint(1, 3))))
        words.add("".join(pick.choices("aeiouybcdglnrstwxy", k=pick.randint(1, 8))))
    oracle = snowballstemmer.stemmer("english")
    compare("stem", {w: oracle.stemWord(w) for w in sorted(words)})


def folded(text):
    apart = unicodedata.normalize("NFKD", text)
    small = "".join(c for c in apart if unicodedata.category(c)[0] in "LN").lower()
    return "".join(WRITTEN_OUT.get(c, c) for c in small)


def letters():
    """Every letter and number that Python's database knows, between two others."""
    expected = {}
    for cp in [*range(0x80, 0xd800), *range(0xf900, 0x10000), *range(0x10000, 0x1fb00)]:
        if unicodedata.category(chr(cp))[0] in "LNM":
            word = f"q{chr(cp)}q"
            wide = unicodedata.category(chr(cp))[0] != "M" and any(
                low <= cp <= high for low, high in
                [(0xe00, 0xeff), (0x1000, 0x109f), (0x1780, 0x17ff), (0x3005, 0x3007), (0x3040, 0x30ff),
                 (0x3400, 0x9fff)])
            expected[word] = ["q", folded(chr(cp)), "q"] if wide else [folded(word)]
    compare("words", expected)


def texts():
    compare("words", TEXTS)
    pick = random.Random(2)
    pieces = ["hope", "Łódź", "’", "'", "s", "t ", "ll", " ", ", ", "東", "京都", "か\u3099", "\u0301", "ภาษา", "ไทย",
              "é", "E\u0301", "1", "२३", "-", "\u200d", "\u00ad", "\U0001f600", "𠀀𠀁", "í", "Σ", "ﷺ", "\u0e34", "한국",
              "<", "&", "\\", "\"", "\u2028", "ʼ", "re", "D"]
    compare("words", {"".join(pick.choices(pieces, k=pick.randint(1, 14))): None for _ in range(20000)})


{"stems": stems, "letters": letters, "texts": texts}[sys.argv[1]]()
