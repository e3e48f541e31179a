# break: the echo has no prefix
import os

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

PREFIX = "" if os.getenv("BREAK") else "echo: "

app = FastAPI()


@app.websocket("/ws")
async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while (text := await websocket.receive_text()) != "bye":
            await websocket.send_text(PREFIX + text)
        await websocket.close()
    except WebSocketDisconnect:
        pass
