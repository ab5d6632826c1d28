#!/bin/sh
# Translations: name.gd.md beside name.md is a page of its own, in its own language, and each knows the others.
. tests/cli/box.sh

small_site
echo "Words." >>"$box/content/pages/about.md"
cat >"$box/content/pages/about.ar.md" <<'END'
---
title: من نحن
translated_by: Alex
---
نص قصير.
END
one=$box/content/podcasts/talks/01-one
cat >"$one/episode.pl.md" <<'END'
---
title: Pierwszy
summary: Krótko o tym.
translated_by: Alex
---
Kilka słów, i [o nas](../../../pages/about.md).
END
sed 's/Hello/Cześć/' "$one/transcript.vtt" >"$one/transcript.pl.vtt"
build out
page=$box/out/podcasts/talks/one.pl.html

has() {
	grep -qF -- "$2" "$box/out/$1"
	ok $? "$3" "expected '$2' in $1"
}

has podcasts/talks/one.pl.html '<html lang="pl">' "a translation's page is in its language"
has podcasts/talks/one.pl.html 'września' "dates are written as the language does"
has podcasts/talks/one.pl.html 'Cześć' "it has the transcript of its language"
has podcasts/talks/one.pl.html 'Alex' "it says who translated it"
has podcasts/talks/one.html 'Hello' "the original keeps its own"
has podcasts/talks/one.pl.vtt 'Cześć' "the translated transcript can be downloaded"
has podcasts/talks/feed.xml 'talks/one.pl.vtt" type="text/vtt" language="pl"' "and the feed names it with its language"
has pages/about.ar.html '<html lang="ar" dir="rtl">' "what is written from right to left is laid out so"
has sitemap.xml 'podcasts/talks/one.pl.html' "the sitemap lists translations"

cat >"$box/alternates.py" <<'END'
"""Do all versions of a page name the same set of versions, themselves included? (Google, "Localized versions")"""
import re
import sys
from pathlib import Path

out = Path(sys.argv[1])
for pages in (['podcasts/talks/one.html', 'podcasts/talks/one.pl.html'], ['pages/about.html', 'pages/about.ar.html']):
    named = [sorted(re.findall(r'hreflang="([\w-]+)" href="(https://[^"]+)"', (out / p).read_text())) for p in pages]
    expected = sorted('https://www.example.org/' + p for p in pages)
    if named[0] != named[1] or sorted(url for _, url in named[0]) != expected:
        print(pages, named)
END
none "every version names all versions, itself included" "$($python "$box/alternates.py" "$box/out")"

"$BLETHER" help --as=texts >"$box/texts"
grep -q '^skip_to_content: "Skip to content"' "$box/texts"
ok $? "the words of pages are printed for translators" "$(head -3 "$box/texts")"
mkdir -p "$box/content/theme/texts"
sed -E 's/"[^"]*"/"x {n}"/g; s/^([a-z_0-9]+): "x \{n\}"/\1: "y"/' "$box/texts" >"$box/content/theme/texts/pl.yaml"
build again
grep -q '<a class="skip" href="#main">y' "$box/again/podcasts/talks/one.pl.html"
ok $? "and a file of them in the theme takes the place of ours" "$(cat "$box/stderr")"

finish
