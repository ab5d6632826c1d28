#!/bin/sh
# Takes the picture of the README from the built site: tests/web/screenshot.sh [public]
set -eu
site=$(cd "${1:-public}" && pwd)
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
	--disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$box/profile" \
	--window-size=1000,1060 --screenshot="$box/page.png" \
	"file://$site/podcasts/spirituality/loss.html" >/dev/null 2>&1
ffmpeg -nostdin -v error -y -i "$box/page.png" -vf 'split[a][b];[a]palettegen=64[p];[b][p]paletteuse=dither=none' \
	"$(dirname "$0")/../../docs/episode.png"
