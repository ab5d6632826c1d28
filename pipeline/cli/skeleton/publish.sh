#!/bin/sh
# Publishes this site where a web page of the repository is all that a volunteer sees. The workflow
# beside it ('blether new recipe') runs it after every change, and every hour for what has become due.
#
# It fetches and builds blether (again only when that has changed), publishes as publish.yaml says,
# and puts published.tsv, in which blether notes what is out, back into the repository.
#
#   BLETHER_SOURCE      the git repository that blether comes from; BLETHER_VERSION: a branch or tag of it
#   BLETHER_BRANCH      the branch of this repository that the content is in
#   BLETHER_WHEN        "schedule": nobody changed anything, so only what is due is published
#   BLETHER_SECRET_…    the password or token of each target: BLETHER_SECRET_PAGES of the one called 'pages'
#   BLETHER_CONSENT     the text of private/consent.csv, which is never in a repository
#   BLETHER_PUSH_URL, BLETHER_PUSH_TOKEN   where published.tsv goes back to, where 'git push' needs to be told
set -eu

case $BLETHER_SOURCE in
*://example.org/*)
	echo "error: write into the workflow, at BLETHER_SOURCE, where blether comes from" >&2
	exit 1
	;;
esac
git config --global --add safe.directory '*' # the files may belong to another user than the one in a container

# blether itself, kept between runs with what it remembers
program=.blether/program
[ -d $program/.git ] || git clone -q --depth 1 "$BLETHER_SOURCE" $program
git -C $program fetch -q --depth 1 origin "${BLETHER_VERSION:-HEAD}"
git -C $program checkout -q --detach FETCH_HEAD
(cd $program && ./packages.sh build && make)

# Who agreed to be named is told by a secret of the repository, not by a file in it.
if [ -n "${BLETHER_CONSENT-}" ]; then
	(umask 077 && mkdir -p private && printf '%s\n' "$BLETHER_CONSENT" >private/consent.csv)
fi

# Forges show what they have got only minutes later: 'blether verify --online' is for looking then.
status=0
if [ ! -e publish.yaml ]; then
	$program/blether build --release || status=$? # the forge itself shows public/
elif [ "${BLETHER_WHEN-}" = schedule ]; then
	$program/blether publish --yes --no-check --due || status=$?
else
	$program/blether publish --yes --no-check || status=$?
fi
[ $status -ne 4 ] || exit 0 # nothing was due

# What is out is noted also when something went wrong behind it.
[ -n "$(git status --porcelain published.tsv)" ] || exit $status
git add published.tsv
git -c user.name=blether -c user.email=blether@localhost commit -q -m 'Note what is published [skip ci]'
if [ -n "${BLETHER_PUSH_TOKEN-}" ]; then
	# shellcheck disable=SC2016 # git's shell puts it in
	git config credential.helper '!f() { echo username=blether; echo "password=$BLETHER_PUSH_TOKEN"; }; f'
fi
where=${BLETHER_PUSH_URL:-origin}
for try in 1 2 3 4 5; do
	git push -q "$where" "HEAD:refs/heads/$BLETHER_BRANCH" && exit $status
	sleep $try # somebody has changed something meanwhile
	git -c user.name=blether -c user.email=blether@localhost pull -q --rebase "$where" "$BLETHER_BRANCH"
done
echo "error: published.tsv could not be put back; may this workflow write to the repository?" >&2
exit 1
