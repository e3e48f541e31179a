"""An ASGI application started and asked as a server does it: with scopes and two awaitables each."""

import asyncio
from email.message import Message

from sanic_tornado_robyn import Answer


def ask_asgi(app, path="/", method="GET", body=b"", headers=()):
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"testserver"), *((k.lower().encode(), v.encode()) for k, v in dict(headers).items())],
        "server": ("testserver", 80),
        "client": ("127.0.0.1", 5000),
    }
    return asyncio.run(start_and_ask(app, scope, body))


async def start_and_ask(app, scope, body):
    started, ended, sent = asyncio.Event(), asyncio.Event(), []
    incoming = [{"type": "http.request", "body": body, "more_body": False}]
    orders = asyncio.Queue()

    async def obey(message):
        started.set()

    async def receive():
        return incoming.pop() if incoming else await ended.wait() and {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    lifespan = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, orders.get, obey))
    await orders.put({"type": "lifespan.startup"})
    await started.wait()
    await app(scope, receive, send)
    await orders.put({"type": "lifespan.shutdown"})
    await lifespan
    message = Message()
    for name, value in sent[0]["headers"]:
        message[name.decode()] = value.decode()
    return Answer(sent[0]["status"], message, b"".join(part.get("body", b"") for part in sent[1:]))
