#!/bin/sh
# blether pack: one ZIP file that has the whole site, the same for the same site.
set -u
. tests/cli/box.sh

small_site second
title=$(sed -n 's/^title: *//p' "$box/content/site.yaml")
top=$(printf %s "$title" | tr 'A-Z ' 'a-z-')
where="--content $box/content --site $box/out --cache $box/cache --now $now"

expect 0 "a site can be packed that was never built" pack $where --output "$box/site.zip"
says stdout "START-HERE.html" "it says where to begin"
unzip -tq "$box/site.zip" >"$box/unzip" 2>&1
ok $? "unzip finds nothing wrong" "$(cat "$box/unzip")"
none "it has what the output folder has, with the times and permissions that it should" \
	"$("$python" tests/cli/packed.py "$box/site.zip" "$box/out" "$top")"
unzip -qp "$box/site.zip" "$top/START-HERE.html" | grep -qF 'href="site/index.html"'
ok $? "the page at its top leads to the home page"
unzip -qp "$box/site.zip" "$top/START-HERE.html" | xmllint --html --noout - 2>"$box/stderr"
none "and is a page" "$(grep -v 'Tag main' "$box/stderr" | grep error)"

(sleep 2; TZ=Pacific/Auckland "$BLETHER" pack $where -q -o "$box/again.zip" >/dev/null 2>&1; cmp "$box/site.zip" "$box/again.zip")
ok $? "two seconds later, elsewhere in the world, it has the same bytes"
(cd "$box" && "$BLETHER" pack $where -q >/dev/null 2>&1; cmp "$box/site.zip" "$box/$top.zip")
ok $? "without a name it gets that of the site"
rm "$box/$top.zip"

(cd "$box/content" && "$BLETHER" pack --site "$box/out" --cache "$box/cache" --now $now -q >/dev/null 2>"$box/stderr")
cmp "$box/site.zip" "$box/content/../$top.zip" && [ ! -e "$box/content/$top.zip" ]
ok $? "and for whoever stands in the content folder, its place is beside it" "$(cat "$box/stderr")"

echo "More." >>"$box/content/pages/about.md"
expect 0 "what has changed is built first" pack $where --output "$box/site.zip"
none "and packed" "$("$python" tests/cli/packed.py "$box/site.zip" "$box/out" "$top")"

cp "$box/site.zip" "$box/good.zip"
sed -i 's/^title:/titel:/' "$box/content/site.yaml"
expect 1 "a site with an error is not packed" pack $where --output "$box/site.zip"
cmp -s "$box/site.zip" "$box/good.zip"
ok $? "and what was packed before stays"
sed -i 's/^titel:/title:/' "$box/content/site.yaml"

expect 2 "it is not put into the content" pack $where --output "$box/content/site.zip"
expect 2 "nor into the output" pack $where --output "$box/out/site.zip"
expect 3 "a folder that is not there is a failure of the machine" pack $where --output "$box/nowhere/site.zip"
says stderr "[cannot-write]" "which is said"
says stderr "nowhere/site.zip" "with the name"
mkdir "$box/folder.zip"
expect 3 "so is a folder of that name" pack $where --output "$box/folder.zip"
none "nothing half done lies about" "$(find "$box" -name '*.zip.*' -o -name '*.zip' -newer "$box/good.zip" -type f)"

finish
