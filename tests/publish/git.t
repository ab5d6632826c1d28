#!/bin/bash
# A branch of a git repository: on this disk, over https and over ssh. git itself says what became of it.
. tests/cli/box.sh
errand=$tree/${BUILD:-build/release}/tests/publish/errand
leave() { tests/publish/stop_servers.sh "$box/https" "$box/ssh"; }
chmod 755 "$box" # servers run as nobody
export BLETHER_TEST_ADDRESS=https://www.example.org/ BLETHER_TEST_CACHE=$box/cache
export HOME=$box GIT_CONFIG_GLOBAL=$box/gitconfig
git config --global safe.directory '*'
remote=$box/remote.git
git init -q --bare "$remote"
mkdir -p "$box/content/private" "$box/site/talks"

# target LINES: publish.yaml with one target of kind git.
target() {
	{
		printf 'targets:\n  - name: pages\n    kind: git\n'
		printf '    %s\n' "$@"
	} >"$box/content/publish.yaml"
}

# publish STATUS SENTENCE: the site in the box.
publish() {
	"$errand" "$box/content" pages publish "$box/site" >"$box/stdout" 2>"$box/stderr" </dev/null
	have=$?
	[ $have -eq "$1" ]
	ok $? "$2" "status $have, not $1: $(cat "$box/stdout" "$box/stderr")"
}

# The branch has the site and no more: same REPOSITORY [BRANCH] [what else stands there]
same() {
	rm -rf "$box/out" && mkdir "$box/out"
	git -C "$1" archive "${2:-gh-pages}" | tar -x -C "$box/out" && rm "$box/out/.blether-manifest" "$box/out/.nojekyll" &&
		diff -r "$box/site" "$box/out" >"$box/difference"
	ok $? "$3" "$(cat "$box/difference")"
}

commits() {
	[ "$(git -C "$1" rev-list --count "$2")" -eq "$3" ]
	ok $? "$4" "$(git -C "$1" log --oneline "$2")"
}

page() { echo "$2" >"$box/site/$1"; }
page index.html home
page talks/one.html one
page '"quoted" ü.html' odd
page feed.xml feed
head -c 3000000 /dev/urandom >"$box/site/talks/one-0123456789ab.mp3"

target "to: $remote"
publish 0 "a site goes into an empty repository"
same "$remote" gh-pages "the branch gh-pages has it"
commits "$remote" gh-pages 1 "in one commit"
[ "$(git -C "$remote" show gh-pages:.nojekyll | wc -c)" -eq 0 ]
ok $? "and GitHub is told to leave nothing out"
publish 0 "nothing is to be done the second time"
commits "$remote" gh-pages 1 "and nothing is done"

# Changes, of which one makes a folder of a file
page index.html "home, changed"
rm "$box/site/talks/one.html"
mkdir "$box/site/talks/one.html"
page talks/one.html/index.html "one, in a folder"
publish 0 "what is new, changed and gone is one publication"
same "$remote" gh-pages "the branch has it so"
commits "$remote" gh-pages 2 "in one more commit"

# What others put there
git clone -q -b gh-pages "$remote" "$box/clone"
echo www.example.org >"$box/clone/CNAME"
other() { git -C "$box/clone" -c user.name=Alex -c user.email=alex@example.org "$@" >"$box/git" 2>&1; }
other add CNAME && other commit -m 'a name' && other push
rm -rf "$box/site/talks/one.html"
page talks/two.html two
publish 0 "somebody else's commit is not in the way"
[ "$(git -C "$remote" show gh-pages:CNAME)" = www.example.org ]
ok $? "and stays, with what it brought"
commits "$remote" gh-pages 4 "as part of what was there"
none "what blether put there and is gone now is gone there" "$(git -C "$remote" ls-tree -r --name-only gh-pages talks/one.html)"

# Another computer
BLETHER_TEST_CACHE=$box/elsewhere publish 0 "another computer sees that nothing is to be done"
grep -q '^0 new, 0 changed, 0 deleted' "$box/stdout"
ok $? "without having been there before" "$(cat "$box/stdout")"
page talks/three.html three
BLETHER_TEST_CACHE=$box/elsewhere publish 0 "and it can publish, with one commit of the past and none of its files"
rm "$box/site/talks/three.html"

# Somebody publishes between our looking and our pushing
mkdir "$box/bin"
cat >"$box/bin/git" <<-END
	#!/bin/bash
	PATH=$PATH
	if [ -e "$box/meanwhile" ] && [[ " \$* " = *" push "* ]]; then
		rm "$box/meanwhile"
		unset GIT_INDEX_FILE
		cd "$box/clone" && git pull -q && date +%N >NEWS && git add NEWS &&
			git -c user.name=Alex -c user.email=alex@example.org commit -qm news && git push -q
	fi
	if [ -e "$box/watch" ]; then tr '\\0' '\\n' </proc/\$\$/environ >>"$box/seen"; printf '%s\\n' "\$@" >>"$box/seen"; fi
	exec git "\$@"
END
chmod +x "$box/bin/git"
touch "$box/meanwhile"
PATH=$box/bin:$PATH publish 3 "a push that others were faster than is refused"
says stderr "somebody else has published there meanwhile; publish again, and it goes on from what they did" "and it is said what to do"
PATH=$box/bin:$PATH publish 0 "the next run goes on"
git -C "$remote" cat-file -e gh-pages:NEWS
ok $? "from what they did"

# No history
git init -q --bare "$box/short.git"
target "to: $box/short.git" 'branch: pages' 'history: none'
for i in 1 2 3; do
	page index.html "home $i"
	publish 0 "publication $i without history"
done
commits "$box/short.git" pages 1 "the branch has the last one only"
same "$box/short.git" pages "and all of it"
git clone -q -b pages "$box/short.git" "$box/clone2" 2>"$box/git"
mv "$box/clone" "$box/clone1" && mv "$box/clone2" "$box/clone"
page index.html "home 4"
touch "$box/meanwhile"
PATH=$box/bin:$PATH publish 3 "but nobody's work is pushed away"
git -C "$box/short.git" cat-file -e pages:NEWS
ok $? "whoever was faster"
target "to: $remote"
truncate -s 60000000 "$box/site/talks/long-0123456789ab.mp3"
publish 0 "recordings can be put into a repository"
says stderr "MB of recordings and pictures go into a history that keeps them for good, also when they are deleted" "but it is said what that means"
says stderr "[big-history]" "with advice"
rm "$box/site/talks/long-0123456789ab.mp3"

# Killed at any moment
for i in $(seq 20); do
	page index.html "killed $i"
	page "talks/killed-$i.html" "$i"
	"$errand" "$box/content" pages publish "$box/site" >"$box/stdout" 2>"$box/stderr" &
	pid=$!
	sleep "0.$(printf %03d $((i * 9)))"
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
done
git -C "$remote" fsck --strict >"$box/fsck" 2>&1
ok $? "after 20 runs that were killed the repository is whole" "$(cat "$box/fsck")"
publish 0 "and the next run goes on"
rm -f "$box/site/CNAME" "$box/site/NEWS"
git -C "$remote" show gh-pages:CNAME >"$box/site/CNAME"
git -C "$remote" show gh-pages:NEWS >"$box/site/NEWS"
same "$remote" gh-pages "to the end"
rm "$box/site/CNAME" "$box/site/NEWS"

# Faults
target "to: $box/nowhere.git"
publish 3 "a repository that is not there is told"
says stderr "there is no repository at this address" "in plain words"
git init -q --bare "$box/strict.git"
printf '#!/bin/sh\necho "GH001: a file exceeds the file size limit of 100.00 MB"\nexit 1\n' >"$box/strict.git/hooks/pre-receive"
chmod +x "$box/strict.git/hooks/pre-receive"
target "to: $box/strict.git"
publish 3 "a host that refuses a file is understood"
says stderr "a file is larger than the host takes" "and what to do is said"
target "to: ../strict.git"
publish 3 "a folder is looked for from the content on"
says stderr "a file is larger than the host takes" "and found"

# Over https
tests/publish/start_git.sh "$box/https" || { echo "Bail out! no server"; exit 1; }
. "$box/https/env"
printf '%s\n' "$PASSWORD" >"$box/password"
chmod 600 "$box/password"
target "to: $URL" "user: $ACCOUNT" "ca: $CA" "secret_file: $box/password"
export BLETHER_TEST_SECRET=x # only that there is one: blether itself is asked
rm -f "$box/seen"
touch "$box/watch"
PATH=$box/bin:$PATH publish 0 "over https with a password"
same "$REPOSITORY" gh-pages "all of it arrives"
page index.html "over https, changed"
PATH=$box/bin:$PATH publish 0 "and so does a change"
same "$REPOSITORY" gh-pages "which is there, too"
rm "$box/watch"
[ -s "$box/seen" ] && ! grep -qF "$PASSWORD" "$box/seen"
ok $? "git has the password neither in its arguments nor in its environment"
none "it is nowhere in what is kept" "$(grep -rlF "$PASSWORD" "$box/cache" "$box/gitconfig" "$box/stdout" "$box/stderr")"
echo wrong >"$box/password"
page index.html "over https, wrong"
publish 3 "with a wrong password nothing goes"
says stderr "the repository does not take this name and secret" "which is said"
printf '%s\n' "$PASSWORD" >"$box/password"
target "to: $URL" "user: $ACCOUNT" "secret_file: $box/password"
publish 3 "a certificate that nobody vouches for is refused"
says stderr "its certificate is not the right one" "which is said"

# Over ssh
tests/publish/start_sftp.sh "$box/ssh" || { echo "Bail out! no server"; exit 1; }
. "$box/ssh/env"
git init -q --bare "$FILES/site.git"
chown -R "$(stat -c %u:%g "$FILES")" "$FILES/site.git"
printf '%s\n' "$PASSWORD" >"$box/password"
ssh=ssh://$ACCOUNT@127.0.0.1:$PORT$FILES/site.git
target "to: $ssh" "known_hosts: $KNOWN_HOSTS" "key_file: $KEY"
unset BLETHER_TEST_SECRET
publish 0 "over ssh with a key"
export BLETHER_TEST_SECRET=x
same "$FILES/site.git" gh-pages "all of it arrives"
page index.html "over ssh, with a locked key"
target "to: $ssh" "known_hosts: $KNOWN_HOSTS" "key_file: $LOCKED_KEY" "secret_file: $box/password"
publish 0 "with a key that has a passphrase"
page index.html "over ssh, with a password"
target "to: ssh://127.0.0.1:$PORT$FILES/site.git" "user: $ACCOUNT" "known_hosts: $KNOWN_HOSTS" "secret_file: $box/password"
publish 0 "and with a password"
same "$FILES/site.git" gh-pages "of which the last one is there"
: >"$box/known"
target "to: $ssh" "known_hosts: $box/known" "key_file: $KEY"
publish 3 "a server whose key is not known gets nothing"
says stderr "the key of this server is not known, or has changed" "which is said"
finish
