#!/bin/sh
# Nothing literal: every word that a page shows around the content stands in include/model/interface_texts.h,
# from where it is translated. What is left of a template without its tags and holes has no letters; a
# script says nothing of its own.
. tests/tap.sh
theme=pipeline/site/theme

# What stands in attributes that are shown or read out counts as text.
shown='(aria-label|aria-description|alt|title|placeholder|content|label|summary)'

# left FILE: the letters that are no markup. CC, PDF and the like are the same in all languages.
left() {
	perl -0777 -pe '
		s/\{\{[{#^\/>&!]?.*?\}?\}\}//gs;
		s/<!--.*?-->//gs; s/<!DOCTYPE[^>]*>//g;
		s/<meta (?:name="(?:viewport|robots|color-scheme|twitter:card|referrer)"|http-equiv=|property="[a-z_:]*type")[^>]*>//g;
		s/<(\w+)[^>]*?\s'"$shown"'="([^"]*)"[^>]*>/ $3 /g;
		s/<[^>]*>//gs;
		s/^ ?(?:lang|dir)="\w*"| dir="\w*"//g unless /</; # a piece of a tag
		s/&#?\w+;//g; s/\b(?:PDF|CC|A4)\b//g' "$1"
}

none "templates have no words of their own" "$(for file in "$theme"/*.html; do
	left "$file" | grep -n '[[:alpha:]]' | sed "s|^|$file: |"
done)"

# A script's strings are names of things in a page: one that is shown has spaces, or is given to the page.
none "scripts have no words of their own" "$(perl -ne '
	next if m{^\s*(?://|\*|/\*)};
	while (/(["\x27`])((?:(?!\1).)*)\1/g) {
		my $s = $2;
		print "$ARGV: $s\n" if $s =~ /^[A-Z][a-z]+(?: [a-z]+)+|^[A-Z][a-z]+ed$/ || $s =~ /^[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}/ && $s !~ /[.:\[#]/;
	}
	print "$ARGV: $_" if /(?:textContent|innerText|title|placeholder|ariaLabel)\s*=\s*["\x27][^"\x27]*[A-Za-z]/ || /setAttribute\(.aria-label.,\s*["\x27]/;
	close ARGV if eof;
	' "$theme"/*.js)"

finish
