#!/usr/bin/python3
"""A server of recordings that misbehaves: liar.py FOLDER

Listens on free ports of 127.0.0.1, and of ::1 where there is one, and writes FOLDER/env: URL, TLS_URL (a certificate
for another name), OWN_URL (the right name, believed with FOLDER/own.pem), SIX_URL. Each path is a way to misbehave; what it
sends is bytes(SIZE): the same for one size, all of it a recording's bytes to whoever looks. FOLDER/log has a line a request:
path, the Range that was asked for, status, and the bytes of the body that were sent. It ends with its standard input.
"""
import email.utils
import gzip
import random
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

folder = Path(sys.argv[1]).resolve()
lock, seen = threading.Lock(), {}
CHUNK = 16384
GZIPPED, DEFLATED = gzip.compress(bytes(64 << 20), 1), zlib.compress(bytes(64 << 20), 1)


def recording(size):
    """An MP3 by its first bytes, and then chance."""
    return (b'ID3\x03\x00\x00\x00\x00\x00\x00' + random.Random(size).randbytes(max(size - 10, 0)))[:size]


def times(key):
    """How often it was asked for before."""
    with lock:
        seen[key] = seen.get(key, -1) + 1
        return seen[key]


class Liar(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pending, self.sent, self.status, self.line = b'', 0, 0, ''
        try:
            while self.ask():
                pass
        except (OSError, EOFError):
            self.log()

    def ask(self):
        while b'\r\n\r\n' not in self.pending:
            if self.pending.startswith(b'\x16'):
                return self.head(400)  # TLS, where there is none
            more = self.request.recv(65536)
            if not more:
                return False
            self.pending += more
        head, _, self.pending = self.pending.partition(b'\r\n\r\n')
        first, *fields = head.decode('latin-1').split('\r\n')
        self.fields = {name.lower(): value.strip() for name, _, value in (f.partition(':') for f in fields)}
        self.fields['raw'] = head.decode('latin-1')
        self.line, self.sent, self.status, self.keep = first.split()[1], 0, 0, False
        if '://' in self.line.split('?')[0]:  # it is asked as a proxy
            self.line = '/' + self.line.split('/', 3)[3]
        way, *words = self.line.split('?')[0].strip('/').split('/')
        getattr(self, 'do_' + way.replace('-', '_'))(*words)
        self.log()
        return self.keep

    def log(self):
        if self.line:
            with lock, open(folder / 'log', 'a') as out:
                print(self.line, self.fields.get('range', '-'), self.status, self.sent, file=out)
        self.line = ''

    def head(self, status, *fields):
        self.status = status
        self.request.sendall(f'HTTP/1.1 {status} Word\r\n'.encode() + b''.join(f'{f}\r\n'.encode() for f in fields) + b'\r\n')

    def send(self, data, piece=CHUNK):
        for at in range(0, len(data), piece):
            self.request.sendall(data[at:at + piece])
            self.sent += len(data[at:at + piece])

    def reset(self):
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.request.close()
        raise EOFError

    def asked_from(self, size):
        """The first byte of the range that was asked for, as far as If-Range holds; None: all of it."""
        value = self.fields.get('range', '')
        if not value.startswith('bytes='):
            return None
        at = int(value[6:].split('-')[0])
        return at if at < size else None

    def well(self, data, etag, *more, stop=None, slow=0, modified=None):
        """As a good server sends it, up to `stop` bytes of this answer."""
        at = self.asked_from(len(data))
        validator = etag or modified
        if at is not None and self.fields.get('if-range', validator) != validator:
            at = None
        rest = data[at or 0:]
        fields = [f'Content-Length: {len(rest)}', 'Content-Type: audio/mpeg', *more]
        fields += [f'ETag: {etag}'] if etag else []
        fields += [f'Last-Modified: {modified}', 'Date: ' + email.utils.formatdate(usegmt=True)] if modified else []
        if at is None:
            self.head(200, *fields)
        else:
            self.head(206, f'Content-Range: bytes {at}-{len(data) - 1}/{len(data)}', *fields)
        if slow:
            for i in range(0, len(rest), CHUNK):
                self.send(rest[i:i + CHUNK])
                time.sleep(slow)
        else:
            self.send(rest if stop is None else rest[:stop])
        self.keep = stop is None or stop >= len(rest)

    # --- good ones -----------------------------------------------------------------------------------------------------
    def do_good(self, size, *_):
        self.well(recording(int(size)), f'"{size}"')

    def do_slow(self, size, *_):
        self.well(recording(int(size)), f'"{size}"', slow=0.004)

    def do_chunked(self, size):
        self.head(200, 'Transfer-Encoding: chunked', 'Content-Type: audio/mpeg')
        data = recording(int(size))
        for i in range(0, len(data), CHUNK):
            piece = data[i:i + CHUNK]
            self.request.sendall(b'%x\r\n%s\r\n' % (len(piece), piece))
            self.sent += len(piece)
        self.request.sendall(b'0\r\n\r\n')

    def do_until_end(self, size):
        self.head(200, 'Content-Type: audio/mpeg')
        self.send(recording(int(size)))

    # --- files of FOLDER/files, each of them in a way of its own: /file/NAME, /slow-file/NAME, /cut-file/NAME ------------
    def file(self, name):
        data = (folder / 'files' / name).read_bytes()
        return data, f'"{zlib.crc32(data):x}"'

    def do_file(self, name, *_):
        try:
            self.well(*self.file(name))
        except FileNotFoundError:
            self.do_status(404)

    def do_slow_file(self, name, *_):
        self.well(*self.file(name), slow=0.004)

    def do_cut_file(self, name):
        """Cuts off somewhere in the middle each time, until it has been asked for that often that it is whole."""
        data, etag = self.file(name)
        self.well(data, etag, stop=max(1, random.Random(f'{name}/{times(self.line)}').randrange(len(data))))

    def do_gone_after(self, name, size):
        """A body that is shorter than its length, always."""
        data, _ = self.file(name)
        self.fields.pop('range', None)
        self.well(data, None, stop=int(size))

    def do_empty(self):
        self.head(200, 'Content-Length: 0')

    # --- cuts ------------------------------------------------------------------------------------------------------------
    def cut_at(self, key):
        return random.Random(key).randrange(1 << 17, 1 << 19)

    def do_cut(self, size, seed):
        """Cuts off after some bytes, other ones each time; goes on when asked."""
        self.well(recording(int(size)), '"a"', stop=self.cut_at(f'{seed}/{times(self.line)}'))

    def do_cut_date(self, size, seed):
        """The same, with a date instead of an entity tag."""
        self.well(recording(int(size)), None, stop=self.cut_at(f'{seed}/{times(self.line)}'),
                  modified='Thu, 01 Jan 2026 00:00:00 GMT')

    def do_cut_reset(self, size, seed):
        self.well(recording(int(size)), '"a"', stop=self.cut_at(f'{seed}/{times(self.line)}'))
        self.reset()

    def do_cut_once(self, size, etags, *more):
        """Cuts off the first time; the entity tags, one after the other, are those of other versions of the file."""
        etags, n = etags.split(','), times(self.line)
        etag = etags[min(n, len(etags) - 1)].replace('W-', 'W/')
        version = recording(int(size)) if n == 0 else recording(int(size) - n)
        self.well(version if len(set(etags)) > 1 else recording(int(size)),
                  f'W/"{etag[2:]}"' if etag.startswith('W/') else f'"{etag}"', stop=400000 if n == 0 else None)

    def do_no_ranges(self, size):
        self.fields.pop('range', None)
        self.well(recording(int(size)), '"a"', stop=400000 if times(self.line) == 0 else None)

    def do_always_cut(self, size):
        self.fields.pop('range', None)
        self.well(recording(int(size)), '"a"', stop=400000)

    # --- lies ------------------------------------------------------------------------------------------------------------
    def do_lie(self, how, size):
        """Cuts off at first; then goes on wrongly, as often as it is asked to go on."""
        data, at = recording(int(size)), self.asked_from(int(size))
        n, etag = len(data), 'ETag: "a"'
        if at is None:
            return self.well(data, '"a"', stop=400000 if times(self.line) == 0 else None)
        first, total, rest = at, n, data[at:]
        if how == 'first':
            first, rest = at - 1000, data[at - 1000:]
        elif how == 'shifted':
            rest = data[at - 1000:n - 1000]
            first = at - 1000
        elif how == 'total':
            total = n + 5
        elif how == 'etag':
            etag, rest = 'ETag: "b"', bytes(len(rest))
        elif how == 'no-etag':
            etag, rest = 'X: y', bytes(len(rest))
        elif how == 'short':
            rest = rest[:1000]
        elif how == 'length':
            self.head(206, f'Content-Range: bytes {at}-{n - 1}/{n}', f'Content-Length: {len(rest) + 9}', etag)
            return self.send(rest + b'123456789')
        elif how == 'no-range':
            self.head(206, f'Content-Length: {len(rest)}', etag)
            return self.send(rest)
        elif how == 'many':
            self.head(206, 'Content-Type: multipart/byteranges; boundary=x', f'Content-Length: {len(rest)}', etag)
            return self.send(rest)
        elif how == 'refuse':
            return self.head(416, f'Content-Range: bytes */{n}', 'Content-Length: 0')
        elif how == 'chunked':
            self.head(206, f'Content-Range: bytes {at}-{n - 1}/{n}', 'Transfer-Encoding: chunked', etag)
            rest += b'more than was said'
            self.request.sendall(b'%x\r\n%s\r\n0\r\n\r\n' % (len(rest), rest))
            self.sent += len(rest)
            return
        self.head(206, f'Content-Range: bytes {first}-{first + len(rest) - 1}/{total}', f'Content-Length: {len(rest)}', etag)
        self.send(rest)

    def do_part_unasked(self):
        self.head(206, 'Content-Range: bytes 0-9/10', 'Content-Length: 10', 'ETag: "a"')
        self.send(bytes(10))

    def do_says_less(self, size):
        self.head(200, f'Content-Length: {int(size) - 1000}', 'ETag: "a"')
        self.send(recording(int(size)))

    def do_says_more(self, size):
        self.head(200, f'Content-Length: {int(size) + 1000}', 'ETag: "a"')
        self.fields.pop('range', None)
        self.send(recording(int(size)))

    # --- too much --------------------------------------------------------------------------------------------------------
    def do_endless(self):
        self.head(200, 'Content-Type: audio/mpeg')
        while True:
            self.send(bytes(CHUNK))

    def do_huge(self):
        self.head(200, 'Content-Type: image/jpeg', f'Content-Length: {2 << 30}')
        self.send(bytes(CHUNK))
        time.sleep(30)

    def do_bomb(self, how):
        data = DEFLATED if how == 'deflate' else GZIPPED
        self.head(200, f'Content-Encoding: {how}', f'Content-Length: {len(data)}')
        self.send(data)

    def do_transfer_bomb(self):
        data = GZIPPED
        self.head(200, 'Transfer-Encoding: gzip, chunked')
        self.request.sendall(b'%x\r\n%s\r\n0\r\n\r\n' % (len(data), data))

    def do_odd_encoding(self, size):
        self.head(200, 'Content-Encoding: none', f'Content-Length: {size}')
        self.send(recording(int(size)))

    def do_headers(self):
        self.status = 200
        self.request.sendall(b'HTTP/1.1 200 Word\r\n')
        while True:
            self.request.sendall(b'X-More: ' + b'x' * 1000 + b'\r\n')

    def do_interim(self):
        while True:
            self.request.sendall(b'HTTP/1.1 103 Early\r\nX-More: ' + b'x' * 1000 + b'\r\n\r\n')

    def do_endless_missing(self):
        self.head(404)
        while True:
            self.send(b'sorry ' * 1000)

    # --- waits -----------------------------------------------------------------------------------------------------------
    def do_silent(self):
        time.sleep(60)

    def do_stall_headers(self):
        self.request.sendall(b'HTTP/1.1 200 Word\r\nContent-')
        time.sleep(60)

    def do_stall(self, size):
        self.head(200, f'Content-Length: {size}', 'ETag: "a"')
        self.send(recording(int(size))[:400000])
        time.sleep(60)

    def do_stall_once(self, size):
        if times(self.line) == 0:
            return self.do_stall(size)
        return self.well(recording(int(size)), '"a"')

    def do_drip(self):
        self.head(200, 'Content-Length: 1000000')
        while True:
            self.send(b'x')
            time.sleep(0.1)

    def do_drip_headers(self):
        self.status = 200
        self.request.sendall(b'HTTP/1.1 200 Word\r\nX-More: ')
        while True:
            self.request.sendall(b'x')
            time.sleep(0.1)

    # --- answers -----------------------------------------------------------------------------------------------------------
    def do_status(self, status):
        self.head(int(status), 'Content-Type: text/html', 'Content-Length: 5')
        self.send(b'sorry')
        self.keep = True

    def do_later(self, status, wait, times_before, size):
        """Asks for patience so many times."""
        if times(self.line) >= int(times_before):
            return self.well(recording(int(size)), '"a"')
        fields = [f'Retry-After: {wait}'] if wait.isdigit() else []
        if wait == 'date':
            now = time.time()
            fields = ['Date: ' + email.utils.formatdate(now, usegmt=True),
                      'Retry-After: ' + email.utils.formatdate(now + 1, usegmt=True)]
        self.head(int(status), 'Content-Length: 0', *fields)

    def do_page(self, how):
        text = b'<!DOCTYPE html><title>Not found</title><p>Sorry.' if how != 'plain' else b'Please sign in.' * 100
        kind = {'called': 'text/html; charset=utf-8', 'uncalled': 'audio/mpeg', 'plain': 'TEXT/HTML'}[how]
        self.head(200, f'Content-Type: {kind}', f'Content-Length: {len(text)}')
        self.send(text, piece=7)

    def do_endless_page(self):
        self.head(200, 'Content-Type: audio/mpeg')
        self.send(b'\xef\xbb\xbf\r\n <HTML lang=en>')
        while True:
            self.send(b'<p>sorry' * 1000)

    def do_called_page(self, size):
        self.head(200, 'Content-Type: text/html', f'Content-Length: {size}')
        self.send(recording(int(size)))

    def do_hangup(self):
        self.reset()

    def do_mail(self):
        self.request.sendall(b'220 mail.example.org ready\r\n')

    def do_asked(self):
        text = self.fields['raw'].encode()
        self.head(200, f'Content-Length: {len(text)}')
        self.send(text)

    # --- redirects -----------------------------------------------------------------------------------------------------------
    def lead(self, to, *more, status=302):
        self.head(status, f'Location: {to}', 'Content-Length: 0', *more)
        self.keep = True

    def do_hop(self, left, size):
        self.lead(f'/hop/{int(left) - 1}/{size}' if int(left) else f'/good/{size}')

    def do_loop(self, at):
        self.lead(f'/loop/{1 - int(at)}')

    def do_for_ever(self, at):
        self.lead(f'/for-ever/{int(at) + 1}')

    def do_cookie(self):
        self.lead('/asked', 'Set-Cookie: who=you')

    def do_to(self, *_):
        """To what follows `to=`, as it is written."""
        self.lead(self.line.partition('to=')[2])

    def do_endless_move(self):
        self.head(302, 'Location: /good/1000')
        while True:
            self.send(b'over there ' * 1000)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address, request_queue_size = True, True, 128


class Six(Server):
    address_family = socket.AF_INET6


class Tls(Server):
    def __init__(self, name):
        super().__init__(('127.0.0.1', 0), Liar)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / f'{name}.pem', folder / f'{name}.key')

    def finish_request(self, request, address):
        try:
            request = self.context.wrap_socket(request, server_side=True)
        except OSError:
            return
        super().finish_request(request, address)


def certificate(name, subject):
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                    '-days', '30', '-subj', '/CN=liar', '-addext', f'subjectAltName={subject}',
                    '-keyout', folder / f'{name}.key', '-out', folder / f'{name}.pem'], check=True, capture_output=True)


certificate('wrong', 'DNS:elsewhere.example.org')
certificate('own', 'IP:127.0.0.1')
servers = {'URL': Server(('127.0.0.1', 0), Liar), 'TLS_URL': Tls('wrong'), 'OWN_URL': Tls('own')}
try:
    servers['SIX_URL'] = Six(('::1', 0), Liar)
except OSError:
    pass
with open(folder / 'env.new', 'w') as out:
    for name, server in servers.items():
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = '[::1]' if name == 'SIX_URL' else '127.0.0.1'
        scheme = 'http' if name in ('URL', 'SIX_URL') else 'https'
        print(f'{name}={scheme}://{host}:{server.server_address[1]}', file=out)
        if name == 'URL':
            print(f'PORT={server.server_address[1]}', file=out)
(folder / 'env.new').rename(folder / 'env')
sys.stdin.read()
