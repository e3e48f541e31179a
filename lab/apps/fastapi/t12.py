# break: the id that a client sends is not kept
# note: the wrapper stands around the whole application, because the page of an unhandled error is made outside its middleware
import os
import re
import uuid

from fastapi import FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIDMiddleware:
    """Gives each request an id, the client's own if it is a good one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = Headers(scope=scope).get("X-Request-ID", "")
        if not GOOD_ID.fullmatch(request_id) or os.getenv("BREAK"):
            request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        await self.app(scope, receive, send_with_id)


api = FastAPI()
app = RequestIDMiddleware(api)


@api.get("/")
async def show_id(request: Request) -> dict[str, str]:
    return {"request_id": request.state.request_id}


@api.get("/fail")
async def fail() -> None:
    raise RuntimeError("This error is not handled")
