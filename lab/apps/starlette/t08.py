# needs: sse-starlette
# break: the pieces follow each other without a wait
import asyncio
import os
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

SECONDS = 0 if os.getenv("BREAK") else 0.1


async def lines(n: int) -> AsyncIterator[str]:
    for k in range(1, n + 1):
        yield f"line {k}\n"
        await asyncio.sleep(SECONDS)


async def ticks(n: int) -> AsyncIterator[ServerSentEvent]:
    for k in range(1, n + 1):
        yield ServerSentEvent(data=k, event="tick", id=str(k))
        await asyncio.sleep(SECONDS)


async def stream(request: Request) -> StreamingResponse:
    return StreamingResponse(lines(int(request.query_params["n"])), media_type="text/plain")


async def events(request: Request) -> EventSourceResponse:
    return EventSourceResponse(ticks(int(request.query_params["n"])))


app = Starlette(routes=[Route("/stream", stream), Route("/events", events)])
