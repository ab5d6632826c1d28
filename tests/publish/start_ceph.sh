#!/bin/bash
# start_ceph.sh DIR: the S3 of Ceph (RADOS Gateway) on free ports of this computer, its objects in
# memory. All of it is in DIR, which must not be there yet:
#
#   DIR/env     ENDPOINT PORT REGION USER SECRET BUCKET S3CMD: to be sourced. BUCKET can be read by
#               all; S3CMD is a configuration file of s3cmd
#               (which has to sign in the old way: Debian's gets the new one wrong)
#   DIR/pids    one a line; kill -9 $(cat DIR/pids) stops it, and nothing is left but DIR
#
# Ends with 0 when it answers, which takes ten to twenty seconds.
. "$(dirname "$0")/s3_place.sh"

configure() {
	mkdir -p cluster/{mon,osd,run}
	cd cluster || exit 1
	: >../pids
	fsid=$(cat /proc/sys/kernel/random/uuid)
	read -r mon_port PORT < <(free_ports 2)
	cat >ceph.conf <<-END
		[global]
		fsid = $fsid
		mon initial members = a
		mon host = [v2:127.0.0.1:$mon_port]
		public addr = 127.0.0.1
		cluster addr = 127.0.0.1
		auth cluster required = cephx
		auth service required = cephx
		auth client required = cephx
		run dir = $PWD/run
		admin socket = $PWD/run/\$name.\$pid.asok
		pid file = $PWD/run/\$name.pid
		log file = $PWD/run/\$name.log
		crash dir = $PWD/run
		keyring = $PWD/keyring
		osd pool default size = 1
		osd pool default min size = 1
		osd pool default pg num = 1
		osd pool default pgp num = 1
		osd pool default pg autoscale mode = off
		osd crush chooseleaf type = 0
		mon allow pool size one = true
		mon max pg per osd = 1000
		mon warn on pool no redundancy = false
		mon data avail crit = 1
		osd objectstore = memstore
		memstore device bytes = 2147483648
		osd data = $PWD/osd
		mon data = $PWD/mon
		ms bind ipv4 = true
		ms bind ipv6 = false
		rgw frontends = beast endpoint=127.0.0.1:$PORT
		rgw dns name = localhost
		rgw enable usage log = false
		[client.rgw.a]
		rgw data = $PWD/run
	END
	export CEPH_CONF=$PWD/ceph.conf CEPH_ARGS="-c $PWD/ceph.conf"
}

keys() {
	ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *' &&
		ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' &&
		ceph-authtool keyring --gen-key -n client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx' &&
		ceph-authtool keyring --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
}

# serve PROGRAM OPTIONS: in the background, its process id remembered.
serve() {
	"$@" -f >"$1.out" 2>&1 </dev/null &
	echo $! >>../pids
}

answers() {
	for _ in $(seq 240); do
		curl -s -o /dev/null "http://127.0.0.1:$PORT/" && return
		kill -0 $! 2>/dev/null || return
		sleep 0.25
	done
	return 1
}

# Between asking for a free port and taking it, somebody else may take it.
cluster() {
	configure && keys >keys.out 2>&1 || return
	osd=$(cat /proc/sys/kernel/random/uuid)
	{
		monmaptool --create --addv a "[v2:127.0.0.1:$mon_port]" --fsid "$fsid" monmap &&
			ceph-mon --mkfs -i a --monmap monmap --keyring keyring
	} >mkfs.out 2>&1 || return
	serve ceph-mon -i a
	{
		timeout 60 ceph osd new "$osd" && ceph-osd -i 0 --mkfs --osd-uuid "$osd" && timeout 60 ceph auth import -i keyring
	} >osd.out 2>&1 || return
	serve ceph-osd -i 0
	serve radosgw -n client.rgw.a
	answers
}

for try in 1 2 3; do
	(cluster) && break
	[ $try -lt 3 ] || fail "it does not start"
	kill -9 $(cat pids) 2>/dev/null
	rm -rf cluster
done
PORT=$(sed -n 's/.*endpoint=127.0.0.1://p' cluster/ceph.conf)
timeout 60 radosgw-admin -c cluster/ceph.conf user create --uid=pod --display-name=pod --access-key=AKPODTEST --secret-key=sekret/se+kret >cluster/user.out 2>&1 ||
	fail "it makes no user"
cat >env <<END
ENDPOINT=http://127.0.0.1:$PORT
PORT=$PORT
REGION=us-east-1
USER=AKPODTEST
SECRET=sekret/se+kret
BUCKET=pod
S3CMD=$dir/s3cmd
END
cat >s3cmd <<END
[default]
access_key = AKPODTEST
secret_key = sekret/se+kret
host_base = 127.0.0.1:$PORT
host_bucket = 127.0.0.1:$PORT/%(bucket)s
use_https = False
signature_v2 = True
END
. ./env
/usr/bin/python3 - "$ENDPOINT" >cluster/bucket.out 2>&1 <<-'END' || fail "it makes no bucket"
	import boto3, json, sys
	s3 = boto3.client('s3', endpoint_url=sys.argv[1], region_name='us-east-1', aws_access_key_id='AKPODTEST', aws_secret_access_key='sekret/se+kret')
	s3.create_bucket(Bucket='pod')
	all_read = {'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::pod/*'}
	s3.put_bucket_policy(Bucket='pod', Policy=json.dumps({'Version': '2012-10-17', 'Statement': [all_read]}))
END
