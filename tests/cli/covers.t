#!/bin/sh
# An episode's own cover is in its recording, in place of the show's.
set -u
. tests/cli/box.sh

mkdir "$box/content"
(cd "$box/content" && sh -eu -c '
. "$(dirname "$0")/../../site.sh"
second
ffmpeg -v error -i $show/cover.jpg -vf negate -q:v 4 $two/own.jpg
edit $two/episode.md "s/^summary:/cover: own.jpg\ncover_alt: A square\n&/"
' "$tree/tests/golden/feed-fields/covers/setup")
expect 0 "an episode may have a cover of its own" \
	build --content "$box/content" --output "$box/out" --cache "$box/cache" --now $now

# cover_of SLUG: the picture inside the published recording.
cover_of() {
	"$python" -c 'import sys
from mutagen.id3 import ID3
sys.stdout.buffer.write(ID3(sys.argv[1]).getall("APIC")[0].data)' "$box"/out/podcasts/talks/audio/"$1"-*.mp3
}
cover_of two | cmp -s - "$box/content/podcasts/talks/02-two/own.jpg"
ok $? "it is in the episode's recording, byte for byte"
cover_of one | cmp -s - "$box/content/podcasts/talks/cover.jpg"
ok $? "the other episode has the show's"

finish
