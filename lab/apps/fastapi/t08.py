# break: the pieces follow each other without a wait
import asyncio
import os
from collections.abc import AsyncIterable

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

SECONDS = 0 if os.getenv("BREAK") else 0.1

app = FastAPI()


class PlainTextStream(StreamingResponse):
    media_type = "text/plain"


@app.get("/stream", response_class=PlainTextStream)
async def stream(n: int) -> AsyncIterable[str]:
    for k in range(1, n + 1):
        yield f"line {k}\n"
        await asyncio.sleep(SECONDS)


@app.get("/events", response_class=EventSourceResponse)
async def events(n: int) -> AsyncIterable[ServerSentEvent]:
    for k in range(1, n + 1):
        yield ServerSentEvent(data=k, event="tick", id=str(k))
        await asyncio.sleep(SECONDS)
