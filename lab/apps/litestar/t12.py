# break: the id that a client sends is not kept
# note: a hook before sending, because middleware does not see the answer to an unknown path
import os
import re
import uuid

from litestar import Litestar, Request, get
from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.di import NamedDependency, Provide
from litestar.types import Message, Scope

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def get_request_id(scope: Scope) -> str:
    """The id of a request: the client's own if it is a good one."""
    if "request_id" not in scope["state"]:
        request_id = Headers.from_scope(scope).get("X-Request-ID", "")
        kept = GOOD_ID.fullmatch(request_id) and not os.getenv("BREAK")
        scope["state"]["request_id"] = request_id if kept else str(uuid.uuid4())
    return scope["state"]["request_id"]


async def send_request_id(message: Message, scope: Scope) -> None:
    if message["type"] == "http.response.start":
        MutableScopeHeaders.from_message(message)["X-Request-ID"] = get_request_id(scope)


async def provide_request_id(request: Request) -> str:
    return get_request_id(request.scope)


@get("/", dependencies={"request_id": Provide(provide_request_id)})
async def show_id(request_id: NamedDependency[str]) -> dict[str, str]:
    return {"request_id": request_id}


@get("/fail")
async def fail() -> None:
    raise RuntimeError("This error is not handled")


app = Litestar([show_id, fail], before_send=[send_request_id])
