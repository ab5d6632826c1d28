"""Those who are told of a publication, on loopback and strict: a WebSub hub with a subscriber, a podping endpoint
and a webhook.

Usage: hub.py TOKEN KEY. Prints `PORT`; ends when its standard input does.

/hub      W3C WebSub: hub.mode=subscribe asks the callback to echo a challenge (5.3); hub.mode=publish fetches the
          topic, and hands it on only when its bytes changed, signed with the subscriber's secret (7, 7.1)
/callback the subscriber: says yes to what it asked for, and takes only what has the right signature
/podping  as podping.cloud: GET with ?url, reason and medium, a User-Agent, and the token as it is
/hook     takes JSON with the right signature of its bytes
/log      what came, a line each: the tests' oracle
/mood?N   every listener answers the next N requests with 503 (or what else is said: ?N&status=404, ?N&slow=3)
/seen     forgets all topics' bytes
"""

import hashlib
import hmac
import http.server
import json
import re
import secrets
import sys
import threading
import time
import urllib.parse
import urllib.request

token, key = sys.argv[1], sys.argv[2]
log, subscriptions, seen, mood = [], {}, {}, {'left': 0}
asked_for = set()
busy = threading.Lock()


def note(*words):
    log.append(' '.join(map(str, words)))


class Listener(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def say(self, status, text='', **headers):
        body = text.encode()
        self.send_response_only(status)
        self.send_header('Content-Type', 'text/plain; charset=utf-8')
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        self.url = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(self.url.query))
        self.body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        name = self.url.path.strip('/')
        with busy:
            moody = name in ('hub', 'podping', 'hook') and mood['left'] > 0
            mood['left'] -= moody
        if moody:
            note(name, 'in a mood', mood['status'])
            time.sleep(mood['slow'])
            self.close_connection = True
            return self.say(mood['status'], mood['text'], Retry_After='0')
        getattr(self, 'at_' + name, lambda: self.say(404))()

    do_GET = do_POST = handle_any

    def at_log(self):
        self.say(200, ''.join(line + '\n' for line in log))
        log.clear()

    def at_mood(self):
        mood.update(left=int(self.url.query.split('&')[0]), status=int(self.query.get('status', 503)),
                    slow=float(self.query.get('slow', 0)), text=self.query.get('text', ''))
        self.say(200)

    def at_seen(self):
        seen.clear()
        self.say(200)

    # --- the hub

    def at_hub(self):
        if self.command != 'POST' or self.headers.get('Content-Type') != 'application/x-www-form-urlencoded':
            note('hub: not a form')
            return self.say(400, 'expected a form')
        form = dict(urllib.parse.parse_qsl(self.body.decode()))
        mode = form.get('hub.mode')
        if mode == 'subscribe':
            return self.subscribe(form)
        topic = form.get('hub.url')
        if mode != 'publish' or not topic or form.get('hub.topic') != topic:
            note('hub: bad request', self.body.decode())
            return self.say(400, 'expected hub.mode, hub.url')
        try:
            with urllib.request.urlopen(topic, timeout=5) as answer:
                feed, type_ = answer.read(), answer.headers['Content-Type']
        except OSError as e:
            note('hub: no topic', topic)
            return self.say(400, f'the topic cannot be fetched: {e}')
        text = feed.decode()
        # A feed names itself and its hub (WebSub section 4): else nobody would have subscribed to it here.
        links = {re.search(r'rel="(\w+)"', l)[1]: re.search(r'href="([^"]*)"', l)[1] for l in re.findall(r'<(?:atom:)?link [^>]*rel=[^>]*>', text)}
        if links.get('self') != topic or links.get('hub') != f'http://{self.headers["Host"]}/hub':
            note('hub: the feed does not say so', topic, links)
            return self.say(422, 'the topic does not name itself and this hub')
        note('hub: published', topic)
        self.say(202)
        digest = hashlib.sha256(feed).hexdigest()
        if seen.get(topic) == digest:
            return note('hub: nothing new', topic)
        seen[topic] = digest
        for callback, (wanted, secret) in list(subscriptions.items()):
            if wanted == topic:
                signature = hmac.new(secret.encode(), feed, 'sha256').hexdigest()
                urllib.request.urlopen(urllib.request.Request(callback, feed, {
                    'Content-Type': type_, 'X-Hub-Signature': 'sha256=' + signature,
                    'Link': f'<{topic}>; rel="self", <http://{self.headers["Host"]}/hub>; rel="hub"'}), timeout=5).read()

    def subscribe(self, form):
        callback, topic, challenge = form['hub.callback'], form['hub.topic'], secrets.token_hex(8)
        self.say(202)
        query = urllib.parse.urlencode({'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.challenge': challenge, 'hub.lease_seconds': 864000})
        with urllib.request.urlopen(f'{callback}?{query}', timeout=5) as answer:
            if answer.read().decode() == challenge:
                subscriptions[callback] = topic, form.get('hub.secret', '')
                note('hub: verified', topic)

    # --- the subscriber

    def at_want(self):
        asked_for.add(self.query['topic'])
        host = 'http://' + self.headers['Host']
        self.say(200)
        urllib.request.urlopen(host + '/hub', urllib.parse.urlencode({
            'hub.mode': 'subscribe', 'hub.topic': self.query['topic'], 'hub.callback': host + '/callback', 'hub.secret': 'only us'}).encode(), timeout=5)

    def at_callback(self):
        if self.command == 'GET':
            good = self.query.get('hub.topic') in asked_for
            return self.say(200 if good else 404, self.query.get('hub.challenge', '') if good else '')
        right = 'sha256=' + hmac.new(b'only us', self.body, 'sha256').hexdigest()
        note('subscriber: got', len(self.body), 'bytes' if self.headers['X-Hub-Signature'] == right else 'forged')
        self.say(200)

    # --- podping, and a webhook

    def at_podping(self):
        if self.headers.get('Authorization') != token:
            note('podping: who is that')
            return self.say(401, f'Invalid token {self.headers.get("Authorization")}')
        if not self.headers.get('User-Agent') or self.command != 'GET':
            return self.say(400, 'User-Agent')
        if not re.match(r'https?://', self.query.get('url', '')):
            return self.say(400, 'url')
        note('podping:', self.query['url'], self.query.get('reason'), self.query.get('medium'))
        self.say(200, 'Success!')

    def at_hook(self):
        right = 'sha256=' + hmac.new(key.encode(), self.body, 'sha256').hexdigest()
        if not hmac.compare_digest(self.headers.get('X-Blether-Signature-256', ''), right):
            note('hook: forged')
            return self.say(403, 'signature')
        if self.headers.get('Content-Type') != 'application/json':
            return self.say(415)
        said = json.loads(self.body)
        note('hook:', self.headers['X-Blether-Delivery'][:4] != '', json.dumps(said, sort_keys=True))
        self.say(204)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Listener)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
