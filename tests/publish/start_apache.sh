#!/bin/sh
# start_apache.sh DIR: Apache as a WebDAV host. DIR/env says where it is, with the same words as
# start_nginx.sh, and DIGEST_URL, where the password goes by Digest (RFC 7616).
# stop_servers.sh DIR ends it.
. "$(dirname "$0")/dav_place.sh"
# shellcheck disable=SC2046
set -- $(free_ports 4)
port=$1 plain_port=$2 read_port=$3 digest_port=$4
modules=/usr/lib/apache2/modules
printf '%s:volunteers:%s\n' "$user" "$(printf %s "$user:volunteers:$secret" | md5sum | cut -d' ' -f1)" >"$dir/digests"
{
	for m in mpm_event authn_core authn_file authz_core authz_user auth_basic auth_digest dir mime dav dav_fs ssl log_config; do
		[ ! -f $modules/mod_$m.so ] || echo "LoadModule ${m}_module $modules/mod_$m.so"
	done
	cat <<-END
		ServerRoot $dir
		ServerName localhost
		Listen $bind:$port
		Listen $bind:$plain_port
		Listen $bind:$read_port
		Listen $bind:$digest_port
		PidFile $dir/pid
		DefaultRuntimeDir $dir/tmp
		ErrorLog $dir/errors
		LogFormat "%h \"%r\" %>s" short
		CustomLog $dir/requests short
		TypesConfig /etc/mime.types
		DocumentRoot $dir/www
		DavLockDB $dir/lock/db
		ServerLimit 1
		StartServers 1
		ThreadsPerChild 64
		MaxRequestWorkers 64
		MinSpareThreads 1
		MaxSpareThreads 64
		KeepAlive On
		MaxKeepAliveRequests 0
		KeepAliveTimeout 60
		<Directory $dir/www>
		Require all granted
		</Directory>
		<VirtualHost $bind:$port>
		SSLEngine on
		SSLCertificateFile $dir/ca.pem
		SSLCertificateKeyFile $dir/key.pem
		Include $dir/dav.conf
		</VirtualHost>
		<VirtualHost $bind:$plain_port>
		Include $dir/dav.conf
		</VirtualHost>
		<VirtualHost $bind:$digest_port>
		Include $dir/dav.conf
		<Location /site>
		AuthType Digest
		AuthDigestProvider file
		AuthUserFile $dir/digests
		</Location>
		</VirtualHost>
		<VirtualHost $bind:$read_port>
		DocumentRoot $dir/www/site
		</VirtualHost>
	END
	# It does not write as root.
	[ "$(id -u)" -ne 0 ] || printf 'User nobody\nGroup nogroup\n'
} >"$dir/conf"
cat >"$dir/dav.conf" <<-END
	DocumentRoot $dir/www
	<Location /site>
	Dav On
	AuthType Basic
	AuthName volunteers
	AuthBasicProvider file
	AuthUserFile $dir/passwords
	Require valid-user
	</Location>
END
if [ "$(id -u)" -eq 0 ]; then
	chown -R nobody:nogroup "$dir/www" "$dir/lock" "$dir/tmp"
	chmod a+rx "$dir" "$(dirname "$dir")"
fi
apache2 -D FOREGROUND -f "$dir/conf" >"$dir/start" 2>&1 </dev/null &
started $! apache
echo "DIGEST_URL=http://$bind:$digest_port/site/" >>"$dir/env"
