#!/bin/sh
# Care: help is one touch away and up to date, hard topics are announced, and whoever must can leave at once.
set -u
. tests/cli/box.sh
small_site second
one=$box/content/podcasts/talks/01-one
two=$box/content/podcasts/talks/02-two
helpers=$box/content/help
page=$box/out/pages/find-help.html

# entry NAME PHONE LINES: an entry of help.
entry() {
	printf -- '---\ntitle: %s\nphone: "%s"\nhours: Every day\nchecked: 2026-11-01\n%s\n---\n%s.\n' \
		"$2" "$3" "${4-}" "${5-Somebody listens}" >"$helpers/$1.md"
}

# holds FILE PATTERN SENTENCE / lacks FILE PATTERN SENTENCE
holds() {
	grep -q -- "$2" "$1"
	ok $? "$3" "no '$2' in $1"
}

lacks() {
	none "$3" "$(grep -- "$2" "$1")"
}

rm "$helpers/line.md"
entry danger 'Example Danger' 999 'emergency: true
free: true
order: 900'
entry anyone 'Example <Listeners> & "friends"' '+44 (0)1632 960000' 'text: 60000
text_word: HELLO
web: https://listeners.example.org/?a=1&b=2
languages: [en, gd, ur]'
entry grief 'Example Grief' '01632 960001' 'for: [grief, baby loss]'
entry drink 'Example Drink' '01632 960002' 'for: [alcohol, grief]'
sed -i 's/^summary:/note: This talks about grief \& loss.\ntopics: [Bereavement]\n&/' "$one/episode.md"

# The page.
build out
headings=$(grep -o '<h[23][^>]*>[^<]*' "$page" | sed 's/.*>//' | tr '\n' '|')
[ "$headings" = 'If someone is in danger now|Example Danger|For anything|Example &lt;Listeners&gt; &amp; &quot;friends&quot;|Alcohol|Example Drink|Grief|Example Grief|Baby loss|To cut out and keep|' ]
ok $? "emergencies stand first, then who helps with anything, then topics" "$headings"
holds "$page" '<a href="tel:999">Ring 999</a>' "a number is a link that dials it"
holds "$page" '<a href="tel:+441632960000">Ring +44 (0)1632 960000</a>' "as it is dialled from everywhere"
holds "$page" '<a href="sms:60000?body=HELLO">Text HELLO to 60000</a>' "a text message has its word"
holds "$page" 'lang="gd">Gàidhlig<' "languages are called what their speakers call them"
holds "$page" '<time class="facts" datetime="2026-11-01">Last checked on 1 November 2026</time>' "it says when it was checked"
holds "$page" 'class="helper-again"><strong>Example Drink</strong>' "who helps with several topics is named at each"
lacks "$page" '<script src' "it works without script"
lacks "$page" '<img' "and without pictures"
for f in index.html podcasts/talks/one.html podcasts/talks/index.html pages/about.html 404.html; do
	holds "$box/out/$f" 'pages/find-help.html" class="help"' "$f leads there"
done

# Twenty entries of real length are still small.
for n in 10 11 12 13 14 15 16 17; do
	entry "more-$n" "Example Helpline for People Number $n" "0808 157 01$n" "web: https://number-$n.example.org/
languages: [en, gd, pl]
for: [topic $n, other topic]" "For everybody who would like to talk to somebody about something, at any hour"
done
build out
[ "$(wc -c <"$page")" -le 14336 ]
ok $? "with a dozen entries the whole page has at most 14 KB" "$(wc -c <"$page") bytes"
rm "$helpers"/more-*
build out

# The episode, on its page and in apps.
holds "$box/out/podcasts/talks/one.html" 'id="help-inset"' "the page of such an episode says where help is"
lacks "$box/out/podcasts/talks/two.html" 'id="help-inset"' "that of another does not"
for n in $(seq 100); do printf 'Paragraph %s of a long text about what was said and heard on that day.\n\n' "$n"; done >>"$one/episode.md"
sed -i 's/^contact:/json_feed: true\n&/' "$box/content/site.yaml"
build out
none "feeds begin with the note and end with help, however long the rest is" \
	"$("$python" tests/cli/care.py "$box/out" 2>&1)"

# The way out.
for f in $(cd "$box/out" && find . -name '*.html'); do grep -l 'class="exit"' "$box/out/$f"; done >"$box/exits"
none "no page has a way out where nobody is watched" "$(cat "$box/exits")"
none "nor is there a script for it" "$(ls "$box/out" | grep exit)"
sed -i 's/^summary:/note: This talks about abuse.\ntopics: [Domestic Abuse, tea]\n&/' "$two/episode.md"
build out
found=$(cd "$box/out" && grep -l 'id="exit"' -r --include='*.html' . | sort | tr '\n' ' ')
[ "$found" = "./podcasts/talks/two.html ./topics/domestic-abuse.html " ]
ok $? "an episode about abuse has one, and the page of its topic" "$found"
holds "$box/out/podcasts/talks/two.html" '<a id="exit" href="https://www.bbc.co.uk/weather"' "it leads to the weather"
entry safe 'Example Safe' '01632 960003' 'for: [sexual abuse]'
sed -i 's|^contact:|exit_to: https://weather.example.org/\n&|' "$box/content/site.yaml"
build out
holds "$page" '<a id="exit" href="https://weather.example.org/"' "so has the page with help for it, and it leads where the site says"
script=$(cd "$box/out" && ls exit-*.js)
[ -f "$box/out/$script" ] && grep -q "src=\"../$script\" defer" "$page"
ok $? "its script is a file of its own" "$script"

# Statement and privacy.
statement=$box/out/pages/accessibility.html
privacy=$box/out/pages/privacy.html
holds "$statement" 'This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard' \
	"the statement says how far the site conforms"
holds "$statement" 'Regulations 2018' "in the words of the law"
holds "$statement" 'It was last reviewed on 1 September 2026' "and when it was reviewed"
lacks "$statement" 'id="gaps"' "where nothing is known to fail, nothing is listed"
sed -i 's/^summary:/no_transcript: It is <music> only.\n&/' "$two/episode.md"
rm "$two/transcript.vtt"
sed -i 's/^accessibility:/&\n  conforms: not\n  enforcement: Write to the Example Ombudsman.\n  limits: [Nobody has tested it with a switch.]/' "$box/content/site.yaml"
printf 'remember: true\nprivacy:\n  controller: Example Network, 1 Example Street\n  host: Example Hosting\n  log_days: 1\n' >>"$box/content/site.yaml"
build out
holds "$statement" 'two.html"><bdi>Two</bdi></a>: It is &lt;music&gt; only.' "an episode without transcript is listed with the reason"
holds "$box/out/podcasts/talks/two.html" 'There is no transcript of this episode. It is &lt;music&gt; only.' "which its page tells too"
holds "$statement" 'Nobody has tested it with a switch.' "so is what the site knows not to work"
holds "$statement" 'is not compliant with' "the status is what the site says"
holds "$statement" 'Write to the Example Ombudsman.' "elsewhere others enforce the law"
lacks "$statement" 'EHRC' "and not those of Great Britain"
holds "$privacy" 'A record of that is kept for 1 day\.' "the privacy page says what the host logs"
holds "$privacy" 'your browser keeps on this device how far you have listened' "and what is kept on the device, if anything is"
lacks "$privacy" 'keeps nothing on your phone' "and not the contrary"

# Words of one's own.
printf -- '---\ntitle: Our statement\n---\nWe try hard.\n' >"$box/content/pages/accessibility.md"
printf -- '---\ntitle: Gar taic\ntranslated_by: Alex\n---\nFacal.\n' >"$box/content/pages/find-help.gd.md"
printf -- '---\ntitle: Help\n---\nSomebody answers.\n' >"$box/content/pages/find-help.md"
printf -- '---\ntitle: Èisteachd\ntranslated_by: Alex\nhours: Gach latha\n---\nGàidhlig an seo.\n' >"$helpers/grief.gd.md"
build out
holds "$statement" 'We try hard.' "what somebody wrote stands in the page"
holds "$statement" '<h1>Accessibility statement for Example site</h1>' "and the rest stays"
holds "$page" 'Somebody answers.' "also on the page with help"
gaelic=$(dirname "$page")/find-help.gd.html
holds "$gaelic" 'Facal.' "which may have versions in other languages"
holds "$gaelic" '<a href="tel:999">' "with the numbers on them"

# Refusals.
cp -R "$box/content" "$box/keep"
expect 1 "with help that nobody has checked for a year nothing is built" \
	build --content "$box/content" --output "$box/out" --cache "$box/cache" --now 2027-11-10T00:00:00Z
says stderr "[help-stale]" "and that is said"
rm "$one/transcript.vtt"
expect 1 "nor without a transcript" build --content "$box/content" --output "$box/out" --cache "$box/cache" --now $now
says stderr "[missing-transcript]" "and that is said"

expect 0 "help explains what an entry is made of" help help-entry
says stdout "text_word" "seldom needed fields too"
expect 0 "help explains topics" help topics
says stdout "forced marriage" "and lists those that need care"

# Numbers are content.
none "no telephone number stands in the program" \
	"$(grep -rnE '116 ?123|"999"|0800 |0808 |tel:[0-9+]|85258' pipeline include --include='*.c' --include='*.h' --include='*.html' --include='*.js' |
		grep -v '\.example = ')"

finish
