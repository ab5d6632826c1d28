#!/usr/bin/python3
"""Publishing beside rclone, rsync and s3cmd, on the same servers in the same run.

publish.py [PROTOCOL…]: of sftp, webdav, ftps, s3 (all). For each: 1,000 files of 6 KB to an empty place,
and one changed file of 10,000; medians of three. Wall and CPU seconds of the client, requests as the
server's own log counts them where it has one. ROUNDS=3 FILES=1000 MANY=10000; SLOW=1 measures peers
that take minutes, too.
"""
import hashlib, os, re, resource, shutil, statistics, subprocess, sys, tempfile, time
from pathlib import Path

tree = Path(__file__).resolve().parents[2]
errand = tree / 'build/release/tests/publish/errand'
rounds, few, many = (int(os.environ.get(k, v)) for k, v in (('ROUNDS', 3), ('FILES', 1000), ('MANY', 10000)))
box = Path(tempfile.mkdtemp(prefix='blether-bench-'))
os.chmod(box, 0o755)


def run(argv, check=True, **env):
    """Wall and CPU seconds of a program and its children."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    p = subprocess.run([str(a) for a in argv], env={k: v for k, v in dict(os.environ, **env).items() if k != 'AWS_CA_BUNDLE'}, capture_output=True, text=True)
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if check and p.returncode:
        sys.exit(f'{argv}: {p.returncode}\n{p.stdout[-2000:]}{p.stderr[-2000:]}')
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def note(folder):
    """What a build leaves in the output: the hashes are known, to blether as to a peer the times are."""
    lines = []
    for p in sorted(folder.rglob('*.html'), key=lambda p: os.fsencode(p)):
        st = p.stat()
        lines.append(f'{p.relative_to(folder)}\t{hashlib.sha256(p.read_bytes()).hexdigest()}\t{st.st_size}\ttext/html\tpage\t{st.st_mtime_ns}\t{st.st_ino}\n')
    (folder / '.blether-manifest').write_text(f'blether-manifest\t1\t{len(lines)}\n' + ''.join(sorted(lines)))


def site(folder, count):
    for i in range(count):
        path = folder / f'pages/{i % 50}/page-{i}.html'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((f'<p>{i}</p>'.encode() + b'x' * 6000)[:6000])
    note(folder)
    return folder


def start(server):
    place = box / server
    # rclone cannot take up a session of encryption again, on which vsftpd insists otherwise
    subprocess.run([tree / f'tests/publish/start_{server}.sh', place], check=True, capture_output=True, env=dict(os.environ, SSL_REUSE='NO'))
    names = re.findall(r'^([A-Z_0-9]+)=', (place / 'env').read_text(), re.M)
    shown = subprocess.run(['sh', '-c', f'. {place}/env; ' + '; '.join(f'printf "%s\\0" "${n}"' for n in names)],
                           capture_output=True, text=True, check=True).stdout.split('\0')
    return dict(zip(names, shown))


def obscured(secret):
    return subprocess.run(['rclone', 'obscure', secret], capture_output=True, text=True, check=True).stdout.strip()


class Place:
    """A server: how blether and its peers get there, and how it is emptied."""
    log, empty_s3 = None, None

    def __init__(self, name, e):
        self.name, self.e = name, e
        getattr(self, name)(e)

    def sftp(self, e):
        self.blether = f'kind: sftp\n    to: {e["URL"]}/site\n    user: {e["ACCOUNT"]}\n    key_file: {e["KEY"]}\n    known_hosts: {e["KNOWN_HOSTS"]}\n'
        self.secret, self.root = '', Path(e['FILES']) / 'site'
        self.rclone = f'type = sftp\nhost = 127.0.0.1\nport = {e["PORT"]}\nuser = {e["ACCOUNT"]}\nkey_file = {e["KEY"]}\n'
        self.to = 'site'
        ssh = f'ssh -p {e["PORT"]} -i {e["KEY"]} -o UserKnownHostsFile={e["KNOWN_HOSTS"]} -o BatchMode=yes'
        self.others = {'rsync': lambda f: ['rsync', '-rt', '--delete', '--exclude', '.blether-manifest', '-e', ssh, f'{f}/', f'{e["ACCOUNT"]}@127.0.0.1:site/']}

    def webdav(self, e):
        self.blether = f'kind: webdav\n    to: {e["PLAIN_URL"]}\n    user: {e["USER"]}\n'
        self.secret, self.root, self.log = e['SECRET'], Path(e['ROOT']), box / 'nginx/requests'
        self.rclone = f'type = webdav\nurl = {e["PLAIN_URL"]}\nvendor = other\nuser = {e["USER"]}\npass = {obscured(e["SECRET"])}\n'
        self.to, self.others = '', {}

    def ftps(self, e):
        self.blether = f'kind: ftps\n    to: {e["URL"]}site\n    user: {e["ACCOUNT"]}\n    ca: {e["CA"]}\n'
        self.secret, self.root = e['PASSWORD'], Path(e['FILES']) / 'site'
        self.rclone = f'type = ftp\nhost = 127.0.0.1\nport = {e["PORT"]}\nuser = {e["ACCOUNT"]}\npass = {obscured(e["PASSWORD"])}\nexplicit_tls = true\ndisable_tls13 = true\nno_check_certificate = true\n'
        self.to, self.others = 'site', {}

    def s3(self, e):
        self.blether = f'kind: s3\n    to: s3://{e["BUCKET"]}/site\n    endpoint: {e["ENDPOINT"]}\n    region: {e["REGION"]}\n    user: {e["USER"]}\n'
        self.secret, self.root = e['SECRET'], None
        self.rclone = f'type = s3\nprovider = Ceph\nendpoint = {e["ENDPOINT"]}\naccess_key_id = {e["USER"]}\nsecret_access_key = {e["SECRET"]}\nregion = {e["REGION"]}\n'
        self.to = f'{e["BUCKET"]}/site'
        self.others = {'s3cmd': lambda f: ['s3cmd', '-c', e['S3CMD'], 'sync', '--delete-removed', f'{f}/', f's3://{e["BUCKET"]}/site/']} if os.environ.get('SLOW') else {}

    def config(self):
        (box / 'rclone.conf').write_text(f'[x]\n{self.rclone}')
        content = box / f'content-{self.name}'
        content.mkdir(exist_ok=True)
        (content / 'publish.yaml').write_text(f'targets:\n  - name: web\n    {self.blether}')
        return content

    def commands(self):
        content = self.config()
        yield 'blether', lambda f: [errand, content, 'web', 'publish', f]
        yield 'rclone', lambda f: ['rclone', '--config', box / 'rclone.conf', 'sync', '--exclude', '.blether-manifest', f, f'x:{self.to}']
        yield from self.others.items()

    def empty(self):
        if self.root:
            owner = self.root.parent.stat()
            shutil.rmtree(self.root, ignore_errors=True)
            self.root.mkdir()
            os.chown(self.root, owner.st_uid, owner.st_gid)
            self.root.chmod(0o777 if self.name == 'webdav' else 0o755)
        else:
            run(['rclone', '--config', box / 'rclone.conf', 'purge', f'x:{self.to}'], check=False)
        shutil.rmtree(box / 'cache', ignore_errors=True)

    def measure(self, argv):
        at = self.log.stat().st_size if self.log else 0
        wall, cpu = run(argv, BLETHER_TEST_SECRET=self.secret, BLETHER_TEST_CACHE=str(box / 'cache'), BLETHER_TEST_ADDRESS='http://127.0.0.1/')
        requests = None
        if self.log:
            with open(self.log, 'rb') as f:
                f.seek(at)
                requests = f.read().count(b'\n')
        return wall, cpu, requests


def table(place, what, results):
    base = statistics.median(r[0] for r in results['blether'])
    for tool, runs in results.items():
        wall, cpu = (statistics.median(r[i] for r in runs) for i in (0, 1))
        asked = runs[0][2]
        print(f'{place.name:7} {what:22} {tool:8} {wall:8.2f} s wall  {cpu:7.2f} s CPU  {"" if asked is None else asked:>6} requests'
              f'  {wall / base:6.1f} times blether', flush=True)


def first(place, folder):
    results = {}
    for tool, argv in place.commands():
        slow = tool == 's3cmd' or (tool == 'rclone' and place.name in ('sftp', 'webdav', 'ftps'))
        for _ in range(1 if slow else rounds):
            place.empty()
            results.setdefault(tool, []).append(place.measure(argv(folder)))
    table(place, f'{few} new files', results)


def one_changed(place, folder):
    results, page = {}, folder / 'pages/7/page-7.html'
    for tool, argv in place.commands():
        place.empty()
        if tool == 'blether' or not place.root:
            place.measure(argv(folder))
        else:  # their own first run would take half an hour
            shutil.copytree(folder, place.root, dirs_exist_ok=True)
            owner = place.root.stat()
            for p in place.root.rglob('*'):
                os.chown(p, owner.st_uid, owner.st_gid)
            place.measure(argv(folder))
        for i in range(rounds):
            page.write_text('y' * (6001 + i))
            note(folder)
            results.setdefault(tool, []).append(place.measure(argv(folder)))
    table(place, f'1 changed of {many}', results)


servers = {'sftp': 'sftp', 'webdav': 'nginx', 'ftps': 'ftps', 's3': 'ceph'}
try:
    small, large = site(box / 'small', few), site(box / 'large', many)
    for name in sys.argv[1:] or servers:
        place = Place(name, start(servers[name]))
        first(place, small)
        one_changed(place, large)
        subprocess.run([tree / 'tests/publish/stop_servers.sh', box / servers[name]])
finally:
    for server in servers.values():
        subprocess.run([tree / 'tests/publish/stop_servers.sh', box / server])
    shutil.rmtree(box, ignore_errors=True)
