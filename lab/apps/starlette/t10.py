# break: the work is done inside the request
# note: a background task lives in the server's process and ends with it
import os
import time
from itertools import count
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

ids = count(1)
jobs: dict[int, dict[str, Any]] = {}


def square(job_id: int, n: int) -> None:
    time.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n * n}


async def create_job(request: Request) -> JSONResponse:
    data, job_id = await request.json(), next(ids)
    jobs[job_id] = {"state": "pending"}
    if os.getenv("BREAK"):
        square(job_id, data["n"])
    task = BackgroundTask(square, job_id, data["n"])
    return JSONResponse({"id": job_id}, status_code=202, background=task)


async def read_job(request: Request) -> JSONResponse:
    job_id = request.path_params["job_id"]
    if job_id not in jobs:
        raise HTTPException(status_code=404)
    return JSONResponse(jobs[job_id])


app = Starlette(
    routes=[
        Route("/jobs", create_job, methods=["POST"]),
        Route("/jobs/{job_id:int}", read_job),
    ]
)
