#!/bin/sh
# Usage: packages.sh SECTION...
#
# Installs the packages that packages.txt lists in these sections and that this
# machine lacks. When nothing is missing it does nothing: no network, no root.
# No server that comes with one of them is started, now or with the machine.
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
			printf "  %-20s %s\n", name, why
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

# apt's talk goes to a log: hundreds of lines that help only when it fails.
apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get --yes -o DPkg::Lock::Timeout=300 "$@" \
		>>"$log" 2>&1 </dev/null
}

# A server that comes with a package must not begin to serve here. Debian's way of saying so is a
# program that forbids every start (policy-rc.d(8), status 101); where the administrator already
# has one, theirs holds. Ours says whose it is: one that a killed run left is known and removed.
policy=/usr/sbin/policy-rc.d
forbid_starts() {
	if [ ! -e "$policy" ] && [ ! -L "$policy" ]; then
		as_root sh -c 'printf "#!/bin/sh\n# from packages.sh of blether, which removes it\nexit 101\n" >"$1" &&
			chmod 755 "$1"' sh "$policy"
	fi
}
allow_starts() {
	! grep -qs 'packages.sh of blether' "$policy" || as_root rm -f "$policy"
}

# Those that would begin with the next start of the machine.
servers=nginx
keep_from_boot() {
	for server in $servers; do
		case " $were_there " in
		*" $server "*) ;;
		*) [ ! -e "/etc/init.d/$server" ] || as_root update-rc.d "$server" disable >>"$log" 2>&1 || true ;;
		esac
	done
}

install() {
	were_there=$(for server in $servers; do [ ! -e "/etc/init.d/$server" ] || echo "$server"; done | paste -sd' ')
	forbid_starts
	status=0
	apt install --no-install-recommends "$@" || status=$?
	keep_from_boot
	allow_starts
	return $status
}

can_install() {
	apt-get install --simulate --no-install-recommends "$@" >/dev/null 2>&1
}

wants=$(mktemp)
log=$(mktemp)
trap 'allow_starts; rm -f "$wants" "$log"' EXIT
trap 'exit 130' INT TERM HUP
wanted "$@" >"$wants"

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	say "This is not Debian, so nothing can be installed for you. blether needs what these" \
	    "Debian packages hold; if something is missing, the next steps will say so:" "$(cat "$wants")"
	exit 0
fi

lacking=$(missing)
[ -n "$lacking" ] || exit 0
names=$(printf '%s\n' "$lacking" | awk '{ print $1 }' | paste -sd' ')

say "Missing on this machine, to be installed now (this may take some minutes):" "$lacking"
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
	say "Only the administrator can do that, and there is no sudo here. Ask for this to be run as root:" \
	    "  apt-get install --no-install-recommends $names"
	exit 1
fi
[ "$(id -u)" -eq 0 ] || sudo -v || exit 1

# A new machine has no list of packages, and on an old one it is out of date.
if can_install $names && install $names; then
	exit 0
fi
apt update || true
if ! install $names; then
	say "They could not be installed. This is how apt-get ended:" \
	    "$(grep '^[EW]:' "$log" | tail -n 4 | sed 's/^/  /')" \
	    "Is this machine connected to the internet, is there room on its disk, and is it Debian 12?"
	exit 1
fi
