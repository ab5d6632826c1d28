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
has podcasts/talks/one.pl.html '<p class="facts">Tłumaczenie: Alex</p>' "it says who translated it"
has podcasts/talks/one.html 'Hello' "the original keeps its own"
has podcasts/talks/one.pl.vtt 'Cześć' "the translated transcript can be downloaded"
has podcasts/talks/feed.xml 'talks/one.pl.vtt" type="text/vtt" language="pl"' "and the feed names it with its language"
has pages/about.ar.html '<html lang="ar" dir="rtl">' "what is written from right to left is laid out so"
has sitemap.xml 'podcasts/talks/one.pl.html' "the sitemap lists translations"

has pages/about.ar.html '<p class="facts">الترجمة: '$(printf '\342\201\250Alex\342\201\251')'</p>' "a foreign name stands apart in what is written from right to left"
has pages/about.ar.html 'class="unchecked"' "words that nobody who speaks the language has checked say so"
! grep -q 'class="unchecked"' "$box/out/pages/about.html"
ok $? "and English ones do not" "$(grep unchecked "$box/out/pages/about.html")"

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

# --- areas, people and help ------------------------------------------------------------

mkdir -p "$box/content/areas" "$box/content/people"
sed -i 's/^guid:.*/&\nareas: [loss]\npeople: [{ person: voice, role: Host }]/' "$one/episode.md"
cat >"$box/content/areas/loss.md" <<'END'
---
title: Loss
summary: Living with loss.
---
About loss.

## Here

Words.
END
cat >"$box/content/areas/loss.pl.md" <<'END'
---
title: Strata
translated_by: Alex
---
O stracie, i [o nas](../pages/about.md).
END
cat >"$box/content/people/voice.md" <<'END'
---
name: A voice (synthetic)
of: synthetic
role: Asks the questions
listed: true
---
A voice made by a computer.
END
cat >"$box/content/people/voice.pl.md" <<'END'
---
role: Zadaje pytania
translated_by: Alex
---
Głos z komputera. Zobacz [stratę](../areas/loss.md), [o nas](../pages/about.md), [stratę po
arabsku](../pages/about.ar.md) i [miejsce](../areas/loss.md#s-here).
END
cat >"$box/content/pages/about.pl.md" <<'END'
---
title: O nas
translated_by: Alex
---
Krótki tekst.
END
cat >"$box/content/help/line.pl.md" <<'END'
---
title: Linia pomocy
translated_by: Alex
---
Ktoś odbierze.
END
cat >"$box/content/pages/find-help.md" <<'END'
---
title: Find help
---
END
cat >"$box/content/pages/find-help.pl.md" <<'END'
---
title: Znajdź pomoc
translated_by: Alex
---
END
build more
has() {
	grep -qF -- "$2" "$box/more/$1"
	ok $? "$3" "expected '$2' in $1"
}
has areas/loss.pl.html '<html lang="pl">' "an area has a page in each of its languages"
has areas/loss.pl.html '<bdi>Strata</bdi>' "with its title"
has areas/loss.pl.html 'Living with loss.' "and the original's summary where it has none of its own"
has areas/loss.pl.html 'podcasts/talks/one.html' "and the area's episodes"
has areas/loss.pl.html '<a href="../areas/loss.html" hreflang="en-GB"' "and the way to the original"
has areas/loss.html 'hreflang="pl"' "which knows it"
has sitemap.xml 'areas/loss.pl.html' "the sitemap lists it"
has areas/loss.pl.html 'href="../pages/about.pl.html">o nas' "a translation's links lead to pages of its language"
has people/voice.pl.html 'href="../areas/loss.pl.html">stratę' "to those of areas too"
has people/voice.pl.html 'href="../pages/about.ar.html">' "but a version that was asked for by name stays"
has people/voice.pl.html 'href="../areas/loss.html#s-here"' "and so does a place inside a page"
has people/voice.pl.html 'Zadaje pytania' "people have pages in other languages"
has people/voice.pl.html 'people/voice.html" hreflang="en-GB"' "with the way to the original"
has pages/find-help.pl.html 'Linia pomocy' "the page on help has the entries of its language"
has podcasts/talks/one.pl.html '>Strata<' "an episode's translation names areas in its language"
has podcasts/talks/one.pl.html '"inLanguage":"pl"' "programs are told the language of a translation"
has podcasts/talks/one.html '"inLanguage":"en-GB"' "and that of the original"
rm "$one/episode.pl.md" "$one/transcript.pl.vtt"
build fewer
item() { sed -n '/<item>/,/<\/item>/p' "$1" | grep -v 'talks/one\.pl\.'; }
none "an item of the feed is the same without the translation, but for its transcript" \
	"$(item "$box/more/podcasts/talks/feed.xml" >"$box/with"; item "$box/fewer/podcasts/talks/feed.xml" | diff "$box/with" -)"

"$BLETHER" help --as=texts >"$box/texts"
grep -q '^skip_to_content: "Skip to content"' "$box/texts"
ok $? "the words of pages are printed for translators" "$(head -3 "$box/texts")"
none "every language of the program has every text, with its places and its forms" \
	"$($python tests/cli/texts.py "$box/texts" pipeline/site/texts/*.yaml)"
mkdir -p "$box/content/theme/texts"
sed -E 's/"[^"]*"/"x {n}"/g; s/^([a-z_0-9]+): "x \{n\}"/\1: "y"/' "$box/texts" >"$box/content/theme/texts/pl.yaml"
build again
grep -q '<a class="skip" href="#main">y' "$box/again/pages/about.pl.html"
ok $? "and a file of them in the theme takes the place of ours" "$(cat "$box/stderr")"

finish
