#!/bin/sh
# Usage: embed.sh TABLE FILE...
# Prints the files as the C table TABLE of base/embed.h.
set -eu
export LC_ALL=C
table=$1
shift
echo '#include "base/embed.h"'
i=0
for f in "$@"; do
	echo "static const unsigned char file_$i[] = {"
	od -An -v -tu1 "$f" | sed 's/[0-9][0-9]*/&,/g'
	echo '0 };'
	i=$((i + 1))
done
echo "const struct embedded $table[] = {"
i=0
for f in "$@"; do
	echo "	{ \"${f##*/}\", file_$i, sizeof(file_$i) - 1 },"
	i=$((i + 1))
done
echo '	{ 0 },'
echo '};'
