"""A folder to work in that is gone afterwards, blether in it, and a web server on this machine."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import author

BLETHER = os.environ.get("BLETHER", str(author.ROOT / "blether"))
ENVIRONMENT = {**{key: value for key, value in os.environ.items()
                  if key not in ("NO_COLOR", "SOURCE_DATE_EPOCH")},
               "BLETHER_MEDIA": os.environ.get("BLETHER_MEDIA", str(author.ROOT / "blether-media")),
               "LC_ALL": "C.UTF-8"}

# A static host's table of media types, as the reference wants it.
TYPES = {
    "audio/mpeg": "mp3", "audio/x-m4a": "m4a", "image/jpeg": "jpg", "image/png": "png",
    "text/html": "html", "text/vtt": "vtt", "application/x-subrip": "srt", "text/plain": "txt",
    "application/json": "json", "application/rss+xml": "xml",
}


@contextlib.contextmanager
def box():
    folder = tempfile.mkdtemp(prefix="blether-feeds-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder)


def blether(*arguments):
    """Runs it; the process, with what it printed."""
    return subprocess.run([BLETHER, *map(str, arguments)], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)


def build(where, output="out", content="content", now=author.NOW):
    """The content of the box into the box; the process."""
    return blether("build", "--content", where / content, "--output", where / output,
                   "--cache", where / "cache", "--now", now)


def must_build(*arguments, **options):
    made = build(*arguments, **options)
    if made.returncode:
        print("\n".join(re.findall(".*(?:error|fatal): .*", made.stderr)), file=sys.stderr)
        print("Bail out! the content could not be built")
        sys.exit(1)
    return made


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def make_certificate(where):
    """Signed by itself: readers of feeds are told to trust it."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-keyout", where / "key.pem", "-out", where / "certificate.pem"],
                   stderr=subprocess.DEVNULL, check=True)


def configuration(where, port, root):
    user = "user root;" if os.getuid() == 0 else ""
    types = " ".join(f"{name} {suffix};" for name, suffix in TYPES.items())
    places = "".join(f"{kind}_temp_path {where}/{kind};"
                     for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"""daemon off; pid {where}/pid; error_log {where}/errors; worker_processes 1; {user}
events {{ worker_connections 64; }}
http {{ access_log {where}/requests; {places} types {{ {types} }}
  server {{ listen 127.0.0.1:{port} ssl; root {root};
    ssl_certificate {where}/certificate.pem; ssl_certificate_key {where}/key.pem; }} }}
"""


@contextlib.contextmanager
def server(where, port, root):
    """nginx on the loopback, over TLS; yields the place of its certificate."""
    where.mkdir()
    make_certificate(where)
    (where / "nginx.conf").write_text(configuration(where, port, root))
    program = shutil.which("nginx", path="/usr/sbin:" + os.environ["PATH"])
    process = subprocess.Popen([program, "-e", where / "errors", "-p", where, "-c", where / "nginx.conf"],
                               stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield where / "certificate.pem"
    finally:
        process.terminate()
        process.wait()
