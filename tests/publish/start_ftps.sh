#!/bin/sh
# start_ftps.sh DIR: vsftpd on a free port, as root, with encryption that it insists on for names,
# passwords and data; a certificate of its own for 127.0.0.1, in CA.
#
# DIR is made; DIR/env has PORT, URL, ACCOUNT, PASSWORD, CA and FILES (where the account is at home);
# DIR/pids what must be stopped; DIR/log what was asked of the server.
# IMPLICIT=YES: encryption from the first byte on, as at port 990. PLAIN=YES: none at all.
# PASSIVE_PORTS: "from to", if a firewall says so.
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
mkdir -p /run/vsftpd/empty
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=127.0.0.1 \
	-addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout "$dir/key.pem" -out "$dir/ca.pem" 2>"$dir/openssl.log"
cat >"$dir/vsftpd.conf" <<-END
	listen=YES
	listen_address=127.0.0.1
	listen_port=$port
	background=NO
	pasv_address=127.0.0.1
	anonymous_enable=NO
	local_enable=YES
	write_enable=YES
	local_umask=022
	file_open_mode=0644
	pam_service_name=blether
	secure_chroot_dir=/run/vsftpd/empty
	seccomp_sandbox=NO
	utf8_filesystem=YES
	delete_failed_uploads=NO
	ssl_enable=$([ "${PLAIN-}" ] && echo NO || echo YES)
	rsa_cert_file=$dir/ca.pem
	rsa_private_key_file=$dir/key.pem
	ssl_tlsv1=YES
	ssl_ciphers=HIGH
	force_local_logins_ssl=YES
	force_local_data_ssl=YES
	require_ssl_reuse=${SSL_REUSE:-YES}
	implicit_ssl=${IMPLICIT:-NO}
	xferlog_enable=YES
	xferlog_std_format=NO
	log_ftp_protocol=YES
	vsftpd_log_file=$dir/log
	dual_log_enable=NO
END
set -- ${PASSIVE_PORTS-}
[ $# -lt 2 ] || printf '%s\n' "pasv_min_port=$1" "pasv_max_port=$2" >>"$dir/vsftpd.conf"
/usr/sbin/vsftpd "$dir/vsftpd.conf" </dev/null >"$dir/vsftpd.err" 2>&1 &
echo $! >"$dir/pids"
scheme=ftp
[ "${IMPLICIT-}" ] && scheme=ftps
cat >"$dir/env" <<-END
	PORT=$port
	URL=$scheme://127.0.0.1:$port/
	ACCOUNT=$user
	PASSWORD=$(quoted "$password")
	CA=$dir/ca.pem
	FILES=$dir/files
END
if [ "${IMPLICIT-}" ]; then
	for try in 1 2 3 4 5 6 7 8 9 10; do
		curl -s -o "$dir/hello" --cacert "$dir/ca.pem" --user "$user:$password" "$scheme://127.0.0.1:$port/" && exit 0
		sleep 0.3
	done
	exit 1
fi
wait_for "$port" $! 220 || { cat "$dir/vsftpd.err" >&2; exit 1; }
