#!/bin/sh
# What lies in private/ is never published: not its files, not its cells, whatever leads there.
set -u
. tests/cli/box.sh
content=$box/content one=$box/content/podcasts/talks/01-one

# try OPTIONS: a build of the content in the box.
try() {
	"$BLETHER" build --content "$content" --output "$box/out" --cache "$box/cache" --now $now "$@" \
		>"$box/stdout" 2>"$box/stderr" </dev/null
}
# refused WHAT: the build ends with an error that names the private folder, and nothing is published.
refused() {
	try
	have=$?
	[ $have -eq 1 ] && grep -qF '[private-file]' "$box/stderr" && [ ! -e "$box/out" ]
	ok $? "$1 is refused" "status $have: $(cat "$box/stderr"; ls "$box/out" 2>&1)"
}
# again: the content as it was.
again() {
	rm -rf "$content" "$box/out"
	cp -Rp "$box/good" "$content"
}

# Words that stand nowhere but in private/.
words="UNDER-FOUR-EYES Zwiebelmarmelade 01632-960-777 office-drawer-9"

small_site second
sed -i 's/^summary:/people: [{name: Alex, role: guest}]\n&/' "$one/episode.md"
mkdir -p "$content/private/forms"
cat >"$content/private/consent.csv" <<'EOF'
id,given,scope,until,withdrawn,note,phone
alex,2026-09-01,all,,,"signed, UNDER-FOUR-EYES
in office-drawer-9",01632-960-777
bea,2026-09-01,all,,2026-10-01,Zwiebelmarmelade,
EOF
cat >"$content/private/secret.md" <<'EOF'
---
title: Zwiebelmarmelade
---
UNDER-FOUR-EYES
EOF
cp "$content/private/secret.md" "$content/private/forms/secret.html"
cp "$content/podcasts/talks/cover.jpg" "$content/private/alex.jpg"
printf 'x' >>"$content/private/alex.jpg" # so that its bytes are like no other's
sed -i 's|www.example.org|talks.example.org|' "$content/site.yaml"
cp -Rp "$content" "$box/good"

# --- nothing of it is in the output --------------------------------------------

build out
for word in $words; do
	none "no file of the output has '$word'" "$(grep -rlaF -- "$word" "$box/out")"
done
none "no file is called as one in private/" \
	"$(cd "$box/out" && find . -name '*consent*' -o -name '*secret*' -o -path '*private*')"
hash=$(sha256sum <"$content/private/alex.jpg")
none "no file has the bytes of one in private/" "$(sums "$box/out" | grep -F "${hash%% *}")"
rm -rf "$box/out"
build out --format=json
for word in $words; do
	none "what is told of the build does not have '$word'" "$(grep -F -- "$word" "$box/stdout")"
done
"$BLETHER" check --content "$content" --now $now --format=json >"$box/stdout" 2>&1
for word in $words; do
	none "what is told of a check does not have '$word'" "$(grep -F -- "$word" "$box/stdout")"
done
build out --release
for word in $words; do
	none "published.tsv does not have '$word'" "$(grep -F -- "$word" "$content/published.tsv")"
done
cp "$content/published.tsv" "$box/good"

# --- what leads into it is refused ----------------------------------------------

again
echo '[form](../../../private/forms/secret.html)' >>"$one/episode.md"
refused "a link in the notes"
again
echo '![Alex](../../../private/alex.jpg)' >>"$one/episode.md"
refused "a picture in the notes"
again
echo '![Alex](../private/alex.jpg)' >>"$content/pages/about.md"
refused "a picture of a page"
again
echo '[page](../private/secret.md)' >>"$content/pages/about.md"
refused "a link to a page in it"
again
echo '[detour](../pages/../private/./forms/secret.html)' >>"$content/pages/about.md"
refused "a link by a detour"
again
sed -i 's|^cover:.*|cover: ../../private/alex.jpg|' "$content/podcasts/talks/show.yaml"
refused "a cover"
again
sed -i 's|{name: Alex, |&picture: ../../../private/alex.jpg, |' "$one/episode.md"
refused "a picture of somebody"
again
mkdir "$content/people"
printf -- '---\nname: Alex\nlisted: true\npicture: ../private/alex.jpg\npicture_alt: Alex\n---\n' >"$content/people/alex.md"
refused "a picture in the file of a person"
again
ln -s ../private/alex.jpg "$content/pages/alex.jpg"
echo '![Alex](alex.jpg)' >>"$content/pages/about.md"
refused "a symbolic link to a file in it"
again
ln -s ../private/forms "$content/pages/forms"
echo '[form](forms/secret.html)' >>"$content/pages/about.md"
refused "a symbolic link to a folder in it"
again
ln -s ../private/secret.md "$content/pages/secret.md"
refused "a symbolic link that would be a page"
again
mv "$content/private" "$box/elsewhere"
ln -s "$box/elsewhere" "$content/private"
ln -s ../private/secret.md "$content/pages/secret.md"
try
[ $? -eq 1 ] && [ ! -e "$box/out" ]
ok $? "a symbolic link is refused too when private/ lies elsewhere" "$(cat "$box/stderr")"
rm "$content/pages/secret.md"
rm -rf "$box/out"
try
ok $? "private/ may itself be a link" "$(cat "$box/stderr")"
again
mkdir "$content/theme"
ln -s ../private/forms/secret.html "$content/theme/foot.html"
refused "a template that is a link into it"
again
ln -s private "$content/theme"
try
none "a theme that is the private folder gives nothing away" "$(grep -rlaF UNDER-FOUR-EYES "$box/out" 2>/dev/null)"

# --- a new site keeps it to itself -------------------------------------------------

expect 0 "a new site is made" new site "$box/new"
says stdout "never published" "its private folder is told of"
grep -qx '/private/' "$box/new/.gitignore"
ok $? "git does not take it into a repository" "$(cat "$box/new/.gitignore" 2>&1)"
[ "$(cat "$box/new/private/consent.csv")" = "id,given,scope,until,withdrawn,note" ]
ok $? "it has a table of consents to fill in"
finish
