#!/bin/sh
# The rules for hosts, on hosts: what nginx and Apache answer with them.
set -u
. tests/cli/box.sh
show=podcasts/spirituality
cp -R content "$box/content"
try() { "$BLETHER" "$@" >"$box/stdout" 2>"$box/stderr" </dev/null; }
sed -i 's,^address:.*,address: https://www.leith-listens.example/,; /^example:/d' "$box/content/site.yaml"
sed -i -E 's/\(\.\.\/[^)]*episode\.md\)//g; /^(related|topics):/d' "$box/content/$show"/*/episode*.md
sed -i -E 's/\(\.\.\/[^)]*episode\.md\)//g; /^episodes:/d' "$box/content"/meetings/*.md "$box/content"/programmes/*/sessions/*.md
release() { try build -c "$box/content" -o "$box/out" --cache "$box/cache" --now $now --release; }
release
ok $? "the site is released" "$(cat "$box/stderr")"
try rename -c "$box/content" kindness kindly && try withdraw -c "$box/content" hope && release
ok $? "an episode is renamed, and one is withdrawn" "$(cat "$box/stdout" "$box/stderr")"
for f in _headers _redirects .htaccess site.nginx.conf web.config; do
	[ -s "$box/out/$f" ]
	ok $? "$f is written"
done

. tests/publish/servers.sh

audio=$(cd "$box/out" && ls $show/audio/loss-*)
picture=$(cd "$box/out" && ls $show/cover-*.jpg)
css=$(cd "$box/out" && ls style-*.css)
record=$(cd "$box/out" && find open/organizations -name '*-????????????.json' | head -n 1)
for host in nginx apache; do
	eval port=\$${host}_port
	ask "$port" ""
	has 'content-type: text/html; charset=utf-8' "$host: a page is HTML in UTF-8"
	has 'x-content-type-options: nosniff' "$host: nothing is taken for another type"
	has 'referrer-policy: no-referrer' "$host: nobody learns where a reader comes from"
	has 'permissions-policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()' "$host: no page may ask for a camera"
	has "content-security-policy: frame-ancestors 'self'" "$host: nobody else frames a page"
	has 'cache-control: public, max-age=300' "$host: a page is asked for again after five minutes"
	lacks access-control "$host: no other site's scripts read a page"
	ask "$port" $show/loss.embed.html
	has 'content-security-policy: frame-ancestors \*' "$host: everybody may frame an embed"
	for pair in $show/feed.xml=application/rss+xml sitemap.xml=application/xml new.atom=application/atom+xml \
		shows.opml=text/x-opml $show/loss.vtt=text/vtt $show/loss.srt=application/x-subrip \
		$show/loss.chapters.json=application/json+chapters $show/loss.transcript.json=application/json \
		$show/loss.oembed.json=application/json+oembed robots.txt=text/plain; do
		ask "$port" "${pair%%=*}"
		has "content-type: ${pair#*=}; \?charset=utf-8" "$host: ${pair%%=*} is ${pair#*=}"
		has 'access-control-allow-origin: \*' "$host: every app and site may read it"
	done
	for pair in "$audio=audio/mpeg" "$picture=image/jpeg"; do
		ask "$port" "${pair%%=*}"
		has "content-type: ${pair#*=}" "$host: ${pair%%=*} is ${pair#*=}"
		has 'cache-control: public, max-age=31536000, immutable' "$host: and is kept for ever"
	done
	ask "$port" "$record"
	has 'cache-control: public, max-age=300' "$host: an open record, whose name is no hash but an id, is asked for again"
	ask "$port" "$css"
	has 'content-type: text/css; charset=utf-8' "$host: the style sheet is one"
	has 'cache-control: public, max-age=31536000, immutable' "$host: and is kept for ever"
	ask "$port" pages/about.pl.html
	has 'http/1.1 200 ok' "$host: a page in Polish is no program"
	ask "$port" pages/nothing
	has 'http/1.1 404 not found' "$host: what is not there is 404"
	grep -q '<a class="skip"' "$box/body"
	ok $? "$host: with the site's own page"
	ask "$port" $show/kindness.html
	has 'http/1.1 301 moved permanently' "$host: what was renamed is 301"
	ask "$port" $show/hope.html
	has 'http/1.1 410 gone' "$host: what was withdrawn is 410"
	grep -q '<a class="skip"' "$box/body"
	ok $? "$host: with its notice" "$(cat "$box/body")"
done
leave
wait $nginx $apache 2>/dev/null

xmllint --noout "$box/out/web.config" 2>"$box/stderr"
ok $? "web.config is well-formed" "$(cat "$box/stderr")"
"$python" - "$box/out/web.config" "$box/out" >"$box/faults" <<-'END'
	import sys
	from pathlib import Path
	import xml.etree.ElementTree as ET
	root = ET.parse(sys.argv[1]).getroot()
	web = root.find('system.webServer')
	types = {m.get('fileExtension'): m.get('mimeType') for m in web.iter('mimeMap')}
	removed = [r.get('fileExtension') for r in web.find('staticContent').findall('remove')]
	if len(set(removed)) != len(removed) or set(removed) != set(types): print('a type is mapped twice')
	for f in Path(sys.argv[2]).rglob('*'):
	    if f.is_file() and not f.name.startswith(('.', '_')) and f.suffix not in types and f.suffix not in ('.conf', '.config'):
	        print('no type for', f)
	paths = [l.get('path') for l in root.findall('location')]
	if len(set(paths)) != len(paths): print('a path stands twice')
	if 'podcasts/spirituality/kindness.html' not in paths: print('no redirect')
	for l in root.findall('location'):
	    r = l.find('.//httpRedirect')
	    if r is not None and (not r.get('destination').startswith('/') or r.get('httpResponseStatus') != 'Permanent'): print(l.get('path'))
END
[ ! -s "$box/faults" ]
ok $? "and says the same to IIS, with a type for every file" "$(cat "$box/faults")"
"$python" - "$box/out" >"$box/faults" <<-'END'
	# A name has the same header from one rule only, as hosts join them.
	import fnmatch, sys
	from pathlib import Path
	rules, path = [], None
	for line in (Path(sys.argv[1]) / '_headers').read_text().splitlines():
	    if line.startswith('#'): continue
	    if not line.startswith(' '): path = line
	    else: rules.append((path, *line.strip().split(': ', 1)))
	if len({r[0] for r in rules}) > 100: print('more rules than Cloudflare takes')
	for f in Path(sys.argv[1]).rglob('*'):
	    name = '/' + str(f.relative_to(sys.argv[1]))
	    have = [r[1] for r in rules if fnmatch.fnmatchcase(name, r[0])]
	    if len(set(have)) != len(have): print(name, sorted(have))
END
[ ! -s "$box/faults" ]
ok $? "_headers says nothing twice of one file" "$(cat "$box/faults")"

finish
