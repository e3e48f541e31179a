# break: the pieces come without a pause
import asyncio
import os

from quart import Quart, make_response, request

PAUSE = 0 if os.getenv("BREAK") else 0.1

app = Quart(__name__)


@app.get("/stream")
async def stream():
    async def send_lines(n):
        for number in range(1, n + 1):
            yield f"line {number}\n".encode()
            await asyncio.sleep(PAUSE)

    return send_lines(request.args.get("n", 1, type=int)), {"Content-Type": "text/plain"}


@app.get("/events")
async def events():
    async def send_events(n):
        for number in range(1, n + 1):
            yield f"data: {number}\nevent: tick\nid: {number}\n\n".encode()
            await asyncio.sleep(PAUSE)

    response = await make_response(
        send_events(request.args.get("n", 1, type=int)),
        {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"},
    )
    response.timeout = None
    return response
