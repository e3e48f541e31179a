# needs: aiohttp
# serve: own
# note: aiohttp's low-level server, without an application and its router
import asyncio
import sys

from aiohttp import web
from payload import BODIES


async def answer(request):
    await request.read()
    status, kind, body = BODIES[request.path]
    return web.Response(status=int(status[:3]), body=body, headers={"Content-Type": kind})


async def main():
    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(sys.argv[1])).start()
    await asyncio.Event().wait()


asyncio.run(main())
