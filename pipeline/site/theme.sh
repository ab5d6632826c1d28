#!/bin/sh
# Prints the files given, as the C table theme_files[] of theme.h.
set -eu
export LC_ALL=C
echo '#include "pipeline/site/theme.h"'
i=0
for f in "$@"; do
	echo "static const unsigned char file_$i[] = {"
	od -An -v -tu1 "$f" | sed 's/[0-9][0-9]*/&,/g'
	echo '0 };'
	i=$((i + 1))
done
echo 'const struct theme_file theme_files[] = {'
i=0
for f in "$@"; do
	echo "	{ \"${f##*/}\", file_$i, sizeof(file_$i) - 1 },"
	i=$((i + 1))
done
echo '	{ 0 },'
echo '};'
