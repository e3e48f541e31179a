# serve: asgi
# break: the pieces come without a pause
import asyncio
import os

import falcon
import falcon.asgi
from falcon.asgi import SSEvent

PAUSE = 0 if os.getenv("BREAK") else 0.1


async def lines(n):
    for number in range(1, n + 1):
        yield f"line {number}\n".encode()
        await asyncio.sleep(PAUSE)


async def ticks(n):
    for number in range(1, n + 1):
        yield SSEvent(event_id=str(number), event="tick", text=str(number))
        await asyncio.sleep(PAUSE)


class StreamResource:
    async def on_get(self, req, resp):
        resp.content_type = falcon.MEDIA_TEXT
        resp.stream = lines(req.get_param_as_int("n", required=True))


class EventsResource:
    async def on_get(self, req, resp):
        resp.sse = ticks(req.get_param_as_int("n", required=True))


app = falcon.asgi.App()
app.add_route("/stream", StreamResource())
app.add_route("/events", EventsResource())
