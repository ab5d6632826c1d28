#!/bin/sh
# Where blether may write: never into what people wrote, nor over a folder that is theirs.
set -u
. tests/cli/box.sh

small_site
cd "$box" || exit
before=$(sums content)
export HOME=$box/home
mkdir home
ln -s content link

# refused WHY ARGUMENTS: is wrong use of build.
refused() {
	why=$1
	shift
	expect 2 "not to be: build $*" build --now $now "$@"
	says stderr "$why" "because it $why"
}
refused "is the content folder" --output content
refused "is the content folder" --output link
refused "is the content folder" --output missing/../content
refused "lies in the content folder" --output content/pages
refused "lies in the content folder" --output link/new/site
refused "contains the content folder" --output .
refused "is the whole disk" --output /
refused "is your home folder" --output home
refused "is your home folder" --output "$box/link/../home"
refused "is the content folder" --cache content
refused "lies in the content folder" --cache content/podcasts/cache
refused "contains the content folder" --cache .
refused "is the output folder" --output out --cache out
refused "lies in the output folder" --output out --cache out/.cache
refused "contains the output folder" --output kept/out --cache kept
refused "lies in the output folder" --content content --output content/public --cache content/public/cache
expect 2 "nor does a check write into the content" check --cache content/pages/cache
[ "$before" = "$(sums content)" ]
ok $? "and nothing is written" "$(sums content)"
none "not even a folder" "$(find . -mindepth 1 -type d ! -path './content*' ! -path ./home)"

cd content || exit
expect 0 "beside the content's own folders there is room for public and .blether" build --now $now
expect 0 "and for what is hidden" build --now $now --output .made/site
cd .. || exit
expect 0 "a folder whose name begins like the content's is another" \
	build --now $now --output content-made --cache content-kept

finish
