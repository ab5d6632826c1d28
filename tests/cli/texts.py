"""Does every language that is part of the program have every text, whole and in its own letters?

texts.py ENGLISH FILE...  ENGLISH: what `blether help --as=texts` printed.
"""
import re
import sys
from pathlib import Path

import yaml

# The forms that a number may ask for (CLDR, "Language Plural Rules", cardinals of whole numbers).
FORMS = {
    'ar': {'zero', 'one', 'two', 'few', 'many', 'other'},
    'gd': {'one', 'two', 'few', 'other'},
    'pl': {'one', 'few', 'many', 'other'},
    'uk': {'one', 'few', 'many', 'other'},
}

# Texts that are the same as in English, and rightly so.
SAME = {
    'ar': {'a_z_digits', 'change_now', 'date_form', 'day_form', 'month_form', 'decimal_point'},
    'gd': {'a_z_digits', 'card_alt', 'change_now', 'cite_title', 'date_form', 'day_form', 'flash_quote', 'month_form', 'decimal_point', 'list_comma', 'size_kb', 'size_mb'},
    'pl': {'a_z_digits', 'change_now', 'check_email', 'date_form', 'kind_show', 'meeting_online', 'month_form', 'resource_podcast', 'way_online', 'list_comma', 'share_link', 'size_mb'},
    'uk': {'a_z_digits', 'change_now', 'list_comma', 'month_form'},
}

# Names that keep their letters everywhere.
NAMES = r'WCAG|AA|EHRC|EASS|QR|PDF|OPML|SMS|A3|A4|ALISS|CSV|Place Standard|vCard|JavaScript|Escape|Shift|cookie'

# Parts of letters, which end with a line of their own.
LETTERS = ('check_letter', 'check_ask_letter')

# A number that a form may say in words: "one episode" in Arabic.
WORDS = {'zero', 'one', 'two'}


def places(text):
    return set(re.findall(r'{\w+}', text))


def texts_of(value):
    return list(value.values()) if isinstance(value, dict) else [value]


def check_forms(language, key, english, value):
    if not isinstance(english, dict):
        return
    if set(value) != FORMS[language]:
        print(language, key, 'has the forms', sorted(value))
    for form, text in value.items():
        if places(text) != {'{n}'} and not (language == 'ar' and form in WORDS):
            print(language, key, form, 'lacks the number')


def check_text(language, key, english, value):
    if type(english) is not type(value):
        print(language, key, 'is of another kind')
        return
    check_forms(language, key, english, value)
    if isinstance(value, str) and places(value) != places(english):
        print(language, key, 'has other places:', places(value), places(english))
    if value == english and key not in SAME[language]:
        print(language, key, 'is still English')
    for text in texts_of(value):
        rest = re.sub(r'{\w+}', '', text)
        if text != text.strip() and key != 'list_comma' and not key.startswith(LETTERS):
            print(language, key, 'has a blank at an end')
        latin = re.findall(r'[A-Za-z]+', re.sub(rf'\b({NAMES})\b', '', rest))
        if language in ('ar', 'uk') and latin:
            print(language, key, 'has the letters', latin)
        if rest.endswith(':') != texts_of(english)[-1].endswith(':'):
            print(language, key, 'ends otherwise')


english = yaml.safe_load(Path(sys.argv[1]).read_text())
for file in sys.argv[2:]:
    language = Path(file).stem
    texts = yaml.safe_load(Path(file).read_text())
    if texts.pop('unchecked', None) is not True:
        print(language, 'says that somebody has checked it')
    for key in sorted(set(english) ^ set(texts)):
        print(language, key, 'is in one of the two only')
    for key in SAME[language] - set(k for k in texts if texts[k] == english.get(k)):
        print(language, key, 'need not be allowed to be English')
    for key in english:
        if key in texts:
            check_text(language, key, english[key], texts[key])
