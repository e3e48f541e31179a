# needs: sanic[ext], pydantic
# break: the work is done inside the request
# note: a task lives in the server's process and ends with it
import asyncio
import os
import sys
from itertools import count
from typing import Any

from pydantic import BaseModel
from sanic import HTTPResponse, NotFound, Request, Sanic, json
from sanic_ext import validate


class NewJob(BaseModel):
    n: int


app = Sanic("Jobs")
ids = count(1)
jobs: dict[int, dict[str, Any]] = {}


async def square(job_id: int, n: int) -> None:
    await asyncio.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n * n}


@app.post("/jobs")
@validate(json=NewJob)
async def create_job(request: Request, body: NewJob) -> HTTPResponse:
    job_id = next(ids)
    jobs[job_id] = {"state": "pending"}
    if os.getenv("BREAK"):
        await square(job_id, body.n)
    else:
        app.add_task(square(job_id, body.n))
    return json({"id": job_id}, status=202)


@app.get("/jobs/<job_id:int>")
async def read_job(request: Request, job_id: int) -> HTTPResponse:
    if job_id not in jobs:
        raise NotFound
    return json(jobs[job_id])


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
