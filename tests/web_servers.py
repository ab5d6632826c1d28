"""Web servers on loopback, for tests: nginx as it is, over http and https, and one that misbehaves.

Usage: web_servers.py FOLDER. nginx shows FOLDER/root and keeps its log in FOLDER/log. Prints a line
`NAME ADDRESS` each for http, https, liar and nobody (where nothing listens), and an empty one when
all are ready; ends, and ends nginx, when its standard input does.
"""

import gzip
import http.server
import itertools
import shutil
import socket
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

NGINX = """
daemon off; master_process off; pid {dir}/pid; error_log {dir}/errors;
events {{}}
http {{
	types {{ application/rss+xml xml; text/html html; audio/mpeg mp3; }}
	log_format asked '$request_uri|$http_user_agent|$http_cookie|$http_accept_encoding|$status';
	access_log {dir}/log asked;
	client_body_temp_path {dir}/t1; proxy_temp_path {dir}/t2; fastcgi_temp_path {dir}/t3;
	uwsgi_temp_path {dir}/t4; scgi_temp_path {dir}/t5;
	gzip on; gzip_types *; gzip_min_length 0;
	root {dir}/root;
	server {{
		listen 127.0.0.1:{http}; listen 127.0.0.1:{https} ssl;
		ssl_certificate {dir}/cert; ssl_certificate_key {dir}/key;
		location = /moved {{ return 301 /feed.xml; }}
		location /moved-and-away {{ return 308 /away; }}
		location /away {{ return 307 /feed.xml; }}
		location /with-password {{ return 302 http://me:secret@127.0.0.1:{http}/feed.xml; }}
		location /loop {{ return 302 /loop; }}
		location /elsewhere {{ return 302 ftp://127.0.0.1/feed.xml; }}
		location /on-disk {{ return 302 file:///etc/hostname; }}
		location /secret {{ return 403; }}
		location /gone {{ return 410; }}
		location /broken {{ return 500; }}
		location /nothing {{ return 204; }}
	}}
}}
"""


class Liar(http.server.BaseHTTPRequestHandler):
    """Each path is a way to misbehave."""
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        self.close_connection = True
        way = self.path.strip('/').split('/')
        try:
            getattr(self, 'do_' + way[0])(*way[1:])
        except (BrokenPipeError, ConnectionResetError):
            pass

    def head(self, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()

    def say(self, text, **headers):
        self.head(Content_Length=len(text), **headers)
        self.wfile.write(text)

    def do_endless(self):
        self.head()
        while True:
            self.wfile.write(b'<item/>' * 1000)

    def do_endless_missing(self):
        self.head(404)
        while True:
            self.wfile.write(b'sorry ' * 1000)

    def do_endless_moved(self):
        self.head(302, Location='/hop/0', Content_Length=10 ** 12)
        while True:
            self.wfile.write(b'over there ' * 1000)

    def do_huge(self):
        self.head(Content_Length=10 ** 12)
        self.wfile.write(b'x')

    def do_bomb(self):
        self.say(gzip.compress(bytes(64 << 20)), Content_Encoding='gzip')

    def do_empty_blocks(self):
        self.head(Content_Encoding='gzip')
        packer = zlib.compressobj(wbits=31)
        self.wfile.write(packer.compress(b'') + packer.flush(zlib.Z_SYNC_FLUSH))
        while True:
            self.wfile.write(b'\0\0\0\xff\xff' * 10000)

    def do_not_packed(self):
        self.say(b'<rss/>', Content_Encoding='gzip')

    def do_odd_packing(self):
        self.say(b'<rss/>', Content_Encoding='br')

    def do_packed(self):
        self.say(gzip.compress(b'<rss/>'), Content_Encoding='gzip', Content_Type='text/xml')

    def do_stall(self):
        self.head(Content_Length=100)
        self.wfile.write(b'<rss')
        self.wfile.flush()
        time.sleep(60)

    def do_silent(self):
        time.sleep(60)

    def do_drip(self):
        self.head(Content_Length=1000)
        while True:
            self.wfile.write(b'x')
            self.wfile.flush()
            time.sleep(0.2)

    def do_cut(self):
        self.head(Content_Length=100)
        self.wfile.write(b'<rss>')

    def do_headers(self):
        self.send_response(200)
        for i in itertools.count():
            self.send_header(f'X-{i}', 'x' * 1000)
            self.flush_headers()

    def do_hangup(self):
        pass

    def do_mail(self):
        self.wfile.write(b'220 mail.example.org ready\r\n')

    def do_hop(self, left):
        if left == '0':
            self.say(b'<rss/>')
        else:
            self.head(302, Location=f'/hop/{int(left) - 1}', Content_Length=0)

    def do_cookie(self):
        self.head(302, Set_Cookie='who=you', Location='/asked', Content_Length=0)

    def do_asked(self):
        self.say(str(self.headers).encode())

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def start_nginx(folder):
    ports = dict(http=free_port(), https=free_port())
    (folder / 'root').mkdir(exist_ok=True)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
                    '-nodes', '-subj', '/CN=127.0.0.1', '-keyout', folder / 'key', '-out', folder / 'cert'],
                   check=True, capture_output=True)
    (folder / 'conf').write_text(NGINX.format(dir=folder, **ports))
    program = shutil.which('nginx') or '/usr/sbin/nginx'
    running = subprocess.Popen([program, '-p', folder, '-c', folder / 'conf', '-e', folder / 'errors'],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    for port in ports.values():
        while socket.socket().connect_ex(('127.0.0.1', port)):
            if running.poll() is not None:
                sys.exit('nginx did not start: ' + (folder / 'errors').read_text())
            time.sleep(0.01)
    return running, ports


folder = Path(sys.argv[1]).resolve()
nginx, ports = start_nginx(folder)
liar = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Liar)
liar.daemon_threads = True
threading.Thread(target=liar.serve_forever, daemon=True).start()
for name, port in dict(**ports, liar=liar.server_port, nobody=free_port()).items():
    print(name, f"http{'s' if name == 'https' else ''}://127.0.0.1:{port}")
print(flush=True)
try:
    sys.stdin.read()
finally:
    nginx.terminate()
    nginx.wait()
