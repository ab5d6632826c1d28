#!/bin/sh
# start_git.sh DIR: a git repository over https with a password, as forges have it: Apache and git's own
# http-backend. DIR/env has URL, ACCOUNT, PASSWORD, CA (its certificate) and REPOSITORY (on this disk).
# stop_servers.sh DIR ends it.
. "$(dirname "$0")/dav_place.sh"
port=$(free_ports 1)
modules=/usr/lib/apache2/modules
git init -q --bare "$dir/www/site.git"
git -C "$dir/www/site.git" config http.receivepack true
git -C "$dir/www/site.git" config uploadpack.allowFilter true
{
	for m in mpm_event authn_core authn_file authz_core authz_user auth_basic env alias cgid mime dir ssl; do
		[ ! -f $modules/mod_$m.so ] || echo "LoadModule ${m}_module $modules/mod_$m.so"
	done
	cat <<-END
		ServerRoot $dir
		ServerName localhost
		Listen $bind:$port
		PidFile $dir/pid
		DefaultRuntimeDir $dir/tmp
		ScriptSock $dir/tmp/cgid
		ErrorLog $dir/errors
		TypesConfig /etc/mime.types
		SSLEngine on
		SSLCertificateFile $dir/ca.pem
		SSLCertificateKeyFile $dir/key.pem
		SetEnv GIT_PROJECT_ROOT $dir/www
		SetEnv GIT_HTTP_EXPORT_ALL
		ScriptAlias /git/ /usr/lib/git-core/git-http-backend/
		<Location /git/>
		AuthType Basic
		AuthName volunteers
		AuthBasicProvider file
		AuthUserFile $dir/passwords
		Require valid-user
		</Location>
	END
	# It does not run as root.
	[ "$(id -u)" -ne 0 ] || printf 'User nobody\nGroup nogroup\n'
} >"$dir/conf"
if [ "$(id -u)" -eq 0 ]; then
	chown -R nobody:nogroup "$dir/www" "$dir/tmp"
	chmod a+rx "$dir" "$(dirname "$dir")"
fi
apache2 -D FOREGROUND -f "$dir/conf" >"$dir/start" 2>&1 </dev/null &
echo $! >"$dir/pids"
tries=0
until curl -s -o "$dir/answer" --max-time 5 --noproxy '*' --cacert "$dir/ca.pem" "https://$bind:$port/"; do
	tries=$((tries + 1))
	if [ $tries -gt 100 ]; then
		cat "$dir/errors" "$dir/start" >&2
		"$(dirname "$0")/stop_servers.sh" "$dir"
		exit 1
	fi
	sleep 0.1
done
cat >"$dir/env" <<-END
	URL=https://$bind:$port/git/site.git
	ACCOUNT=$user
	PASSWORD='$secret'
	CA=$dir/ca.pem
	REPOSITORY=$dir/www/site.git
END
