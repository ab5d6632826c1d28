#!/bin/bash
# Two computers that publish to one place, and one that is stopped by whoever sits there. The line is so slow
# that a publication takes some seconds.
set -u
. tests/cli/box.sh
leave() { tests/publish/stop_servers.sh "$box/dav" "$box/ssh"; wait 2>/dev/null; }
tests/publish/start_nginx.sh "$box/dav" >"$box/start" 2>&1 || { echo "Bail out! nginx does not start"; exit 1; }
. "$box/dav/env"
small_site second
sed -i "s,^address:.*,address: https://talks.example.net/," "$box/content/site.yaml"
cat >"$box/content/publish.yaml" <<-END
	grace_days: 0
	targets:
	  - name: web
	    kind: webdav
	    to: $URL
	    user: $USER
	    ca: $CA
	    kilobytes: 150
END
export BLETHER_SECRET_WEB=$SECRET
cp -R "$box/content" "$box/theirs"
publish_as() { # CONTENT NAME
	"$BLETHER" publish --content "$1" --now $now --output "$box/out-$2" --cache "$box/cache-$2" --yes --no-check \
		>"$box/said-$2" 2>&1 </dev/null
}
same() { [ "$(sums "$1")" = "$(sums "$ROOT")" ] && [ "$(cd "$ROOT" && find . -name '.blether-*')" = ./.blether-manifest ]; }

publish_as "$box/content" ours &
ours=$!
for _ in $(seq 300); do [ -e "$ROOT/.blether-publishing" ] && break; sleep 0.1; done
[ -e "$ROOT/.blether-publishing" ]
ok $? "one computer is publishing" "$(cat "$box/said-ours")"
publish_as "$box/theirs" theirs
[ $? -eq 1 ]
ok $? "another that begins meanwhile ends with status 1" "$(cat "$box/said-theirs")"
grep -qF "another computer is publishing there, and was last at work within the last minute; wait until it has ended" "$box/said-theirs" &&
	grep -qF "[publishing-now]" "$box/said-theirs"
ok $? "and says so" "$(cat "$box/said-theirs")"
wait $ours
ok $? "the first is not disturbed" "$(cat "$box/said-ours")"
same "$box/out-ours"
ok $? "the site is there, and nothing else"
publish_as "$box/theirs" theirs
ok $? "now the other may" "$(cat "$box/said-theirs")"
grep -qF "nothing to do" "$box/said-theirs"
ok $? "and has nothing to do" "$(cat "$box/said-theirs")"

# Both at the same moment, with different news, many times: one goes first, the other waits its turn or comes after.
sed -i '/kilobytes/d' "$box"/{content,theirs}/publish.yaml
faults=
for n in $(seq 12); do
	sed -i "s/^summary: .*/summary: Ours $n/" "$box/content/podcasts/talks/01-one/episode.md"
	sed -i "s/^summary: .*/summary: Theirs $n/" "$box/theirs/podcasts/talks/01-one/episode.md"
	publish_as "$box/content" ours & ours=$!
	publish_as "$box/theirs" theirs & theirs=$!
	wait $ours
	a=$?
	wait $theirs
	b=$?
	case $a$b in
	00) same "$box/out-ours" || same "$box/out-theirs" || faults="$faults $n: both ended well, and the site is neither's" ;;
	01) same "$box/out-ours" && grep -q publishing-now "$box/said-theirs" || faults="$faults $n: $(cat "$box/said-theirs")" ;;
	10) same "$box/out-theirs" && grep -q publishing-now "$box/said-ours" || faults="$faults $n: $(cat "$box/said-ours")" ;;
	*) faults="$faults $n: $a $b $(cat "$box/said-ours" "$box/said-theirs")" ;;
	esac
done
none "of two that begin at once one publishes whole, and the other is told or comes after" "$faults"

# Ctrl-C.
sed -i "s,^    ca:.*,&\n    kilobytes: 20," "$box/content/publish.yaml"
NO_COLOR=1 "$python" tests/cli/terminal.py --stop y "$BLETHER" publish --content "$box/content" --now $now --again --no-check \
	--output "$box/out-ours" --cache "$box/cache-ours" >"$box/stdout" 2>"$box/stderr"
status=$?
[ $status -eq 130 ]
ok $? "stopped by Ctrl-C it ends by that signal" "status $status: $(cat "$box/stdout")"
says stdout "stopped; what is online is whole, and the same command goes on from here" "and says how it stands"
[ -e "$ROOT/.blether-publishing" ]
ok $? "in the middle of its work"
sed -i '/kilobytes/d' "$box/content/publish.yaml"
publish_as "$box/content" ours
ok $? "the same command goes on" "$(cat "$box/said-ours")"
grep -qF "a publication was stopped here: this goes on where it stopped" "$box/said-ours"
ok $? "which it says" "$(cat "$box/said-ours")"
same "$box/out-ours"
ok $? "and the site is whole, with nothing left behind"

# Over SFTP another computer takes over what one left behind; its journal has its name before anything else is done.
chmod a+rx "$box"
tests/publish/start_sftp.sh "$box/ssh" >"$box/start" 2>&1 || { echo "Bail out! no SFTP"; exit 1; }
. "$box/ssh/env"
ROOT=$FILES/site
for dir in content theirs; do
	printf '%s\n' "grace_days: 0" "targets:" "  - name: web" "    kind: sftp" "    to: $URL/site" "    user: $ACCOUNT" "    key_file: $KEY" \
		"    known_hosts: $KNOWN_HOSTS" "    kilobytes: 40" >"$box/$dir/publish.yaml"
done
unset BLETHER_SECRET_WEB
rm -rf "$box"/cache-* "$box"/out-*
"$BLETHER" publish --content "$box/content" --now $now --output "$box/out-ours" --cache "$box/cache-ours" --yes --no-check \
	>"$box/said-ours" 2>&1 </dev/null &
ours=$!
for _ in $(seq 300); do [ -e "$ROOT/.blether-publishing" ] && break; sleep 0.1; done
sleep 0.5
kill -9 $ours
wait $ours 2>/dev/null
was=$(head -1 "$ROOT/.blether-publishing" | cut -f4)
[ -n "$was" ]
ok $? "a computer is switched off while it publishes" "$(cat "$box/said-ours")"
"$BLETHER" publish --content "$box/theirs" --now $now --output "$box/out-theirs" --cache "$box/cache-theirs" --yes --no-check --break-lock \
	>"$box/said-theirs" 2>&1 </dev/null &
theirs=$!
for _ in $(seq 300); do
	is=$(head -1 "$ROOT/.blether-publishing" 2>/dev/null | cut -f4)
	[ -n "$is" ] && [ "$is" != "$was" ] && break
	kill -0 $theirs 2>/dev/null || break
	sleep 0.1
done
kill -0 $theirs 2>/dev/null && [ -n "$is" ] && [ "$is" = "$(head -1 "$box/cache-theirs/publish/web/memo" | cut -f3)" ]
ok $? "another that is told to break the lock has it as soon as it begins" "$was $is $(cat "$box/said-theirs")"
wait $theirs
ok $? "and publishes" "$(cat "$box/said-theirs")"
same "$box/out-theirs"
ok $? "all of it, with nothing left behind" "$(cd "$ROOT" && find . -name '.blether-*')"
finish
