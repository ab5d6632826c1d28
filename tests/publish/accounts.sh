# Sourced by the scripts that start servers with accounts: as root, in a name space of mounts of its
# own, so that a server knows a user whom this computer does not know, and nothing is left behind.
#
# own_accounts DIR: from here on /etc/passwd, /etc/shadow and /etc/pam.d are those in DIR, with the
# user 'volunteer' (whose password is in $password), at home in DIR/files; /run is empty.
user=volunteer
password='pass word "#%'\'
uid=20022

own_accounts() {
	mkdir "$1/etc" "$1/etc/pam.d" "$1/files"
	cp /etc/passwd /etc/group "$1/etc/"
	echo "$user:x:$uid:$uid::$1/files:/bin/sh" >>"$1/etc/passwd"
	echo "$user:x:$uid:" >>"$1/etc/group"
	printf '%s' "$password" | openssl passwd -6 -stdin | sed "s/^/$user:/; s/\$/:20000:0:99999:7:::/" >"$1/etc/shadow"
	chmod 600 "$1/etc/shadow"
	printf '%s\n' 'auth required pam_unix.so' 'account required pam_unix.so' 'session required pam_permit.so' >"$1/etc/pam.d/blether"
	# SMALL=2M: a disk that is soon full; only the server sees it, at /proc/PID/root.
	[ -z "${SMALL-}" ] || mount -t tmpfs -o "size=$SMALL" tmpfs "$1/files"
	chown $uid:$uid "$1/files"
	for name in passwd group shadow pam.d; do
		mount --bind "$1/etc/$name" "/etc/$name"
	done
	mount -t tmpfs -o size=1M,mode=755 tmpfs /run
}

# others_may_enter DIR: the user is neither who runs the tests nor of the group.
others_may_enter() {
	above=$1
	while [ "$above" != / ] && [ -O "$above" ]; do
		chmod a+x "$above"
		above=$(dirname "$above")
	done
}

# wait_for PORT PID GREETING: until what listens there says GREETING, 20 seconds at most.
wait_for() {
	/usr/bin/python3 - "$@" <<-'END'
		import os, socket, sys, time
		for i in range(400):
		    try:
		        os.kill(int(sys.argv[2]), 0)
		        with socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5) as s:
		            if s.recv(100).startswith(sys.argv[3].encode()): sys.exit(0)
		    except ProcessLookupError: break
		    except OSError: pass
		    time.sleep(0.05)
		sys.exit('no server answers at ' + sys.argv[1])
	END
}

# quoted TEXT: as a word of the shell.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
