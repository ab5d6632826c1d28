#!/bin/sh
# Usage: packages.sh SECTION...
#
# Installs the packages that packages.txt lists in these sections and that this
# machine lacks. When nothing is missing it does nothing: no network, no root.
set -eu
list=$(dirname "$0")/packages.txt

say() { printf '%s\n' "$@" >&2; }

# One line a package of these sections: its name and what it is for.
wanted() {
	awk -v sections=" $* " '
		/^\[/ { inside = index(sections, " " substr($1, 2, length($1) - 2) " ") }
		!/^[[#]/ && NF && inside && !seen[$1]++ {
			name = $1; why = $0
			if (!sub(/^[^#]*# */, "", why)) why = ""
			print name, why
		}' "$list"
}

# Those of them that no installed package is or provides.
missing() {
	dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' | awk '
		NR == FNR {
			if ($1 != "installed") next
			gsub(/\([^)]*\)|,/, " ")
			for (i = 2; i <= NF; i++) there[$i] = 1
			next
		}
		!($1 in there)' - "$wants"
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

install() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet \
		--no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >&2
}

wants=$(mktemp)
trap 'rm -f "$wants"' EXIT
wanted "$@" >"$wants"

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	say "This is not Debian, so nothing can be installed for you. blether needs what these" \
	    "Debian packages hold; if something is missing, the next steps will say so:" \
	    "$(sed 's/^/  /' "$wants")"
	exit 0
fi

lacking=$(missing)
[ -n "$lacking" ] || exit 0
names=$(printf '%s\n' "$lacking" | cut -d' ' -f1)

say "Missing on this machine, to be installed now:" "$(printf '%s\n' "$lacking" | sed 's/^/  /')"
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
	say "Only the administrator can do that, and there is no sudo here. Ask for this to be run as root:" \
	    "  apt-get install --no-install-recommends $(echo $names)"
	exit 1
fi

# A new machine has no list of packages, an old one may have a stale list.
if apt-get install --simulate --no-install-recommends $names >/dev/null 2>&1 && install $names; then
	exit 0
fi
if ! as_root apt-get update --quiet >&2; then
	say "The list of packages could not be fetched. Is this machine connected to the internet?"
	exit 1
fi
if ! install $names; then
	say "Not everything could be installed; the lines above say why. On Debian 12 all of these exist:" \
	    "  $(echo $names)" \
	    "Often the disk is full, the connection broke off, or another program is installing. Try again."
	exit 1
fi
