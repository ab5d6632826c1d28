#!/bin/sh
# Full disks. In a name space of its own, so that no mount is left, however this ends.
set -u
if [ "${1-}" != inside ]; then
	alone="unshare --mount"
	[ "$(id -u)" -eq 0 ] || alone="unshare --map-root-user --mount"
	$alone mount -t tmpfs tmpfs /mnt 2>/dev/null && exec $alone "$0" inside
	echo "1..0 # SKIP nobody may mount here"
	exit 0
fi
. tests/cli/box.sh

mkdir "$box/small"
mount -t tmpfs -o size=2M tmpfs "$box/small"
leave() { umount "$box/small"; }

# fill KILOBYTES: leaves about so much room.
fill() {
	rm -f "$box/small/ballast"
	room=$(df --output=avail -k "$box/small" | tail -n 1)
	head -c $(((room - $1) * 1024)) /dev/zero >"$box/small/ballast"
}
# own: blether's own notes and folders, but for the manifest.
own() {
	find "$box/small" -name '*.blether-*' ! -name .blether-manifest
}

small_site
build old
cp -Rp "$box/content" "$box/then"
(cd "$box/content" && sh -euc '. "$1"; second' "$tree/tests/golden/build/first/setup" "$tree/tests/golden/site.sh")
for page in "$box/content/pages/about.md" "$box/content/podcasts/talks/01-one/episode.md"; do
	echo "More about it." >>"$page"
done
build new
sums "$box/old" >"$box/sums.old"
sums "$box/new" >"$box/sums.new"
site="--content $box/content --output $box/small/out --cache $box/cache --now $now"

# A first build.
fill 20
expect 3 "a first build onto a full disk is a failure of the machine" build $site
says stderr "[disk-full]" "it says that the disk is full"
says stderr "$box/small/out" "and which"
none "and nothing is there" "$(own; find "$box/small" -name out)"
rm "$box/small/ballast"

# A second one, with more room from try to try until there is enough.
"$BLETHER" build -q --content "$box/then" --output "$box/small/out" --cache "$box/cache" --now $now
tries=0 wrong=
for room in 0 4 8 12 16 20 24 28 32 36 40 48 56 64 80 96 128 160 192 256; do
	fill $room
	"$BLETHER" build $site >"$box/stdout" 2>"$box/stderr"
	have=$?
	[ $have -eq 0 ] && break
	tries=$((tries + 1))
	sums "$box/small/out" >"$box/after"
	wrong=$wrong$(diff "$box/sums.old" "$box/after" && own)
	[ $have -eq 3 ] && grep -qF '[disk-full]' "$box/stderr" || wrong="$wrong with $room kB: $(cat "$box/stderr")"
done
[ $tries -gt 3 ]
ok $? "a disk that is nearly full stops a build at several places" "$tries"
none "each time it says why, and the site stays as it was" "$wrong"
sums "$box/small/out" >"$box/after"
[ $have -eq 0 ]
ok $? "with room enough it succeeds"
none "and what is there is what is made elsewhere" "$(diff "$box/sums.new" "$box/after")"
none "without notes of its own" "$(own)"

# The cache.
mkdir "$box/small/cache"
site="--content $box/content --output $box/elsewhere --cache $box/small/cache --now $now"
fill 0
expect 3 "a cache on a full disk is a failure of the machine" build $site
grep -qE 'cannot-write-cache|cannot-write|disk-full' "$box/stderr"
ok $? "it says so" "$(cat "$box/stderr")"
[ ! -e "$box/elsewhere" ]
ok $? "and nothing is published"
expect 0 "a check needs no room" check --content "$box/content" --cache "$box/small/cache"
says stderr "[cache-unusable]" "but says that nothing can be remembered"
rm "$box/small/ballast"
expect 0 "with room enough the build succeeds" build $site
sums "$box/elsewhere" >"$box/after"
none "and is what is made elsewhere" "$(diff "$box/sums.new" "$box/after")"

# What is changed in the content: a whole file or none, and the same again when there is room.
cp -Rp "$box/content" "$box/small/content"
sed -i "s|www.example.org|talks.example.net|" "$box/small/content/site.yaml"
small="--content $box/small/content --now $now"
expect 0 "a first release" build --release $small --output "$box/elsewhere" --cache "$box/cache"
printf '%s\n' --- "title: New" --- "Words." >"$box/small/content/pages/new.md"
sums "$box/small/content" >"$box/before"
for command in "build --release $small --output $box/elsewhere --cache $box/cache" "replace $small one" \
	"withdraw $small one"; do
	fill 0
	expect 3 "${command%% *} is a failure of the machine" $command
	says stderr "$box/small/content" "and says where there is no room"
	sums "$box/small/content" >"$box/after"
	none "and no file is changed" "$(diff "$box/before" "$box/after")"
done
fill 0
expect 3 "rename is one, too" rename $small one uno
rm "$box/small/ballast"
expect 0 "with room enough it ends" rename $small one uno
expect 0 "and the others" withdraw $small two
expect 0 "and a build" build --release $small --output "$box/elsewhere" --cache "$box/cache" --allow-deletions
none "nothing is left beside them" "$(find "$box/small/content" -name '.*')"
rm -r "$box/small/content"

# A packed site.
pack="--content $box/content --site $box/elsewhere --cache $box/cache --now $now"
expect 0 "a site is packed where there is room" pack $pack --output "$box/small/site.zip"
cp "$box/small/site.zip" "$box/site.zip"
echo "Even more." >>"$box/content/pages/about.md"
fill 4
expect 3 "packing it onto a full disk is a failure of the machine" pack $pack --output "$box/small/site.zip"
says stderr "[disk-full]" "it says that the disk is full"
cmp -s "$box/small/site.zip" "$box/site.zip"
ok $? "and the one that was there is still whole"
none "with nothing beside it" "$(find "$box/small" -name 'site.zip?*')"
rm "$box/small/ballast" "$box/small/site.zip"

# New folders.
fill 0
expect 3 "a new site on a full disk is a failure of the machine" new site "$box/small/site"
says stderr "No space left" "and says so"

finish
