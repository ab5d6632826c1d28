#!/bin/sh
# What goes from hand to hand: QR codes, share cards, posters, handouts and plain text of a built site.
set -u
. tests/cli/box.sh
here=tests/web
tests/packages.sh $here || { echo "Bail out! npm could not install its packages"; exit 1; }

cp -R content "$box/content"
sed -i "/^episodes: /d" "$box"/content/meetings/*.md
show=$box/content/podcasts/spirituality
address=https://spirituality.example.org

# questions FILE: the episode has some, unless it has them already.
questions() {
	grep -q '^questions:' "$1" || sed -i '2i questions:\n  - Who sets out two cups & why?\n  - What helped?' "$1"
}
questions "$show/01-loss/episode.md"
sed -i 's/^title:.*/title: "Hope \& <b>\\"kindness\\"<\/b> {{title}} % \xf0\x9f\x95\xaf of everybody who ever stood at a door in the rain and waited, and waited, and then went on to the next door all the same, because somebody had to"/' \
	"$show/02-hope/episode.md"
build out
site=$box/out/podcasts/spirituality

# print PAGE NAME: as Chromium prints it; shot PAGE NAME: as it shows it.
browser() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$box/profile" "$@" >/dev/null 2>&1
}
# codes FILE...: what the QR codes in pictures say.
codes() {
	zbarimg --quiet --raw -Sdisable -Sqrcode.enable "$@" 2>/dev/null
}
# drawn PDF NAME: its pages as pictures.
drawn() {
	pdftoppm -r 100 -png "$1" "$box/$2"
}

for page in podcasts/spirituality/loss podcasts/spirituality/index pages/about areas/community-justice; do
	case $page in
	*/index) url=$address/${page%index} ;;
	*) url=$address/$page.html ;;
	esac
	sed 's/<details class="reuse"/& open/' "$box/out/$page.html" >"$box/out/$page.open.html"
	rm -f "$box/shot.png" "$box/page.pdf"
	browser --window-size=700,12000 --screenshot="$box/shot.png" "file://$box/out/$page.open.html"
	rm "$box/out/$page.open.html"
	[ "$(codes "$box/shot.png")" = "$url" ]
	ok $? "on the screen, a phone reads the address of $page" "$(codes "$box/shot.png")"
	browser --no-pdf-header-footer --print-to-pdf="$box/page.pdf" "file://$box/out/$page.html"
	rm -f "$box"/page-*.png
	drawn "$box/page.pdf" page
	[ "$(codes "$box"/page-*.png)" = "$url" ]
	ok $? "on paper, too" "$(codes "$box"/page-*.png)"
done
browser --force-dark-mode --blink-settings=preferredColorScheme=0 --window-size=400,400 --screenshot="$box/dark.png" \
	"file://$site/loss.qr.svg"
[ "$(codes "$box/dark.png")" = "$address/podcasts/spirituality/loss.html" ]
ok $? "the code is black on white in the dark, too"
# Who can help fits on a sheet, and has its code as a file.
browser --window-size=400,400 --screenshot="$box/help.png" "file://$box/out/pages/find-help.qr.svg"
[ "$(codes "$box/help.png")" = "$address/pages/find-help.html" ]
ok $? "a phone reads the address of who can help from its file" "$(codes "$box/help.png")"
none "each code is well-formed XML" "$(find "$box/out" -name '*.qr.svg' -exec xmllint --noout {} + 2>&1)"

# Posters
for poster in "$site"/*poster-*.pdf "$box"/out/pages/find-help-poster-*.pdf; do
	name=$(basename "$poster")
	info=$(pdfinfo "$poster")
	echo "$info" | grep -q 'Page size:.*(A4)' && echo "$info" | grep -q '^Pages: *1$'
	ok $? "$name is one page of A4" "$info"
	pdffonts "$poster" | awk 'NR > 2 && !/ yes yes yes /' >"$box/fonts"
	[ ! -s "$box/fonts" ]
	ok $? "its fonts are in it, with what their letters are" "$(cat "$box/fonts")"
	rm -f "$box"/poster-*.png
	drawn "$poster" poster
	case $name in
	poster-*) want=$address/podcasts/spirituality/ ;;
	find-help-*) want=$address/pages/find-help.html ;;
	*) want=$address/podcasts/spirituality/${name%%-poster-*}.html ;;
	esac
	[ "$(codes "$box"/poster-*.png)" = "$want" ]
	ok $? "a phone reads the address from it" "$(codes "$box"/poster-*.png)"
done
pdftotext -raw "$site"/loss-poster-*.pdf - | tr '\n' ' ' >"$box/words"
none "a poster can be searched" "$(for words in Loss 'What grief can feel like, small things that help' Spirituality \
	'7.September.2026' 'spirituality.example.org/podcasts/' 'The Example Network'; do
	grep -q "$words" "$box/words" || echo "$words is not in: $(cat "$box/words")"
done)"
pdfinfo "$site"/loss-poster-*.pdf | grep -q '^Title: *Loss$'
ok $? "and says its title"
pdftotext -raw "$site"/hope-poster-*.pdf - | tr '\n' ' ' | grep -q 'Hope & <b>"kindness"</b> {{title}}'
ok $? "hostile words stay words"

# Share cards
"$python" - "$box/out" >"$box/cards" <<'END'
import glob, sys
from PIL import Image
cards = glob.glob(sys.argv[1] + "/**/*card-*.png", recursive=True)
for card in cards:
    with Image.open(card) as picture:
        picture.load()
        if picture.size != (1200, 630) or picture.format != "PNG":
            print(card, picture.size, picture.format)
if len(cards) != 6:
    print(len(cards), "cards, not 6: four episodes, a show and the site")
END
none "each card is a PNG of 1200 to 630 pixels" "$(cat "$box/cards")"
card=$(cd "$box/out" && echo podcasts/spirituality/loss-card-*.png)
grep -q "<meta property=\"og:image\" content=\"$address/$card\">" "$site/loss.html" &&
	grep -q '<meta name="twitter:card" content="summary_large_image">' "$site/loss.html" &&
	grep -q '<meta property="og:image:alt" content="“Loss”, The Example Network">' "$site/loss.html"
ok $? "a shared link shows the card, with words for who cannot see it"
grep -q "og:image\" content=\"$address/card-[0-9a-f]*.png\"" "$box/out/pages/about.html"
ok $? "a page that has none shows that of the site"

# Where the words of a card stand: the first and last column of the title's ink.
columns() {
	"$python" - "$1" <<'END'
import sys
from PIL import Image
card = Image.open(sys.argv[1]).convert("RGB").crop((0, 110, 1200, 520))
ground = card.getpixel((2, 2))
rows = [x for x in range(card.width) for y in range(0, card.height, 2)
        if min(card.getpixel((x, y))) > 200 and min(ground) < 200]
print(min(rows), max(rows))
END
}

# Right to left
sed -i 's/^title:.*/title: الفقد والأمل/' "$show/01-loss/episode.md"
sed -i 's/^language:.*/language: ar/' "$show/show.yaml"
grep -q '^language: ar' "$show/show.yaml" || echo 'language: ar' >>"$show/show.yaml"
rm "$show/cover.jpg"
"$python" -c 'from PIL import Image; Image.new("RGB", (1400, 1400), "#0b5260").save("'"$show/cover.jpg"'")'
build rtl --allow-deletions
columns "$box"/rtl/podcasts/spirituality/loss-card-*.png >"$box/columns"
read -r first last <"$box/columns"
[ "$last" -gt 1100 ] && [ "$first" -gt 480 ]
ok $? "words that run from right to left begin at the right" "columns $first to $last"
pdfinfo "$box"/rtl/podcasts/spirituality/loss-poster-*.pdf | grep -q 'الفقد'
ok $? "their poster has them"
rm -rf "$box/content"
cp -R content "$box/content"
sed -i "/^episodes: /d" "$box"/content/meetings/*.md
questions "$show/01-loss/episode.md"

# The same again
build again
"$BLETHER" build --content "$box/content" --output "$box/fresh" --cache "$box/cache2" --now $now >/dev/null 2>&1
[ "$(sums "$box/again")" = "$(sums "$box/fresh")" ]
ok $? "drawn anew, every card and poster has the same bytes"
rm "$box"/cache/drawn/*.png
build third
[ "$(sums "$box/again")" = "$(sums "$box/third")" ]
ok $? "what is lost from the cache is drawn again"
sed -i 's/^summary:.*/summary: Another sentence./' "$show/01-loss/episode.md"
find "$box/cache/drawn" -type f | sort >"$box/before"
build third
find "$box/cache/drawn" -type f | sort | comm -13 "$box/before" - >"$box/drawn"
[ "$(wc -l <"$box/drawn")" -eq 1 ]
ok $? "of what is there, only what changed is drawn" "$(cat "$box/drawn")"

# Withdrawn
sed -i '2i status: withdrawn' "$show/03-kindness/episode.md"
build third --allow-deletions
none "of a withdrawn episode nothing is left to hang up or hand on" \
	"$(find "$box/third" -name 'kindness-card*' -o -name 'kindness-poster*' -o -name kindness.txt -o -name 'kindness.qr*')"
! grep -q kindness "$box/third/print.html"
ok $? "nor in the print room"

# A worker that cannot draw
cat >"$box/worker" <<END
#!/bin/sh
while IFS= read -r line; do
	case \$line in
	*'"job":"draw"'*) exit 9 ;;
	*) printf '%s\n' "\$line" | "$BLETHER_MEDIA" ;;
	esac
done
END
chmod +x "$box/worker"
rm -rf "$box/cache/drawn"
drawing=$BLETHER_MEDIA BLETHER_MEDIA=$box/worker
expect 0 "a site whose cards cannot be drawn is built" \
	build --content "$box/content" --output "$box/undrawn" --cache "$box/cache" --now $now
BLETHER_MEDIA=$drawing
says stderr '[not-drawn]' "with a warning, and only one"
[ "$(grep -c '\[not-drawn\]' "$box/stderr")" -eq 1 ]
ok $? "and it is said once" "$(cat "$box/stderr")"
none "no page names what is not there" "$(grep -rlE '(poster|card)-[0-9a-f]{12}' "$box/undrawn" --include='*.html')"

# Handouts and the print room
cp "$box/again/podcasts/spirituality/loss.handout.html" "$box/handout.html" 2>/dev/null
[ -s "$box/handout.html" ]
ok $? "an episode with questions has a handout"
browser --no-pdf-header-footer --print-to-pdf="$box/handout.pdf" "file://$box/again/podcasts/spirituality/loss.handout.html"
pages=$(pdfinfo "$box/handout.pdf" | awk '/^Pages/ { print $2 }')
[ "${pages:-9}" -le 2 ] && pdfinfo "$box/handout.pdf" | grep -q '(A4)'
ok $? "it is printed on one or two sheets of A4" "$(pdfinfo "$box/handout.pdf")"
rm -f "$box"/handout-*.png
drawn "$box/handout.pdf" handout
[ "$(codes "$box"/handout-*.png)" = "$address/podcasts/spirituality/loss.html" ]
ok $? "its code leads to the episode"
none "html-validate finds no error in what is new" "$($here/node_modules/.bin/html-validate --config $here/.htmlvalidate.json \
	-f text "$box/again/print.html" "$box/again/podcasts/spirituality/loss.handout.html" "$site/hope.html" 2>&1)"

# Plain text
"$python" - "$box/again" >"$box/text" <<'END'
import pathlib, re, sys
root = pathlib.Path(sys.argv[1])
text = (root / "podcasts/spirituality/loss.txt").read_text("utf-8-sig")
for words in ("Loss\n====\n", "0:21 What loss can feel like", "Voice one\n    ", "https://creativecommons.org/licenses/by/4.0/"):
    if words not in text:
        print("not in it:", words)
for page in root.glob("**/*.txt"):
    if page.name == "robots.txt" or page.name.endswith(".transcript.txt") or re.search("-[0-9a-f]{12}[.]txt$", page.name):
        continue # what is handed on is somebody else's
    content = page.read_bytes().decode("utf-8-sig")
    for line in content.split("\n"):
        if len(line) > 72 and " " in line.strip("-0123456789.> "):
            print(page.name, len(line), line)
    if re.search("</?(p|a|li|h[1-6]|em|strong)[ >]|&amp;|\x01", content):
        print(page.name, "has markup")
    html = page.with_suffix(".html").read_text()
    if not re.search(f'type="text/plain" title="[^"]+" href="[^"]*{re.escape(page.name)}"', html):
        print(page.name, "is not linked")
END
none "each page is there as plain text in short lines, with nothing lost" "$(cat "$box/text")"

finish
