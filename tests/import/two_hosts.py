"""Two hosts on this computer: the old one of a show, and the new one."""

import os
import signal
import socket
import subprocess
import time


def free_ports(count):
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    return [one.getsockname()[1] for one in held]


class Hosts:
    """nginx for both: the old one without TLS, as some still are, and the new one with."""

    def __init__(self, where):
        self.where = where
        self.old_port, self.new_port = free_ports(2)
        self.old, self.new = f"http://127.0.0.1:{self.old_port}", f"https://127.0.0.1:{self.new_port}"
        for name in ("old", "new", "tmp"):
            (where / name).mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                        "-nodes", "-days", "30", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", where / "key.pem", "-out", where / "ca.pem"], check=True, stderr=subprocess.DEVNULL)
        self.write("", "")
        self.process = subprocess.Popen(["nginx", "-e", where / "errors", "-c", where / "conf"],
                                        stdin=subprocess.DEVNULL)
        self.wait()

    def write(self, for_all, for_server):
        w = self.where
        temporary = "".join(f"{kind}_temp_path {w}/tmp/{kind}; "
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (w / "conf").write_text(f"""
            daemon off; pid {w}/pid; error_log {w}/errors; user root;
            events {{ worker_connections 256; }}
            http {{
                include /etc/nginx/mime.types; types {{ text/x-opml opml; }} {temporary} {for_all}
                server {{ listen 127.0.0.1:{self.old_port}; root {w}/old; access_log {w}/old.log; {for_server} }}
                server {{ listen 127.0.0.1:{self.new_port} ssl; root {w}/new; access_log {w}/new.log;
                         ssl_certificate {w}/ca.pem; ssl_certificate_key {w}/key.pem; }}
            }}""")

    def wait(self):
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.old_port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.where / "errors").read_text())

    def redirect(self, rules):
        """What the import wrote for nginx."""
        self.write(f"include {rules}/nginx-http.conf;", f"include {rules}/nginx-server.conf;")
        self.process.send_signal(signal.SIGHUP)
        answers = 0 # a worker that was there before may still answer one in between
        for _ in range(400):
            told = subprocess.run(["curl", "-s", "-o", os.devnull, "-w", "%{http_code}", self.old + "/feed.xml"],
                                  stdout=subprocess.PIPE, text=True, check=False).stdout
            answers = answers + 1 if told == "301" else 0
            if answers == 10:
                return
            time.sleep(0.02)

    def asked(self, name, what):
        """How often the host was asked for something."""
        return sum(f'"GET {what}' in line or what in line for line in (self.where / f"{name}.log").read_text().splitlines())

    def close(self):
        self.process.terminate()
        self.process.wait()
