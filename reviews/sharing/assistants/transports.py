"""The ways to the server: one HTTP request with its answer, and a pair of streams."""

from collections.abc import MutableMapping
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings

from curation.snapshots.kept import KeptSnapshot
from reviews.sharing.assistants.server import make_server

Message = MutableMapping[str, Any]


def answer_request(request: HttpRequest) -> HttpResponse:
    """Answer a request as the protocol has it: one message in, one JSON answer out, nothing kept between requests."""
    return async_to_sync(exchange)(request)


async def exchange(request: HttpRequest) -> HttpResponse:
    # It publishes nothing, though it is asked by POST.
    snapshot = KeptSnapshot()
    manager = StreamableHTTPSessionManager(
        make_server(lambda: snapshot), json_response=True, stateless=True, security_settings=allowed(request)
    )
    sent: list[Message] = []
    received: list[Message] = [
        {"type": "http.request", "body": request.body, "more_body": False},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return received.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    async with manager.run():
        await manager.handle_request(scope_of(request), receive, send)
    return response_of(sent)


def allowed(request: HttpRequest) -> TransportSecuritySettings:
    """Return who may ask: programs, and pages of this site; Django has checked the host already."""
    return TransportSecuritySettings(allowed_hosts=[request.get_host()], allowed_origins=[settings.ORIGIN.geturl()])


def scope_of(request: HttpRequest) -> Message:
    given = {**request.headers, "Host": request.get_host()}
    headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in given.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
    }


def response_of(sent: list[Message]) -> HttpResponse:
    """Return what the protocol sent as an answer of Django's."""
    start, *bodies = sent
    response = HttpResponse(b"".join(message.get("body", b"") for message in bodies), status=start["status"])
    del response.headers["Content-Type"]
    for name, value in start["headers"]:
        response.headers[name.decode("latin1")] = value.decode("latin1")
    response.headers["Cache-Control"] = "no-store"
    return response


async def serve_streams() -> None:
    """Answer over standard input and output until the input ends, each question from the data of its moment."""
    server = make_server(KeptSnapshot)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
