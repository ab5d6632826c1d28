#!/bin/bash
# start_swift.sh DIR: OpenStack Swift, which speaks S3 too (s3api), on free ports of this computer.
# All of it is in DIR, which must not be there yet, on a file system with extended attributes:
#
#   DIR/env     ENDPOINT PORT REGION USER SECRET BUCKET S3CMD: to be sourced. BUCKET can be read by
#               all at PUBLIC; S3CMD is a configuration file of s3cmd
#               (which has to sign in the old way: Debian's gets the new one wrong)
#   DIR/pids    one a line; kill -9 $(cat DIR/pids) stops it, and nothing is left but DIR
#
# Ends with 0 when it answers, which takes about five seconds.
. "$(dirname "$0")/s3_place.sh"
/usr/bin/python3 -c 'import os; os.setxattr(".", "user.swift", b"1")' || fail "$dir has no extended attributes"

# ring NAME PORT: one device.
ring() {
	swift-ring-builder "$1.builder" create 4 1 1 &&
		swift-ring-builder "$1.builder" add "r1z1-127.0.0.1:$2/d1" 1 && swift-ring-builder "$1.builder" rebalance
} >>ring.out 2>&1

configure() {
	mkdir -p run/node/d1
	cd run || exit 1
	: >../pids
	read -r account container object PORT < <(free_ports 4)
	common="bind_ip = 127.0.0.1
workers = 0
swift_dir = $PWD
user = $(id -un)
log_name = swift
log_address = $PWD/no-syslog"
	for name in account container object; do
		ring $name "${!name}"
		cat >$name-server.conf <<-END
			[DEFAULT]
			$common
			bind_port = ${!name}
			devices = $PWD/node
			mount_check = false
			[pipeline:main]
			pipeline = $name-server
			[app:$name-server]
			use = egg:swift#$name
			recon_cache_path = $PWD
		END
	done
	cat >swift.conf <<-END
		[swift-hash]
		swift_hash_path_prefix = a
		swift_hash_path_suffix = b
		[storage-policy:0]
		name = p0
		default = yes
	END
	cat >proxy-server.conf <<-END
		[DEFAULT]
		$common
		bind_port = $PORT
		[pipeline:main]
		pipeline = catch_errors proxy-logging cache listing_formats bulk s3api tempauth copy slo dlo proxy-server
		[app:proxy-server]
		use = egg:swift#proxy
		account_autocreate = true
		[filter:catch_errors]
		use = egg:swift#catch_errors
		[filter:proxy-logging]
		use = egg:swift#proxy_logging
		[filter:cache]
		use = egg:swift#memcache
		memcache_servers = 127.0.0.1:1
		[filter:listing_formats]
		use = egg:swift#listing_formats
		[filter:bulk]
		use = egg:swift#bulk
		[filter:slo]
		use = egg:swift#slo
		[filter:dlo]
		use = egg:swift#dlo
		[filter:copy]
		use = egg:swift#copy
		[filter:s3api]
		use = egg:swift#s3api
		location = us-east-1
		s3_acl = false
		[filter:tempauth]
		use = egg:swift#tempauth
		user_pod_pod = sekret/se+kret .admin
	END
}

answers() {
	for _ in $(seq 240); do
		curl -sf -o /dev/null "http://127.0.0.1:$PORT/info" && return
		for pid in $(cat ../pids); do
			kill -0 "$pid" 2>/dev/null || return
		done
		sleep 0.25
	done
	return 1
}

cluster() {
	configure
	for name in account container object proxy; do
		SWIFT_CONF_FILE=$PWD/swift.conf swift-$name-server $name-server.conf -v >$name.out 2>&1 </dev/null &
		echo $! >>../pids
	done
	answers
}

# Between asking for a free port and taking it, somebody else may take it.
for try in 1 2 3; do
	(cluster) && break
	[ $try -lt 3 ] || fail "it does not start"
	kill -9 $(cat pids) 2>/dev/null
	rm -rf run
done
PORT=$(sed -n 's/bind_port = //p' run/proxy-server.conf)
cat >env <<END
ENDPOINT=http://127.0.0.1:$PORT
PUBLIC=http://127.0.0.1:$PORT/v1/AUTH_pod
PORT=$PORT
REGION=us-east-1
USER=pod:pod
SECRET=sekret/se+kret
BUCKET=pod
S3CMD=$dir/s3cmd
END
cat >s3cmd <<END
[default]
access_key = pod:pod
secret_key = sekret/se+kret
host_base = 127.0.0.1:$PORT
host_bucket = 127.0.0.1:$PORT/%(bucket)s
use_https = False
signature_v2 = True
END
. ./env
/usr/bin/python3 - "$ENDPOINT" >run/bucket.out 2>&1 <<-'END' || fail "it makes no bucket"
	import boto3, json, sys
	s3 = boto3.client('s3', endpoint_url=sys.argv[1], region_name='us-east-1', aws_access_key_id='pod:pod', aws_secret_access_key='sekret/se+kret')
	s3.create_bucket(Bucket='pod', ACL='public-read')
END
