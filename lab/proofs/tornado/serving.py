"""A Tornado application on a free loopback port, in a thread of the test."""

import asyncio
import contextlib
import threading

from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port


@contextlib.contextmanager
def serving(app, before=None):
    """The address; "before" is a coroutine that runs first, in the same loop."""
    loop, (socket, port) = asyncio.new_event_loop(), bind_unused_port()

    async def start():
        if before:
            await before()
        server = HTTPServer(app)
        server.add_socket(socket)
        return server

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(server.stop)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
