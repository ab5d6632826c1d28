#!/bin/sh
# A show that was published elsewhere before: what its subscribers have stays to the letter and byte
# for byte, what no field has is written again, and old addresses of the site itself lead on.
set -u
. tests/cli/box.sh

show=podcasts/talks
talks=$box/content/$show
fixtures=$tree/build/fixtures
feed=$box/out/$show/feed.xml
now=2026-10-01T00:00:00Z

# episode NUMBER SLUG FILE GUID [LINE]...: one with that recording, as YAML has the guid.
episode() {
	folder=$talks/$1-$2
	mkdir -p "$folder"
	cp "$fixtures/$3" "$folder/recording.${3##*.}"
	printf -- '---\ntitle: The %s\ndate: 2026-09-%s 10:00 +01:00\nguid: %s\nsummary: What it is about.\n' "$2" "$1" "$4" >"$folder/episode.md"
	printf 'no_transcript: There was none where it was published before.\n' >>"$folder/episode.md"
	shift 4
	for line; do printf '%s\n' "$line" >>"$folder/episode.md"; done
	printf -- '---\nWhat it is about. And more.\n' >>"$folder/episode.md"
}

small_site
sed -i 's|www.example.org|talks.example.org|' "$box/content/site.yaml"
sed -i '$a\
came_from:\
  feed: https://talks.example.org/feed/podcast/\
  page: https://talks.example.org/\
elements:\
  - "<podcast:license url=\\"https://old.example.org/terms\\">Our own terms</podcast:license>"\
  - "<itunes:keywords>a, b</itunes:keywords>"\
  - "<category>Society</category>"\
  - "<x:y xmlns:x=\\"urn:example:x\\" z=\\"1\\"><x:z>\\n two\\n</x:z></x:y>"' "$talks/show.yaml"
old=https://talks.example.org
episode 10 cbr cbr.mp3 '" tag:old.example.org,2019:\n\t\"1\" & <2>\r "' "came_from: {page: $old/2019/05/cbr/, audio: $old/files/cbr.mp3}" \
	'elements:' '  - "<itunes:author>Somebody &amp; others</itunes:author>"' '  - <comments>https://old.example.org/1#c</comments>' \
	'  - <podcast:value type="barter"/>' \
	'  - "<podcast:alternateEnclosure type=\"video/mp4\"><podcast:source uri=\"ipfs://Qm1\"/></podcast:alternateEnclosure>"' \
	'number: 7' 'chapters:' '  - 00:00 Start' '  - "0:59:00 Never reached"' 'chapter_list: false'
episode 11 vbr noxing.mp3 '"https://old.example.org/?p=12"' "came_from: {page: '$old/?p=12', audio: $old/a%20b.mp3}" 'number: 7'
episode 12 tags ape-cbr.mp3 '"#7"' "came_from: {page: $old/tags.html, audio: 'https://cdn.example.org/9?x=1&y'}"
episode 13 mpeg4 plain.m4a '"-"' "came_from: {audio: https://cdn.example.org/a.m4a}"
episode 14 voice plain.opus '"<<<<<<< "' "came_from: {audio: https://cdn.example.org/a.opus}"
episode 15 vorbis vorbis.ogg '"%2D"' "came_from: {audio: https://cdn.example.org/a.ogg}"
episode 16 latin latin.mp3 'łódź — ☕' "came_from: {audio: https://cdn.example.org/l.mp3}"
episode 17 wave mono.wav '17' "came_from: {page: $old/wave.php, audio: https://cdn.example.org/a.wav}"

try_build --release
ok $? "what was published elsewhere is published here" "$(cat "$box/stderr")"
says stderr "[audio-not-kept]" "of what no app plays it is told that apps will download it again"
says stdout "feed of Talks" "its feed is written"
cp "$feed" "$box/first.xml"

# --- recordings -----------------------------------------------------------------------

for pair in cbr=mp3 vbr=mp3 tags=mp3 mpeg4=m4a voice=opus vorbis=ogg latin=mp3; do
	slug=${pair%=*}
	cmp "$talks/"*"-$slug/recording.${pair#*=}" "$box/out/$show/audio/$slug"-*".${pair#*=}" >"$box/cmp" 2>&1
	ok $? "the recording of '$slug' is published byte for byte" "$(cat "$box/cmp")"
done
[ "$(ls "$box/out/$show/audio" | grep -c wave-.*mp3)" -eq 1 ]
ok $? "what cannot be published as it was is made anew"
cmp -s "$talks/01-one/one.mp3" "$box/out/$show/audio/one"-*
[ $? -eq 1 ]
ok $? "new work is tagged as ever"
none "each file is as long as the feed says, and of the type that goes with its name" "$("$python" - "$feed" "$box/out" <<'EOF'
import os, sys, xml.etree.ElementTree as tree
types = {'.mp3': 'audio/mpeg', '.m4a': 'audio/x-m4a', '.opus': 'audio/ogg', '.ogg': 'audio/ogg'}
for e in tree.parse(sys.argv[1]).iter('enclosure'):
    path = sys.argv[2] + e.get('url')[len('https://talks.example.org'):]
    if os.path.getsize(path) != int(e.get('length')) or types[os.path.splitext(path)[1]] != e.get('type'):
        print(e.attrib)
EOF
)"

# --- the feed -------------------------------------------------------------------------

cat >"$box/guids" <<'EOF'
import sys, feedparser
from lxml import etree
want = [' tag:old.example.org,2019:\n\t"1" & <2>\r ', 'https://old.example.org/?p=12', '#7', '-', '<<<<<<< ', '%2D',
        'łódź — ☕', '17']
have = [g.text for g in etree.parse(sys.argv[1]).iter('guid')][:-1][::-1]
read = [e.id for e in feedparser.parse(sys.argv[1]).entries][:-1][::-1]
if have != want:
    print('lxml', have)
if [r.replace('\r', '') for r in read] != [w.strip().replace('\r', '') for w in want]:
    print('feedparser', read)
EOF
none "feedparser and lxml read every guid to the letter" "$("$python" "$box/guids" "$feed" 2>&1)"
[ "$(grep -c 'isPermaLink="false"' "$feed")" -eq 9 ]
ok $? "none is said to be an address"
cat >"$box/elements" <<'EOF'
import sys
from lxml import etree
channel = etree.parse(sys.argv[1]).getroot()[0]
itunes, podcast = 'http://www.itunes.com/dtds/podcast-1.0.dtd', 'https://podcastindex.org/namespace/1.0'
brought = channel.findall('*')
first = [c.tag for c in brought].index('item')
print(*[c.tag for c in brought[first - 3:first]], brought[first - 1][0].text.strip(), brought[first - 1].get('z'))
item = [i for i in channel.iter('item') if i.findtext('title') == 'The cbr'][0]
print(*[c.tag for c in item[-3:]], item[-1][0].get('uri'), item[-3].text)
print(*[c.tag for c in channel[:2]], *[c.tag for c in item[:2]], *[x.text for x in channel.iter('{%s}license' % podcast)])
print('Never reached' in item.findtext('description'), item.findtext('description').count('What it is about'))
EOF
have=$("$python" "$box/elements" "$feed" 2>&1)
want='{http://www.itunes.com/dtds/podcast-1.0.dtd}keywords category {urn:example:x}y two 1
{http://www.itunes.com/dtds/podcast-1.0.dtd}author comments {https://podcastindex.org/namespace/1.0}alternateEnclosure ipfs://Qm1 Somebody & others
{https://podcastindex.org/namespace/1.0}license title {https://podcastindex.org/namespace/1.0}value title Our own terms
False 1'
[ "$have" = "$want" ]
ok $? "elements stand behind those of blether, odd forms of its own before them and its licence nowhere beside another, chapters not in the notes, and the summary is said once" "$have"
xmllint --noout --relaxng feeds/podcast.rng "$feed" 2>"$box/xmllint"
ok $? "the feed follows the grammar" "$(cat "$box/xmllint")"
grep -qF "<itunes:new-feed-url>https://talks.example.org/$show/feed.xml<" "$feed"
ok $? "it says where it is now"
none "the Atom feed has addresses for ids, none twice" "$(grep -ho '<id>urn:uuid:[^<]*' "$box/out/new.atom" | sort | uniq -d; grep '<id>' "$box/out/new.atom" | grep -v '<id>\(urn:uuid:[0-9a-f-]\{36\}\|https://\)')"

# --- it stays so ----------------------------------------------------------------------

rm -rf "$box/cache"
try_build --release
ok $? "and again without cache" "$(cat "$box/stderr")"
none "the feed is the same" "$(diff "$box/first.xml" "$feed")"
rm -rf "$box/out" "$box/cache"
sed -i 's/, audio: [^}]*}/}/; s/^came_from: {audio: [^}]*}/came_from: {page: https:\/\/old.example.org\/1}/' "$talks"/1[0-6]-*/episode.md
try_build --release
none "a recording that was published as it is stays so, whatever is said of it later" "$(diff "$box/first.xml" "$feed")"
in_box 0 "an item is found by any guid" rename '#7' tagged
in_box 0 "even by one that would be none in the ledger" rename '-' aac
try_build --release
ok $? "and it is the same item under its new name" "$(cat "$box/stderr")"
none "with the same guids" "$("$python" "$box/guids" "$feed" 2>&1)"

# --- old addresses --------------------------------------------------------------------

mkdir "$box/nginx"
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$box/nginx/conf" <<-EOF
	daemon off; master_process off; pid $box/nginx/pid; error_log $box/nginx/errors;
	events {}
	http {
		access_log off; types { text/html html; application/rss+xml xml; }
		client_body_temp_path $box/nginx/1; proxy_temp_path $box/nginx/2; fastcgi_temp_path $box/nginx/3;
		uwsgi_temp_path $box/nginx/4; scgi_temp_path $box/nginx/5;
		server { listen 127.0.0.1:$port; root $box/was; include $box/was/site.nginx.conf; }
	}
EOF
rm -rf "$box/content/published.tsv" "$box/out" "$box/cache"
sed -i "s|^came_from: .*|came_from: {page: $old/2019/05/cbr/, audio: $old/files/cbr.mp3}|" "$talks/10-cbr/episode.md"
build was --release
chmod 755 "$box"
chmod -R a+rX "$box/was"
nginx -c "$box/nginx/conf" 2>"$box/nginx/start" &
server=$!
leave() { kill $server 2>/dev/null; }
get() { curl -sL --retry 20 --retry-connrefused --retry-delay 0 -o "$box/got" -w '%{http_code} %{num_redirects} %{url_effective}\n' "http://127.0.0.1:$port$1"; }
get /robots.txt >/dev/null
audio=$(cd "$box/was" && ls $show/audio/cbr-*.mp3)
for pair in "/2019/05/cbr/ $show/cbr.html" "/2019/05/cbr $show/cbr.html" "/?p=12 $show/vbr.html" "/wave.php $show/wave.html" \
	"/tags.html $show/tagged.html" "/feed/podcast/ $show/feed.xml" "/files/cbr.mp3 $audio"; do
	have=$(get "${pair% *}")
	[ "$have" = "200 1 http://127.0.0.1:$port/${pair#* }" ]
	ok $? "nginx leads from ${pair% *} to where it is now, in one step" "$have $(cat "$box/nginx/start" "$box/nginx/errors")"
done
cmp -s "$box/got" "$talks/10-cbr/recording.mp3"
ok $? "and whoever asks for an old recording gets its bytes"
[ "$(get /)" = "200 0 http://127.0.0.1:$port/" ] && [ "$(get '/?p=13')" = "200 0 http://127.0.0.1:$port/?p=13" ]
ok $? "the start of the site is not led away"
kill $server
wait $server 2>/dev/null
grep -q 'url=../../../podcasts/talks/cbr.html' "$box/was/2019/05/cbr/index.html" && grep -q 'podcasts/talks/tagged.html' "$box/was/tags.html"
ok $? "a page leads people on where hosts cannot"
grep -qxF "/ p=12 /$show/vbr.html 301" "$box/was/_redirects" && grep -qxF "/files/cbr.mp3 /$audio 301" "$box/was/_redirects"
ok $? "_redirects says the same to Netlify"
grep -qxF 'RewriteCond %{QUERY_STRING} ^p=12$' "$box/was/.htaccess" && grep -qxF "RewriteRule ^\$ /$show/vbr.html? [R=301,L]" "$box/was/.htaccess"
ok $? "and .htaccess to Apache"
xmllint --noout "$box/was/web.config"
ok $? "web.config stays XML"
finish
