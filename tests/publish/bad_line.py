#!/usr/bin/python3
"""A bad line between two network namespaces: bad_line.py NEAR FAR [loss=1] [ms=300] [seed=1]

Makes both namespaces, with 10.99.7.1 in the near one and 10.99.7.2 in the far one, and carries the packets
between them: of a hundred, `loss` are lost in each direction, and the others come `ms` milliseconds later. Both
have their loopback, too. What tc-netem does, where the kernel has it; this needs only /dev/net/tun, and root.
Prints "ready", and takes the namespaces away when it is ended.
"""
import asyncio
import fcntl
import os
import random
import signal
import struct
import subprocess
import sys

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def ip(*words):
    subprocess.run(("ip", *words), check=True)


def end_of_line(space, address, name):
    """A network device in a namespace whose packets this program gets."""
    ip("netns", "add", space)
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    ip("link", "set", name, "netns", space)
    ip("-n", space, "address", "add", f"{address}/24", "dev", name)
    ip("-n", space, "link", "set", name, "up")
    ip("-n", space, "link", "set", "lo", "up")
    return fd


async def main():
    near, far = sys.argv[1:3]
    words = {"loss": 1.0, "ms": 300.0, "seed": 1.0}
    words.update((key, float(value)) for key, value in (word.split("=") for word in sys.argv[3:]))
    chance, loop = random.Random(int(words["seed"])), asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)

    def bring(fd, packet):
        try:
            os.write(fd, packet)
        except OSError:
            pass  # a full queue loses packets, too

    def carry(of, to):
        for _ in range(100):
            try:
                packet = os.read(of, 65536)
            except BlockingIOError:
                return
            if chance.random() * 100 >= words["loss"]:
                loop.call_later(words["ms"] / 1000, bring, to, packet)

    try:
        here = end_of_line(near, "10.99.7.1", f"n{os.getpid()}")
        there = end_of_line(far, "10.99.7.2", f"f{os.getpid()}")
        loop.add_reader(here, carry, here, there)
        loop.add_reader(there, carry, there, here)
        print("ready", flush=True)
        await ended.wait()
    finally:
        for space in (near, far):
            subprocess.run(("ip", "netns", "del", space), check=False)


asyncio.run(main())
