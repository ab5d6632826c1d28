#!/bin/bash
# Secrets, while a whole publication is watched from outside, once for every kind of host: what each system call of
# blether and of its programs was given, what /proc shows of them, what is said with --verbose, what stays on this
# computer and what arrives at the host. A secret is in none of it but its own file.
set -u
. tests/cli/box.sh
chmod a+rx "$box"
: >"$box/stdout"
mkfifo "$box/stop"
exec 8<>"$box/stop"
leave() { exec 8>&-; tests/publish/stop_servers.sh "$box"/server-*; wait 2>/dev/null; }
start() {
	tests/publish/start_"$1".sh "$box/server-$1" >"$box/start" 2>&1 || { echo "Bail out! $1 does not start: $(cat "$box/start")"; exit 1; }
	. "$box/server-$1/env"
}
small_site
sed -i 's,^address:.*,address: https://talks.example.net/,' "$box/content/site.yaml"
build out

# A target of this name, and what else publish.yaml says, on standard input; its secret is in a file.
target() {
	(umask 077 && printf '%s\n' "$secret" >"$box/secret")
	{
		printf 'targets:\n  - name: web\n    secret_file: %s\n' "$box/secret"
		cat
	} >"$box/content/publish.yaml"
}

# hidden WHAT CALLS PATHS: publishes; the secret is not in these calls, nor in any of the paths, nor anywhere else.
hidden() {
	what=$1 calls=$2
	shift 2
	ASAN_OPTIONS=detect_leaks=0 strace -f -v -xx -s 10000 -e "trace=$calls" -o "$box/trace" \
		"$BLETHER" publish --content "$box/content" --output "$box/out" --cache "$box/cache" --now $now --yes --verbose --all-files --no-check --take-over \
		>"$box/stdout" 2>"$box/stderr" </dev/null &
	"$python" tests/publish/secrets_seen.py watch $! "$box/proc"
	wait $!
	status=$?
	[ $status -eq 0 ] && grep -q 'is online' "$box/stdout"
	ok $? "$what: it is published while it is watched" "status $status: $(tail -n 5 "$box/stdout"; tail -n 5 "$box/stderr")"
	[ "$(wc -l <"$box/trace")" -gt 1000 ] && grep -qaF "$BLETHER" "$box/proc"
	ok $? "$what: something was seen of it"
	"$python" tests/publish/secrets_seen.py find "$secret" "$login" "$box/trace" "$box/proc" "$box/stdout" "$box/stderr" \
		"$box/cache" "$box/out" "$box/content" "$@" >"$box/found" 2>&1 && [ ! -s "$box/found" ]
	ok $? "$what: nobody sees the secret, and nothing keeps it" "$(head -5 "$box/found")"
}
all=all                # what goes over the line is encrypted
here='!sendto,sendmsg' # on this computer the test's server is spoken to without: there it says what it must
pipe='!read,write'     # a program that asks gets it through a pipe of its own; or it knows no other way

# A key is what nobody would find otherwise: the searching is tried first.
secret='pass word "#%'\''ü' login=me
for form in "$secret" "$(printf %s "$secret" | base64)" "$(printf 'Basic %s' "$(printf 'me:%s' "$secret" | base64)")" 'pass%20word%20%22%23%25%27%C3%BC'; do
	printf 'a line\nwith %s in it\n' "$form" >"$box/try"
	[ -n "$("$python" tests/publish/secrets_seen.py find "$secret" me "$box/try")" ]
	ok $? "it would be found as $form"
done
mkdir "$box/traced"
strace -f -v -xx -s 10000 -o "$box/traced/trace" /bin/echo "$secret" >"$box/stdout"
[ "$("$python" tests/publish/secrets_seen.py find "$secret" me "$box/traced" | wc -l)" -eq 2 ]
ok $? "and in a trace" "$(cat "$box/traced/trace")"

start sftp
secret=$PASSWORD login=$ACCOUNT
target <<-END
	    kind: sftp
	    to: $URL/by-password
	    user: $ACCOUNT
	    known_hosts: $KNOWN_HOSTS
END
hidden "SFTP by password" "$pipe" "$FILES" "$box/server-sftp/log" "$box/server-sftp/sshd.log"
target <<-END
	    kind: sftp
	    to: $URL/by-key
	    user: $ACCOUNT
	    known_hosts: $KNOWN_HOSTS
	    key_file: $LOCKED_KEY
END
hidden "SFTP with a locked key" "$pipe" "$FILES" "$box/server-sftp/log" "$box/server-sftp/sshd.log"

start ftps
secret=$PASSWORD login=$ACCOUNT
target <<-END
	    kind: ftps
	    to: ${URL}web
	    user: $ACCOUNT
	    ca: $CA
END
hidden FTPS "$all" "$FILES" "$box/server-ftps/log"

start nginx
secret=$SECRET login=$USER
target <<-END
	    kind: webdav
	    to: $URL
	    user: $USER
	    ca: $CA
END
hidden WebDAV "$all" "$ROOT" "$box/server-nginx/requests" "$box/server-nginx/errors"

start swift
secret=$SECRET login=$USER
target <<-END
	    kind: s3
	    to: s3://$BUCKET/site
	    endpoint: $ENDPOINT
	    region: $REGION
	    user: $USER
END
hidden S3 "$all" # it is not sent at all
curl -s "$PUBLIC/$BUCKET/site/.blether-manifest" >"$box/manifest"
[ -s "$box/manifest" ] && [ -z "$("$python" tests/publish/secrets_seen.py find "$secret" "$login" "$box/manifest")" ]
ok $? "S3: nor does the note there" "$(head -3 "$box/manifest")"

start git
secret=$PASSWORD login=$ACCOUNT
target <<-END
	    kind: git
	    to: $URL
	    user: $ACCOUNT
	    ca: $CA
END
hidden "git over https" "$pipe" "$REPOSITORY" "$box/server-git/errors"

start hosted
echo "neocities-plan supporter" >"$box/server-hosted/settings"
secret=$TOKEN login=me
for kind in netlify github neocities; do
	case $kind in netlify) to=show.netlify.app ;; github) to=net/show ;; *) to=show ;; esac
	target <<-END
		    kind: $kind
		    to: $to
		    endpoint: $URL/$kind
		    $([ $kind != neocities ] || echo 'plan: supporter')
	END
	hidden "$kind" "$here" "$box/server-hosted/log"
done

mkdir "$box/server-archive"
"$python" tests/publish/archive_server.py "$box/server-archive" 2>"$box/server-archive/errors" &
echo $! >"$box/server-archive/pids"
for _ in $(seq 100); do [ -f "$box/server-archive/env" ] && break; sleep 0.1; done
. "$box/server-archive/env"
secret=$SECRET login=$USER
# Recordings elsewhere: to listeners that is another show, so nothing of the last one counts.
rm -f "$box/content/published.tsv" "$box/cache/published.tsv"
echo "audio_address: https://archive.org/download/example-network-talks/" >>"$box/content/site.yaml"
target <<-END
	    kind: archive.org
	    to: example-network-talks
	    endpoint: $ENDPOINT
	    user: $USER
	    takes: audio
	  - name: pages
	    kind: folder
	    to: ../pages
	    takes: pages
END
hidden archive.org "$here" "$box/server-archive/items" "$box/server-archive/log" "$box/pages"
rm -f "$box/content/published.tsv" "$box/cache/published.tsv"
sed -i '/^audio_address:/d' "$box/content/site.yaml"

# Those who are told
secret=podping-secret-1234 key=webhook-secret-5678 login=
"$python" tests/publish/hub.py "$secret" "$key" <"$box/stop" >"$box/port" 8>&- &
for _ in $(seq 100); do [ -s "$box/port" ] || sleep 0.1; done
hub=http://127.0.0.1:$(cat "$box/port")
target <<END
    kind: folder
    to: ../told
podping: $hub/podping
podping_secret_file: $box/secret
webhook: $hub/hook
webhook_secret_file: $box/key
END
sed -i '/^    secret_file/d' "$box/content/publish.yaml"
(umask 077 && echo "$key" >"$box/key")
sed -i 's/^summary: The first one/summary: The very first one/' "$box/content/podcasts/talks/01-one/episode.md"
hidden podping "$here" "$box/told"
secret=$key
"$python" tests/publish/secrets_seen.py find "$secret" "" "$box/trace" "$box/proc" "$box/stdout" "$box/stderr" "$box/cache" "$box/out" "$box/told" "$box/content" >"$box/found" 2>&1 && [ ! -s "$box/found" ]
ok $? "webhook: nobody sees the key, which only signs" "$(head -5 "$box/found")"
curl -s "$hub/log" >"$box/heard"
grep -q '^podping: ' "$box/heard" && grep -q '^hook: True' "$box/heard"
ok $? "and both were told, and believed it" "$(cat "$box/heard")"
finish
