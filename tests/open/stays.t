#!/bin/sh
# Ids are for ever: partners find by them again what they copied.
set -u
. tests/open/box.sh
build before
ids() {
	"$python" - "$box/$1/open" <<-'END'
		import json, sys
		from pathlib import Path
		for kind in ('services', 'organizations', 'service_at_locations', 'taxonomy_terms'):
		    for p in sorted((Path(sys.argv[1]) / kind).glob('*.json')):
		        r = json.loads(p.read_text())
		        assert r['id'] == p.stem, p
		        print(kind, p.stem)
	END
}
ids before | sort >"$box/ids"
[ "$(wc -l <"$box/ids")" -gt 150 ]
ok $? "there are many"
cd "$box/content/groups" || exit
sed -i 's/^name: .*/name: Example Listeners and Friends/; s/  - name: Renamed since/  - name: Something else/' example-listeners.md
sed -i 's/^title: .*/title: Homes/' ../areas/housing.md
cp example-many-00.md aaa-first.md
sed -i 's/^name: .*/name: First of all/; s/960200/960999/' aaa-first.md
cd "$tree" || exit
build after
ids after | sort >"$box/ids-after"
none "none is lost when names change and a group joins" "$(comm -23 "$box/ids" "$box/ids-after")"
[ "$(comm -13 "$box/ids" "$box/ids-after" | cut -d' ' -f1 | sort | paste -sd' ')" = "organizations service_at_locations services" ]
ok $? "and the new one has its own" "$(comm -13 "$box/ids" "$box/ids-after")"
build again
none "the same content gives the same bytes" "$(diff -r -x '.blether-*' "$box/after" "$box/again")"

rm "$box"/content/groups/*
rm -rf "$box/content/places" "$box/content/audiences"
build none
none "a site without groups has no open data, and is not told of any" "$(cd "$box/none" &&
	{ find . -path '*open*' -o -name '*.vcf' -o -path './map*'; grep -rlE '(/|"|\^)open/|\.vcf"' --include='*.html' --include=_redirects --include='*.conf' --include=.htaccess .; })"
finish
