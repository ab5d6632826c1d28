#!/bin/sh
# Takes the pictures of the README from the built site: tests/web/screenshot.sh [public]
set -eu
site=$(cd "${1:-public}" && pwd)
docs=$(cd "$(dirname "$0")/../../docs" && pwd)
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT

# take NAME WIDTH HEIGHT PAGE: in 64 colours, so that it stays small. The page stands in a
# frame, since a picture of a page itself is always of its top.
take() {
	printf '<body style="margin:0"><iframe src="file://%s/%s" style="border:0;width:%dpx;height:%dpx">' \
		"$site" "$4" "$2" "$3" >"$box/frame.html"
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$box/profile" \
		--force-prefers-reduced-motion --window-size="$2,$3" --screenshot="$box/$1.png" \
		"file://$box/frame.html" >/dev/null 2>&1
	ffmpeg -nostdin -v error -y -i "$box/$1.png" \
		-vf 'split[a][b];[a]palettegen=64[p];[b][p]paletteuse=dither=none' "$docs/$1.png"
}

take episode 1000 1060 podcasts/spirituality/loss.html
take map 1060 860 'map/index.html#table'
