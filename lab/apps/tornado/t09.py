# break: the echo has no prefix
import asyncio
import os
import sys

from tornado.web import Application
from tornado.websocket import WebSocketHandler

PREFIX = "" if os.getenv("BREAK") else "echo: "


class EchoHandler(WebSocketHandler):
    def on_message(self, message: str) -> None:
        if message == "bye":
            self.close(1000)
        else:
            self.write_message(PREFIX + message)


def make_app() -> Application:
    return Application([(r"/ws", EchoHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
