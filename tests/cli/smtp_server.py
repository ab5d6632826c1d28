"""A mail server on loopback that misbehaves as it is asked to, by the name in front of the '@'.

Usage: smtp_server.py FOLDER [--tls] [--implicit] [--login USER PASSWORD]. Prints its port and ends when
its standard input does. FOLDER/taken has a line for each letter that it has taken: the recipient and the
Message-ID; FOLDER/N.eml is the Nth. --tls wants STARTTLS, --implicit speaks TLS from the start; both have
the certificate FOLDER/cert.

  later-   450 at the first RCPT            never-  550 at every RCPT
  big-     552 behind the letter            busy-   451 behind the letter, the first time
  cut-     hangs up at the first RCPT       lost-   takes the letter and hangs up
  stall-   takes the letter, says so in FOLDER/stalled and never answers
  stop-    says so in FOLDER/stopped at RCPT and never answers
"""

import argparse
import asyncio
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

args = argparse.ArgumentParser()
args.add_argument("folder", type=Path)
args.add_argument("--tls", action="store_true")
args.add_argument("--implicit", action="store_true")
args.add_argument("--login", nargs=2)
options = args.parse_args()
seen = set()


def first(word):
    known = word in seen
    seen.add(word)
    return not known


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        how = address.split("-")[0]
        if how == "never":
            return "550 5.1.1 there is nobody of that name"
        if how == "later" and first(address):
            return "450 4.2.0 come back later"
        if how == "cut" and first(address):
            server.transport.abort()
            return "421 gone"
        if how == "stop" and first(address):
            (options.folder / "stopped").touch()
            await asyncio.sleep(600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def keep(self, to, content):
        Handler.count += 1
        (options.folder / f"{Handler.count}.eml").write_bytes(content)
        lines = content.decode("ascii").split("\r\n")
        identity = [line[12:] for line in lines if line.startswith("Message-ID: ")]
        with (options.folder / "taken").open("a") as taken:
            taken.write(f"{to} {' '.join(identity)}\n")

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        how = to.split("-")[0]
        if len(envelope.rcpt_tos) != 1:
            return "554 one recipient a letter"
        if how == "big":
            return "552 5.3.4 too big"
        if how == "busy" and first(to):
            return "451 4.3.0 busy"
        self.keep(to, envelope.original_content)
        if how == "lost" and first(to):
            server.transport.abort()
            return "250 OK"
        if how == "stall" and first(to):
            (options.folder / "stalled").touch()
            await asyncio.sleep(600)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = [data.login.decode(), data.password.decode()] == options.login
    return AuthResult(success=good, handled=good)


async def main():
    context = None
    if options.tls or options.implicit:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.folder / "cert", options.folder / "key")

    def protocol():
        return SMTP(Handler(), hostname="localhost", tls_context=context if options.tls else None,
                    require_starttls=options.tls, auth_required=bool(options.login),
                    auth_require_tls=False, authenticator=authenticate if options.login else None)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0,
                                      ssl=context if options.implicit else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    task = loop.create_task(main())
    loop.run_until_complete(task)
    (options.folder / "ended").touch()
    sys.stdout.flush()
    import os
    os._exit(0)
