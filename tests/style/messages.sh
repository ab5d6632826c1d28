#!/bin/sh
# Every message of the catalogue is unique, advises in sentences and is provoked
# by a test; what is said at each place follows the one style.
. tests/tap.sh
catalogue="include/base/diag_ids.h include/base/verify_ids.h include/base/feed_ids.h"

# `ID slug advice` of each entry.
entries() {
	perl -0777 -ne 's{/\*.*?\*/}{}gs;
		while (/DIAG\(\s*(\w+)\s*,\s*"([^"]*)"\s*,\s*\w+\s*,\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)/g) {
			my ($id, $slug, $advice) = ($1, $2, $3);
			$advice =~ s/"\s*"//g; $advice =~ s/^"|"\s*$//g;
			print "$id $slug $advice\n";
		}' $catalogue
}

# `file:line: text` of each first text that follows a DIAG_… in a call or a table.
texts() {
	find pipeline -name '*.c' | sort | xargs perl -0777 -ne '
		my $file = $ARGV;
		s{(/\*.*?\*/)}{my $c = $1; $c =~ tr/\n//cd; $c}gse;
		while (/\bDIAG_[A-Z0-9_]+\b[^;{}"]*?,(?:[^;{}"]*?""\s*,)?[^;{}"]*?((?:"(?:[^"\\]|\\.)*"\s*)+)/g) {
			my ($text, $line) = ($1, 1 + (substr($_, 0, $-[1]) =~ tr/\n//));
			$text =~ s/"\s*"//g; $text =~ s/^"|"\s*$//g;
			print "$file:$line: $text\n";
		}'
}

all=$(entries)
[ "$(printf '%s\n' "$all" | wc -l)" -eq "$(cat $catalogue | grep -cE '^DIAG\(')" ]
ok $? "every entry of the catalogue can be read"
none "no slug is there twice" "$(printf '%s\n' "$all" | cut -d' ' -f2 | sort | uniq -d)"
none "a slug is the id in small letters" "$(printf '%s\n' "$all" |
	awk '{ s = tolower($1); gsub(/_/, "-", s); if (s != $2) print $1, $2 }')"
none "advice is made of whole sentences" "$(printf '%s\n' "$all" | grep -vE '^[A-Z0-9_]+ [a-z0-9-]+ ([A-Z“"{]|blether ).*[.?!)]$')"
none "a message begins in lower case (or with an abbreviation) and has no full stop" "$(texts |
	grep -vE "^[^:]+:[0-9]+: ([a-z0-9%(<‘']|\\\\\"|[A-Z]{2,}).*([^.!]|\.\.\.)$")"
none "every message is used" "$(printf '%s\n' "$all" | while read -r id slug advice; do
	grep -rqE "\bDIAG_$id\b|\"$slug\"" pipeline || echo "$slug"
done)"
none "every message is provoked by a golden case or a test" "$(printf '%s\n' "$all" | while read -r id slug advice; do
	grep -rqE "\[$slug\]|\"$slug\"|\bDIAG_$id\b" tests --include=stderr --include=stdout --include='*.c' --include='*.t' ||
		echo "$slug"
done)"

finish
