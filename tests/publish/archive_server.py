#!/usr/bin/python3
"""archive.org, as far as its documentation tells of uploads: archive_server.py DIR

Serves at a free port of this computer until it is ended; DIR/env says PORT, ENDPOINT, USER, SECRET.
As strict as it is: keys are checked, and other people's items; items are made by the first upload
that asks for it; every second upload is sent on to another server (307); now and then it is busy
(503 SlowDown); what was taken is in the item only after a while (DIR/delay: seconds). Appends a
line to DIR/log for every request: METHOD PATH STATUS and, of uploads, the fields that archive.org
reads. DIR/items/ITEM has the files.
(https://archive.org/developers/ias3.html, https://archive.org/developers/md-read.html)
"""
import hashlib, json, os, re, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

box = Path(sys.argv[1])
items = box / 'items'
lock = threading.Lock()
visible = {}   # (item, path): when it is there
made = {}      # item: metadata
count = {'put': 0}
OTHERS = {'taken-item'}

def delay():
    f = box / 'delay'
    return float(f.read_text()) if f.exists() else 0.5

class Server(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *words):
        pass

    def answer(self, status, body=b'', fields=(), told=''):
        with lock, open(box / 'log', 'a') as f:
            f.write(f'{self.command} {unquote(self.path)} {status}{told}\n')
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def refuse(self, status, code, message, fields=()):
        self.close_connection = True # what was not read of the body is not the next request
        body = f"<?xml version='1.0' encoding='UTF-8'?>\n<Error><Code>{code}</Code><Message>{message}</Message><Resource>x</Resource><RequestId>1</RequestId></Error>"
        self.answer(status, body.encode(), [('Content-Type', 'application/xml'), ('Connection', 'close'), *fields])

    def handle_expect_100(self):
        return self.may() and super().handle_expect_100()

    def split(self):
        item, _, path = unquote(self.path.split('?')[0]).lstrip('/').partition('/')
        return item, path

    def may(self):
        """Is this an upload that may be? Answers itself when not."""
        item, path = self.split()
        key = self.headers.get('Authorization', '')
        if not key.startswith('LOW '):
            return self.refuse(401, 'AccessDenied', 'no key')
        if key.split(' ', 1)[1].split(':')[0] != 'access':
            return self.refuse(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.')
        if key != 'LOW access:s3cret-key':
            return self.refuse(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.')
        if item in OTHERS:
            return self.refuse(403, 'AccessDenied', 'Access Denied')
        if not re.fullmatch(r'[A-Za-z0-9][A-Za-z0-9_.-]{4,99}', item):
            return self.refuse(400, 'InvalidBucketName', 'The specified bucket is not valid.')
        if self.command == 'PUT' and not self.path.startswith('/node/'):
            with lock:
                count['put'] += 1
                n = count['put']
            if n % 5 == 3:
                return self.refuse(503, 'SlowDown', 'Please reduce your request rate.')
            if n % 2 == 0 and 'x-there' not in self.path:
                return self.refuse(307, 'TemporaryRedirect', 'to a node', [('Location', f'http://127.0.0.1:{port}{self.path}?x-there=1')])
            if n % 11 == 9:
                return self.refuse(307, 'TemporaryRedirect', 'astray', [('Location', 'http://elsewhere.example/')]) if (box / 'astray').exists() else True
        return True

    def do_PUT(self):
        if 'Expect' not in self.headers and not self.may():
            return
        item, path = self.split()
        body = self.rfile.read(int(self.headers['Content-Length']))
        if item not in made and self.headers.get('x-archive-auto-make-bucket') != '1':
            return self.refuse(404, 'NoSuchBucket', 'The specified bucket does not exist.')
        told = ''.join(f' {n}={self.headers[n]}' for n in sorted(self.headers.keys(), key=str.lower) if n.lower().startswith('x-archive-'))
        with lock:
            made.setdefault(item, {n[15:].lower(): v for n, v in self.headers.items() if n.lower().startswith('x-archive-meta-')})
            (items / item / path).parent.mkdir(parents=True, exist_ok=True)
            (items / item / path).write_bytes(body)
            visible[item, path] = time.time() + delay()
        self.answer(200, told=told)

    def do_DELETE(self):
        if not self.may():
            return
        item, path = self.split()
        with lock:
            there = visible.pop((item, path), None)
            if there:
                (items / item / path).unlink()
        if there:
            return self.answer(204, told=''.join(f' {n}={v}' for n, v in self.headers.items() if n.lower().startswith('x-archive-')))
        self.refuse(404, 'NoSuchKey', 'The specified key does not exist.')

    def do_GET(self):
        what, rest = self.split()
        if self.headers.get('Authorization'):
            return self.answer(400, b'a key where none is needed')
        if what == 'metadata':
            return self.metadata(rest)
        item, _, path = rest.partition('/')
        if what == 'download':
            return self.answer(302, fields=[('Location', f'http://localhost:{port}/node/{self.path.split("/", 2)[2]}')])
        if what != 'node' or visible.get((item, path), 1e99) > time.time():
            return self.answer(404, b'not here')
        self.answer(200, (items / item / path).read_bytes())

    def metadata(self, item):
        with lock:
            files = [{'name': p, 'source': 'original', 'size': str((items / item / p).stat().st_size),
                      'md5': hashlib.md5((items / item / p).read_bytes()).hexdigest()}
                     for (i, p), when in visible.items() if i == item and when <= time.time()]
        there = {'created': 1, 'files': files + [{'name': item + '_meta.xml', 'source': 'metadata'}],
                 'metadata': {'identifier': item, **made.get(item, {})}} if item in made else {}
        self.answer(200, json.dumps(there).encode(), [('Content-Type', 'application/json')])

items.mkdir(parents=True, exist_ok=True)
server = ThreadingHTTPServer(('127.0.0.1', 0), Server)
port = server.server_address[1]
(box / 'pids').write_text(f'{os.getpid()}\n')
(box / 'env.new').write_text(f'PORT={port}\nENDPOINT=http://127.0.0.1:{port}\nUSER=access\nSECRET=s3cret-key\n')
os.rename(box / 'env.new', box / 'env')
server.serve_forever()
