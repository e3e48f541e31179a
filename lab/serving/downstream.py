"""The service that T15 waits for: every answer takes 50 ms and counts up. `python -m lab.serving.downstream PORT`."""

import asyncio
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from lab.console import LabError
from lab.paths import ROOT
from lab.serving import processes
from lab.serving.servers import free_port, listening

SECONDS = 0.05
counter = itertools.count(1)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one connection, kept alive for as long as its client wants."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(SECONDS)
            body = b'{"n": %d}' % next(counter)
            lines = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            writer.write(lines % len(body) + body)
            await writer.drain()
            if b"connection: close" in head.lower():
                break
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def serve(port: int) -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=512)
    async with server:
        await server.serve_forever()


@contextmanager
def service() -> Iterator[dict[str, str]]:
    """Run the service; gives the environment variable that names it."""
    port = free_port()
    command = [sys.executable, "-m", "lab.serving.downstream", str(port)]
    process = processes.spawn(command, ROOT, dict(os.environ), subprocess.DEVNULL)
    try:
        wait(port)
        yield {"DOWNSTREAM": f"http://127.0.0.1:{port}/"}
    finally:
        processes.stop(process)


def wait(port: int) -> None:
    for _ in range(100):
        if listening(port):
            return
        time.sleep(0.1)
    raise LabError("the service that T15 waits for does not start")


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
