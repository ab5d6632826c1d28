#!/usr/bin/python3
"""A line that is worse than any that a volunteer has, in front of a server: bad_proxy.py PORT TROUBLE [KEY=VALUE ...]

Listens on a free port of loopback, which it prints, and hands bytes on to PORT there. TROUBLE is one of

  none                 nothing
  delay   ms=300       every piece of either direction comes later
  reset   up=N down=N  a connection is reset (RST) after about so many bytes of that direction (0: never)
  cut     down=N       a connection ends (FIN) after so many bytes of the answers
  slow    rate=N       answers come with so many bytes a second
  drip                 answers come with a byte a second
  dead                 connections are taken, and nothing ever comes back
  hole    after=N      the first N bytes of answers come, then nothing
  refuse               connections are reset at once
  say     status=503 wait=S  answers every request with this status (and Retry-After) instead of passing it on
  lie     by=N         adds N (or takes, where N < 0) to each Content-Length of answers
  noise                answers begin with bytes that are no protocol
  endless              answers with a body that never ends

and for all: times=N, only so many connections have the trouble, then the line is good; seed=N; skip=N, the first N
connections are good. HTTP without TLS is needed for say, lie, noise and endless only.
"""
import asyncio
import random
import re
import socket
import struct
import sys


def reset(writer):
    """Ends a connection as a router does that has forgotten it."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Trouble:
    def __init__(self, kind, words):
        self.kind = kind
        self.words = {"ms": 300, "up": 0, "down": 0, "rate": 1000, "after": 200, "status": 503, "wait": -1,
                      "by": 100, "times": -1, "seed": 1, "skip": 0}
        for word in words:
            key, _, value = word.partition("=")
            if key not in self.words:
                sys.exit(f"bad_proxy.py: unknown word '{key}'")
            self.words[key] = int(value)
        self.chance = random.Random(self.words["seed"])
        self.left = self.words["times"]

    def strikes(self):
        """Does the next connection have it?"""
        if self.words["skip"] > 0:
            self.words["skip"] -= 1
            return False
        if self.left == 0:
            return False
        self.left -= 1
        return self.kind != "none"

    def limit(self, word):
        """After how many bytes: half to one and a half times what was asked for; None: never."""
        most = self.words[word]
        return int(most * (0.5 + self.chance.random())) if most else None


async def pump(reader, writer, each, limit, end, lag):
    """Hands bytes on through `each`; after `limit` of them, `end` is called."""
    passed = 0
    try:
        while True:
            data = await reader.read(65536)
            if not data:
                break
            if limit is not None and passed + len(data) >= limit:
                writer.write(data[:limit - passed])
                await writer.drain()
                end()
                return
            passed += len(data)
            await each(data, writer)
        await asyncio.sleep(lag)
        if writer.can_write_eof():
            writer.write_eof()
    except (OSError, asyncio.IncompleteReadError, RuntimeError):
        end()


async def plainly(data, writer):
    writer.write(data)
    await writer.drain()


def paced(rate):
    async def each(data, writer):
        piece = max(1, rate // 10)
        for i in range(0, len(data), piece):
            writer.write(data[i:i + piece])
            await writer.drain()
            await asyncio.sleep(piece / rate)
    return each


def late(seconds):
    """Each piece comes later, but no later because of the piece before: a long line, not a slow one."""
    async def each(data, writer):
        asyncio.get_running_loop().call_later(seconds, writer.write, data)
    return each


def lying(by):
    async def each(data, writer):
        data = re.sub(rb"(?i)(\r\nContent-Length: )(\d+)",
                      lambda m: m[1] + str(max(0, int(m[2]) + by)).encode(), data)
        await plainly(data, writer)
    return each


async def request_of(reader):
    """Reads one request to its end; False when there is none."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\nContent-Length: (\d+)", head)
    left = int(length[1]) if length and b"100-continue" not in head.lower() else 0
    while left > 0:
        data = await reader.read(min(left, 65536))
        if not data:
            return False
        left -= len(data)
    return True


async def answer_all(reader, writer, trouble):
    kind, words = trouble.kind, trouble.words
    while await request_of(reader):
        if kind == "say":
            wait = f"Retry-After: {words['wait']}\r\n" if words["wait"] >= 0 else ""
            writer.write(f"HTTP/1.1 {words['status']} Trouble\r\n{wait}Connection: close\r\nContent-Type: text/plain\r\n"
                         "Content-Length: 13\r\n\r\nbusy, sorry.\n".encode())
            await writer.drain()
            break
        elif kind == "noise":
            writer.write(bytes(trouble.chance.randrange(256) for _ in range(200)))
            break
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
            while True:
                writer.write(b"and so on, " * 10)
                await writer.drain()
                await asyncio.sleep(0.05)
        await writer.drain()


async def bridge(reader, writer, port, trouble, struck):
    up, down = await asyncio.open_connection("127.0.0.1", port)
    kind, words = trouble.kind if struck else "none", trouble.words
    ended = asyncio.Event()

    def abort():
        reset(writer)
        reset(down)
        ended.set()

    def close():
        writer.close()
        down.close()
        ended.set()

    back, there, sent, answered, end, lag = plainly, plainly, None, None, abort, 0
    if kind == "delay":
        lag = words["ms"] / 1000
        back = there = late(lag)
        lag += 0.05
    elif kind == "reset":
        sent, answered = trouble.limit("up"), trouble.limit("down")
    elif kind == "cut":
        answered, end = trouble.limit("down"), close
    elif kind == "slow":
        back = paced(words["rate"])
    elif kind == "drip":
        back = paced(1)
    elif kind == "hole":
        answered, end = words["after"], lambda: None
    elif kind == "lie":
        back = lying(words["by"])
    pumps = [asyncio.ensure_future(pump(reader, down, there, sent, end, lag)),
             asyncio.ensure_future(pump(up, writer, back, answered, end, lag))]
    stop = asyncio.ensure_future(ended.wait())
    await asyncio.wait([*pumps, stop], return_when=asyncio.FIRST_COMPLETED)
    if not ended.is_set():
        await asyncio.wait([asyncio.gather(*pumps, return_exceptions=True), stop], return_when=asyncio.FIRST_COMPLETED)
    for task in (*pumps, stop):
        task.cancel()
    down.close()


async def main():
    port, trouble = int(sys.argv[1]), Trouble(sys.argv[2], sys.argv[3:])

    async def connected(reader, writer):
        struck = trouble.strikes()
        try:
            if struck and trouble.kind == "refuse":
                reset(writer)
                return
            if struck and trouble.kind == "dead":
                while await reader.read(65536):
                    pass
            elif struck and trouble.kind in ("say", "noise", "endless"):
                await answer_all(reader, writer, trouble)
            else:
                await bridge(reader, writer, port, trouble, struck)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
