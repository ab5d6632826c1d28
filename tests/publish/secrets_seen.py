"""Where a secret can be seen while blether publishes, and what of it stays.

    secrets_seen.py watch PID FILE       until PID is gone: what /proc shows to others of every program
                                         that it started (arguments, environment), into FILE
    secrets_seen.py find SECRET USER PATH...
                                         prints where the secret is, as it is, in base64, percent-encoded,
                                         in hexadecimal, or as strace writes it (-xx); nothing: nowhere
"""
import base64
import os
import pathlib
import sys
import time
import urllib.parse


def children(pid):
    for task in pathlib.Path(f'/proc/{pid}/task').iterdir():
        for child in (task / 'children').read_text().split():
            yield int(child)
            yield from children(int(child))


def watch(pid, path):
    seen = set()
    while os.path.exists(f'/proc/{pid}'):
        try:
            for one in [pid, *children(pid)]:
                for what in 'cmdline', 'environ':
                    seen.add(pathlib.Path(f'/proc/{one}/{what}').read_bytes())
        except (OSError, ProcessLookupError):
            pass  # it ended meanwhile
        time.sleep(0.002)
    pathlib.Path(path).write_bytes(b'\n'.join(sorted(seen)))


def forms(secret, user):
    plain, both = secret.encode(), f'{user}:{secret}'.encode()
    yield 'as it is', plain
    for text in plain, both:
        # Wherever it stands in what is encoded: without the letters that its neighbours decide.
        for before in range(3):
            yield 'in base64', base64.b64encode(b'\0' * before + text)[4 if before else 0:].rstrip(b'=')[:-1]
    yield 'percent-encoded', urllib.parse.quote(secret, safe='').encode()
    yield 'percent-encoded', urllib.parse.quote(secret, safe='/:+').encode()
    yield 'percent-encoded', urllib.parse.quote_plus(secret).encode()
    yield 'in hexadecimal', plain.hex().encode()


def in_trace(line):
    """The bytes of a line of strace -xx, with its words as they are."""
    parts = line.split(b'\\x')
    return parts[0] + b''.join(bytes([int(p[:2], 16)]) + p[2:] for p in parts[1:])


def find(secret, user, paths):
    wanted = sorted(set(forms(secret, user)))
    assert len(secret) >= 8
    for top in map(pathlib.Path, paths):
        for path in [p for p in top.rglob('*') if p.is_file()] if top.is_dir() else [top]:
            for number, line in enumerate(path.read_bytes().split(b'\n'), 1):
                line = in_trace(line) if path.name == 'trace' else line
                for how, form in wanted:
                    if form in line:
                        print(f'{path}:{number}: {how}: {line[:160]!r}')
                        break


if sys.argv[1] == 'watch':
    watch(int(sys.argv[2]), sys.argv[3])
else:
    find(sys.argv[2], sys.argv[3], sys.argv[4:])
