# break: the id that a client sends is not kept
import os
import re
import sys
import uuid

from aiohttp import web
from aiohttp.typedefs import Handler

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
REQUEST_ID = web.RequestKey("request_id", str)

routes = web.RouteTableDef()


@web.middleware
async def request_id_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Gives each request an id, the client's own if it is a good one."""
    request_id = request.headers.get("X-Request-ID", "")
    if not GOOD_ID.fullmatch(request_id) or os.getenv("BREAK"):
        request_id = str(uuid.uuid4())
    request[REQUEST_ID] = request_id
    return await handler(request)


async def send_request_id(request: web.Request, response: web.StreamResponse) -> None:
    """Called before the headers of any response are sent, those of an unhandled error among them."""
    response.headers["X-Request-ID"] = request[REQUEST_ID]


@routes.get("/")
async def show_id(request: web.Request) -> web.Response:
    return web.json_response({"request_id": request[REQUEST_ID]})


@routes.get("/fail")
async def fail(request: web.Request) -> web.Response:
    raise RuntimeError("This error is not handled")


app = web.Application(middlewares=[request_id_middleware])
app.on_response_prepare.append(send_request_id)
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
