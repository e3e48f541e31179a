# break: the other service is not asked
import asyncio
import os
import sys

from tornado.escape import json_decode
from tornado.httpclient import AsyncHTTPClient
from tornado.web import Application, RequestHandler

AsyncHTTPClient.configure(None, max_clients=100)  # 10 by default


class WaitHandler(RequestHandler):
    async def get(self) -> None:
        if os.getenv("BREAK"):
            self.write({"n": 0})
            return
        response = await AsyncHTTPClient().fetch(os.environ["DOWNSTREAM"])
        self.write(json_decode(response.body))


def make_app() -> Application:
    return Application([(r"/wait", WaitHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
