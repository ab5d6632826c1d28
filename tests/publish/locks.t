#!/bin/bash
# Two computers and one target: who may publish, whatever became of the other.
set -u
. tests/publish/errands.sh
start sftp server
mkdir "$box/site"
head -c 300000 /dev/urandom >"$box/site/talk-0123456789ab.mp3"
echo one >"$box/site/page.html"
echo one >"$box/site/feed.xml"
cp -R "$box/site" "$box/later"
echo two >"$box/later/page.html"

# place KIND: where both computers publish now; $place is its folder, a new one each time: what a server
# still does for somebody who has gone is none of it.
places=0
place() {
	places=$((places + 1))
	kind=$1 place=$FILES/$1-$places
	mkdir -p "$place"
	case $1 in
	folder) target t "kind: folder" "to: $place" ;;
	sftp) target t "kind: sftp" "user: $ACCOUNT" "to: $URL/$1-$places" "known_hosts: $KNOWN_HOSTS" ;;
	slow) target t "kind: sftp" "user: $ACCOUNT" "to: $URL/$1-$places" "known_hosts: $KNOWN_HOSTS" "kilobytes: 60" ;;
	esac
	rm -rf "$place"/* "$place"/.blether* "$box"/cache.*
	own
}
own() { chown -R --reference="$FILES" "$place"; }
# publish COMPUTER FOLDER: what it says is in $box/said.COMPUTER.
publish() {
	BLETHER_TEST_SECRET=$PASSWORD BLETHER_TEST_CACHE=$box/cache.$1 BLETHER_TEST_PATIENCE='8 0.5 30 20 60 200 1200 1 1' \
		timeout 60 "$errand" "$box/t" "${targets-t}" publish "$box/$2" >"$box/said.$1" 2>&1
}
is_whole() {
	diff -r -x '.blether-manifest' "$box/$1" "$place" >"$box/differ"
	ok $? "$kind: $2" "$(cat "$box/differ" "$box"/said.*)"
}
refuses() {
	[ "$1" -eq 3 ] && grep -qF -- "$2" "$box/said.$3"
	ok $? "$kind: $4" "status $1, expected '$2': $(cat "$box/said.$3")"
}
title() { head -n 1 "$place/.blether-publishing" 2>/dev/null; }
another='01234567-89ab-4cde-8f01-23456789abcd'
# left TIME: a lock of a computer that nobody knows, with a file that it may have put there.
left() {
	printf 'blether-publishing\t1\t1\t%s\t%s\nhalf.html\t-\t-\tpage\n' "$another" "$1" >"$place/.blether-publishing"
	echo half >"$place/half.html"
	own
}

for where in folder sftp; do
	place $where
	left 1000
	publish one site
	ok $? "$kind: a lock that was left behind is taken over" "$(cat "$box/said.one")"
	is_whole site "and what its journal names is tidied up, the lock as well"

	place $where
	left "$(date +%s)"
	publish one site
	refuses $? "another computer is publishing there, and was last at work within the last minute" one "one that is alive is not"
	rm "$place/half.html"

	place $where
	left 1000
	publish one site & first=$!
	publish two later & second=$!
	wait $first; one=$?
	wait $second; two=$?
	[ $((one + two)) -eq 3 ]
	ok $? "$kind: of two that take it over at once, one goes on" "$one, $two: $(cat "$box"/said.*)"
	winner=site loser=two; [ $two -eq 0 ] && winner=later loser=one
	# Which of them depends on how far the loser had come when the winner took the lock.
	grep -qE "another computer (began to publish there meanwhile|is publishing there, and was last at work|has published there since)" \
		"$box/said.$loser"
	ok $? "$kind: and the other says why not" "$(cat "$box"/said.*)"
	is_whole $winner "who goes on does all of it"

	# Somebody is asked whether to publish, and goes for a cup of tea.
	place $where
	publish one site
	: >"$box/tea"
	cp -R "$box/site" "$box/third"
	echo three >"$box/third/feed.xml"
	rm -f "$box/said.two" # what it said of the last time is not waited for
	BLETHER_TEST_WAIT=$box/tea publish two third & second=$!
	until grep -qs changed "$box/said.two"; do sleep 0.05; done
	publish one later
	ok $? "$kind: another one publishes meanwhile" "$(cat "$box/said.one")"
	rm "$box/tea"
	wait $second
	refuses $? "another computer has published there since this was planned" two "a plan that others have overtaken is not carried out"
	is_whole later "and leaves neither a change nor a lock"
	publish two third
	ok $? "$kind: the next try plans anew" "$(cat "$box/said.two")"
	is_whole third "and does it"
	rm -r "$box/third"
done

# A lock that nobody can read is broken, and the next publication knows its own.
place folder
echo rubbish >"$place/.blether-publishing"
publish one site
refuses $? "blether's own note '.blether-publishing' there is damaged" one "a lock that cannot be read stops everything"
: >"$box/tea"
BLETHER_TEST_BREAK_LOCK=1 publish one site
ok $? "$kind: --break-lock breaks it" "$(cat "$box/said.one")"
grep -qP '\t[0-9a-f-]{36}$' <(head -n 1 "$place/.blether-manifest")
ok $? "$kind: and the publication has a name of its own" "$(head -n 1 "$place/.blether-manifest")"

# What is written has a name that no other computer writes to, on a drive that both have.
place folder
echo other >"$place/.blether-new"
echo other >"$place/.blether-new-of-another"
strace -f -e trace=openat -o "$box/trace" env BLETHER_TEST_CACHE="$box/cache.one" "$errand" "$box/t" t publish "$box/site" >"$box/said.one" 2>&1
[ "$(grep -o '"\.blether-new[^"]*", O_WRONLY' "$box/trace" | sort -u | grep -cE 'new-[0-9a-f-]{36}"')" -eq 1 ]
ok $? "$kind: what is being written has a name of this run" "$(grep blether-new "$box/trace" | head -3)"
[ ! -e "$place/.blether-new-of-another" ]
ok $? "$kind: and what others left is gone in the end"
rm -f "$place/.blether-new"

# What somebody else put there has readers: it is replaced in one step.
place sftp
echo theirs >"$place/page.html"
own
publish one site
refuses $? "'page.html' is there already, and blether did not put it there" one "what others put there is not replaced"
: >"$log"
BLETHER_TEST_TAKE_OVER=1 publish one site
ok $? "$kind: unless that is meant" "$(cat "$box/said.one")"
is_whole site "then it is the site's"
! grep -qE 'open ".*sftp/page.html".*WRITE' "$log"
ok $? "$kind: and was never written to in place" "$(grep page.html "$log")"

# A lock tells the time of the clock, not the present that the site was built for.
place slow
BLETHER_TEST_NOW=1000 publish one site & first=$!
until [ -e "$place/.blether-publishing" ]; do sleep 0.05; done
publish two later
refuses $? "another computer is publishing there" two "a lock is alive whatever --now said"
before=$(title)
sleep 2
[ "$before" != "$(title)" ]
ok $? "$kind: it is renewed while a large file is on its way" "$before"
# The other one renews its lock, too: a single write could fall between a look at it and a renewal.
while kill -0 $first 2>/dev/null; do
	left "$(date +%s)"
	mine=$(title)
	sleep 0.3
done
wait $first
refuses $? "another computer began to publish there meanwhile" one "who has lost the lock notices while he sends"
[ "$(title)" = "$mine" ] && [ ! -e "$place/feed.xml" ]
ok $? "$kind: stops, and leaves the other's lock alone" "$(title)"

# One that waits for another target keeps its lock.
place slow
mkdir -p "$box/quick"
{ printf '  - name: quick\n    kind: folder\n    to: %s\n' "$box/quick"; tail -n +2 "$box/t/publish.yaml"; } >"$box/targets"
{ echo targets:; cat "$box/targets"; } >"$box/t/publish.yaml"
targets=all publish one site & first=$!
until [ -e "$place/talk-0123456789ab.mp3" ]; do sleep 0.05; done
before=$(head -n 1 "$box/quick/.blether-publishing")
sleep 2
[ -n "$before" ] && [ "$before" != "$(head -n 1 "$box/quick/.blether-publishing")" ]
ok $? "a target that waits for another renews its lock" "$before"
wait $first
ok $? "and all ends well" "$(cat "$box/said.one")"

finish
