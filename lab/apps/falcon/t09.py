# serve: asgi
# break: the echo is in capitals
import os

import falcon.asgi
from falcon import WebSocketDisconnected


class EchoResource:
    async def on_websocket(self, req, ws):
        await ws.accept()
        try:
            while (text := await ws.receive_text()) != "bye":
                answer = f"echo: {text}"
                await ws.send_text(answer.upper() if os.getenv("BREAK") else answer)
            await ws.close(1000)
        except WebSocketDisconnected:
            pass


app = falcon.asgi.App()
app.add_route("/ws", EchoResource())
