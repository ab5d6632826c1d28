#!/bin/sh
# blether fields: what templates may say, and templates of one's own that say it.
set -u
. tests/cli/box.sh
blether() { "$BLETHER" "$@" >"$box/stdout" 2>"$box/stderr"; }

# --- what is there ---------------------------------------------------------------------

blether fields
ok $? "templates and parts are listed without a content folder" "$(cat "$box/stderr")"
partials=$(sed -n 's/.*{{> *\([a-z_-]*\)}}.*/\1.html/p' pipeline/site/theme/*.html | sort -u)
pages=$(cd pipeline/site/theme && ls ./*.html | sed 's,^\./,,' | while read -r f; do
	printf '%s\n' "$partials" | grep -qx "$f" || echo "$f"
done)
listed=$(sed -n '/^Parts/q; s/^  //p' "$box/stdout")
[ "$listed" = "$pages" ]
ok $? "each template that is no part of another is the template of a page" "$listed
but the files say
$pages"

blether fields --format=json
cp "$box/stdout" "$box/all.json"
"$python" - "$box/all.json" pipeline/site/theme >"$box/missing" <<-'END'
	# Every plain name in a template of the theme is one that is listed for it, or for something that it goes into.
	import json, re, sys
	from pathlib import Path
	all = json.load(open(sys.argv[1]))
	views = {id: {n['name'] for n in names} for id, names in all['views'].items()}
	known = set().union(*views.values())
	for file in Path(sys.argv[2]).glob('*.html'):
	    for name in re.findall(r'{{[#^{]?\s*([a-z_]+)[.}]', file.read_text()):
	        if name not in known:
	            print(file.name, name)
	for t in all['templates']:
	    if 'view' in t and not views[t['view']]:
	        print(t['file'], 'has no names')
	for names in all['views'].values():
	    for n in names:
	        if n['type'] in ('list', 'item', 'map') and n['of'] not in views:
	            print(n['name'], 'is of nothing')
END
[ ! -s "$box/missing" ]
ok $? "every name that the built-in templates use is listed" "$(cat "$box/missing")"

blether fields episode && grep -q '^  title .*The name of the episode' "$box/stdout" && grep -q '^chapter' "$box/stdout" &&
	grep -q 'list of turn' "$box/stdout"
ok $? "the names of one template stand with their types and help" "$(cat "$box/stdout")"
! blether fields epsiode && grep -q "did you mean 'episode'" "$box/stderr"
ok $? "a slip in the template's name is told" "$(cat "$box/stderr")"
blether fields head && grep -q 'part of other templates' "$box/stdout"
ok $? "a part has the names of where it stands"

# --- templates of one's own ------------------------------------------------------------

# Each name of a template that is a text can be said, as it is listed.
cp -R content "$box/content"
mkdir "$box/content/theme"
{
	echo '<!DOCTYPE html><title>x</title>'
	"$python" -c '
import json, sys
all = json.load(open(sys.argv[1]))
view = next(t["view"] for t in all["templates"] if t["file"] == "page.html")
for n in all["views"][view]:
    if n["type"] in ("text", "flag", "number"):
        print("{{%s}}" % n["name"] if n["type"] != "flag" else "{{#%s}}x{{/%s}}" % (n["name"], n["name"]))
    elif n["type"] == "list":
        print("{{#%s}}.{{/%s}}" % (n["name"], n["name"]))
' "$box/all.json"
	echo '{{> greeting}}'
} >"$box/content/theme/page.html"
echo '<p>Hello from {{site.title}}</p>' >"$box/content/theme/greeting.html"
blether build -c "$box/content" -o "$box/out" --cache "$box/cache" --now $now
[ $? -eq 0 ] && grep -q '<p>Hello from The Example Network</p>' "$box/out/pages/about.html"
ok $? "a template of one's own may say them all, and use a part of one's own" "$(cat "$box/stderr")"
blether fields -c "$box/content" && grep -q '^  greeting.html  (your own)$' "$box/stdout" && grep -q '^  page.html  (your own)$' "$box/stdout"
ok $? "and both are listed" "$(cat "$box/stdout")"

finish
