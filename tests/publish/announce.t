#!/bin/bash
# Announcements, heard by a strict hub with its subscriber, a podping endpoint and a webhook (hub.py), which are
# also slow, down, and of another mind.
set -u
. tests/cli/box.sh
: "${BUILD:=build/release}"
aftermath=$BUILD/tests/publish/aftermath
site=$box/site
list=$box/cache/announce.tsv
token=podping-secret-1234 key=webhook-secret-5678

: >"$box/stdout"
mkfifo "$box/stop" "$box/stop2"
"$python" tests/publish/hub.py "$token" "$key" <"$box/stop" >"$box/port" &
exec 8>"$box/stop"
mkdir -p "$site/people" "$box/old/people"
"$python" tests/publish/trouble.py "$site" "$box/old" <"$box/stop2" >"$box/port2" &
exec 9>"$box/stop2"
leave() { exec 8>&- 9>&-; wait 2>/dev/null; }
for _ in $(seq 100); do [ -s "$box/port" ] && [ -s "$box/port2" ] || sleep 0.1; done
hub=http://127.0.0.1:$(cat "$box/port")
address=http://127.0.0.1:$(cat "$box/port2")/good/

feed() { # FILE WORDS
	echo "<rss><atom:link href=\"$address$(basename "$1")\" rel=\"self\"/><atom:link rel=\"hub\" href=\"$hub/hub\"/>$2</rss>" >"$1"
}
feed "$box/old/feed.xml" old
feed "$site/feed.xml" new
cp "$site/feed.xml" "$site/same.xml" && cp "$site/feed.xml" "$box/old/same.xml"
echo '<title>Home</title>' >"$site/index.html"
echo '<title>Loss</title>' >"$site/loss.html"
echo '<title>Jo Bloggs</title>' >"$site/people/jo-bloggs.html"
echo '<title>Hope</title>' >"$site/hope.html"
echo '<title>Hope, before</title>' >"$box/old/hope.html"

tell() { # WORDS
	"$aftermath" "$address" "$site" before "$box/old" gone kindness.html gone people/al-smith.html cache "$list" "$@" >"$box/raw" 2>&1
	status=$?
	sed "s,$hub,HUB,g; s,${hub#http://},HOST,g; s,$address,SITE/,g" "$box/raw" >"$box/stdout"
}
heard() { # SENTENCE, and on standard input what they heard
	cat >"$box/want"
	curl -s "$hub/log" | sed "s,$hub,HUB,g; s,$address,SITE/,g" | sort >"$box/have"
	difference=$(diff -u "$box/want" "$box/have")
	ok $? "$1" "$difference $(cat "$box/stdout" 2>&1)"
}
good() { [ $status -eq 0 ] && [ ! -s "$box/stdout" ]; ok $? "$1" "$status $(cat "$box/stdout")"; }
bad() { # SENTENCE MESSAGE
	[ $status -eq 1 ] && [ "$(cat "$box/stdout")" = "$2" ]
	ok $? "$1" "expected '$2', have $status: $(cat "$box/stdout" 2>&1)"
}
waiting() { # NUMBER SENTENCE
	[ "$(grep -vc '^#' "$list" 2>/dev/null || :)" = "$1" ] || { [ "$1" = 0 ] && [ ! -e "$list" ]; }
	ok $? "$2" "$(cat "$list" 2>&1)"
}
mood() { curl -s "$hub/mood?$1"; }

# --- all are there

curl -s "$hub/want?topic=${address}feed.xml"
heard "somebody subscribes to the feed at the hub" <<-END
	hub: verified SITE/feed.xml
END
everybody="hub $hub/hub podping $hub/podping token $token webhook $hub/hook key $key"
tell $everybody note
good "what is to be told is written down first"
waiting 3 "a line each for hub, podping and webhook"
heard "and nobody has heard of it" </dev/null
tell $everybody send
good "then they are told"
heard "each what it needs: feeds that changed, and no page about people" <<-END
	hook: True {"address": "SITE/", "changed": ["SITE/hope.html"], "feeds": ["SITE/feed.xml"], "gone": ["SITE/kindness.html"], "new": ["SITE/loss.html"], "release": 7, "time": "2026-12-01T00:00:00Z"}
	hub: published SITE/feed.xml
	podping: SITE/feed.xml update podcast
	subscriber: got $(stat -c %s "$site/feed.xml") bytes
END
waiting 0 "nobody is left to be told"
tell $everybody send
good "telling again with nothing to tell is nothing"
heard "and nobody hears of it" </dev/null
tell $everybody note send
heard "a hub that has these bytes does not hand them on" <<-END
	hook: True {"address": "SITE/", "changed": ["SITE/hope.html"], "feeds": ["SITE/feed.xml"], "gone": ["SITE/kindness.html"], "new": ["SITE/loss.html"], "release": 7, "time": "2026-12-01T00:00:00Z"}
	hub: nothing new SITE/feed.xml
	hub: published SITE/feed.xml
	podping: SITE/feed.xml update podcast
END

# --- each by itself

tell hub $hub/hub note send
good "the hub alone"
curl -s -o "$box/gone" "$hub/log"
tell podping $hub/podping token wrong note send
bad "a wrong token is not tried for long, and neither said nor repeated" \
	"warning: the podping endpoint 'HOST' could not be told of 1 feed: it does not take our word (401); look at the secret; the next 'blether publish' tries again [announce-failed]"
heard "once" <<-END
	podping: who is that
END
tell podping $hub/podping token $token send
good "with the right one it is told by the next run"
waiting 0 "and struck out"
tell webhook $hub/hook key wrong note send
bad "a signature with another key" \
	"warning: the webhook at 'HOST' could not be told of 1 release: it does not take our word (403); look at the secret; the next 'blether publish' tries again [announce-failed]"
tell webhook $hub/hook/T0PSECRET key $key note send
! grep -q "T0PSECRET\|$key\|$token" "$box/stdout" && ! grep -q "$key\|$token\|T0PSECRET" "$list"
ok $? "the path of a webhook, which is often a secret, is not shown; no secret is kept" "$(cat "$box/stdout" "$list")"
waiting 2 "both releases wait for a webhook that takes them"
tell note
tell send
waiting 0 "unless nobody wants them any more"
curl -s -o "$box/gone" "$hub/log"

# --- they have troubles

mood 2
tell hub $hub/hub note send
good "a hub that is busy for a moment is asked again"
heard "until it listens" <<-END
	hub in a mood 503
	hub in a mood 503
	hub: nothing new SITE/feed.xml
	hub: published SITE/feed.xml
END
mood 9
tell hub $hub/hub note send
bad "one that stays busy is left for later" \
	"warning: the hub 'HUB/hub' could not be told of 1 feed: it answers 503; the next 'blether publish' tries again [announce-failed]"
mood "1&status=404&text=no+such+topic"
tell hub $hub/hub send
bad "what it says to a refusal is passed on, and it is not asked again and again" \
	"warning: the hub 'HUB/hub' could not be told of 1 feed: it answers 404: 'no such topic'; the next 'blether publish' tries again [announce-failed]"
mood "9&slow=9"
tell hub $hub/hub send
bad "a slow one is waited for, within limits" \
	"warning: the hub 'HUB/hub' could not be told of 1 feed: the server took too long to answer; the next 'blether publish' tries again [announce-failed]"
mood 0
tell hub http://127.0.0.1:9/ send
bad "one that is switched off" \
	"warning: the hub 'http://127.0.0.1:9/' could not be told of 1 feed: the server refused the connection or is switched off; the next 'blether publish' tries again [announce-failed]"
grep -q "^hub	1796083200	4	${address}feed.xml$" "$list"
ok $? "how often it could not be told is known" "$(cat "$list")"
sleep 1
curl -s -o "$box/gone" "$hub/log"
tell hub $hub/hub note send
good "it is told when it is there again, once, whatever was published meanwhile"
heard "so that nothing is lost" <<-END
	hub: nothing new SITE/feed.xml
	hub: published SITE/feed.xml
END
tell hub http://127.0.0.1:9/ note send
tell hub http://127.0.0.1:9/ day 15 send
[ "$(cat "$box/stdout")" = "warning: 1 announcement could not be made for 14 days, and will not be tried again [announce-late]" ]
ok $? "after 14 days it is given up" "$(cat "$box/stdout" 2>&1)"
waiting 0 "and forgotten"
tell webhook http://hooks.example.org/x key $key note send
bad "nothing goes over the network unencrypted" \
	"warning: the webhook at 'hooks.example.org' could not be told of 1 release: its address begins with 'http:', which anybody on the way can read; expected 'https:'; the next 'blether publish' tries again [announce-failed]"
rm "$list"
echo 'what is this' >"$list"
tell hub $hub/hub send
good "a list that makes no sense is no list"
mkdir -p "$box/ro/announce.tsv/x"
"$aftermath" "$address" "$site" news cache "$box/ro/announce.tsv" hub $hub/hub note >"$box/stdout" 2>&1
grep -q 'cannot write what is to be announced to.*cannot-write-cache' "$box/stdout"
ok $? "a list that cannot be written is said" "$(cat "$box/stdout" 2>&1)"

finish
