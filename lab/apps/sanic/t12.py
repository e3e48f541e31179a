# break: the id that a client sends is not kept
import os
import re
import sys
import uuid

from sanic import HTTPResponse, Request, Sanic, json

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

app = Sanic("RequestID")


@app.on_request
async def assign_request_id(request: Request) -> None:
    """Gives each request an id, the client's own if it is a good one."""
    request_id = request.headers.get("X-Request-ID", "")
    kept = GOOD_ID.fullmatch(request_id) and not os.getenv("BREAK")
    request.ctx.request_id = request_id if kept else str(uuid.uuid4())


@app.on_response
async def send_request_id(request: Request, response: HTTPResponse) -> None:
    response.headers["X-Request-ID"] = request.ctx.request_id


@app.get("/")
async def show_id(request: Request) -> HTTPResponse:
    return json({"request_id": request.ctx.request_id})


@app.get("/fail")
async def fail(request: Request) -> HTTPResponse:
    raise RuntimeError("This error is not handled")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
