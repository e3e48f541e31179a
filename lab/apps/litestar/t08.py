# break: the pieces follow each other without a wait
import asyncio
import os
from collections.abc import AsyncIterator

from litestar import Litestar, MediaType, get
from litestar.params import FromQuery
from litestar.response import ServerSentEvent, ServerSentEventMessage, Stream

SECONDS = 0 if os.getenv("BREAK") else 0.1


async def lines(n: int) -> AsyncIterator[str]:
    for k in range(1, n + 1):
        yield f"line {k}\n"
        await asyncio.sleep(SECONDS)


async def ticks(n: int) -> AsyncIterator[ServerSentEventMessage]:
    for k in range(1, n + 1):
        yield ServerSentEventMessage(data=k, event="tick", id=k)
        await asyncio.sleep(SECONDS)


@get("/stream", media_type=MediaType.TEXT)
async def stream(n: FromQuery[int]) -> Stream:
    return Stream(lines(n))


@get("/events")
async def events(n: FromQuery[int]) -> ServerSentEvent:
    return ServerSentEvent(ticks(n))


app = Litestar([stream, events])
