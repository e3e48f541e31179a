# break: the echo has no prefix
import os
import sys

from sanic import Request, Sanic, Websocket

PREFIX = "" if os.getenv("BREAK") else "echo: "

app = Sanic("Echo")


@app.websocket("/ws")
async def echo(request: Request, ws: Websocket) -> None:
    async for text in ws:
        if text == "bye":
            await ws.close()
            break
        await ws.send(PREFIX + text)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
