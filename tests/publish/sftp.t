#!/bin/bash
# Publishing by SFTP, to a real OpenSSH.
set -u
. tests/publish/errands.sh
start sftp server
place=$FILES/site
# at NAME TO LINES...
at() {
	name=$1 to=$2
	shift 2
	target "$name" "kind: sftp" "user: $ACCOUNT" "to: $to" "$@"
}
at t "$URL/site" "known_hosts: $KNOWN_HOSTS"
at slow "$URL/site" "known_hosts: $KNOWN_HOSTS" "kilobytes: 500"
secret=$PASSWORD
usual_jobs
sent() { awk '/^close ".*large-/ { n += $NF } END { print n + 0 }' "$log"; }
interrupted_job
at dead "sftp://127.0.0.1:1/site" "known_hosts: $KNOWN_HOSTS"
changed_page
watched_replacement

# Ways to log in.
secret=
at key "$URL/site" "known_hosts: $KNOWN_HOSTS" "key_file: $KEY"
works "a key opens" key put by/key "$box/one" replace by/key "$box/two" settle
secret=$PASSWORD
at locked "$URL/site" "known_hosts: $KNOWN_HOSTS" "key_file: $LOCKED_KEY"
works "a locked key opens with its passphrase" locked replace by/key "$box/one" settle
at home "sftp://127.0.0.1:$PORT/~/site" "known_hosts: $KNOWN_HOSTS"
works "a folder can be named from where one is at home" home replace by/key "$box/two" settle get by/key
same "$place/by/key" "$box/two" "it is the same"
secret=wrong
refused "a wrong password is refused" "does not let '$ACCOUNT' in with this password" t get x
refused "so is a wrong passphrase" "the secret is not its passphrase" locked get x
secret=
at stranger "$URL/site" "known_hosts: $KNOWN_HOSTS" "key_file: $box/server/keys/unknown"
refused "and a key that is not known there" "does not let '$ACCOUNT' in with the key" stranger get x
at nokey "$URL/site" "known_hosts: $KNOWN_HOSTS" "key_file: $box/nothing"
BLETHER_TEST_SECRET= "$errand" "$box/nokey" t get x >"$box/said" 2>&1
grep -qF "cannot read the key" "$box/said"
ok $? "a key that cannot be read is named" "$(cat "$box/said")"

# Which server?
secret=$PASSWORD
print=$(ssh-keygen -lf "$box/server/keys/host.pub" | cut -d ' ' -f 2)
: >"$box/nobody"
at unknown "$URL/site" "known_hosts: $box/nobody"
refused "an unknown server is not trusted" "its key is $print." unknown put by/unknown "$box/one"
grep -qF "ssh-keyscan -p $PORT 127.0.0.1 >>'$box/nobody'" "$box/said"
ok $? "the line to say is told" "$(cat "$box/said")"
sed "s| ssh-ed25519 .*| $(cut -d ' ' -f 1,2 "$box/server/keys/unknown.pub")|" "$KNOWN_HOSTS" >"$box/other_key"
at changed "$URL/site" "known_hosts: $box/other_key"
refused "a server with another key is not trusted" "shows another key than the one it is known by, now $print" changed put by/changed "$box/one"
[ ! -s "$box/nobody" ] && [ ! -e "$place/by/changed" ] && [ ! -e "$place/by/unknown" ]
ok $? "nothing was sent, and no key was added"
ssh-keyscan -p "$PORT" 127.0.0.1 >>"$box/nobody" 2>/dev/null
works "after that line it works" unknown replace by/key "$box/one" settle
ssh-keygen -q -H -f "$box/nobody" >/dev/null 2>&1
works "also where names are hashed" unknown replace by/key "$box/two" settle

# What the server will not do.
at away "$URL/not/there" "known_hosts: $KNOWN_HOSTS"
refused "only the last folder of the target is made" "is not there, and cannot be made" away put x "$box/one"
[ ! -e "$FILES/not" ]
ok $? "and none above it"
mkdir "$place/shut"
refused "a folder of somebody else is not written to" "does not let '$ACCOUNT' do that" t put shut/x "$box/one"
echo keep >"$place/shut/kept"
refused "nor is anything deleted there" "does not let '$ACCOUNT' delete" t remove shut/kept
refused "nor replaced" "permission denied" t replace shut/kept "$box/one" settle

secret_is_hidden replace by/key "$box/one" settle

SMALL=1M start sftp small
at full "$URL/site" "known_hosts: $KNOWN_HOSTS"
refused "a full disk is told" "there is no room left there" full put $large "$box/large.mp3"

finish
