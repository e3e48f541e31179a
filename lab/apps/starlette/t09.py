# break: the echo has no prefix
import os

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

PREFIX = "" if os.getenv("BREAK") else "echo: "


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        if text == "bye":
            await websocket.close()
            break
        await websocket.send_text(PREFIX + text)


app = Starlette(routes=[WebSocketRoute("/ws", echo)])
