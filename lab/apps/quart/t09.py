# break: the echo is in capitals
import os

from quart import Quart, websocket

app = Quart(__name__)


@app.websocket("/ws")
async def echo():
    while (text := await websocket.receive()) != "bye":
        answer = f"echo: {text}"
        await websocket.send(answer.upper() if os.getenv("BREAK") else answer)
    await websocket.close(1000)
