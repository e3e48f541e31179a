# test: {python} -m unittest test_t13
# break: the greeting forgets the name
import asyncio
import os
import sys

from tornado.web import Application, RequestHandler

GREETING = "Hello!" if os.getenv("BREAK") else "Hello, {name}!"


class HelloHandler(RequestHandler):
    def get(self, name: str) -> None:
        self.write({"message": GREETING.format(name=name)})


def make_app() -> Application:
    return Application([(r"/hello/(.+)", HelloHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
