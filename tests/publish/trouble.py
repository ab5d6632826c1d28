"""A web server on loopback that shows a folder, and has a trouble of its own for each first part of a path.

Usage: trouble.py FOLDER OLD. `/WAY/feed.xml` is FOLDER/feed.xml as the way of that name serves it; OLD has
what was there before. Prints its port, and ends when its standard input does.
"""

import gzip
import hashlib
import http.server
import sys
import threading
import time
from pathlib import Path

folder, old = Path(sys.argv[1]), Path(sys.argv[2])
TYPES = {'.html': 'text/html; charset=utf-8', '.xml': 'application/rss+xml; charset=utf-8', '.mp3': 'audio/mpeg',
         '.jpg': 'image/jpeg', '.vtt': 'text/vtt; charset=utf-8', '.json': 'application/json+chapters',
         '.css': 'text/css'}
asked = {}


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        try:
            self.answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_HEAD = do_GET

    def say(self, status, headers, body=b''):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header('Content-Length', headers.get('Content-Length', len(body)))
        self.end_headers()
        if self.command == 'GET' and status != 304:
            self.wfile.write(body)

    def answer(self):
        _, way, path = self.path.split('/', 2)
        path = path or 'index.html'
        asked[self.path] = asked.get(self.path, 0) + 1
        trouble = getattr(self, 'way_' + way.replace('-', '_'), None)
        if trouble and trouble(path):
            return
        self.serve(path, folder / path)

    def serve(self, path, file, **changes):
        if not file.is_file():
            return self.say(404, {'Content-Type': 'text/html'}, b'nothing here')
        body = file.read_bytes()
        headers = {'Content-Type': TYPES[file.suffix], 'Access-Control-Allow-Origin': '*',
                   'ETag': '"' + hashlib.sha256(body).hexdigest()[:16] + '"', 'Cache-Control': 'max-age=420'}
        headers.update({name.replace('_', '-'): value for name, value in changes.items()})
        headers = {name: value for name, value in headers.items() if value is not None}
        wanted = self.headers.get('If-None-Match')
        if wanted and wanted == headers.get('ETag'):
            return self.say(304, {'ETag': wanted})
        part = self.headers.get('Range')
        if part and self.command == 'GET' and 'no_parts' not in changes:
            first, last = map(int, part.removeprefix('bytes=').split('-'))
            headers.setdefault('Content-Range', f'bytes {first}-{last}/{len(body)}')
            return self.say(206, headers, body[first:last + 1])
        self.say(200, headers, body)

    # Each is true when it has answered.

    def way_wrong_type(self, path):
        return self.serve(path, folder / path, Content_Type='application/octet-stream') is None

    def way_no_type(self, path):
        return self.serve(path, folder / path, Content_Type=None) is None

    def way_latin(self, path):
        return path.endswith('.html') and self.serve(path, folder / path, Content_Type='text/html; charset=iso-8859-1') is None

    def way_soft(self, path):
        if (folder / path).is_file():
            return False
        self.say(200, {'Content-Type': 'text/html'}, b'<p>Sorry, that page is not here.')
        return True

    def way_all_soft(self, path):
        self.say(200, {'Content-Type': 'text/html'}, b'<p>Welcome to your new web space!')
        return True

    def way_cut(self, path):
        """The file at the host is shorter than what was sent."""
        (folder / '../cut' / path).parent.mkdir(parents=True, exist_ok=True)
        if (folder / path).is_file():
            (folder / '../cut' / path).write_bytes((folder / path).read_bytes()[:-1])
        return self.serve(path, folder / '../cut' / path) is None

    def way_lying(self, path):
        """More is promised than comes."""
        if not path.endswith('.html') or not (folder / path).is_file():
            return False
        self.close_connection = True
        self.say(200, {'Content-Type': 'text/html', 'Content-Length': 10 ** 6}, b'<p>and then')
        return True

    def way_no_length(self, path):
        if self.command != 'HEAD' or not (folder / path).is_file():
            return False
        self.send_response_only(200)
        self.send_header('Content-Type', TYPES[(folder / path).suffix])
        self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        return True

    def way_other_total(self, path):
        return self.serve(path, folder / path, Content_Range='bytes 0-1/*') is None if self.headers.get('Range') else False

    def way_long_part(self, path):
        if not self.headers.get('Range'):
            return False
        body = (folder / path).read_bytes()
        self.say(206, {'Content-Type': 'audio/mpeg', 'Content-Range': f'bytes 0-1/{len(body)}'}, body[:3])
        return True

    def way_no_part(self, path):
        if not self.headers.get('Range'):
            return False
        self.say(416, {'Content-Type': 'text/plain'}, b'no')
        return True

    def way_no_head(self, path):
        if self.command != 'HEAD' or not path.endswith('.mp3'):
            return False
        self.say(405, {'Allow': 'GET'})
        return True

    def way_loop(self, path):
        if not path.endswith('.html'):
            return False
        self.say(302, {'Location': self.path})
        return True

    def way_to_ftp(self, path):
        if not path.endswith('.html'):
            return False
        self.say(302, {'Location': 'ftp://127.0.0.1/' + path})
        return True

    def way_moved(self, path):
        """Twice, which apps follow."""
        self.say(301, {'Location': '/moved-again/' + path})
        return True

    def way_moved_again(self, path):
        self.say(301, {'Location': '/good/' + path})
        return True

    def way_cookie(self, path):
        return self.serve(path, folder / path, Set_Cookie='visitor=1') is None

    def way_cookie_on_the_way(self, path):
        if not path.endswith('.xml'):
            return False
        self.say(302, {'Location': '/good/' + path, 'Set-Cookie': 'visitor=1'})
        return True

    def way_stale(self, path):
        return path.endswith('.xml') and self.serve(path, old / path, Age='100') is None

    def way_stale_once(self, path):
        """A cache that has grown old when it is asked again."""
        return path.endswith('.xml') and asked[self.path] == 1 and self.serve(path, old / path) is None

    def way_other(self, path):
        if not path.endswith('.html') or not (folder / path).is_file():
            return False
        self.say(200, {'Content-Type': 'text/html', 'Server': 'cloudflare'}, (folder / path).read_bytes() + b'<script>')
        return True

    def way_no_validator(self, path):
        return self.serve(path, folder / path, ETag=None) is None

    def way_deaf(self, path):
        """Always sends all of a feed."""
        if 'If-None-Match' in self.headers:
            del self.headers['If-None-Match']
        return False

    def way_packed(self, path):
        if not path.endswith(('.xml', '.html')) or 'gzip' not in self.headers.get('Accept-Encoding', '') or not (folder / path).is_file():
            return False
        headers = {'Content-Type': TYPES[Path(path).suffix], 'Content-Encoding': 'gzip', 'ETag': '"packed"'}
        if self.headers.get('If-None-Match') == '"packed"':
            self.say(304, {'ETag': '"packed"'})
        else:
            self.say(200, headers, gzip.compress((folder / path).read_bytes()))
        return True

    def way_badly_packed(self, path):
        if not path.endswith('.xml') or 'gzip' not in self.headers.get('Accept-Encoding', ''):
            return False
        self.say(200, {'Content-Type': TYPES['.xml'], 'Content-Encoding': 'gzip'}, gzip.compress(b'<rss/>'))
        return True

    def way_not_packed(self, path):
        if not path.endswith('.xml'):
            return False
        self.say(200, {'Content-Type': TYPES['.xml'], 'Content-Encoding': 'gzip'}, b'<rss/>')
        return True

    def way_no_cors(self, path):
        return self.serve(path, folder / path, Access_Control_Allow_Origin=None) is None

    def way_forbidden(self, path):
        self.say(403, {'Content-Type': 'text/plain', 'Server': 'AmazonS3'})
        return True

    def way_gone(self, path):
        """Answers for what was deleted, which here is whatever is asked for."""
        self.say(200, {'Content-Type': 'text/html'}, b'still here')
        return True

    def way_busy_once(self, path):
        if asked[self.path] > 1:
            return False
        self.say(503, {'Retry-After': '0'})
        return True

    def way_busy(self, path):
        self.say(503, {'Content-Type': 'text/plain'})
        return True

    def way_slow(self, path):
        if not path.endswith('.html') or not (folder / path).is_file():
            return False
        self.close_connection = True
        self.say(200, {'Content-Type': 'text/html', 'Content-Length': 1000}, b'<p>')
        time.sleep(30)
        return True

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
