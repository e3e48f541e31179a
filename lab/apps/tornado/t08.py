# break: the pieces follow each other without a wait
# note: Tornado has no helper for server-sent events; the text of an event is written by hand
import asyncio
import os
import sys

from tornado.web import Application, RequestHandler

SECONDS = 0 if os.getenv("BREAK") else 0.1


class StreamHandler(RequestHandler):
    async def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        for k in range(1, int(self.get_query_argument("n")) + 1):
            self.write(f"line {k}\n")
            await self.flush()
            await asyncio.sleep(SECONDS)


class EventsHandler(RequestHandler):
    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-cache")
        for k in range(1, int(self.get_query_argument("n")) + 1):
            self.write(f"id: {k}\nevent: tick\ndata: {k}\n\n")
            await self.flush()
            await asyncio.sleep(SECONDS)


def make_app() -> Application:
    return Application([(r"/stream", StreamHandler), (r"/events", EventsHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
