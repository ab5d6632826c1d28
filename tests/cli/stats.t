#!/bin/sh
# Downloads from logs: a log whose every line is argued, logs of every form, and large ones counted in another way.
set -u
. tests/cli/box.sh
small_site second
ffmpeg -nostdin -v error -y -f lavfi -i 'sine=330:duration=300' -ac 1 -b:a 64k "$box/content/podcasts/talks/01-one/one.mp3"
ffmpeg -nostdin -v error -y -f lavfi -i 'sine=440:duration=40' -ac 1 -b:a 64k "$box/content/podcasts/talks/02-two/one.mp3"
sed -i '/^recording:/d; s/^title: .*/title: Long/' "$box/content/podcasts/talks/01-one/episode.md"
sed -i '/^recording:/d; s/^title: .*/title: Short/' "$box/content/podcasts/talks/02-two/episode.md"
"$BLETHER" build --content "$box/content" --output "$box/public" --cache "$box/cache" --now $now >"$box/stdout" 2>&1
ok $? "the site is built" "$(cat "$box/stdout")"
yes | head -c 300000 | gzip | head -c 200 >"$box/half.gz"
expect 1 "a packed log that is not whole is no log" stats "$box/half.gz" --content "$box/content" --output "$box/public" --cache "$box/cache"
says stderr '[bad-log]' "and that is told"
"$python" tests/cli/stats.py "$box" "$BLETHER" $now >"$box/tap" 2>"$box/errors"
ended=$?
while IFS= read -r line; do
	case $line in
	'ok '*) ok 0 "${line#ok }" ;;
	'not ok '*) ok 1 "${line#not ok }" "$(grep -F "${line#not ok }" "$box/errors" | head -c 2000)" ;;
	esac
done <"$box/tap"
[ $ended -eq 0 ]
ok $? "all of it was tried" "$(cat "$box/tap" "$box/errors")"
finish
