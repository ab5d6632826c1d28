#!/bin/sh
# blether verify: an output folder as it stands, and a feed that is fetched.
. tests/cli/box.sh

cp -R content "$box/content"
expect 0 "the example is built" build --content "$box/content" --output "$box/public" --cache "$box/cache" --now $now
expect 0 "nothing is wrong with the folder" verify --now $now "$box/public"
says stdout "Apple Podcasts      takes it" "directories take its feed"
says stdout "0 errors, 0 warnings" "there is nothing to mend"

feed=$(find "$box/public" -name feed.xml | head -1)
expect 0 "nor with the feed alone" verify --now $now "$feed"
expect 0 "a quiet run ends well" verify --quiet --now $now "$feed"
[ ! -s "$box/stdout" ] && [ ! -s "$box/stderr" ]
ok $? "and says nothing"

# The report for programs is JSON, and tells everything.
"$BLETHER" verify --format=json --now $now "$feed" | $python -c '
import json, sys
d = json.load(sys.stdin)
f, = d["feeds"]
assert d["ok"] and f["title"] == "Spirituality" and f["episodes"] == 4, d
assert list(f["mistakes"]) == ["namespace-chapters"], f["mistakes"]
assert {a["kind"] for a in f["authorities"]} == {"directory", "standard", "app"}
assert [a["stance"] for a in f["authorities"] if a["stance"] != "takes"] == ["warns"]'
ok $? "the report in JSON has the title, the episodes and who takes it"

# A folder that was changed by hand.
page=$(find "$box/public/podcasts" -name '*.html' | head -1)
cp "$page" "$box/page"
echo "<p>More." >>"$page"
expect 1 "a page that was edited is found" verify --now $now "$box/public"
says stdout "the file is not as blether wrote it [output-changed]" "and named"
rm "$page"
expect 1 "a page that was deleted is found" verify --now $now "$box/public"
says stdout "the file is not there any more; build the site again [output-missing]" "and named"
cp "$box/page" "$page"
mv "$box/public/robots.txt" "$box/robots.txt"
expect 1 "without its robots.txt, the folder's address is not known" verify --now $now "$box/public"
says stdout "[no-address]" "and that is said"
expect 1 "with an address it can be verified" verify --now $now --address https://spirituality.example.org "$box/public"
says stdout "1 error, 0 warnings" "and lacks that file only"
mv "$box/robots.txt" "$box/public/robots.txt"
expect 0 "when all is as it was, nothing is wrong" verify --now $now "$box/public"

# A feed that is fetched says where it was fetched from.
$python -u -c '
import http.server, functools, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_address[1])
server.serve_forever()' "$box/public" >"$box/port" 2>/dev/null &
server=$!
leave() { kill $server 2>/dev/null; }
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s "$box/port" ] && break
	sleep 0.2
done
url=http://127.0.0.1:$(cat "$box/port")/${feed#"$box"/public/}
expect 0 "a feed is fetched and judged" verify --now $now "$url"
says stdout "but it was fetched from '$url' [self-link]" "and stands elsewhere than it says"
# A feed that goes on in pages: each is asked for.
page() { sed "s|<image>|<atom:link href=\"${url%/*}/$2\" rel=\"next\"/><image>|" "$feed" >"$(dirname "$feed")/$1"; }
page one.xml two.xml
page two.xml three.xml
cp "$feed" "$(dirname "$feed")/three.xml"
expect 0 "a feed whose pages are there is taken" verify --now $now "${url%/*}/one.xml"
echo "<html>" >"$(dirname "$feed")/three.xml"
expect 1 "a page that is no feed is an error" verify --now $now "${url%/*}/one.xml"
says stdout "the page '${url%/*}/three.xml' of this feed cannot be read [page-missing]" "and named"
rm "$(dirname "$feed")/three.xml"
expect 1 "so is a page that is not there" verify --now $now "${url%/*}/one.xml"
says stdout "gPodder             refuses: page-missing" "which gPodder would refuse"
page two.xml one.xml
expect 1 "pages in a circle are an error" verify --now $now "${url%/*}/one.xml"
says stdout "lead back to '${url%/*}/one.xml' [paging-loop]" "and found"

expect 1 "a feed that is not there is an error" verify --now $now "${url}x"

expect 2 "a file that is not there is a slip of the hand" verify nowhere.xml
says stderr "there is no 'nowhere.xml'" "and named"
expect 2 "something must be named" verify

finish
