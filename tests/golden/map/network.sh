# Sourced by the setup of a case: a small site with a network without fault. The present is 1 October 2026.
. "$(dirname "$0")/../../site.sh"
mkdir -p areas places audiences groups

# area SLUG ORDER LEAD
area() {
	printf -- '---\ntitle: Area %s\nsummary: What it is.\norder: %s\nlead: %s\n---\n\nWords.\n' "$1" "$2" "$3" >"areas/$1.md"
}

# group SLUG [LINE]...: with lines of front matter besides those that every group has
group() {
	slug=$1
	shift
	{
		cat <<EOF
---
name: Example $slug
kind: third
summary: People who do something for others around here, week after week.
checked: 2026-09-01
checked_by: a link worker
EOF
		printf '%s\n' "$@"
		printf -- '---\n\nWords.\n'
	} >"groups/$slug.md"
}

area housing 1 haven
area recovery 2 haven
for place in north south; do
	printf -- '---\ntitle: %s\n---\n' "$place" >"places/$place.md"
done
printf -- '---\ntitle: Everybody young\n---\n' >audiences/young.md
group haven 'phone: 01632 960001' 'leads: [housing, recovery]' 'places: [north]'
