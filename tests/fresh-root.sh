#!/bin/sh
# Usage: fresh-root.sh [COMMAND...]     (as root, on a Debian machine with debootstrap)
#
# Does what the README says on a machine that has nothing but Debian 12's base
# system, make and git: clones the last commit into a new root folder and runs
# `make demo` and `make check` there, or the commands given instead. Packages
# come from where this machine gets its own. The bare system is kept in
# $BASE (/tmp/bookworm-base.tar) for the next time; all else is removed.
set -eu
: "${BASE:=/tmp/bookworm-base.tar}"
repository=$(cd "$(dirname "$0")/.." && pwd)

say() { printf '\n== %s\n' "$*"; }

# Inside the namespace: what is mounted here is gone when this ends.
if [ "${1-}" = --inside ]; then
	root=$2
	shift 2
	mount --bind "$root" "$root" # a root that is a mount point: tests mount disks of their own
	mount -t proc proc "$root/proc"
	mount --rbind --make-rslave /sys "$root/sys"
	mount --rbind --make-rslave /dev "$root/dev"
	mount -t tmpfs tmpfs "$root/dev/shm"
	for command; do
		say "$command"
		chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin CI=true \
			NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt sh -c "cd /root/blether && $command" </dev/null || exit
	done
	exit 0
fi

[ $# -gt 0 ] || set -- 'make demo' 'make check'
[ "$(id -u)" -eq 0 ] || { echo "fresh-root.sh: only root can make a new root folder" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT TERM

if [ ! -f "$BASE" ]; then
	say "making the base system"
	debootstrap --variant=minbase --include=make,git,ca-certificates bookworm "$work/base"
	rm -rf "$work"/base/var/cache/apt/archives/*.deb "$work"/base/var/lib/apt/lists/*
	tar -C "$work/base" -cf "$BASE.new" .
	mv "$BASE.new" "$BASE"
fi

root=$work/root
mkdir "$root"
tar -C "$root" -xf "$BASE"
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
rm -f "$root"/etc/apt/sources.list
for f in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
	[ ! -f "$f" ] || cp "$f" "$root/${f#/}"
done
apt-config dump Acquire >"$root/etc/apt/apt.conf.d/00acquire"
cp -R /usr/local/share/ca-certificates "$root/usr/local/share/"
chroot "$root" update-ca-certificates >/dev/null 2>&1
git clone -q --no-hardlinks "$repository" "$root/root/blether"

status=0
unshare --mount --pid --fork --kill-child "$0" --inside "$root" "$@" || status=$?
say "$([ $status -eq 0 ] && echo "a fresh machine can do it" || echo "it failed with status $status")"
exit $status
