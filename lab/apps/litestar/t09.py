# break: the echo has no prefix
import os

from litestar import Litestar, WebSocket, websocket
from litestar.exceptions import WebSocketDisconnect

PREFIX = "" if os.getenv("BREAK") else "echo: "


@websocket("/ws")
async def echo(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while (text := await socket.receive_text()) != "bye":
            await socket.send_text(PREFIX + text)
        await socket.close()
    except WebSocketDisconnect:
        pass


app = Litestar([echo])
