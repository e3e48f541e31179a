# needs: aiohttp-sse
# break: the pieces follow each other without a wait
import asyncio
import os
import sys

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

SECONDS = 0 if os.getenv("BREAK") else 0.1

routes = web.RouteTableDef()


@routes.get("/stream")
async def stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/plain; charset=utf-8"})
    await response.prepare(request)
    for k in range(1, int(request.query["n"]) + 1):
        await response.write(f"line {k}\n".encode())
        await asyncio.sleep(SECONDS)
    await response.write_eof()
    return response


@routes.get("/events")
async def events(request: web.Request) -> EventSourceResponse:
    async with sse_response(request) as response:
        for k in range(1, int(request.query["n"]) + 1):
            await response.send(str(k), id=str(k), event="tick")
            await asyncio.sleep(SECONDS)
    return response


app = web.Application()
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
