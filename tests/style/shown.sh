#!/bin/sh
# Every text of the interface is shown somewhere: by a template, or by the C that fills it in.
. tests/tap.sh

find pipeline include -name '*.[ch]' ! -name 'interface*_texts.h' -exec cat {} + >"${TMPDIR:-/tmp}/texts-$$"
cat pipeline/site/theme/* >>"${TMPDIR:-/tmp}/texts-$$"
grep -oE '[a-z][a-z0-9_]+' "${TMPDIR:-/tmp}/texts-$$" | sort -u >"${TMPDIR:-/tmp}/words-$$"
unused=$(sed -n 's/^\(TEXT\|COUNTED\)(\([a-z0-9_]*\),.*/\2/p' include/model/interface*_texts.h | sort | comm -23 - "${TMPDIR:-/tmp}/words-$$")
rm "${TMPDIR:-/tmp}/texts-$$" "${TMPDIR:-/tmp}/words-$$"
none "every text of the interface is used" "$unused"
finish
