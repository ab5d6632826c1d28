#!/bin/sh
# What packages.sh does to a machine: no server may start on it. In a name space of its own, where
# /usr/sbin and /etc/init.d are the test's and apt-get only pretends.
set -u
if [ "${1-}" != inside ]; then
	alone="unshare --mount"
	[ "$(id -u)" -eq 0 ] || alone="unshare --map-root-user --mount"
	exec $alone "$0" inside
fi
. tests/cli/box.sh

mkdir "$box/bin" "$box/sbin" "$box/init.d"
mount --bind "$box/sbin" /usr/sbin && mount --bind "$box/init.d" /etc/init.d || exit 1
leave() { umount /usr/sbin /etc/init.d; }

# It finds every package missing, asks the policy as invoke-rc.d does, and has nginx begin at boot.
cat >"$box/bin/dpkg-query" <<-'END'
	#!/bin/sh
	echo "installed dpkg, "
END
cat >"$box/bin/apt-get" <<-'END'
	#!/bin/sh
	case "$*" in *--simulate*) exit 0 ;; *update*) exit 0 ;; esac
	/usr/sbin/policy-rc.d nginx start
	echo "policy $?" >>"$BOX/calls"
	: >/etc/init.d/nginx
	[ ! -e "$BOX/kill" ] || kill -TERM $PPID
	[ ! -e "$BOX/fail" ]
END
cat >"$box/sbin/update-rc.d" <<-'END'
	#!/bin/sh
	echo "update-rc.d $*" >>"$BOX/calls"
END
chmod +x "$box"/bin/* "$box/sbin/update-rc.d"

# try: installs, and leaves what was asked for in $box/calls.
try() {
	rm -f "$box/calls"
	BOX=$box PATH=$box/bin:/usr/sbin:$PATH ./packages.sh check >"$box/stdout" 2>"$box/stderr"
}
same() { # same FILE TEXT SENTENCE
	printf '%s\n' "$2" | cmp -s - "$1"
	ok $? "$3" "$(cat "$1")"
}
gone() {
	[ ! -e "$box/sbin/policy-rc.d" ]
	ok $? "$1"
}

try
ok $? "packages are installed" "$(cat "$box/stderr")"
same "$box/calls" "policy 101
update-rc.d nginx disable" "while they are, no service may start, and a new server does not start with the machine either"
gone "afterwards services start as before"

try
same "$box/calls" "policy 101" "a server that was there already is left as it is"
gone "and services start as before"

: >"$box/fail"
try
[ $? -eq 1 ]
ok $? "when the packages cannot be installed that is said" "$(cat "$box/stderr")"
gone "and services start as before"
rm "$box/fail"

: >"$box/kill"
try
gone "after a signal too, services start as before"
rm "$box/kill"

printf '#!/bin/sh\nexit 104\n' >"$box/sbin/policy-rc.d"
chmod +x "$box/sbin/policy-rc.d"
try
same "$box/calls" "policy 104" "an administrator's own policy holds"
same "$box/sbin/policy-rc.d" "#!/bin/sh
exit 104" "and is left as it is"

finish
