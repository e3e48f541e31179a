# break: the work is done inside the request
# note: a background task lives in the server's process and ends with it
import asyncio
import os
from itertools import count
from typing import Any

from litestar import Litestar, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Struct


class NewJob(Struct):
    n: int


ids = count(1)
jobs: dict[int, dict[str, Any]] = {}


async def square(job_id: int, n: int) -> None:
    await asyncio.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n * n}


@post("/jobs", status_code=202)
async def create_job(data: JSONBody[NewJob]) -> Response[dict[str, int]]:
    job_id = next(ids)
    jobs[job_id] = {"state": "pending"}
    if os.getenv("BREAK"):
        await square(job_id, data.n)
    return Response({"id": job_id}, background=BackgroundTask(square, job_id, data.n))


@get("/jobs/{job_id:int}")
async def read_job(job_id: FromPath[int]) -> dict[str, Any]:
    if job_id not in jobs:
        raise NotFoundException
    return jobs[job_id]


app = Litestar([create_job, read_job])
