# break: the id that a client sends is not kept
# note: Tornado has no middleware for applications; a base class of all handlers does this
import asyncio
import os
import re
import sys
import uuid
from functools import cached_property

from tornado.web import Application, HTTPError, RequestHandler

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class BaseHandler(RequestHandler):
    """Gives each request an id, the client's own if it is a good one."""

    @cached_property
    def request_id(self) -> str:
        request_id = self.request.headers.get("X-Request-ID", "")
        if not GOOD_ID.fullmatch(request_id) or os.getenv("BREAK"):
            return str(uuid.uuid4())
        return request_id

    def set_default_headers(self) -> None:
        # Called once more when an error page takes the place of the response.
        self.set_header("X-Request-ID", self.request_id)


class IDHandler(BaseHandler):
    def get(self) -> None:
        self.write({"request_id": self.request_id})


class FailHandler(BaseHandler):
    def get(self) -> None:
        raise RuntimeError("This error is not handled")


class NotFoundHandler(BaseHandler):
    def prepare(self) -> None:
        raise HTTPError(404)


def make_app() -> Application:
    return Application([(r"/", IDHandler), (r"/fail", FailHandler)], default_handler_class=NotFoundHandler)


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
