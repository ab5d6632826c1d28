#!/bin/sh
# Open Referral UK's names, which have no end, on real servers; and who may read what is there.
set -u
. tests/open/box.sh
build out
. tests/publish/servers.sh

id=$("$python" -c 'import json,sys; print(json.load(open(sys.argv[1]))["contents"][0]["id"])' "$box/out/open/services.json")
# same FILE SENTENCE: the answer is that file.
same() {
	cmp -s "$box/body" "$box/out/$1"
	ok $? "$2" "$(cat "$box/answer"; head -c 300 "$box/body")"
}
for host in nginx apache; do
	eval port=\$${host}_port
	for pair in open/=open/index.json open/services=open/services.json "open/services?page=1=open/services.json" \
		"open/services?page=2=open/services-2.json" "open/services?size=50&page=2=open/services-2.json" \
		open/services/$id=open/services/$id.json open/services/$id.json=open/services/$id.json \
		open/organizations=open/organizations.json open/taxonomies=open/taxonomies.json \
		open/taxonomy_terms=open/taxonomy_terms.json open/service_at_locations=open/service_at_locations.json; do
		ask "$port" "${pair%=open/*}"
		has 'http/1.1 200 ok' "$host: ${pair%=open/*} is there"
		same "open/${pair##*=open/}" "$host: and is ${pair##*=}"
		has 'content-type: application/json; \?charset=utf-8' "$host: as JSON"
		has 'access-control-allow-origin: \*' "$host: every site's scripts may read it"
	done
	for pair in map/network.graphml=application/graphml+xml groups/all.vcf=text/vcard open/tabular/services.csv=text/csv \
		groups/feeds.opml=text/x-opml map/map.json=application/json; do
		ask "$port" "${pair%%=*}"
		has "content-type: ${pair#*=}; \?charset=utf-8" "$host: ${pair%%=*} is ${pair#*=}"
		has 'access-control-allow-origin: \*' "$host: every site's scripts may read it"
	done
	for name in open/services?page=99 open/services/nothing open/nothing; do
		ask "$port" "$name"
		has 'http/1.1 404 not found' "$host: $name is not there"
	done
done
leave
wait $nginx $apache 2>/dev/null

"$python" - "$box/out" >"$box/faults" <<-'END'
	# Hosts that read _redirects: every name that has no end leads to a file, and is none itself.
	import sys
	from pathlib import Path
	out = Path(sys.argv[1])
	rules = [l.split() for l in (out / '_redirects').read_text().splitlines() if not l.startswith('#')]
	if len(rules) > 2000: print('more rules than Cloudflare takes')
	for *name, to, status in rules:
	    if status != '200' or not (out / to[1:]).is_file(): print('leads nowhere:', name, to)
	    if (out / name[0][1:]).is_file(): print('takes the place of a file:', name)
	asked = {' '.join(r[:-2]) for r in rules}
	for p in (out / 'open').rglob('*.json'):
	    name = '/' + str(p.relative_to(out))[:-5]
	    if 'tabular' not in name and p.stem != 'index' and name not in asked and \
	       not (p.stem[-2:] == '-2' and name[:-2] + ' page=2' in asked): print('not asked for:', p)
END
none "_redirects has a rule for each of them" "$(cat "$box/faults")"
finish
