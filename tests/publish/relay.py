#!/usr/bin/python3
"""A way to a server that is slow, and counted: relay.py PORT KILOBYTES_A_SECOND DIR

Takes connections at a free port of this computer, and passes them on to PORT of it. DIR/port says
which; DIR/sent how many bytes have gone towards the server, over all connections."""
import asyncio, os, sys, time

port, rate, folder = int(sys.argv[1]), int(sys.argv[2]) * 1000, sys.argv[3]
sent, began = 0, None

async def pass_on(reader, writer, counts):
    global sent, began
    try:
        while block := await reader.read(65536):
            if counts:
                began = began or time.monotonic()
                sent += len(block)
                with open(folder + '/sent.new', 'w') as f:
                    f.write(str(sent))
                os.rename(folder + '/sent.new', folder + '/sent')
                await asyncio.sleep(max(0, began + sent / rate - time.monotonic()))
            writer.write(block)
            await writer.drain()
    except OSError:
        pass
    writer.close()

async def take(reader, writer):
    there, back = await asyncio.open_connection('127.0.0.1', port)
    await asyncio.gather(pass_on(reader, back, True), pass_on(there, writer, False))

async def main():
    server = await asyncio.start_server(take, '127.0.0.1', 0)
    with open(folder + '/sent', 'w') as f:
        f.write('0')
    with open(folder + '/port.new', 'w') as f:
        f.write(str(server.sockets[0].getsockname()[1]))
    os.rename(folder + '/port.new', folder + '/port')
    await server.serve_forever()

asyncio.run(main())
