#!/bin/sh
# start_sftp.sh DIR: OpenSSH on a free port, for SFTP by password and by key, as root.
#
# DIR is made; DIR/env has PORT, URL, ACCOUNT, PASSWORD, KEY, LOCKED_KEY (whose passphrase is
# PASSWORD), KNOWN_HOSTS and FILES (where the account is at home); DIR/pids what must be stopped;
# DIR/log what was asked of the server, in as much detail as LOG_LEVEL says (INFO).
set -eu
here=$(dirname "$0")
if [ "${2-}" != inside ]; then
	exec unshare --mount "$0" "$1" inside
fi
. "$here/accounts.sh"
mkdir -p "$1"
dir=$(realpath "$1")
others_may_enter "$dir"
own_accounts "$dir"
mkdir /run/sshd "$dir/keys"
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
: >"$dir/log"
chmod a+w "$dir/log"

ssh-keygen -q -t ed25519 -N '' -C host -f "$dir/keys/host"
ssh-keygen -q -t ed25519 -N '' -C open -f "$dir/keys/open"
ssh-keygen -q -t ed25519 -N "$password" -C locked -f "$dir/keys/locked"
ssh-keygen -q -t ed25519 -N '' -C unknown -f "$dir/keys/unknown" # which the server does not know
cat "$dir/keys/open.pub" "$dir/keys/locked.pub" >"$dir/keys/authorized"
chmod a+r "$dir/keys/authorized"
echo "[127.0.0.1]:$port $(cut -d ' ' -f 1,2 "$dir/keys/host.pub")" >"$dir/known_hosts"

cat >"$dir/sshd_config" <<-END
	ListenAddress 127.0.0.1:$port
	HostKey $dir/keys/host
	PidFile $dir/pid
	AuthorizedKeysFile $dir/keys/authorized
	StrictModes no
	UsePAM no
	PasswordAuthentication yes
	KbdInteractiveAuthentication no
	AllowUsers $user
	MaxStartups 100
	Subsystem sftp exec /usr/lib/openssh/sftp-server -e -l ${LOG_LEVEL:-INFO} 2>>$dir/log
END
/usr/sbin/sshd -D -E "$dir/sshd.log" -f "$dir/sshd_config" </dev/null >/dev/null 2>&1 &
echo $! >"$dir/pids"
cat >"$dir/env" <<-END
	PORT=$port
	URL=sftp://127.0.0.1:$port$dir/files
	ACCOUNT=$user
	PASSWORD=$(quoted "$password")
	KEY=$dir/keys/open
	LOCKED_KEY=$dir/keys/locked
	KNOWN_HOSTS=$dir/known_hosts
	FILES=$dir/files
END
wait_for "$port" $! SSH-2.0 || { cat "$dir/sshd.log" >&2; exit 1; }
