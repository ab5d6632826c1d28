#!/bin/bash
# docs/publishing.md, followed word for word by somebody at a terminal, to real servers: each file of it is written and each command
# given in the order of the page, and what it says of faults is what they see.
#
# A box of the page says after its language in which of these stories it stands, and, if it is a file, its name. Here another server
# stands for each host of the page (stand_in), somebody who types a secret for nano, and pasting a key for the host's panel.
set -u
[ "${1-}" = inside ] || exec unshare --mount "$0" inside # where a certificate of our own is believed
. tests/cli/box.sh
page=docs/publishing.md
leave() {
	[ ! -s "$box/apache/pid" ] || kill "$(cat "$box/apache/pid")"
	[ -z "${keeper-}" ] || kill "$keeper"
	[ ! -s "$box/ceph/pids" ] || kill -9 $(cat "$box/ceph/pids")
	"$tree/tests/publish/stop_servers.sh" "$box/ssh" "$box/forge" "$box/hosted"
	wait 2>/dev/null
}
chmod 755 "$box"
tests/publish/start_ceph.sh "$box/ceph" >"$box/ceph.said" 2>&1 & ceph=$!
tests/publish/start_sftp.sh "$box/ssh" && tests/publish/start_git.sh "$box/forge" && tests/publish/start_hosted.sh "$box/hosted" ||
	{ echo "Bail out! a server does not start"; exit 1; }
mkdir "$box/keeper" "$box/bin"
"$python" tests/publish/archive_server.py "$box/keeper" 2>"$box/keeper/errors" & keeper=$!
for _ in $(seq 100); do [ -f "$box/keeper/env" ] && break; sleep 0.1; done
# of SERVER NAME: what its env says.
of() { (. "$box/$1/env" && eval "printf %s \"\$$2\""); }

# --- who sees it: a web host that lets .htaccess say how it shows files, and a forge that shows a branch -----------------------
free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
sftp_port=$(free_port) git_port=$(free_port) s3_port=$(free_port) pages_port=$(free_port) github_port=$(free_port)
cat /etc/ssl/certs/ca-certificates.crt "$(of forge CA)" >"$box/believed"
mount --bind "$box/believed" /etc/ssl/certs/ca-certificates.crt
mkdir "$box/apache" "$box/shown"
chmod 777 "$box/shown"
modules=/usr/lib/apache2/modules
{
	for m in mpm_event authz_core dir mime alias headers rewrite ssl proxy proxy_http; do
		[ ! -f $modules/mod_$m.so ] || echo "LoadModule ${m}_module $modules/mod_$m.so"
	done
	printf '%s\n' "ServerRoot $box/apache" "ServerName localhost" "PidFile $box/apache/pid" "ErrorLog $box/apache/errors" "TypesConfig /dev/null"
	[ "$(id -u)" -ne 0 ] || printf 'User nobody\nGroup nogroup\n'
	show() { # PORT LINES
		printf '%s\n' "Listen 127.0.0.1:$1" "<VirtualHost 127.0.0.1:$1>" "SSLEngine on" "SSLCertificateFile $box/forge/ca.pem" \
			"SSLCertificateKeyFile $box/forge/key.pem" "${@:2}" "</VirtualHost>"
	}
	for place in "$sftp_port $(of ssh FILES)/htdocs" "$git_port $box/shown"; do
		show "${place%% *}" "DocumentRoot ${place#* }" "<Directory ${place#* }>" "AllowOverride All" "Require all granted" "</Directory>"
	done
	show "$pages_port" "ProxyPass / $(of hosted SITE_URL)/git-pages/"
	show "$github_port" "ProxyPass / $(of hosted SITE_URL)/github/"
} >"$box/apache/conf"
repository=$(of forge REPOSITORY)
printf '#!/bin/sh\ngit --work-tree=%s checkout -q -f pages\n' "$box/shown" >"$repository/hooks/post-receive"
chmod 755 "$repository/hooks/post-receive"

# --- the site, as README has it made ------------------------------------------------------------------------------------------
export PATH=$box/bin:$PATH HOME=$box/home
mkdir "$HOME"
ln -s "$BLETHER" "$box/bin/blether"
printf '#!/bin/sh\ncase $1 in private/*) printf "%%s\\n" "$TYPED" >"$1" ;; *) echo "We meet on Tuesdays." >>"$1" ;; esac\n' >"$box/bin/nano"
chmod 755 "$box/bin/nano"
cd "$box" || exit 1
one=podcasts/our-show/01-the-first-one
{
	blether new site my-site && cd my-site && blether new help "Example Helpline" && blether new episode our-show "The first one"
} >"$box/said" 2>&1 || { cat "$box/said"; echo "Bail out! there is no site"; exit 1; }
printf -- '---\ntitle: Example Helpline\nphone: 0800 000 0000\nhours: day and night\nchecked: 2026-11-20\n---\n' >help/example-helpline.md
sed -i '/^status:/d; s/^date:.*/date: 2026-11-20 18:00 +00:00/' $one/episode.md
ffmpeg -v error -f lavfi -i sine=frequency=300:duration=20 -ac 1 $one/phone.m4a </dev/null
printf '[00:00:01] Hello.\n' >$one/transcript.txt
cd ..
blether build --content my-site --output my-site/public --cache my-site/.blether >"$box/said" 2>&1 || { cat "$box/said"; echo "Bail out! the site is not built"; exit 1; }

# site STORY: its own copy of the site, at its address.
site() {
	case $1 in
	stick | two) address=https://example-network.codeberg.page/ ;;
	*) name=$1_port address=https://127.0.0.1:${!name}/ ;;
	esac
	[ -d "$box/$1" ] || { cp -a "$box/my-site" "$box/$1" && sed -i "s,^address:.*,address: $address," "$box/$1/site.yaml"; }
}

# stand_in STORY: reads words of the page, prints them for our servers.
stand_in() {
	case $1 in
	sftp) sed "s,-p 22 files.example.org,-p $(of ssh PORT) 127.0.0.1,; s,sftp://files.example.org/htdocs,$(of ssh URL)/htdocs,; s,user: me\$,user: $(of ssh ACCOUNT)," ;;
	s3) sed "s,s3://my-bucket,s3://pod,; s,https://s3.eu-central-003.backblazeb2.com,$(of ceph ENDPOINT),; s,region: .*,region: $(of ceph REGION),; s,003a1b2c3d4e5f,$(of ceph USER)," ;;
	pages) sed "s,https://example-network.codeberg.page/,$(of hosted URL)/git-pages/show/," ;;
	github) sed "s,to: example-network/site,to: net/show\n    endpoint: $(of hosted URL)/github," ;;
	git) sed "s,https://git.example.org/example-network/site.git,$(of forge URL)\n    ca: $(of forge CA),; s,user: .*,user: $(of forge ACCOUNT)," ;;
	stick) sed "s,/media/stick/site,$box/stick-itself," ;;
	two) sed "s,^\( *\)to: example-network-talks,&\n\1endpoint: $(of keeper ENDPOINT),; s,AbCdEfGh12345678,$(of keeper USER),; s,https://example-network.codeberg.page/,$(of hosted URL)/git-pages/show/," ;;
	esac
}
secret_of() {
	case $1 in
	sftp) of ssh PASSWORD ;;
	s3) of ceph SECRET ;;
	git) of forge PASSWORD ;;
	two) case $2 in *archive*) of keeper SECRET ;; *) of hosted TOKEN ;; esac ;;
	*) of hosted TOKEN ;;
	esac
}
# A line of the page, typed at a terminal: yes is said to what is asked.
give() {
	TYPED=$(secret_of "$1" "$2") "$python" "$tree/tests/cli/terminal.py" y bash -c "$2" >"$box/said" 2>&1
	status=$?
	[ ! -f private/web-key.pub ] || grep -qxFf private/web-key.pub "$(of ssh KEY | xargs dirname)/authorized" ||
		cat private/web-key.pub >>"$(of ssh KEY | xargs dirname)/authorized"
	ok $status "$1: $2" "status $status: $(cat "$box/said")"
	cat "$box/said" >>"$box/all-said"
}

# --- what can go wrong, all at the same time as the rest: each in a copy of the site ------------------------------------------------
# wrong NAME COMMANDS: they spoil the copy; then a publication must fail.
wrong() {
	(
		cp -a "$box/my-site" "$box/wrong-$1" && cd "$box/wrong-$1" || exit 1
		sed -i "s,^address:.*,address: https://127.0.0.1:$sftp_port/," site.yaml
		cp "$(of ssh KNOWN_HOSTS)" known_hosts
		printf '%s\n' targets: '  - name: web' '    kind: sftp' "    to: $(of ssh URL)/${2-new}" "    user: $(of ssh ACCOUNT)" \
			'    secret_file: private/web-password' '    known_hosts: known_hosts' >publish.yaml
		(umask 077 && of ssh PASSWORD >private/web-password)
		eval "$3"
		blether publish --yes --no-check >"$box/wrong-$1.said" 2>&1 </dev/null && echo "$1: published" >>"$box/wrongly"
	) &
	all="${all-} $!"
}
: >"$box/wrongly"
taken=$(of ssh FILES)/taken
mkdir "$taken" "$taken-lock" && echo mine >"$taken/index.html" && chown -R --reference="$(of ssh FILES)" "$taken" "$taken-lock"
wrong no-file x 'rm publish.yaml'
wrong address x 's=$(sed s,^address:.*,address:\ https://www.example.org/, site.yaml); echo "$s" >site.yaml'
wrong kind x 'sed -i s/sftp$/stfp/ publish.yaml'
wrong shared x 'chmod 644 private/web-password'
wrong no-secret x 'sed -i /secret_file/d publish.yaml'
wrong password x 'echo wrong >private/web-password'
wrong unknown x ': >known_hosts'
wrong changed x 'ssh-keygen -q -t ed25519 -N "" -f other; echo "[127.0.0.1]:$(of ssh PORT) $(cut -d " " -f 1,2 other.pub)" >known_hosts; rm other*'
wrong name x 'sed -i s,127.0.0.1,files.invalid, publish.yaml'
wrong off x 'sed -i "s,127.0.0.1:[0-9]*,127.0.0.1:1," publish.yaml'
wrong elsewhere x 'sed -i "s,to:.*,to: sftp://127.0.0.1:$(of ssh PORT)/usr," publish.yaml'
wrong taken taken :
wrong kinds x 'printf "%s\n" targets: "  - name: free" "    kind: neocities" "    to: show" "    endpoint: $(of hosted URL)/neocities" "    secret_file: private/web-password" >publish.yaml; of hosted TOKEN >private/web-password'
wrong lock taken-lock 'printf "blether-publishing\t1\t0\tsomebody\t1796083140\n" >"$taken-lock/.blether-publishing"'

# --- the page -----------------------------------------------------------------------------------------------------------------
wait $ceph || { cat "$box/ceph.said"; echo "Bail out! the bucket does not start"; exit 1; }
# What a service's switch "website" does.
show "$s3_port" "Header always set Access-Control-Allow-Origin *" "RewriteEngine on" "RewriteRule ^/(.*/)?\$ $(of ceph ENDPOINT)/pod/\$1index.html [P]" "ProxyPass / $(of ceph ENDPOINT)/pod/" >>"$box/apache/conf"
apache2 -D FOREGROUND -f "$box/apache/conf" 2>"$box/apache/start" &
"$python" - "$tree/$page" "$box/boxes" <<'END' >"$box/list"
import os, re, sys
os.mkdir(sys.argv[2])
for i, (info, body) in enumerate(re.findall(r'^```(.*)\n((?:.*\n)*?)```$', open(sys.argv[1]).read(), re.M)):
    open(f'{sys.argv[2]}/{i}', 'w').write(body)
    words = info.split()
    if words: print(i, words[0], words[-1] if words[0] == 'yaml' else '-', *words[1:-1 if words[0] == 'yaml' else None])
END
none "each box of files or commands says in which story it stands" \
	"$(awk '$2 !~ /^(sh|yaml)$/ || NF < 4 { print } { for (i = 4; i <= NF; i++) if ($i !~ /^(sftp|s3|pages|github|git|stick|two)$/) print }' "$box/list")"

feed=podcasts/our-show/feed.xml
look() {
	address=file://$box/stick-itself/
	[ "$1" = stick ] || address=$(sed -n 's/^address: //p' site.yaml)
	curl -s -f --max-time 20 -o "$box/read" "$address$feed" && cmp -s "$box/read" public/$feed
	ok $? "$1: the feed is where listeners ask for it" "$address$feed is not that of public/"
}
while read -r -u 3 i language file stories; do
	for story in $stories; do
		site $story
		cd "$box/$story" || exit 1
		if [ $language = yaml ]; then
			if [ "$file" = publish.yaml ]; then stand_in $story <"$box/boxes/$i" >publish.yaml; else stand_in $story <"$box/boxes/$i" >>"$file"; fi
			continue
		fi
		while IFS= read -r -u 4 line; do give $story "$line"; done 4< <(stand_in $story <"$box/boxes/$i")
		! grep -qx 'blether publish' "$box/boxes/$i" || look $story
	done
done 3<"$box/list"
cd "$box/sftp" || exit 1
[ -z "$(find "$(of ssh FILES)/htdocs" -name '*.mp3')" ] && ! grep -q '<item>' "$(of ssh FILES)/htdocs/$feed"
ok $? "what was taken back is nowhere any more" "$(find "$(of ssh FILES)/htdocs" -name '*.mp3')"
none "no secret was shown" "$(grep -a -F -e "$(of ssh PASSWORD)" -e "$(of ceph SECRET)" -e "$(of hosted TOKEN)" "$box/all-said")"
for text in "nothing of this site is there yet: this is its first publication" "nothing was sent: this was a dry run" "release 1 is online" "nothing to do: everything is online already"; do
	grep -qF "$text" "$box/all-said"
	ok $? "it says '$text', as on the page" "$(cat "$box/all-said")"
done

# --- what went wrong meanwhile --------------------------------------------------------------------------------------------------
for pid in $all; do wait "$pid"; done
grep -qF "srt' is of a kind that 'neocities' does not take there; choose another host, or a plan there that takes it [host-limit]" "$box/wrong-kinds.said"
ok $? "what a host takes no file of is told before anything is sent" "$(cat "$box/wrong-kinds.said")"
none "none of what is wrong was published" "$(cat "$box/wrongly")"
tests="$tree/tests/publish/sftp.t" # has the disk that is full
"$python" - "$tree/$page" "$tests" "$box"/wrong-*.said <<'END' >"$box/unsaid"
import re, sys
rows = re.search(r'\| what it says \|.*\n\|.*\n((?:\|.*\n)+)', open(sys.argv[1]).read())[1].splitlines()
said = [re.sub(r"'volunteer'", "'me'", open(f).read()) for f in sys.argv[2:]]
if len(rows) < 15: print('the table is not read')
for row in rows:
    parts = [p for span in re.findall(r'`(.*?)`', row.split('|')[1]) for p in span.split(' … ')]
    if not any(all(p in text for p in parts) for text in said): print(row)
END
none "each fault of the page is told in these words" "$(cat "$box/unsaid"; [ ! -s "$box/unsaid" ] || tail -n 4 "$box"/wrong-*.said)"
finish
