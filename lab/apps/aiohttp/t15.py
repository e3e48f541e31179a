# break: the other service is not asked
import os
import sys
from collections.abc import AsyncIterator

from aiohttp import ClientSession, web

routes = web.RouteTableDef()
client = web.AppKey("client", ClientSession)


async def client_session(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession(os.environ["DOWNSTREAM"]) as session:
        app[client] = session
        yield


@routes.get("/wait")
async def wait(request: web.Request) -> web.Response:
    if os.getenv("BREAK"):
        return web.json_response({"n": 0})
    async with request.app[client].get("/") as response:
        return web.json_response(await response.json())


app = web.Application()
app.add_routes(routes)
app.cleanup_ctx.append(client_session)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
