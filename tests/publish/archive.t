#!/bin/bash
# archive.org, played by archive_server.py: uploads that are sent on, put off, and put away late.
set -u
. tests/cli/box.sh
errand=$BUILD/tests/publish/errand
mkdir "$box/server" "$box/t"
"$python" tests/publish/archive_server.py "$box/server" 2>"$box/server/errors" & server=$!
leave() { kill $server 2>/dev/null; }
for _ in $(seq 100); do [ -f "$box/server/env" ] && break; sleep 0.1; done
. "$box/server/env"

# target DIR ITEM
target() {
	mkdir -p "$box/$1"
	printf '%s\n' "targets:" "  - name: audio" "    kind: archive.org" "    to: $2" "    endpoint: $ENDPOINT" "    user: ${user-$USER}" "    takes: ${takes-all}" >"$box/$1/publish.yaml"
}
go() { BLETHER_TEST_TITLE="Café talks" BLETHER_TEST_LICENCE=https://creativecommons.org/licenses/by/4.0/ BLETHER_TEST_ADDRESS=https://example.org/ BLETHER_TEST_MEMO=$box/memo BLETHER_TEST_SECRET=${secret-$SECRET} "$errand" "$box/$1" audio "${@:2}" >"$box/said" 2>&1; }
told() {
	[ "$(cat "$box/said")" = "$2" ]
	ok $? "$1" "expected '$2', got: $(cat "$box/said")"
}
same() {
	[ "$2" = "$3" ]
	ok $? "$1" "expected '$2', got '$3'"
}
puts() { grep -c '^PUT .* 200' "$box/server/log"; }

head -c 300000 /dev/urandom >"$box/a.mp3"
head -c 3000000 /dev/urandom >"$box/b.mp3"
target t example-network-talks
go t list put "show/audio/a é+%&-0123456789ab.mp3" "$box/a.mp3" put show/audio/b-0123456789ab.mp3 "$box/b.mp3" put show/c-0123456789ab.mp3 "$box/a.mp3" \
	put show/d-0123456789ab.mp3 "$box/b.mp3" list
told "recordings are put, though the server is busy, sends on, and takes its time" "list : done
put show/audio/a é+%&-0123456789ab.mp3: done
put show/audio/b-0123456789ab.mp3: done
put show/c-0123456789ab.mp3: done
put show/d-0123456789ab.mp3: done
show
list : done"
cmp "$box/a.mp3" "$box/server/items/example-network-talks/show/audio/a é+%&-0123456789ab.mp3" && cmp "$box/b.mp3" "$box/server/items/example-network-talks/show/audio/b-0123456789ab.mp3"
ok $? "they are whole there"
same "each was sent once" 4 "$(puts)"
grep -q ' 307' "$box/server/log" && grep -q ' 503' "$box/server/log"
ok $? "and the server was as it is" "$(cat "$box/server/log")"
same "the item is made with what belongs to it, and nothing is derived" \
	"x-archive-auto-make-bucket=1 x-archive-keep-old-version=0 x-archive-meta-collection=opensource_audio x-archive-meta-licenseurl=https://creativecommons.org/licenses/by/4.0/ x-archive-meta-mediatype=audio x-archive-meta-source=https://example.org/ x-archive-meta-title=uri(Caf%C3%A9%20talks) x-archive-queue-derive=0 x-archive-size-hint=300000" \
	"$(grep '^PUT .* 200' "$box/server/log" | head -1 | sed 's/^.* 200 //')"

before=$(puts)
go t put show/audio/b-0123456789ab.mp3 "$box/b.mp3" resume show/audio/b-0123456789ab.mp3 "$box/b.mp3" check show/d-0123456789ab.mp3 3000000 check show/d-0123456789ab.mp3 3 check nothing.mp3 3
told "what is there is known" "put show/audio/b-0123456789ab.mp3: done
resume show/audio/b-0123456789ab.mp3: done
check show/d-0123456789ab.mp3: done
check show/d-0123456789ab.mp3: absent
check nothing.mp3: absent"
same "and not sent again" "$before" "$(puts)"
go t put show/audio/b-0123456789ab.mp3 "$box/a.mp3"
told "nor is anything put over it" "put show/audio/b-0123456789ab.mp3: failed: another file has this name in the item already, and it is not blether's; look at it there"
printf 'note\n' >"$box/note.html"
go t replace note.html "$box/note.html" get note.html get nothing.html
told "notes are fetched from whatever server has them, without the key" "replace note.html: done
note
get note.html: done
get nothing.html: absent"

# Stopped while archive.org puts it away: the next run waits on, and sends nothing.
echo 6 >"$box/server/delay"
before=$(puts)
BLETHER_TEST_MEMO=$box/memo BLETHER_TEST_SECRET=$SECRET "$errand" "$box/t" audio put show/e-0123456789ab.mp3 "$box/b.mp3" >"$box/said" 2>&1 &
run=$!
for _ in $(seq 200); do grep -q '^PUT .*/e-.* 200' "$box/server/log" && break; sleep 0.1; done
sleep 0.5
kill -9 $run
wait $run 2>/dev/null
go t put show/e-0123456789ab.mp3 "$box/b.mp3"
told "a run that was killed while it waited goes on with waiting" "put show/e-0123456789ab.mp3: done"
same "and nothing is sent twice" $((before + 1)) "$(puts)"
asked=$(sed -n '/^PUT .*\/e-.* 200/,$p' "$box/server/log" | grep -c '^GET /metadata')
[ "$asked" -le 16 ]
ok $? "nor is the server asked more than it can bear" "$asked times in six seconds"
echo 0 >"$box/server/delay"

printf 'blether-memo\t1\terrands\nnote\tarchive.org show/h-0123456789ab.mp3\t%s 48\n' "$(md5sum "$box/a.mp3" | cut -d' ' -f1)" >"$box/memo"
go t put show/h-0123456789ab.mp3 "$box/a.mp3"
told "it is not waited for longer than half an hour" "put show/h-0123456789ab.mp3: failed: archive.org has taken it, and has not put it away in half an hour; publish again later, and it goes on"

go t remove show/d-0123456789ab.mp3 remove show/d-0123456789ab.mp3
told "files can be removed, and need not be there" "remove show/d-0123456789ab.mp3: done
remove show/d-0123456789ab.mp3: done"
grep -q '^DELETE .* 204.* x-archive-cascade-delete=1' "$box/server/log"
ok $? "with what was made of them" "$(grep DELETE "$box/server/log")"
go t claim lock me
told "there are no locks" "claim lock: failed: archive.org has no locks"

secret=wrong go t put show/f-0123456789ab.mp3 "$box/a.mp3"
told "a wrong secret" "put show/f-0123456789ab.mp3: failed: the secret is not the one that belongs to 'user' in publish.yaml"
user=nobody target nobody example-network-talks
go nobody put show/f-0123456789ab.mp3 "$box/a.mp3"
told "a key that nobody has" "put show/f-0123456789ab.mp3: failed: the host does not know this key; look at 'user' in publish.yaml"
target taken taken-item
go taken put show/f-0123456789ab.mp3 "$box/a.mp3"
told "an item of somebody else" "put show/f-0123456789ab.mp3: failed: this key may not write to the item 'taken-item'; if it is somebody else's, choose another name"
"$errand" "$box/t" audio list >"$box/said" 2>&1
grep -qF "fatal: 'audio': the secret half of the key that 'user' names is missing [cannot-publish]" "$box/said"
ok $? "without a secret nothing begins" "$(cat "$box/said")"

# A publication is killed while archive.org puts away what it sent; it has no journal there.
target whole another-item
mkdir -p "$box/site/show"
cp "$box/a.mp3" "$box/site/show/loss-0123456789ab.mp3"
echo 4 >"$box/server/delay"
before=$(puts)
export BLETHER_TEST_CACHE=$box/cache BLETHER_TEST_ADDRESS=https://example.org/
BLETHER_TEST_SECRET=$SECRET "$errand" "$box/whole" audio publish "$box/site" >"$box/said" 2>&1 & pid=$!
for _ in $(seq 200); do [ "$(puts)" -gt "$before" ] && break; sleep 0.05; done
sleep 0.5
kill -9 $pid
wait $pid 2>/dev/null
grep -q 'archive.org show/loss' "$box/cache/publish/audio/memo"
ok $? "what was sent by a publication that was killed is remembered" "$(cat "$box/cache/publish/audio/memo")"
echo 0 >"$box/server/delay"
BLETHER_TEST_SECRET=$SECRET "$errand" "$box/whole" audio publish "$box/site" >"$box/said" 2>&1
ok $? "the next one takes what it finds there for its own" "$(cat "$box/said")"
echo page >"$box/site/page.html"
BLETHER_TEST_SECRET=$SECRET "$errand" "$box/whole" audio publish "$box/site" >"$box/said" 2>&1
grep -qF "error: 'audio': 'page.html' is of a kind that 'archive.org' does not take there; it is for recordings: say 'takes: audio' here, and send pages to another target [host-limit]" "$box/said"
ok $? "what the host does not take is refused before anything is sent" "$(cat "$box/said")"

touch "$box/server/astray"
ASAN_OPTIONS=detect_leaks=0 strace -f -s 1000000 -e trace='!sendto,sendmsg,write,writev' -o "$box/trace" -E BLETHER_TEST_SECRET="$SECRET" "$errand" "$box/t" audio put show/g-0123456789ab.mp3 "$box/a.mp3" >"$box/said" 2>&1
sed -i '/BLETHER_TEST_SECRET=/d' "$box/trace" # the environment, which a sanitizer reads
! grep -aqF "$SECRET" "$box/trace" "$box/said" "$box/memo" && [ -s "$box/trace" ]
ok $? "no word, no note and no system call but the request itself has the secret"
! grep -q elsewhere "$box/trace"
ok $? "and it goes to no other server" "$(grep elsewhere "$box/trace")"
# A site of which the recordings go there.
small_site second
sed -i "s,^address:.*,address: https://talks.example.net/," "$box/content/site.yaml"
echo "licence: CC-BY-4.0" >>"$box/content/podcasts/talks/show.yaml"
places() { printf '%s\n' "targets:" "  - name: sound" "    kind: archive.org" "    to: example-whole-site" "    endpoint: $ENDPOINT" "    user: $USER" "    takes: $1" "$2" >"$box/content/publish.yaml"; }
export BLETHER_SECRET_SOUND=$SECRET
places all ""
before=$(puts)
in_box 1 "a whole site is not for archive.org" publish --output "$box/out" --cache "$box/cache" --yes --no-check
says stderr "'sound': '.htaccess' is of a kind that 'archive.org' does not take there" "it says which files"
says stderr "it is for recordings: say 'takes: audio' here, and send pages to another target [host-limit]" "and what to do"
grep -q "'sound': so it is with [0-9]* more files" "$box/stderr"
ok $? "not all of them one by one" "$(cat "$box/stderr")"
same "before the first byte" "$before" "$(puts)"
places audio "  - name: pages
    kind: folder
    to: ../pages
    takes: pages"
echo "audio_address: https://archive.org/download/example-whole-site/" >>"$box/content/site.yaml"
in_box 0 "its recordings are" publish --output "$box/out" --cache "$box/cache" --yes --no-check
says stdout "what is put there cannot be taken back for good: ask those who are heard first" "and that it is for ever is said before"
same "they are there, and the note" ".blether-manifest podcasts/talks/audio" \
	"$(cd "$box/server/items/example-whole-site" && find . -type f | sed 's,^./,,; s,/one-.*\|/two-.*,,' | sort -u | tr '\n' ' ' | sed 's, $,,')"
same "the item tells of the site" "licenseurl=https://creativecommons.org/licenses/by/4.0/ source=https://talks.example.net/ title=Talks" \
	"$(grep '^PUT .*example-whole-site.* 200' "$box/server/log" | head -1 | grep -oE '(licenseurl|source|title)=[^ ]*' | tr '\n' ' ' | sed 's, $,,')"
finish
