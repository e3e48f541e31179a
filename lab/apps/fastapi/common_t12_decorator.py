# break: the id that a client sends is not kept
# note: the form that the documentation shows; the page of an unhandled error is made outside it and carries no id
import os
import re
import uuid
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

app = FastAPI()


@app.middleware("http")
async def add_request_id(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Gives each request an id, the client's own if it is a good one."""
    request_id = request.headers.get("X-Request-ID", "")
    if not GOOD_ID.fullmatch(request_id) or os.getenv("BREAK"):
        request_id = str(uuid.uuid4())
    request.state.request_id = request_id
    response = await call_next(request)
    response.headers["X-Request-ID"] = request_id
    return response


@app.get("/")
async def show_id(request: Request) -> dict[str, str]:
    return {"request_id": request.state.request_id}


@app.get("/fail")
async def fail() -> None:
    raise RuntimeError("This error is not handled")
