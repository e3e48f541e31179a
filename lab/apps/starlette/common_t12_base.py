# break: the id that a client sends is not kept
# note: BaseHTTPMiddleware, as the documentation shows; the page of an unhandled error is made outside it and carries no id
import os
import re
import uuid

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIDMiddleware(BaseHTTPMiddleware):
    """Gives each request an id, the client's own if it is a good one."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        request_id = request.headers.get("X-Request-ID", "")
        if not GOOD_ID.fullmatch(request_id) or os.getenv("BREAK"):
            request_id = str(uuid.uuid4())
        request.state.request_id = request_id
        response = await call_next(request)
        response.headers["X-Request-ID"] = request_id
        return response


async def show_id(request: Request) -> JSONResponse:
    return JSONResponse({"request_id": request.state.request_id})


async def fail(request: Request) -> JSONResponse:
    raise RuntimeError("This error is not handled")


app = Starlette(
    routes=[Route("/", show_id), Route("/fail", fail)],
    middleware=[Middleware(RequestIDMiddleware)],
)
