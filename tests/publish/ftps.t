#!/bin/bash
# Publishing by FTP with encryption, to a real vsftpd.
set -u
. tests/publish/errands.sh
export LSAN_OPTIONS=suppressions=$tree/tests/publish/ftps_leaks.txt:print_suppressions=0
start ftps server
place=$FILES/site
# at NAME TO LINES...
at() {
	name=$1 to=$2
	shift 2
	target "$name" "kind: ftps" "user: $ACCOUNT" "to: $to" "$@"
}
at t "${URL}site" "ca: $CA"
at slow "${URL}site" "ca: $CA" "kilobytes: 500"
secret=$PASSWORD
usual_jobs
sent() { awk -F '", ' '/OK UPLOAD:.*large-[0-9a-f]*.mp3"/ { n += $3 } END { print n + 0 }' "$log"; }
interrupted_job
at dead "ftp://127.0.0.1:1/site" "ca: $CA"
changed_page
watched_replacement

# Many files over several connections: each goes on with the TLS session of its own.
mkdir "$box/many"
for i in $(seq 60); do
	mkdir -p "$box/many/$((i % 7))"
	echo "$i" >"$box/many/$((i % 7))/$i.html"
done
: >"$log"
works "sixty files are put there" t put-all "$box/many"
none "all of them are there" "$(for d in 0 1 2 3 4 5 6; do diff -r "$box/many/$d" "$place/$d"; done)"
none "and no data connection was refused" "$(grep '"522' "$log")"
[ "$(grep -c AUTH "$log")" -le 4 ]
ok $? "over four connections" "$(grep -c AUTH "$log")"

secret=wrong
refused "a wrong password is refused" "does not let '$ACCOUNT' in with this password (530)" t get x
secret=$PASSWORD
at stranger "${URL}site"
refused "a certificate that nobody vouches for is not trusted" "certificate" stranger put x "$box/one"
at away "${URL}not/there" "ca: $CA"
refused "only the last folder of the target is made" "its folder is not there" away put x "$box/one"
[ ! -e "$FILES/not" ]
ok $? "and none above it"
mkdir "$place/shut"
echo keep >"$place/shut/kept"
refused "a folder of somebody else is not written to" "does not let '$ACCOUNT' write" t put shut/x "$box/one"
refused "nor is anything deleted there" "does not let '$ACCOUNT' delete" t remove shut/kept
refused "nor replaced" "does not let 'site/shut/kept' get its new bytes" t replace shut/kept "$box/one"
secret_is_hidden replace by/key "$box/one"

IMPLICIT=YES start ftps implicit
at implicit "${URL}site" "ca: $CA"
works "encryption can be there from the first byte on" implicit put x "$box/one" replace x "$box/two" get x
answers "two, and longer" "and all works as before"
PLAIN=YES start ftps plain
at plain "${URL}site"
refused "a server without encryption gets nothing" "no encryption" plain put x "$box/one"
! grep -qE 'command: .*"(USER|PASS)' "$log"
ok $? "not even a name"
unset PLAIN IMPLICIT
SMALL=1M start ftps small
at full "${URL}site" "ca: $CA"
refused "a full disk is told" "there is no room left there" full put $large "$box/large.mp3"

finish
