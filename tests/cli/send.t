#!/bin/sh
# Flash reports by e-mail: the letter as Python's email package reads it, and sending it through a real
# mail server, with everything that can go wrong on the way.
set -u
. tests/cli/box.sh
small_site
rm -rf "$box/content/podcasts"
cp -R tests/cli/flash/flash-reports tests/cli/flash/resources tests/cli/flash/stories tests/cli/flash/meetings "$box/content"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext 'subjectAltName=IP:127.0.0.1,DNS:localhost' \
	-keyout "$box/key" -out "$box/cert" 2>/dev/null
"$python" tests/cli/send.py "$box" "$BLETHER" >"$box/tap"
ended=$?
sed -n '/^ok\|^not ok/p' "$box/tap" >"$box/results"
while IFS= read -r line; do
	case $line in
	'ok '*) ok 0 "${line#ok }" ;;
	*) ok 1 "${line#not ok }" ;;
	esac
done <"$box/results"
[ $ended -eq 0 ]
ok $? "all of it was tried" "$(cat "$box/tap")"
finish
