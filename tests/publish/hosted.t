#!/bin/bash
# Netlify, git-pages, GitHub and Neocities: each host beside a server of ours that is as strict as the service.
# What is public is asked for by curl; archives, trees and digests are checked by Python, tar and git.
set -u
. tests/cli/box.sh
errand=${BUILD:-build/release}/tests/publish/errand
D=$box/server
tests/publish/start_hosted.sh "$D" || { echo "Bail out! the server did not start"; exit 1; }
. "$D/env"
poller=
leave() { kill $(cat "$D/pids") $poller 2>/dev/null; }
# place NAME REST: a target, with a publish.yaml of its own.
place() {
	mkdir -p "$box/here/$1"
	printf 'targets:\n  - {name: %s, %s}\n' "$1" "$2" >"$box/here/$1/publish.yaml"
}
places() {
	place netlify "kind: netlify, to: show.netlify.app, endpoint: $URL/netlify"
	place git-pages "kind: git-pages, to: $URL/git-pages/show/"
	place github "kind: github, to: net/show, endpoint: $URL/github"
	place neocities "kind: neocities, to: show, endpoint: $URL/neocities"
	place supporter "kind: neocities, to: show, endpoint: $URL/neocities, plan: supporter"
	place forge "kind: git-pages, to: $URL/git-pages/show/, user: me"
	place no-such-repository "kind: github, to: net/nothing, endpoint: $URL/github"
	place no-such-site "kind: netlify, to: nothing.netlify.app, endpoint: $URL/netlify"
}
places

# run TARGET WORDS: an errand, with the notes of this computer; its answer is in $box/said.
run() {
	target=$1 service=$1
	shift
	[ "$target" != supporter ] || service=neocities
	[ "$target" != forge ] || service=git-pages
	BLETHER_TEST_SECRET=${secret-$TOKEN} BLETHER_TEST_ADDRESS=$SITE_URL/$service/ BLETHER_TEST_MEMO=$box/memo-$target \
		"$errand" "$box/here/$target" "$target" "$@" >"$box/said" 2>&1
}
# publish TARGET FOLDER NOTE [remove PATH]
publish() {
	printf %s "$3" >"$box/note-to-put"
	run "$1" begin "$2" "$box/note-to-put" put-all "$2" ${4-} ${5-} finish
}
# The notes of a publication that has ended are forgotten; a new one begins (memo.h).
fresh() { printf 'blether-memo\t1\tx\n' >"$box/memo-$1"; }
trouble() { rm -f "$D/stalled"; echo "$@" >"$D/trouble"; }
setting() { printf '%s\n' "$@" >"$D/settings"; }
# public SERVICE PATH
public() {
	local path=${2//%/%25}
	path=${path// /%20} path=${path//#/%23}
	curl -sf --max-time 20 --path-as-is -g "$SITE_URL/$1/$path"
}
# shows SERVICE FOLDER: all files of it are public, byte for byte.
cat >"$box/shows.py" <<-'END'
	import http.client, sys, urllib.parse
	from pathlib import Path
	where = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]), timeout=20)
	faults = []
	for f in sorted(p for p in Path(sys.argv[3]).rglob('*') if p.is_file()):
	    where.request('GET', f'/{sys.argv[2]}/' + urllib.parse.quote(str(f.relative_to(sys.argv[3]))))
	    answer = where.getresponse()
	    body = answer.read()
	    if answer.status != 200 or body != f.read_bytes():
	        faults.append(f'{f}: {answer.status}, {len(body)} bytes')
	print('\n'.join(faults))
	sys.exit(bool(faults))
END
shows() { "$python" "$box/shows.py" "$SITE_PORT" "$1" "$2"; }
count() { grep -c "^$1 $2" "$D/log"; }
bytes() { awk -v s="$1" '$1 == s { n += $NF } END { print n + 0 }' "$D/log"; }
told() {
	grep -qF -- "$1" "$box/said"
	ok $? "$2" "expected '$1' in: $(cat "$box/said" "$D/errors")"
}
good() { ok $? "$1" "$(cat "$box/said" "$D/errors"; tail -20 "$D/log")"; }
bad() { [ $? -ne 0 ]; ok $? "$1" "$(cat "$box/said")"; }

# --- two states of a site: old and new ---------------------------------------------------
old=$box/old new=$box/new
mkdir -p "$old/pages/deep/er" "$old/odd names"
"$python" - "$old" <<-'END'
	import random, sys
	from pathlib import Path
	top, r = Path(sys.argv[1]), random.Random(1)
	(top / 'index.html').write_text('old\n')
	(top / 'pages/same.html').write_text('<p>It stays, whatever else changes. ' * 20)
	(top / 'pages/version.html').write_text('old\n')
	(top / 'pages/deep/er/gone.html').write_text('<p>It will be deleted. ' * 30)
	(top / 'talk-0123456789ab.mp3').write_bytes(r.randbytes(700001))
	(top / 'cover.jpg').write_bytes(r.randbytes(5000))
	(top / 'copy.jpg').write_bytes((top / 'cover.jpg').read_bytes())
	(top / 'empty.jpg').write_bytes(b'')
	(top / 'latin.html').write_bytes(b'caf\xe9 \x00 is no UTF-8')
	(top / 'control.html').write_text('bell \x07, tab \t, quote ", backslash \\, DEL \x7f, \u2028, \U0001f3a7\r\n')
	(top / 'odd names/100% & more+=;@,~.html').write_text('odd 1')
	(top / 'odd names/Gàidhlig \u4e2d\u6587 "quoted".html').write_text('odd 2')
	(top / ('long/' + 'x' * 90 + '/' + 'ü' * 60 + '.html')).parent.mkdir(parents=True)
	(top / ('long/' + 'x' * 90 + '/' + 'ü' * 60 + '.html')).write_text('long')
END
cp -R "$old" "$new"
for f in index.html pages/version.html; do echo new >"$new/$f"; done
rm -r "$new/pages/deep"
gone=pages/deep/er/gone.html

# --- everything at once ------------------------------------------------------------------
whole() { # the site is old, or new; nothing between
	public "$1" .blether-manifest >"$box/note"
	case $(cat "$box/note") in
	old) shows "$1" "$old" ;;
	new) shows "$1" "$new" && ! public "$1" "$gone" >/dev/null ;;
	*) echo "the note says '$(cat "$box/note")'"; return 1 ;;
	esac
}
for s in netlify git-pages github; do
	: >"$D/log"
	run $s get .blether-manifest list
	[ $? -eq 0 ] && [ "$(cat "$box/said")" = "get .blether-manifest: absent
list : done" ]
	good "$s: nothing is there"
	publish $s "$old" old
	good "$s: a first publication"
	shows $s "$old" >"$box/differs"
	ok $? "$s: all of it is public, odd names and empty files as well" "$(cat "$box/differs")"
	[ "$(public $s .blether-manifest)" = old ]
	ok $? "$s: and so is the note"
	run $s get .blether-manifest list
	[ "$(grep -c . "$box/said")" -ge 10 ] && grep -qx 'oldget .blether-manifest: done' "$box/said" && grep -qx 'odd names' "$box/said"
	good "$s: the next computer can ask what is there"
	run $s check cover.jpg 5000 check cover.jpg 4999 check nothing.jpg 1
	[ "$(grep -o 'check [a-z.]*: [a-z]*$' "$box/said" | cut -d: -f2 | tr -d '\n')" = " done absent absent" ]
	good "$s: and whether a file is as long as it shall be"
	: >"$D/log"
	publish $s "$new" new remove $gone
	good "$s: a change of two pages, and a page that goes"
	whole $s >"$box/differs" && [ "$(cat "$box/note")" = new ]
	ok $? "$s: all of it is public, and what went is gone" "$(cat "$box/differs")"
	[ "$(bytes $s)" -lt 6000 ]
	ok $? "$s: no more is sent than needed" "$(cat "$D/log")"
	: >"$D/log"
	publish $s "$new" new
	good "$s: the same once more"
	[ "$(bytes $s)" -lt 6000 ] && [ "$(wc -l <"$D/log")" -le 5 ]
	ok $? "$s: is next to nothing" "$(cat "$D/log")"
	requests=$(wc -l <"$D/log")

	secret=wrong-t0ken publish $s "$old" old
	bad "$s: a wrong token is refused"
	told "begin $old: failed: the token is not taken" "$s: with words"
	whole $s && [ "$(cat "$box/note")" = new ]
	ok $? "$s: and the site is as it was"
	secret='' publish $s "$old" old
	[ $? -eq 2 ] && grep -q "needs a token; name the file that has it with 'secret_file'" "$box/said"
	good "$s: so is none"
done

# A reader asks without pause: what it sees is of one state.
cat >"$box/poll.py" <<-'END'
	import http.client, sys
	where = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]), timeout=20)
	def get(service, path, **headers):
	    where.request('GET', f'/{service}/{path}', headers=headers)
	    answer = where.getresponse()
	    return answer.status, answer.read(), answer.headers.get('Content-Range')
	n = 0
	while True:
	    for s in 'netlify', 'git-pages', 'github':
	        before, page, after = get(s, 'index.html'), get(s, 'pages/version.html'), get(s, 'index.html')
	        talk = get(s, 'talk-0123456789ab.mp3', Range='bytes=0-1')
	        if before == after and page != before or before[0] != 200 or page[0] != 200 or talk[2] != 'bytes 0-1/700001':
	            print(s, 'is mixed:', before, page, talk, flush=True)
	        n += 1
	        open(sys.argv[2], 'w').write(f'{n} looks')
END
"$python" "$box/poll.py" "$SITE_PORT" "$box/polls" >"$box/seen" 2>&1 &
poller=$!

# turn: the other state is published next. both: publishes it, and says when something is wrong.
turn() { [ $state = new ] && state=old || state=new; }
both() {
	if [ $state = old ]; then publish $s "$old" old; else publish $s "$new" new remove $gone; fi
}
arrives() {
	rm -f "$D/trouble"
	both || faults+=" $k $1: $(cat "$box/said")"
	whole $s >"$box/differs" && [ "$(cat "$box/note")" = $state ] || faults+=" $k $1: $state is not there: $(cat "$box/differs")"
}
# killed COMMAND: it is killed when the server has stalled.
killed() {
	"$@" 2>/dev/null &
	run=$!
	while [ ! -e "$D/stalled" ] && kill -0 $run 2>/dev/null; do sleep 0.02; done
	[ ! -e "$D/stalled" ] || kill -KILL "$(pgrep -P $run -x errand)"
	{ wait $run; } 2>/dev/null
}
for s in netlify git-pages github; do
	case $s in netlify) last=5 ;; git-pages) last=1 ;; github) last=5 ;; esac
	state=new faults=
	for k in $(seq 0 $last); do
		turn
		fresh $s
		trouble $k 400
		both || grep -q 'failed: .*400' "$box/said" || faults+=" $k: $(cat "$box/said")"
		whole $s >"$box/differs" || faults+=" $k: neither old nor new: $(cat "$box/differs")"
		arrives refused
		turn
		fresh $s
		trouble $k stall
		killed both
		whole $s >"$box/differs" || faults+=" $k: neither old nor new: $(cat "$box/differs")"
		arrives killed
		for what in cut 503; do
			turn
			fresh $s
			trouble $k $what
			both || faults+=" $k $what: $(cat "$box/said")"
			whole $s >"$box/differs" && [ "$(cat "$box/note")" = $state ] || faults+=" $k $what: $state is not there: $(cat "$box/differs")"
		done
	done
	[ -z "$faults" ]
	ok $? "$s: refused, killed, or without an answer at any request: the site is old or new, and it goes on" "$faults"

	SECONDS=0
	turn
	fresh $s
	trouble 0 429:1
	both && [ $SECONDS -ge 1 ]
	good "$s: a limit of rate is waited for"
	trouble 0 429:3600
	both
	bad "$s: but not for an hour"
	told 'the service takes no more of this token for 60 minutes (429); publish again then, and it goes on' "$s: which is said"
done
kill $poller
{ wait $poller; } 2>/dev/null
[ ! -s "$box/seen" ] && grep -qE '[0-9]{2} looks' "$box/polls"
ok $? "a reader who never paused saw nothing else" "$(sort "$box/seen" | uniq -c; cat "$box/polls")"
poller=

# --- Netlify --------------------------------------------------------------------------------
head -c 900000 /dev/urandom >"$new/talk-111111111111.mp3"
: >"$D/log"
fresh netlify
trouble 2 stall
killed publish netlify "$new" newer
publish netlify "$new" newer && [ "$(count netlify 'POST .*deploys')" = 1 ] && [ "$(count netlify 'PUT .*mp3 200')" = 1 ]
good "netlify: what was killed goes on with the deploy that it had begun"
setting 'netlify-breaks yes'
echo 1 >"$new/index.html"
publish netlify "$new" newest
bad "netlify: a deploy that breaks on their side fails"
told 'Netlify gave up this deploy; the site is as it was: Deploy failed in post-processing' "netlify: in their words"
setting 'netlify-no-raw yes'
[ "$(public netlify .blether-manifest)" = newer ] && run netlify get .blether-manifest && grep -qx 'newerget .blether-manifest: done' "$box/said"
good "netlify: a note that the interface does not give back is read from the site"
setting
cp -R "$old" "$box/hash"
echo x >"$box/hash/a #1.html"
publish netlify "$box/hash" x
bad "netlify: a name with '#' is refused before anything is sent"
told "Netlify takes no names with '#' or '?'; give 'a #1.html' another one" "netlify: with what to do"
run no-such-site begin "$old" "$box/note-to-put"
told "the service knows no 'nothing.netlify.app' that this token may use (404); look at 'to' in publish.yaml" "netlify: a site that is not ours"

# --- git-pages ------------------------------------------------------------------------------
: >"$D/log"
publish git-pages "$box/hash" x && shows git-pages "$box/hash" && [ "$(count git-pages PUT)" = 1 ]
good "git-pages: any name will do"
tar -tzf "$D/archive.tar.gz" --quoting-style=literal >"$box/tar" 2>"$box/tar-said" && [ ! -s "$box/tar-said" ] && grep -qx 'odd names/Gàidhlig 中文 "quoted".html' "$box/tar" &&
	[ "$(grep -vc '/$' "$box/tar")" = $(($(find "$box/hash" -type f | wc -l) + 1)) ]
ok $? "git-pages: GNU tar reads the archive" "$(cat "$box/tar" "$box/tar-said")"
publish git-pages "$box/hash" x # by now it has all bytes: what goes are links
cp "$D/archive.tar.gz" "$box/first.tar.gz"
find "$box/hash" -exec touch -d '2001-01-01' {} +
publish git-pages "$box/hash" x && { cmp "$D/archive.tar.gz" "$box/first.tar.gz" || diff <(gzip -dc "$D/archive.tar.gz" | od -c) <(gzip -dc "$box/first.tar.gz" | od -c); } >>"$box/said"
good "git-pages: the same files are the same archive"
run forge begin "$old" "$box/note-to-put" put-all "$old" finish && shows git-pages "$old"
good "git-pages: with the token of a forge"
setting 'old-git-pages yes'
publish git-pages "$new" new && shows git-pages "$new"
good "git-pages: an older server gets whole files"
setting 'git-pages-private yes'
run git-pages list && grep -qx index.html "$box/said"
good "git-pages: a list that is not for us still shows that something is there"
setting 'git-pages-bytes 100000'
publish git-pages "$old" old
bad "git-pages: a site that is too large is refused"
told 'the site is larger than this server takes (422); recordings can go to another target' "git-pages: with what to do"
setting
publish git-pages "$old" old
trouble 1 other
publish git-pages "$new" new && shows git-pages "$new"
good "git-pages: another's publication in between is replaced as a whole"

# --- GitHub ---------------------------------------------------------------------------------
publish github "$new" new remove talk-0123456789ab.mp3
rm -f "$new/talk-111111111111.mp3"
cp -R "$old" "$box/git"
publish github "$box/git" noted
api() { curl -sf -H "Authorization: Bearer $TOKEN" -H 'X-GitHub-Api-Version: 2022-11-28' -H 'Accept: application/vnd.github+json' "$URL/github/repos/net/show/$1"; }
echo "These are finished pages." >"$box/mark"
(cd "$box/git" && printf noted >.blether-manifest && git -c init.defaultBranch=x init -q && git config core.autocrlf false && git config core.quotepath false &&
	git add -A && git ls-files -s | sed 's/^[0-9]* \([0-9a-f]*\) 0\t/\1 /' | sort) >"$box/git-says"
sha=$(api branches/gh-pages | "$python" -c 'import json, sys; print(json.load(sys.stdin)["commit"]["commit"]["tree"]["sha"])')
api "git/trees/$sha?recursive=1" | "$python" -c 'import json, sys
for e in json.load(sys.stdin)["tree"]:
    if e["type"] == "blob": print(e["sha"], e["path"])' | grep -v ' .nojekyll$' | sort >"$box/tree-says"
grep -v '^"' "$box/git-says" | sed 's/ "\(.*\)"$/ \1/; s/\\"/"/g' | sort | diff - <(grep -vF talk-111111111111 "$box/tree-says") >"$box/differs"
ok $? "github: the tree is what git makes of the folder" "$(cat "$box/differs")"
api branches/main >/dev/null
[ $? -ne 0 ]
ok $? "github: no other branch was made"
# A page of another hand stays where it is.
trouble 0 other
publish github "$box/hash" x
good "github: a name with '#'"
shows github "$box/hash" && [ "$(public github other)" = other ]
ok $? "github: what others put beside the site stays"
trouble 5 other
echo changed >"$box/hash/index.html"
publish github "$box/hash" y
bad "github: another's publication in between is not undone"
told "somebody else published to the branch 'gh-pages' in between; publish again, which looks at what is there now" "github: which is said"
publish github "$box/hash" y && shows github "$box/hash"
good "github: and the next run publishes beside it"
setting 'github-blob 100000'
head -c 200000 /dev/urandom >"$box/hash/big.jpg"
publish github "$box/hash" z
bad "github: a file that is too large is refused"
told 'the service refuses it (422): Sorry, your input was too large to process' "github: in their words"
setting 'github-entries 3'
publish github "$box/hash" z
told "the branch has more files than GitHub lists; use kind 'git' instead" "github: more files than it lists"
setting
: >"$D/log"
fresh github
head -c 3000 /dev/urandom >"$box/hash/small.jpg"
trouble 4 stall # both blobs were sent: the tree is next
killed publish github "$box/hash" z
publish github "$box/hash" z && [ "$(count github 'POST .*blobs 201')" = 2 ] && shows github "$box/hash"
good "github: what was killed sends no file twice"
echo more >"$box/hash/index.html"
trouble 0 403:1
publish github "$box/hash" zz && shows github "$box/hash"
good "github: a secondary limit of rate is waited for"
run no-such-repository begin "$old" "$box/note-to-put"
told "the service knows no 'net/nothing' that this token may use (404); look at 'to' in publish.yaml" "github: a repository that is not ours"

# --- Neocities ------------------------------------------------------------------------------
mkdir -p "$box/free/odd names/deep" && cp "$old/index.html" "$old/cover.jpg" "$old/control.html" "$old/latin.html" "$box/free/"
cp "$old/odd names"/* "$box/free/odd names/"
echo '#1' >"$box/free/odd names/deep/#1 100%.html"
: >"$D/log"
run neocities list get .blether-manifest.json put-all "$box/free" put .blether-manifest.json "$box/mark" get .blether-manifest.json && shows neocities "$box/free"
good "neocities: a first publication"
[ "$(cat "$box/said" | sed -n '1,4p' | tr '\n' ' ')" = "index.html not_found.html style.css list : done " ] && grep -qx 'These are finished pages.' "$box/said"
ok $? "neocities: what is there can be asked for, before and after" "$(cat "$box/said")"
run neocities put talk.mp3 "$old/talk-0123456789ab.mp3"
bad "neocities: a recording is refused on the free plan"
told 'the service refuses it (400): talk.mp3 is not a valid file type' "neocities: in their words"
setting 'neocities-plan supporter'
run supporter put talk.mp3 "$old/talk-0123456789ab.mp3" check talk.mp3 700001 check talk.mp3 7 check 'odd names/deep/#1 100%.html' 3
[ "$(sed 's/.*: //' "$box/said" | tr '\n' ' ')" = "done done absent done " ] && public neocities talk.mp3 | cmp -s - "$old/talk-0123456789ab.mp3"
good "neocities: and taken of a supporter"
: >"$D/log"
run supporter resume talk.mp3 "$old/talk-0123456789ab.mp3" && [ "$(bytes neocities)" -lt 100 ]
good "neocities: what an earlier run may have put is asked for, and not sent again"
head -c 700001 /dev/urandom >"$box/other.mp3"
run supporter resume talk.mp3 "$box/other.mp3" && public neocities talk.mp3 | cmp -s - "$box/other.mp3"
good "neocities: unless it is another"
run neocities remove 'odd names/deep/#1 100%.html' remove nothing.html && ! public neocities 'odd names/deep/#1 100%.html' &&
	run neocities list && ! curl -s -H "Authorization: Bearer $TOKEN" "$URL/neocities/api/list" | grep -q deep
good "neocities: a page is deleted, and the folder that is empty then"
public neocities 'odd names/100% & more+=;@,~.html' | cmp -s - "$old/odd names/100% & more+=;@,~.html"
ok $? "neocities: and no other"
run neocities remove index.html
told "Neocities keeps 'index.html' as long as there is a site; put another page in its place" "neocities: its first page cannot go"
setting 'neocities-cache yes'
run neocities replace .blether-manifest.json "$old/index.html" get .blether-manifest.json && grep -qx 'old' "$box/said" && ! grep -q finished "$box/said"
good "neocities: a cache that is behind is waited for"
setting 'neocities-bytes 1000'
run neocities put cover2.jpg "$old/cover.jpg"
told 'the service refuses it (400): files are too large to fit in your space' "neocities: no room"
setting
secret=wrong-t0ken run neocities put index.html "$old/index.html"
told 'this token may not do that (403): invalid credentials' "neocities: a wrong token"
trouble 0 cut
run neocities replace index.html "$new/index.html" && public neocities index.html | cmp -s - "$new/index.html"
good "neocities: an answer that is lost does not end a run"

# --- many files -------------------------------------------------------------------------------
mkdir "$box/many"
"$python" -c 'import sys
for i in range(1200): open(f"{sys.argv[1]}/page-{i}.html", "w").write(f"<p>page {i}</p>\n" * 40)' "$box/many"
for s in netlify git-pages github neocities; do
	: >"$D/log"
	if [ $s = neocities ]; then run $s put-all "$box/many"; else publish $s "$box/many" many; fi
	good "$s: 1,200 pages"
	n=$(wc -l <"$D/log")
	case $s in git-pages) most=2 ;; github) most=8 ;; netlify) most=1210 ;; *) most=1200 ;; esac
	[ "$n" -le $most ]
	ok $? "$s: in $n requests" "$(head -20 "$D/log")"
	[ "$(public $s page-1199.html | head -n 1)" = "<p>page 1199</p>" ]
	ok $? "$s: are public"
done

# --- the whole engine ---------------------------------------------------------------------------
engine() {
	BLETHER_TEST_SECRET=$TOKEN BLETHER_TEST_ADDRESS=$SITE_URL/$1/ BLETHER_TEST_CACHE=$box/cache-$1 \
		env ${3:+BLETHER_TEST_TAKE_OVER=$3} "$errand" "$box/here/$1" "$1" publish "$2" >"$box/said" 2>&1
}
kill $(cat "$D/pids")
tests/publish/start_hosted.sh "$D" || { echo "Bail out! the server did not start"; exit 1; }
. "$D/env"
places
rm -rf "$box/free/odd names/deep" "$old"/long "$new"/long
for s in netlify git-pages github neocities; do
	from=$old to=$new page=$gone
	if [ $s = neocities ]; then
		from=$box/free to=$box/free-new page=cover.jpg
		cp -R "$from" "$to" && rm "$to/cover.jpg" && echo newest >"$to/control.html"
		engine $s "$from"
		bad "$s: the pages that a new site has are not ours"
		engine $s "$from" yes
	else
		engine $s "$from"
	fi
	[ $? -eq 0 ] && grep -q ', first$' "$box/said" && shows $s "$from" >>"$box/said"
	good "$s: the engine publishes a site"
	rm -rf "$box/cache-$s"
	engine $s "$to"
	[ $? -eq 0 ] && grep -qE ' (1|2|3) changed, 1 deleted' "$box/said" && shows $s "$to" >>"$box/said" && ! public $s $page >>"$box/said"
	good "$s: another computer publishes a change, and takes a page away"
	: >"$D/log"
	engine $s "$to"
	[ $? -eq 0 ] && ! grep -qE ' (PUT|POST|PATCH) ' "$D/log"
	good "$s: nothing more is to be done"
	engine $s "$from"
	[ $? -eq 0 ] && shows $s "$from" >>"$box/said"
	good "$s: and back again"
done

! grep -rqF "$TOKEN" "$box"/memo-* "$box/said" "$D/log"
ok $? "the token is in no note"
[ ! -s "$D/errors" ]
ok $? "the servers found nothing odd" "$(cat "$D/errors")"
finish
