"""A Sanic application on a free loopback port, served by its own server in a thread of the test."""

import asyncio
import contextlib
import threading

from sanic.application.state import ApplicationServerInfo, ServerStage
from sanic_tornado_robyn import free_port, wait_for


@contextlib.contextmanager
def serving(app, access_log=False):
    """Its classes are not rewritten (TOUCHUP), which works for one application in a process; there are several here."""
    app.config.update(TOUCHUP=False, MOTD=False)
    port, loop = free_port(), asyncio.new_event_loop()

    async def start():
        server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=access_log)
        await server.startup()
        app.state.server_info.append(ApplicationServerInfo({}, ServerStage.SERVING))
        await server.before_start()
        await server.after_start()
        await server.start_serving()
        return server

    async def stop(server):
        await server.before_stop()
        server.close()
        await server.after_stop()
        asyncio.get_running_loop().stop()

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(stop(server), loop)
        thread.join(10)
