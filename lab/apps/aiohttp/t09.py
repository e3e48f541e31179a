# break: the echo has no prefix
import os
import sys

from aiohttp import WSMsgType, web

PREFIX = "" if os.getenv("BREAK") else "echo: "

routes = web.RouteTableDef()


@routes.get("/ws")
async def echo(request: web.Request) -> web.WebSocketResponse:
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    async for msg in ws:
        if msg.type == WSMsgType.TEXT:
            if msg.data == "bye":
                await ws.close()
            else:
                await ws.send_str(PREFIX + msg.data)
    return ws


app = web.Application()
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
