# break: the work is done inside the request
# note: a callback lives in the server's process and ends with it
import asyncio
import os
import sys
from itertools import count
from typing import Any

from tornado.escape import json_decode
from tornado.ioloop import IOLoop
from tornado.web import Application, HTTPError, RequestHandler

ids = count(1)
jobs: dict[int, dict[str, Any]] = {}


async def square(job_id: int, n: int) -> None:
    await asyncio.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n * n}


class JobsHandler(RequestHandler):
    async def post(self) -> None:
        data, job_id = json_decode(self.request.body), next(ids)
        jobs[job_id] = {"state": "pending"}
        if os.getenv("BREAK"):
            await square(job_id, data["n"])
        else:
            IOLoop.current().spawn_callback(square, job_id, data["n"])
        self.set_status(202)
        self.write({"id": job_id})


class JobHandler(RequestHandler):
    def get(self, job_id: str) -> None:
        if int(job_id) not in jobs:
            raise HTTPError(404)
        self.write(jobs[int(job_id)])


def make_app() -> Application:
    return Application([(r"/jobs", JobsHandler), (r"/jobs/(\d+)", JobHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
