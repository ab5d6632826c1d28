#!/usr/bin/python3
"""Fetching beside curl and wget, from one nginx of this computer in one run: download.py

2,000 files of 6 KB, and four of 25 MB; medians of ROUNDS=5. blether hashes what it fetches and sees to it that it is on the disk
before it has its name, which the others do not: `curl + hash` is curl, with openssl's SHA-256 of the files after it.
Wall and CPU seconds of the client and its children, and what they are to curl's.
"""
import os, resource, shutil, socket, statistics, subprocess, sys, tempfile, time
from pathlib import Path

tree = Path(__file__).resolve().parents[2]
get = tree / 'build/release/tests/import/get'
rounds = int(os.environ.get('ROUNDS', 5))
box = Path(tempfile.mkdtemp(prefix='blether-bench-'))
os.chmod(box, 0o755)


def start_nginx():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    temporary = ' '.join(f'{k}_temp_path {box}/t{i};' for i, k in enumerate(('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi')))
    (box / 'conf').write_text(f'daemon off; master_process off; pid {box}/pid; error_log {box}/errors; events {{}}\n'
                              f'http {{ access_log off; keepalive_requests 100000; sendfile on; {temporary}\n'
                              f'server {{ listen 127.0.0.1:{port}; root {box}/www; }} }}')
    running = subprocess.Popen(['nginx', '-e', box / 'errors', '-c', box / 'conf'], stderr=subprocess.DEVNULL)
    while socket.socket().connect_ex(('127.0.0.1', port)):
        time.sleep(0.05)
    return running, f'http://127.0.0.1:{port}'


def make(name, count, size):
    folder = box / 'www' / name
    folder.mkdir(parents=True)
    for i in range(count):
        (folder / f'{i}').write_bytes(os.urandom(size))
    return [f'{name}/{i}' for i in range(count)]


def measure(argv, text, into):
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    p = subprocess.run(argv, input=text, capture_output=True, text=True, cwd=into)
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if p.returncode:
        sys.exit(f'{argv}: {p.returncode}\n{p.stdout[-500:]}{p.stderr[-500:]}')
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def same(names, into):
    for name in names:
        if (into / Path(name).name).read_bytes() != (box / 'www' / name).read_bytes():
            sys.exit(f'{name} is not what nginx has')


def programs(names, url):
    config = ''.join(f'url = "{url}/{n}"\noutput = "{Path(n).name}"\n' for n in names)
    (box / 'list').write_text(config)
    curl = 'curl --no-progress-meter --parallel --parallel-max 4 --config ../list'
    yield 'blether', [get, box / 'parts', 'local'], ''.join(f'{url}/{n} {Path(n).name}\n' for n in names)
    yield 'curl', ['sh', '-c', curl], ''
    yield 'curl + hash', ['sh', '-c', curl + ' && openssl dgst -sha256 * >/dev/null'], ''
    yield 'wget', ['wget', '-q', '-i', '-'], ''.join(f'{url}/{n}\n' for n in names)


nginx, url = start_nginx()
try:
    for title, names in ('2,000 files of 6 KB', make('small', 2000, 6000)), ('4 files of 25 MB', make('large', 4, 25_000_000)):
        print(title)
        results = {}
        for i in range(rounds):
            for name, argv, text in programs(names, url):
                results.setdefault(name, []).append(measure(argv, text, box / 'got'))
                if i == 0:
                    same(names, box / 'got')
        wall, cpu = ({name: statistics.median(r[k] for r in of) for name, of in results.items()} for k in (0, 1))
        for name in results:
            print(f'  {name:12} wall {wall[name]:7.3f} s ({wall[name] / wall["curl"]:5.2f} of curl)   '
                  f'CPU {cpu[name]:6.3f} s ({cpu[name] / cpu["curl"]:5.2f} of curl)', flush=True)
finally:
    nginx.terminate()
    nginx.wait()
    shutil.rmtree(box)
